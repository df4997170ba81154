//! Rules 2 to 8, a comparator each.

use serde_json::{Value, json};

use super::*;

#[test]
fn rule_2_satisfied_is_met_whether_due_or_not() {
    for (comparator, x, verdict) in [
        ("above", "60", "not_yet"),
        ("above", "60.000001", "met"),
        ("at_least", "59.9", "not_yet"),
        ("at_least", "60", "met"),
        ("below", "60", "not_yet"),
        ("below", "59.999", "met"),
        ("at_most", "60.1", "not_yet"),
        ("at_most", "60.0", "met"),
    ] {
        let target = json!({ "comparator": comparator, "value": "60", "due": "2027" });
        judged(target, &[&format!("2025 {x}")], "2025", json!({ "verdict": verdict }));
    }
    judged(rate(), &["2027 31", "2028-Q1 33"], "2028-Q2", json!({ "verdict": "met" }));
    judged(rate(), &["2026 32"], "2029", json!({ "verdict": "met" }));
}

#[test]
fn rule_3_around_allows_five_percent_unless_told_otherwise() {
    for (value, tolerance, x, verdict) in [
        ("30", None, "31.5", "met"),
        ("30", None, "28.5", "met"),
        ("30", None, "31.51", "not_yet"),
        ("-30", None, "-31.5", "met"),
        ("-30", None, "-28.4", "not_yet"),
        ("0", None, "0.1", "not_yet"),
        ("30", Some("0"), "30.1", "not_yet"),
        ("30", Some("3"), "33", "met"),
    ] {
        let target = json!({ "comparator": "around", "value": value, "tolerance": tolerance });
        judged(target, &[&format!("2025 {x}")], "2025", json!({ "verdict": verdict }));
    }
    let around = json!({ "comparator": "around", "value": "30", "due": "2025",
                         "baseline": { "period": "2021", "value": "20" } });
    judged(
        around.clone(),
        &["2023 25"],
        "2024",
        json!({
            "verdict": "on_track", "planned": "25", "pace": "1", "progress": "0.5",
        }),
    );
    judged(around.clone(), &["2025 40"], "2025", json!({ "verdict": "missed", "progress": "2" }));
    judged(
        around,
        &["2024 25"],
        "2025",
        json!({
            "verdict": "not_assessable", "reason": "final_figure_missing",
        }),
    );
}

#[test]
fn rule_4_a_range_is_decided_by_the_figure_of_the_due_period() {
    let range = || json!({ "comparator": "range", "value": "1", "upper": "3", "due": "2027" });
    for (x, open, decided) in [
        ("0.9", "below", "missed"),
        ("1", "within", "met"),
        ("3", "within", "met"),
        ("4", "above", "missed"),
    ] {
        judged(range(), &[&format!("2026 {x}")], "2027-Q3", json!({ "verdict": open }));
        // Due, but the deciding figure is not in.
        judged(
            range(),
            &[&format!("2027-Q3 {x}")],
            "2027-Q4",
            json!({ "verdict": open, "reason": null }),
        );
        judged(
            range(),
            &[&format!("2027 {x}")],
            "2027-Q4",
            json!({ "verdict": decided, "progress": null }),
        );
        judged(range(), &[&format!("2028-Q1 {x}")], "2028-Q1", json!({ "verdict": decided }));
    }
}

#[test]
fn rule_5_one_failure_breaches_for_good() {
    let kept = |comparator: &str| json!({ "comparator": comparator, "value": "98", "due": "2024" });
    let from_2024 = json!({ "comparator": "maintain_at_least", "value": "98",
                            "baseline": { "period": "2024", "value": "99" } });
    judged(
        kept("maintain_at_least"),
        &["2023 98", "2024 99"],
        "2025",
        json!({ "verdict": "kept" }),
    );
    judged(
        kept("maintain_above"),
        &["2023 98", "2024 99"],
        "2025",
        json!({
            "verdict": "breached", "breached_since": "2023", "progress": null, "planned": null,
        }),
    );
    // A failure before the baseline's period does not count, one in it does.
    judged(from_2024.clone(), &["2024-Q3 90", "2024-Q4 98"], "2025", json!({ "verdict": "kept" }));
    judged(from_2024.clone(), &["2024 97", "2025 99"], "2025", json!({ "breached_since": "2024" }));
    judged(
        from_2024.clone(),
        &["2024-Q3 99"],
        "2025",
        json!({
            "verdict": "not_assessable", "reason": "no_figure",
            "latest": { "period": "2024-Q3", "value": "99" },
        }),
    );
    // Neither does one after the day of judging.
    judged(
        from_2024,
        &["2024 99", "2025-Q3 90", "2025-Q2 -"],
        "2025-Q2",
        json!({ "verdict": "kept" }),
    );
}

#[test]
fn rule_6_growth_needs_a_base_that_is_not_zero() {
    let no_base = json!({ "comparator": "growth", "value": "45", "due": "2027" });
    let base_without_figure = json!({ "comparator": "growth", "value": "45",
                                      "baseline": { "period": "2023", "value": null } });
    for target in [no_base, base_without_figure] {
        judged(
            target,
            &["2025 118"],
            "2025",
            json!({
                "verdict": "not_assessable", "reason": "no_baseline", "progress": null,
            }),
        );
    }
    judged(
        growth("100"),
        &["2025 145"],
        "2025",
        json!({
            "verdict": "met", "change_percent": "45", "progress": "1",
        }),
    );
    judged(
        growth("100"),
        &["2025 90"],
        "2025",
        json!({
            "verdict": "moving_away", "change_percent": "-10", "planned": "22.5", "pace": "-0.444444",
        }),
    );
    judged(
        growth("3"),
        &["2025 4"],
        "2025",
        json!({ "change_percent": "33.333333", "verdict": "on_track" }),
    );
    let none = json!({ "comparator": "growth", "value": "0", "due": "2027",
                       "baseline": { "period": "2023", "value": "100" } });
    judged(
        none,
        &["2025 90"],
        "2025",
        json!({ "verdict": "not_yet", "progress": null, "planned": "0", "pace": null }),
    );
    judged(
        growth("100"),
        &["2027 140"],
        "2027",
        json!({ "verdict": "missed", "progress": "0.888889" }),
    );
}

#[test]
fn rule_7_compares_with_exactly_one_year_earlier() {
    let fall = |due: Value| json!({ "comparator": "change_at_most", "value": "-4", "due": due });
    let open = || fall(Value::Null);
    judged(
        open(),
        &["2017 100", "2018 96"],
        "2018",
        json!({
            "verdict": "met", "change_percent": "-4", "progress": null, "planned": null,
        }),
    );
    judged(
        open(),
        &["2017 100", "2018 97"],
        "2018",
        json!({ "verdict": "not_yet", "change_percent": "-3" }),
    );
    judged(fall(json!("2018")), &["2017 100", "2018 97"], "2018", json!({ "verdict": "missed" }));
    judged(
        fall(json!("2018")),
        &["2017-Q2 100", "2018-Q2 97"],
        "2018",
        json!({
            "verdict": "not_assessable", "reason": "final_figure_missing", "change_percent": "-3",
        }),
    );
    judged(fall(json!("2019")), &["2017 100", "2018 97"], "2018", json!({ "verdict": "not_yet" }));
    let no_year = json!({ "verdict": "not_assessable", "reason": "no_previous_year", "change_percent": null });
    judged(open(), &["2017-Q1 100", "2018-Q2 90"], "2018", no_year.clone());
    judged(open(), &["2017 -", "2018 90"], "2018", no_year.clone());
    judged(open(), &["1000 90"], "2018", no_year);
    judged(open(), &["2017 0", "2018 90"], "2018", json!({ "reason": "base_zero" }));
    // A year is the end of its fourth quarter.
    judged(open(), &["2017 100", "2018-Q4 96"], "2018", json!({ "verdict": "met" }));
}

#[test]
fn rule_8_a_milestone_is_dated_yes_or_no() {
    let target = |due: Value| json!({ "comparator": "milestone", "due": due });
    let points = ["2025-Q2 0", "2025-Q4 1", "2026-Q1 0"];
    judged(target(json!("2025")), &points, "2026", json!({ "verdict": "met", "progress": null }));
    judged(target(json!("2025-Q3")), &points, "2026", json!({ "verdict": "met_late" }));
    judged(target(json!("2025")), &points, "2025-Q3", json!({ "verdict": "pending" }));
    judged(target(json!("2025-Q3")), &points, "2025-Q3", json!({ "verdict": "missed" }));
    judged(target(Value::Null), &points, "2026", json!({ "verdict": "met" }));
    judged(target(Value::Null), &points, "2025-Q3", json!({ "verdict": "pending" }));
}
