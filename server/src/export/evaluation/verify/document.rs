//! A DOCX read again: its tables and its paragraphs, as they would be seen
//! with all changes accepted.

use app::domain::summary::Summary;
use app::domain::upload::FileRefusal;
use app::locale::verify_words as words;

use super::tables::{self, Entry, Found, fit};
use super::{Findings, LIMITS, NotOurs, bare, paragraphs};
use crate::export::evaluation::plain::plain;
use crate::export::evaluation::{heading, locale, mark};
use crate::import::office::package::Package;
use crate::import::office::xml::{Token, Xml};

/// What a document holds, as far as it is compared.
#[derive(Default)]
struct Read {
    tables: Vec<Vec<Vec<String>>>,
    paragraphs: Vec<String>,
}

pub(super) fn compare(
    summary: &Summary,
    package: &Package,
    main: &str,
    to: &mut Findings,
) -> Result<(), NotOurs> {
    let locale = locale(summary);
    let read = read(package, main)?;
    let mut left: Vec<Option<Found>> =
        read.tables.iter().cloned().map(|it| Some(found(it))).collect();
    let mut known = 0;
    for table in summary.tables() {
        let headings: Vec<String> =
            table.columns.iter().map(|column| heading(locale, column)).collect();
        let fits = left.iter().enumerate().filter_map(|(at, found)| {
            let found = found.as_ref()?;
            let fits = fit(&headings, &found.head);
            // Tables with the same headings stand in the document's order.
            (fits > 0).then_some((fits, same_rows(table, found), std::cmp::Reverse(at)))
        });
        match fits.max() {
            Some((_, _, std::cmp::Reverse(at))) => {
                if let Some(found) = left.get_mut(at).and_then(Option::take) {
                    known += 1;
                    tables::compare(locale, table, &headings, &found, to);
                }
            }
            None => {
                let place = words::table(locale, bare(&plain(&table.title)));
                to.add(place, words::there(locale), words::not_there(locale));
            }
        }
    }
    if known == 0 && summary.tables().next().is_some() {
        return Err(NotOurs::NothingFound);
    }
    cover(summary, &read, to);
    paragraphs::compare(locale, summary, &read.paragraphs, to);
    Ok(())
}

/// A table's first row is its head.
fn found(mut rows: Vec<Vec<String>>) -> Found {
    let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
    let entries = |row: Vec<String>| row.into_iter().map(Entry::Text).collect();
    Found { head, rows: rows.into_iter().map(entries).collect() }
}

/// How many rows begin as the table's do.
fn same_rows(table: &app::domain::summary::Table, found: &Found) -> usize {
    let rows = table.rows.iter().zip(&found.rows);
    rows.filter(|(row, entries)| {
        let (cell, entry) = (row.cells.first(), entries.first());
        cell.zip(entry).is_some_and(|(cell, entry)| bare(&plain(&cell.text)) == bare(entry.text()))
    })
    .count()
}

/// The particulars on the cover and the mark: lines of a table of two columns.
fn cover(summary: &Summary, read: &Read, to: &mut Findings) {
    let locale = locale(summary);
    let lines: Vec<(String, String)> = read
        .tables
        .iter()
        .flatten()
        .filter_map(|row| Some((bare(row.first()?), bare(row.get(1)?))))
        .collect();
    for (name, text) in &summary.head.cover {
        let (name, text) = (bare(&plain(name)), bare(&plain(text)));
        let mut of_that_name = lines.iter().filter(|(its, _)| *its == name);
        if !of_that_name.clone().any(|(_, its)| *its == text) {
            let found = of_that_name.next().map_or(words::not_there(locale), |(_, its)| its);
            to.add(words::cover(locale, &name), &text, found);
        }
    }
    let mark = bare(&mark(summary));
    if !mark.is_empty() && !read.paragraphs.iter().any(|text| bare(text).contains(&mark)) {
        to.add(words::mark(locale).to_owned(), &mark, words::not_there(locale));
    }
}

/// A table while it is read.
#[derive(Default)]
struct Open {
    rows: Vec<Vec<String>>,
    row: Vec<String>,
    cell: String,
}

/// Elements whose text nobody sees, or that lie over the text.
fn is_passed_over(name: &str) -> bool {
    matches!(
        name,
        "del" | "moveFrom" | "drawing" | "pict" | "object" | "Fallback" | "instrText" | "delText"
    )
}

fn read(package: &Package, main: &str) -> Result<Read, FileRefusal> {
    let mut xml = Xml::open(package, main)?;
    let mut read = Read::default();
    let mut open: Vec<Open> = Vec::new();
    let mut paragraph = String::new();
    let (mut passed, mut text, mut cells) = (0_u32, false, 0_usize);
    let mut size = 0_usize;
    while let Some(token) = xml.next()? {
        let name = xml.name();
        match token {
            Token::Start if passed > 0 || is_passed_over(name) => passed += 1,
            Token::End if passed > 0 => passed -= 1,
            _ if passed > 0 => {}
            Token::Start => match name {
                "tbl" => open.push(Open::default()),
                "t" => text = true,
                "br" | "cr" | "tab" | "ptab" => paragraph.push(' '),
                "noBreakHyphen" => paragraph.push('-'),
                // A sign of a font of its own: something, whatever it is.
                "sym" => paragraph.push('?'),
                _ => {}
            },
            Token::Text if text => {
                size += xml.text().len();
                if size > LIMITS.text {
                    return Err(FileRefusal::TooMuchText { limit: LIMITS.text });
                }
                paragraph.push_str(xml.text());
            }
            Token::Text => {}
            Token::End => match (name, open.last_mut()) {
                ("t", _) => text = false,
                ("p", Some(table)) => {
                    if !table.cell.is_empty() {
                        table.cell.push('\n');
                    }
                    table.cell.push_str(&std::mem::take(&mut paragraph));
                }
                ("p", None) => read.paragraphs.push(std::mem::take(&mut paragraph)),
                ("tc", Some(table)) => {
                    cells += 1;
                    if cells > LIMITS.cells {
                        return Err(FileRefusal::TooManyCells { limit: LIMITS.cells });
                    }
                    table.row.push(std::mem::take(&mut table.cell));
                }
                ("tr", Some(table)) => table.rows.push(std::mem::take(&mut table.row)),
                ("tbl", Some(_)) => {
                    if let Some(table) = open.pop() {
                        read.tables.push(table.rows);
                    }
                }
                _ => {}
            },
        }
    }
    Ok(read)
}
