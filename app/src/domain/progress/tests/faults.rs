//! What is not a case, or contradicts itself.

use serde_json::{Value, json};

use super::*;

#[test]
fn what_is_not_a_case_is_refused_with_the_path_to_it() {
    let good = json!({ "target": rate(), "series": [{ "period": "2025", "value": "26" }], "as_of": "2025" });
    assert!(parse_case(&good.to_string()).is_ok());
    let set = |pointer: &str, value: Value| {
        let mut case = good.clone();
        let (above, key) = pointer.rsplit_once('/').expect("a pointer");
        let fields = case.pointer_mut(above).and_then(Value::as_object_mut).expect("an object");
        fields.insert(key.to_owned(), value);
        case.to_string()
    };
    let twice =
        |a: &str, b: &str| json!([{ "period": a, "value": "1" }, { "period": b, "value": null }]);
    for (json, field) in [
        ("{".to_owned(), "case"),
        ("[]".to_owned(), "case"),
        ("{}".to_owned(), "target"),
        (set("/extra", json!(1)), "extra"),
        (set("/as_of", json!(null)), "as_of"),
        (set("/as_of", json!("2025Q3")), "as_of"),
        (set("/as_of", json!(2025)), "as_of"),
        (set("/series", json!(null)), "series"),
        (set("/series", json!({})), "series"),
        (set("/series", json!([{ "period": "2025" }])), "series[0].value"),
        (set("/series", json!([{ "value": "1" }])), "series[0].period"),
        (set("/series", json!([{ "period": "2025", "value": 26 }])), "series[0].value"),
        (set("/series", json!([{ "period": "2025", "value": "1e3" }])), "series[0].value"),
        (set("/series", json!([{ "period": "2025", "value": "" }])), "series[0].value"),
        (
            set("/series", json!([{ "period": "2025", "value": "9".repeat(101) }])),
            "series[0].value",
        ),
        (set("/series", twice("2024-Q3", "2024-Q3")), "series[1].period"),
        (set("/series", twice("2024-Q4", "2024")), "series[1].period"),
        (set("/target/comparator", json!("more")), "target.comparator"),
        (set("/target/comparator", json!(null)), "target.comparator"),
        (set("/target/comparator", json!(["above"])), "target.comparator"),
        (set("/target/value", json!(null)), "target.value"),
        (set("/target/value", json!(32)), "target.value"),
        (set("/target/value", json!("+32")), "target.value"),
        (set("/target/upper", json!("31")), "target.upper"),
        (set("/target/comparator", json!("range")), "target.upper"),
        (set("/target/tolerance", json!("-1")), "target.tolerance"),
        (set("/target/due", json!("2023")), "target.due"),
        (set("/target/due", json!("2023-Q4")), "target.due"),
        (set("/target/due", json!("end of 2027")), "target.due"),
        (set("/target/note", json!("")), "target.note"),
        (set("/target/baseline", json!({ "period": "2023" })), "target.baseline.value"),
        (
            set("/target/baseline", json!({ "period": "23", "value": "1" })),
            "target.baseline.period",
        ),
        (
            set("/target/milestones", json!([{ "period": "2027", "value": "1" }])),
            "target.milestones[0].period",
        ),
        (
            set("/target/milestones", json!([{ "period": "2023", "value": "1" }])),
            "target.milestones[0].period",
        ),
        (
            set("/target/milestones", json!([{ "period": "2024", "value": null }])),
            "target.milestones[0].value",
        ),
        (
            set(
                "/target/milestones",
                twice("2024-Q4", "2024")
                    .to_string()
                    .replace("null", "\"2\"")
                    .parse()
                    .expect("JSON"),
            ),
            "target.milestones[1].period",
        ),
        (set("/target", json!({ "comparator": "milestone" })), "series[0].value"),
    ] {
        let fault = parse_case(&json).and_then(|case| judge(&case)).expect_err(&json);
        assert_eq!(fault.field, field, "{json}: {}", fault.message);
    }
}
