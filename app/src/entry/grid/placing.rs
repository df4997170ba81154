//! Where a pasted block goes, cell by cell, and how each text is read, before
//! anything is changed.

use crate::domain::draft::Part;
use crate::domain::figure::{self, Entry, Field, Notice, Refusal};
use crate::domain::indicator::Indicator;
use crate::domain::series::Absence;
use crate::entry::grid::block::Block;

/// A cell of the form that takes a figure, in the form's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Which line of the form.
    pub line: usize,
    pub part: Part,
    /// Whether it can be changed now.
    pub open: bool,
}

/// How a pasted text is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    Number {
        plain: String,
        notices: Vec<Notice>,
    },
    Blank,
    /// Why there is no figure goes into a control of its own.
    Absent(Absence),
    Refused(Refusal),
    /// The cell is locked.
    Locked,
}

/// One text of the block and its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which cell of the form.
    pub cell: usize,
    pub text: String,
    pub reading: Reading,
}

/// The whole block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub placed: Vec<Placed>,
    /// The texts of a first row that is a heading.
    pub heading: Option<Vec<String>>,
    /// Texts for which there is no cell.
    pub left_over: Vec<String>,
}

/// The words of the form's own column of figures, in both languages: where a
/// block with codes has such a heading, that column is meant.
pub type OwnHeadings<'a> = [&'a str; 2];

/// Finds each text's cell. With the lines' codes in a column, each goes to its
/// line; one column or one row goes down from the cell `at`; more columns go
/// line by line from there. Nothing is wrapped.
#[must_use]
pub fn plan(
    block: &Block,
    at: usize,
    cells: &[Cell],
    lines: &[Indicator],
    headings: OwnHeadings,
) -> Plan {
    let mut block: Vec<Vec<&str>> =
        block.iter().map(|row| row.iter().map(|text| text.trim()).collect()).collect();
    while block.last().is_some_and(|row| row.iter().all(|text| text.is_empty())) {
        block.pop();
    }
    let mut plan = Plan::default();
    if block.len() > 1 && is_heading(block.first()) {
        let heading = block.remove(0);
        plan.heading = Some(heading.into_iter().map(str::to_owned).collect());
    }
    let columns = block.iter().map(Vec::len).max().unwrap_or(0);
    if let Some(codes) = column_of_codes(&block, columns, lines) {
        by_code(&mut plan, &block, codes, cells, lines, headings);
    } else if columns == 1 || block.len() == 1 {
        for (cell, text) in (at..).zip(block.into_iter().flatten()) {
            plan.put(Some(cell), text, cells, lines);
        }
    } else {
        let first = cells.get(at).map_or(0, |cell| cell.line);
        for (row, texts) in block.iter().enumerate() {
            plan.put_row(first + row, texts, cells, lines);
        }
    }
    plan
}

impl Plan {
    /// The texts that would change something, by cell.
    pub fn readable(&self) -> impl Iterator<Item = &Placed> {
        let out =
            |placed: &&Placed| !matches!(placed.reading, Reading::Refused(_) | Reading::Locked);
        self.placed.iter().filter(out)
    }

    fn put(&mut self, cell: Option<usize>, text: &str, cells: &[Cell], lines: &[Indicator]) {
        let of = cell.and_then(|at| Some((at, cells.get(at)?)));
        let of = of.and_then(|(at, cell)| Some((at, cell, lines.get(cell.line)?)));
        let Some((at, cell, line)) = of else {
            if !text.is_empty() {
                self.left_over.push(text.to_owned());
            }
            return;
        };
        let reading = if cell.open { read(text, cell.part, line) } else { Reading::Locked };
        self.placed.push(Placed { cell: at, text: text.to_owned(), reading });
    }

    /// Texts of one row into the cells of one line.
    fn put_row(&mut self, line: usize, texts: &[&str], cells: &[Cell], lines: &[Indicator]) {
        let mut of_line = (0..cells.len()).filter(|at| cells[*at].line == line);
        for text in texts {
            self.put(of_line.next(), text, cells, lines);
        }
    }
}

/// How a text would be read in a cell.
#[must_use]
pub fn read(text: &str, part: Part, line: &Indicator) -> Reading {
    if let Some(absence) = figure::parse_absence(text) {
        return Reading::Absent(absence);
    }
    match figure::parse(text, &field(part, line)) {
        Ok(parsed) => match parsed.entry {
            Entry::Number(number) => {
                Reading::Number { plain: number.to_string(), notices: parsed.notices }
            }
            Entry::Blank => Reading::Blank,
        },
        Err(refusal) => Reading::Refused(refusal),
    }
}

fn field(part: Part, line: &Indicator) -> Field<'_> {
    match (&line.parts, part) {
        (Some(parts), Part::Denominator) => Field::of_part(&parts.denominator),
        (Some(parts), _) => Field::of_part(&parts.numerator),
        (None, _) => Field::of(line),
    }
}

/// A text that cannot have been meant as a figure.
fn is_title(text: &str) -> bool {
    const PLAIN: Field = Field {
        measure_unit_zh: "",
        measure_unit_en: "",
        other_spellings: &[],
        decimals: u8::MAX,
        min: None,
        max: None,
    };
    let title = matches!(
        figure::parse(text, &PLAIN),
        Err(Refusal::NotANumber | Refusal::OtherUnit { .. } | Refusal::Date { .. })
    );
    title && figure::parse_absence(text).is_none() && text.chars().all(|c| !c.is_ascii_digit())
}

fn is_heading(row: Option<&Vec<&str>>) -> bool {
    let Some(row) = row else { return false };
    let mut filled = row.iter().filter(|text| !text.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|text| is_title(text))
}

fn line_of(text: &str, lines: &[Indicator]) -> Option<usize> {
    lines.iter().position(|line| line.code.eq_ignore_ascii_case(text))
}

/// The column that holds the lines' codes in at least half of the rows.
fn column_of_codes(block: &[Vec<&str>], columns: usize, lines: &[Indicator]) -> Option<usize> {
    (0..columns).find(|column| {
        let codes = block.iter().filter_map(|row| row.get(*column));
        let known = codes.filter(|text| line_of(text, lines).is_some()).count();
        known > 0 && known * 2 >= block.len()
    })
}

fn by_code(
    plan: &mut Plan,
    block: &[Vec<&str>],
    codes: usize,
    cells: &[Cell],
    lines: &[Indicator],
    headings: OwnHeadings,
) {
    let named = plan.heading.as_ref().and_then(|heading| {
        let own = |text: &String| headings.iter().any(|own| text.contains(own));
        (codes + 1..heading.len()).find(|column| heading.get(*column).is_some_and(own))
    });
    let columns = block.iter().map(Vec::len).max().unwrap_or(0);
    let readable = |column: &usize| {
        block
            .iter()
            .filter_map(|row| row.get(*column))
            .any(|text| !text.is_empty() && !is_title(text) && line_of(text, lines).is_none())
    };
    let Some(values) = named.or_else(|| (codes + 1..columns).find(readable)) else {
        plan.left_over.extend(block.iter().flatten().map(|text| (*text).to_owned()));
        return;
    };
    for row in block {
        let line = row.get(codes).and_then(|code| line_of(code, lines));
        let parts = line.map_or(1, |line| lines.get(line).map_or(1, Indicator::cells));
        let end = row.len().min(values + parts);
        let texts = row.get(values..end).unwrap_or_default();
        match line {
            Some(line) => plan.put_row(line, texts, cells, lines),
            None => texts.iter().for_each(|text| plan.put(None, text, cells, lines)),
        }
    }
}

#[cfg(test)]
#[path = "placing_tests.rs"]
mod tests;
