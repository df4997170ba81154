//! One indicator shown four ways: quarter by quarter, unit by unit, as tiles,
//! and one unit through time.

use crate::chart::{Hue, Value, bars, lines, stack, tiles as tile_chart};
use crate::domain::decimal::Decimal;
use crate::domain::facts::Facts;
use crate::domain::indicator::{Indicator, Kind, OverUnits};
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::rollup::Scope;
use crate::domain::series::{Absence, Figure, Point, Series, Standing};
use crate::domain::unit::{Unit, UnitKind};
use crate::links::{Chart, Column as SortColumn, Filters, Page, Sort};
use crate::locale::{Locale, board_words as words, number_words, province_words};
use crate::progress::exhibit::{Exhibit, Picture};
use crate::progress::indicator_table::{cell, change_cell};
use crate::ui::shell::Shell;
use crate::ui::table::{Cell, Column, Order, Table};

/// Quarters a stacked chart shows.
const QUARTERS: i32 = 12;
/// Units a stacked chart names; the rest is one layer.
const NAMED: usize = 4;

/// Whether the programme has province-level units to lay out as tiles.
#[must_use]
pub fn has_provinces(programme: &Programme) -> bool {
    programme.units.iter().filter(|unit| unit.kind == UnitKind::Province).count() > 2
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
        Chart::Units => (beside_each_other(programme).len() > 1)
            .then(|| by_unit(shell, programme, facts, indicator, quarter)),
        Chart::Tiles => {
            has_provinces(programme).then(|| tiles(shell, programme, facts, indicator, quarter))
        }
    }
}

/// The units set beside each other: those at the top; where that is one alone,
/// its members.
fn beside_each_other(programme: &Programme) -> Vec<&Unit> {
    let top: Vec<&Unit> = programme.units.iter().filter(|unit| unit.member_of.is_none()).collect();
    match top.as_slice() {
        [one] if programme.has_members(&one.code) => programme.members(&one.code).collect(),
        _ => top,
    }
}

fn counted(unit: &Unit) -> bool {
    unit.in_total && unit.counted_in.is_none()
}

/// The unit's colour: its place among the programme's, the same in all charts.
fn hue(programme: &Programme, unit: &Unit) -> u8 {
    let place = programme.units.iter().position(|other| other.code == unit.code);
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
fn places(indicator: &Indicator) -> Option<u8> {
    (indicator.kind == Kind::Ratio).then_some(indicator.decimals)
}

/// `吨 · 本季度`: unit of measure, and what a figure covers.
fn subtitle(locale: Locale, indicator: &Indicator) -> String {
    words::chart_subtitle(
        locale,
        locale.name(&indicator.measure_unit),
        words::covers(locale, indicator.kind),
    )
}

fn number_of(point: Option<&Point>) -> Option<&Decimal> {
    match point.map(|point| &point.figure) {
        Some(Figure::Number(number)) => Some(number),
        _ => None,
    }
}

fn value_of(point: Option<&Point>, decimals: u8) -> Value {
    point.map_or(Value::Absent(Absence::Blank), |point| Value::of(point, decimals))
}

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
    let mut units: Vec<(&Unit, Series)> = beside_each_other(programme)
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
    let description = describe_total(locale, indicator, &total, last);
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

/// The programme's figure as one line, where stacking has no meaning.
fn total_line(
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
        description: describe_total(locale, indicator, series, last),
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
fn describe_total(locale: Locale, indicator: &Indicator, series: &Series, last: Quarter) -> String {
    let unit = locale.name(&indicator.measure_unit);
    let name = locale.name(&indicator.name);
    let numbers: Vec<(&Point, Decimal)> = series
        .points
        .iter()
        .filter(|point| point.period.last_quarter() <= last)
        .filter_map(|point| Some((point, point.figure.shown(indicator.decimals)?)))
        .collect();
    match (numbers.first(), numbers.last()) {
        (Some((from, start)), Some((to, end))) => words::describe_series(
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

/// One unit's row in the comparison of units.
struct Compared<'a> {
    unit: &'a Unit,
    point: Option<Point>,
    change: Option<crate::domain::facts::Change>,
}

impl Compared<'_> {
    fn size(&self) -> Option<num_rational::BigRational> {
        self.point.as_ref().and_then(|point| point.figure.exact())
    }

    fn rise(&self) -> Option<num_rational::BigRational> {
        use crate::domain::facts::ChangeSize;
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
    let mut compared: Vec<Compared> = beside_each_other(programme)
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
        table: units_table(shell, programme, indicator, &title, &compared, total.as_ref()),
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
    caption: &str,
    compared: &[Compared],
    total: Option<&Point>,
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
                cell(locale, indicator, row.point.as_ref()),
                change,
            ]
        })
        .collect();
    rows.push(vec![
        Cell::text(words::total(locale)),
        cell(locale, indicator, total),
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
    let mut shown: Vec<tile_chart::Tile> = tile_chart::GRID
        .iter()
        .map(|(code, _, _)| {
            let (name, short) = province_words::tile_name(locale, code).unwrap_or((code, code));
            tile_chart::Tile {
                code: (*code).to_owned(),
                name: name.to_owned(),
                short: short.to_owned(),
                value: value(code),
                class: None,
            }
        })
        .collect();
    let others = programme.units.iter().filter(|unit| unit.kind != UnitKind::Province);
    for unit in others {
        let name = locale.name(&unit.name).to_owned();
        shown.push(tile_chart::Tile {
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
    let classes = tile_chart::classes(&numbers);
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
        picture: Picture::Tiles(tile_chart::Tiles { tiles: shown, bounds: classes.bounds }),
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
        .units
        .iter()
        .map(|unit| {
            let page = Page::Unit(programme.code.clone(), unit.code.clone());
            let who = Scope::Unit(&unit.code);
            let point = facts.in_quarter(programme, who, indicator, quarter);
            let incomplete = match point.as_ref().map(|point| point.standing) {
                Some(Standing::Incomplete { filed, expected }) => {
                    words::incomplete(locale, filed, expected)
                }
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
