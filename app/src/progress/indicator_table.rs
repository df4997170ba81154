//! All indicators of one unit or of the whole programme in one quarter, each
//! with its changes.

use crate::domain::facts::Facts;
use crate::domain::indicator::Indicator;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::rollup::Scope;
use crate::domain::series::{Absence, Figure, Point, Standing};
use crate::links::Page;
use crate::locale::{Locale, board_words as words, number_words};
use crate::progress::exhibit::absence_word;
use crate::progress::key_figure::change_words;
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
            let at = |quarter: Option<Quarter>| {
                quarter.and_then(|quarter| series.at(quarter.into()))
            };
            let change = |before: Option<Quarter>| {
                let change =
                    before.and_then(|before| facts.change(programme, who, indicator, quarter, before));
                change.map_or_else(
                    || Cell::absent(words::no_comparison(locale)),
                    |change| Cell::text(change_words(locale, &change)),
                )
            };
            let filters = crate::links::Filters {
                indicator: Some(indicator.code.clone()),
                ..shell.filters.carried()
            };
            let name = format!("{} {}", indicator.code, locale.name(&indicator.name));
            vec![
                Cell::text(name).linked(page.link(&filters)),
                Cell::text(locale.name(&indicator.measure_unit)),
                cell(locale, indicator, at(Some(quarter))),
                cell(locale, indicator, at(before)),
                change(before),
                cell(locale, indicator, at(year_before)),
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
