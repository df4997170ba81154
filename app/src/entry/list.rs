//! The returns of a page as one table, to be sent as a file.

use leptos::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::due::Due;
use crate::links::Suffix;
use crate::locale::{Locale, board_words, due_words as words, return_words};
use crate::ui::shell::Shell;
use crate::ui::table::{Cell, Column, Table};

use super::standing::Standing;

/// Leads to the page's list as a file.
pub(super) fn download(shell: &Shell, title: &str) -> AnyView {
    let name = Suffix::Csv.extension().to_uppercase();
    let label = board_words::download_as(shell.locale, title, &name);
    view! {
        <p class="downloads">
            {board_words::download(shell.locale)}" "
            <a href=shell.page.file(Suffix::Csv, &shell.filters) aria-label=label>{name}</a>
        </p>
    }
    .into_any()
}

/// One row for each return. `own` where the unit's own people ask, who know of
/// their draft. Days are written as in ISO 8601, moments in Beijing time.
pub(super) fn table(locale: Locale, caption: String, dues: &[Due], own: bool) -> Table {
    let columns = [
        words::column_programme(locale),
        words::column_code(locale),
        words::column_unit(locale),
        words::column_quarter(locale),
        words::column_status(locale),
        words::column_timing(locale),
        words::column_due(locale),
        words::column_submitted(locale),
        words::column_reason(locale),
        words::column_reminded(locale),
    ]
    .map(Column::text)
    .to_vec();
    let rows = dues.iter().map(|due| row(locale, due, own)).collect();
    Table { caption, columns, rows, totals: 0 }
}

/// One row for each listed unit and quarter, where a unit stands for those that
/// belong to it.
pub(super) fn counted(locale: Locale, caption: String, standing: &Standing) -> Table {
    let columns = [
        words::column_programme(locale),
        words::column_code(locale),
        words::column_unit(locale),
        words::column_quarter(locale),
        words::column_units(locale),
        words::filed_count(locale),
        words::approved_count(locale),
    ]
    .map(Column::text)
    .to_vec();
    let look = &standing.look;
    let mut rows = Vec::new();
    for unit in &look.units {
        for quarter in &look.quarters {
            let counts = standing.counts(unit, *quarter);
            let row = [
                look.programme.code.clone(),
                unit.code.clone(),
                locale.name(&unit.name).to_owned(),
                quarter.to_string(),
                counts.all.to_string(),
                counts.filed.to_string(),
                counts.approved.to_string(),
            ];
            rows.push(row.map(Cell::text).to_vec());
        }
    }
    Table { caption, columns, rows, totals: 0 }
}

fn row(locale: Locale, due: &Due, own: bool) -> Vec<Cell> {
    let mark = due.mark();
    let status =
        if own { words::own_mark(locale, mark, due.state()) } else { words::mark(locale, mark) };
    let at = |moment: Option<Moment>| moment.map(return_words::moment).unwrap_or_default();
    let standing = due.standing;
    [
        due.programme.code.clone(),
        due.unit.code.clone(),
        locale.name(&due.unit.name).to_owned(),
        due.quarter.to_string(),
        status.to_owned(),
        words::timeliness(locale, mark, due.timing()).unwrap_or_default(),
        due.last_day().to_string(),
        at(standing.and_then(|standing| standing.first_submitted)),
        standing.and_then(|standing| standing.reason.clone()).unwrap_or_default(),
        at(due.reminder().map(|reminder| reminder.at)),
    ]
    .map(Cell::text)
    .to_vec()
}
