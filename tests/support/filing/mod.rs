//! Returns that are saved and submitted over the network by all units at once,
//! while something befalls the servers; and whether all that was acknowledged
//! is there afterwards, once and whole.

pub mod client;
pub mod ledger;
pub mod returns;
pub mod verify;
pub mod writer;
