//! How wide the columns of a table are, and in which size and on which way of
//! the sheet it is set: so that no number is broken and no word either, where
//! any of it can be had.

use app::domain::summary::Table;
use app::locale::Locale;

use super::look::{Size, room};
use crate::export::evaluation::heading;
use crate::export::evaluation::plain::plain;

/// Left and right of a cell's text, both.
pub(super) const PADDING: u32 = 140;
/// In a column of Chinese text, so many characters stay side by side, and where
/// it is easily read, in hundredths; the first column names the rows.
const SIDE_BY_SIDE: u32 = 400;
const EASILY: [u32; 2] = [900, 700];
/// A text longer than this is broken anyway; in hundredths of the font size.
const LONG: u32 = 4_000;
/// Cells that are looked at; more of a column say nothing new.
const LOOKED_AT: usize = 2_000;

/// What the words of each column need, in hundredths of the font size.
pub(super) struct Needs(Vec<Need>);

struct Need {
    /// So that nothing is broken that should not be.
    least: u32,
    /// So that it is easily read.
    easy: u32,
    /// So that each cell stands on one line.
    whole: u32,
}

impl Needs {
    pub(super) fn of(table: &Table, locale: Locale) -> Self {
        let needs = table.columns.iter().enumerate().map(|(at, column)| {
            let head = heading(locale, column);
            let mut need = Need {
                least: bold(longest_word(&head)),
                easy: 0,
                whole: bold(width(&head)).min(LONG),
            };
            for row in table.rows.iter().take(LOOKED_AT) {
                let Some(cell) = row.cells.get(at) else { continue };
                let text = plain(&cell.text);
                let set = |width: u32| if row.total { bold(width) } else { width };
                let whole = set(width(&text)).min(LONG);
                let least = if cell.number.is_some() { whole } else { set(longest_word(&text)) };
                need.least = need.least.max(least.min(LONG / 2));
                need.whole = need.whole.max(whole);
            }
            need.whole = need.whole.max(need.least);
            need.easy = need.whole.min(EASILY[at.min(1)]).max(need.least);
            need
        });
        Self(needs.collect())
    }

    fn fit(&self, lying: bool, size: Size, need: impl Fn(&Need) -> u32) -> bool {
        let widths = self.0.iter().map(|of| length(need(of), size) + PADDING);
        widths.sum::<u32>() <= room(lying)
    }

    /// Whether it is too wide for an upright sheet in readable type.
    pub(super) fn must_lie(&self) -> bool {
        !self.fit(false, Size::Small, |need| need.least)
    }

    /// The largest size in which it is easily read; else the largest but the
    /// usual one in which nothing is broken; else the smallest.
    pub(super) fn size(&self, lying: bool) -> Size {
        let easy = [Size::Usual, Size::Small];
        let easy = easy.into_iter().find(|size| self.fit(lying, *size, |need| need.easy));
        let whole = || self.fit(lying, Size::Small, |need| need.least).then_some(Size::Small);
        easy.or_else(whole).unwrap_or(Size::Smallest)
    }

    /// The columns' widths, together the width of the text.
    pub(super) fn columns(&self, lying: bool, size: Size) -> Vec<u32> {
        let room = room(lying);
        // As easily read as there is room for.
        let easily = self.fit(lying, size, |need| need.easy);
        let least = |need: &Need| if easily { need.easy } else { need.least };
        let least: Vec<u32> =
            self.0.iter().map(|need| length(least(need), size) + PADDING).collect();
        let whole: Vec<u32> =
            self.0.iter().map(|need| length(need.whole, size) + PADDING).collect();
        let (sum_least, sum_whole) = (least.iter().sum::<u32>(), whole.iter().sum::<u32>());
        let mut widths: Vec<u32> = if sum_least > room {
            least.iter().map(|least| share(room, *least, sum_least)).collect()
        } else if sum_whole > room {
            let (left, more) = (room - sum_least, sum_whole - sum_least);
            let each = least.iter().zip(&whole);
            each.map(|(least, whole)| least + share(left, whole - least, more)).collect()
        } else {
            whole.iter().map(|whole| share(room, *whole, sum_whole)).collect()
        };
        // What rounding left over.
        let rest = room.saturating_sub(widths.iter().sum());
        if let Some(last) = widths.last_mut() {
            *last += rest;
        }
        widths
    }
}

/// `whole × part ÷ of`, rounded down.
fn share(whole: u32, part: u32, of: u32) -> u32 {
    let share = u64::from(whole) * u64::from(part) / u64::from(of.max(1));
    u32::try_from(share).unwrap_or(whole)
}

/// Bold type is a tenth wider.
fn bold(width: u32) -> u32 {
    width * 11 / 10
}

/// Hundredths of the font size as a length.
fn length(hundredths: u32, size: Size) -> u32 {
    hundredths.saturating_mul(size.half_points()).saturating_mul(10) / 100
}

/// A little on the safe side.
fn advance(character: char) -> u32 {
    match character {
        '\u{0300}'..='\u{036F}' | '\u{200C}' | '\u{200D}' => 0,
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' | '(' | ')' => 36,
        'A'..='Z' | 'm' | 'w' | '%' | '−' | '±' | '+' | '—' => 82,
        '\0'..='\u{10FF}' => 66,
        _ => 100,
    }
}

/// The widest line.
fn width(text: &str) -> u32 {
    let line = |line: &str| line.chars().take(200).map(advance).sum();
    text.lines().map(line).max().unwrap_or(0)
}

/// What cannot be broken: a word between spaces; Chinese breaks anywhere, but
/// a few characters stay together.
fn longest_word(text: &str) -> u32 {
    let (mut longest, mut word, mut chinese) = (0, 0, 0);
    for character in text.chars().take(2_000) {
        let wide = advance(character) == 100;
        if character.is_whitespace() || wide || character == '-' {
            longest = longest.max(word);
            word = 0;
        } else {
            word += advance(character);
        }
        if wide {
            chinese += 100;
        }
    }
    longest.max(word).max(chinese.min(SIDE_BY_SIDE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::domain::decimal::Decimal;
    use app::domain::summary::{Cell, Column, Row};

    fn table(columns: usize) -> Table {
        let number = Cell::number("123,456.7", "123456.7".parse::<Decimal>().expect("one"), 1);
        let cells = |_| {
            let numbers = std::iter::repeat_n(number.clone(), columns - 1);
            std::iter::once(Cell::text("广西壮族自治区")).chain(numbers).collect()
        };
        Table {
            code: "t".into(),
            title: "t".into(),
            columns: (0..columns).map(|at| Column::number(at.to_string(), None)).collect(),
            rows: (0..3).map(|at| Row { cells: cells(at), total: false }).collect(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_wide_table_becomes_smaller_and_then_lies() {
        let set = |columns: usize| {
            let needs = Needs::of(&table(columns), Locale::Zh);
            let lying = needs.must_lie();
            (lying, needs.size(lying))
        };
        assert_eq!(set(5), (false, Size::Usual));
        assert_eq!(set(7), (false, Size::Small));
        assert_eq!(set(9), (true, Size::Usual));
        assert_eq!(set(12), (true, Size::Small));
        assert_eq!(set(14), (true, Size::Smallest));
        assert_eq!(set(60), (true, Size::Smallest));
    }

    #[test]
    fn columns_fill_the_text_s_width_whatever_they_hold() {
        for columns in [1, 2, 5, 14, 60, 300] {
            let needs = Needs::of(&table(columns), Locale::En);
            for lying in [false, true] {
                let widths = needs.columns(lying, Size::Small);
                assert_eq!(widths.iter().sum::<u32>(), room(lying));
            }
        }
    }
}
