//! An indicator as 方格图: equal tiles, never a map.

use crate::chart::tiles as chart;
use crate::domain::decimal::Decimal;
use crate::domain::facts::Facts;
use crate::domain::indicator::Indicator;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::rollup::Scope;
use crate::domain::series::Standing;
use crate::domain::unit::UnitKind;
use crate::exhibit::indicator_table::cell;
use crate::exhibit::{Exhibit, Picture};
use crate::links::{Chart, Page};
use crate::locale::{board_words as words, number_words, province_words};
use crate::ui::shell::Shell;
use crate::ui::table::{Cell, Column, Table};

use super::{filters, places, subtitle, value_of};

/// 方格图: one equal tile for each province-level unit, and below them the
/// units that are none.
#[must_use]
pub fn tiles(
    shell: &Shell,
    programme: &Programme,
    facts: &Facts,
    indicator: &Indicator,
    quarter: Quarter,
) -> Exhibit {
    let locale = shell.locale;
    let value = |code: &str| {
        programme.unit(code).map(|unit| {
            let who = Scope::Unit(&unit.code);
            let point = facts.in_quarter(programme, who, indicator, quarter);
            value_of(point.as_ref(), indicator.decimals)
        })
    };
    let mut shown: Vec<chart::Tile> = chart::GRID
        .iter()
        .map(|(code, _, _)| {
            let (name, short) = province_words::tile_name(locale, code).unwrap_or((code, code));
            chart::Tile {
                code: (*code).to_owned(),
                name: name.to_owned(),
                short: short.to_owned(),
                value: value(code),
                class: None,
            }
        })
        .collect();
    let others =
        programme.on_the_board().into_iter().filter(|unit| unit.kind != UnitKind::Province);
    for unit in others {
        let name = locale.name(&unit.name).to_owned();
        shown.push(chart::Tile {
            code: unit.code.clone(),
            short: name.clone(),
            name,
            value: value(&unit.code),
            class: None,
        });
    }
    let numbers: Vec<Option<Decimal>> = shown
        .iter()
        .map(|tile| tile.value.as_ref().and_then(|value| value.number().cloned()))
        .collect();
    let classes = chart::classes(&numbers);
    for (tile, class) in shown.iter_mut().zip(&classes.of) {
        tile.class = *class;
    }
    let name = locale.name(&indicator.name);
    let title = words::tiles_title(locale, name, number_words::quarter(locale, quarter));
    let table = tiles_table(shell, programme, facts, indicator, quarter, &title);
    let description = words::tiles_description(locale, shown.len());
    Exhibit {
        subtitle: subtitle(locale, indicator),
        description,
        decimals: places(indicator),
        picture: Picture::Tiles(chart::Tiles { tiles: shown, bounds: classes.bounds }),
        table,
        title,
        page: Page::Programme(programme.code.clone()),
        filters: filters(shell, indicator, Some(Chart::Tiles)),
    }
}

/// Every unit with its figure, members of joint units included.
fn tiles_table(
    shell: &Shell,
    programme: &Programme,
    facts: &Facts,
    indicator: &Indicator,
    quarter: Quarter,
    caption: &str,
) -> Table {
    let locale = shell.locale;
    let rows = programme
        .on_the_board()
        .into_iter()
        .map(|unit| {
            let page = Page::Unit(programme.code.clone(), unit.code.clone());
            let who = Scope::Unit(&unit.code);
            let point = facts.in_quarter(programme, who, indicator, quarter);
            let incomplete = match point.as_ref().map(|point| point.standing) {
                Some(Standing::Incomplete { filed, expected }) => words::incomplete(
                    locale,
                    number_words::count(filed),
                    number_words::count(expected),
                ),
                _ => String::new(),
            };
            vec![
                Cell::text(locale.name(&unit.name)).linked(shell.link(&page)),
                Cell::text(&unit.code),
                cell(locale, indicator, point.as_ref()),
                Cell::text(incomplete),
            ]
        })
        .collect();
    let unit = locale.name(&indicator.measure_unit);
    Table {
        caption: words::in_unit(locale, caption, unit),
        columns: vec![
            Column::text(words::unit(locale)),
            Column::text(words::code(locale)),
            Column::numeric(unit),
            Column::text(words::remark(locale)),
        ],
        rows,
        totals: 0,
    }
}
