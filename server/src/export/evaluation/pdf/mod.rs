//! The evaluation summary as PDF, set by Typst as a library.
//!
//! The template (`evaluation.typ`) is the only file that Typst sees, and it
//! holds no text of a document: what people wrote comes as values, never as
//! markup, so nothing in it can be a command. Nothing is computed here but
//! widths of columns.

mod columns;
mod faces;
mod handed;
mod reading;
mod settable;
mod world;

use std::path::Path;

use app::domain::summary::Summary;
use sha2::{Digest as _, Sha256};
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::WriteError;
use crate::audit::hex;
use faces::Faces;
use world::Template;

pub use reading::{PdfTexts, texts};

/// Beijing's time, in minutes ahead of UTC.
const AHEAD: i32 = 8 * 60;

/// Writes the summary: PDF/A-2a and PDF/UA-1 at once, fonts embedded, the same
/// bytes for the same summary. `font` is a font file to be preferred; fonts are
/// looked for once in the life of the process.
///
/// # Errors
/// When the machine has no font with Chinese, or the document cannot be set.
pub fn write(summary: &Summary, font: Option<&Path>) -> Result<Vec<u8>, WriteError> {
    let faces = Faces::find(font).ok_or(WriteError::NoFont)?;
    let sha256 = sha256(summary).map_err(|error| WriteError::Failed(error.to_string()))?;
    let handed = handed::over(summary, &sha256, &faces)?;
    let template = Template::new(handed, faces)?;
    let set = typst::compile::<PagedDocument>(&template).output;
    let written = set.and_then(|document| typst_pdf::pdf(&document, &options(summary, sha256)));
    let whole = template.had_its_faces();
    drop(template);
    // What Typst remembers of a document helps no other one.
    comemo::evict(0);
    if !whole {
        return Err(WriteError::Failed("a font file could not be read".to_owned()));
    }
    written.map_err(|faults| WriteError::Failed(told(&faults)))
}

/// Of the canonical spelling, which is as long as all figures: it is gone before
/// the document is set.
fn sha256(summary: &Summary) -> Result<String, serde_json::Error> {
    Ok(hex(&Sha256::digest(summary.canonical()?.as_bytes())))
}

fn options(summary: &Summary, sha256: String) -> PdfOptions {
    let (year, month, day) = summary.head.as_of.day().date();
    let (hour, minute) = summary.head.as_of.time();
    let moment = Datetime::from_ymd_hms(i32::from(year), month, day, hour, minute, 0);
    PdfOptions {
        ident: Smart::Custom(sha256),
        creator: Smart::Custom(Some("Pilotboard".to_owned())),
        timestamp: moment.and_then(|moment| Timestamp::new_local(moment, AHEAD)),
        // The two do not exclude each other.
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).unwrap_or_default(),
        ..PdfOptions::default()
    }
}

fn told(faults: &[SourceDiagnostic]) -> String {
    faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; ")
}
