//! The evaluation summary as files: one value, one writer for each format.
//! Nothing is computed here.

use std::fmt;
use std::path::Path;

use app::domain::summary::{Format, Summary};

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
    _summary: &Summary,
    format: Format,
    _font: Option<&Path>,
) -> Result<Vec<u8>, WriteError> {
    match format {
        Format::Pdf | Format::Docx | Format::Xlsx | Format::Csv | Format::Sdmx => {
            Err(WriteError::NotInThisBuild)
        }
    }
}
