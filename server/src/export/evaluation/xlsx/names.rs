//! What spreadsheets ask of names: of sheets, of tables, of a table's columns.

use std::collections::HashSet;

use crate::export::evaluation::plain::plain;

/// The longest name of a sheet, in UTF-16 units.
const SHEET: usize = 31;
/// The longest heading of a table's column.
const HEADING: usize = 255;
/// The longest text of a cell.
const CELL: usize = 32_767;

/// A sheet's name: its number, which makes it unique, and as much of its title
/// as a sheet's name holds.
#[must_use]
pub fn sheet(no: usize, title: &str) -> String {
    let title = plain(title).replace(['[', ']', ':', '*', '?', '/', '\\', '\'', '\n'], " ");
    let name = format!("{no} {}", title.trim());
    short(&name, SHEET).trim_end().to_owned()
}

/// A table's name, from its code: `t_key_figures`.
#[must_use]
pub fn table(code: &str) -> String {
    let plain = |character: char| if character.is_ascii_alphanumeric() { character } else { '_' };
    format!("t_{}", code.chars().take(200).map(plain).collect::<String>())
}

/// Headings as a table may have them: on one line, none empty, none twice.
#[must_use]
pub fn headings(wanted: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken = HashSet::new();
    wanted
        .zip(1_usize..)
        .map(|(heading, no)| {
            let heading = short(&plain(&heading).replace('\n', " "), HEADING - 8);
            let mut name = if heading.trim().is_empty() { format!("({no})") } else { heading };
            if !taken.insert(name.to_lowercase()) {
                name = format!("{name} ({no})");
                taken.insert(name.to_lowercase());
            }
            name
        })
        .collect()
}

/// A text as a cell may hold it.
#[must_use]
pub fn cell(text: &str) -> String {
    short(&plain(text), CELL)
}

/// The text, or as much of it as fits with an ellipsis.
#[must_use]
pub fn short(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut left = most - 1;
    let fits = |character: &char| {
        let fits = character.len_utf16() <= left;
        left = left.saturating_sub(character.len_utf16());
        fits
    };
    let mut short: String = text.chars().take_while(fits).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_that_spreadsheets_take() {
        assert_eq!(sheet(3, "Volumes: 2025/2026 [t]?'"), "3 Volumes  2025 2026  t");
        let long = sheet(12, &"回".repeat(40));
        assert_eq!((long.chars().count(), long.ends_with('…')), (31, true));
        assert_eq!(sheet(1, "\u{202E}\n"), "1");
        assert_eq!(table("key-figures"), "t_key_figures");
    }

    #[test]
    fn headings_differ_and_are_never_empty() {
        let wanted = ["Unit", "unit", "", "a\nb", "Unit"].map(str::to_owned);
        assert_eq!(headings(wanted.into_iter()), ["Unit", "unit (2)", "(3)", "a b", "Unit (5)"]);
    }

    #[test]
    fn a_cell_is_cut_at_a_whole_character() {
        let text = "😀".repeat(20_000);
        let cut = cell(&text);
        assert!(cut.encode_utf16().count() <= CELL && cut.ends_with("😀…"));
    }
}
