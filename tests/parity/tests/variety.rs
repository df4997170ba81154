//! The 500 lines are worth comparing: distinct, stable, and with every outcome,
//! reason, refusal and notice among their answers.

#![expect(clippy::expect_used, reason = "a test that cannot read its own lines should stop")]

use std::collections::BTreeSet;

use parity::domain::decimal::Decimal;
use parity::domain::figure::{Notice, Refusal};
use parity::domain::progress::{Outcome, Reason};
use parity::domain::unit::Names;
use parity::{answer_all, answer_line, cases};
use serde_json::Value;

fn answers() -> Vec<Value> {
    cases().iter().map(|line| serde_json::from_str(&answer_line(line)).expect("JSON")).collect()
}

/// The name a value has on the wire.
fn name(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value).expect("JSON") {
        Value::String(name) => name,
        Value::Object(fields) => fields.keys().next().expect("a name").clone(),
        other => panic!("{other} has no name"),
    }
}

#[test]
fn there_are_500_lines_none_of_them_twice() {
    let lines = cases();
    assert_eq!(lines.len(), 500);
    assert_eq!(lines.iter().collect::<BTreeSet<_>>().len(), 500);
    let judged = lines.iter().filter(|line| line.starts_with(r#"{"judge""#)).count();
    assert_eq!(judged, 250);
    assert!(lines.iter().all(|line| !line.contains('\n')));
    assert_eq!(lines, cases());
}

#[test]
fn all_at_once_answers_as_one_by_one() {
    let lines = cases();
    let all = answer_all(&lines.join("\n"));
    let one_by_one: Vec<String> = lines.iter().map(|line| answer_line(line)).collect();
    assert_eq!(all.lines().collect::<Vec<_>>(), one_by_one);
    assert!(!all.contains(r#""field":"line""#), "every line is understood");
}

#[test]
fn every_outcome_and_every_reason_occurs() {
    let answers = answers();
    let said = |field: &str| -> BTreeSet<String> {
        answers.iter().filter_map(|a| a[field].as_str()).map(str::to_owned).collect()
    };
    assert_eq!(said("verdict"), Outcome::ALL.into_iter().map(name).collect());
    assert_eq!(said("reason"), Reason::ALL.into_iter().map(name).collect());
    let faults = answers.iter().filter(|answer| answer.get("error").is_some()).count();
    assert!((10..100).contains(&faults), "{faults} of 250 cases are refused");
}

#[test]
fn every_refusal_and_every_notice_occurs() {
    let answers = answers();
    let refused: BTreeSet<String> =
        answers.iter().filter_map(|a| a.get("refusal")).map(name).collect();
    assert_eq!(refused, every_refusal().into_iter().map(name).collect());
    let noted: BTreeSet<String> =
        answers.iter().filter_map(|a| a["notices"].as_array()).flatten().map(name).collect();
    assert_eq!(noted, every_notice().into_iter().map(name).collect());
    let numbers = answers.iter().filter(|answer| answer["entry"].get("number").is_some()).count();
    assert!(numbers >= 50, "only {numbers} texts are read as numbers");
}

/// One of each. A variant that is missing here does not compile in `counted`.
fn every_refusal() -> Vec<Refusal> {
    let (found, word, code) = (String::new, String::new, String::new);
    let suggestion = None;
    vec![
        Refusal::TooLong { allowed: 40 },
        Refusal::ControlCharacter { code: code() },
        Refusal::Formula,
        Refusal::SpreadsheetError { found: found() },
        Refusal::UseAbsenceControl { found: found(), absence: None },
        Refusal::TruthValue,
        Refusal::Date { found: found() },
        Refusal::ScaleWord { word: word(), suggestion: suggestion.clone() },
        Refusal::Scientific { suggestion: suggestion.clone() },
        Refusal::Fraction { suggestion: suggestion.clone() },
        Refusal::ChineseNumeral { suggestion: suggestion.clone() },
        Refusal::OtherScript { suggestion: suggestion.clone() },
        Refusal::Hexadecimal { suggestion: suggestion.clone() },
        Refusal::Underscore { suggestion },
        Refusal::BarePoint { suggestion: Decimal::zero() },
        Refusal::AmbiguousGrouping,
        Refusal::OtherUnit { found: found(), expected: Names { zh: found(), en: found() } },
        Refusal::TooManyDecimals { allowed: 0, found: 1 },
        Refusal::BelowMinimum { min: Decimal::zero() },
        Refusal::AboveMaximum { max: Decimal::zero() },
        Refusal::JsonNumber { found: found() },
        Refusal::JsonStructure,
        Refusal::NotANumber,
    ]
}

fn every_notice() -> Vec<Notice> {
    vec![
        Notice::FullWidth,
        Notice::MinusSign,
        Notice::ZeroWidth,
        Notice::LeadingPlus,
        Notice::LeadingZeros,
        Notice::NegativeZero,
    ]
}

/// Counts variants where the compiler sees that none is forgotten.
#[test]
fn the_lists_above_are_complete() {
    let counted = |refusal: &Refusal| match refusal {
        Refusal::TooLong { .. }
        | Refusal::ControlCharacter { .. }
        | Refusal::Formula
        | Refusal::SpreadsheetError { .. }
        | Refusal::UseAbsenceControl { .. }
        | Refusal::TruthValue
        | Refusal::Date { .. }
        | Refusal::ScaleWord { .. }
        | Refusal::Scientific { .. }
        | Refusal::Fraction { .. }
        | Refusal::ChineseNumeral { .. }
        | Refusal::OtherScript { .. }
        | Refusal::Hexadecimal { .. }
        | Refusal::Underscore { .. }
        | Refusal::BarePoint { .. }
        | Refusal::AmbiguousGrouping
        | Refusal::OtherUnit { .. }
        | Refusal::TooManyDecimals { .. }
        | Refusal::BelowMinimum { .. }
        | Refusal::AboveMaximum { .. }
        | Refusal::JsonNumber { .. }
        | Refusal::JsonStructure
        | Refusal::NotANumber => 23,
    };
    let refusals = every_refusal();
    assert_eq!(refusals.first().map(counted), Some(refusals.len()));
    assert_eq!(refusals.into_iter().map(name).collect::<BTreeSet<_>>().len(), 23);
}
