//! What is counted, and how it adds up over time and over units.

use serde::{Deserialize, Serialize};

use super::decimal::Decimal;
use super::period::Quarter;
use super::unit::Names;

/// An indicator's code within its programme: `R01`, `T10`.
pub type IndicatorCode = String;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Something that happens during a quarter: tonnes recovered.
    Flow,
    /// A state at the quarter's end: outlets in service.
    Stock,
    /// A percentage kept as numerator and denominator, recomputed and never averaged.
    Ratio,
    /// Done (1) or not yet (0).
    Milestone,
}

/// What a filed flow covers, or both parts of a ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Covers {
    Quarter,
    /// Cumulative since 1 January; the quarter is the difference.
    YearToDate,
}

/// Which series an indicator yields for a target (the progress rules, "series").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The filed level or percentage, quarter by quarter.
    Level,
    /// The calendar year's sum, for targets "per year".
    CalendarYear,
    /// The sum of all quarters so far.
    Running,
}

/// How figures of several units become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverUnits {
    Sum,
    /// Add numerators and denominators, then divide.
    Recompute,
    /// Done when all are done.
    All,
    /// Has no meaning for several units together.
    None,
}

/// Which units file the indicator, where a unit has members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FiledBy {
    /// The members; the unit above is their sum.
    Members,
    /// The unit above itself; its members do not file it.
    Whole,
}

/// One part of a ratio: what it counts, in which unit of measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub name: Names,
    pub measure_unit: Names,
    pub decimals: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    pub numerator: Part,
    pub denominator: Part,
}

/// One indicator of a programme's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    pub code: IndicatorCode,
    pub name: Names,
    /// Code of the form's section it stands in.
    pub section: String,
    pub kind: Kind,
    /// The unit of measure, `吨` / `t`; `%` for ratios.
    pub measure_unit: Names,
    /// How many places behind the point may be filed; for a ratio, shown.
    pub decimals: u8,
    /// Least and greatest figure that can be filed, both allowed.
    pub min: Option<Decimal>,
    pub max: Option<Decimal>,
    pub covers: Covers,
    pub measure: Measure,
    pub over_units: OverUnits,
    pub filed_by: FiledBy,
    /// Present exactly when `kind` is a ratio.
    pub parts: Option<Parts>,
    /// First and last quarter in which it is filed, where the terms changed.
    pub valid_from: Option<Quarter>,
    pub valid_until: Option<Quarter>,
    /// What exactly is counted, for whoever fills the form.
    pub definition: Option<Names>,
}

impl Indicator {
    /// Whether the indicator is filed for `quarter`.
    #[must_use]
    pub fn valid_in(&self, quarter: Quarter) -> bool {
        self.valid_from.is_none_or(|from| quarter >= from)
            && self.valid_until.is_none_or(|until| quarter <= until)
    }

    /// Whether what is filed adds up since 1 January.
    #[must_use]
    pub fn is_cumulative(&self) -> bool {
        self.covers == Covers::YearToDate && matches!(self.kind, Kind::Flow | Kind::Ratio)
    }

    /// Whether its figures are percentages: then two of them differ by points. A
    /// ratio in another unit (energy for value added) differs in percent.
    #[must_use]
    pub fn is_percentage(&self) -> bool {
        self.kind == Kind::Ratio && self.measure_unit.en == "%"
    }

    /// The unit of measure as lists of codes spell it, from its English name:
    /// `T`, `PERCENT`, `10000_M3`.
    #[must_use]
    pub fn measure_code(&self) -> String {
        let mut code = String::new();
        for character in self.measure_unit.en.chars() {
            match character {
                '%' => code.push_str("PERCENT"),
                '²' => code.push('2'),
                '³' => code.push('3'),
                ',' => {}
                _ if character.is_ascii_alphanumeric() => code.push(character.to_ascii_uppercase()),
                _ if code.ends_with('_') || code.is_empty() => {}
                _ => code.push('_'),
            }
        }
        code.truncate(code.trim_end_matches('_').len());
        if code.is_empty() { "UNIT".to_owned() } else { code }
    }

    /// Cells on the form: two for a ratio, else one.
    #[must_use]
    pub fn cells(&self) -> usize {
        if self.kind == Kind::Ratio { 2 } else { 1 }
    }
}
