//! How a target is judged: thirteen rules, one function, exact fractions all
//! the way (`docs/progress`, "the progress rules"; a comment "rule 9" means
//! theirs).
//!
//! The idea of holding the observed pace against the required one is that of
//! Eurostat's and Open SDG's progress measures, fitted to the comparators of
//! Chinese policy texts. A direction is never guessed (rule 13), a missing
//! figure is never zero, and nothing is rounded before it is answered
//! ([`answer`]). Which figures make up a series is decided before it comes
//! here; how a verdict is put into words, in `app/locales/progress_words.rs`.

mod answer;
mod case;
mod json;
mod path;
mod rules;
#[cfg(test)]
mod tests;

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use super::period::Period;

pub use answer::{Answer, FaultAnswer, answer, fault_answer, printed};
pub use case::{Base, Case, InputFault, Terms};
pub use json::parse_case;
pub use path::{Segment, planned_path};
pub use rules::judge;

/// A number of a period; exact, in the series' own unit.
pub type Point = (Period, BigRational);

/// What is said of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Met,
    /// A milestone reached after its due date.
    MetLate,
    /// At least 0.95 of the planned pace.
    OnTrack,
    /// At least 0.60 of the planned pace.
    NeedsAcceleration,
    /// Less than that, but not away from the target.
    OffTrack,
    /// Behind the baseline.
    MovingAway,
    /// Not reached, not due, and nothing from which a pace could be told.
    NotYet,
    /// A milestone not reached and not due.
    Pending,
    Missed,
    /// Maintained in every period so far.
    Kept,
    /// Not maintained in some period; later recovery does not heal it.
    Breached,
    /// Under, in and over a range that is not due yet.
    Below,
    Within,
    Above,
    NotAssessable,
}

impl Outcome {
    pub const ALL: [Self; 15] = [
        Self::Met,
        Self::MetLate,
        Self::OnTrack,
        Self::NeedsAcceleration,
        Self::OffTrack,
        Self::MovingAway,
        Self::NotYet,
        Self::Pending,
        Self::Missed,
        Self::Kept,
        Self::Breached,
        Self::Below,
        Self::Within,
        Self::Above,
        Self::NotAssessable,
    ];
}

/// Why a target cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No figure up to the day of judging (rules 1 and 5).
    NoFigure,
    /// Growth against a figure nobody knows (rule 6).
    NoBaseline,
    /// A change against zero (rules 6 and 7).
    BaseZero,
    /// No figure exactly one year earlier (rule 7).
    NoPreviousYear,
    /// Due, and the figure that would decide is not in (rule 9).
    FinalFigureMissing,
}

impl Reason {
    pub const ALL: [Self; 5] = [
        Self::NoFigure,
        Self::NoBaseline,
        Self::BaseZero,
        Self::NoPreviousYear,
        Self::FinalFigureMissing,
    ];
}

/// What the verdict rests on, by kind of comparator: the inputs of the formula
/// that are not in the case or the verdict itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// There was nothing to compare (rule 1).
    Nothing,
    /// The latest figure against value, or value and upper (rules 2 and 4).
    Level,
    /// The latest figure's distance from value (rule 3), in the series' unit.
    Around { distance: BigRational, tolerance: BigRational },
    /// Every figure since `from` (rule 5); `checked` of them, up to and
    /// including the first that failed.
    Maintained { from: Period, checked: usize, failed: Option<Point> },
    /// The latest figure against the baseline (rule 6), in percent.
    Growth { base: Option<Point> },
    /// The latest figure against the one a year before (rule 7), in percent.
    YearOnYear { before: Option<Point> },
    /// The first period marked as done (rule 8).
    Milestone { done: Option<Period> },
}

/// The verdict of one case. Numbers are exact; [`answer`] rounds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub outcome: Outcome,
    /// Present exactly when the outcome is `NotAssessable`.
    pub reason: Option<Reason>,
    /// The last figure not after the day of judging (rule 1).
    pub latest: Option<Point>,
    /// Change against baseline or previous year in percent (rules 6 and 7).
    pub change_percent: Option<BigRational>,
    /// Share of the way from baseline to value (rule 11); 1 is the target.
    pub progress: Option<BigRational>,
    /// What the path asks at the latest figure's period, in the series' unit,
    /// for growth in percent (rule 10).
    pub planned: Option<BigRational>,
    /// Observed change over planned change since the baseline (rule 10).
    pub pace: Option<BigRational>,
    pub breached_since: Option<Period>,
    /// Periods between the first point and the latest without a figure (rule 12).
    pub gaps: Vec<Period>,
    pub basis: Basis,
    /// The stretch of the path `planned` was read from; `None` at or before
    /// the baseline's period.
    pub segment: Option<Segment>,
}

/// The least pace that is on track (rule 10).
#[must_use]
pub fn on_track_from() -> BigRational {
    hundredths(95)
}

/// The least pace that can still be made up by acceleration (rule 10).
#[must_use]
pub fn needs_acceleration_from() -> BigRational {
    hundredths(60)
}

fn hundredths(count: i64) -> BigRational {
    BigRational::new(BigInt::from(count), BigInt::from(100))
}

fn whole(number: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}
