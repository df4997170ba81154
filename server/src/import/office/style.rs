//! Which cell formats show a number as a date or a percentage. The number in
//! the cell is then not the figure somebody reads on the screen.

use std::collections::HashMap;

use super::package::{Package, damaged};
use super::xml::{Token, Xml};
use app::domain::upload::FileRefusal;

/// Spreadsheets know at most 65,490 cell formats.
const FORMATS: usize = 65_536;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shown {
    #[default]
    AsIs,
    Date,
    Percent,
}

/// How each cell format of the workbook shows a number, in their order.
pub(crate) fn read(package: &Package, part: &str) -> Result<Vec<Shown>, FileRefusal> {
    let mut xml = Xml::open(package, part)?;
    let mut own: HashMap<u32, Shown> = HashMap::new();
    let mut formats = Vec::new();
    let mut in_cells = false;
    while let Some(token) = xml.next()? {
        match (token, xml.name()) {
            (Token::Start, "numFmt") if own.len() < FORMATS => {
                let id = xml.attribute("numFmtId")?.and_then(|id| id.parse().ok());
                if let (Some(id), Some(code)) = (id, xml.attribute("formatCode")?) {
                    own.insert(id, shown(&code));
                }
            }
            (Token::Start, "cellXfs") => in_cells = true,
            (Token::End, "cellXfs") => in_cells = false,
            (Token::Start, "xf") if in_cells => {
                if formats.len() == FORMATS {
                    return Err(damaged(part));
                }
                let id = xml.attribute("numFmtId")?.and_then(|id| id.parse().ok()).unwrap_or(0);
                formats.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)));
            }
            _ => {}
        }
    }
    Ok(formats)
}

/// Formats that have a number and no code; 27 to 36 and 50 to 58 are dates in
/// Chinese, Japanese and Korean editions.
fn built_in(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Date,
        _ => Shown::AsIs,
    }
}

/// Reads a format's code as far as its kind goes: letters of dates or a
/// percent sign outside quotes, brackets and after no backslash.
fn shown(code: &str) -> Shown {
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => while characters.next().is_some_and(|inner| inner != '"') {},
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inner: String = characters.by_ref().take_while(|inner| *inner != ']').collect();
                // Elapsed time; all else in brackets is colour, condition, currency.
                if !inner.is_empty()
                    && inner.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'))
                {
                    return Shown::Date;
                }
            }
            '%' => return Shown::Percent,
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => return Shown::Date,
            _ => {}
        }
    }
    Shown::AsIs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_percentages_are_told_from_numbers() {
        for (code, kind) in [
            ("General", Shown::AsIs),
            ("#,##0.0", Shown::AsIs),
            ("0.00E+00", Shown::AsIs),
            ("0.0\" days\"", Shown::AsIs),
            ("#,##0.0_ ;[Red]-#,##0.0 ", Shown::AsIs),
            ("[$-804]#,##0", Shown::AsIs),
            ("0\\d", Shown::AsIs),
            ("@", Shown::AsIs),
            ("0.0%", Shown::Percent),
            ("yyyy-mm-dd", Shown::Date),
            ("yyyy\"年\"m\"月\"d\"日\"", Shown::Date),
            ("[h]:mm", Shown::Date),
            ("[$-F800]dddd", Shown::Date),
        ] {
            assert_eq!(shown(code), kind, "{code}");
        }
    }
}
