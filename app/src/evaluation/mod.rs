//! The evaluation summary: how it is composed from facts, and its pages.
//! Nothing here knows another slice.

pub mod compose;
mod document;
pub mod files;
pub mod frozen;
pub mod preview;
