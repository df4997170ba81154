//! An indicator quarter by quarter.

use crate::chart::{Hue, stack};
use crate::domain::decimal::Decimal;
use crate::domain::facts::Facts;
use crate::domain::indicator::{Indicator, OverUnits};
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::rollup::Scope;
use crate::domain::series::{Figure, Point, Series};
use crate::domain::unit::Unit;
use crate::exhibit::indicator_table::cell;
use crate::exhibit::{Exhibit, Picture};
use crate::links::Page;
use crate::locale::{board_words as words, province_words};
use crate::ui::shell::Shell;
use crate::ui::table::{Cell, Column, Table};

use super::lines::{describe_series, total_line};
use super::{counted, filters, hue, places, subtitle, value_of};

/// Quarters a stacked chart shows.
const QUARTERS: i32 = 12;
/// Units a stacked chart names; the rest is one layer.
const NAMED: usize = 4;

/// Quarter by quarter: stacked by unit where that has a meaning, else the
/// programme's line.
#[must_use]
pub fn through_quarters(
    shell: &Shell,
    programme: &Programme,
    facts: &Facts,
    indicator: &Indicator,
    last: Quarter,
) -> Exhibit {
    if indicator.over_units == OverUnits::Sum {
        by_quarter(shell, programme, facts, indicator, last)
    } else {
        total_line(shell, programme, facts, indicator, last)
    }
}

/// Quarter by quarter, stacked by unit: the four largest by name, the rest as
/// one.
fn by_quarter(
    shell: &Shell,
    programme: &Programme,
    facts: &Facts,
    indicator: &Indicator,
    last: Quarter,
) -> Exhibit {
    let locale = shell.locale;
    let first = last.plus(1 - QUARTERS).unwrap_or(last).max(programme.from);
    let quarters: Vec<Quarter> = Quarter::range(first, last).collect();
    let total = facts.series(programme, Scope::Programme, indicator);
    let mut units: Vec<(&Unit, Series)> = programme
        .beside_each_other()
        .into_iter()
        .filter(|unit| counted(unit))
        .map(|unit| (unit, facts.series(programme, Scope::Unit(&unit.code), indicator)))
        .collect();
    let size = |series: &Series| -> Decimal {
        quarters.iter().filter_map(|quarter| number_of(series.at((*quarter).into()))).sum()
    };
    units.sort_by_key(|(_, series)| std::cmp::Reverse(size(series)));
    let (named, rest) = units.split_at(NAMED.min(units.len()));
    let mut layers: Vec<stack::Layer> = Vec::new();
    let mut taken = Vec::new();
    for (unit, _) in named {
        let mut own = hue(programme, unit);
        while taken.contains(&own) {
            own = (own + 1) % 8;
        }
        taken.push(own);
        let name = province_words::short_name(locale, &unit.code, &unit.name);
        layers.push(stack::Layer { name, hue: Hue::Series(own) });
    }
    if !rest.is_empty() {
        layers.push(stack::Layer { name: words::others(locale, rest.len()), hue: Hue::Rest });
    }
    let columns = quarters
        .iter()
        .map(|quarter| {
            let period = (*quarter).into();
            let mut parts: Vec<Option<Decimal>> =
                named.iter().map(|(_, series)| number_of(series.at(period)).cloned()).collect();
            if !rest.is_empty() {
                let numbers: Vec<&Decimal> =
                    rest.iter().filter_map(|(_, series)| number_of(series.at(period))).collect();
                parts.push((!numbers.is_empty()).then(|| numbers.into_iter().sum()));
            }
            let total = value_of(total.at(period), indicator.decimals);
            stack::Column { quarter: *quarter, total, parts }
        })
        .collect();
    let name = locale.name(&indicator.name);
    let title = words::by_quarter_title(locale, name);
    let description = describe_series(locale, indicator, &total, last);
    Exhibit {
        subtitle: subtitle(locale, indicator),
        description,
        decimals: places(indicator),
        picture: Picture::Stack(stack::Stack { layers, columns }),
        table: quarters_table(shell, programme, indicator, &title, &quarters, &units, &total),
        title,
        page: Page::Programme(programme.code.clone()),
        filters: filters(shell, indicator, None),
    }
}

fn quarters_table(
    shell: &Shell,
    programme: &Programme,
    indicator: &Indicator,
    caption: &str,
    quarters: &[Quarter],
    units: &[(&Unit, Series)],
    total: &Series,
) -> Table {
    let locale = shell.locale;
    let line =
        |series: &Series, quarter: &Quarter| cell(locale, indicator, series.at((*quarter).into()));
    let mut rows: Vec<Vec<Cell>> = units
        .iter()
        .map(|(unit, series)| {
            let page = Page::Unit(programme.code.clone(), unit.code.clone());
            std::iter::once(Cell::text(locale.name(&unit.name)).linked(shell.link(&page)))
                .chain(quarters.iter().map(|quarter| line(series, quarter)))
                .collect()
        })
        .collect();
    rows.push(
        std::iter::once(Cell::text(words::total(locale)))
            .chain(quarters.iter().map(|quarter| line(total, quarter)))
            .collect(),
    );
    let columns = std::iter::once(Column::text(words::unit(locale)))
        .chain(quarters.iter().map(|quarter| Column::numeric(quarter.to_string())))
        .collect();
    let unit = locale.name(&indicator.measure_unit);
    Table { caption: words::in_unit(locale, caption, unit), columns, rows, totals: 1 }
}

fn number_of(point: Option<&Point>) -> Option<&Decimal> {
    match point.map(|point| &point.figure) {
        Some(Figure::Number(number)) => Some(number),
        _ => None,
    }
}
