//! How the pilots go: the board. A page is composed from facts by a pure
//! function (`compose`) and shown by another (`view`); the server fetches what
//! the first needs. Nothing here knows another slice.

pub mod completeness;
pub mod exhibit;
pub mod help;
pub mod indicator_exhibits;
pub mod indicator_table;
pub mod judged;
pub mod key_figure;
pub mod overview;
pub mod programme;
pub mod suppose;
pub mod target;
pub mod target_table;
pub mod unit;
