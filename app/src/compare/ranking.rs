//! The comparison as a table: rank, figure, changes, target, signals.

use num_rational::BigRational;

use super::page::Row;
use super::subject::{Against, Subject};
use crate::domain::decimal::Decimal;
use crate::domain::facts::{Change, ChangeSize};
use crate::domain::indicator::Indicator;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::signal::Signal;
use crate::exhibit::indicator_table::{change_cell, explained};
use crate::exhibit::judged::{Judged, goal, tone, urgency};
use crate::exhibit::target_table::far;
use crate::links::{Column as SortColumn, Page, Sort};
use crate::locale::{Locale, board_words as words, compare_words, number_words, progress_words};
use crate::ui::shell::Shell;
use crate::ui::table::{Cell, Column, Order, Table};
use crate::ui::tag::Tone;

fn size(change: &Change) -> &BigRational {
    match &change.size {
        ChangeSize::Percent(size) | ChangeSize::PercentagePoints(size) => size,
    }
}

/// Sorts as asked, or by size; who has nothing to sort by comes last either way.
pub(super) fn order(rows: &mut [Row], sort: Option<Sort>, locale: Locale) {
    let sort = sort.unwrap_or(Sort { by: SortColumn::Value, descending: true });
    let value = |row: &Row| row.compared.settled();
    let change = |row: &Row| row.compared.on_year.as_ref().map(|change| size(change).clone());
    let name = |row: &Row| locale.name(&row.compared.unit.name).to_owned();
    match sort.by {
        SortColumn::Name => rows.sort_by_key(name),
        SortColumn::Value => rows.sort_by_key(value),
        SortColumn::Change => rows.sort_by_key(change),
        SortColumn::Verdict => {
            rows.sort_by_key(|row| row.judged.as_ref().map(|judged| urgency(judged.outcome())));
        }
        // They come in the programme's order.
        SortColumn::Number | SortColumn::Due => {}
    }
    if sort.descending {
        rows.reverse();
    }
    match sort.by {
        SortColumn::Value => rows.sort_by_key(|row| value(row).is_none()),
        SortColumn::Change => rows.sort_by_key(|row| change(row).is_none()),
        SortColumn::Verdict => rows.sort_by_key(|row| row.judged.is_none()),
        SortColumn::Name | SortColumn::Number | SortColumn::Due => {}
    }
}

/// A signal in shape and words.
fn told(locale: Locale, signal: &Signal) -> (Tone, String) {
    match signal {
        Signal::Missing => (Tone::Bad, compare_words::missing(locale).to_owned()),
        Signal::Stale { latest } => {
            let quarter = number_words::quarter(locale, *latest);
            (Tone::Open, compare_words::stale(locale, quarter))
        }
        Signal::BelowMedian { points } => {
            let shown = Decimal::round_half_even(points, 2);
            (Tone::Caution, compare_words::below_median(locale, number_words::fixed(&shown, 2)))
        }
        Signal::Falling => (Tone::Caution, compare_words::falling(locale).to_owned()),
    }
}

/// The table, in the order of the rows.
pub(super) fn table(
    shell: &Shell,
    programme: &Programme,
    subject: &Subject,
    quarter: Quarter,
    rows: &[Row],
) -> Table {
    let locale = shell.locale;
    let indicator = subject.indicator;
    let name = locale.name(&indicator.name);
    let unit = locale.name(&indicator.measure_unit);
    let short = |quarter: Quarter| number_words::quarter_short(locale, quarter);
    let mut columns = vec![
        sortable(shell, SortColumn::Name, Column::text(words::unit(locale))),
        Column::numeric(compare_words::rank(locale)),
        sortable(shell, SortColumn::Value, Column::numeric(short(quarter))),
        Column::numeric(quarter.year_before().map(short).unwrap_or_default()),
        sortable(shell, SortColumn::Change, Column::numeric(words::on_year(locale))),
        Column::numeric(words::on_quarter(locale)),
    ];
    match subject.against {
        Against::Nothing | Against::Together(_) => {}
        Against::Each(_) => columns.push(Column::text(compare_words::beside_value(locale))),
        Against::Own(_) => {
            columns.push(Column::text(words::goal(locale)));
            let verdict = Column::text(words::verdict(locale));
            columns.push(sortable(shell, SortColumn::Verdict, verdict));
        }
    }
    columns.push(Column::text(compare_words::signals(locale)));
    let rows = rows
        .iter()
        .map(|row| {
            let mut cells = figures(shell, programme, indicator, quarter, row);
            cells.extend(beside(locale, subject, row));
            let signals = row.signals.iter().map(|signal| told(locale, signal)).collect();
            let none = compare_words::no_signal(locale);
            cells.push(Cell::tags(signals, none, words::comma(locale)));
            cells
        })
        .collect();
    let quarter = number_words::quarter(locale, quarter);
    let caption = compare_words::ranking_caption(locale, name, quarter, unit);
    Table { caption, columns, rows, totals: 0 }
}

/// The unit with its rank, figures and changes; each figure leads to how it
/// came about.
fn figures(
    shell: &Shell,
    programme: &Programme,
    indicator: &Indicator,
    quarter: Quarter,
    row: &Row,
) -> Vec<Cell> {
    let locale = shell.locale;
    let compared = &row.compared;
    let unit = compared.unit;
    let page = Page::Unit(programme.code.clone(), unit.code.clone());
    let figure = |point, at| explained(shell, programme, indicator, Some(unit), at, point);
    let year_before = match quarter.year_before() {
        Some(at) => figure(compared.year_before.as_ref(), at),
        None => Cell::absent(words::no_figure(locale)),
    };
    let rank = match compared.rank {
        Some(rank) => Cell::number(rank.to_string(), rank.to_string()),
        None => Cell::absent(compare_words::not_ranked(locale)),
    };
    vec![
        Cell::number(row.name.clone(), locale.name(&unit.name).to_owned())
            .linked(shell.link(&page)),
        rank,
        figure(compared.point.as_ref(), quarter),
        year_before,
        change_cell(locale, compared.on_year.as_ref()),
        change_cell(locale, compared.on_quarter.as_ref()),
    ]
}

/// What is said of the unit and the target.
fn beside(locale: Locale, subject: &Subject, row: &Row) -> Vec<Cell> {
    match &subject.against {
        Against::Nothing | Against::Together(_) => Vec::new(),
        Against::Each(target) => {
            let reached = row.compared.settled().and_then(|figure| target.reached_by(&figure));
            vec![match reached {
                Some(true) => {
                    let word = compare_words::value_reached(locale).to_owned();
                    Cell::tags(vec![(Tone::Good, word)], "", "")
                }
                Some(false) => {
                    let word = compare_words::value_not_reached(locale).to_owned();
                    Cell::tags(vec![(Tone::Open, word)], "", "")
                }
                None => Cell::absent(words::no_comparison(locale)),
            }]
        }
        Against::Own(_) => match &row.judged {
            Some(judged) => vec![Cell::text(goal(locale, judged.target)), verdict(locale, judged)],
            None => {
                let none = || Cell::absent(compare_words::no_own_target(locale));
                vec![none(), none()]
            }
        },
    }
}

fn verdict(locale: Locale, judged: &Judged) -> Cell {
    let outcome = judged.outcome();
    let mut word = progress_words::outcome(locale, &outcome).to_owned();
    if let Some(far) = far(judged) {
        word = words::with_period(locale, word, words::far(locale, far));
    }
    Cell::tags(vec![(tone(outcome), word)], "", "")
}

fn sortable(shell: &Shell, by: SortColumn, column: Column) -> Column {
    let now = shell.filters.sort.unwrap_or(Sort { by: SortColumn::Value, descending: true });
    let (order, descending) = match now {
        Sort { by: now, descending: true } if now == by => (Order::Descending, false),
        Sort { by: now, descending: false } if now == by => (Order::Ascending, true),
        _ => (Order::No, matches!(by, SortColumn::Value | SortColumn::Change)),
    };
    let link = shell.here(|filters| filters.sort = Some(Sort { by, descending }));
    column.sorted(link, order)
}
