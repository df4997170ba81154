//! Reading the record of what was done: narrowed down, page by page, or as a
//! file. Nothing can be changed here.

#[cfg(feature = "ssr")]
mod entries;
#[cfg(feature = "ssr")]
pub mod page;
