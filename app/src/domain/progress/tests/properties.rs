//! What must hold for any case.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn periods() -> impl Strategy<Value = Period> {
    prop_oneof![
        (2019_u16..2030).prop_map(Period::Year),
        (2019_u16..2030, 1_u8..=4).prop_map(
            |(year, of)| Quarter::new(year, of).map_or(Period::Year(year), Period::Quarter)
        ),
    ]
}

fn exact() -> impl Strategy<Value = BigRational> {
    (-400_i64..400, 1_i64..8).prop_map(|(over, under)| BigRational::new(over.into(), under.into()))
}

prop_compose! {
    fn cases()(
        comparator in prop::sample::select(vec![
            "above", "at_least", "below", "at_most", "range", "around", "maintain_above",
            "maintain_at_least", "growth", "change_at_most", "milestone",
        ]),
        value in prop::option::weighted(0.9, exact()),
        upper in prop::option::of(exact()),
        tolerance in prop::option::of(exact()),
        baseline in prop::option::of((periods(), prop::option::weighted(0.8, exact()))),
        milestones in prop::collection::vec((periods(), exact()), 0..3),
        due in prop::option::of(periods()),
        series in prop::collection::vec((periods(), prop::option::weighted(0.8, exact())), 0..8),
        as_of in periods(),
    ) -> Case {
        let comparator = serde_json::from_value(json!(comparator)).expect("a comparator");
        let baseline = baseline.map(|(period, value)| Base { period, value });
        let terms = Terms { comparator, value, upper, tolerance, baseline, milestones, due };
        Case { terms, series, as_of }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_case_is_answered_or_refused(case in cases()) {
        if let Ok(verdict) = judge(&case) {
            prop_assert_eq!(verdict.reason.is_some(), verdict.outcome == Outcome::NotAssessable);
            prop_assert_eq!(verdict.breached_since.is_some(), verdict.outcome == Outcome::Breached);
            let _ = serde_json::to_string(&answer(&verdict, "")).expect("JSON");
        }
        let _ = planned_path(&case.terms);
    }

    #[test]
    fn the_order_of_the_series_does_not_matter(case in cases(), seed in any::<prop::sample::Index>()) {
        let mut turned = case.clone();
        if !turned.series.is_empty() {
            let by = seed.index(turned.series.len());
            turned.series.rotate_left(by);
        }
        turned.terms.milestones.reverse();
        match (judge(&case), judge(&turned)) {
            (Ok(one), Ok(other)) => prop_assert_eq!(one, other),
            (one, other) => prop_assert_eq!(one.is_err(), other.is_err()),
        }
    }

    #[test]
    fn no_text_whatever_makes_a_case_panic(text in any::<String>()) {
        let _ = parse_case(&text);
        let _ = parse_case(&json!({ "target": { "comparator": text, "value": text }, "series": [], "as_of": text }).to_string());
    }
}
