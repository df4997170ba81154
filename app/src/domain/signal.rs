//! What in a unit's figures asks for a look. The rules are this product's own;
//! each is a comparison of approved figures, and none is a verdict.
//!
//! | signal | when |
//! |---|---|
//! | missing | there is no figure up to the last due quarter |
//! | stale | the latest figure is of a quarter before the last due one |
//! | below the median | more than ten percentage points, for percentages alone |
//! | falling | lower than the quarter before, twice in a row |
//!
//! Whom the indicator does not apply to gives no signal.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::period::Quarter;
use super::series::{Absence, Figure, Series, Standing};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    Missing,
    Stale {
        latest: Quarter,
    },
    /// By how many percentage points.
    BelowMedian {
        points: BigRational,
    },
    Falling,
}

/// Fewer figures than this have no middle to be below of.
const LEAST: usize = 3;
/// The distance from the median that is still not told, in percentage points.
const FAR: i64 = 10;

/// The middle of the figures; of an even number of them, halfway between the
/// two in the middle. `None` for fewer than three.
#[must_use]
pub fn median(figures: impl IntoIterator<Item = BigRational>) -> Option<BigRational> {
    let mut figures: Vec<BigRational> = figures.into_iter().collect();
    if figures.len() < LEAST {
        return None;
    }
    figures.sort();
    let upper = figures.get(figures.len() / 2)?;
    if figures.len() % 2 == 1 {
        return Some(upper.clone());
    }
    let lower = figures.get(figures.len() / 2 - 1)?;
    Some((lower + upper) / BigRational::from_integer(BigInt::from(2)))
}

/// More than ten points below `median`; both in percent.
#[must_use]
pub fn below_median(percent: &BigRational, median: &BigRational) -> Option<Signal> {
    let points = median - percent;
    (points > BigRational::from_integer(BigInt::from(FAR)))
        .then_some(Signal::BelowMedian { points })
}

/// Whether there is a figure, how old it is, and whether it falls. `quarter`
/// is the one that is looked at, `due` the last one whose returns were due.
#[must_use]
pub fn of_series(series: &Series, quarter: Quarter, due: Quarter) -> Vec<Signal> {
    let figures = || series.points.iter().filter(|point| point.period.last_quarter() <= due);
    let applies = |figure: &Figure| *figure != Figure::Absent(Absence::NotApplicable);
    let Some(latest) = figures().rfind(|point| point.figure.exact().is_some()) else {
        // One "not applicable" is an answer; nothing else is.
        let answered = figures().any(|point| !applies(&point.figure));
        return if answered { Vec::new() } else { vec![Signal::Missing] };
    };
    let latest = latest.period.last_quarter();
    let since = |point: &&super::series::Point| point.period.last_quarter() > latest;
    let given_up = figures().filter(since).any(|point| !applies(&point.figure));
    let mut signals = Vec::new();
    if latest < due && !given_up {
        signals.push(Signal::Stale { latest });
    }
    if falls(series, quarter) {
        signals.push(Signal::Falling);
    }
    signals
}

/// Sums that lack units cannot fall: they are others' sums.
fn falls(series: &Series, quarter: Quarter) -> bool {
    let figure = |back: i32| {
        let point = series.at(quarter.plus(-back)?.into())?;
        (point.standing == Standing::Approved).then(|| point.figure.exact())?
    };
    match (figure(2), figure(1), figure(0)) {
        (Some(first), Some(second), Some(third)) => first > second && second > third,
        _ => false,
    }
}

#[cfg(test)]
#[path = "signal_tests.rs"]
mod tests;
