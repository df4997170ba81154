//! How a number is shown in its cell: exactly as the document has it, from the
//! number alone.

use app::domain::decimal::Decimal;
use app::domain::summary::Cell;
use app::locale::number_words::fixed;

use crate::export::evaluation::plain::plain;

/// A longer text around a number is a sentence.
const AROUND: usize = 24;

/// The number that the cell's text shows, rounded as it is.
#[must_use]
pub fn shown(cell: &Cell) -> Option<Decimal> {
    cell.number.as_ref().map(|(number, places)| number.rounded(u32::from(*places)))
}

/// The number format by which the cell reads as its text: `#,##0.0"%"`.
#[must_use]
pub fn format(text: &str, number: &Decimal, places: u8) -> String {
    let size = fixed(&number.abs(), places);
    let text = plain(text);
    let bare = size.replace(',', "");
    let grouped = text.find(&size).map(|at| (at, size.len(), "#,##0"));
    let found = grouped.or_else(|| text.find(&bare).map(|at| (at, bare.len(), "0")));
    let Some((at, length, whole)) = found else {
        return by_sign(&core("#,##0", places), "", "", false);
    };
    let (before, after) = (&text[..at], &text[at + length..]);
    let signed = before.ends_with(['+', '±']);
    let before = before.trim_end_matches(['+', '±', '−', '-']);
    if before.chars().count() + after.chars().count() > AROUND {
        return by_sign(&core("#,##0", places), "", "", false);
    }
    by_sign(&core(whole, places), before, after, signed)
}

/// The format of a number without anything around it.
#[must_use]
pub fn plainly(places: u8) -> String {
    by_sign(&core("#,##0", places), "", "", false)
}

fn core(whole: &str, places: u8) -> String {
    match usize::from(places) {
        0 => whole.to_owned(),
        places => format!("{whole}.{:0<places$}", ""),
    }
}

/// Positive, negative, and, where all have a sign, zero. The minus is the one
/// of the document.
fn by_sign(core: &str, before: &str, after: &str, signed: bool) -> String {
    let quoted = |text: &str| match text.replace(['"', '\n'], "") {
        text if text.is_empty() => text,
        text => format!("\"{text}\""),
    };
    let (before, after) = (quoted(before), quoted(after));
    let with = |sign: &str| format!("{before}{}{core}{after}", quoted(sign));
    if signed {
        format!("{};{};{}", with("+"), with("−"), with("±"))
    } else {
        format!("{};{}", with(""), with("−"))
    }
}

#[cfg(test)]
mod tests {
    use super::format;

    #[test]
    fn a_number_reads_as_the_document_has_it() {
        for (text, number, places, code) in [
            ("1,234.5", "1234.5", 1, "#,##0.0;\"−\"#,##0.0"),
            ("−1,234.5", "-1234.5", 1, "#,##0.0;\"−\"#,##0.0"),
            ("2026", "2026", 0, "0;\"−\"0"),
            ("98.5%", "98.5", 1, "#,##0.0\"%\";\"−\"#,##0.0\"%\""),
            ("12,345*", "12345", 0, "#,##0\"*\";\"−\"#,##0\"*\""),
            ("+12.3", "12.3", 1, "\"+\"#,##0.0;\"−\"#,##0.0;\"±\"#,##0.0"),
            ("±0.0", "0", 1, "\"+\"#,##0.0;\"−\"#,##0.0;\"±\"#,##0.0"),
            ("something else", "7", 2, "#,##0.00;\"−\"#,##0.00"),
            ("≥ \"5\" t", "5", 0, "\"≥ \"#,##0\" t\";\"≥ \"\"−\"#,##0\" t\""),
        ] {
            assert_eq!(format(text, &number.parse().expect("one"), places), code, "{text}");
        }
    }
}
