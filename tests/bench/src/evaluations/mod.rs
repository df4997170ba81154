//! Evaluation summaries: composing one and writing it to every kind of file,
//! and the memory that a very large one takes.

mod beside;
mod material;
mod memory;

use std::path::{Path, PathBuf};

use app::domain::summary::Format;
use app::evaluation::compose::compose;
use app::locale::Locale;
use server::export::evaluation::typesetter::Typesetter;
use server::export::evaluation::write;
use tokio::runtime::Handle;
use tokio::task::block_in_place;

use crate::times::{Times, kilobytes};
use crate::{Fault, Line};
use material::Sources;

pub(crate) use memory::{ARGUMENT, in_this_process};

/// A whole programme's, as large as one is taken to be.
const UNITS: usize = 20;
const QUARTERS: i32 = 40;
const INDICATORS: usize = 36;

const LOCALE: Locale = Locale::Zh;
const NUMBER: &str = "PB-2026-0003";
const COMPOSED: usize = 20;

/// A format, how often it is written, and how long that may take.
const WRITTEN: [(Format, usize, &str); 5] = [
    (Format::Pdf, 5, ""),
    (Format::Docx, 20, "p50 1 s"),
    (Format::Xlsx, 20, "p50 1 s"),
    (Format::Csv, 20, "p50 100 ms"),
    (Format::Sdmx, 20, ""),
];

pub(crate) fn measure(place: &Path) -> Result<Vec<Line>, Fault> {
    let sources = Sources::of(UNITS, QUARTERS, INDICATORS)?;
    let mut material = sources.material(LOCALE)?;
    // With an evaluation before, against which it is compared line by line.
    material.earlier = Some((NUMBER.to_owned(), compose(&material)));
    let composing = Times::measure(COMPOSED, || {
        std::hint::black_box(compose(&material));
    });
    let summary = compose(&material).numbered(LOCALE, NUMBER);
    drop(material);
    let what = format!(
        "{UNITS} units, {QUARTERS} quarters, {INDICATORS} indicators, {} figures",
        summary.figures.len()
    );
    let mut lines = vec![Line(format!("an evaluation composed: {what}"), composing.told(), "")];
    let typesetter = typesetter()?;
    let apart = || {
        let writing = typesetter.write(summary.clone(), Format::Pdf, None);
        Ok(block_in_place(|| Handle::current().block_on(writing))?)
    };
    lines.push(written("pdf, in a process of its own", 20, "p50 3 s", apart)?);
    for (format, count, limit) in WRITTEN {
        let here = || Ok(write(&summary, format, None)?);
        lines.push(written(format.extension(), count, limit, here)?);
    }
    lines.extend(memory::measure(place)?);
    Ok(lines)
}

/// The served product sets PDFs.
fn typesetter() -> Result<Typesetter, Fault> {
    let binary = std::env::var_os("PILOTBOARD_BIN").ok_or("PILOTBOARD_BIN names no file")?;
    Ok(Typesetter::program(PathBuf::from(binary)))
}

fn written(
    how: &str,
    count: usize,
    limit: &'static str,
    write: impl Fn() -> Result<Vec<u8>, Fault>,
) -> Result<Line, Fault> {
    // The first one looks for fonts.
    let size = write()?.len();
    let mut failed = None;
    let times = Times::measure(count, || {
        failed = write().map(std::hint::black_box).err().or(failed.take());
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let told = format!("{}; {}", times.told(), kilobytes(size));
    Ok(Line(format!("that evaluation as {how}"), told, limit))
}
