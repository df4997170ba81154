//! What the units file: what is due, entering a quarter, checking it, the
//! receipt; and who has filed.

pub mod beside;
#[cfg(feature = "ssr")]
pub mod check;
#[cfg(feature = "ssr")]
pub mod form;
pub mod grid;
#[cfg(feature = "ssr")]
pub mod head;
#[cfg(feature = "ssr")]
pub mod history;
#[cfg(feature = "ssr")]
pub mod line;
pub mod line_states;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod mark;
#[cfg(feature = "ssr")]
pub mod receipt;
#[cfg(feature = "ssr")]
pub mod reminder_mail;
#[cfg(feature = "ssr")]
pub mod reminding;
#[cfg(feature = "ssr")]
pub mod reopening;
#[cfg(feature = "ssr")]
pub mod returns;
#[cfg(feature = "ssr")]
pub mod standing;
#[cfg(feature = "ssr")]
mod standing_table;
#[cfg(feature = "ssr")]
pub mod upload;
#[cfg(feature = "ssr")]
pub mod upload_table;
