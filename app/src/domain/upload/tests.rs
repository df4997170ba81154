use super::*;
use crate::domain::draft::Fault;
use crate::domain::indicator::{Covers, FiledBy, Kind, Measure, OverUnits};
use crate::domain::unit::Names;

fn names(name: &str) -> Names {
    Names { zh: name.into(), en: name.into() }
}

fn indicator(code: &str) -> Indicator {
    Indicator {
        code: code.into(),
        name: names(code),
        section: "A".into(),
        kind: Kind::Flow,
        measure_unit: names("t"),
        decimals: 1,
        min: None,
        max: None,
        covers: Covers::Quarter,
        measure: Measure::Level,
        over_units: OverUnits::Sum,
        filed_by: FiledBy::Members,
        parts: None,
        valid_from: None,
        valid_until: None,
        definition: None,
    }
}

fn value(text: &str) -> Typed {
    Typed { value: text.into(), ..Typed::default() }
}

fn filled(lines: &[(&str, Typed)]) -> Filled {
    let line = |typed: &Typed| FilledLine {
        typed: typed.clone(),
        addresses: Part::ALL.into_iter().map(|part| (part, "D7".to_owned())).collect(),
        ..FilledLine::default()
    };
    Filled {
        lines: lines.iter().map(|(code, typed)| ((*code).to_owned(), line(typed))).collect(),
        faults: Vec::new(),
    }
}

/// One line: typed before, in the file, and whether it is open.
fn one(before: Typed, after: Typed, open: bool) -> Differences {
    let form = [indicator("R01")];
    let base = Lines::from([("R01".to_owned(), before)]);
    differences(form.iter(), &base, |_| open, &filled(&[("R01", after)]))
}

#[test]
fn each_line_is_new_changed_cleared_or_the_same() {
    for (before, after, outcome) in [
        ("", "12", Outcome::New),
        ("12", "13", Outcome::Changed),
        ("12", "", Outcome::Cleared),
        ("12", "12", Outcome::Same),
        ("", "", Outcome::Same),
        // The same figure in another spelling.
        ("12,500", "12500", Outcome::Same),
        ("12.50 t", "12.5", Outcome::Same),
        // What is no figure in the draft either is not told again.
        ("abc", "abc", Outcome::Same),
        ("abc", "12", Outcome::Changed),
    ] {
        let found = one(value(before), value(after), true);
        assert_eq!(found.lines[0].outcome, outcome, "{before} to {after}");
        assert_eq!(found.cells().is_empty(), outcome == Outcome::Same, "{before} to {after}");
    }
}

#[test]
fn a_text_that_is_no_figure_is_refused_at_its_cell_and_nothing_is_taken() {
    let form = [indicator("R01"), indicator("R02")];
    let file = filled(&[("R01", value("12")), ("R02", value("1.25万"))]);
    let found = differences(form.iter(), &Lines::new(), |_| true, &file);
    assert_eq!(found.lines[0].outcome, Outcome::New);
    assert_eq!(found.lines[1].outcome, Outcome::Refused);
    let fault = &found.lines[1].faults[0];
    assert_eq!(fault.address.as_deref(), Some("D7"));
    assert!(matches!(fault.why, Why::Line(Fault::NotAFigure(Part::Value, _))));
    assert!(found.cells().is_empty());
}

#[test]
fn a_locked_line_may_be_the_same_but_not_another() {
    assert_eq!(one(value("12"), value("12.0"), false).lines[0].outcome, Outcome::Same);
    let found = one(value("12"), value("13"), false);
    assert_eq!(found.lines[0].outcome, Outcome::Refused);
    assert_eq!(found.lines[0].faults[0].why, Why::Locked);
}

#[test]
fn a_line_cut_out_is_refused_and_a_foot_cut_off_is_left_alone() {
    let form = [indicator("R01")];
    let base = Lines::from([(HEAD.to_owned(), value("甲"))]);
    let found = differences(form.iter(), &base, |_| true, &filled(&[]));
    assert_eq!(found.lines.len(), 1);
    assert_eq!(found.lines[0].outcome, Outcome::Refused);
}

#[test]
fn a_note_keeps_every_character_and_has_an_end() {
    let note = |text: &str| Typed { note: text.into(), ..Typed::default() };
    assert_eq!(one(note("a\r\nb"), note("a\nb"), true).lines[0].outcome, Outcome::Same);
    assert_eq!(one(note("a"), note("a "), true).lines[0].outcome, Outcome::Changed);
    let found = one(note(""), note(&"字".repeat(2_001)), true);
    assert_eq!(found.lines[0].faults[0].why, Why::TooLong { allowed: 2_000 });
    assert_eq!(one(note(""), note(&"字".repeat(2_000)), true).lines[0].outcome, Outcome::New);
}
