//! CSV and SDMX-CSV read again, in UTF-8 or, as Chinese spreadsheets save it,
//! GB18030.

use std::borrow::Cow;

use app::domain::summary::Summary;
use app::locale::{office_words, verify_words as words};
use csv::{ReaderBuilder, StringRecord};

use super::figures::{Figures, same, told};
use super::tables::Entry;
use super::{Findings, NotOurs, bare, number};
use crate::export::evaluation::csv::{BEFORE, header};
use crate::export::evaluation::figures::{Datum, Field, named};
use crate::export::evaluation::{locale, mark, sdmx};

/// Where a file's kind is looked for, in bytes.
const BEGINNING: usize = 4_096;

/// Whether it is text at all.
pub(super) fn is_text(file: &[u8]) -> bool {
    let beginning = file.get(..file.len().min(BEGINNING)).unwrap_or_default();
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    !beginning.is_empty() && !beginning.iter().any(control)
}

fn decoded(file: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(file) {
        Ok(text) => Cow::Borrowed(text.trim_start_matches('\u{feff}')),
        Err(_) => encoding_rs::GB18030.decode(file).0,
    }
}

/// The rows, by the delimiter of the first line: programs of other countries
/// write semicolons, some write tabs.
fn rows(text: &str) -> impl Iterator<Item = StringRecord> + '_ {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: char| first.matches(sign).count();
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(',');
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .from_reader(text.as_bytes())
        .into_records()
        .filter_map(Result::ok)
}

/// The evaluation that its first row of figures names.
pub(super) fn number(file: &[u8]) -> Option<String> {
    let text = decoded(file);
    let row = rows(&text).nth(1)?;
    row.iter().find_map(number::find)
}

pub(super) fn compare(summary: &Summary, file: &[u8], to: &mut Findings) -> Result<(), NotOurs> {
    let text = decoded(file);
    let mut rows = rows(&text);
    let head = rows.next().ok_or(NotOurs::NothingFound)?;
    let head: Vec<String> = head.iter().map(bare).collect();
    if head.first().is_some_and(|name| name == sdmx::HEADER[0]) {
        observations(summary, &head, rows, to)
    } else {
        figures(summary, &head, rows, to)
    }
}

/// Where each of the names stands; by its place, where a name is not ours but
/// there are as many.
fn places(wanted: &[String], head: &[String]) -> Vec<Option<usize>> {
    let found: Vec<Option<usize>> =
        wanted.iter().map(|name| head.iter().position(|text| text == name)).collect();
    let place = |(at, place): (usize, &Option<usize>)| {
        place.or_else(|| (head.len() == wanted.len()).then_some(at))
    };
    found.iter().enumerate().map(place).collect()
}

fn figures(
    summary: &Summary,
    head: &[String],
    rows: impl Iterator<Item = StringRecord>,
    to: &mut Findings,
) -> Result<(), NotOurs> {
    let wanted = header(summary);
    let known = wanted.iter().filter(|name| head.contains(name)).count();
    if known < wanted.len() / 2 && head.len() != wanted.len() {
        return Err(NotOurs::NothingFound);
    }
    let places = places(&wanted, head);
    let mut constants = Constants::of(summary);
    let mut figures = Figures::of(summary);
    for row in rows {
        let entries: Vec<Option<Entry>> = places
            .iter()
            .map(|place| place.and_then(|at| row.get(at)).map(|text| Entry::Text(text.to_owned())))
            .collect();
        let entry = |at: usize| entries.get(at).and_then(Option::as_ref);
        figures.row(|field| entry(BEFORE + field), to);
        constants.compare(entry, to);
    }
    figures.end(to);
    Ok(())
}

/// What is the same in all rows; told once where it is not.
struct Constants {
    /// Place, name, text.
    left: Vec<(usize, String, String)>,
    column: fn(app::locale::Locale, &str) -> String,
    locale: app::locale::Locale,
}

impl Constants {
    fn of(summary: &Summary) -> Self {
        let locale = locale(summary);
        let head = &summary.head;
        let number = head.number.clone().unwrap_or_default();
        let left = vec![
            (0, office_words::evaluation(locale), number),
            (1, office_words::as_of(locale), head.as_of.to_string()),
            (2, office_words::programme(locale), head.programme.clone()),
            (BEFORE + Field::ALL.len(), office_words::mark(locale), mark(summary)),
        ];
        let left = left.into_iter().map(|(at, name, text)| (at, name.to_owned(), text));
        Self { left: left.collect(), column: |locale, name| words::column(locale, name), locale }
    }

    fn compare<'e>(&mut self, entry: impl Fn(usize) -> Option<&'e Entry>, to: &mut Findings) {
        let (locale, column) = (self.locale, self.column);
        self.left.retain(|(at, name, text)| {
            let is = same(&Datum::Text(text.into()), entry(*at));
            if !is {
                let found = entry(*at).map_or("", Entry::text);
                to.add(column(locale, name), text, found);
            }
            is
        });
    }
}

/// Columns of SDMX-CSV that say which observation it is.
const KEY: [usize; 3] = [4, 5, 6];

fn observations(
    summary: &Summary,
    head: &[String],
    rows: impl Iterator<Item = StringRecord>,
    to: &mut Findings,
) -> Result<(), NotOurs> {
    let locale = locale(summary);
    let places = places(&sdmx::HEADER.map(str::to_owned), head);
    let constant = sdmx::Constant::of(summary);
    let mut expected: std::collections::BTreeMap<[String; 3], ([String; 15], String)> =
        named(summary)
            .map(|figure| {
                let row = constant.row(&figure);
                let key = KEY.map(|at| row.get(at).cloned().unwrap_or_default());
                let whose = words::one_figure(
                    locale,
                    &figure.party.name,
                    &figure.counted.name,
                    figure.cited.quarter,
                );
                (key, (row, whose))
            })
            .collect();
    for row in rows {
        let text = |at: usize| {
            let place = places.get(at).copied().flatten();
            bare(place.and_then(|place| row.get(place)).unwrap_or_default())
        };
        let key = KEY.map(text);
        let Some((frozen, whose)) = expected.remove(&key) else {
            let place = words::one_figure(locale, &key[0], &key[1], &key[2]);
            to.add(place, words::not_there(locale), words::there(locale));
            continue;
        };
        for (at, (name, frozen)) in sdmx::HEADER.iter().zip(&frozen).enumerate() {
            let frozen = match frozen.parse() {
                Ok(number) => Datum::Number(number, 0),
                Err(_) if frozen.is_empty() => Datum::Nothing,
                Err(_) => Datum::Text(frozen.into()),
            };
            let found = Entry::Text(text(at));
            if !same(&frozen, Some(&found)) {
                let place = format!("{whose}, {}", words::column(locale, name));
                to.add(place, &told(&frozen), found.text());
            }
        }
    }
    for (_, whose) in expected.into_values() {
        to.add(whose, words::there(locale), words::not_there(locale));
    }
    Ok(())
}
