//! All indicators of one unit or of the whole programme in one quarter, each
//! with its changes.

use crate::chart::{Frame, Hue, Value, spark};
use crate::domain::facts::{Change, Facts};
use crate::domain::indicator::Indicator;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::rollup::Scope;
use crate::domain::series::{Absence, Figure, Point, Series, Standing};
use crate::domain::unit::Unit;
use crate::exhibit::key_figure::comparison;
use crate::exhibit::{absence_word, with_words};
use crate::links::Page;
use crate::locale::{Locale, board_words as words, number_words};
use crate::ui::shell::Shell;
use crate::ui::table::{Cell, Column, Table};

/// A figure as a cell: aligned to the indicator's decimals, exact for export,
/// or the word for why there is none.
#[must_use]
pub fn cell(locale: Locale, indicator: &Indicator, point: Option<&Point>) -> Cell {
    let Some(point) = point else { return Cell::absent(absence_word(locale, Absence::Blank)) };
    match (&point.figure, point.figure.shown(indicator.decimals)) {
        (_, Some(number)) => {
            let mut shown = number_words::fixed(&number, indicator.decimals);
            if let Standing::Incomplete { .. } = point.standing {
                shown.push('*');
            }
            let mut cell = Cell::number(shown, number.to_string());
            cell.unsettled = point.standing != Standing::Approved;
            cell
        }
        (Figure::Absent(absence), None) => Cell::absent(absence_word(locale, *absence)),
        (_, None) => Cell::absent(words::not_applicable(locale)),
    }
}

/// The same with the way to how it came about; `unit` is `None` for the
/// programme's sum.
#[must_use]
pub fn explained(
    shell: &Shell,
    programme: &Programme,
    indicator: &Indicator,
    unit: Option<&Unit>,
    quarter: Quarter,
    point: Option<&Point>,
) -> Cell {
    let cell = cell(shell.locale, indicator, point);
    if cell.absent {
        return cell;
    }
    let unit = unit.map(|unit| unit.code.clone());
    let (programme, indicator) = (programme.code.clone(), indicator.code.clone());
    cell.linked(shell.link(&Page::Figure(programme, indicator, unit, quarter)))
}

/// The whole way of an indicator up to a quarter, as a line the size of a
/// word. A sum that lacks units is left out: it would look like a fall.
#[must_use]
pub fn spark(
    locale: Locale,
    indicator: &Indicator,
    series: &Series,
    last: Quarter,
    title: String,
) -> String {
    let values = series
        .points
        .iter()
        .filter(|point| point.period.last_quarter() <= last)
        .map(|point| match point.standing {
            Standing::Incomplete { .. } => Value::Absent(Absence::NotAvailable),
            _ => Value::of(point, indicator.decimals),
        })
        .collect();
    let frame = Frame {
        description: title.clone(),
        title,
        subtitle: String::new(),
        lang: locale.tag(),
        mark: None,
        width: 200,
        id: format!("spark-{}", indicator.code),
        standalone: false,
    };
    with_words(locale, None, |words| {
        spark::draw(&frame, words, &spark::Spark { values, hue: Hue::Accent })
    })
}

/// A change as a cell, with the units it is over where those are not all.
#[must_use]
pub fn change_cell(locale: Locale, change: Option<&Change>) -> Cell {
    match change {
        Some(change) => Cell::text(comparison(locale, Some(change))),
        None => Cell::absent(words::no_comparison(locale)),
    }
}

/// The table of a unit or of the programme.
#[must_use]
pub fn of_scope(
    shell: &Shell,
    programme: &Programme,
    facts: &Facts,
    who: Scope,
    quarter: Quarter,
) -> Table {
    let locale = shell.locale;
    let page = match who {
        Scope::Programme => Page::Programme(programme.code.clone()),
        Scope::Unit(code) => Page::Unit(programme.code.clone(), code.to_owned()),
    };
    let before = quarter.plus(-1);
    let year_before = quarter.year_before();
    let rows = programme
        .indicators
        .iter()
        .map(|indicator| {
            let series = facts.series(programme, who, indicator);
            let at =
                |quarter: Option<Quarter>| quarter.and_then(|quarter| series.at(quarter.into()));
            let change = |before: Option<Quarter>| {
                let change = before
                    .and_then(|before| facts.change(programme, who, indicator, quarter, before));
                change_cell(locale, change.as_ref())
            };
            let filters = crate::links::Filters {
                indicator: Some(indicator.code.clone()),
                ..shell.filters.carried()
            };
            let name = format!("{} {}", indicator.code, locale.name(&indicator.name));
            let title = words::through_time_title(
                locale,
                locale.name(&indicator.name),
                words::way_so_far(locale),
            );
            let unit = match who {
                Scope::Programme => None,
                Scope::Unit(code) => programme.unit(code),
            };
            let figure = |quarter: Option<Quarter>| match quarter {
                Some(quarter) => {
                    explained(shell, programme, indicator, unit, quarter, at(Some(quarter)))
                }
                None => cell(locale, indicator, None),
            };
            vec![
                Cell::text(name).linked(page.link(&filters)),
                Cell::text(locale.name(&indicator.measure_unit)),
                Cell::picture(spark(locale, indicator, &series, quarter, title)),
                figure(Some(quarter)),
                figure(before),
                change(before),
                figure(year_before),
                change(year_before),
            ]
        })
        .collect();
    let period = |quarter: Option<Quarter>| {
        quarter.map(|quarter| number_words::quarter_short(locale, quarter)).unwrap_or_default()
    };
    Table {
        caption: words::indicators_caption(locale, number_words::quarter(locale, quarter)),
        columns: vec![
            Column::text(words::indicator(locale)),
            Column::text(words::measure_unit(locale)),
            Column::pictures(words::way_so_far(locale)),
            Column::numeric(period(Some(quarter))),
            Column::numeric(period(before)),
            Column::numeric(words::on_quarter(locale)),
            Column::numeric(period(year_before)),
            Column::numeric(words::on_year(locale)),
        ],
        rows,
        totals: 0,
    }
}
