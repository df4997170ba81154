//! The domain compiled by itself, natively and for the browser, so that a test
//! can hold both against each other: the same lines in, the same lines out.
//!
//! No page, form or server code may come in here. The wasm module is loaded
//! without wasm-bindgen: `alloc`, write the lines, `answer_all`, read the
//! answers.

#[path = "../../../app/src/domain/mod.rs"]
pub mod domain;

#[cfg(target_arch = "wasm32")]
mod abi;
mod answer;
#[cfg(not(target_arch = "wasm32"))]
mod cases;
#[cfg(not(target_arch = "wasm32"))]
mod seeded;

pub use answer::{answer_all, answer_line};
#[cfg(not(target_arch = "wasm32"))]
pub use cases::cases;
