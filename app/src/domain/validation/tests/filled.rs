//! What every figure is asked by its line alone.

use super::*;

fn ratio(before: &[&str], now: &str) -> Form {
    Form::at("2026-Q3").with(line("R20", Kind::Ratio), before, now)
}

#[test]
fn every_line_of_the_form_is_filled_in() {
    for (typed, found) in [
        ("", &["left-blank R01"][..]),
        (" ", &["left-blank R01"]),
        ("0", &[]),
        ("n/a", &[]),
        ("1.25万", &["not-a-figure R01"]),
        ("12.55", &["not-a-figure R01"]),
    ] {
        assert_eq!(Form::at("2026-Q3").flow("R01", &[], typed).found(), found, "{typed}");
    }
    let mut untouched = Form::at("2026-Q3").flow("R01", &[], "1");
    untouched.typed.clear();
    assert_eq!(untouched.found(), ["left-blank R01"]);
}

#[test]
fn a_ratio_has_both_parts_and_lies_within_its_bounds() {
    for (typed, found) in [
        ("/", &["left-blank R20"][..]),
        ("95/", &["not-a-figure R20"]),
        ("95/0", &["not-a-figure R20"]),
        ("-95/-100", &["denominator-not-positive R20"]),
        ("0/100", &[]),
        ("100/100", &[]),
        ("100.1/100", &["out-of-bounds R20"]),
        ("-0.1/100", &["out-of-bounds R20"]),
    ] {
        assert_eq!(ratio(&[], typed).found(), found, "{typed}");
    }
}

#[test]
fn parts_in_each_other_s_place_are_recognised() {
    for (typed, turned) in [("100/95", true), ("100/50", false)] {
        let found = ratio(&["94/100"], typed).findings();
        let [Finding { question: Question::OutOfBounds { swapped, .. }, .. }] = &found[..] else {
            panic!("{found:?}");
        };
        assert_eq!(*swapped, turned, "{typed}");
    }
}

#[test]
fn bounds_of_a_number_may_be_reached_and_not_passed() {
    for (typed, found) in [
        ("0", &[][..]),
        ("500", &[]),
        ("500.1", &["not-a-figure R01"]),
        ("-1", &["not-a-figure R01"]),
    ] {
        let line = Indicator {
            min: Some(number("0")),
            max: Some(number("500")),
            ..line("R01", Kind::Flow)
        };
        assert_eq!(Form::at("2026-Q3").with(line, &[], typed).found(), found, "{typed}");
    }
}

#[test]
fn what_is_no_figure_is_shown_at_its_cell() {
    let form = ratio(&[], "95/hundred");
    let found = form.findings();
    assert_eq!(found[0].field(), "R20.denominator");
    assert_eq!(found[0].explanation_field(), None);
}
