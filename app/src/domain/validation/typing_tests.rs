use super::*;
use crate::domain::check::Check;
use crate::domain::indicator::Kind;
use crate::domain::validation::tests::line;

fn typed(text: &str) -> Typed {
    match text.split_once('/') {
        Some((numerator, denominator)) => Typed {
            numerator: numerator.into(),
            denominator: denominator.into(),
            ..Typed::default()
        },
        None => Typed { value: text.into(), ..Typed::default() },
    }
}

fn found(texts: [&str; 3], severity: Severity, explanation: &str) -> Vec<Finding> {
    let lines = [line("R01", Kind::Flow), line("R02", Kind::Flow), line("R20", Kind::Ratio)];
    let name = lines[0].name.clone();
    let rule = "R01 >= R02".parse().expect("a rule");
    let checks = [Check { code: "K01".into(), severity, rule, text: name }];
    let mut lines_typed = texts.map(typed);
    lines_typed[1].explanation = explanation.into();
    while_typing(&lines, &checks, &lines_typed).1
}

fn codes(found: &[Finding]) -> Vec<(&str, String)> {
    found.iter().map(|finding| (finding.code(), finding.field())).collect()
}

#[test]
fn what_is_no_figure_is_found_in_its_cell() {
    let found = found(["1.25", "2", "9/0"], Severity::Blocking, "");
    let expected =
        [("not-a-figure", "R01".to_owned()), ("not-a-figure", "R20.denominator".to_owned())];
    assert_eq!(codes(&found), expected, "a check waits until both lines are figures");
}

#[test]
fn a_broken_check_is_found_and_a_warning_keeps_its_explanation() {
    let broken = [("K01", "R01".to_owned())];
    assert_eq!(codes(&found(["1", "2", ""], Severity::Blocking, "")), broken);
    let open = found(["1", "2", "5/10"], Severity::Warning, " ");
    assert_eq!((codes(&open), open[0].is_open()), (broken.to_vec(), true));
    assert!(!found(["1", "2", ""], Severity::Warning, "counted twice")[0].is_open());
    assert_eq!(found(["2", "2", "5/10"], Severity::Blocking, ""), []);
}

#[test]
fn a_ratio_outside_its_bounds_is_found_and_blanks_are_no_news() {
    let found = found(["", "", "20/10"], Severity::Blocking, "");
    assert_eq!(codes(&found), [("out-of-bounds", "R20.numerator".to_owned())]);
}
