//! How typed text becomes a figure: the one parser behind forms, pasted
//! blocks, CSV, XLSX and the API, in the browser and on the server
//! (`docs/figures`, "the figure rules").
//!
//! It never rounds, never guesses a scale and never uses floating point. What
//! it cannot read exactly it refuses with the data for a sentence that says
//! what to write instead; the sentence itself stands in
//! `app/locales/figure_words.rs`. Nothing here may know a locale or a form.

mod chinese;
mod date;
mod grouping;
mod measure;
mod other_notation;
mod refusal;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::decimal::Decimal;
use super::indicator::{Indicator, Part};
use super::series::Absence;
use super::unit::Names;
pub use refusal::{Notice, Refusal};

/// Longer text is refused before anything else looks at it. White space around
/// does not count.
pub const MAX_CHARACTERS: usize = 40;

/// What the parser must know of the cell a text was typed into.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// The unit of measure in which the cell is filed, in both languages:
    /// `吨` and `t`. Empty where there is none.
    pub measure_unit_zh: &'a str,
    pub measure_unit_en: &'a str,
    /// Other spellings of the same unit. Common ones (`tonnes`, `公吨`,
    /// `percent`, `kWh`) are known without being listed.
    pub other_spellings: &'a [&'a str],
    /// How many digits behind the point may be filed.
    pub decimals: u8,
    /// Least and greatest figure that can be filed, both allowed.
    pub min: Option<&'a Decimal>,
    pub max: Option<&'a Decimal>,
}

impl<'a> Field<'a> {
    /// The cell of an indicator that is filed as one number.
    #[must_use]
    pub fn of(indicator: &'a Indicator) -> Self {
        Self {
            measure_unit_zh: &indicator.measure_unit.zh,
            measure_unit_en: &indicator.measure_unit.en,
            other_spellings: &[],
            decimals: indicator.decimals,
            min: indicator.min.as_ref(),
            max: indicator.max.as_ref(),
        }
    }

    /// The cell of a ratio's numerator or denominator. The indicator's bounds
    /// speak of the percentage, so a part has none of its own.
    #[must_use]
    pub fn of_part(part: &'a Part) -> Self {
        Self {
            measure_unit_zh: &part.measure_unit.zh,
            measure_unit_en: &part.measure_unit.en,
            other_spellings: &[],
            decimals: part.decimals,
            min: None,
            max: None,
        }
    }

    fn measure_unit(&self) -> Names {
        Names { zh: self.measure_unit_zh.to_owned(), en: self.measure_unit_en.to_owned() }
    }
}

/// What a cell holds once it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    Number(Decimal),
    /// Nothing was typed.
    Blank,
}

/// An entry, and what was normalised on the way to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parsed {
    pub entry: Entry,
    pub notices: Vec<Notice>,
}

/// Reads what was typed into `field`.
///
/// # Errors
/// Whatever is not exactly one number within the field's decimals and bounds,
/// or nothing at all, is a [`Refusal`].
pub fn parse(text: &str, field: &Field) -> Result<Parsed, Refusal> {
    let typed = text.trim_matches(is_space_around);
    if typed.chars().take(MAX_CHARACTERS + 1).count() > MAX_CHARACTERS {
        return Err(Refusal::TooLong { allowed: MAX_CHARACTERS });
    }
    if let Some(control) = typed.chars().find(|c| is_control(*c)) {
        return Err(Refusal::ControlCharacter { code: format!("U+{:04X}", u32::from(control)) });
    }
    let mut notices = Vec::new();
    let plain = normalised(typed, &mut notices);
    let plain = plain.trim_matches(is_space_around);
    if plain.is_empty() {
        return Ok(Parsed { entry: Entry::Blank, notices });
    }
    if let Some(refusal) = other_notation::whole_text(plain) {
        return Err(refusal);
    }

    let (minus, unsigned) = sign(plain, &mut notices);
    let (body, has_unit) = measure::without_own_unit(unsigned, field);
    if let Some(refusal) =
        chinese::numeral(minus, body).or_else(|| other_notation::number(minus, body))
    {
        return Err(refusal);
    }
    let (number, tail) = grouping::head(body);
    if !tail.is_empty() || number.is_empty() {
        return Err(measure::refuse_tail(minus, unsigned, number, tail, has_unit, field));
    }
    let digits = grouping::ungrouped(minus, number)?;
    let number = read(minus, &digits, &mut notices)?;
    within(&number, field)?;
    Ok(Parsed { entry: Entry::Number(number), notices })
}

/// Reads a JSON value: a string as [`parse`] does, `null` as blank.
///
/// # Errors
/// As [`parse`]; also for a JSON number, whose digits a JSON library may
/// already have rounded, and for every other JSON type.
pub fn parse_json(value: &Value, field: &Field) -> Result<Parsed, Refusal> {
    match value {
        Value::Null => Ok(Parsed { entry: Entry::Blank, notices: Vec::new() }),
        Value::String(text) => parse(text, field),
        Value::Number(number) => Err(Refusal::JsonNumber { found: number.to_string() }),
        Value::Bool(_) => Err(Refusal::TruthValue),
        Value::Array(_) | Value::Object(_) => Err(Refusal::JsonStructure),
    }
}

/// Reads an absence as its own control sends it and as the value column of a
/// CSV file spells it: `不适用`, `n/a` or `not_applicable`, and `暂缺` or
/// `not_available`. Empty text and everything else is `None`: blank is what a
/// cell is without a number and without an absence, and in a CSV file the text
/// then goes on to [`parse`], which refuses other spellings (`N/A`, `无`, `-`)
/// with a pointer to these.
#[must_use]
pub fn parse_absence(text: &str) -> Option<Absence> {
    match text.trim_matches(is_space_around) {
        "不适用" | "n/a" | "not_applicable" => Some(Absence::NotApplicable),
        "暂缺" | "not_available" => Some(Absence::NotAvailable),
        _ => None,
    }
}

/// White space that may stand around a figure; also the byte order mark, which
/// spreadsheets leave in front of pasted cells.
fn is_space_around(c: char) -> bool {
    is_space(c) || matches!(c, '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Takes out zero-width characters and narrows full-width ones. The full-width
/// comma stays: it is a separator in its own right.
fn normalised(typed: &str, notices: &mut Vec<Notice>) -> String {
    let mut plain = String::with_capacity(typed.len());
    for c in typed.chars() {
        let (c, notice) = match c {
            '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => {
                note(notices, Notice::ZeroWidth);
                continue;
            }
            '\u{2212}' => ('-', Some(Notice::MinusSign)),
            '，' => (c, None),
            '\u{3000}' => (' ', None),
            '\u{FF01}'..='\u{FF5E}' => {
                let narrow = char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c);
                let of_number = narrow.is_ascii_digit() || matches!(narrow, '.' | '+' | '-');
                (narrow, of_number.then_some(Notice::FullWidth))
            }
            _ => (c, None),
        };
        if let Some(notice) = notice {
            note(notices, notice);
        }
        plain.push(c);
    }
    plain
}

fn note(notices: &mut Vec<Notice>, notice: Notice) {
    if !notices.contains(&notice) {
        notices.push(notice);
    }
}

/// Splits the one sign off: whether it is a minus, and the rest.
fn sign<'t>(plain: &'t str, notices: &mut Vec<Notice>) -> (bool, &'t str) {
    if let Some(rest) = plain.strip_prefix('-') {
        (true, rest)
    } else if let Some(rest) = plain.strip_prefix('+') {
        note(notices, Notice::LeadingPlus);
        (false, rest)
    } else {
        (false, plain)
    }
}

/// Reads `digits[.digits]`, noting what will be shown differently.
fn read(minus: bool, digits: &str, notices: &mut Vec<Notice>) -> Result<Decimal, Refusal> {
    let number = signed(minus, digits).ok_or(Refusal::NotANumber)?;
    let whole = digits.split('.').next().unwrap_or(digits);
    if whole.len() > 1 && whole.starts_with('0') {
        note(notices, Notice::LeadingZeros);
    }
    if minus && number.is_zero() {
        note(notices, Notice::NegativeZero);
    }
    Ok(number)
}

fn signed(minus: bool, digits: &str) -> Option<Decimal> {
    let number: Decimal = digits.parse().ok()?;
    Some(if minus { -&number } else { number })
}

fn within(number: &Decimal, field: &Field) -> Result<(), Refusal> {
    let (allowed, found) = (u32::from(field.decimals), number.decimals());
    if found > allowed {
        return Err(Refusal::TooManyDecimals { allowed, found });
    }
    if let Some(min) = field.min.filter(|min| number < *min) {
        return Err(Refusal::BelowMinimum { min: min.clone() });
    }
    if let Some(max) = field.max.filter(|max| number > *max) {
        return Err(Refusal::AboveMaximum { max: max.clone() });
    }
    Ok(())
}
