//! Rules 1 to 13, one function a kind of comparator.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::super::period::{Period, Quarter};
use super::super::target::{Comparator, tolerated};
use super::case::{Case, InputFault, Terms};
use super::path::Path;
use super::{
    Basis, Outcome, Point, Reason, Verdict, needs_acceleration_from, on_track_from, whole,
};

/// The points of a case in order of time.
type Timeline<'a> = [(Period, Option<&'a BigRational>)];

/// Judges a case.
///
/// # Errors
/// A case that contradicts itself: see [`InputFault`]. Missing figures are not
/// errors but verdicts.
pub fn judge(case: &Case) -> Result<Verdict, InputFault> {
    let points = case.checked()?;
    let terms = &case.terms;
    let latest = known(&points, case.as_of).last().map(|(period, x)| (period, x.clone()));
    let mut verdict = Verdict {
        outcome: Outcome::NotAssessable,
        reason: Some(Reason::NoFigure),
        gaps: latest.as_ref().map_or_else(Vec::new, |(latest, _)| gaps(&points, *latest)),
        latest,
        change_percent: None,
        progress: None,
        planned: None,
        pace: None,
        breached_since: None,
        basis: Basis::Nothing,
        segment: None,
    };
    // Rule 1.
    let Some(latest) = verdict.latest.clone() else {
        return Ok(verdict);
    };
    if terms.comparator == Comparator::Milestone {
        milestone(case, &points, &mut verdict);
        return Ok(verdict);
    }
    let Some(value) = &terms.value else {
        return Err(InputFault::new("target.value", "is needed for this comparator"));
    };
    let x = &latest.1;
    match terms.comparator {
        Comparator::Above => reach(case, &latest, x > value, &mut verdict),
        Comparator::AtLeast => reach(case, &latest, x >= value, &mut verdict),
        Comparator::Below => reach(case, &latest, x < value, &mut verdict),
        Comparator::AtMost => reach(case, &latest, x <= value, &mut verdict),
        Comparator::Around => around(case, &latest, value, &mut verdict),
        Comparator::Range => range(case, &latest, value, &mut verdict),
        Comparator::MaintainAbove => maintain(case, &points, |x| x > value, &mut verdict),
        Comparator::MaintainAtLeast => maintain(case, &points, |x| x >= value, &mut verdict),
        Comparator::Growth => growth(case, &latest, value, &mut verdict),
        Comparator::ChangeAtMost => change_at_most(case, &points, &latest, value, &mut verdict),
        // Judged above; it alone needs no value.
        Comparator::Milestone => {}
    }
    Ok(verdict)
}

/// Non-null points not after `as_of`.
fn known<'a>(
    points: &'a Timeline<'a>,
    as_of: Period,
) -> impl Iterator<Item = (Period, &'a BigRational)> {
    points
        .iter()
        .filter(move |(period, _)| not_after(*period, as_of))
        .filter_map(|(period, x)| Some((*period, (*x)?)))
}

/// A year ends with its fourth quarter.
fn not_after(period: Period, limit: Period) -> bool {
    period.last_quarter() <= limit.last_quarter()
}

fn is_due(case: &Case) -> bool {
    case.terms.due.is_some_and(|due| not_after(due, case.as_of))
}

/// Whether `latest` is a figure for the due period or later; where it is not,
/// no other point up to `as_of` is.
fn is_final(terms: &Terms, latest: Period) -> bool {
    terms.due.is_some_and(|due| not_after(due, latest))
}

fn settle(verdict: &mut Verdict, outcome: Outcome) {
    verdict.outcome = outcome;
    verdict.reason = None;
}

fn not_assessable(verdict: &mut Verdict, reason: Reason) {
    verdict.outcome = Outcome::NotAssessable;
    verdict.reason = Some(reason);
}

/// Rule 9; whether it applied.
fn overdue(case: &Case, latest: Period, verdict: &mut Verdict) -> bool {
    if !is_due(case) {
        return false;
    }
    if is_final(&case.terms, latest) {
        settle(verdict, Outcome::Missed);
    } else {
        not_assessable(verdict, Reason::FinalFigureMissing);
    }
    true
}

/// Rules 2, 9, 10 and 11 for a level.
fn reach(case: &Case, latest: &Point, satisfied: bool, verdict: &mut Verdict) {
    verdict.basis = Basis::Level;
    let baseline = case.terms.baseline.as_ref().and_then(|baseline| baseline.value.as_ref());
    if let (Some(baseline), Some(value)) = (baseline, &case.terms.value)
        && baseline != value
    {
        verdict.progress = Some((&latest.1 - baseline) / (value - baseline));
    }
    along_path(case, latest, satisfied, verdict);
}

/// Rules 9 and 10. `actual` is the latest figure, for growth its change.
fn along_path(case: &Case, actual: &Point, satisfied: bool, verdict: &mut Verdict) {
    if satisfied {
        return settle(verdict, Outcome::Met);
    }
    if overdue(case, actual.0, verdict) {
        return;
    }
    settle(verdict, Outcome::NotYet);
    let path = Path::of(&case.terms);
    let Some((start, path)) = path.as_ref().and_then(|path| Some((&path.start()?.1, path))) else {
        return;
    };
    let Some(segment) = path.segment(actual.0) else {
        // At or before the baseline's period; after the end it would be due.
        verdict.planned = Some(start.clone());
        return;
    };
    let planned = segment.planned();
    verdict.segment = Some(segment);
    if planned != *start {
        let pace = (&actual.1 - start) / (&planned - start);
        verdict.outcome = if pace >= on_track_from() {
            Outcome::OnTrack
        } else if pace >= needs_acceleration_from() {
            Outcome::NeedsAcceleration
        } else if !pace.is_negative() {
            Outcome::OffTrack
        } else {
            Outcome::MovingAway
        };
        verdict.pace = Some(pace);
    }
    verdict.planned = Some(planned);
}

/// Rule 3.
fn around(case: &Case, latest: &Point, value: &BigRational, verdict: &mut Verdict) {
    let distance = (&latest.1 - value).abs();
    let tolerance = tolerated(case.terms.tolerance.clone(), value);
    reach(case, latest, distance <= tolerance, verdict);
    verdict.basis = Basis::Around { distance, tolerance };
}

/// Rule 4.
fn range(case: &Case, latest: &Point, value: &BigRational, verdict: &mut Verdict) {
    verdict.basis = Basis::Level;
    let x = &latest.1;
    let place = if x < value {
        Outcome::Below
    } else if case.terms.upper.as_ref().is_some_and(|upper| x > upper) {
        Outcome::Above
    } else {
        Outcome::Within
    };
    settle(
        verdict,
        match (is_due(case) && is_final(&case.terms, latest.0), place) {
            (false, place) => place,
            (true, Outcome::Within) => Outcome::Met,
            (true, _) => Outcome::Missed,
        },
    );
}

/// Rule 5.
fn maintain(
    case: &Case,
    points: &Timeline,
    satisfies: impl Fn(&BigRational) -> bool,
    verdict: &mut Verdict,
) {
    let baseline = case.terms.baseline.as_ref().map(|baseline| baseline.period);
    let Some(from) = baseline.or_else(|| points.first().map(|(period, _)| *period)) else {
        return;
    };
    let mut checked = 0;
    let mut failed = None;
    for (period, x) in known(points, case.as_of).filter(|(period, _)| not_after(from, *period)) {
        checked += 1;
        if !satisfies(x) {
            failed = Some((period, x.clone()));
            break;
        }
    }
    verdict.breached_since = failed.as_ref().map(|(period, _)| *period);
    if failed.is_some() {
        settle(verdict, Outcome::Breached);
    } else if checked > 0 {
        settle(verdict, Outcome::Kept);
    } else {
        not_assessable(verdict, Reason::NoFigure);
    }
    verdict.basis = Basis::Maintained { from, checked, failed };
}

/// Rule 6, then 9 to 11 in percent.
fn growth(case: &Case, latest: &Point, value: &BigRational, verdict: &mut Verdict) {
    let base = case
        .terms
        .baseline
        .as_ref()
        .and_then(|baseline| Some((baseline.period, baseline.value.clone()?)));
    verdict.basis = Basis::Growth { base: base.clone() };
    let Some((_, base)) = base else {
        return not_assessable(verdict, Reason::NoBaseline);
    };
    let Some(change) = change_percent(&latest.1, &base) else {
        return not_assessable(verdict, Reason::BaseZero);
    };
    if !value.is_zero() {
        verdict.progress = Some(&change / value);
    }
    let satisfied = change >= *value;
    let actual = (latest.0, change);
    along_path(case, &actual, satisfied, verdict);
    verdict.change_percent = Some(actual.1);
}

/// Rule 7.
fn change_at_most(
    case: &Case,
    points: &Timeline,
    latest: &Point,
    value: &BigRational,
    verdict: &mut Verdict,
) {
    let year_before = latest.0.last_quarter().year_before();
    let before = points
        .iter()
        .find(|(period, _)| Some(period.last_quarter()) == year_before)
        .and_then(|(period, x)| Some((*period, (*x)?.clone())));
    verdict.basis = Basis::YearOnYear { before: before.clone() };
    let Some((_, before)) = before else {
        return not_assessable(verdict, Reason::NoPreviousYear);
    };
    let Some(change) = change_percent(&latest.1, &before) else {
        return not_assessable(verdict, Reason::BaseZero);
    };
    if change <= *value {
        settle(verdict, Outcome::Met);
    } else if !overdue(case, latest.0, verdict) {
        settle(verdict, Outcome::NotYet);
    }
    verdict.change_percent = Some(change);
}

/// (x / base - 1) * 100; `None` against zero.
fn change_percent(x: &BigRational, base: &BigRational) -> Option<BigRational> {
    (!base.is_zero()).then(|| (x / base - whole(1)) * whole(100))
}

/// Rule 8.
fn milestone(case: &Case, points: &Timeline, verdict: &mut Verdict) {
    let done = known(points, case.as_of).find(|(_, x)| x.is_one()).map(|(period, _)| period);
    verdict.basis = Basis::Milestone { done };
    settle(
        verdict,
        match done {
            Some(done) if case.terms.due.is_none_or(|due| not_after(done, due)) => Outcome::Met,
            Some(_) => Outcome::MetLate,
            None if is_due(case) => Outcome::Missed,
            None => Outcome::Pending,
        },
    );
}

/// Rule 12: years when every point is a year, else quarters.
fn gaps(points: &Timeline, latest: Period) -> Vec<Period> {
    let Some((first, _)) = points.first() else {
        return Vec::new();
    };
    let filled: BTreeSet<Quarter> = points
        .iter()
        .filter(|(_, x)| x.is_some())
        .map(|(period, _)| period.last_quarter())
        .collect();
    let yearly = points.iter().all(|(period, _)| period.is_year());
    Quarter::range(first.last_quarter(), latest.last_quarter())
        .filter(|quarter| !filled.contains(quarter))
        .filter(|quarter| !yearly || quarter.of_year() == 4)
        .map(|quarter| if yearly { Period::Year(quarter.year()) } else { quarter.into() })
        .collect()
}
