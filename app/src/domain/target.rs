//! A value to reach, as a policy text fixes it.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;
use serde::{Deserialize, Serialize};

use super::decimal::Decimal;
use super::indicator::{Indicator, IndicatorCode, Kind};
use super::period::Period;
use super::unit::{Names, UnitCode};

/// How an actual value is held against the target's value. Data, because
/// translations blur "more than" (`above`) against "not less than" (`at_least`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// x > value
    Above,
    /// x >= value
    AtLeast,
    /// x < value
    Below,
    /// x <= value
    AtMost,
    /// value <= x <= upper
    Range,
    /// |x - value| <= tolerance
    Around,
    /// x > value in every period
    MaintainAbove,
    /// x >= value in every period
    MaintainAtLeast,
    /// change against the base year in percent >= value
    Growth,
    /// change against one year earlier in percent <= value
    ChangeAtMost,
    /// dated yes or no
    Milestone,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    pub period: Period,
    /// `None` when the text names the base year without a figure; then the
    /// approved figure of that period serves.
    pub value: Option<Decimal>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waypoint {
    pub period: Period,
    pub value: Decimal,
}

/// Where a target is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Number of the source document, `002`.
    pub document: String,
    /// Clause within it, `II(2)4`.
    pub clause: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Its number in the programme, `T10`.
    pub no: String,
    pub name: Names,
    pub indicator: IndicatorCode,
    /// Whose target it is; `None` for the programme's total.
    pub unit: Option<UnitCode>,
    pub comparator: Comparator,
    /// `None` only for milestones.
    pub value: Option<Decimal>,
    pub upper: Option<Decimal>,
    pub tolerance: Option<Decimal>,
    /// In what the value is expressed: `%`, `points`, `% vs base year`.
    pub value_unit: Names,
    pub baseline: Option<Baseline>,
    pub milestones: Vec<Waypoint>,
    /// `None` where the text prints no deadline.
    pub due: Option<Period>,
    /// The words of the source that fix the comparator, verbatim.
    pub printed_as: String,
    pub responsible: Names,
    pub source: Source,
}

impl Target {
    /// Whether its value can be held against one unit's figure where it is the
    /// programme's: a share's can, but of a sum a unit is only a part, and growth
    /// is against the whole programme's base.
    #[must_use]
    pub fn holds_for_each(&self, indicator: &Indicator) -> bool {
        let level = !matches!(
            self.comparator,
            Comparator::Growth | Comparator::ChangeAtMost | Comparator::Milestone
        );
        indicator.kind == Kind::Ratio && level && self.value.is_some()
    }

    /// Whether one figure is where the value asks it to be, whatever the period:
    /// a comparison, no verdict. `None` where the value is no level.
    #[must_use]
    pub fn reached_by(&self, figure: &BigRational) -> Option<bool> {
        let value = self.value.as_ref()?.to_ratio();
        Some(match self.comparator {
            Comparator::Above | Comparator::MaintainAbove => *figure > value,
            Comparator::AtLeast | Comparator::MaintainAtLeast => *figure >= value,
            Comparator::Below => *figure < value,
            Comparator::AtMost => *figure <= value,
            Comparator::Range => *figure >= value && *figure <= self.upper.as_ref()?.to_ratio(),
            Comparator::Around => {
                let printed = self.tolerance.as_ref().map(Decimal::to_ratio);
                (figure - &value).abs() <= tolerated(printed, &value)
            }
            Comparator::Growth | Comparator::ChangeAtMost | Comparator::Milestone => return None,
        })
    }
}

/// How far from `value` still counts as around it: as printed, else 5 % of it.
#[must_use]
pub fn tolerated(printed: Option<BigRational>, value: &BigRational) -> BigRational {
    printed.unwrap_or_else(|| value.abs() / BigRational::from_integer(BigInt::from(20)))
}
