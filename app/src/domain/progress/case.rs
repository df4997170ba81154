//! A case: terms, series and day of judging, and what makes it contradictory.

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use serde::Serialize;

use super::super::decimal::Decimal;
use super::super::period::{Period, Quarter};
use super::super::target::{Comparator, Target};
use super::Point;

/// Where a path starts, or against what growth is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    pub period: Period,
    /// `None` when a base year is named and its figure is not known.
    pub value: Option<BigRational>,
}

/// A target as far as judging goes. Numbers are in the series' unit, except
/// that `value` and `milestones` of a growth or a change are in percent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub comparator: Comparator,
    /// `None` only for a milestone.
    pub value: Option<BigRational>,
    /// Upper end of a range.
    pub upper: Option<BigRational>,
    /// Allowed distance for `around`; 5 % of `value` when `None`.
    pub tolerance: Option<BigRational>,
    pub baseline: Option<Base>,
    /// Points between baseline and target through which the plan runs.
    pub milestones: Vec<Point>,
    pub due: Option<Period>,
}

/// One target, its series and the period up to which it is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub terms: Terms,
    /// In any order; `None` is a figure that is not available.
    pub series: Vec<(Period, Option<BigRational>)>,
    pub as_of: Period,
}

/// A case that cannot be judged because it contradicts itself or is not
/// written as a case. Addressed to whoever calls the API or the command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InputFault {
    /// Path to the value at fault, `target.milestones[0].period`; `case` for
    /// the whole.
    pub field: String,
    pub message: String,
}

impl InputFault {
    pub(super) fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

impl Terms {
    /// The terms of a programme's target. A baseline whose text prints no
    /// figure takes the figure of its period from `series`.
    #[must_use]
    pub fn of(target: &Target, series: &[(Period, Option<BigRational>)]) -> Self {
        let figure_of = |period: Period| {
            let same = |(p, _): &&(Period, _)| p.last_quarter() == period.last_quarter();
            series.iter().find(same).and_then(|(_, value)| value.clone())
        };
        let exact = |number: &Option<Decimal>| number.as_ref().map(Decimal::to_ratio);
        Self {
            comparator: target.comparator,
            value: exact(&target.value),
            upper: exact(&target.upper),
            tolerance: exact(&target.tolerance),
            baseline: target.baseline.as_ref().map(|baseline| Base {
                period: baseline.period,
                value: exact(&baseline.value).or_else(|| figure_of(baseline.period)),
            }),
            milestones: target
                .milestones
                .iter()
                .map(|waypoint| (waypoint.period, waypoint.value.to_ratio()))
                .collect(),
            due: target.due,
        }
    }

    /// Refuses terms that contradict themselves.
    fn check(&self) -> Result<(), InputFault> {
        let fault =
            |field: &str, message: &str| Err(InputFault::new(format!("target.{field}"), message));
        if self.value.is_none() && self.comparator != Comparator::Milestone {
            return fault("value", "is needed for this comparator");
        }
        if self.upper.is_none() && self.comparator == Comparator::Range {
            return fault("upper", "is needed for a range");
        }
        if let (Some(value), Some(upper)) = (&self.value, &self.upper)
            && upper < value
        {
            return fault("upper", "must not be less than value");
        }
        if self.tolerance.as_ref().is_some_and(Signed::is_negative) {
            return fault("tolerance", "must not be negative");
        }
        let start = self.baseline.as_ref().map(|baseline| baseline.period.last_quarter());
        let end = self.due.map(Period::last_quarter);
        if let (Some(start), Some(end)) = (start, end)
            && end <= start
        {
            return fault("due", "must be after the baseline's period");
        }
        let mut seen: Vec<Quarter> = Vec::new();
        for (position, (period, _)) in self.milestones.iter().enumerate() {
            let at = period.last_quarter();
            let field = format!("milestones[{position}].period");
            if start.is_some_and(|start| at <= start) || end.is_some_and(|end| at >= end) {
                return fault(&field, "must be between the baseline's period and the due date");
            }
            if seen.contains(&at) {
                return fault(&field, "is given twice");
            }
            seen.push(at);
        }
        Ok(())
    }
}

impl Case {
    /// A programme's target against its series as of a period.
    #[must_use]
    pub fn of(target: &Target, series: Vec<(Period, Option<BigRational>)>, as_of: Period) -> Self {
        Self { terms: Terms::of(target, &series), series, as_of }
    }

    /// The series in order of time.
    ///
    /// # Errors
    /// Terms that contradict themselves, a period given twice (`2024` and
    /// `2024-Q4` are the same), a milestone figure that is neither 0 nor 1.
    pub(super) fn checked(&self) -> Result<Vec<(Period, Option<&BigRational>)>, InputFault> {
        self.terms.check()?;
        let mut order: Vec<usize> = (0..self.series.len()).collect();
        order.sort_by_key(|position| {
            self.series.get(*position).map(|(period, _)| period.last_quarter())
        });
        let mut sorted: Vec<(Period, Option<&BigRational>)> = Vec::with_capacity(order.len());
        for position in order {
            let Some((period, value)) = self.series.get(position) else {
                continue;
            };
            let at = period.last_quarter();
            if sorted.last().is_some_and(|(before, _)| before.last_quarter() == at) {
                let field = format!("series[{position}].period");
                return Err(InputFault::new(field, format!("{period} is given twice")));
            }
            let yes_or_no = |value: &BigRational| value.is_zero() || value.is_one();
            if self.terms.comparator == Comparator::Milestone
                && !value.as_ref().is_none_or(yes_or_no)
            {
                let field = format!("series[{position}].value");
                return Err(InputFault::new(field, "must be \"1\" or \"0\" for a milestone"));
            }
            sorted.push((*period, value.as_ref()));
        }
        Ok(sorted)
    }
}
