//! One line through time: figures joined where they follow each other, gaps
//! left open.

use plotters::prelude::Cartesian2d;

use super::Value;
use super::canvas::Canvas;
use super::ink::Ink;
use super::scale::{DecimalAxis, TimeAxis};
use crate::domain::decimal::Decimal;
use crate::domain::period::Period;
use crate::domain::series::Standing;

pub(super) type Area<'a, 'd> = Canvas<'a, Cartesian2d<TimeAxis, &'d DecimalAxis>>;

/// A figure at its slot.
#[derive(Clone)]
pub(super) struct Stop<'v> {
    pub(super) slot: i32,
    pub(super) number: &'v Decimal,
    standing: Standing,
}

/// Runs of figures without a gap.
pub(super) struct Track<'v> {
    runs: Vec<Vec<Stop<'v>>>,
}

impl<'v> Track<'v> {
    /// Values in order of time. An absent one, or a period left out, ends a run.
    pub(super) fn through(
        values: impl Iterator<Item = (Period, &'v Value)>,
        slot: impl Fn(Period) -> i32,
    ) -> Self {
        let mut runs: Vec<Vec<Stop>> = Vec::new();
        let mut before: Option<Period> = None;
        for (period, value) in values {
            let Value::Number(number, standing) = value else {
                before = None;
                continue;
            };
            let stop = Stop { slot: slot(period), number, standing: *standing };
            match runs.last_mut() {
                Some(run) if before.is_some_and(|before| follows(before, period)) => run.push(stop),
                _ => runs.push(vec![stop]),
            }
            before = Some(period);
        }
        Self { runs }
    }

    pub(super) fn stops(&self) -> impl DoubleEndedIterator<Item = &Stop<'v>> {
        self.runs.iter().flatten()
    }

    /// Lines, and points of `radius`; without radius only the points that
    /// stand alone or are not approved, these hollow.
    pub(super) fn draw(&self, area: &Area, ink: Ink, radius: u32) {
        for run in &self.runs {
            area.path(run.iter().map(Stop::at).collect(), ink, 2);
        }
        for run in &self.runs {
            for stop in run {
                if radius > 0 || run.len() == 1 || stop.standing != Standing::Approved {
                    area.dot(stop.at(), radius.max(2), ink.dot(stop.standing));
                }
            }
        }
    }
}

impl Stop<'_> {
    pub(super) fn at(&self) -> (i64, Decimal) {
        (TimeAxis::middle(self.slot), self.number.clone())
    }
}

/// Whether nothing lies between the two: the next quarter, the next year, or
/// a change from years to quarters.
fn follows(before: Period, next: Period) -> bool {
    match (before, next) {
        (Period::Year(before), Period::Year(next)) => i32::from(next) - i32::from(before) == 1,
        (Period::Quarter(before), Period::Quarter(next)) => next.index() - before.index() == 1,
        _ => (1..=4).contains(&(next.last_quarter().index() - before.last_quarter().index())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::{missing, number};

    fn runs(values: &[(&str, Value)]) -> Vec<usize> {
        let values: Vec<(Period, &Value)> = values
            .iter()
            .map(|(period, value)| (period.parse().expect("a period"), value))
            .collect();
        let track = Track::through(values.into_iter(), |period| period.last_quarter().index());
        track.runs.iter().map(Vec::len).collect()
    }

    #[test]
    fn a_missing_figure_and_a_missing_period_both_leave_a_gap() {
        let one = || number("1");
        assert_eq!(
            runs(&[
                ("2025-Q1", one()),
                ("2025-Q2", one()),
                ("2025-Q3", missing()),
                ("2025-Q4", one())
            ]),
            [2, 1]
        );
        assert_eq!(runs(&[("2025-Q1", one()), ("2025-Q3", one())]), [1, 1]);
        assert_eq!(runs(&[("2023", one()), ("2024", one()), ("2026", one())]), [2, 1]);
        assert_eq!(runs(&[("2024", one()), ("2025-Q1", one())]), [2]);
    }
}
