//! Pieces of pages that know no slice: the shell around every page, tables,
//! forms, tags, messages. No data is fetched or judged here.

#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod message;
#[cfg(feature = "ssr")]
pub mod resend;
#[cfg(feature = "ssr")]
pub mod share;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod table;
pub mod tag;
#[cfg(feature = "ssr")]
pub mod turning;
#[cfg(feature = "ssr")]
pub mod unit_choice;
