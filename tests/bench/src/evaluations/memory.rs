//! The memory that a document of a hundred thousand figures takes, and that
//! writing it takes besides. Each format is written by a process of its own:
//! what another one freed would be taken again unseen.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use app::domain::summary::{Format, Summary};
use app::evaluation::compose::compose;
use server::export::evaluation::parts::Parts;
use server::export::evaluation::{rows, write};

use super::material::Sources;
use super::{INDICATORS, LOCALE, NUMBER, QUARTERS, beside, typesetter};
use crate::{Fault, Line};

/// The argument by which this program becomes a process that writes a file.
pub(crate) const ARGUMENT: &str = "--written";

const FIGURES: usize = 100_000;
/// More units than are needed for so many.
const UNITS: usize = 80;

/// Held until it is whole, as it is where it is kept.
const WHOLE: &str = "whole";
/// Sent on while it is written, as a preview is.
const IN_PARTS: &str = "in parts";

/// As the server has PDFs set.
const APART: &str = "in a process of its own";

/// A format, how it is written, and what that may take besides.
const WRITTEN: [(Format, &str, &str); 8] = [
    (Format::Csv, IN_PARTS, "30 MB"),
    (Format::Csv, WHOLE, "30 MB"),
    (Format::Sdmx, IN_PARTS, "30 MB"),
    (Format::Sdmx, WHOLE, "30 MB"),
    (Format::Xlsx, WHOLE, "30 MB"),
    (Format::Docx, WHOLE, "30 MB"),
    (Format::Pdf, APART, "30 MB"),
    (Format::Pdf, WHOLE, ""),
];

pub(super) fn measure(place: &Path) -> Result<Vec<Line>, Fault> {
    let document = place.join("evaluation.json");
    let sources = Sources::of(UNITS, QUARTERS, INDICATORS)?;
    let mut summary = compose(&sources.material(LOCALE)?).numbered(LOCALE, NUMBER);
    if summary.figures.len() < FIGURES {
        return Err(format!("{} figures are too few", summary.figures.len()).into());
    }
    summary.figures.truncate(FIGURES);
    fs::write(&document, summary.canonical()?)?;
    drop(summary);
    let mut lines = Vec::new();
    for (format, how, limit) in WRITTEN {
        let output = Command::new(env::current_exe()?)
            .args([ARGUMENT, format.extension(), how])
            .arg(&document)
            .output()?;
        let told = String::from_utf8_lossy(&output.stdout);
        let told = told.trim().split_once('|').filter(|_| output.status.success());
        let (held, added) =
            told.ok_or_else(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
        if lines.is_empty() {
            let what = format!("memory of a document of {FIGURES} figures");
            lines.push(Line(what, held.to_owned(), ""));
        }
        let what = format!("memory besides while it is written as {}, {how}", format.extension());
        lines.push(Line(what, added.to_owned(), limit));
    }
    Ok(lines)
}

/// Reads the document, writes it, and answers what both took:
/// `18.2 MB|25.1 MB (20.1 anonymous, 5.0 file-backed)`.
pub(crate) async fn in_this_process(
    format: &str,
    how: &str,
    document: &str,
) -> Result<String, Fault> {
    let format: Format = format.parse().map_err(|_| format!("{format} is no format"))?;
    let idle = resident("VmRSS")?;
    let summary: Summary = serde_json::from_slice(&fs::read(document)?)?;
    let (before, of_files) = (resident("VmRSS")?, resident("RssFile")?);
    // From here on the highest level is counted anew.
    fs::write("/proc/self/clear_refs", "5")?;
    let mut beside = String::new();
    let bytes = match rows(format).filter(|_| how == IN_PARTS) {
        Some(rows) => Parts::of(&summary, rows).map(|part| part.len()).sum(),
        None if how == APART => {
            let typesetter = typesetter()?;
            let writing = typesetter.write(summary, format, None);
            let (written, highest) = beside::watched(writing).await;
            beside = format!("; that process {highest}");
            written?.len()
        }
        None => write(&summary, format, None)?.len(),
    };
    let peak = resident("VmHWM")?.saturating_sub(before);
    let of_files = resident("RssFile")?.saturating_sub(of_files).min(peak);
    Ok(format!(
        "{}|{} ({} anonymous, {} file-backed); the file {}{beside}",
        megabytes(before.saturating_sub(idle)),
        megabytes(peak),
        megabytes(peak - of_files),
        megabytes(of_files),
        megabytes(u64::try_from(bytes)? / 1_024),
    ))
}

/// A line of this process's `/proc/self/status`, in kilobytes.
fn resident(name: &str) -> Result<u64, Fault> {
    Ok(beside::level("self", name).ok_or("the system does not tell of memory")?)
}

#[expect(clippy::cast_precision_loss, reason = "shown with one place")]
pub(super) fn megabytes(kilobytes: u64) -> String {
    format!("{:.1} MB", kilobytes as f64 / 1_024.0)
}
