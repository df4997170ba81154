//! What the parser has to say about a text: notices beside a figure, and
//! refusals instead of one. Data only; the words are in
//! `app/locales/figure_words.rs`.

use serde::{Deserialize, Serialize};

use super::super::decimal::Decimal;
use super::super::series::Absence;
use super::super::unit::Names;

/// Something that was read although it was written unusually. People are told,
/// because the cell will show another text than they typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Full-width digits, point or sign: `１２．５`.
    FullWidth,
    /// The typographic minus sign U+2212 stands for `-`.
    MinusSign,
    /// Invisible zero-width characters were taken out.
    ZeroWidth,
    LeadingPlus,
    LeadingZeros,
    /// `-0` is 0.
    NegativeZero,
}

/// Why a text is not a figure, with what the message needs. A `suggestion` is
/// what to write instead; `None` where the text can be read in two ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// More than [`super::MAX_CHARACTERS`].
    TooLong {
        allowed: usize,
    },
    /// A control character or a bidi control, which can make a number look
    /// like another one; its code point as `U+202E`.
    ControlCharacter {
        code: String,
    },
    /// `=SUM(A1:A3)`, `12+3`.
    Formula,
    /// `#DIV/0!`
    SpreadsheetError {
        found: String,
    },
    /// `无`, `-`, `N/A`: absence has a control of its own. `absence` is the
    /// one that was meant, where the text says so; `无` may also mean zero.
    UseAbsenceControl {
        found: String,
        absence: Option<Absence>,
    },
    /// `TRUE`, or a JSON or XLSX truth value.
    TruthValue,
    /// A date, a quarter or a time.
    Date {
        found: String,
    },
    /// `1.25万`, `12k`.
    ScaleWord {
        word: String,
        suggestion: Option<Decimal>,
    },
    /// `1.2E+05`
    Scientific {
        suggestion: Option<Decimal>,
    },
    /// `1/2`, `½`
    Fraction {
        suggestion: Option<Decimal>,
    },
    /// `一万二千`
    ChineseNumeral {
        suggestion: Option<Decimal>,
    },
    /// Digits of another script: `١٢`, `Ⅻ`.
    OtherScript {
        suggestion: Option<Decimal>,
    },
    /// `0x1F`
    Hexadecimal {
        suggestion: Option<Decimal>,
    },
    /// `12_500`
    Underscore {
        suggestion: Option<Decimal>,
    },
    /// `.5` or `5.`
    BarePoint {
        suggestion: Decimal,
    },
    /// Separators that are not proper groups of three: `1,23`, `1.234,56`.
    AmbiguousGrouping,
    /// A unit that is not the field's.
    OtherUnit {
        found: String,
        expected: Names,
    },
    /// Digits behind the point, trailing zeros not counted.
    TooManyDecimals {
        allowed: u32,
        found: u32,
    },
    BelowMinimum {
        min: Decimal,
    },
    AboveMaximum {
        max: Decimal,
    },
    /// A JSON number; decimals are strings in JSON. `found` is its text.
    JsonNumber {
        found: String,
    },
    /// A JSON array or object.
    JsonStructure,
    /// None of the above: not a number at all.
    NotANumber,
}
