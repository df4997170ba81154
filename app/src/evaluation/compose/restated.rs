//! What was filed again after it had been approved, and what is not as the
//! evaluation before had it.

use super::cited::in_scope;
use super::{Material, or_sentence, section};
use crate::domain::series::Figure;
use crate::domain::summary::{
    Block, Cell, Column, Counted, Difference, Row, Section, Summary, Table,
};
use crate::exhibit::absence_word;
use crate::locale::{Locale, board_words, evaluation_words as words, number_words, return_words};

pub(super) fn restatements(material: &Material) -> Option<Section> {
    let locale = material.locale;
    let programme = material.programme;
    let restated = material.versions.iter().filter(|it| it.restated.is_some());
    let rows = restated.filter_map(|it| {
        let unit = programme.unit(&it.unit).filter(|unit| in_scope(material, unit))?;
        Some(Row {
            cells: vec![
                Cell::text(locale.name(&unit.name)),
                Cell::text(number_words::quarter(locale, it.quarter)),
                Cell::text(it.version.to_string()),
                Cell::text(it.restated.clone().unwrap_or_default()),
                Cell::text(return_words::moment(it.approved_at)),
                Cell::text(it.approved_by.clone()),
            ],
            total: false,
        })
    });
    let table = Table {
        code: "restatements".to_owned(),
        title: words::restatements_caption(locale).to_owned(),
        columns: [
            board_words::unit(locale),
            board_words::quarter(locale),
            words::version(locale),
            words::reason(locale),
            words::approved_at(locale),
            words::approved_by(locale),
        ]
        .into_iter()
        .map(Column::text)
        .collect(),
        rows: rows.collect(),
        notes: Vec::new(),
    };
    let blocks = vec![or_sentence(table, words::no_restatements(locale))];
    Some(section("restatements", words::restatements(locale), blocks))
}

/// Line by line against the evaluation frozen last of the same scope and
/// quarter; nothing where there is none.
pub(super) fn changes(material: &Material, now: &Summary) -> Option<Section> {
    let locale = material.locale;
    let (number, earlier) = material.earlier.as_ref()?;
    let changes = now.changes_since(earlier);
    let table = Table {
        code: "changes".to_owned(),
        title: words::changes_caption(locale, changes.len(), number),
        columns: vec![
            Column::text(board_words::unit(locale)),
            Column::text(board_words::indicator(locale)),
            Column::text(board_words::quarter(locale)),
            Column::number(words::before(locale), None),
            Column::number(words::now(locale), None),
            Column::text(words::version(locale)),
        ],
        rows: changes.iter().map(|change| row(locale, change)).collect(),
        notes: Vec::new(),
    };
    let none: Block = or_sentence(table, &words::no_changes(locale, number));
    Some(section("changes", &words::changes(locale, number), vec![none]))
}

fn row(locale: Locale, change: &Difference) -> Row {
    let counted = change.indicator;
    Row {
        cells: vec![
            Cell::text(change.party.name.clone()),
            Cell::text(words::with_code(
                locale,
                &counted.code,
                &counted.name,
                &counted.measure_unit,
            )),
            Cell::text(number_words::quarter(locale, change.quarter)),
            figure(locale, counted, change.before),
            figure(locale, counted, change.after),
            Cell::text(change.version.map(|version| version.to_string()).unwrap_or_default()),
        ],
        total: false,
    }
}

/// A figure as it was filed: exactly, and of a ratio both parts.
fn figure(locale: Locale, counted: &Counted, figure: Option<&Figure>) -> Cell {
    match figure {
        None => Cell::text(board_words::not_filed(locale)),
        Some(Figure::Absent(absence)) => Cell::text(absence_word(locale, *absence)),
        Some(Figure::Number(number)) => {
            let places = counted.decimals.max(u8::try_from(number.decimals()).unwrap_or(u8::MAX));
            Cell::number(number_words::fixed(number, places), number.clone(), places)
        }
        Some(Figure::Ratio { numerator, denominator }) => Cell::text(words::fraction(
            locale,
            number_words::exact(numerator),
            number_words::exact(denominator),
        )),
    }
}
