//! The cells of one sheet as a stream: only those that hold something are
//! kept, and few enough of them.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use app::domain::upload::FileRefusal;

use super::package::{Package, damaged};
use super::strings::unescaped;
use super::style::Shown;
use super::xml::{Token, Xml};
use super::{Limits, address};

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// A number as the file spells it, and how the cell shows it.
    Number(String, Shown),
    Text(String),
    /// A text by its place among the shared ones.
    Shared(usize),
    Truth,
    /// An error of the spreadsheet.
    Error(String),
    Date,
    /// A formula that was never calculated.
    Uncalculated,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) content: Content,
    /// Whether it is a formula's result.
    pub(crate) formula: bool,
}

/// Cells by row and column, both from 0.
pub(crate) type Cells = BTreeMap<(u32, u32), Cell>;

/// One cell while it is read.
#[derive(Default)]
struct Open {
    kind: String,
    style: usize,
    formula: bool,
    /// Whether there is a value at all, and what it is.
    value: Option<String>,
}

/// Which text is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Value,
    /// A piece of a text that stands in the cell itself.
    Piece,
}

/// The sheet's cells; far ones and too many are refused.
pub(crate) fn read(
    package: &Package,
    part: &str,
    formats: &[Shown],
    limits: &Limits,
) -> Result<Cells, FileRefusal> {
    let mut cells = Cells::new();
    each(package, part, formats, limits, |place, cell| {
        cells.insert(place, cell);
        if cells.len() > limits.cells {
            return Err(FileRefusal::TooManyCells { limit: limits.cells });
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(cells)
}

/// Shows each of the sheet's cells that holds something, in the file's order,
/// until told to stop; far ones are refused.
pub(crate) fn each(
    package: &Package,
    part: &str,
    formats: &[Shown],
    limits: &Limits,
    mut visit: impl FnMut((u32, u32), Cell) -> Result<ControlFlow<()>, FileRefusal>,
) -> Result<(), FileRefusal> {
    let mut xml = Xml::open(package, part)?;
    // The next row and column where the file does not say.
    let (mut row, mut column) = (0_u32, 0_u32);
    let mut open: Option<Open> = None;
    let mut inside = Inside::Nothing;
    let mut phonetic = 0_u32;
    let mut text = 0_usize;
    while let Some(token) = xml.next()? {
        match (token, xml.name()) {
            (Token::Start, "row") => {
                if let Some(given) = xml.attribute("r")? {
                    row = given
                        .parse::<u32>()
                        .ok()
                        .and_then(|row| row.checked_sub(1))
                        .ok_or_else(|| damaged(part))?;
                }
                column = 0;
            }
            (Token::End, "row") => row = row.saturating_add(1),
            (Token::Start, "c") => {
                if let Some(given) = xml.attribute("r")? {
                    (row, column) = address::read(&given).ok_or_else(|| damaged(part))?;
                }
                open = Some(Open {
                    kind: xml.attribute("t")?.unwrap_or_default(),
                    style: xml.attribute("s")?.and_then(|style| style.parse().ok()).unwrap_or(0),
                    ..Open::default()
                });
            }
            (Token::End, "c") => {
                let shown = |style| formats.get(style).copied().unwrap_or_default();
                if let Some(cell) = open.take().and_then(|open| closed(open, shown)) {
                    if row >= limits.rows || column >= limits.columns {
                        return Err(FileRefusal::FarCell {
                            address: address::written(row, column),
                        });
                    }
                    if visit((row, column), cell)?.is_break() {
                        return Ok(());
                    }
                }
                column = column.saturating_add(1);
            }
            (Token::Start, "f") => {
                if let Some(open) = &mut open {
                    open.formula = true;
                }
            }
            (Token::Start, "rPh") => phonetic += 1,
            (Token::End, "rPh") => phonetic = phonetic.saturating_sub(1),
            (Token::Start, name @ ("v" | "t")) => {
                inside = match name {
                    "v" => Inside::Value,
                    _ if phonetic == 0 => Inside::Piece,
                    _ => Inside::Nothing,
                };
                if let (Some(open), true) = (&mut open, inside != Inside::Nothing) {
                    open.value.get_or_insert_default();
                }
            }
            (Token::End, "v" | "t") => inside = Inside::Nothing,
            (Token::Text, _) if inside != Inside::Nothing => {
                if let Some(value) = open.as_mut().and_then(|open| open.value.as_mut()) {
                    text += xml.text().len();
                    if text > limits.text {
                        return Err(FileRefusal::TooMuchText { limit: limits.text });
                    }
                    value.push_str(xml.text());
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The cell, or `None` when it holds nothing.
fn closed(open: Open, shown: impl Fn(usize) -> Shown) -> Option<Cell> {
    let formula = open.formula;
    let Some(value) = open.value else {
        return formula.then_some(Cell { content: Content::Uncalculated, formula });
    };
    let content = match open.kind.as_str() {
        "" | "n" if value.trim().is_empty() && formula => Content::Uncalculated,
        "" | "n" => Content::Number(value, shown(open.style)),
        // A number that does not fit is said to be none where it is read.
        "s" => match value.trim().parse() {
            Ok(place) => Content::Shared(place),
            Err(_) => Content::Error(value),
        },
        "str" | "inlineStr" => Content::Text(unescaped(&value)),
        "b" => Content::Truth,
        "d" => Content::Date,
        _ => Content::Error(value),
    };
    let nothing = match &content {
        Content::Text(text) => text.is_empty(),
        Content::Number(number, _) => number.trim().is_empty(),
        _ => false,
    };
    (!nothing).then_some(Cell { content, formula })
}
