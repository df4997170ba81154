//! From cells to lines: where the table stands, which row is whose, what each
//! cell says.

use std::collections::{BTreeMap, HashMap};

use app::domain::draft::{COMPILER, HEAD, Part};
use app::domain::indicator::Indicator;
use app::domain::upload::{CellFault, FileRefusal, Filled, FilledLine, Why};
use app::locale::{Locale, template_words as words};

use super::Expected;
use super::reading::put;
use crate::export::template::line::{Row, rows_of};
use crate::import::office::cells::{Cells, Content};
use crate::import::office::{address, number};

/// Whether a sheet of that name is the form.
pub(super) fn is_form(name: &str) -> bool {
    Locale::ALL.iter().any(|locale| words::sheet(*locale) == name)
}

/// Where the columns that are read stand.
struct Columns {
    /// The head's row.
    row: u32,
    code: u32,
    value: u32,
    absence: u32,
    note: u32,
    explanation: u32,
}

/// Reads the table and the foot.
pub(super) fn read(cells: &Cells, expected: &Expected) -> Result<Filled, FileRefusal> {
    let columns =
        Locale::ALL.iter().find_map(|locale| head(cells, *locale)).ok_or(FileRefusal::NoTable)?;
    let form: Vec<&Indicator> =
        expected.programme.form_of(expected.unit, expected.quarter).collect();
    let known: HashMap<String, (&Indicator, Row)> = form
        .iter()
        .flat_map(|indicator| {
            rows_of(indicator).into_iter().map(move |(row, code)| (code, (*indicator, row)))
        })
        .collect();
    let mut reading =
        Reading { cells, columns: &columns, filled: Filled::default(), seen: HashMap::new() };
    let mut end = u32::MAX;
    let mut rows: Vec<u32> =
        cells.range((columns.row + 1, 0)..).map(|((row, _), _)| *row).collect();
    rows.dedup();
    for row in rows {
        let code = text_at(cells, row, columns.code).unwrap_or_default();
        let code = code.trim();
        if Locale::ALL.iter().any(|locale| ends(*locale, code)) {
            end = row;
            break;
        }
        match known.get(code) {
            Some((indicator, kind)) => reading.line(row, code, indicator, *kind),
            None => reading.unknown(row, code),
        }
    }
    let mut filled = reading.filled;
    // A ratio of which a part is missing is not whole.
    let complete = |indicator: &Indicator| {
        rows_of(indicator).iter().all(|(_, code)| reading.seen.contains_key(code))
    };
    for indicator in form.into_iter().filter(|indicator| !complete(indicator)) {
        filled.lines.remove(&indicator.code);
    }
    foot(cells, end, &mut filled);
    Ok(filled)
}

/// The row that names all columns, in that language.
fn head(cells: &Cells, locale: Locale) -> Option<Columns> {
    let mut rows: BTreeMap<u32, HashMap<String, u32>> = BTreeMap::new();
    for ((row, column), cell) in cells {
        if let Content::Text(text) = &cell.content {
            rows.entry(*row).or_default().entry(text.trim().to_owned()).or_insert(*column);
        }
    }
    rows.into_iter().find_map(|(row, names)| {
        let column = |name: &str| names.get(name).copied();
        Some(Columns {
            row,
            code: column(words::code(locale))?,
            value: column(words::value(locale))?,
            absence: column(words::absence(locale))?,
            note: column(words::note(locale))?,
            explanation: column(words::explanation(locale))?,
        })
    })
}

/// What stands beneath the table.
fn ends(locale: Locale, text: &str) -> bool {
    [words::checks(locale), words::guide_title(locale), words::head_of_unit(locale)].contains(&text)
}

/// The texts beside the labels of the foot, which begins at that row.
fn foot(cells: &Cells, from: u32, filled: &mut Filled) {
    let labels =
        |locale| [(words::head_of_unit(locale), HEAD), (words::compiler(locale), COMPILER)];
    let labels: Vec<_> = Locale::ALL.into_iter().flat_map(labels).collect();
    for ((row, column), cell) in cells.range((from, 0)..) {
        let Content::Text(label) = &cell.content else { continue };
        let Some((_, name)) = labels.iter().find(|(known, _)| *known == label.trim()) else {
            continue;
        };
        // The first cell that holds anything, up to the next label.
        let beside = cells.range((*row, column + 1)..(*row + 1, 0)).next();
        let beside = beside.filter(|(_, cell)| match &cell.content {
            Content::Text(text) => !is_label(text),
            _ => true,
        });
        let mut line = FilledLine::default();
        if let Some(((row, column), cell)) = beside {
            put(&mut line, Part::Value, (*row, *column), cell);
        }
        filled.lines.entry((*name).to_owned()).or_insert(line);
    }
}

/// Whether the text names a field of the foot.
fn is_label(text: &str) -> bool {
    let text = text.trim();
    let labels =
        |locale| [words::head_of_unit(locale), words::compiler(locale), words::filed_on(locale)];
    Locale::ALL.into_iter().flat_map(labels).any(|label| label == text)
}

struct Reading<'a> {
    cells: &'a Cells,
    columns: &'a Columns,
    filled: Filled,
    /// Codes found, and in which row.
    seen: HashMap<String, u32>,
}

impl Reading<'_> {
    fn line(&mut self, row: u32, code: &str, indicator: &Indicator, kind: Row) {
        let columns = self.columns;
        if let Some(first) = self.seen.insert(code.to_owned(), row) {
            let first = address::written(first, columns.code);
            self.fault(row, columns.code, Why::DuplicateLine { code: code.to_owned(), first });
            return;
        }
        let line = self.filled.lines.entry(indicator.code.clone()).or_default();
        let value = self.cells.get(&(row, columns.value));
        let part = match kind {
            Row::Whole if indicator.parts.is_some() => None,
            Row::Whole => Some(Part::Value),
            Row::Numerator => Some(Part::Numerator),
            Row::Denominator => Some(Part::Denominator),
        };
        let at = (row, columns.value);
        match (part, value) {
            (Some(part), Some(cell)) => put(line, part, at, cell),
            // A cell to be filled in has its address even while it is empty.
            (Some(part), None) => {
                line.addresses.insert(part, address::written(at.0, at.1));
            }
            (None, Some(cell)) if !cell.formula => {
                line.faults.push(fault(at, Why::RatioByParts));
            }
            (None, _) => {}
        }
        let rest = [
            (Part::Absence, columns.absence),
            (Part::Note, columns.note),
            (Part::Explanation, columns.explanation),
        ];
        for (part, column) in rest {
            let at = (row, column);
            let cell = self.cells.get(&at);
            match cell {
                Some(_) if kind != Row::Whole => {
                    let code = indicator.code.clone();
                    line.faults.push(fault(at, Why::BelongsAbove { code }));
                }
                Some(cell) => put(line, part, at, cell),
                None if kind == Row::Whole => {
                    line.addresses.insert(part, address::written(row, column));
                }
                None => {}
            }
        }
    }

    /// A row of no line: nothing may be filled in there. Sections have their
    /// name in the column of codes and nothing else.
    fn unknown(&mut self, row: u32, code: &str) {
        let columns = self.columns;
        let filled = [columns.value, columns.absence, columns.note, columns.explanation]
            .into_iter()
            .find(|column| self.cells.contains_key(&(row, *column)));
        if let Some(column) = filled {
            self.fault(row, column, Why::UnknownLine { code: code.to_owned() });
        }
    }

    fn fault(&mut self, row: u32, column: u32, why: Why) {
        self.filled.faults.push(fault((row, column), why));
    }
}

pub(super) fn fault((row, column): (u32, u32), why: Why) -> CellFault {
    CellFault { address: Some(address::written(row, column)), why }
}

fn text_at(cells: &Cells, row: u32, column: u32) -> Option<String> {
    match &cells.get(&(row, column))?.content {
        Content::Text(text) => Some(text.clone()),
        Content::Number(number, _) => number::plain(number),
        _ => None,
    }
}
