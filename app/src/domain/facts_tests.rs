use super::super::indicator::{FiledBy, Kind, Measure, OverUnits};
use super::super::programme::Form;
use super::super::unit::{Names, Unit, UnitKind};
use super::*;

fn names(text: &str) -> Names {
    Names { zh: text.to_owned(), en: text.to_owned() }
}

fn unit(code: &str) -> Unit {
    Unit {
        code: code.to_owned(),
        name: names(code),
        kind: UnitKind::Province,
        member_of: None,
        counted_in: None,
        in_total: true,
        pilot: true,
        note: None,
    }
}

/// Three units that file one flow.
fn programme() -> Programme {
    let indicator = Indicator {
        code: "R01".to_owned(),
        name: names("R01"),
        section: "A".to_owned(),
        kind: Kind::Flow,
        measure_unit: names("t"),
        decimals: 1,
        min: None,
        max: None,
        covers: Covers::Quarter,
        measure: Measure::CalendarYear,
        over_units: OverUnits::Sum,
        filed_by: FiledBy::Members,
        parts: None,
        valid_from: None,
        valid_until: None,
        definition: None,
    };
    Programme {
        code: "test".to_owned(),
        name: names("test"),
        short: names("test"),
        summary: names("test"),
        from: quarter("2024-Q1"),
        until: None,
        documents: Vec::new(),
        form: Form {
            no: "1".into(),
            title: names("t"),
            issued_by: names("t"),
            document_no: None,
            valid_until: None,
            four_eyes: false,
            due_days: 20,
        },
        sections: Vec::new(),
        units: ["A", "B", "C"].map(unit).to_vec().into(),
        indicators: vec![indicator],
        checks: Vec::new(),
        targets: Vec::new(),
        duties: Vec::new(),
        regions: Vec::new(),
        key_indicators: Vec::new(),
        volume_indicator: None,
        outlet_indicator: None,
    }
}

fn quarter(text: &str) -> Quarter {
    text.parse().expect("a quarter")
}

fn number(text: &str) -> Figure {
    Figure::Number(text.parse().expect("a decimal"))
}

/// The change of the programme's total from 2024-Q1 to 2025-Q1.
fn change(filed: &[(&str, &str, Figure)]) -> Option<Change> {
    let programme = programme();
    let mut facts = Facts::default();
    facts.add_figures(filed.iter().map(|(unit, at, figure)| {
        ((*unit).to_owned(), "R01".to_owned(), quarter(at), figure.clone())
    }));
    let indicator = programme.indicator("R01").expect("the indicator");
    let (now, before) = (quarter("2025-Q1"), quarter("2024-Q1"));
    facts.change(&programme, Scope::Programme, indicator, now, before)
}

fn percent(text: &str) -> ChangeSize {
    ChangeSize::Percent(text.parse().expect("a fraction"))
}

#[test]
fn a_change_compares_only_units_with_a_figure_in_both_quarters() {
    let change = change(&[
        ("A", "2024-Q1", number("100")),
        ("A", "2025-Q1", number("110")),
        ("B", "2024-Q1", number("300")),
        ("C", "2024-Q1", number("100")),
        ("C", "2025-Q1", number("120")),
    ]);
    // 230 against 200; B, which has not filed yet, is no fall.
    assert_eq!(change, Some(Change { size: percent("15/1"), compared: 2, expected: 3 }));
}

#[test]
fn whom_the_indicator_does_not_apply_to_owes_no_figure() {
    let change = change(&[
        ("A", "2024-Q1", number("100")),
        ("A", "2025-Q1", number("110")),
        ("B", "2024-Q1", Figure::Absent(Absence::NotApplicable)),
        ("B", "2025-Q1", Figure::Absent(Absence::NotApplicable)),
        ("C", "2024-Q1", number("100")),
        ("C", "2025-Q1", Figure::Absent(Absence::NotAvailable)),
    ]);
    assert_eq!(change, Some(Change { size: percent("10/1"), compared: 1, expected: 2 }));
}

#[test]
fn nothing_grows_from_zero() {
    let filed = [("A", "2024-Q1", number("0")), ("A", "2025-Q1", number("5"))];
    assert_eq!(change(&filed), None);
    assert_eq!(change(&[]), None);
}
