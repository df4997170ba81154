//! The table of who has filed: unit by quarter. A unit stands for those that
//! belong to it where there are too many of them.

use leptos::prelude::*;

use crate::domain::due::{Counts, Due};
use crate::links::Page;
use crate::locale::{Locale, board_words, due_words as words, number_words};
use crate::ui::shell::Shell;

use super::mark;
use super::standing::{Look, Standing, caption};

/// Unit by quarter, with counts of all below.
pub(super) fn view(shell: &Shell, standing: &Standing) -> AnyView {
    let locale = shell.locale;
    let Look { programme, quarters, .. } = &standing.look;
    let head = quarters
        .iter()
        .map(|quarter| {
            let link = shell.here(|filters| filters.period = Some(*quarter));
            let current = (*quarter == standing.look.quarter).then_some("true");
            let name = number_words::quarter_short(locale, *quarter);
            view! { <th scope="col"><a href=link aria-current=current>{name}</a></th> }
        })
        .collect_view();
    let rows = standing
        .look
        .units
        .iter()
        .map(|unit| {
            let members = standing.look.stands_for_members(unit);
            let cells = quarters
                .iter()
                .map(|quarter| match members {
                    true => counts_cell(locale, standing.counts(unit, *quarter)),
                    false => cell(shell, &standing.due(unit, *quarter)),
                })
                .collect_view();
            let all = quarters.iter().map(|quarter| standing.counts(unit, *quarter)).sum();
            let link = match members {
                true => shell.here(|filters| filters.unit = Some(unit.code.clone())),
                false => shell.link(&Page::Unit(programme.code.clone(), unit.code.clone())),
            };
            view! {
                <tr>
                    <th scope="row"><a href=link>{locale.name(&unit.name).to_owned()}</a></th>
                    {cells}
                    <td class="counted">{counted(locale, all)}</td>
                </tr>
            }
        })
        .collect_view();
    let caption = caption(locale, standing);
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=caption.clone()>
            <table class="standings">
                <caption>{caption.clone()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{board_words::unit(locale)}</th>
                        {head}
                        <th scope="col">{words::per_unit(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>{totals(locale, standing)}</tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// One return; submitted ones lead to what was submitted.
fn cell(shell: &Shell, due: &Due) -> AnyView {
    let locale = shell.locale;
    let shown = mark::view(locale, due);
    let shown = if due.standing.is_some_and(|standing| standing.receipt) {
        let link = shell.link(&Page::Reviewed(due.key()));
        view! { <a href=link>{shown}</a> }.into_any()
    } else {
        shown
    };
    view! { <td>{shown}{mark::timeliness(locale, due)}</td> }.into_any()
}

/// The returns of a unit's members.
fn counts_cell(locale: Locale, counts: Counts) -> AnyView {
    let waiting = counts.filed - counts.approved;
    let waiting = (waiting > 0).then(|| {
        let waiting = words::of_these_waiting(locale, number_words::count(waiting));
        view! { " "<span class="timing">{waiting}</span> }
    });
    view! { <td class="counted">{of(locale, counts.filed, counts.all)}{waiting}</td> }.into_any()
}

fn of(locale: Locale, part: usize, whole: usize) -> String {
    board_words::of(locale, number_words::count(part), number_words::count(whole))
}

fn counted(locale: Locale, counts: Counts) -> AnyView {
    let late = (counts.late > 0).then(|| {
        view! { " "<span class="timing caution">{words::of_these_late(locale, counts.late)}</span> }
    });
    view! { {of(locale, counts.filed, counts.all)}{late} }.into_any()
}

/// Counts for each quarter, and of all of them. Whether returns came in time is
/// known of those that are listed one by one.
fn totals(locale: Locale, standing: &Standing) -> AnyView {
    let quarters = standing.look.quarters.iter();
    let mut columns: Vec<Counts> =
        quarters.map(|quarter| standing.counts_of_all(*quarter)).collect();
    columns.push(columns.iter().copied().sum());
    let row = |title: &'static str, part: fn(&Counts) -> (usize, usize)| {
        let cells = columns
            .iter()
            .map(|counts| {
                // Of history from a file it is not known when it came.
                match part(counts) {
                    (_, 0) if counts.filed > 0 => {
                        view! { <td class="absent">{words::not_recorded(locale)}</td> }.into_any()
                    }
                    (part, whole) => view! { <td>{of(locale, part, whole)}</td> }.into_any(),
                }
            })
            .collect_view();
        view! { <tr><th scope="row">{title}</th>{cells}</tr> }
    };
    let in_time = (!standing.look.is_counted()).then(|| {
        row(words::in_time_count(locale), |counts| (counts.in_time, counts.in_time + counts.late))
    });
    view! {
        {row(words::filed_count(locale), |counts| (counts.filed, counts.all))}
        {in_time}
        {row(words::approved_count(locale), |counts| (counts.approved, counts.filed))}
    }
    .into_any()
}
