//! How much: the key figures with their changes, the volume through the
//! quarters, the outlets.

use super::table::taken_over;
use super::{Material, section};
use crate::domain::indicator::Indicator;
use crate::domain::summary::{Block, Chart, Drawing, Drawn, Section, Table};
use crate::exhibit::indicator_exhibits::{by_unit, through_quarters, through_time};
use crate::exhibit::{Exhibit, Picture, indicator_table};
use crate::locale::{board_words, evaluation_words as words};
use crate::ui::shell::Shell;

/// Width of a chart in the document, in pixels: the width of the type area.
const WIDTH: u32 = 680;

/// All indicators of the scope in the quarter, the leading ones by name first.
pub(super) fn key_figures(shell: &Shell, material: &Material) -> Option<Section> {
    let locale = material.locale;
    let table = indicator_table::of_scope(
        shell,
        material.programme,
        &material.facts,
        material.who(),
        material.quarter,
    );
    let mut table = taken_over("key-figures", &table.caption, &table);
    let incomplete = table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.unsettled);
    if incomplete {
        table.notes.push(board_words::incomplete_note(locale).to_owned());
    }
    table.notes.push(words::like_for_like(locale).to_owned());
    Some(section("key-figures", board_words::key_figures(locale), vec![Block::Table(table)]))
}

/// The volume by quarter, stacked by unit; of one unit, its line.
pub(super) fn volumes(shell: &Shell, material: &Material) -> Option<Section> {
    let programme = material.programme;
    let indicator = material.named(programme.volume_indicator.as_ref())?;
    let last = material.quarter;
    let exhibit = match material.unit {
        Some(unit) => through_time(shell, programme, unit, &material.facts, indicator, last),
        None => through_quarters(shell, programme, &material.facts, indicator, last),
    };
    Some(section(
        "volumes",
        &words::volumes(material.locale, material.locale.name(&indicator.name)),
        shown(material, "volumes", indicator, &exhibit),
    ))
}

/// The outlets by unit; of one unit, through time.
pub(super) fn outlets(shell: &Shell, material: &Material) -> Option<Section> {
    let programme = material.programme;
    let indicator = material.named(programme.outlet_indicator.as_ref())?;
    let last = material.quarter;
    let exhibit = match material.unit {
        Some(unit) => through_time(shell, programme, unit, &material.facts, indicator, last),
        None => by_unit(shell, programme, &material.facts, indicator, last),
    };
    let heading = material.locale.name(&indicator.name).to_owned();
    Some(section("outlets", &heading, shown(material, "outlets", indicator, &exhibit)))
}

/// The chart, and the table that it draws.
fn shown(material: &Material, code: &str, indicator: &Indicator, exhibit: &Exhibit) -> Vec<Block> {
    let locale = material.locale;
    let mut table = taken_over(code, &exhibit.table.caption, &exhibit.table);
    // A board's column says its unit of measure alone, under a heading that
    // says the rest; a sheet of its own does not have that.
    let single = matches!(exhibit.picture, Picture::Bars(_) | Picture::Lines(_));
    if let Some(column) = table.columns.get_mut(1).filter(|_| single) {
        column.name = locale.name(&indicator.name).to_owned();
        column.unit = Some(locale.name(&indicator.measure_unit).to_owned());
    }
    let chart = Chart {
        code: format!("{code}-chart"),
        title: exhibit.title.clone(),
        subtitle: exhibit.subtitle.clone(),
        description: exhibit.description.clone(),
        svg: exhibit.drawn_in_page(locale, &format!("{code}-{}", indicator.code), WIDTH),
        drawn: drawn(exhibit, &table),
    };
    let mut blocks = vec![Block::Chart(chart)];
    blocks.push(Block::Table(last_columns(table)));
    blocks
}

/// Columns of quarters that stand beside each other on a page.
const BESIDE: usize = 8;

/// A table with a column for each of many quarters says the last ones.
fn last_columns(mut table: Table) -> Table {
    let over = table.columns.len().saturating_sub(BESIDE + 1);
    if over > 0 {
        table.columns.drain(1..=over);
        for row in &mut table.rows {
            row.cells.drain(1..=over);
        }
    }
    table
}

/// How programs draw it for themselves.
fn drawn(exhibit: &Exhibit, table: &Table) -> Option<Drawn> {
    let (kind, values) = match exhibit.picture {
        Picture::Bars(_) => (Drawing::Bars, vec![1]),
        Picture::Lines(_) => (Drawing::Lines, vec![1]),
        Picture::Stack(_) => {
            let columns = table.columns.len().min(BESIDE + 1);
            (Drawing::StackedColumns, (1..columns).collect())
        }
        Picture::Tiles(_) | Picture::Path(_) | Picture::SmallMultiples(_) => return None,
    };
    Some(Drawn { table: table.code.clone(), kind, categories: 0, values })
}
