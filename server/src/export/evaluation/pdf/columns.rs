//! How wide a table's columns are, and whether it takes a page turned on its
//! side or several parts. Nothing of a table is ever cut: the text shrinks, the
//! page is turned, and at last the columns go on in a next part.
//!
//! Widths of text are estimated in thousandths of an em, from the advances of
//! the sans family; lengths are tenths of a point.

use app::domain::summary::{Cell, Column, Row, Table};

/// How a table is laid out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fitted {
    /// On a page turned on its side.
    pub(super) flipped: bool,
    /// Size of the text, in tenths of a point.
    pub(super) size: u32,
    /// One, unless even a page on its side is too narrow.
    pub(super) parts: Vec<Vec<Width>>,
}

/// A column of a part: its place in the table, and how wide it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Width {
    pub(super) column: usize,
    pub(super) tenths: u32,
}

/// The type area: 156 × 225 mm, and 245 × 152 mm.
const UPRIGHT: (u32, u32) = (4_422, 6_370);
const FLIPPED: (u32, u32) = (6_944, 4_300);
/// What is tried: flipped or not, the size of the text, and what a page of it
/// costs in hundredths, since small text is read with less ease.
const TRIED: [(bool, u32, u64); 7] = [
    (false, 90, 100),
    (false, 85, 104),
    (false, 80, 110),
    (false, 75, 120),
    (true, 90, 100),
    (true, 80, 110),
    (true, 75, 120),
];
/// What turning the page costs, in thousandths of one: what stays empty before
/// and after.
const TURNING: u64 = 600;
/// Left and right of a cell's text; above and below it, with the line.
pub(super) const INSET: u32 = 35;
const BETWEEN: u32 = 70;
/// A column of text is given this much where its text is longer.
const COMFORT: u32 = 7_000;
/// A heading of a column of numbers may be broken down to this.
const HEADING: u32 = 4_500;

/// What a column asks for, in thousandths of an em.
#[derive(Clone, Copy)]
struct Want {
    /// Narrower than this it cannot be read.
    least: u32,
    /// With this no line is broken.
    whole: u32,
}

pub(super) fn fit(table: &Table) -> Fitted {
    let cells = |at: usize| table.rows.iter().filter_map(move |row| row.cells.get(at));
    let wants: Vec<Want> =
        table.columns.iter().enumerate().map(|(at, column)| want(column, cells(at))).collect();
    let all: Vec<usize> = (0..wants.len()).collect();
    let count = u64::try_from(table.rows.len()).unwrap_or(u64::MAX);
    let mut best: Option<(u64, Fitted)> = None;
    for (flipped, size, cost) in TRIED {
        let (room, height) = if flipped { FLIPPED } else { UPRIGHT };
        if least(&all, &wants, size) > room {
            continue;
        }
        let widths = shared_out(&all, &wants, size, room);
        let turning = if flipped { TURNING } else { 0 };
        let (tall, lines) = paper(table, &widths, size);
        // A fifth for each line more than one that a row has on average.
        let cost = cost * (80 + 20 * lines / count.max(1));
        let cost = (tall * 1_000 / u64::from(height) + turning) * cost;
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, Fitted { flipped, size, parts: vec![widths] }));
        }
    }
    best.map_or_else(|| in_parts(&wants), |(_, fitted)| fitted)
}

/// How much of the height of pages the rows take, in tenths of a point, and how
/// many lines they have.
fn paper(table: &Table, widths: &[Width], size: u32) -> (u64, u64) {
    let of_row = |row: &Row| {
        let lines = widths.iter().filter_map(|width| {
            let text = &row.cells.get(width.column)?.text;
            let room = width.tenths.saturating_sub(2 * INSET) * 1_000 / size;
            Some(text.split('\n').map(|line| lines(line, room)).fold(0, u32::saturating_add))
        });
        u64::from(lines.max().unwrap_or(1))
    };
    let lines: u64 = table.rows.iter().map(of_row).sum();
    let rows = u64::try_from(table.rows.len()).unwrap_or(u64::MAX);
    (lines * u64::from(size * 13 / 10) + rows.saturating_mul(BETWEEN.into()), lines)
}

/// How many lines the text takes where each has so much room.
fn lines(text: &str, room: u32) -> u32 {
    let (mut lines, mut line) = (1_u32, 0_u32);
    for word in words(text) {
        let width = advance(word);
        if line > 0 && line.saturating_add(width) > room {
            (lines, line) = (lines.saturating_add(1), 0);
        }
        line = line.saturating_add(width);
        // What is longer than a line is broken anywhere.
        let over = line.saturating_sub(1) / room.max(1);
        (lines, line) = (lines.saturating_add(over), line - over * room);
    }
    lines
}

/// What is not broken: a word of Latin letters with the space behind it, an
/// ideograph, a short text in brackets.
fn words(text: &str) -> impl Iterator<Item = &str> {
    /// Longer brackets are broken.
    const BRACKETS: usize = 12;
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let bracketed = is_open(first).then(|| {
            let mut within = rest.char_indices().take(BRACKETS + 2);
            within.find(|(_, c)| matches!(c, ')' | '）')).map(|(at, c)| at + c.len_utf8())
        });
        let word = || {
            let mut letters = rest.char_indices();
            letters.find_map(|(at, c)| match c {
                c if at > 0 && is_open(c) => Some(at),
                c if c.is_whitespace() || c >= '\u{2e80}' => Some(at + c.len_utf8()),
                _ => None,
            })
        };
        let end = bracketed.flatten().or_else(word).unwrap_or(rest.len());
        let (word, behind) = rest.split_at_checked(end)?;
        rest = behind;
        Some(word)
    })
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '（')
}

fn in_parts(wants: &[Want]) -> Fitted {
    let size = TRIED.last().map_or(75, |(_, size, _)| *size);
    let parts = parts(wants, size);
    let parts = parts.iter().map(|part| shared_out(part, wants, size, FLIPPED.0));
    Fitted { flipped: true, size, parts: parts.collect() }
}

fn want<'a>(column: &Column, cells: impl Iterator<Item = &'a Cell>) -> Want {
    let name = extent(&column.name);
    let unit = column.unit.as_deref().map_or(0, extent);
    let heading = word(&column.name).max(name.min(HEADING)).max(unit.min(COMFORT));
    let mut want = Want { least: heading, whole: name.max(unit) };
    for cell in cells {
        // The sign hangs outside.
        let whole = extent(cell.text.trim_end_matches('*'));
        let least = match &cell.number {
            Some(_) => whole,
            // The word for a number that is not there.
            None if column.numeric => word(&cell.text),
            None => word(&cell.text).max(whole.min(COMFORT)),
        };
        want = Want { least: want.least.max(least), whole: want.whole.max(whole) };
    }
    want
}

/// The widest line.
fn extent(text: &str) -> u32 {
    text.split('\n').map(advance).max().unwrap_or_default()
}

/// The widest that is not broken ([`words`]).
fn word(text: &str) -> u32 {
    /// Longer ones are broken ([`super::settable::breakable`]).
    const LONGEST: u32 = 14_000;
    words(text).map(|word| advance(word.trim_end())).max().unwrap_or(0).clamp(1_000, LONGEST)
}

fn advance(text: &str) -> u32 {
    text.chars().map(of).fold(0, u32::saturating_add)
}

fn of(c: char) -> u32 {
    match c {
        ' ' | '.' | ',' | ':' | ';' | '\'' | 'i' | 'j' | 'l' | '|' | 'I' => 300,
        '(' | ')' | '[' | ']' | '/' | '-' | 'f' | 'r' | 't' => 400,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 950,
        'A'..='Z' => 700,
        '\u{21}'..='\u{7e}' => 570,
        '−' => 570,
        _ => 1_000,
    }
}

/// Thousandths of an em at a size, in tenths of a point, rounded up.
fn tenths(width: u32, size: u32) -> u32 {
    width.saturating_mul(size).div_ceil(1_000)
}

fn least(columns: &[usize], wants: &[Want], size: u32) -> u32 {
    columns.iter().filter_map(|at| wants.get(*at)).fold(0, |sum: u32, want| {
        sum.saturating_add(tenths(want.least, size)).saturating_add(2 * INSET)
    })
}

/// What is left over is given first to text that would be broken, to those who
/// lack little before those who lack much, then to all alike, so that tables
/// end where the type area does.
fn shared_out(columns: &[usize], wants: &[Want], size: u32, room: u32) -> Vec<Width> {
    let mut spare = room.saturating_sub(least(columns, wants, size));
    let mut wanted: Vec<(usize, Want)> =
        columns.iter().filter_map(|at| Some((*at, *wants.get(*at)?))).collect();
    wanted.sort_by_key(|(_, want)| want.whole.saturating_sub(want.least));
    let mut left = u32::try_from(wanted.len()).unwrap_or(u32::MAX);
    let mut widths = Vec::with_capacity(wanted.len());
    for (column, want) in wanted {
        let lack = tenths(want.whole, size).saturating_sub(tenths(want.least, size));
        let more = lack.min(spare / left.max(1));
        spare -= more;
        left -= 1;
        widths.push(Width { column, tenths: tenths(want.least, size) + 2 * INSET + more });
    }
    let each = spare / u32::try_from(widths.len()).unwrap_or(u32::MAX).max(1);
    for width in &mut widths {
        width.tenths += each;
    }
    widths.sort_by_key(|width| width.column);
    widths
}

/// The first column, which names the rows, with as many others as fit.
fn parts(wants: &[Want], size: u32) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for column in 1..wants.len() {
        let grown = parts.last().map(|part| [part.as_slice(), &[column]].concat());
        match (grown, parts.last_mut()) {
            (Some(grown), Some(last)) if least(&grown, wants, size) <= FLIPPED.0 => *last = grown,
            _ => parts.push(vec![0, column]),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use app::domain::decimal::Decimal;

    use super::*;

    fn table(columns: usize, number: &str) -> Table {
        let exact: Decimal = number.replace(',', "").parse().expect("a number");
        let numbers = (1..columns).map(|_| Cell::number(number, exact.clone(), 1));
        let names = (1..columns).map(|at| Column::number(format!("2026-{at}"), None));
        Table {
            code: "t".into(),
            title: "t".into(),
            columns: [Column::text("单位")].into_iter().chain(names).collect(),
            rows: vec![Row {
                cells: [Cell::text("广西壮族自治区")].into_iter().chain(numbers).collect(),
                total: false,
            }],
            notes: Vec::new(),
        }
    }

    fn total(part: &[Width]) -> u32 {
        part.iter().map(|width| width.tenths).sum()
    }

    #[test]
    fn few_columns_stay_upright_and_fill_the_type_area() {
        let fitted = fit(&table(4, "12,345.6"));
        assert_eq!((fitted.flipped, fitted.size, fitted.parts.len()), (false, 90, 1));
        assert!((UPRIGHT.0 - 4..=UPRIGHT.0).contains(&total(&fitted.parts[0])), "{fitted:?}");
    }

    #[test]
    fn more_columns_shrink_then_turn_the_page_then_go_on_in_a_next_part() {
        let steps: Vec<(bool, u32, usize)> = (2..60)
            .map(|columns| fit(&table(columns, "1,234,567.8")))
            .map(|fitted| (fitted.flipped, 90 - fitted.size, fitted.parts.len()))
            .collect();
        assert!(steps.is_sorted_by_key(|(flipped, _, parts)| (*parts, *flipped)), "{steps:?}");
        assert_eq!(steps.first(), Some(&(false, 0, 1)));
        assert!(steps.iter().any(|(flipped, smaller, _)| !flipped && *smaller > 0), "{steps:?}");
        assert!(steps.contains(&(true, 0, 1)) && steps.contains(&(true, 15, 1)), "{steps:?}");
        assert!(steps.last().is_some_and(|last| last.2 > 3), "{steps:?}");
    }

    #[test]
    fn long_text_takes_the_paper_that_needs_less_of_it() {
        let mut wordy = table(3, "1.0");
        for at in 0..6 {
            wordy.columns.push(Column::text(format!("{at}")));
            wordy.rows[0].cells.push(Cell::text("说明文字很长需要很多行".repeat(2)));
        }
        wordy.rows = vec![wordy.rows[0].clone(); 40];
        assert!(fit(&wordy).flipped);
    }

    #[test]
    fn every_part_names_its_rows_and_no_column_is_lost_or_twice() {
        let fitted = fit(&table(47, "1,234,567.8"));
        let mut seen = Vec::new();
        for part in &fitted.parts {
            assert_eq!(part[0].column, 0);
            assert!(total(part) <= FLIPPED.0);
            seen.extend(part[1..].iter().map(|width| width.column));
        }
        assert_eq!(seen, (1..47).collect::<Vec<_>>());
    }

    #[test]
    fn text_is_broken_where_it_may_be() {
        let broken = |text| words(text).collect::<Vec<_>>();
        assert_eq!(broken("not filed"), ["not ", "filed"]);
        assert_eq!(broken("回收（吨）"), ["回", "收", "（吨）"]);
        assert_eq!(broken("+4.2%（可比 14/17）"), ["+4.2%", "（可比 14/17）"]);
        assert_eq!((lines("not filed", 3_000), lines("not filed", 9_000)), (2, 1));
        assert_eq!((lines("一二三四五", 2_000), lines("", 2_000)), (3, 1));
    }

    #[test]
    fn a_number_is_never_broken() {
        let number = "123,456,789,012,345.67";
        for part in fit(&table(12, number)).parts {
            for width in &part[1..] {
                assert!(width.tenths >= tenths(advance(number), 75) + 2 * INSET);
            }
        }
    }

    #[test]
    fn endless_text_in_one_cell_does_not_widen_the_table() {
        let mut endless = table(3, "1.0");
        endless.rows[0].cells[0] = Cell::text("长".repeat(100_000));
        endless.columns[1].name = "x".repeat(100_000);
        let fitted = fit(&endless);
        assert_eq!(fitted.parts.len(), 1);
        assert!(total(&fitted.parts[0]) <= FLIPPED.0);
    }
}
