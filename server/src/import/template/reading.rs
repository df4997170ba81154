//! What one cell says of its part of a line.

use app::domain::draft::Part;
use app::domain::figure::parse_absence;
use app::domain::series::Absence;
use app::domain::upload::{FilledLine, Why};
use app::locale::{Locale, template_words as words};

use super::lines::fault;
use crate::import::office::cells::{Cell, Content};
use crate::import::office::style::Shown;
use crate::import::office::{address, number};

/// Puts what the cell says into its part of the line.
pub(super) fn put(line: &mut FilledLine, part: Part, at: (u32, u32), cell: &Cell) {
    line.addresses.insert(part, address::written(at.0, at.1));
    if cell.formula {
        line.formulas.insert(part);
    }
    let text = match text(cell) {
        Ok(text) => text,
        Err(why) => return line.faults.push(fault(at, why)),
    };
    if part != Part::Absence {
        line.typed.set(part, &text);
        return;
    }
    match absence(&text) {
        Ok(absence) => line.typed.absence = absence,
        Err(why) => line.faults.push(fault(at, why)),
    }
}

/// A cell as it would have been typed.
fn text(cell: &Cell) -> Result<String, Why> {
    match &cell.content {
        Content::Text(text) => Ok(text.clone()),
        Content::Number(_, Shown::Date) | Content::Date => Err(Why::Date),
        Content::Number(raw, shown) => {
            let plain = number::plain(raw).ok_or_else(|| Why::NotANumber { found: short(raw) })?;
            match shown {
                Shown::Percent => Err(Why::Percent { found: plain }),
                Shown::Date | Shown::AsIs => Ok(plain),
            }
        }
        Content::Truth => Err(Why::TruthValue),
        Content::Error(found) => Err(Why::ErrorValue { found: short(found) }),
        Content::Uncalculated => Err(Why::FormulaWithoutValue),
        // Shared texts were put in their place before.
        Content::Shared(place) => Err(Why::NotANumber { found: place.to_string() }),
    }
}

/// One of the drop-down's choices, in either language, or nothing.
fn absence(text: &str) -> Result<Option<Absence>, Why> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let offered = [Absence::NotApplicable, Absence::NotAvailable].into_iter().find(|absence| {
        Locale::ALL.iter().any(|locale| words::absence_choice(*locale, *absence) == text)
    });
    match offered.or_else(|| parse_absence(text)) {
        Some(absence) => Ok(Some(absence)),
        None => Err(Why::UnknownAbsence { found: short(text) }),
    }
}

/// The beginning of what stands in the file, for a sentence.
fn short(found: &str) -> String {
    found.chars().take(40).collect()
}
