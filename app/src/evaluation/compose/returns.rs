//! Who has filed, and whether in time.

use super::cited::in_scope;
use super::{Material, section as section_of};
use crate::domain::calendar::Day;
use crate::domain::decimal::Decimal;
use crate::domain::period::Quarter;
use crate::domain::summary::{Block, Cell, Column, Row, Section, Table, Version};
use crate::domain::unit::Unit;
use crate::locale::{board_words, evaluation_words as words, number_words};

/// Quarters over which completeness is counted.
const QUARTERS: i32 = 8;

pub(super) fn section(material: &Material) -> Option<Section> {
    let locale = material.locale;
    let programme = material.programme;
    let first = material.quarter.plus(1 - QUARTERS).unwrap_or(material.quarter);
    let quarters: Vec<Quarter> = Quarter::range(first.max(programme.from), material.quarter)
        .filter(|quarter| programme.covers(*quarter))
        .collect();
    let units = programme.filing_units().filter(|unit| in_scope(material, unit));
    let rows: Vec<Row> = units.map(|unit| row(material, unit, &quarters)).collect();
    let due = Day::due(material.quarter, programme.form.due_days);
    let table = Table {
        code: "returns".to_owned(),
        title: words::returns_caption(locale, number_words::quarter(locale, material.quarter)),
        columns: vec![
            Column::text(board_words::unit(locale)),
            Column::number(words::approved_of(locale, quarters.len()), None),
            Column::text(words::this_quarter(locale)),
            Column::text(words::first_submitted(locale)),
            Column::text(words::timing(locale)),
        ],
        rows,
        notes: vec![words::returns_note(locale, due)],
    };
    Some(section_of("returns", words::returns(locale), vec![Block::Table(table)]))
}

fn row(material: &Material, unit: &Unit, quarters: &[Quarter]) -> Row {
    let locale = material.locale;
    let version_of = |quarter: Quarter| -> Option<&Version> {
        material.versions.iter().find(|it| it.unit == unit.code && it.quarter == quarter)
    };
    let approved = quarters.iter().filter(|quarter| version_of(**quarter).is_some()).count();
    let now = version_of(material.quarter);
    let state = match now {
        Some(it) => words::approved_version(locale, it.version),
        None => board_words::not_filed(locale).to_owned(),
    };
    let submitted = now.and_then(|it| it.first_submitted);
    let (day, timing) = match (now, submitted) {
        (_, Some(at)) => {
            let late = at.day().since(Day::due(material.quarter, material.programme.form.due_days));
            let timing = match late {
                ..=0 => words::in_time(locale).to_owned(),
                late => words::late(locale, late),
            };
            (at.day().to_string(), timing)
        }
        (Some(_), None) => {
            (words::taken_over(locale).to_owned(), words::no_timing(locale).to_owned())
        }
        (None, None) => {
            (board_words::not_filed(locale).to_owned(), words::no_timing(locale).to_owned())
        }
    };
    let count = Decimal::from(i64::try_from(approved).unwrap_or(i64::MAX));
    Row {
        cells: vec![
            Cell::text(locale.name(&unit.name)),
            Cell::number(approved.to_string(), count, 0),
            Cell::text(state),
            Cell::text(day),
            Cell::text(timing),
        ],
        total: false,
    }
}
