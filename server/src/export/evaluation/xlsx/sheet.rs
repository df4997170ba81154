//! A sheet with one table: what it shows in the first cell, one heading row,
//! no merged and no blank rows.

use app::domain::decimal::Decimal;
use app::domain::summary::{Cell, Table as Content};
use app::locale::{Locale, office_words as words};
use rust_xlsxwriter::{Format, Table, TableColumn, TableStyle, Url, Worksheet, XlsxError};

use super::look::{Kind, Look};
use super::names;
use super::number;
use crate::export::evaluation::heading;
use crate::export::exact::as_double;

/// The heading row; above it stand title, origin and the way back.
pub const HEAD: u32 = 3;
/// Widths of columns, in digits of the standard font.
const NARROWEST: usize = 9;
const WIDEST: usize = 60;
/// Rows that stand on one page.
const SHORT: usize = 30;
/// Rows that are measured for it.
const MEASURED: usize = 500;

/// What stands above the table on every sheet.
pub(super) struct Top<'a> {
    pub(super) title: &'a str,
    /// The document's number and mark.
    pub(super) origin: &'a str,
    pub(super) marked: bool,
    /// The sheet of contents.
    pub(super) back: &'a str,
    pub(super) locale: Locale,
}

pub(super) fn top(to: &mut Worksheet, top: &Top, look: &Look) -> Result<(), XlsxError> {
    to.write_string_with_format(0, 0, names::cell(top.title), &look.title)?;
    let format = if top.marked { &look.mark } else { &look.about };
    to.write_string_with_format(1, 0, top.origin, format)?;
    let back = Url::new(format!("internal:'{}'!A1", top.back))
        .set_text(words::back_to_contents(top.locale));
    to.write_url_with_format(2, 0, back, &look.link)?;
    Ok(())
}

/// Marks the range as a table. Must come before its rows where those are not
/// kept in memory. A table without a row is only headings.
pub(super) fn mark(
    to: &mut Worksheet,
    name: &str,
    alt_text: &str,
    headings: &[(String, bool)],
    rows: usize,
    look: &Look,
) -> Result<(), XlsxError> {
    let last = u16::try_from(headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let rows = u32::try_from(rows).unwrap_or(u32::MAX);
    if rows > 0 {
        let columns: Vec<TableColumn> = headings
            .iter()
            .map(|(heading, right)| {
                TableColumn::new().set_header(heading).set_header_format(look.head(*right))
            })
            .collect();
        let table = Table::new()
            .set_name(name)
            .set_style(TableStyle::None)
            .set_autofilter(false)
            .set_alt_text_title(names::short(alt_text, 255))
            .set_columns(&columns);
        to.add_table(HEAD, 0, HEAD.saturating_add(rows), last, &table)?;
    } else {
        for (column, (heading, right)) in (0_u16..).zip(headings) {
            to.write_string_with_format(HEAD, column, heading, &look.head(*right))?;
        }
    }
    to.set_freeze_panes(HEAD + 1, 1)?.set_repeat_rows(HEAD, HEAD)?;
    Ok(())
}

/// How the sheet is printed: A4, as wide as one page, its place in the foot; a
/// short one on one page with its charts.
pub(super) fn print(to: &mut Worksheet, lying: bool, rows: usize, foot: &str) {
    /// A4.
    const PAPER: u8 = 9;
    if lying {
        to.set_landscape();
    }
    to.set_paper_size(PAPER).set_print_fit_to_pages(1, u16::from(rows <= SHORT));
    let foot = names::short(&foot.replace('&', "&&"), 200);
    to.set_footer(format!("&L{foot}&R&P / &N"));
    to.set_screen_gridlines(false);
}

/// The table's headings, and whether each stands at the right.
pub fn headings(table: &Content, locale: Locale) -> Vec<(String, bool)> {
    let wanted = table.columns.iter().map(|column| heading(locale, column));
    let right = table.columns.iter().map(|column| column.numeric);
    names::headings(wanted).into_iter().zip(right).collect()
}

/// The table's rows, beneath the heading row.
pub(super) fn rows(to: &mut Worksheet, table: &Content, look: &Look) -> Result<(), XlsxError> {
    let nothing = Cell::default();
    for (row, content) in (HEAD + 1..).zip(&table.rows) {
        for (at, column) in table.columns.iter().enumerate() {
            let cell = content.cells.get(at).unwrap_or(&nothing);
            let kind = Kind {
                right: column.numeric || cell.number.is_some(),
                total: content.total,
                unsettled: cell.unsettled,
            };
            let place = (row, u16::try_from(at).unwrap_or(u16::MAX));
            match (&cell.number, number::shown(cell)) {
                (Some((_, places)), Some(shown)) => {
                    let code = number::format(&cell.text, &shown, *places);
                    let format = look.cell(kind).set_num_format(code);
                    number_or_text(to, place, &shown, &cell.text, &format)?;
                }
                _ => text(to, place, &cell.text, &look.cell(kind))?,
            }
        }
    }
    Ok(())
}

/// A number where a spreadsheet keeps it exactly, else its text.
pub(super) fn number_or_text(
    to: &mut Worksheet,
    (row, column): (u32, u16),
    number: &Decimal,
    otherwise: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    match as_double(number) {
        Some(number) => to.write_number_with_format(row, column, number, format)?,
        None => to.write_string_with_format(row, column, names::cell(otherwise), format)?,
    };
    Ok(())
}

pub(super) fn text(
    to: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = names::cell(text);
    if text.is_empty() {
        to.write_blank(row, column, format)?;
    } else {
        to.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// Sets each column as wide as its words need, within bounds.
pub(super) fn fit(to: &mut Worksheet, table: &Content, locale: Locale) -> Result<(), XlsxError> {
    for (at, column) in table.columns.iter().enumerate() {
        let cells = table.rows.iter().take(MEASURED).filter_map(|row| row.cells.get(at));
        let longest = cells.map(|cell| width(&cell.text)).max().unwrap_or(0);
        // A heading may take several lines.
        let head = width(&heading(locale, column)).min(NARROWEST * 2);
        let width = (longest.max(head) + 2).clamp(NARROWEST, WIDEST);
        let place = u16::try_from(at).unwrap_or(u16::MAX);
        to.set_column_width(place, u16::try_from(width).unwrap_or(u16::MAX))?;
    }
    Ok(())
}

/// Width of the longest line in digits; Chinese characters are twice as wide.
fn width(text: &str) -> usize {
    let line = |line: &str| line.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum();
    text.lines().map(line).max().unwrap_or(0)
}
