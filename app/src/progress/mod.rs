//! How the pilots go: the board. A page is composed from facts by a pure
//! function (`compose`) and shown by another (`view`); the server fetches what
//! the first needs. Nothing here knows another slice.

#[cfg(feature = "ssr")]
pub mod completeness;
#[cfg(feature = "ssr")]
pub mod exhibit;
#[cfg(feature = "ssr")]
pub mod help;
#[cfg(feature = "ssr")]
pub mod indicator_exhibits;
#[cfg(feature = "ssr")]
pub mod indicator_table;
#[cfg(feature = "ssr")]
pub mod judged;
#[cfg(feature = "ssr")]
pub mod key_figure;
#[cfg(feature = "ssr")]
pub mod overview;
#[cfg(feature = "ssr")]
pub mod programme;
pub mod suppose;
#[cfg(feature = "ssr")]
pub mod target;
#[cfg(feature = "ssr")]
pub mod target_table;
#[cfg(feature = "ssr")]
pub mod unit;
