//! The evaluation summary as files: one value, one writer for each format.
//! Nothing is computed here, and nothing asks the database or the clock: the
//! same summary always gives the same bytes.
//!
//! | file | the format |
//! |---|---|
//! | `pdf` | a document to print and to archive; only with the feature `pdf` |
//! | `docx` | a document that people go on editing |
//! | `xlsx` | a workbook to the rules of published statistics |
//! | `csv` | all figures, for spreadsheets |
//! | `sdmx` | all figures, for statistical systems |
//!
//! A PDF is set by a process of its own ([`typesetter`]), which bounds itself
//! ([`confined`]).
//!
//! What they share: [`plain`] says which characters of a name reach a file,
//! [`figures`] how a figure becomes a row, [`parts`] how rows are sent on
//! without all being held.
//!
//! Adding a format: one file with a function from `&Summary` to bytes, a line
//! above and in [`write`], and a reader in `verify`.

pub mod confined;
pub mod csv;
pub mod docx;
pub mod figures;
pub mod parts;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod plain;
pub mod sdmx;
pub mod typesetter;
pub mod verify;
pub mod xlsx;

use std::fmt;
use std::path::Path;

use app::domain::summary::{Column, Format, Summary};
use app::locale::{Locale, board_words, office_words as words};

use parts::Rows;
use plain::plain;

/// The property by which a file keeps the evaluation's number when other
/// programs save it.
pub const NUMBER_PROPERTY: &str = "pilotboard-evaluation";

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// This build was made without that format.
    NotInThisBuild,
    /// The machine has no font with Chinese characters.
    NoFont,
    Failed(String),
}

impl fmt::Display for WriteError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInThisBuild => out.write_str("this build does not write that format"),
            Self::NoFont => out.write_str(
                "no font with Chinese characters was found: install fonts-noto-cjk, or name a font file in PILOTBOARD_FONT",
            ),
            Self::Failed(reason) => write!(out, "the file could not be written: {reason}"),
        }
    }
}

impl std::error::Error for WriteError {}

/// Whether this build writes PDF.
pub const PDF: bool = cfg!(feature = "pdf");

/// What a browser is told of a format.
#[must_use]
pub fn media_type(format: Format) -> &'static str {
    match format {
        Format::Pdf => "application/pdf",
        Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::Csv => "text/csv; charset=utf-8",
        Format::Sdmx => "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
    }
}

/// Writes the summary; `font` is a font file to be preferred. Takes up to
/// seconds of pure computing: not for the threads that answer requests.
///
/// # Errors
/// When the format is not in this build, or cannot be written on this machine.
pub fn write(
    summary: &Summary,
    format: Format,
    font: Option<&Path>,
) -> Result<Vec<u8>, WriteError> {
    match format {
        Format::Docx => docx::write(summary, font),
        Format::Xlsx => xlsx::write(summary),
        Format::Csv => Ok(csv::write(summary)),
        Format::Sdmx => Ok(sdmx::write(summary)),
        Format::Pdf => as_pdf(summary, font),
    }
}

/// What writes the rows of a format that is rows of figures and nothing else;
/// `None` for a file that only is there as a whole.
#[must_use]
pub fn rows(format: Format) -> Option<Rows> {
    match format {
        Format::Csv => Some(csv::rows),
        Format::Sdmx => Some(sdmx::rows),
        Format::Pdf | Format::Docx | Format::Xlsx => None,
    }
}

/// The language of the document's texts; Chinese for a tag of none of ours.
#[must_use]
pub fn locale(summary: &Summary) -> Locale {
    summary.head.language.parse().unwrap_or_default()
}

/// A column's heading with its unit of measure: `Recovered (t)`.
#[must_use]
pub fn heading(locale: Locale, column: &Column) -> String {
    let name = plain(&column.name);
    match column.unit.as_deref().filter(|unit| !unit.is_empty()) {
        Some(unit) => words::with_unit(locale, name, plain(unit)),
        None => name.into_owned(),
    }
}

/// What every file says of itself, a preview or made-up figures; empty for
/// neither. Made-up figures are never unmarked.
#[must_use]
pub fn mark(summary: &Summary) -> String {
    match &summary.head.mark {
        Some(mark) => plain(mark).into_owned(),
        None if summary.head.demo => board_words::demo(locale(summary)).to_owned(),
        None => String::new(),
    }
}

#[cfg(feature = "pdf")]
fn as_pdf(summary: &Summary, font: Option<&Path>) -> Result<Vec<u8>, WriteError> {
    pdf::write(summary, font)
}

#[cfg(not(feature = "pdf"))]
fn as_pdf(_: &Summary, _: Option<&Path>) -> Result<Vec<u8>, WriteError> {
    Err(WriteError::NotInThisBuild)
}
