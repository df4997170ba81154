//! A table as pages have it becomes one of the document: the same cells.

use crate::domain::decimal::Decimal;
use crate::domain::summary::{Cell, Column, Row, Table};
use crate::ui::table;

/// The page's table under a code and title of its own; drawings are left out.
pub(super) fn taken_over(code: &str, title: &str, from: &table::Table) -> Table {
    let kept: Vec<usize> =
        (0..from.columns.len()).filter(|at| !is_picture(from.columns.get(*at))).collect();
    let columns = kept.iter().filter_map(|at| from.columns.get(*at)).map(column).collect();
    let settled = from.rows.len().saturating_sub(from.totals);
    let rows = from.rows.iter().enumerate().map(|(place, row)| {
        let cells = kept.iter().filter_map(|at| Some((row.get(*at)?, from.columns.get(*at)?)));
        Row {
            cells: cells.map(|(its, column)| cell(its, column.numeric)).collect(),
            total: place >= settled,
        }
    });
    Table {
        code: code.to_owned(),
        title: title.to_owned(),
        columns,
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

fn is_picture(column: Option<&table::Column>) -> bool {
    column.is_some_and(|column| column.pictures)
}

fn column(from: &table::Column) -> Column {
    Column { name: from.name.clone(), unit: None, numeric: from.numeric }
}

pub(super) fn cell(from: &table::Cell, numeric: bool) -> Cell {
    let number =
        if numeric && !from.absent { shown_number(&from.shown, &from.exact) } else { None };
    Cell { text: from.shown.clone(), number, unsettled: from.unsettled }
}

/// The number where the text is nothing but it, with the places shown.
fn shown_number(shown: &str, exact: &str) -> Option<(Decimal, u8)> {
    let number: Decimal = exact.parse().ok()?;
    let digits = shown.trim_end_matches('*');
    let plain = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '−'));
    let places = digits.split_once('.').map_or(0, |(_, behind)| behind.len());
    plain.then(|| u8::try_from(places).ok().map(|places| (number, places))).flatten()
}
