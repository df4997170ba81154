//! Which evaluation a file is of, and whether its figures are the frozen ones.
//!
//! A file may have been saved again by another program, and people may have
//! gone on writing in it: tables and numbers must be the frozen ones, other
//! texts that differ are remarks. What lies over the text is not looked at:
//! pictures, text boxes, drawings.
//!
//! | file | what it reads |
//! |---|---|
//! | `number` | which evaluation it is |
//! | `document` | DOCX: its tables and paragraphs |
//! | `workbook` | XLSX: its sheets |
//! | `pages` | PDF: the words on its pages |
//! | `text` | CSV and SDMX-CSV |
//! | `tables`, `paragraphs`, `figures` | what was read against what was frozen |
//!
//! Nothing here panics or grows without end, whatever the bytes.

mod document;
mod figures;
mod number;
#[cfg(feature = "pdf")]
mod pages;
#[cfg(not(feature = "pdf"))]
#[path = "without_pages.rs"]
mod pages;
mod paragraphs;
mod tables;
mod text;
mod workbook;

use std::fmt;

use app::domain::summary::Summary;
use app::domain::upload::FileRefusal;
use app::locale::{Locale, upload_words};

use super::WriteError;
use crate::import::office::Limits;
use crate::import::office::package::Package;
use number::Kind;

/// A whole evaluation of a hundred thousand figures is a fifth of it.
pub(crate) const LIMITS: Limits = Limits {
    bytes: 64 << 20,
    inflated: 512 << 20,
    density: 400,
    entries: 5_000,
    sheets: 500,
    cells: 500_000,
    rows: 1 << 20,
    columns: 512,
    text: 64 << 20,
};

/// More are not listed.
pub const MOST: usize = 1_000;

/// Something that is not as it was frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Table, row and column, or the figure.
    pub place: String,
    pub frozen: String,
    pub found: String,
    /// Whether it is a text without figures, which people may edit: then the
    /// file's figures are the frozen ones all the same.
    pub remark: bool,
}

/// Why a file cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotOurs {
    /// No format that evaluations are written to.
    OtherFormat,
    /// This build does not read that format.
    NotInThisBuild,
    /// A PDF is compared with the document set anew, and that failed.
    NotSet(WriteError),
    /// None of the evaluation's tables or figures is in it.
    NothingFound,
    /// It is damaged, or holds more than any file of ours.
    Unreadable(FileRefusal),
}

impl fmt::Display for NotOurs {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherFormat => out.write_str("no PDF, DOCX, XLSX or CSV file"),
            Self::NotInThisBuild => out.write_str("this build does not read that format"),
            Self::NotSet(error) => {
                write!(out, "the document it is compared with cannot be set: {error}")
            }
            Self::NothingFound => out.write_str("none of the evaluation's tables is in it"),
            Self::Unreadable(refusal) => {
                out.write_str(&upload_words::file(Locale::En, &[], refusal))
            }
        }
    }
}

impl std::error::Error for NotOurs {}

impl From<FileRefusal> for NotOurs {
    fn from(refusal: FileRefusal) -> Self {
        Self::Unreadable(refusal)
    }
}

/// The evaluation that a file says it is of.
#[must_use]
pub fn number_in(file: &[u8]) -> Option<String> {
    number::read(file)
}

/// What of a file is not as the summary has it; at most [`MOST`].
///
/// # Errors
/// When the file cannot be compared at all.
pub fn differences(summary: &Summary, file: &[u8]) -> Result<Vec<Difference>, NotOurs> {
    if file.len() as u64 > LIMITS.bytes {
        return Err(FileRefusal::TooManyBytes { limit: LIMITS.bytes }.into());
    }
    let mut found = Findings::default();
    match number::kind(file)? {
        Kind::Pdf => pages::compare(summary, file, &mut found)?,
        Kind::Document(main) => {
            let package = Package::open(file, &LIMITS)?;
            document::compare(summary, &package, &main, &mut found)?;
        }
        Kind::Workbook => {
            let package = Package::open(file, &LIMITS)?;
            workbook::compare(summary, &package, &mut found)?;
        }
        Kind::Text => text::compare(summary, file, &mut found)?,
    }
    Ok(found.all)
}

/// Differences while they are looked for.
#[derive(Default)]
struct Findings {
    all: Vec<Difference>,
}

impl Findings {
    fn add(&mut self, place: String, frozen: &str, found: &str) {
        self.push(place, frozen, found, false);
    }

    fn remark(&mut self, place: String, frozen: &str, found: &str) {
        self.push(place, frozen, found, true);
    }

    fn push(&mut self, place: String, frozen: &str, found: &str, remark: bool) {
        if self.all.len() < MOST {
            let (frozen, found) = (short(frozen), short(found));
            self.all.push(Difference { place, frozen, found, remark });
        }
    }
}

/// The beginning of what stands in a file, for a sentence.
fn short(text: &str) -> String {
    const LONGEST: usize = 200;
    let mut letters = text.chars();
    let mut short: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}

/// The text with every stretch of white space as one space: other programs
/// break lines elsewhere.
fn bare(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
