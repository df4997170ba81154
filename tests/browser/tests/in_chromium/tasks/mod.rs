//! The core tasks, each from its first page to its end, by keyboard alone, in
//! both languages, with scripts and without; and axe on every state on the way.
//! Each test has a board and a database of its own.

pub(crate) mod desk;
pub(crate) mod entering;
pub(crate) mod figures;
pub(crate) mod ministry;
pub(crate) mod pasting;
pub(crate) mod signing_in;
pub(crate) mod states;
pub(crate) mod workbook;

pub(crate) use desk::Desk;
