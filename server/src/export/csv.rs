//! A table as CSV that Excel and WPS open as it is: UTF-8 with a byte-order
//! mark, CRLF, exact numbers, and text that no spreadsheet takes for a formula.

use app::locale::{Locale, board_words as words};
use app::ui::table::Table;

/// The table; a last column of a demo's says so in every row.
#[must_use]
pub fn write(locale: Locale, table: &Table, demo: bool) -> Vec<u8> {
    let mut out = Vec::from("\u{feff}".as_bytes());
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut out);
    let mark = demo.then(|| words::demo(locale));
    let head = table
        .columns
        .iter()
        .filter(|column| !column.pictures)
        .map(|column| guarded(&column.name, false));
    let rows = table.rows.iter().map(|row| {
        row.iter()
            .zip(&table.columns)
            .filter(|(_, column)| !column.pictures)
            .map(|(cell, column)| guarded(&cell.exact, column.numeric && !cell.absent))
            .collect::<Vec<_>>()
    });
    let all = std::iter::once(head.collect::<Vec<_>>()).chain(rows);
    for row in all {
        let marked = mark.map(str::to_owned);
        // Writing to memory cannot fail.
        let _ = writer.write_record(row.into_iter().chain(marked));
    }
    let _ = writer.flush();
    drop(writer);
    out
}

/// Text at whose start a spreadsheet would see a formula is set behind an
/// apostrophe; numbers stay numbers.
pub(super) fn guarded(text: &str, number: bool) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let plain_number = number && text.parse::<app::domain::decimal::Decimal>().is_ok();
    if formula && !plain_number { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn text_never_starts_a_formula() {
        assert_eq!(guarded("=HYPERLINK(1)", false), "'=HYPERLINK(1)");
        assert_eq!(guarded("-4.5", true), "-4.5");
        assert_eq!(guarded("-4.5", false), "'-4.5");
        assert_eq!(guarded("-cmd", true), "'-cmd");
        assert_eq!(guarded("回收量", false), "回收量");
    }
}
