//! The verdict as the command and the API answer it. The only place where
//! numbers are rounded.

use num_rational::BigRational;
use serde::Serialize;

use super::super::decimal::Decimal;
use super::super::period::Period;
use super::{InputFault, Outcome, Point, Reason, Verdict};

/// Digits behind the point in an answer.
const DECIMALS: u32 = 6;

/// A number as it is answered: half to even at six decimals, without trailing
/// zeros.
#[must_use]
pub fn printed(number: &BigRational) -> Decimal {
    Decimal::round_half_even(number, DECIMALS)
}

/// One verdict on the wire; the fields stand in the order of the progress rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer<'a> {
    verdict: Outcome,
    reason: Option<Reason>,
    latest: Option<Latest>,
    change_percent: Option<Decimal>,
    progress: Option<Decimal>,
    planned: Option<Decimal>,
    pace: Option<Decimal>,
    breached_since: Option<Period>,
    gaps: &'a [Period],
    explanation: &'a str,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Latest {
    period: Period,
    value: Decimal,
}

/// One refused case on the wire: `{"error":{"field":…,"message":…}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FaultAnswer<'a> {
    error: &'a InputFault,
}

/// The verdict with its explanation in the caller's language.
#[must_use]
pub fn answer<'a>(verdict: &'a Verdict, explanation: &'a str) -> Answer<'a> {
    let number = |exact: &Option<BigRational>| exact.as_ref().map(printed);
    let latest = |(period, x): &Point| Latest { period: *period, value: printed(x) };
    Answer {
        verdict: verdict.outcome,
        reason: verdict.reason,
        latest: verdict.latest.as_ref().map(latest),
        change_percent: number(&verdict.change_percent),
        progress: number(&verdict.progress),
        planned: number(&verdict.planned),
        pace: number(&verdict.pace),
        breached_since: verdict.breached_since,
        gaps: &verdict.gaps,
        explanation,
    }
}

#[must_use]
pub fn fault_answer(fault: &InputFault) -> FaultAnswer<'_> {
    FaultAnswer { error: fault }
}
