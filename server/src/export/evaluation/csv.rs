//! All figures as CSV that Excel and WPS open as it is: UTF-8 with a
//! byte-order mark, CRLF, exact numbers, and text that no spreadsheet takes
//! for a formula. One header row; every row says which evaluation it is of.

use app::domain::summary::Summary;
use app::locale::office_words as words;

use super::figures::{Datum, Field, named};
use super::plain::plain;
use super::{locale, mark};
use crate::export::csv::guarded;

/// Columns before the fields of a figure: evaluation, as of, programme.
pub const BEFORE: usize = 3;

#[must_use]
pub fn write(summary: &Summary) -> Vec<u8> {
    let mut out = Vec::from("\u{feff}".as_bytes());
    let mut writer =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(&mut out);
    let head = &summary.head;
    let fixed = [
        guarded(&plain(head.number.as_deref().unwrap_or_default()), false),
        head.as_of.to_string(),
        guarded(&plain(&head.programme), false),
    ];
    let mark = guarded(&mark(summary), false);
    let mut row = header(summary);
    // Writing to memory cannot fail.
    let _ = writer.write_record(&row);
    for figure in named(summary) {
        row.clear();
        row.extend(fixed.iter().cloned());
        row.extend(Field::ALL.into_iter().map(|field| written(&field.of(&figure))));
        row.push(mark.clone());
        let _ = writer.write_record(&row);
    }
    let _ = writer.flush();
    drop(writer);
    out
}

/// The header row.
#[must_use]
pub fn header(summary: &Summary) -> Vec<String> {
    let locale = locale(summary);
    let before = [words::evaluation(locale), words::as_of(locale), words::programme(locale)];
    let fields = Field::ALL.into_iter().map(|field| field.name(locale));
    before.into_iter().chain(fields).chain([words::mark(locale)]).map(str::to_owned).collect()
}

/// A field as it stands in the file.
#[must_use]
pub fn written(datum: &Datum) -> String {
    match datum {
        Datum::Text(text) => guarded(text, false),
        Datum::Number(number, _) => number.to_string(),
        Datum::Nothing => String::new(),
    }
}
