//! Units beside each other: who is how far, in what rank.

use num_rational::BigRational;

use super::cited::in_scope;
use super::{Material, section as section_of};
use crate::domain::indicator::Indicator;
use crate::domain::rollup::Scope;
use crate::domain::series::Standing;
use crate::domain::summary::{Block, Cell, Column, Row, Section, Table};
use crate::domain::unit::Unit;
use crate::exhibit::indicator_table::{cell, change_cell};
use crate::locale::{board_words, evaluation_words as words, number_words};
use crate::ui::table;

/// One unit's place among the others.
struct Ranked<'a> {
    unit: &'a Unit,
    size: Option<BigRational>,
    /// Equal figures have one rank; who has no complete figure has none.
    rank: Option<usize>,
}

/// A table for each leading indicator: every unit for the whole programme, the
/// unit and its rank among all for one.
pub(super) fn section(material: &Material) -> Option<Section> {
    let programme = material.programme;
    if programme.units.len() < 2 {
        return None;
    }
    let leading = programme.key_indicators.iter().filter_map(|code| programme.indicator(code));
    let blocks: Vec<Block> =
        leading.map(|indicator| Block::Table(table_of(material, indicator))).collect();
    let heading = words::units(material.locale);
    (!blocks.is_empty()).then(|| section_of("units", heading, blocks))
}

/// Largest first.
fn ranked<'a>(material: &'a Material, indicator: &Indicator) -> Vec<Ranked<'a>> {
    let programme = material.programme;
    let beside = programme.units.iter().filter(|unit| {
        // Members stand in their joint unit's place, unless nobody is above all.
        unit.member_of.is_none() || one_above_all(material)
    });
    let mut ranked: Vec<Ranked> = beside
        .map(|unit| {
            let who = Scope::Unit(&unit.code);
            let point = material.facts.in_quarter(programme, who, indicator, material.quarter);
            // A sum that lacks members has no rank: it would look like a fall.
            let settled = point.filter(|point| point.standing == Standing::Approved);
            Ranked { unit, size: settled.and_then(|point| point.figure.exact()), rank: None }
        })
        .collect();
    ranked.sort_by(|a, b| b.size.cmp(&a.size));
    for at in 0..ranked.len() {
        let Some(size) = ranked.get(at).and_then(|it| it.size.clone()) else { continue };
        let before = ranked.iter().filter(|other| other.size.as_ref() > Some(&size)).count();
        if let Some(it) = ranked.get_mut(at) {
            it.rank = Some(before + 1);
        }
    }
    ranked
}

/// Whether all units are members of one, as districts are of a city.
fn one_above_all(material: &Material) -> bool {
    material.programme.units.iter().filter(|unit| unit.member_of.is_none()).count() == 1
}

fn table_of(material: &Material, indicator: &Indicator) -> Table {
    let (locale, programme) = (material.locale, material.programme);
    let all = ranked(material, indicator);
    let with_rank = all.iter().filter(|it| it.rank.is_some()).count();
    let rows = all.iter().filter(|it| in_scope(material, it.unit)).map(|it| {
        let who = Scope::Unit(&it.unit.code);
        let quarter = material.quarter;
        let at = |quarter| material.facts.in_quarter(programme, who, indicator, quarter);
        let before = quarter.year_before();
        let change = before
            .and_then(|before| material.facts.change(programme, who, indicator, quarter, before));
        let rank = match it.rank {
            Some(rank) => Cell::number(
                rank.to_string(),
                crate::domain::decimal::Decimal::from(i64::try_from(rank).unwrap_or(i64::MAX)),
                0,
            ),
            None => Cell::text(words::no_rank(locale)),
        };
        let figure = taken(&cell(locale, indicator, at(quarter).as_ref()));
        let earlier = taken(&cell(locale, indicator, before.and_then(at).as_ref()));
        Row {
            cells: vec![
                Cell::text(locale.name(&it.unit.name)),
                rank,
                figure,
                earlier,
                Cell::text(change_cell(locale, change.as_ref()).shown),
            ],
            total: false,
        }
    });
    let unit = locale.name(&indicator.measure_unit).to_owned();
    let period = number_words::quarter_short(locale, material.quarter);
    let before = material.quarter.year_before();
    let before = before.map(|before| number_words::quarter_short(locale, before));
    Table {
        code: format!("units-{}", indicator.code.to_lowercase()),
        title: words::ranked_title(
            locale,
            locale.name(&indicator.name),
            number_words::quarter(locale, material.quarter),
        ),
        columns: vec![
            Column::text(board_words::unit(locale)),
            Column::number(words::rank_of(locale, with_rank), None),
            Column::number(period, Some(unit.clone())),
            Column::number(before.unwrap_or_default(), Some(unit)),
            Column { name: board_words::on_year(locale).to_owned(), unit: None, numeric: true },
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

/// A page's cell as the document's.
fn taken(from: &table::Cell) -> Cell {
    super::table::cell(from, true)
}
