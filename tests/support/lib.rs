//! What the suites share: a database of its own for each test, the board over
//! it, and a person's way of asking it for pages.

mod board;
mod database;
pub mod filing;
mod html;
mod listening;
mod mail_server;
mod page;
mod person;
mod running;
pub mod unit_targets;

pub use board::TestBoard;
pub use database::TestDatabase;
pub use html::{Element, Html, Table};
pub use listening::{Line, Listening};
pub use mail_server::{Mail, MailServer};
pub use page::{Answer, parse_csv};
pub use person::{Person, urlencoded};
pub use running::{BoardServer, Running, eventually, free_address};

/// A file that ships in the repository.
#[must_use]
pub fn repository_file(path: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// A random walk that is the same on every machine; for trying many cases.
#[derive(Debug)]
pub struct Walk(u64);

impl Walk {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        // SplitMix64, for its short code and even spread.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}
