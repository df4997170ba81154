//! An XLSX read again: each table on its sheet, all figures on theirs. Sheets
//! may have been renamed and moved; a table is known by its headings.

use std::ops::ControlFlow;

use app::domain::decimal::Decimal;
use app::domain::summary::Summary;
use app::domain::upload::FileRefusal;
use app::locale::verify_words as words;

use super::figures::Figures;
use super::tables::{self, Entry, Found, fit};
use super::{Findings, LIMITS, NotOurs, bare};
use crate::export::evaluation::figures::Field;
use crate::export::evaluation::locale;
use crate::export::evaluation::plain::plain;
use crate::export::evaluation::xlsx::{names, sheet};
use crate::import::office::cells::{self, Cell, Content};
use crate::import::office::package::Package;
use crate::import::office::style::{self, Shown};
use crate::import::office::{number, strings, workbook};

/// Rows in which a sheet's headings are looked for.
const TOP: u32 = 20;

/// One row: its cells by column.
type Line = Vec<(u32, Entry)>;

struct Book<'a> {
    package: &'a Package<'a>,
    formats: Vec<Shown>,
    texts: Vec<String>,
}

pub(super) fn compare(
    summary: &Summary,
    package: &Package,
    to: &mut Findings,
) -> Result<(), NotOurs> {
    let locale = locale(summary);
    let parts = workbook::read(package, LIMITS.sheets)?;
    let formats = match &parts.styles {
        Some(part) => style::read(package, part)?,
        None => Vec::new(),
    };
    let texts = match &parts.strings {
        Some(part) => strings::all(package, part, &LIMITS)?,
        None => Vec::new(),
    };
    let book = Book { package, formats, texts };
    // The first rows of every sheet, to know it by.
    let mut sheets = Vec::new();
    for sheet in &parts.sheets {
        sheets.push((sheet, book.rows(&sheet.part, TOP)?));
    }
    let mut known = 0;
    let mut taken = vec![false; sheets.len()];
    for (table, no) in summary.tables().zip(1..) {
        let headings: Vec<String> =
            sheet::headings(table, locale).into_iter().map(|(heading, _)| heading).collect();
        let name = names::sheet(no, &table.title);
        let title = bare(&plain(&table.title));
        let fits = sheets.iter().enumerate().filter(|(at, _)| !taken[*at]).filter_map(
            |(at, (sheet, top))| {
                let (_, fits) = head(&headings, top)?;
                let same = usize::from(sheet.name == name) * 2 + usize::from(titled(top, &title));
                Some((same, fits, std::cmp::Reverse(at)))
            },
        );
        let Some((_, _, std::cmp::Reverse(at))) = fits.max() else {
            let place = words::table(locale, title);
            to.add(place, words::there(locale), words::not_there(locale));
            continue;
        };
        known += 1;
        taken[at] = true;
        let rows = book.rows(&sheets[at].0.part, LIMITS.rows)?;
        tables::compare(locale, table, &headings, &found(&headings, rows), to);
    }
    let headings = Field::ALL.map(|field| field.name(locale).to_owned());
    let all =
        sheets.iter().enumerate().filter(|(at, _)| !taken[*at]).filter_map(|(_, (sheet, top))| {
            let (row, fits) = head(&headings, top)?;
            (fits > headings.len() / 2).then_some((fits, sheet, row, top))
        });
    match all.max_by_key(|(fits, ..)| *fits) {
        Some((_, sheet, row, top)) => {
            known += 1;
            figures(summary, &book, &sheet.part, (row, top), to)?;
        }
        None => to.add(
            words::all_figures(locale).to_owned(),
            words::there(locale),
            words::not_there(locale),
        ),
    }
    if known == 0 { Err(NotOurs::NothingFound) } else { Ok(()) }
}

/// The row that has most of the headings, and how many.
fn head(headings: &[String], rows: &[(u32, Line)]) -> Option<(u32, usize)> {
    let fits = rows.iter().map(|(row, line)| {
        let texts: Vec<String> = line.iter().map(|(_, entry)| entry.text().to_owned()).collect();
        (fit(headings, &texts), std::cmp::Reverse(*row))
    });
    let (fits, std::cmp::Reverse(row)) = fits.max()?;
    (fits > 0).then_some((row, fits))
}

/// Whether the table's title stands above it.
fn titled(rows: &[(u32, Line)], title: &str) -> bool {
    rows.iter().flat_map(|(_, line)| line).any(|(_, entry)| bare(entry.text()) == title)
}

/// The table whose headings stand in those rows.
fn found(headings: &[String], rows: Vec<(u32, Line)>) -> Found {
    let top: Vec<(u32, Line)> = rows.iter().take_while(|(row, _)| *row < TOP).cloned().collect();
    let Some((at, _)) = head(headings, &top) else { return Found::default() };
    let mut found = Found::default();
    let mut first = None;
    for (row, line) in rows {
        if row < at {
            continue;
        }
        // Where the table begins, so do its rows.
        let from = *first.get_or_insert_with(|| line.first().map_or(0, |(column, _)| *column));
        let mut entries = Vec::new();
        for (column, entry) in line.into_iter().filter(|(column, _)| *column >= from) {
            let place = usize::try_from(column - from).unwrap_or(usize::MAX);
            if place < LIMITS.columns as usize {
                entries.resize(place, Entry::Text(String::new()));
                entries.push(entry);
            }
        }
        if row == at {
            found.head = entries.into_iter().map(|entry| entry.text().to_owned()).collect();
        } else {
            found.rows.push(entries);
        }
    }
    found
}

/// The sheet of all figures, row by row.
fn figures(
    summary: &Summary,
    book: &Book,
    part: &str,
    (head, top): (u32, &[(u32, Line)]),
    to: &mut Findings,
) -> Result<(), NotOurs> {
    let line = top.iter().find(|(row, _)| *row == head).map_or(&[][..], |(_, line)| line);
    let texts: Vec<(u32, String)> =
        line.iter().map(|(column, entry)| (*column, bare(entry.text()))).collect();
    let mut figures = Figures::of(summary);
    let at = Field::ALL.map(|field| {
        let name = field.name(locale(summary));
        texts.iter().find(|(_, text)| text == name).map(|(column, _)| *column)
    });
    book.each_row(part, |row, line| {
        if row > head {
            let entry = |place: usize| {
                let column = at.get(place).copied().flatten()?;
                line.iter().find(|(its, _)| *its == column).map(|(_, entry)| entry)
            };
            figures.row(entry, to);
        }
        ControlFlow::Continue(())
    })?;
    figures.end(to);
    Ok(())
}

impl Book<'_> {
    /// Rows that hold something, as long as they are below `end`.
    fn rows(&self, part: &str, end: u32) -> Result<Vec<(u32, Line)>, FileRefusal> {
        let (mut rows, mut cells) = (Vec::new(), 0_usize);
        let mut full = false;
        self.each_row(part, |row, line| {
            cells += line.len();
            full = cells > LIMITS.cells;
            if row >= end || full {
                return ControlFlow::Break(());
            }
            rows.push((row, line.to_vec()));
            ControlFlow::Continue(())
        })?;
        if full { Err(FileRefusal::TooManyCells { limit: LIMITS.cells }) } else { Ok(rows) }
    }

    /// Shows one row after the other.
    fn each_row(
        &self,
        part: &str,
        mut visit: impl FnMut(u32, &[(u32, Entry)]) -> ControlFlow<()>,
    ) -> Result<(), FileRefusal> {
        let (mut current, mut line) = (0, Line::new());
        let mut stopped = false;
        cells::each(self.package, part, &self.formats, &LIMITS, |(row, column), cell| {
            if row != current && !line.is_empty() {
                stopped = visit(current, &line).is_break();
                line.clear();
            }
            current = row;
            if stopped {
                return Ok(ControlFlow::Break(()));
            }
            line.push((column, self.entry(cell)));
            Ok(ControlFlow::Continue(()))
        })?;
        if !stopped && !line.is_empty() {
            let _ = visit(current, &line);
        }
        Ok(())
    }

    fn entry(&self, cell: Cell) -> Entry {
        match cell.content {
            Content::Number(raw, shown) => match (number::plain(&raw), shown) {
                (Some(number), Shown::AsIs) => Entry::Number(number),
                // The screen says a hundred times what the cell holds.
                (Some(number), Shown::Percent) => {
                    let hundred = Decimal::from(100);
                    let number: Decimal = number.parse().unwrap_or_default();
                    Entry::Text(format!("{}%", &number * &hundred))
                }
                (_, _) => Entry::Text(raw),
            },
            Content::Text(text) => Entry::Text(text),
            Content::Shared(place) => {
                Entry::Text(self.texts.get(place).cloned().unwrap_or_default())
            }
            Content::Truth => Entry::Text("TRUE".to_owned()),
            Content::Error(text) => Entry::Text(text),
            Content::Date | Content::Uncalculated => Entry::Text("?".to_owned()),
        }
    }
}
