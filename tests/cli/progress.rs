//! `pilotboard progress`: a case a line in, a verdict a line out.

use serde_json::Value;

use crate::command::{pilotboard, run};

/// `PROGRESS.md`'s worked cases.
const WORKED: &[(&str, &[(&str, &str)])] = &[
    (
        r#"{"target":{"comparator":"above","value":"3000","due":"2027"},"series":[{"period":"2025-Q2","value":"3000"}],"as_of":"2025-Q3"}"#,
        &[("verdict", "not_yet")],
    ),
    (
        r#"{"target":{"comparator":"above","value":"25"},"series":[{"period":"2025-Q2","value":"26"}],"as_of":"2025-Q3"}"#,
        &[("verdict", "met")],
    ),
    (
        r#"{"target":{"comparator":"range","value":"1","upper":"3","due":"2027"},"series":[{"period":"2025-Q2","value":"4"}],"as_of":"2025-Q3"}"#,
        &[("verdict", "above")],
    ),
    (
        r#"{"target":{"comparator":"maintain_above","value":"98"},"series":[{"period":"2025-Q1","value":"98.5"},{"period":"2025-Q2","value":"97.9"},{"period":"2025-Q3","value":"99.0"}],"as_of":"2025-Q4"}"#,
        &[("verdict", "breached"), ("breached_since", "2025-Q2")],
    ),
    (
        r#"{"target":{"comparator":"growth","value":"45","baseline":{"period":"2023","value":"100"},"due":"2027"},"series":[{"period":"2023","value":"100"},{"period":"2025","value":"118"}],"as_of":"2026-Q1"}"#,
        &[
            ("verdict", "needs_acceleration"),
            ("change_percent", "18"),
            ("progress", "0.4"),
            ("planned", "22.5"),
            ("pace", "0.8"),
        ],
    ),
    (
        r#"{"target":{"comparator":"at_least","value":"32","baseline":{"period":"2023","value":"20"},"due":"2027"},"series":[{"period":"2025-Q4","value":"26"}],"as_of":"2026-Q1"}"#,
        &[("verdict", "on_track"), ("planned", "26"), ("pace", "1")],
    ),
    (
        r#"{"target":{"comparator":"growth","value":"45","baseline":{"period":"2023","value":"0"},"due":"2027"},"series":[{"period":"2025","value":"118"}],"as_of":"2026-Q1"}"#,
        &[("verdict", "not_assessable"), ("reason", "base_zero")],
    ),
    (
        r#"{"target":{"comparator":"at_least","value":"60"},"series":[{"period":"2025-Q2","value":"58"}],"as_of":"2025-Q3"}"#,
        &[("verdict", "not_yet")],
    ),
    (
        r#"{"target":{"comparator":"milestone","due":"2025"},"series":[{"period":"2025-Q4","value":"0"},{"period":"2026-Q2","value":"1"}],"as_of":"2026-Q3"}"#,
        &[("verdict", "met_late")],
    ),
];

fn answers(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

#[test]
fn the_worked_cases_are_answered_in_order() {
    let cases: Vec<&str> = WORKED.iter().map(|(case, _)| *case).collect();
    let ended = run(pilotboard(&["progress"]), cases.join("\n").as_bytes());
    assert_eq!(ended.code, Some(0), "{}", ended.talk);
    assert_eq!(ended.talk, "");
    let answers = answers(&ended.out);
    assert_eq!(answers.len(), WORKED.len());
    for ((case, expected), answer) in WORKED.iter().zip(&answers) {
        for (name, value) in *expected {
            assert_eq!(answer[name], *value, "{case}: {answer}");
        }
    }
}

#[test]
fn a_bad_line_is_answered_with_its_fault_and_the_others_still_with_verdicts() {
    let bad: &[&[u8]] = &[b"{", b"\xff\xfe", b"[1]", b"{\"target\":{}}", b"no"];
    for bad in bad {
        let mut input = WORKED[1].0.as_bytes().to_vec();
        input.push(b'\n');
        input.extend_from_slice(bad);
        input.extend_from_slice(b"\r\n\n  \n");
        input.extend_from_slice(WORKED[2].0.as_bytes());
        let ended = run(pilotboard(&["progress"]), &input);
        assert_eq!(ended.code, Some(1), "{}", ended.talk);
        let answers = answers(&ended.out);
        assert_eq!(answers.len(), 3, "{}", ended.out);
        assert_eq!(answers[0]["verdict"], "met");
        assert!(answers[1]["error"]["message"].is_string(), "{}", answers[1]);
        assert_eq!(answers[2]["verdict"], "above");
    }
}

#[test]
fn nothing_in_gives_nothing_out() {
    let ended = run(pilotboard(&["progress"]), b"");
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), ""));
}

#[test]
fn the_explanation_speaks_the_language_asked_for() {
    let english = run(pilotboard(&["--lang", "en", "progress"]), WORKED[4].0.as_bytes());
    let chinese = run(pilotboard(&["progress", "--lang", "zh-CN"]), WORKED[4].0.as_bytes());
    let mut by_system = pilotboard(&["progress"]);
    by_system.env("LC_ALL", "zh_CN.UTF-8");
    let by_system = run(by_system, WORKED[4].0.as_bytes());
    assert!(english.out.contains("needs acceleration"), "{}", english.out);
    assert!(chinese.out.contains("目标"), "{}", chinese.out);
    assert_eq!(by_system.out, chinese.out);
}

#[test]
fn many_cases_flow_through() {
    let input = format!("{}\n", WORKED[4].0).repeat(5_000);
    let ended = run(pilotboard(&["progress"]), input.as_bytes());
    assert_eq!(ended.code, Some(0));
    assert_eq!(ended.out.lines().count(), 5_000);
}
