//! The record of what was done, and the receipts of what was submitted: that
//! nobody rewrites them, and that whoever does is found out.

mod append_only;
mod checkpoints;
mod command;
mod page;
mod receipts;
mod tampering;
