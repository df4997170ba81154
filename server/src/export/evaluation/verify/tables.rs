//! A table as a file has it against the one that was frozen.

use std::collections::HashMap;

use app::domain::decimal::Decimal;
use app::domain::summary::{Cell, Table};
use app::locale::{Locale, verify_words as words};

use super::{Findings, bare};
use crate::export::evaluation::plain::plain;
use crate::export::evaluation::xlsx::number::shown;

/// What stands in a cell of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Text(String),
    /// A number as a number, written plainly.
    Number(String),
}

impl Entry {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
        }
    }
}

/// A table as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<Entry>>,
}

/// How well a table's head fits: how many of the headings are in it.
pub(super) fn fit(headings: &[String], head: &[String]) -> usize {
    let head: Vec<String> = head.iter().map(|text| bare(text)).collect();
    headings.iter().filter(|heading| head.contains(&bare(heading))).count()
}

/// Compares them; `headings` are the table's as that format writes them.
pub(super) fn compare(
    locale: Locale,
    table: &Table,
    headings: &[String],
    found: &Found,
    to: &mut Findings,
) {
    let title = bare(&plain(&table.title));
    let places = columns(locale, &title, headings, found, to);
    let names = names(table);
    let mut row = |at: usize, entries: &[Entry]| {
        let cells = table.rows.get(at).map_or(&[][..], |row| &row.cells);
        for (column, (heading, place)) in headings.iter().zip(&places).enumerate() {
            let Some(place) = place else { continue };
            let nothing = Cell::default();
            let cell = cells.get(column).unwrap_or(&nothing);
            if !same(cell, entries.get(*place)) {
                let name = names.get(at).map_or("", String::as_str);
                let place_of = words::cell(locale, &title, name, bare(heading));
                let stands = entries.get(*place).map_or("", Entry::text);
                to.add(place_of, &bare(&plain(&cell.text)), &bare(stands));
            }
        }
    };
    let heading_of = |entries: &[Entry]| {
        let place = places.first().copied().flatten().unwrap_or(0);
        entries.get(place).map(|entry| bare(entry.text())).unwrap_or_default()
    };
    let mut missing = Vec::new();
    let mut more: Vec<String> = Vec::new();
    if found.rows.len() == table.rows.len() {
        for (at, entries) in found.rows.iter().enumerate() {
            row(at, entries);
        }
    } else {
        // The next row of that name, from where the one before was found.
        let mut next = 0;
        for (at, content) in table.rows.iter().enumerate() {
            let wanted = content.cells.first().map(|cell| bare(&plain(&cell.text)));
            let ahead = found.rows.get(next..).unwrap_or_default();
            let place = ahead.iter().position(|entries| Some(heading_of(entries)) == wanted);
            match place {
                Some(skipped) => {
                    more.extend(ahead.iter().take(skipped).map(|entries| heading_of(entries)));
                    row(at, ahead.get(skipped).map_or(&[][..], Vec::as_slice));
                    next += skipped + 1;
                }
                None => missing.push(at),
            }
        }
        more.extend(found.rows.iter().skip(next).map(|entries| heading_of(entries)));
    }
    for at in missing {
        let name = names.get(at).map_or("", String::as_str);
        to.add(words::row(locale, &title, name), words::there(locale), words::not_there(locale));
    }
    for name in more {
        let place = words::row(locale, &title, name);
        to.add(place, words::not_there(locale), words::there(locale));
    }
}

/// Where each of the headings stands; one that does not is a difference.
fn columns(
    locale: Locale,
    title: &str,
    headings: &[String],
    found: &Found,
    to: &mut Findings,
) -> Vec<Option<usize>> {
    let head: Vec<String> = found.head.iter().map(|text| bare(text)).collect();
    let one_for_one = head.len() == headings.len();
    headings
        .iter()
        .enumerate()
        .map(|(at, heading)| {
            let heading = bare(heading);
            if head.get(at) == Some(&heading) {
                return Some(at);
            }
            let elsewhere = head.iter().position(|text| *text == heading);
            if elsewhere.is_none() {
                let stands = head.get(at).filter(|_| one_for_one);
                let stands = stands.map_or(words::not_there(locale), String::as_str);
                to.add(words::heading(locale, title), &heading, stands);
            }
            // Renamed, it still stands where it stood.
            elsewhere.or_else(|| one_for_one.then_some(at))
        })
        .collect()
}

/// What each row is called: its first cell, with the second where several
/// rows begin alike.
fn names(table: &Table) -> Vec<String> {
    let text = |row: usize, column: usize| {
        let cells = table.rows.get(row).map(|row| &row.cells);
        let cell = cells.and_then(|cells| cells.get(column));
        cell.map(|cell| bare(&plain(&cell.text))).unwrap_or_default()
    };
    let mut count: HashMap<String, usize> = HashMap::new();
    for row in 0..table.rows.len() {
        *count.entry(text(row, 0)).or_default() += 1;
    }
    (0..table.rows.len())
        .map(|row| {
            let first = text(row, 0);
            let alone = count.get(&first).is_none_or(|count| *count == 1);
            if alone { first } else { format!("{first} · {}", text(row, 1)) }
        })
        .collect()
}

/// Whether a cell says what was frozen: the same text, or the same number.
fn same(cell: &Cell, entry: Option<&Entry>) -> bool {
    let frozen = bare(&plain(&cell.text));
    match entry {
        None => frozen.is_empty(),
        Some(Entry::Text(text)) => {
            let stands = bare(&plain(text));
            // A long text is cut where a cell holds no more.
            let cut = stands.strip_suffix('…').is_some_and(|cut| frozen.starts_with(cut));
            stands == frozen || (cut && stands.len() > 10_000) || {
                let number = shown(cell);
                number.is_some() && number == plainly(&stands)
            }
        }
        Some(Entry::Number(number)) => {
            let number: Option<Decimal> = number.parse().ok();
            let wanted = shown(cell).or_else(|| frozen.parse().ok());
            number.is_some() && number == wanted
        }
    }
}

/// A number as people may have typed it anew: without separators.
fn plainly(text: &str) -> Option<Decimal> {
    text.replace([',', ' '], "").replace('−', "-").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::domain::summary::{Column, Row};

    fn table() -> Table {
        let row = |name: &str, number: &str| Row {
            cells: vec![
                Cell::text(name),
                Cell::number(format!("{number}.0%"), number.parse().expect("one"), 1),
            ],
            total: false,
        };
        Table {
            code: "t".into(),
            title: "T".into(),
            columns: vec![Column::text("Unit"), Column::number("Rate", None)],
            rows: vec![row("a", "1"), row("b", "2"), row("b", "3")],
            notes: Vec::new(),
        }
    }

    /// The found table written as lines, cells by `|`; `#` before numbers.
    fn differences(lines: &[&str]) -> Vec<String> {
        let cells = |line: &str| -> Vec<String> { line.split('|').map(str::to_owned).collect() };
        let entry = |text: String| match text.strip_prefix('#') {
            Some(number) => Entry::Number(number.to_owned()),
            None => Entry::Text(text),
        };
        let mut lines = lines.iter().map(|line| cells(line));
        let head = lines.next().expect("a head");
        let rows = lines.map(|cells| cells.into_iter().map(entry).collect()).collect();
        let headings = ["Unit".to_owned(), "Rate".to_owned()];
        let mut findings = Findings::default();
        compare(Locale::En, &table(), &headings, &Found { head, rows }, &mut findings);
        let told = |one: &super::super::Difference| {
            format!("{}: {} -> {}", one.place, one.frozen, one.found)
        };
        findings.all.iter().map(told).collect()
    }

    #[test]
    fn the_same_is_the_same_however_it_is_spelt() {
        let none: Vec<String> = Vec::new();
        assert_eq!(differences(&["Unit|Rate", "a|1.0%", "b|2.0%", "b|3.0%"]), none);
        assert_eq!(differences(&["Unit|Rate", "a|#1", "b|#2.0", " b\n|3"]), none);
        assert_eq!(differences(&["Rate|Unit", "#1|a", "#2|b", "#3|b"]), none);
    }

    #[test]
    fn what_was_changed_is_named() {
        let changed = differences(&["Unit|Rate", "a|1.1%", "b|#2", "b|"]);
        assert_eq!(
            changed,
            [
                "table “T”, row “a”, column “Rate”: 1.0% -> 1.1%",
                "table “T”, row “b · 3.0%”, column “Rate”: 3.0% -> ",
            ]
        );
        let changed = differences(&["Unit|Share", "a|1.0%", "c|2.0%", "b|3.0%"]);
        assert_eq!(
            changed,
            [
                "a heading of table “T”: Rate -> Share",
                "table “T”, row “b · 2.0%”, column “Unit”: b -> c",
            ]
        );
        assert_eq!(
            differences(&["Unit", "a", "b", "b"]),
            ["a heading of table “T”: Rate -> (not there)"]
        );
        assert_eq!(
            differences(&["Unit|Rate", "a|1.0%", "b|2.0%"]),
            ["table “T”, row “b · 3.0%”: (there) -> (not there)"]
        );
        assert_eq!(
            differences(&["Unit|Rate", "a|1.0%", "x|9", "b|2.0%", "b|3.0%", "y|"]),
            [
                "table “T”, row “x”: (not there) -> (there)",
                "table “T”, row “y”: (not there) -> (there)"
            ]
        );
    }
}
