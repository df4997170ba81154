//! Typed lines and the meeting of two people's typing.

use proptest::prelude::*;

use super::*;
use crate::domain::indicator::{Covers, FiledBy, Measure, OverUnits, Parts};
use crate::domain::unit::Names;

fn names(text: &str) -> Names {
    Names { zh: text.into(), en: text.into() }
}

fn indicator(kind: Kind) -> Indicator {
    let part = |name: &str| super::super::indicator::Part {
        name: names(name),
        measure_unit: names("t"),
        decimals: 1,
    };
    Indicator {
        code: "R01".into(),
        name: names("recovered"),
        section: "A".into(),
        kind,
        measure_unit: names("t"),
        decimals: 1,
        min: None,
        max: None,
        covers: Covers::Quarter,
        measure: Measure::Level,
        over_units: OverUnits::Sum,
        filed_by: FiledBy::Members,
        parts: (kind == Kind::Ratio)
            .then(|| Parts { numerator: part("part"), denominator: part("whole") }),
        valid_from: None,
        valid_until: None,
        definition: None,
    }
}

fn typed(fields: &[(Part, &str)]) -> Typed {
    let mut line = Typed::default();
    for (part, text) in fields {
        line.set(*part, text);
    }
    line
}

#[test]
fn a_field_s_name_is_read_as_it_is_written() {
    for part in Part::ALL {
        assert_eq!(Part::of_field(&part.field("R20")), Some(("R20", part)));
    }
    for other in ["", ".note", "R01.colour", "R01.note.x"] {
        assert_eq!(Part::of_field(other), None, "{other}");
    }
}

#[test]
fn a_line_is_a_number_an_absence_or_blank() {
    let flow = indicator(Kind::Flow);
    let read = |line: &Typed| line.read(&flow).map(|read| read.figure);
    assert_eq!(read(&Typed::default()), Ok(None));
    assert_eq!(
        read(&typed(&[(Part::Value, "12.5")])),
        Ok(Some(Figure::Number("12.5".parse().expect("a decimal"))))
    );
    assert_eq!(
        read(&typed(&[(Part::Absence, "not_applicable")])),
        Ok(Some(Figure::Absent(Absence::NotApplicable)))
    );
    assert_eq!(
        read(&typed(&[(Part::Value, "0"), (Part::Absence, "not_available")])),
        Err(vec![Fault::NumberAndAbsence]),
        "zero is a number"
    );
}

#[test]
fn a_ratio_needs_both_its_parts() {
    let ratio = indicator(Kind::Ratio);
    let read = |numerator, denominator| {
        typed(&[(Part::Numerator, numerator), (Part::Denominator, denominator)])
            .read(&ratio)
            .map(|read| read.figure.is_some())
    };
    assert_eq!(read("1", "2"), Ok(true));
    assert_eq!(read("", ""), Ok(false));
    assert_eq!(read("1", ""), Err(vec![Fault::OnePart(Part::Denominator)]));
    assert_eq!(read("", "2"), Err(vec![Fault::OnePart(Part::Numerator)]));
    assert_eq!(read("0", "0"), Err(vec![Fault::ZeroDenominator]));
    assert!(matches!(
        read("1", "2万").expect_err("a scale word")[..],
        [Fault::NotAFigure(Part::Denominator, Refusal::ScaleWord { .. })]
    ));
}

#[test]
fn the_second_writer_of_a_cell_is_told_and_the_second_writer_of_a_line_is_not() {
    let lines = |value: &str, note: &str| {
        Lines::from([("R01".to_owned(), typed(&[(Part::Value, value), (Part::Note, note)]))])
    };
    let (base, theirs) = (lines("300", ""), lines("312", ""));
    let (_, conflicts) = merge(&base, &theirs, &lines("321", ""));
    let conflict = Conflict {
        line: "R01".into(),
        part: Part::Value,
        mine: "321".into(),
        theirs: "312".into(),
    };
    assert_eq!(conflicts, [conflict]);
    let (changed, conflicts) = merge(&base, &theirs, &lines("300", "weighed twice"));
    assert_eq!((changed, conflicts), (lines("312", "weighed twice"), vec![]));
    let (changed, conflicts) = merge(&base, &theirs, &lines("312", ""));
    assert!(changed.is_empty() && conflicts.is_empty(), "both typed the same");
}

fn any_lines() -> impl Strategy<Value = Lines> {
    let text = || proptest::sample::select(vec!["", "1", "2", "x"]);
    let line = (text(), text())
        .prop_map(|(value, note)| typed(&[(Part::Value, value), (Part::Note, note)]));
    proptest::collection::btree_map(
        proptest::sample::select(vec!["R01".to_owned(), "R02".to_owned()]),
        line,
        0..=2,
    )
}

proptest! {
    /// Nothing of theirs goes unseen: a cell they changed keeps their text, or
    /// was changed the same way by me, or is a conflict.
    #[test]
    fn no_cell_is_overwritten_unseen(base in any_lines(), theirs in any_lines(), mine in any_lines()) {
        let (changed, conflicts) = merge(&base, &theirs, &mine);
        let none = Typed::default();
        for (line, merged) in &changed {
            let (base, theirs) =
                (base.get(line).unwrap_or(&none), theirs.get(line).unwrap_or(&none));
            for part in Part::ALL {
                let told = conflicts.iter().any(|known| known.line == *line && known.part == part);
                let untouched = merged.part(part) == theirs.part(part);
                let only_mine = theirs.part(part) == base.part(part);
                prop_assert!(told || untouched || only_mine);
            }
        }
        for (line, typed) in &mine {
            let base = base.get(line).unwrap_or(&none);
            let after = changed.get(line).or_else(|| theirs.get(line)).unwrap_or(&none);
            for part in Part::ALL {
                if typed.part(part) != base.part(part) {
                    prop_assert_eq!(after.part(part), typed.part(part), "mine is kept as typed");
                }
            }
        }
    }
}
