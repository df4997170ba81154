//! The JSON interface.

use serde_json::{Value, json};
use support::TestBoard;

/// `PROGRESS.md`'s worked cases: the case, and what its verdict says.
fn worked() -> Vec<(Value, Value)> {
    let case = |target: Value, series: &[(&str, &str)], as_of: &str| {
        let series: Vec<Value> = series
            .iter()
            .map(|(period, value)| json!({ "period": period, "value": value }))
            .collect();
        json!({ "target": target, "series": series, "as_of": as_of })
    };
    vec![
        (
            case(
                json!({ "comparator": "above", "value": "3000", "due": "2027" }),
                &[("2025-Q2", "3000")],
                "2025-Q3",
            ),
            json!({ "verdict": "not_yet", "progress": null, "pace": null }),
        ),
        (
            case(json!({ "comparator": "above", "value": "25" }), &[("2025-Q2", "26")], "2025-Q3"),
            json!({ "verdict": "met" }),
        ),
        (
            case(
                json!({ "comparator": "range", "value": "1", "upper": "3", "due": "2027" }),
                &[("2025-Q2", "4")],
                "2025-Q3",
            ),
            json!({ "verdict": "above", "progress": null }),
        ),
        (
            case(
                json!({ "comparator": "maintain_above", "value": "98" }),
                &[("2025-Q1", "98.5"), ("2025-Q2", "97.9"), ("2025-Q3", "99.0")],
                "2025-Q4",
            ),
            json!({ "verdict": "breached", "breached_since": "2025-Q2" }),
        ),
        (
            case(
                json!({ "comparator": "growth", "value": "45", "due": "2027",
                        "baseline": { "period": "2023", "value": "100" } }),
                &[("2023", "100"), ("2025", "118")],
                "2026-Q1",
            ),
            json!({ "verdict": "needs_acceleration", "change_percent": "18", "progress": "0.4",
                    "planned": "22.5", "pace": "0.8" }),
        ),
        (
            case(
                json!({ "comparator": "at_least", "value": "32", "due": "2027",
                        "baseline": { "period": "2023", "value": "20" } }),
                &[("2025-Q4", "26")],
                "2026-Q1",
            ),
            json!({ "verdict": "on_track", "planned": "26", "pace": "1", "progress": "0.5" }),
        ),
        (
            case(
                json!({ "comparator": "growth", "value": "45", "due": "2027",
                        "baseline": { "period": "2023", "value": "0" } }),
                &[("2025", "118")],
                "2026-Q1",
            ),
            json!({ "verdict": "not_assessable", "reason": "base_zero" }),
        ),
        (
            case(
                json!({ "comparator": "at_least", "value": "60" }),
                &[("2025-Q2", "58")],
                "2025-Q3",
            ),
            json!({ "verdict": "not_yet" }),
        ),
        (
            case(
                json!({ "comparator": "milestone", "due": "2025" }),
                &[("2025-Q4", "0"), ("2026-Q2", "1")],
                "2026-Q3",
            ),
            json!({ "verdict": "met_late" }),
        ),
    ]
}

#[tokio::test]
async fn the_worked_cases_get_their_verdicts() {
    let board = TestBoard::demo().await;
    for (case, expected) in worked() {
        let answer = board.post("/api/v1/progress?lang=en", case.to_string()).await;
        assert_eq!(answer.status, 200, "{case}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/json");
        let verdict: Value = serde_json::from_str(answer.text()).expect("JSON");
        for (name, value) in expected.as_object().expect("fields") {
            assert_eq!(verdict.get(name), Some(value), "{case}: {name} in {verdict}");
        }
        assert!(!verdict["explanation"].as_str().expect("a sentence").is_empty());
    }
}

#[tokio::test]
async fn the_explanation_is_in_the_language_asked_for() {
    let board = TestBoard::demo().await;
    let (case, _) = &worked()[4];
    let in_english = board.post("/api/v1/progress?lang=en", case.to_string()).await;
    let in_chinese = board.post("/api/v1/progress?lang=zh-CN", case.to_string()).await;
    assert!(in_english.text().contains("needs acceleration"), "{}", in_english.text());
    assert!(!in_english.text().contains('，'));
    assert!(in_chinese.text().contains("目标"), "{}", in_chinese.text());
}

#[tokio::test]
async fn a_case_that_cannot_be_read_is_refused_with_the_field_at_fault() {
    let board = TestBoard::demo().await;
    let good = json!({ "target": { "comparator": "above", "value": "25" },
                       "series": [{ "period": "2025-Q2", "value": "26" }], "as_of": "2025-Q3" });
    let with = |change: &dyn Fn(&mut Value)| {
        let mut case = good.clone();
        change(&mut case);
        case.to_string()
    };
    for (case, field) in [
        (String::new(), ""),
        ("{".into(), ""),
        ("[]".into(), ""),
        ("null".into(), ""),
        ("\u{0}".into(), ""),
        ("{\"target\":{}}".into(), ""),
        (with(&|case| case["target"]["comparator"] = json!("beyond")), "comparator"),
        (with(&|case| case["target"]["value"] = json!(25)), "value"),
        (with(&|case| case["target"]["value"] = json!("2,5")), "value"),
        (with(&|case| case["target"]["value"] = json!("1e9")), "value"),
        (with(&|case| case["as_of"] = json!("2025-Q5")), "as_of"),
        (with(&|case| case["series"][0]["period"] = json!("soon")), "period"),
        (
            with(&|case| {
                case["series"] =
                    json!([{"period":"2025-Q2","value":"1"},{"period":"2025-Q2","value":"2"}])
            }),
            "series",
        ),
        (
            with(&|case| case["target"] = json!({"comparator":"range","value":"3","upper":"1"})),
            "upper",
        ),
        (
            with(&|case| {
                case["target"] = json!({"comparator":"above","value":"3","due":"2020",
                                        "baseline":{"period":"2023","value":"1"}});
            }),
            "due",
        ),
        ("[".repeat(100_000), ""),
    ] {
        let short: String = case.chars().take(120).collect();
        let answer = board.post("/api/v1/progress?lang=en", case).await;
        assert_eq!(answer.status, 422, "{short}: {}", answer.text());
        let fault: Value = serde_json::from_str(answer.text()).expect("JSON");
        let message = fault["error"]["message"].as_str().expect("a message");
        assert!(!message.is_empty(), "{short}");
        let at = fault["error"]["field"].as_str().unwrap_or_default();
        assert!(at.contains(field), "{short}: `{at}` is named, not `{field}`");
    }
}

#[tokio::test]
async fn bytes_that_are_no_text_and_bodies_without_end_are_refused() {
    let board = TestBoard::demo().await;
    assert_eq!(board.post("/api/v1/progress", b"\xff\xfe\x00{".to_vec()).await.status, 422);
    let huge = vec![b' '; 3 << 20];
    assert_eq!(board.post("/api/v1/progress", huge).await.status, 413);
}

#[tokio::test]
async fn the_machine_s_questions_are_answered() {
    let board = TestBoard::demo().await;
    assert_eq!(board.page("/livez").await.text(), "alive\n");
    assert_eq!(board.page("/readyz").await.text(), "ready\n");
}
