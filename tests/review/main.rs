//! The ministries at work over HTTP: the queue, decisions, what follows from
//! them on the board, and what they can never do. Returns are filed through
//! the store, under row-level security.

mod after_approval;
mod bad_input;
mod decisions;
mod desk;
mod many;
mod nobody_else;
mod pages;
mod queue;
mod restatement;
