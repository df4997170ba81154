//! All figures, on one sheet. Its rows go to the file one by one: there may
//! be a hundred thousand.

use std::collections::HashMap;

use app::domain::summary::Summary;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::look::Look;
use super::number::plainly;
use super::sheet::{HEAD, Top, mark, number_or_text, top};
use crate::export::evaluation::figures::{Datum, Field, named};
use crate::export::evaluation::xlsx::names;

/// The table's name.
pub(super) const TABLE: &str = "s_figures";

/// The table is marked with its first row alone: [`super::range`] gives it the
/// others.
pub(super) fn write(
    to: &mut Worksheet,
    summary: &Summary,
    above: &Top,
    look: &Look,
) -> Result<(), XlsxError> {
    for (column, field) in (0_u16..).zip(Field::ALL) {
        to.set_column_width(column, width(field))?;
    }
    top(to, above, look)?;
    let headings = Field::ALL.map(|field| (field.name(above.locale).to_owned(), field.is_number()));
    mark(to, TABLE, above.title, &headings, summary.figures.len().min(1), look)?;
    let text = look.about.clone();
    let mut formats: HashMap<u8, Format> = HashMap::new();
    let number = look.about.clone().set_align(rust_xlsxwriter::FormatAlign::Right);
    for (row, figure) in (HEAD + 1..).zip(named(summary)) {
        for (column, field) in (0_u16..).zip(Field::ALL) {
            match field.of(&figure) {
                Datum::Number(exact, places) => {
                    let format = formats
                        .entry(places)
                        .or_insert_with(|| number.clone().set_num_format(plainly(places)));
                    number_or_text(to, (row, column), &exact, &exact.to_string(), format)?;
                }
                Datum::Text(words) if !words.is_empty() => {
                    to.write_string_with_format(row, column, names::cell(&words), &text)?;
                }
                Datum::Text(_) | Datum::Nothing => {}
            }
        }
    }
    Ok(())
}

fn width(field: Field) -> u16 {
    match field {
        Field::Unit => 24,
        Field::Indicator => 40,
        Field::UnitCode | Field::IndicatorCode | Field::Quarter => 11,
        _ => 14,
    }
}
