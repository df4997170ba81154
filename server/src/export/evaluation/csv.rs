//! All figures as CSV that Excel and WPS open as it is: UTF-8 with a
//! byte-order mark, CRLF, exact numbers, and text that no spreadsheet takes
//! for a formula. One header row; every row says which evaluation it is of.

use std::ops::Range;

use app::domain::summary::Summary;
use app::locale::office_words as words;

use super::figures::{Datum, Field, named_in};
use super::parts::whole;
use super::plain::plain;
use super::{locale, mark};
use crate::export::csv::guarded;

/// Columns before the fields of a figure: evaluation, as of, programme.
pub const BEFORE: usize = 3;

#[must_use]
pub fn write(summary: &Summary) -> Vec<u8> {
    whole(summary, rows)
}

pub(super) fn rows(summary: &Summary, figures: Range<usize>, out: &mut Vec<u8>) {
    let first = figures.start == 0;
    if first {
        out.extend_from_slice("\u{feff}".as_bytes());
    }
    let mut writer =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    // Writing to memory cannot fail.
    if first {
        let _ = writer.write_record(header(summary));
    }
    let head = &summary.head;
    let fixed: [String; BEFORE] = [
        guarded(&plain(head.number.as_deref().unwrap_or_default()), false),
        head.as_of.to_string(),
        guarded(&plain(&head.programme), false),
    ];
    let mark = guarded(&mark(summary), false);
    for figure in named_in(summary, figures) {
        for text in &fixed {
            let _ = writer.write_field(text);
        }
        for field in Field::ALL {
            let _ = writer.write_field(written(&field.of(&figure)));
        }
        let _ = writer.write_field(&mark);
        let _ = writer.write_record(None::<&[u8]>);
    }
    let _ = writer.flush();
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
