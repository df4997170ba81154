//! What people see of Pilotboard and the rules it obeys.
//!
//! No IO: a page is a function from data to HTML, a rule a function from
//! figures to a verdict. The server renders the pages (feature `ssr`, with
//! Leptos), the browser runs the islands on them (feature `hydrate`, without).

// A page is one type as deep as its markup.
#![recursion_limit = "256"]

#[cfg(feature = "ssr")]
pub mod account;
pub mod audit;
#[cfg(feature = "ssr")]
pub mod chart;
#[cfg(feature = "ssr")]
pub mod compare;
pub mod domain;
#[cfg(feature = "ssr")]
pub mod duties;
pub mod entry;
#[cfg(feature = "ssr")]
pub mod evaluation;
#[cfg(feature = "ssr")]
pub mod exhibit;
pub mod links;
pub mod locale;
#[cfg(feature = "ssr")]
pub mod progress;
#[cfg(feature = "ssr")]
pub mod review;
#[cfg(feature = "ssr")]
pub mod sharing;
pub mod ui;
