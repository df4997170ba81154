//! A return as it is kept: what is typed, what is locked.

use super::*;
use crate::domain::calendar::Moment;
use crate::domain::filing::{Filing, Key, State};
use crate::domain::programme;
use crate::domain::unit::{Unit, UnitKind};

fn programme(form: Form) -> Programme {
    let unit = Unit {
        code: "A".into(),
        name: names("A"),
        kind: UnitKind::Province,
        member_of: None,
        counted_in: None,
        in_total: true,
        pilot: true,
        note: None,
    };
    let head = programme::Form {
        no: "1".into(),
        title: names("t"),
        issued_by: names("t"),
        document_no: None,
        valid_until: None,
        four_eyes: false,
        due_days: 15,
    };
    Programme {
        code: "test".into(),
        name: names("test"),
        short: names("test"),
        summary: names("test"),
        from: quarter("2024-Q1"),
        until: None,
        documents: Vec::new(),
        form: head,
        sections: Vec::new(),
        units: vec![unit].into(),
        indicators: form.lines,
        checks: form.checks,
        targets: Vec::new(),
        duties: Vec::new(),
        regions: Vec::new(),
        key_indicators: Vec::new(),
        volume_indicator: None,
        outlet_indicator: None,
    }
}

/// What is said of the return in that state, in the days after its quarter.
fn said(unit: &str, form: Form, filing: Filing) -> Vec<String> {
    let key = Key { programme: "test".into(), unit: unit.into(), quarter: form.quarter };
    let now = Moment(1_791_000_000_000_000); // October 2026
    let dossier = Dossier {
        lines: form.typed.clone(),
        history: form.history.clone(),
        filing,
        ..Dossier::empty(key, now)
    };
    of_return(&programme(form), &dossier).iter().map(told).collect()
}

/// A jump in R01, nothing in R02.
fn form() -> Form {
    let before = ["100", "102", "101"];
    Form::at("2026-Q3").flow("R01", &before, "450").flow("R02", &before, "")
}

#[test]
fn a_return_is_asked_about_all_its_lines() {
    let all = ["left-blank R02", "far-from-usual R01"];
    assert_eq!(said("A", form(), Filing::default()), all);
    assert!(said("B", form(), Filing::default()).is_empty(), "no such unit");
}

#[test]
fn of_locked_lines_only_what_blocks_is_said_for_nobody_could_explain() {
    let returned = |line: &str| Filing {
        state: Some(State::Returned),
        open_lines: Some(vec![line.into()]),
        ..Filing::default()
    };
    assert_eq!(said("A", form(), returned("R02")), ["left-blank R02"]);
    assert_eq!(said("A", form(), returned("R01")), ["left-blank R02", "far-from-usual R01"]);
}

#[test]
fn the_reviewer_sees_the_warnings_of_a_submitted_return() {
    let submitted = Filing { state: Some(State::Submitted), ..Filing::default() };
    let form = form().explained("R01", "新厂投产");
    assert_eq!(said("A", form, submitted), ["left-blank R02", "far-from-usual R01"]);
}
