//! Units beside each other on one indicator or target, and how one figure came
//! about. As on the board, a page is composed from facts by a pure function
//! and shown by another; only approved figures come in here, and no other slice.

pub mod figure;
pub mod page;
mod ranking;
pub mod subject;
