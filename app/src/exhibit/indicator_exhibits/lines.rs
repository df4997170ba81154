//! An indicator of one unit, or of all together, through time.

use crate::chart::{Hue, lines};
use crate::domain::decimal::Decimal;
use crate::domain::facts::Facts;
use crate::domain::indicator::Indicator;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::rollup::Scope;
use crate::domain::series::{Point, Series};
use crate::domain::unit::Unit;
use crate::exhibit::indicator_table::cell;
use crate::exhibit::{Exhibit, Picture};
use crate::links::Page;
use crate::locale::{Locale, board_words as words, number_words};
use crate::ui::shell::Shell;
use crate::ui::table::{Cell, Column, Table};

use super::{filters, places, subtitle, value_of};

/// The programme's figure as one line, where stacking has no meaning.
pub(super) fn total_line(
    shell: &Shell,
    programme: &Programme,
    facts: &Facts,
    indicator: &Indicator,
    last: Quarter,
) -> Exhibit {
    let locale = shell.locale;
    let series = facts.series(programme, Scope::Programme, indicator);
    line_exhibit(
        shell,
        indicator,
        words::whole_programme(locale),
        &series,
        programme.from,
        last,
        Page::Programme(programme.code.clone()),
    )
}

/// One unit's figures of an indicator through time.
#[must_use]
pub fn through_time(
    shell: &Shell,
    programme: &Programme,
    unit: &Unit,
    facts: &Facts,
    indicator: &Indicator,
    last: Quarter,
) -> Exhibit {
    let series = facts.series(programme, Scope::Unit(&unit.code), indicator);
    line_exhibit(
        shell,
        indicator,
        shell.locale.name(&unit.name),
        &series,
        programme.from,
        last,
        Page::Unit(programme.code.clone(), unit.code.clone()),
    )
}

fn line_exhibit(
    shell: &Shell,
    indicator: &Indicator,
    whose: &str,
    series: &Series,
    first: Quarter,
    last: Quarter,
    page: Page,
) -> Exhibit {
    let locale = shell.locale;
    let quarters: Vec<Quarter> = Quarter::range(first, last).collect();
    let values = quarters
        .iter()
        .map(|quarter| value_of(series.at((*quarter).into()), indicator.decimals))
        .collect();
    let rows = quarters
        .iter()
        .rev()
        .map(|quarter| {
            vec![
                Cell::number(number_words::quarter(locale, *quarter), quarter.to_string()),
                cell(locale, indicator, series.at((*quarter).into())),
            ]
        })
        .collect();
    let title = words::through_time_title(locale, whose, locale.name(&indicator.name));
    let unit = locale.name(&indicator.measure_unit);
    Exhibit {
        subtitle: subtitle(locale, indicator),
        description: describe_series(locale, indicator, series, last),
        decimals: places(indicator),
        picture: Picture::Lines(lines::Lines {
            quarters,
            lines: vec![lines::Line { name: whose.to_owned(), hue: Hue::Accent, values }],
        }),
        table: Table {
            caption: words::in_unit(locale, &title, unit),
            columns: vec![Column::text(words::quarter(locale)), Column::numeric(unit)],
            rows,
            totals: 0,
        },
        title,
        page,
        filters: filters(shell, indicator, None),
    }
}

/// What a series comes to, in a sentence.
pub(super) fn describe_series(
    locale: Locale,
    indicator: &Indicator,
    series: &Series,
    last: Quarter,
) -> String {
    let unit = locale.name(&indicator.measure_unit);
    let name = locale.name(&indicator.name);
    let numbers: Vec<(&Point, Decimal)> = series
        .points
        .iter()
        .filter(|point| point.period.last_quarter() <= last)
        .filter_map(|point| Some((point, point.figure.shown(indicator.decimals)?)))
        .collect();
    match (numbers.first(), numbers.last()) {
        (Some((from, start)), Some((to, end))) => words::from_to(
            locale,
            name,
            words::with_unit(locale, number_words::exact(start), unit),
            number_words::period(locale, from.period),
            words::with_unit(locale, number_words::exact(end), unit),
            number_words::period(locale, to.period),
        ),
        _ => words::no_figures_yet(locale).to_owned(),
    }
}
