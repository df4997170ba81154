//! What kind of file it is, by its bytes, and the evaluation's number in it:
//! first where we put it, then anywhere in its text, for programs that keep no
//! properties.

use crate::export::evaluation::NUMBER_PROPERTY;
use crate::import::office::package::Package;
use crate::import::office::relations;
use crate::import::office::xml::{Token, Xml};

use super::{LIMITS, NotOurs, pages, text};

/// What numbers begin with, and how long they are at most.
const BEGINS: &str = "PB-";
const LONGEST: usize = 40;
/// Digits at their end, at least.
const DIGITS: usize = 4;

pub(super) enum Kind {
    Pdf,
    /// By the part that is the document.
    Document(String),
    Workbook,
    /// CSV of either kind.
    Text,
}

pub(super) fn kind(file: &[u8]) -> Result<Kind, NotOurs> {
    if file.starts_with(b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    if file.starts_with(b"PK") {
        let package = Package::open(file, &LIMITS)?;
        let Some(main) = relations::main(&package)? else { return Err(NotOurs::OtherFormat) };
        let mut xml = Xml::open(&package, &main)?;
        while let Some(token) = xml.next()? {
            match (token, xml.name()) {
                (Token::Start, "document") => return Ok(Kind::Document(main)),
                (Token::Start, "workbook") => return Ok(Kind::Workbook),
                (Token::Start, _) => break,
                _ => {}
            }
        }
        return Err(NotOurs::OtherFormat);
    }
    if text::is_text(file) { Ok(Kind::Text) } else { Err(NotOurs::OtherFormat) }
}

pub(super) fn read(file: &[u8]) -> Option<String> {
    if file.len() as u64 > LIMITS.bytes {
        return None;
    }
    match kind(file).ok()? {
        Kind::Pdf => pages::number(file),
        Kind::Document(main) => {
            let package = Package::open(file, &LIMITS).ok()?;
            property(&package).or_else(|| in_part(&package, &main))
        }
        Kind::Workbook => {
            let package = Package::open(file, &LIMITS).ok()?;
            property(&package).or_else(|| {
                let main = relations::main(&package).ok()??;
                let related = relations::of(&package, &main).ok()??;
                let strings = related.iter().find(|relation| relation.kind == "sharedStrings")?;
                in_part(&package, &strings.target)
            })
        }
        Kind::Text => text::number(file),
    }
}

/// From the custom property of that name, else the identifier.
fn property(package: &Package) -> Option<String> {
    let parts = relations::of_package(package).ok()?;
    let part = |kind: &str| parts.iter().find(|part| part.kind == kind);
    let custom = part("custom-properties").and_then(|part| {
        value(package, &part.target, |xml| {
            xml.name() == "property"
                && xml.attribute("name").ok().flatten().as_deref() == Some(NUMBER_PROPERTY)
        })
    });
    custom.or_else(|| {
        let core = part("core-properties")?;
        value(package, &core.target, |xml| xml.name() == "identifier")
    })
}

/// The text within the first element that is the one.
fn value(package: &Package, part: &str, is_it: impl Fn(&Xml) -> bool) -> Option<String> {
    let mut xml = Xml::open(package, part).ok()?;
    let (mut depth, mut text) = (0_u32, String::new());
    while let Some(token) = xml.next().ok()? {
        match token {
            Token::Start if depth > 0 || is_it(&xml) => depth += 1,
            Token::End if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    return find(&text);
                }
            }
            Token::Text if depth > 0 && text.len() < LONGEST * 4 => text.push_str(xml.text()),
            _ => {}
        }
    }
    None
}

/// The first number in the texts of a part. One text may come in several
/// pieces.
fn in_part(package: &Package, part: &str) -> Option<String> {
    let mut xml = Xml::open(package, part).ok()?;
    let mut text = String::new();
    while let Some(token) = xml.next().ok()? {
        match (token, xml.name()) {
            (Token::Text, _) if text.len() < LIMITS.text => text.push_str(xml.text()),
            (Token::End, "p" | "si") => {
                if let Some(number) = find(&text) {
                    return Some(number);
                }
                text.clear();
            }
            _ => {}
        }
    }
    None
}

/// The first number of an evaluation in a text: `PB-2026-0003`.
pub(super) fn find(text: &str) -> Option<String> {
    text.match_indices(BEGINS).find_map(|(at, _)| {
        let follows = |c: &char| c.is_ascii_uppercase() || c.is_ascii_digit() || *c == '-';
        let number: String = text.get(at..)?.chars().take_while(follows).collect();
        let digits = number.rsplit('-').next().unwrap_or_default();
        let ends = digits.len() >= DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        (ends && number.len() <= LONGEST).then_some(number)
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_number_is_found_among_words() {
        for (text, number) in [
            ("编号PB-2026-0003。", Some("PB-2026-0003")),
            ("PB-NEV-2026-0003", Some("PB-NEV-2026-0003")),
            ("PB-20 PB-2026-0012x", Some("PB-2026-0012")),
            ("PB-2026-", None),
            ("pb-2026-0003", None),
            ("", None),
        ] {
            assert_eq!(find(text).as_deref(), number, "{text}");
        }
    }
}
