//! Accounts: signing in, activating, one's own account, and all of them for
//! who administers them.

pub mod accounts;
pub mod activation;
pub mod confirmation;
pub mod kept;
pub mod one;
pub mod own;
pub mod password;
pub mod second_factor;
pub mod sign_in;
