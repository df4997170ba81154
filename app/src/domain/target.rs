//! A value to reach, as a policy text fixes it.

use serde::{Deserialize, Serialize};

use super::decimal::Decimal;
use super::indicator::IndicatorCode;
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
