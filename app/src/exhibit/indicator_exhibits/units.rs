//! Units beside each other in one quarter.

use num_rational::BigRational;

use crate::chart::{Hue, bars};
use crate::domain::facts::{Change, ChangeSize, Facts};
use crate::domain::indicator::Indicator;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::rollup::Scope;
use crate::domain::series::Point;
use crate::domain::unit::Unit;
use crate::exhibit::indicator_table::{change_cell, explained};
use crate::exhibit::{Exhibit, Picture};
use crate::links::{Chart, Column as SortColumn, Filters, Page, Sort};
use crate::locale::{Locale, board_words as words, number_words, province_words};
use crate::ui::shell::Shell;
use crate::ui::table::{Cell, Column, Order, Table};

use super::{counted, filters, places, subtitle, value_of};

/// One unit's row in the comparison of units.
struct Compared<'a> {
    unit: &'a Unit,
    point: Option<Point>,
    change: Option<Change>,
}

impl Compared<'_> {
    fn size(&self) -> Option<BigRational> {
        self.point.as_ref().and_then(|point| point.figure.exact())
    }

    fn rise(&self) -> Option<BigRational> {
        self.change.as_ref().map(|change| match &change.size {
            ChangeSize::Percent(size) | ChangeSize::PercentagePoints(size) => size.clone(),
        })
    }
}

/// Units beside each other in one quarter, largest first unless sorted.
#[must_use]
pub fn by_unit(
    shell: &Shell,
    programme: &Programme,
    facts: &Facts,
    indicator: &Indicator,
    quarter: Quarter,
) -> Exhibit {
    let locale = shell.locale;
    let mut compared: Vec<Compared> = programme
        .beside_each_other()
        .into_iter()
        .map(|unit| {
            let who = Scope::Unit(&unit.code);
            Compared {
                unit,
                point: facts.in_quarter(programme, who, indicator, quarter),
                change: quarter
                    .year_before()
                    .and_then(|before| facts.change(programme, who, indicator, quarter, before)),
            }
        })
        .collect();
    order(&mut compared, shell.filters.sort, locale);
    let rows = compared
        .iter()
        .map(|row| bars::Row {
            name: marked(locale, row.unit),
            value: value_of(row.point.as_ref(), indicator.decimals),
            target: None,
            hue: Hue::Accent,
        })
        .collect();
    let chosen = shell.filters.unit.as_deref();
    let highlight = chosen.and_then(|code| compared.iter().position(|row| row.unit.code == code));
    let name = locale.name(&indicator.name);
    let period = number_words::quarter(locale, quarter);
    let title = words::by_unit_title(locale, name, &period);
    let not_counted = compared.iter().any(|row| !counted(row.unit));
    let mut under = subtitle(locale, indicator);
    if not_counted {
        under = words::with_footnote(locale, under);
    }
    let total = facts.in_quarter(programme, Scope::Programme, indicator, quarter);
    Exhibit {
        subtitle: under,
        description: describe_units(locale, indicator, &compared),
        decimals: places(indicator),
        picture: Picture::Bars(bars::Bars { rows, highlight }),
        table: units_table(
            shell,
            programme,
            indicator,
            quarter,
            &title,
            (&compared, total.as_ref()),
        ),
        title,
        page: Page::Programme(programme.code.clone()),
        filters: Filters {
            unit: shell.filters.unit.clone(),
            ..filters(shell, indicator, Some(Chart::Units))
        },
    }
}

/// The unit's name; † where the programme's total leaves it out.
fn marked(locale: Locale, unit: &Unit) -> String {
    let name = province_words::short_name(locale, &unit.code, &unit.name);
    if counted(unit) { name } else { format!("{name}†") }
}

fn order(rows: &mut [Compared], sort: Option<Sort>, locale: Locale) {
    let sort = sort.unwrap_or(Sort { by: SortColumn::Value, descending: true });
    match sort.by {
        SortColumn::Name => {
            rows.sort_by(|a, b| locale.name(&a.unit.name).cmp(locale.name(&b.unit.name)));
        }
        SortColumn::Number => rows.sort_by(|a, b| a.unit.code.cmp(&b.unit.code)),
        SortColumn::Change => rows.sort_by_key(Compared::rise),
        SortColumn::Value | SortColumn::Verdict | SortColumn::Due => {
            rows.sort_by_key(Compared::size);
        }
    }
    if sort.descending {
        rows.reverse();
    }
    // Who has no figure comes last either way.
    if matches!(sort.by, SortColumn::Value | SortColumn::Change) {
        rows.sort_by_key(|row| row.size().is_none());
    }
}

fn units_table(
    shell: &Shell,
    programme: &Programme,
    indicator: &Indicator,
    quarter: Quarter,
    caption: &str,
    (compared, total): (&[Compared], Option<&Point>),
) -> Table {
    let locale = shell.locale;
    let mut rows: Vec<Vec<Cell>> = compared
        .iter()
        .map(|row| {
            let page = Page::Unit(programme.code.clone(), row.unit.code.clone());
            let change = change_cell(locale, row.change.as_ref());
            let name = marked(locale, row.unit);
            vec![
                Cell::number(name, locale.name(&row.unit.name).to_owned())
                    .linked(shell.link(&page)),
                explained(shell, programme, indicator, Some(row.unit), quarter, row.point.as_ref()),
                change,
            ]
        })
        .collect();
    rows.push(vec![
        Cell::text(words::total(locale)),
        explained(shell, programme, indicator, None, quarter, total),
        Cell::text(""),
    ]);
    let unit = locale.name(&indicator.measure_unit);
    let sortable = |by: SortColumn, column: Column| {
        let now = shell.filters.sort.filter(|sort| sort.by == by);
        let (order, descending) = match now {
            Some(Sort { descending: true, .. }) => (Order::Descending, false),
            Some(Sort { descending: false, .. }) => (Order::Ascending, true),
            None => (Order::No, by != SortColumn::Name),
        };
        let link = shell.here(|filters| filters.sort = Some(Sort { by, descending }));
        column.sorted(link, order)
    };
    Table {
        caption: words::in_unit(locale, caption, unit),
        columns: vec![
            sortable(SortColumn::Name, Column::text(words::unit(locale))),
            sortable(SortColumn::Value, Column::numeric(unit)),
            sortable(SortColumn::Change, Column::numeric(words::on_year(locale))),
        ],
        rows,
        totals: 1,
    }
}

fn describe_units(locale: Locale, indicator: &Indicator, compared: &[Compared]) -> String {
    let unit = locale.name(&indicator.measure_unit);
    let with: Vec<String> = compared
        .iter()
        .filter_map(|row| {
            let number = row.point.as_ref()?.figure.shown(indicator.decimals)?;
            let figure = words::with_unit(locale, number_words::exact(&number), unit);
            let name = locale.name(&row.unit.name);
            Some(format!("{name}{}{figure}", words::colon(locale)))
        })
        .collect();
    if with.is_empty() {
        words::no_figures_yet(locale).to_owned()
    } else {
        with.join(words::comma(locale))
    }
}
