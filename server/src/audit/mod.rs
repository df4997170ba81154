//! The record of what was done, held against itself: a chain of sealed entries
//! per unit. Nothing here trusts the database's own functions; the seals are
//! computed anew from what is stored. No SQL here (`store::audit`), no words
//! for people (`app/locales/audit_words.rs`).

mod chain;
#[cfg(test)]
mod chain_tests;
mod checkpoint;

pub use chain::{Anchors, Bad, Entry, Fault, Head, Intact, Verified, Walk};
pub use checkpoint::{Checkpoint, NotACheckpoint};

use std::fmt::Write as _;

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes of hexadecimal digits; `None` for anything else.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

/// Parts one after the other, each with its length in bytes before it, so that
/// no two lists read the same: `2:ab,0:,3:c,d`.
#[must_use]
pub fn measured(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        if !text.is_empty() {
            text.push(',');
        }
        let _ = write!(text, "{}:{part}", part.len());
    }
    text
}
