//! What shows between the lines.

use super::*;

#[test]
fn a_broken_check_names_its_lines_their_figures_and_both_sums() {
    let form = Form::at("2026-Q3")
        .flow("R01", &[], "100")
        .flow("R02", &[], "60")
        .flow("R03", &[], "55.5")
        .check("K01", Severity::Blocking, "R01 >= R02 + R03");
    let found = form.findings();
    assert_eq!(form.found(), ["K01 R01 R02 R03"]);
    let Question::Check { figures, sums, .. } = &found[0].question else { panic!("{found:?}") };
    assert_eq!(figures[1], [number("60"), number("55.5")]);
    assert_eq!((&sums.left, &sums.right), (&number("100"), &number("115.5")));
    assert!(!may_be_submitted(&found));
}

#[test]
fn a_check_waits_until_all_its_lines_have_a_number() {
    for other in ["", "n/a", "many"] {
        let form = Form::at("2026-Q3").flow("R01", &[], "100").flow("R02", &[], other).check(
            "K01",
            Severity::Blocking,
            "R01 = R02",
        );
        assert!(!form.found().contains(&"K01 R01 R02".to_owned()), "{other}");
    }
}

#[test]
fn an_explanation_at_any_of_its_lines_clears_a_warning_and_nothing_that_blocks() {
    for (severity, at, open) in [
        (Severity::Warning, "R01", false),
        (Severity::Warning, "R04", false),
        (Severity::Warning, "R09", true),
        (Severity::Blocking, "R01", true),
    ] {
        let found = Form::at("2026-Q3")
            .flow("R01", &[], "100")
            .flow("R04", &[], "90")
            .flow("R09", &[], "1")
            .check("K08", severity, "R01 <= R04")
            .explained(at, " 含外地车辆的电池 ")
            .findings();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].is_open(), open, "{severity:?} {at}");
        assert_eq!(may_be_submitted(&found), !open, "{severity:?} {at}");
    }
    let form =
        Form::at("2026-Q3").flow("R01", &["1", "1", "1"], "100").explained("R01", " \u{3000}");
    assert!(!may_be_submitted(&form.findings()), "white space explains nothing");
}

#[test]
fn what_blocks_comes_before_warnings_each_in_the_form_s_order() {
    let before = ["100", "100", "100"];
    let form = Form::at("2026-Q3")
        .flow("R01", &before, "450")
        .flow("R02", &[], "")
        .flow("R03", &before, "450")
        .flow("R04", &[], "");
    let found = ["left-blank R02", "left-blank R04", "far-from-usual R01", "far-from-usual R03"];
    assert_eq!(form.found(), found);
}

/// Five lines that moved until last quarter.
fn moving(now: [&str; 5]) -> Form {
    let lines = [
        ("R01", ["100", "105", "111"]),
        ("R02", ["30", "33", "31"]),
        ("R03", ["70", "73", "79"]),
        ("R05", ["20", "22", "25"]),
        ("R08", ["40", "43", "46"]),
    ];
    lines
        .into_iter()
        .zip(now)
        .fold(Form::at("2026-Q3"), |form, ((code, before), now)| form.flow(code, &before, now))
}

#[test]
fn last_quarter_s_figures_once_more_are_asked_about() {
    for (now, found) in [
        (["111", "31", "79", "25", "46"], &["same-as-before R01 R02 R03 R05 R08"][..]),
        (["111", "31", "79", "25", "48"], &["same-as-before R01 R02 R03 R05"]),
        (["111", "31", "79", "26", "48"], &[]),
    ] {
        assert_eq!(moving(now).found(), found, "{now:?}");
    }
}

#[test]
fn stocks_that_stay_as_they_are_do_not_look_pasted() {
    let stay = ["R13", "R14", "R15", "R16", "R17", "R19"];
    let form = stay.into_iter().fold(Form::at("2026-Q3"), |form, code| {
        form.with(line(code, Kind::Stock), &["80", "80", "80", "80"], "80")
    });
    assert!(form.found().is_empty());
}

#[test]
fn figures_in_each_other_s_place_are_asked_about() {
    let before = (["50", "52", "51"], ["90", "95", "92"]);
    for (first, second, asked) in [("53", "94", false), ("94", "53", true), ("70", "71", false)] {
        let form = Form::at("2026-Q3").flow("R02", &before.0, first).flow("R03", &before.1, second);
        assert_eq!(form.found() == ["swapped-cells R02 R03"], asked, "{first} {second}");
        let at = |code| findings_at(&form.filed(), code).len();
        assert_eq!((at("R02"), at("R03")), (usize::from(asked), usize::from(asked)));
    }
}
