//! Charts that the spreadsheet draws itself, from the table beside them.
//!
//! Spreadsheets draw a text as zero. Where a figure is missing, the chart
//! therefore reads a copy of the numbers on a hidden sheet, in which the cell
//! is blank and the chart has a gap.

use app::domain::summary::{Chart as Drawing, Drawing as Kind, Drawn, Row, Table};
use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartEmptyCells, ChartFont, ChartLegendPosition, ChartRange,
    ChartType, Worksheet, XlsxError,
};

use super::names;
use super::number;
use super::sheet::HEAD;
use crate::export::exact::as_double;

/// The hidden sheet.
pub(super) const COPY: &str = "charts";
/// How the scale's numbers are shown.
const SCALE: &str = "#,##0";
/// In pixels.
const WIDTH: u32 = 720;
const LEAST_HIGH: u32 = 360;
const ROW_HIGH: u32 = 24;
/// Columns beside which a chart is out of sight.
const FAR: usize = 9;

/// Where the numbers of a chart stand: the table's own cells, or the copy's.
struct Source<'a> {
    sheet: &'a str,
    /// Of the headings.
    head: u32,
    /// Beneath it, how many are drawn.
    rows: u32,
    /// Column of the categories, columns of the values.
    categories: u16,
    values: Vec<u16>,
}

/// The part of the hidden sheet that is written so far.
pub(super) struct Copies<'a> {
    pub(super) to: &'a mut Worksheet,
    pub(super) next: u32,
}

/// Draws the chart onto the sheet of its table.
pub(super) fn draw(
    to: &mut Worksheet,
    copies: &mut Copies,
    sheet: &str,
    table: &Table,
    chart: &Drawing,
    drawn: &Drawn,
) -> Result<(), XlsxError> {
    if table.rows.is_empty() || drawn.values.is_empty() {
        return Ok(());
    }
    let source = match whole(table, drawn) {
        Some(rows) => Source {
            sheet,
            head: HEAD,
            rows: count(rows),
            categories: place(drawn.categories),
            values: drawn.values.iter().map(|at| place(*at)).collect(),
        },
        None => copied(copies, table, drawn)?,
    };
    let mut picture = made(drawn.kind, &source);
    let title = picture.title();
    title.set_name(&ChartRange::new_from_range(sheet, 0, 0, 0, 0));
    title.set_font(ChartFont::new().set_size(12));
    picture
        .set_alt_text(names::short(&chart.description, 255))
        .set_name(names::short(&chart.title, 200))
        .set_width(WIDTH)
        .set_height(height(drawn.kind, table.rows.len()))
        .show_empty_cells_as(ChartEmptyCells::Gaps);
    let beside = table.columns.len();
    let (row, column) = if beside < FAR {
        (HEAD, place(beside + 1))
    } else {
        (HEAD + count(table.rows.len()) + 2, 0)
    };
    to.insert_chart(row, column, &picture)?;
    Ok(())
}

/// How many rows are drawn where the table can be drawn as it is: totals stand
/// at its end, and every cell before holds a number, as a number.
fn whole(table: &Table, drawn: &Drawn) -> Option<usize> {
    let rows = table.rows.iter().take_while(|row| !row.total).count();
    let (before, after) = table.rows.split_at_checked(rows)?;
    let number = |row: &Row, at: usize| {
        let number = row.cells.get(at).and_then(number::shown);
        number.is_some_and(|number| as_double(&number).is_some())
    };
    let all = before.iter().all(|row| drawn.values.iter().all(|at| number(row, *at)));
    (rows > 0 && all && after.iter().all(|row| row.total)).then_some(rows)
}

/// Copies what is drawn, without totals and what is no number.
fn copied<'a>(copies: &mut Copies, table: &Table, drawn: &Drawn) -> Result<Source<'a>, XlsxError> {
    let head = copies.next;
    let mut columns = vec![drawn.categories];
    columns.extend(&drawn.values);
    for (column, at) in (0_u16..).zip(&columns) {
        let name = table.columns.get(*at).map_or("", |column| &column.name);
        copies.to.write_string(head, column, names::cell(name))?;
    }
    let rows: Vec<&Row> = table.rows.iter().filter(|row| !row.total).collect();
    for (row, content) in (head + 1..).zip(&rows) {
        for (column, at) in (0_u16..).zip(&columns) {
            let Some(cell) = content.cells.get(*at) else { continue };
            let number = number::shown(cell).and_then(|number| as_double(&number));
            match number.filter(|_| column > 0) {
                Some(number) => copies.to.write_number(row, column, number)?,
                None if column == 0 => {
                    copies.to.write_string(row, column, names::cell(&cell.text))?
                }
                None => continue,
            };
        }
    }
    let rows = count(rows.len());
    copies.next = head + rows + 2;
    Ok(Source {
        sheet: COPY,
        head,
        rows,
        categories: 0,
        values: (1..=place(drawn.values.len())).collect(),
    })
}

fn made(kind: Kind, source: &Source) -> Chart {
    let range = |first: (u32, u16), last: (u32, u16)| {
        ChartRange::new_from_range(source.sheet, first.0, first.1, last.0, last.1)
    };
    let (first, last) = (source.head + 1, source.head + source.rows);
    let column = |at: u16| range((first, at), (last, at));
    match kind {
        Kind::Bars => {
            let mut chart = Chart::new(ChartType::Bar);
            if let Some(at) = source.values.first() {
                let series = chart.add_series();
                series
                    .set_categories(&column(source.categories))
                    .set_values(&column(*at))
                    .set_name(&range((source.head, *at), (source.head, *at)))
                    .set_gap(40);
            }
            chart.legend().set_hidden();
            // The first row on top, as in the table; the scale beneath.
            chart.y_axis().set_reverse();
            chart.x_axis().set_label_position(ChartAxisLabelPosition::High).set_num_format(SCALE);
            chart
        }
        Kind::StackedColumns => {
            let mut chart = Chart::new(ChartType::ColumnStacked);
            let ends = source.values.first().zip(source.values.last());
            for row in first..=last {
                let Some((from, to)) = ends else { break };
                let series = chart.add_series();
                series
                    .set_categories(&range((source.head, *from), (source.head, *to)))
                    .set_values(&range((row, *from), (row, *to)))
                    .set_name(&range((row, source.categories), (row, source.categories)))
                    .set_gap(40);
            }
            chart.legend().set_position(ChartLegendPosition::Right);
            chart.y_axis().set_num_format(SCALE);
            chart
        }
        Kind::Lines => {
            let mut chart = Chart::new(ChartType::Line);
            for at in &source.values {
                let series = chart.add_series();
                series
                    .set_categories(&column(source.categories))
                    .set_values(&column(*at))
                    .set_name(&range((source.head, *at), (source.head, *at)));
            }
            chart.legend().set_position(ChartLegendPosition::Bottom);
            // Rows are latest first; time runs to the right.
            chart.x_axis().set_reverse();
            chart.y_axis().set_label_position(ChartAxisLabelPosition::High).set_num_format(SCALE);
            chart
        }
    }
}

fn height(kind: Kind, rows: usize) -> u32 {
    match kind {
        Kind::Bars => (count(rows) * ROW_HIGH + 120).clamp(LEAST_HIGH, 1_200),
        Kind::StackedColumns | Kind::Lines => LEAST_HIGH,
    }
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

fn place(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
