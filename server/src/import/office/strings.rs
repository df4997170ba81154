//! The texts that cells share, and how characters are escaped in them.

use std::collections::{HashMap, HashSet};

use app::domain::upload::FileRefusal;

use super::Limits;
use super::cells::{Cells, Content};
use super::package::{Package, damaged};
use super::xml::{Token, Xml};

/// Puts shared texts in the place of their numbers. Only those that a cell
/// names are kept.
pub(crate) fn resolve(
    package: &Package,
    strings: Option<&str>,
    sheets: &mut [Cells],
    limits: &Limits,
) -> Result<(), FileRefusal> {
    let wanted: HashSet<usize> = sheets
        .iter()
        .flat_map(|cells| cells.values())
        .filter_map(|cell| match cell.content {
            Content::Shared(place) => Some(place),
            _ => None,
        })
        .collect();
    let texts = match strings {
        Some(part) if !wanted.is_empty() => {
            let mut texts = HashMap::new();
            shared(
                package,
                part,
                limits,
                |place| wanted.contains(&place),
                |place, text| {
                    texts.insert(place, text);
                },
            )?;
            texts
        }
        _ => HashMap::new(),
    };
    for cell in sheets.iter_mut().flat_map(|cells| cells.values_mut()) {
        if let Content::Shared(place) = cell.content {
            let text = texts.get(&place).ok_or_else(|| damaged(strings.unwrap_or("xl")))?;
            cell.content = Content::Text(text.clone());
        }
    }
    for cells in sheets {
        cells.retain(|_, cell| cell.content != Content::Text(String::new()));
    }
    Ok(())
}

/// All of them, in their order; for workbooks that are read as a stream.
pub(crate) fn all(
    package: &Package,
    part: &str,
    limits: &Limits,
) -> Result<Vec<String>, FileRefusal> {
    let mut texts = Vec::new();
    shared(package, part, limits, |_| true, |_, text| texts.push(text))?;
    Ok(texts)
}

fn shared(
    package: &Package,
    part: &str,
    limits: &Limits,
    wanted: impl Fn(usize) -> bool,
    mut keep: impl FnMut(usize, String),
) -> Result<(), FileRefusal> {
    let mut xml = Xml::open(package, part)?;
    let (mut place, mut phonetic, mut inside, mut total) = (0_usize, 0_u32, false, 0_usize);
    let mut current = String::new();
    while let Some(token) = xml.next()? {
        match (token, xml.name()) {
            (Token::Start, "si") => current.clear(),
            (Token::End, "si") => {
                if wanted(place) {
                    keep(place, unescaped(&current));
                }
                place += 1;
            }
            (Token::Start, "rPh") => phonetic += 1,
            (Token::End, "rPh") => phonetic = phonetic.saturating_sub(1),
            (Token::Start, "t") => inside = phonetic == 0,
            (Token::End, "t") => inside = false,
            (Token::Text, _) if inside && wanted(place) => {
                total += xml.text().len();
                if total > limits.text {
                    return Err(FileRefusal::TooMuchText { limit: limits.text });
                }
                current.push_str(xml.text());
            }
            _ => {}
        }
    }
    Ok(())
}

/// Writes out `_x000A_`, by which spreadsheets keep characters that XML has no
/// other way for. What stands for no character stays as it is.
pub(crate) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let digits = from.get(2..6).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let code = digits.filter(|_| from[6..].starts_with('_'));
        let code = code.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match code.and_then(char::from_u32).filter(|character| *character != '\0') {
            Some(character) => {
                plain.push(character);
                rest = &from[7..];
            }
            None => {
                plain.push_str(&from[..2]);
                rest = &from[2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_characters_are_written_out() {
        for (text, plain) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x000", "_x000"),
            ("_x0000_", "_x0000_"),
            ("_xZZZZ_", "_xZZZZ_"),
            ("年_x年度_", "年_x年度_"),
            ("_xD800_", "_xD800_"),
        ] {
            assert_eq!(unescaped(text), plain, "{text}");
        }
    }
}
