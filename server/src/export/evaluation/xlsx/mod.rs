//! A workbook to the rules of published statistics: cover, contents, notes,
//! then one marked-up table a sheet with one heading row, no merged cells, no
//! blank rows, frozen panes; numbers as numbers where a spreadsheet keeps them
//! exactly, native charts, and no text that becomes a formula. A last sheet
//! has all figures.
//!
//! A table is called by its code (`t_key_figures`) whatever its sheet's name.

mod charts;
mod figures;
mod front;
mod look;
pub mod names;
pub mod number;
mod range;
pub mod sheet;

use app::domain::summary::{Summary, Table};
use app::locale::office_words as words;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::figures::Field;
use super::{NUMBER_PROPERTY, WriteError, locale, mark};
use charts::Copies;
use look::Look;
use sheet::Top;

/// More columns lie.
const UPRIGHT: usize = 5;

/// The workbook.
///
/// # Errors
/// When there is no place for the rows on their way to the file.
pub fn write(summary: &Summary) -> Result<Vec<u8>, WriteError> {
    let file = made(summary).map_err(|error| WriteError::Failed(error.to_string()))?;
    let rows = summary.figures.len();
    if rows < 2 {
        return Ok(file);
    }
    range::widened(&file, figures::TABLE, rows, Field::ALL.len())
        .map_err(|error| WriteError::Failed(error.to_string()))
}

/// The sheets' names, in their order; those of the tables between the notes
/// and all figures.
pub(super) struct Sheets {
    pub(super) cover: String,
    pub(super) contents: String,
    pub(super) notes: String,
    pub(super) tables: Vec<String>,
    pub(super) figures: String,
}

impl Sheets {
    fn of(summary: &Summary) -> Self {
        let locale = locale(summary);
        let tables = summary.tables().zip(1..).map(|(table, no)| names::sheet(no, &table.title));
        Self {
            cover: words::cover(locale).to_owned(),
            contents: words::contents(locale).to_owned(),
            notes: words::notes(locale).to_owned(),
            tables: tables.collect(),
            figures: words::all_figures(locale).to_owned(),
        }
    }
}

fn made(summary: &Summary) -> Result<Vec<u8>, XlsxError> {
    let locale = locale(summary);
    let look = Look::new(locale);
    let sheets = Sheets::of(summary);
    let mark = mark(summary);
    let number = summary.head.number.as_deref();
    let origin: Vec<&str> =
        number.into_iter().chain([mark.as_str()]).filter(|part| !part.is_empty()).collect();
    let origin = names::cell(&origin.join("　"));
    let foot = format!("{} {}", summary.head.title, origin);
    let top = |title| Top {
        title,
        origin: &origin,
        marked: !mark.is_empty(),
        back: &sheets.contents,
        locale,
    };
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(summary)?);
    front::cover(workbook.add_worksheet().set_name(&sheets.cover)?, summary, &mark, &look)?;
    let contents = workbook.add_worksheet().set_name(&sheets.contents)?;
    front::contents(contents, summary, &sheets, &top(words::contents(locale)), &look)?;
    let notes = workbook.add_worksheet().set_name(&sheets.notes)?;
    front::notes(notes, summary, &top(words::notes(locale)), &look)?;
    sheet::print(notes, false, usize::MAX, &foot);

    let mut copies = rust_xlsxwriter::Worksheet::new();
    copies.set_name(charts::COPY)?.set_very_hidden(true);
    let mut copied = Copies { to: &mut copies, next: 0 };
    for (table, name) in summary.tables().zip(&sheets.tables) {
        let to = workbook.add_worksheet().set_name(name)?;
        one(to, summary, (table, name), &top(&table.title), &mut copied, &look)?;
        sheet::print(to, table.columns.len() > UPRIGHT, table.rows.len(), &foot);
    }
    let has_copies = copied.next > 0;
    let all = workbook.add_worksheet_with_low_memory()?.set_name(&sheets.figures)?;
    figures::write(all, summary, &top(words::all_figures(locale)), &look)?;
    sheet::print(all, true, usize::MAX, &foot);
    if has_copies {
        workbook.push_worksheet(copies);
    }
    workbook.save_to_buffer()
}

/// A table on its sheet, with the charts that draw it.
fn one(
    to: &mut rust_xlsxwriter::Worksheet,
    summary: &Summary,
    (table, name): (&Table, &str),
    top: &Top,
    copies: &mut Copies,
    look: &Look,
) -> Result<(), XlsxError> {
    sheet::fit(to, table, top.locale)?;
    sheet::top(to, top, look)?;
    let headings = sheet::headings(table, top.locale);
    let code = names::table(&table.code);
    sheet::mark(to, &code, &table.title, &headings, table.rows.len(), look)?;
    sheet::rows(to, table, look)?;
    for chart in summary.charts() {
        if let Some(drawn) = chart.drawn.as_ref().filter(|drawn| drawn.table == table.code) {
            charts::draw(to, copies, name, table, chart, drawn)?;
        }
    }
    Ok(())
}

/// Title, number, issuer; dated by the figures and not by the clock.
fn properties(summary: &Summary) -> Result<DocProperties, XlsxError> {
    let head = &summary.head;
    let (year, month, day) = head.as_of.day().date();
    let (hour, minute) = head.as_of.time();
    // Spreadsheets know no day before 1900.
    let at =
        ExcelDateTime::from_ymd(year.max(1900), month, day)?.and_hms(u16::from(hour), minute, 0)?;
    let properties = DocProperties::new()
        .set_title(names::short(&head.title, 250))
        .set_subject(names::short(&head.subtitle, 250))
        .set_company(names::short(&head.issuer, 250))
        .set_category(mark(summary))
        .set_creation_datetime(&at);
    Ok(match &head.number {
        Some(number) => properties.set_custom_property(NUMBER_PROPERTY, number),
        None => properties,
    })
}
