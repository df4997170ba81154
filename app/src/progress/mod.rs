//! How the pilots go: the board. A page is composed from facts by a pure
//! function (`compose`) and shown by another (`view`); the server fetches what
//! the first needs. Nothing here knows another slice.

pub mod help;
pub mod overview;
pub mod programme;
pub mod suppose;
pub mod target;
pub mod unit;
