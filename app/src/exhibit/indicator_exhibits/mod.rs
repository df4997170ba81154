//! One indicator shown four ways: quarter by quarter, unit by unit, as tiles,
//! and one unit through time.

mod lines;
mod quarters;
mod tiles;
mod units;

use crate::chart::Value;
use crate::domain::facts::Facts;
use crate::domain::indicator::{Indicator, Kind};
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::series::{Absence, Point};
use crate::domain::unit::{Unit, UnitKind};
use crate::exhibit::Exhibit;
use crate::links::{Chart, Filters};
use crate::locale::{Locale, board_words as words};
use crate::ui::shell::Shell;

pub use lines::through_time;
pub use quarters::through_quarters;
pub use tiles::tiles;
pub use units::by_unit;

/// Whether the programme has province-level units to lay out as tiles.
#[must_use]
pub fn has_provinces(programme: &Programme) -> bool {
    programme.units.iter().filter(|unit| unit.kind == UnitKind::Province).take(3).count() == 3
}

/// The charts an indicator has on its programme's page, with their ids.
#[must_use]
pub fn all(
    shell: &Shell,
    programme: &Programme,
    facts: &Facts,
    indicator: &Indicator,
    quarter: Quarter,
) -> Vec<(&'static str, Exhibit)> {
    Chart::ALL
        .into_iter()
        .filter_map(|chart| {
            Some((chart.word(), one(shell, programme, facts, indicator, quarter, chart)?))
        })
        .collect()
}

/// One chart of an indicator; `None` where it has no meaning for it.
#[must_use]
pub fn one(
    shell: &Shell,
    programme: &Programme,
    facts: &Facts,
    indicator: &Indicator,
    quarter: Quarter,
    chart: Chart,
) -> Option<Exhibit> {
    match chart {
        Chart::Quarters => Some(through_quarters(shell, programme, facts, indicator, quarter)),
        Chart::Units => (programme.beside_each_other().len() > 1)
            .then(|| by_unit(shell, programme, facts, indicator, quarter)),
        Chart::Tiles => {
            has_provinces(programme).then(|| tiles(shell, programme, facts, indicator, quarter))
        }
    }
}

/// Whether the programme's total takes the unit's figures.
#[must_use]
pub fn counted(unit: &Unit) -> bool {
    unit.in_total && unit.counted_in.is_none()
}

/// How the unit comes into the programme's total, in words.
#[must_use]
pub fn how_counted(locale: Locale, programme: &Programme, unit: &Unit) -> String {
    let name_of = |code: &str| {
        programme
            .unit(code)
            .map_or_else(|| code.to_owned(), |unit| locale.name(&unit.name).to_owned())
    };
    match (&unit.member_of, &unit.counted_in) {
        (Some(above), _) => words::counted_member(locale, name_of(above)),
        (_, Some(within)) => words::counted_within(locale, name_of(within)),
        _ if !unit.in_total => words::counted_not(locale).to_owned(),
        _ if programme.has_members(&unit.code) => words::counted_sum(locale).to_owned(),
        _ => words::counted(locale).to_owned(),
    }
}

/// The unit's colour: its place among the programme's, the same in all charts.
#[must_use]
pub fn hue(programme: &Programme, unit: &Unit) -> u8 {
    let place = programme.units.place(&unit.code);
    place.and_then(|place| u8::try_from(place % 8).ok()).unwrap_or(0)
}

fn filters(shell: &Shell, indicator: &Indicator, chart: Option<Chart>) -> Filters {
    Filters {
        indicator: Some(indicator.code.clone()),
        chart,
        sort: shell.filters.sort,
        ..shell.filters.carried()
    }
}

/// How many places a chart's numbers have: a ratio's all as many as the table.
#[must_use]
pub fn places(indicator: &Indicator) -> Option<u8> {
    (indicator.kind == Kind::Ratio).then_some(indicator.decimals)
}

/// `吨 · 本季度`: unit of measure, and what a figure covers.
#[must_use]
pub fn subtitle(locale: Locale, indicator: &Indicator) -> String {
    words::chart_subtitle(
        locale,
        locale.name(&indicator.measure_unit),
        words::covers(locale, indicator.kind),
    )
}

/// A figure as charts take it.
#[must_use]
pub fn value_of(point: Option<&Point>, decimals: u8) -> Value {
    point.map_or(Value::Absent(Absence::Blank), |point| Value::of(point, decimals))
}
