//! What the browser tests and the pictures share: the product and a driver as
//! processes of our own, a browser that speaks in pages, and the pages there
//! are. What must hold of a page stands in `tests/in_chromium`, never here.

mod axe;
mod browser;
pub mod keyboard;
mod made;
pub mod pages;
mod process;
mod sessions;
mod world;

pub use browser::{Browser, Entry};
pub use world::{Driver, Scripts, World, axe_source, parity_module};

/// The password of the demo's accounts.
pub const PASSWORD: &str = "violet kettle ninety drum";

/// Everything that can go wrong here ends a test with its sentence.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;
