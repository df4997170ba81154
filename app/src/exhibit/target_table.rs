//! Targets as a table: the latest figure beside the goal, how far, and the
//! verdict in words.

use leptos::prelude::*;

use crate::domain::decimal::Decimal;
use crate::domain::progress::Verdict;
use crate::exhibit::judged::{Judged, goal, tone, urgency};
use crate::links::{Column, Page, Sort};
use crate::locale::{Locale, board_words as words, number_words, progress_words};
use crate::ui::shell::Shell;
use crate::ui::tag::tag;

/// Sorts as asked, or by the order of the text.
pub fn sort(rows: &mut [Judged], sort: Option<Sort>, locale: Locale) {
    let Some(sort) = sort else { return };
    match sort.by {
        Column::Name => {
            rows.sort_by(|a, b| locale.name(&a.target.name).cmp(locale.name(&b.target.name)))
        }
        Column::Verdict => rows.sort_by_key(|row| urgency(row.outcome())),
        Column::Due => rows
            .sort_by_key(|row| row.target.due.map_or(i32::MAX, |due| due.last_quarter().index())),
        Column::Value | Column::Change => rows.sort_by_key(way),
        Column::Number => {}
    }
    if sort.descending {
        rows.reverse();
    }
    // What has no way comes last in either direction.
    if matches!(sort.by, Column::Value | Column::Change) {
        rows.sort_by_key(|row| way(row).is_none());
    }
}

/// How far the target is, for ordering.
fn way(row: &Judged) -> Option<num_rational::BigRational> {
    row.verdict.as_ref().ok()?.progress.clone()
}

/// The latest figure a verdict rests on, with its unit.
#[must_use]
pub fn latest(locale: Locale, row: &Judged) -> String {
    let Ok(Verdict { latest: Some((period, value)), .. }) = &row.verdict else {
        return words::no_figure(locale).to_owned();
    };
    let shown = Decimal::round_half_even(value, u32::from(row.indicator.decimals));
    let number = match row.indicator.kind {
        crate::domain::indicator::Kind::Ratio => {
            number_words::fixed(&shown, row.indicator.decimals)
        }
        crate::domain::indicator::Kind::Milestone => {
            let word = if shown.is_zero() { words::not_done(locale) } else { words::done(locale) };
            return words::with_period(locale, word, number_words::period(locale, *period));
        }
        _ => number_words::exact(&shown),
    };
    let unit = locale.name(&row.indicator.measure_unit);
    words::with_period(
        locale,
        words::with_unit(locale, number, unit),
        number_words::period(locale, *period),
    )
}

/// How far the way is gone, in percent without places; `None` without a way.
#[must_use]
pub fn far(row: &Judged) -> Option<String> {
    let progress = row.verdict.as_ref().ok()?.progress.as_ref()?;
    let hundred = num_rational::BigRational::from_integer(100.into());
    Some(Decimal::round_half_even(&(progress * hundred), 0).to_string())
}

/// The table; `programme_named` adds the programme's short name to each row.
pub fn view(
    shell: &Shell,
    caption: String,
    rows: &[Judged],
    programme_named: bool,
    sortable: bool,
) -> AnyView {
    let locale = shell.locale;
    let head = [
        (words::number(locale), Column::Number),
        (words::target(locale), Column::Name),
        (words::verdict(locale), Column::Verdict),
        (words::latest(locale), Column::Value),
        (words::goal(locale), Column::Number),
        (words::due(locale), Column::Due),
    ];
    let head = head
        .into_iter()
        .enumerate()
        .map(|(at, (name, column))| {
            let by_link = sortable && (at == 0 || column != Column::Number);
            if by_link {
                sorting_head(shell, name, column)
            } else {
                view! { <th scope="col">{name}</th> }.into_any()
            }
        })
        .collect_view();
    let body = rows.iter().map(|row| body_row(shell, row, programme_named)).collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=caption.clone()>
            <table class="targets">
                <caption>{caption.clone()}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn sorting_head(shell: &Shell, name: &'static str, column: Column) -> AnyView {
    let now = shell.filters.sort.filter(|sort| sort.by == column);
    let (aria, sign, descending) = match now {
        Some(Sort { descending: false, .. }) => ("ascending", " ▲", true),
        Some(Sort { descending: true, .. }) => ("descending", " ▼", false),
        None => ("none", "", false),
    };
    let link = shell.here(|filters| filters.sort = Some(Sort { by: column, descending }));
    view! {
        <th scope="col" aria-sort=aria>
            <a href=link>{name}<span aria-hidden="true">{sign}</span></a>
        </th>
    }
    .into_any()
}

/// The column's name beside its figure, where the table has become cards.
fn label(name: &'static str) -> AnyView {
    view! { <small class="label" aria-hidden="true">{name}</small> }.into_any()
}

fn body_row(shell: &Shell, row: &Judged, programme_named: bool) -> AnyView {
    let locale = shell.locale;
    let target = row.target;
    let page = Page::Target(row.programme.code.clone(), target.no.clone());
    let link = shell.link(&page);
    let outcome = row.outcome();
    let reason = row
        .verdict
        .as_ref()
        .ok()
        .and_then(|verdict| verdict.reason)
        .map(|reason| progress_words::reason(locale, &reason));
    let far = far(row);
    let bar = far.clone().map(|far| {
        let label = words::far(locale, &far);
        view! { <progress max="100" value=far aria-label=label.clone()></progress><small>{label}</small> }
    });
    let programme = programme_named.then(|| locale.name(&row.programme.short).to_owned());
    let due = target.due.map_or_else(
        || words::no_deadline(locale).to_owned(),
        |due| number_words::period(locale, due),
    );
    view! {
        <tr>
            <td class="no">{target.no.clone()}</td>
            <th scope="row">
                <a href=link>{locale.name(&target.name).to_owned()}</a>
                {programme.map(|name| view! { <small>{name}</small> })}
            </th>
            <td class="verdict">
                {tag(tone(outcome), progress_words::outcome(locale, &outcome))}
                {reason.map(|reason| view! { <small>{reason}</small> })}
            </td>
            <td class="num">{label(words::latest(locale))}{latest(locale, row)}{bar}</td>
            <td class="num">{label(words::goal(locale))}{goal(locale, target)}</td>
            <td>{label(words::due(locale))}{due}</td>
        </tr>
    }
    .into_any()
}
