//! How duties stand, as every page and file shows it: the status as a tag, and
//! one row for each duty of each who owes it.

use leptos::prelude::*;

use crate::domain::duty::{Evidence, Owing, Standing, Standings, Status, owed};
use crate::domain::programme::{Duty, Programme};
use crate::locale::{Locale, duty_words as words, return_words};
use crate::ui::table::{Cell, Column, Table};
use crate::ui::tag::{Tone, tag};

/// The status as a tag; `None` where nothing was said.
pub fn status_tag(locale: Locale, status: Option<Status>) -> AnyView {
    let tone = match status {
        Some(Status::Done) => Tone::Good,
        Some(Status::UnderWay) => Tone::Going,
        Some(Status::NotBegun) => Tone::Open,
        Some(Status::NotApplicable) => Tone::Aside,
        None => Tone::Caution,
    };
    tag(tone, words::status_word(locale, status))
}

/// What a duty's name says before it explains itself, `Organisation` of
/// `Organisation: leading group, …`, and the explanation.
fn split_name(locale: Locale, duty: &Duty) -> (&str, &str) {
    let name = locale.name(&duty.name);
    name.split_once([':', '\u{FF1A}', ';', '\u{FF1B}']).unwrap_or((name, ""))
}

/// The name without its explanation.
#[must_use]
pub fn short_name(locale: Locale, duty: &Duty) -> &str {
    split_name(locale, duty).0
}

/// The explanation alone; empty where the name has none.
#[must_use]
pub fn explanation(locale: Locale, duty: &Duty) -> &str {
    split_name(locale, duty).1.trim()
}

/// A file by its name, kind and size.
#[must_use]
pub fn file_name(locale: Locale, file: &Evidence) -> String {
    words::file_named(locale, &file.name, words::kind(file.kind), words::size(file.size))
}

/// The table as a file has it: one row for each duty of each who owes it, also
/// where nothing was said.
#[must_use]
pub fn as_table(
    locale: Locale,
    programme: &Programme,
    standings: &Standings,
    of: impl Fn(&str) -> bool,
) -> Table {
    let columns = [
        words::column_code(locale),
        words::unit(locale),
        words::column_bearer(locale),
        words::clause(locale),
        words::duty(locale),
        words::status(locale),
        words::day(locale),
        words::column_text(locale),
        words::link(locale),
        words::file(locale),
        words::column_version(locale),
        words::column_by(locale),
        words::column_at(locale),
        words::remark(locale),
        words::column_remark_by(locale),
        words::column_remark_at(locale),
    ]
    .map(Column::text)
    .to_vec();
    let none = Standing::default();
    let rows = owed(programme)
        .filter(|(who, _)| of(who.code))
        .map(|(who, duty)| {
            row(locale, who, duty, standings.get(who.code, &duty.no).unwrap_or(&none))
        })
        .collect();
    Table { caption: words::table_caption(locale).to_owned(), columns, rows, totals: 0 }
}

fn row(locale: Locale, who: Owing, duty: &Duty, standing: &Standing) -> Vec<Cell> {
    let (said, remark) = (standing.statement.as_ref(), standing.remark.as_ref());
    let day = said.and_then(|said| said.on).map(|day| day.to_string());
    let file = said.and_then(|said| said.evidence.as_ref());
    [
        who.code.to_owned(),
        locale.name(who.name).to_owned(),
        words::bearer(locale, who.bearer).to_owned(),
        duty.no.clone(),
        locale.name(&duty.name).to_owned(),
        words::status_word(locale, standing.status()).to_owned(),
        day.unwrap_or_default(),
        said.map(|said| said.text.clone()).unwrap_or_default(),
        said.map(|said| said.link.clone()).unwrap_or_default(),
        file.map(|file| file.name.clone()).unwrap_or_default(),
        said.map_or(0, |said| said.version).to_string(),
        said.map(|said| said.by.clone()).unwrap_or_default(),
        said.map(|said| return_words::moment(said.at)).unwrap_or_default(),
        remark.map(|remark| remark.text.clone()).unwrap_or_default(),
        remark.map(|remark| remark.by.clone()).unwrap_or_default(),
        remark.map(|remark| return_words::moment(remark.at)).unwrap_or_default(),
    ]
    .map(Cell::text)
    .to_vec()
}
