//! Every worked case of the progress rules; the rules one by one are in the
//! files beside.

use serde_json::{Value, json};

use super::super::decimal::Decimal;
use super::super::period::Quarter;
use super::*;

mod comparators;
mod faults;
mod properties;
mod way;

fn number(text: &str) -> BigRational {
    text.parse::<Decimal>().expect("a decimal").to_ratio()
}

/// A case from `target` fields, `period value` points (`2025 -` is null) and
/// the period of judging.
fn case(target: Value, points: &[&str], as_of: &str) -> Case {
    let series: Vec<Value> = points
        .iter()
        .map(|point| {
            let (period, value) = point.split_once(' ').expect("period and value");
            json!({ "period": period, "value": (value != "-").then_some(value) })
        })
        .collect();
    let case = json!({ "target": target, "series": series, "as_of": as_of });
    parse_case(&case.to_string()).expect("a case")
}

fn answered(target: Value, points: &[&str], as_of: &str) -> Value {
    let verdict = judge(&case(target, points, as_of)).expect("a verdict");
    serde_json::to_value(answer(&verdict, "")).expect("JSON")
}

/// Asserts some of the answer's fields.
#[track_caller]
fn judged(target: Value, points: &[&str], as_of: &str, expected: Value) {
    let answer = answered(target, points, as_of);
    for (field, value) in expected.as_object().expect("fields") {
        assert_eq!(&answer[field], value, "{field} in {answer}");
    }
}

fn rate() -> Value {
    json!({ "comparator": "at_least", "value": "32", "due": "2027",
            "baseline": { "period": "2023", "value": "20" } })
}

fn growth(base: &str) -> Value {
    json!({ "comparator": "growth", "value": "45", "due": "2027",
            "baseline": { "period": "2023", "value": base } })
}

#[test]
fn the_worked_cases_come_out_as_printed() {
    let above = |value: &str| json!({ "comparator": "above", "value": value, "due": "2027" });
    judged(
        above("3000"),
        &["2025 3000"],
        "2025",
        json!({ "verdict": "not_yet", "progress": null }),
    );
    judged(above("25"), &["2025 26"], "2025", json!({ "verdict": "met", "reason": null }));
    let range = json!({ "comparator": "range", "value": "1", "upper": "3", "due": "2027" });
    judged(range, &["2025 4"], "2025", json!({ "verdict": "above" }));
    judged(
        json!({ "comparator": "maintain_above", "value": "98" }),
        &["2025-Q1 98.5", "2025-Q2 97.9", "2025-Q3 99.0"],
        "2025-Q3",
        json!({ "verdict": "breached", "breached_since": "2025-Q2" }),
    );
    judged(
        growth("100"),
        &["2024 110", "2025 118"],
        "2025",
        json!({
            "verdict": "needs_acceleration", "change_percent": "18", "progress": "0.4",
            "planned": "22.5", "pace": "0.8", "gaps": [],
        }),
    );
    judged(
        rate(),
        &["2025-Q4 26"],
        "2025-Q4",
        json!({
            "verdict": "on_track", "planned": "26", "pace": "1", "progress": "0.5",
        }),
    );
    judged(
        growth("0"),
        &["2025 118"],
        "2025",
        json!({
            "verdict": "not_assessable", "reason": "base_zero", "change_percent": null,
        }),
    );
    let no_due = json!({ "comparator": "at_least", "value": "60" });
    judged(no_due, &["2025 58"], "2025", json!({ "verdict": "not_yet" }));
    let done = json!({ "comparator": "milestone", "due": "2025" });
    judged(done, &["2025-Q4 0", "2026-Q2 1"], "2026-Q3", json!({ "verdict": "met_late" }));
}

#[test]
fn the_printed_verdict_has_its_fields_in_order() {
    let target = json!({ "comparator": "at_least", "value": "32", "upper": null, "tolerance": null,
        "baseline": { "period": "2023", "value": "20" },
        "milestones": [{ "period": "2025", "value": "25" }], "due": "2027" });
    let verdict = judge(&case(target, &["2024-Q4 23", "2025-Q2 -"], "2025-Q3")).expect("a verdict");
    assert_eq!(
        serde_json::to_string(&answer(&verdict, "…")).expect("JSON"),
        r#"{"verdict":"on_track","reason":null,"latest":{"period":"2024-Q4","value":"23"},"change_percent":null,"progress":"0.25","planned":"22.5","pace":"1.2","breached_since":null,"gaps":[],"explanation":"…"}"#
    );
}

#[test]
fn rule_1_the_latest_is_the_last_figure_not_after_the_day() {
    let no_figure = json!({ "verdict": "not_assessable", "reason": "no_figure", "latest": null });
    for points in [&[][..], &["2025-Q1 -"], &["2025-Q4 40"], &["2025 40"]] {
        judged(rate(), points, "2025-Q3", no_figure.clone());
    }
    let milestone = json!({ "comparator": "milestone", "due": "2024" });
    judged(milestone, &[], "2025-Q3", no_figure);
    judged(
        rate(),
        &["2026 50", "2025-Q2 -", "2024-Q4 23"],
        "2025-Q3",
        json!({
            "latest": { "period": "2024-Q4", "value": "23" },
        }),
    );
}

#[test]
fn a_programme_target_without_a_printed_base_figure_takes_the_series() {
    use super::super::target::{Baseline, Comparator, Source, Target};
    use super::super::unit::Names;
    let names = || Names { zh: String::new(), en: String::new() };
    let target = Target {
        no: "T10".into(),
        name: names(),
        indicator: "T10".into(),
        unit: None,
        comparator: Comparator::Growth,
        value: Some(Decimal::from(45)),
        upper: None,
        tolerance: None,
        value_unit: names(),
        milestones: vec![],
        due: Some(Period::Year(2027)),
        baseline: Some(Baseline { period: Period::Year(2023), value: None }),
        printed_as: String::new(),
        responsible: names(),
        source: Source { document: "002".into(), clause: "II(2)4".into() },
    };
    let series =
        vec![(Period::Year(2023), Some(number("100"))), (Period::Year(2025), Some(number("118")))];
    let verdict = judge(&Case::of(&target, series, Period::Year(2025))).expect("a verdict");
    assert_eq!(verdict.change_percent, Some(number("18")));
    assert_eq!(verdict.outcome, Outcome::NeedsAcceleration);
}
