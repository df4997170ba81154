//! Things that are typed, pasted or calculated where a number belongs and are
//! not plain digits.

use bigdecimal::BigDecimal;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::super::series::Absence;
use super::date::is_date;
use super::grouping::ungrouped;
use super::{Decimal, MAX_CHARACTERS, Refusal, is_space, signed};

/// Refuses what is recognised by the text as a whole, sign and unit included.
pub(super) fn whole_text(plain: &str) -> Option<Refusal> {
    let after_sign = plain.trim_start_matches(['+', '-']);
    // Spreadsheets take `+SUM(..)` and `@A1` for formulas as well.
    let called = after_sign.starts_with(|c: char| c.is_ascii_alphabetic()) && plain.contains('(');
    if plain.starts_with(['=', '@']) || called {
        return Some(Refusal::Formula);
    }
    if plain.starts_with('#') {
        return Some(Refusal::SpreadsheetError { found: plain.to_owned() });
    }
    let lower = plain.to_ascii_lowercase();
    let absence = match lower.as_str() {
        "n/a" | "na" | "n.a." | "不适用" | "not applicable" | "not_applicable" => {
            Some(Some(Absence::NotApplicable))
        }
        "暂缺" | "暂无" | "待定" | "tbd" | "not available" | "not_available" => {
            Some(Some(Absence::NotAvailable))
        }
        "无" | "無" | "没有" | "未知" | "不详" | "/" | "\\" | "none" | "null" | "nil"
        | "unknown" | "missing" | "?" => Some(None),
        // All kinds of dashes and dots that stand for "nothing here".
        dashes if dashes.chars().all(|c| "-‐‑‒–—―－_.…·*～~".contains(c)) && dashes != "." => {
            Some(None)
        }
        _ => None,
    };
    if let Some(absence) = absence {
        return Some(Refusal::UseAbsenceControl { found: plain.to_owned(), absence });
    }
    matches!(lower.as_str(), "true" | "false").then_some(Refusal::TruthValue)
}

/// Refuses other notations of a number; `body` has neither sign nor own unit.
pub(super) fn number(minus: bool, body: &str) -> Option<Refusal> {
    if is_date(body) {
        return Some(Refusal::Date { found: body.to_owned() });
    }
    hexadecimal(minus, body)
        .or_else(|| underscored(minus, body))
        .or_else(|| scientific(minus, body))
        .or_else(|| fraction(minus, body))
        .or_else(|| other_script(minus, body))
}

/// The number, unless writing it out takes more characters than a figure has.
pub(super) fn shown_in_full(number: BigDecimal) -> Option<Decimal> {
    let (digits, places) = number.as_bigint_and_exponent();
    let bound = i64::try_from(MAX_CHARACTERS).ok()?;
    if places.abs() > 2 * bound && !digits.is_zero() {
        return None;
    }
    let number = Decimal::new(number);
    (number.to_string().len() <= MAX_CHARACTERS).then_some(number)
}

fn hexadecimal(minus: bool, body: &str) -> Option<Refusal> {
    let digits = body.strip_prefix("0x").or_else(|| body.strip_prefix("0X"))?;
    let suggestion = BigInt::parse_bytes(digits.as_bytes(), 16)
        .filter(|_| digits.bytes().all(|b| b.is_ascii_hexdigit()))
        .and_then(|number| shown_in_full(BigDecimal::from(if minus { -number } else { number })));
    Some(Refusal::Hexadecimal { suggestion })
}

fn underscored(minus: bool, body: &str) -> Option<Refusal> {
    let digits_and_bars = body.contains('_')
        && body.starts_with(|c: char| c.is_ascii_digit())
        && body.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'_' | b'.' | b','));
    digits_and_bars.then(|| {
        let suggestion =
            ungrouped(minus, &body.replace('_', "")).ok().and_then(|digits| signed(minus, &digits));
        Refusal::Underscore { suggestion }
    })
}

/// `1.2E+05`, `1.2×10^5`, `1.2x10⁵`.
fn scientific(minus: bool, body: &str) -> Option<Refusal> {
    let dense: String = body.chars().filter(|c| !is_space(*c)).map(from_superscript).collect();
    let (mantissa, exponent) = match dense.split_once(['e', 'E']) {
        Some(split) => split,
        None => ["×10", "x10", "X10", "*10", "·10"].iter().find_map(|mark| {
            let (mantissa, exponent) = dense.split_once(mark)?;
            // `x10` alone is a multiplication, not a power.
            let power =
                exponent.strip_prefix('^').or(body.contains(is_superscript).then_some(exponent));
            Some((mantissa, power?))
        })?,
    };
    let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mantissa_digits = mantissa.replacen('.', "", 1);
    if !plain(&mantissa_digits) || !plain(power) {
        return None;
    }
    let suggestion = exponent.parse::<i32>().ok().and_then(|exponent| {
        let digits = ungrouped(false, mantissa).ok()?;
        let (digits, places) = signed(minus, &digits)?.into_inner().into_bigint_and_exponent();
        shown_in_full(BigDecimal::new(digits, places - i64::from(exponent)))
    });
    Some(Refusal::Scientific { suggestion })
}

const SUPERSCRIPTS: [(char, char); 12] = [
    ('⁰', '0'),
    ('¹', '1'),
    ('²', '2'),
    ('³', '3'),
    ('⁴', '4'),
    ('⁵', '5'),
    ('⁶', '6'),
    ('⁷', '7'),
    ('⁸', '8'),
    ('⁹', '9'),
    ('⁺', '+'),
    ('⁻', '-'),
];

fn is_superscript(c: char) -> bool {
    SUPERSCRIPTS.iter().any(|(raised, _)| *raised == c)
}

fn from_superscript(c: char) -> char {
    SUPERSCRIPTS.iter().find(|(raised, _)| *raised == c).map_or(c, |(_, plain)| *plain)
}

const VULGAR: [(char, u8, u8); 18] = [
    ('½', 1, 2),
    ('⅓', 1, 3),
    ('⅔', 2, 3),
    ('¼', 1, 4),
    ('¾', 3, 4),
    ('⅕', 1, 5),
    ('⅖', 2, 5),
    ('⅗', 3, 5),
    ('⅘', 4, 5),
    ('⅙', 1, 6),
    ('⅚', 5, 6),
    ('⅐', 1, 7),
    ('⅛', 1, 8),
    ('⅜', 3, 8),
    ('⅝', 5, 8),
    ('⅞', 7, 8),
    ('⅑', 1, 9),
    ('⅒', 1, 10),
];

/// `1/2`, `1 1/2`, `½`, `1½`.
fn fraction(minus: bool, body: &str) -> Option<Refusal> {
    let vulgar = body.chars().last().and_then(|last| VULGAR.iter().find(|(c, ..)| *c == last));
    let (before, numerator, denominator) = match vulgar {
        Some((c, numerator, denominator)) => {
            (body.strip_suffix(*c)?, numerator.to_string(), denominator.to_string())
        }
        None => {
            let (before, denominator) = body.split_once(['/', '⁄', '∕', '÷'])?;
            let before = before.trim_end_matches(is_space);
            let (whole, numerator) = before.rsplit_once(is_space).unwrap_or(("", before));
            (whole, numerator.to_owned(), denominator.trim_matches(is_space).to_owned())
        }
    };
    let whole = before.trim_matches(is_space);
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !plain(&numerator) || !plain(&denominator) || !(whole.is_empty() || plain(whole)) {
        return None;
    }
    let suggestion = exactly(minus, whole, &numerator, &denominator);
    Some(Refusal::Fraction { suggestion })
}

/// The fraction as a decimal, when it ends.
fn exactly(minus: bool, whole: &str, numerator: &str, denominator: &str) -> Option<Decimal> {
    let integer = |text: &str| BigInt::parse_bytes(text.as_bytes(), 10);
    let whole = if whole.is_empty() { BigInt::zero() } else { integer(whole)? };
    let denominator = integer(denominator).filter(|number| !number.is_zero())?;
    let mut rest = BigRational::new(integer(numerator)?, denominator) + whole;
    if minus {
        rest = -rest;
    }
    let ten = BigRational::from_integer(BigInt::from(10));
    for places in 0..=MAX_CHARACTERS {
        if rest.denom().is_one() {
            return shown_in_full(BigDecimal::new(rest.to_integer(), i64::try_from(places).ok()?));
        }
        rest *= &ten;
    }
    None
}

/// The zero of each script whose ten digits stand in a row in Unicode.
const ZEROS: [u32; 25] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50,
    0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, 0xA620, 0xA8D0, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC,
    0x1D7F6,
];

/// Arabic, Devanagari, circled, Roman and other digits.
fn other_script(minus: bool, body: &str) -> Option<Refusal> {
    let first = body.chars().find(|c| !(c.is_ascii_digit() || matches!(c, '.' | ',')))?;
    if !first.is_numeric() {
        return None;
    }
    let digits: String = body
        .chars()
        .map(|c| {
            let code = u32::from(c);
            let digit = ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|d| *d < 10));
            match (digit.and_then(|d| char::from_digit(d, 10)), c) {
                (Some(digit), _) => digit,
                // The Arabic decimal point.
                (None, '\u{66B}') => '.',
                (None, _) => c,
            }
        })
        .collect();
    Some(Refusal::OtherScript { suggestion: signed(minus, &digits) })
}
