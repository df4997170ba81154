//! The form as a grid: the server's form, made quicker to fill in. Excel's
//! keys, blocks pasted with a preview, verdicts while typing, saving by itself,
//! and keeping what could not be saved yet.
//!
//! The form needs nothing of it. What decides is pure and runs natively in
//! tests; what touches the page is in `page` and exists in the browser only.
//! Nothing here may know Leptos or serde: the module stays small.

pub mod block;
pub mod definition;
pub mod fields;
pub mod keeping;
pub mod keys;
pub mod outbox;
#[cfg(feature = "hydrate")]
mod page;
pub mod placing;
pub mod undo;

/// Starts the island on a form; `boot.js` calls it.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
#[must_use]
pub fn grid(form: web_sys::HtmlFormElement) -> bool {
    page::start(form).is_some()
}
