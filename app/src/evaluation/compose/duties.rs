//! How the duties of the policy stand, as the units say: counted by duty, then
//! what each said last and the ministry remarked.

use super::cited::in_scope;
use super::{Material, or_sentence, section as section_of};
use crate::domain::decimal::Decimal;
use crate::domain::duty::{Owing, Standing, Standings, Statement, Status, owed};
use crate::domain::programme::Duty;
use crate::domain::summary::{Block, Cell, Column, Row, Section, Table};
use crate::exhibit::duties::{file_name, short_name};
use crate::locale::{Locale, board_words, duty_words, evaluation_words as words};

pub(super) fn section(material: &Material) -> Option<Section> {
    let standings = material.duties.as_ref()?;
    let all: Vec<(Owing, &Duty)> =
        owed(material.programme).filter(|(who, _)| concerns(material, who)).collect();
    if all.is_empty() {
        return None;
    }
    let said = said(material.locale, standings, &all);
    let blocks = vec![
        Block::Table(counted(material, standings, &all)),
        or_sentence(said, words::no_duties_said(material.locale)),
    ];
    Some(section_of("duties", words::duties(material.locale), blocks))
}

/// Regions that file no returns are part of the whole alone.
fn concerns(material: &Material, who: &Owing) -> bool {
    let unit = material.programme.unit(who.code);
    material.unit.is_none() || unit.is_some_and(|unit| in_scope(material, unit))
}

/// How many of those who owe a duty say it stands where; `None` is nothing said.
const COUNTED: [Option<Status>; 5] = [
    Some(Status::Done),
    Some(Status::UnderWay),
    Some(Status::NotBegun),
    Some(Status::NotApplicable),
    None,
];

fn counted(material: &Material, standings: &Standings, all: &[(Owing, &Duty)]) -> Table {
    let locale = material.locale;
    let rows = material.programme.duties.iter().filter_map(|duty| {
        let of_duty = || all.iter().filter(|(_, its)| its.no == duty.no);
        let owing = of_duty().count();
        let standing = |status| {
            let its = of_duty().filter(|(who, _)| standings.status(who.code, &duty.no) == status);
            number(its.count())
        };
        let name = duty_words::number_name(locale, &duty.no, short_name(locale, duty));
        let cells = [Cell::text(name), number(owing)].into_iter().chain(COUNTED.map(standing));
        (owing > 0).then(|| Row { cells: cells.collect(), total: false })
    });
    let numbers = COUNTED.map(|status| duty_words::status_word(locale, status));
    Table {
        code: "duties-counted".to_owned(),
        title: words::duties_counted(locale).to_owned(),
        columns: std::iter::once(Column::text(board_words::duty(locale)))
            .chain(
                std::iter::once(words::duty_owing(locale))
                    .chain(numbers)
                    .map(|name| Column::number(name, None)),
            )
            .collect(),
        rows: rows.collect(),
        notes: vec![words::duties_note(locale).to_owned()],
    }
}

fn number(count: usize) -> Cell {
    let exact = Decimal::from(i64::try_from(count).unwrap_or(i64::MAX));
    Cell::number(count.to_string(), exact, 0)
}

/// What was said last, one row for each duty of each who said anything of it,
/// or of whom anything was remarked.
fn said(locale: Locale, standings: &Standings, all: &[(Owing, &Duty)]) -> Table {
    let rows = all.iter().filter_map(|(who, duty)| {
        let standing = standings.get(who.code, &duty.no)?;
        Some(Row { cells: row(locale, who, duty, standing), total: false })
    });
    Table {
        code: "duties".to_owned(),
        title: words::duties_caption(locale).to_owned(),
        columns: [
            board_words::unit(locale),
            board_words::duty(locale),
            words::status(locale),
            words::date(locale),
            words::evidence(locale),
            words::said_by(locale),
            words::remark(locale),
        ]
        .map(Column::text)
        .to_vec(),
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

fn row(locale: Locale, who: &Owing, duty: &Duty, standing: &Standing) -> Vec<Cell> {
    let said = standing.statement.as_ref();
    let day = said.and_then(|said| said.on).map(|day| day.to_string());
    [
        locale.name(who.name).to_owned(),
        duty_words::number_name(locale, &duty.no, short_name(locale, duty)),
        duty_words::status_word(locale, standing.status()).to_owned(),
        day.unwrap_or_default(),
        said.map(|said| evidence(locale, said)).unwrap_or_default(),
        said.map(|said| said.by.clone()).unwrap_or_default(),
        standing.remark.as_ref().map(|remark| one_line(&remark.text)).unwrap_or_default(),
    ]
    .map(Cell::text)
    .to_vec()
}

/// Text, link and file in one line.
fn evidence(locale: Locale, said: &Statement) -> String {
    let file = said.evidence.as_ref().map(|file| file_name(locale, file)).unwrap_or_default();
    let parts = [said.text.as_str(), &said.link, &file];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    one_line(&parts.join(" · "))
}

/// A cell of the document has one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
