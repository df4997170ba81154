//! Accounts: signing in, activating, one's own account, and all of them for
//! who administers them.

pub mod own;
pub mod sign_in;
