//! Rules 9 to 13: due dates, the path, progress, gaps.

use serde_json::json;

use super::super::super::period::Quarter;
use super::*;

#[test]
fn rule_9_the_final_figure_decides() {
    judged(rate(), &["2026 31"], "2027-Q3", json!({ "verdict": "on_track" }));
    let missing = json!({ "verdict": "not_assessable", "reason": "final_figure_missing", "planned": null, "pace": null });
    judged(rate(), &["2027-Q3 31"], "2027", missing.clone());
    judged(rate(), &["2026 31", "2027 -"], "2030", missing);
    judged(rate(), &["2027 31"], "2027-Q4", json!({ "verdict": "missed", "progress": "0.916667" }));
    judged(rate(), &["2028-Q1 31"], "2028-Q1", json!({ "verdict": "missed" }));
    let no_baseline = json!({ "comparator": "at_least", "value": "32", "due": "2027" });
    judged(no_baseline, &["2027 31"], "2027", json!({ "verdict": "missed", "progress": null }));
}

#[test]
fn rule_10_pace_has_three_limits() {
    // Planned at the end of 2025 is 26, six above the baseline.
    for (x, verdict, pace) in [
        ("25.7", "on_track", "0.95"),
        ("25.69", "needs_acceleration", "0.948333"),
        ("23.6", "needs_acceleration", "0.6"),
        ("23.59", "off_track", "0.598333"),
        ("20", "off_track", "0"),
        ("19.99", "moving_away", "-0.001667"),
    ] {
        judged(
            rate(),
            &[&format!("2025 {x}")],
            "2026-Q1",
            json!({ "verdict": verdict, "pace": pace }),
        );
    }
    let down = json!({ "comparator": "at_most", "value": "8", "due": "2027",
                       "baseline": { "period": "2023", "value": "20" } });
    judged(
        down,
        &["2025 14"],
        "2025",
        json!({ "verdict": "on_track", "pace": "1", "progress": "0.5" }),
    );
}

#[test]
fn rule_10_the_path_runs_by_quarters_through_the_milestones() {
    let target = || {
        json!({ "comparator": "at_least", "value": "32", "due": "2027",
        "baseline": { "period": "2023-Q2", "value": "20" },
        "milestones": [{ "period": "2025", "value": "25" }, { "period": "2024-Q2", "value": "20" }] })
    };
    for (at, planned) in [
        ("2023-Q3", "20"),
        ("2024-Q2", "20"),
        ("2024-Q3", "20.833333"),
        ("2025-Q4", "25"),
        ("2026-Q1", "25.875"),
        ("2027-Q3", "31.125"),
    ] {
        judged(target(), &[&format!("{at} 20.5")], at, json!({ "planned": planned }));
    }
    // Flat so far: nothing to divide by. At or before the baseline: no pace.
    judged(target(), &["2024-Q2 21"], "2024-Q2", json!({ "verdict": "not_yet", "pace": null }));
    for at in ["2023-Q2", "2020-Q1"] {
        let expected =
            json!({ "verdict": "not_yet", "planned": "20", "pace": null, "progress": "0.083333" });
        judged(target(), &[&format!("{at} 21")], "2024", expected);
    }
    let path = planned_path(&case(target(), &[], "2024").terms);
    let quarter = |text: &str| text.parse::<Quarter>().expect("a quarter");
    assert_eq!(path.len(), 19);
    assert_eq!(path.first(), Some(&(quarter("2023-Q2"), number("20"))));
    assert_eq!(path.last(), Some(&(quarter("2027-Q4"), number("32"))));
    assert!(path.contains(&(quarter("2025-Q4"), number("25"))));
    let range = json!({ "comparator": "range", "value": "1", "upper": "3", "due": "2027",
                        "baseline": { "period": "2023", "value": "0" } });
    assert!(planned_path(&case(range, &[], "2024").terms).is_empty());
}

#[test]
fn rule_11_progress_is_null_without_a_way_to_go() {
    let same = json!({ "comparator": "above", "value": "20", "due": "2027",
                       "baseline": { "period": "2023", "value": "20" } });
    judged(
        same,
        &["2025 20"],
        "2025",
        json!({ "verdict": "not_yet", "progress": null, "pace": null }),
    );
    judged(rate(), &["2025 38"], "2025", json!({ "verdict": "met", "progress": "1.5" }));
}

#[test]
fn rule_12_gaps_are_years_in_a_yearly_series() {
    judged(
        rate(),
        &["2020 -", "2023 21", "2021 20", "2025 22", "2026 -"],
        "2026",
        json!({
            "gaps": ["2020", "2022", "2024"],
        }),
    );
    judged(
        rate(),
        &["2024-Q1 20", "2024-Q3 -", "2025-Q1 22"],
        "2026",
        json!({
            "gaps": ["2024-Q2", "2024-Q3", "2024-Q4"],
        }),
    );
    judged(
        rate(),
        &["2024 20", "2025-Q3 22", "2026-Q1 -"],
        "2026",
        json!({ "gaps": ["2025-Q1", "2025-Q2"] }),
    );
}

#[test]
fn rule_13_a_direction_is_never_guessed() {
    // The baseline is beyond the value already; the latest fell below it.
    let target = json!({ "comparator": "above", "value": "30", "due": "2027",
                         "baseline": { "period": "2023", "value": "40" } });
    judged(
        target.clone(),
        &["2025 29"],
        "2025",
        json!({
            "verdict": "on_track", "planned": "35", "pace": "2.2", "progress": "1.1",
        }),
    );
    judged(target, &["2025 30"], "2025", json!({ "verdict": "on_track", "progress": "1" }));
}
