//! One figure beside those its unit filed before.

use super::*;

const LEVEL: [&str; 4] = ["100", "104", "98", "102"];

/// What is said of one line in a third quarter.
fn said(line: &Indicator, before: &[&str], now: &str) -> Vec<Question> {
    let form = Form::at("2026-Q3").with(line.clone(), before, now);
    form.findings().into_iter().map(|finding| finding.question).collect()
}

fn codes(line: &Indicator, before: &[&str], now: &str) -> Vec<String> {
    let form = Form::at("2026-Q3").with(line.clone(), before, now);
    form.findings().iter().map(|finding| finding.code().to_owned()).collect()
}

#[test]
fn a_jump_is_asked_about_and_growth_is_not() {
    let line = line("R07", Kind::Stock);
    let grown = ["10", "20", "30", "40", "50", "60", "70", "80"];
    let calm = ["100", "102", "99", "101", "100", "103"];
    for (before, now, asked) in [
        (&LEVEL[..], "407", false),
        (&LEVEL, "450", true),
        (&LEVEL, "26", false),
        (&LEVEL, "0", true),
        (&grown, "95", false),
        (&grown, "150", false),
        // Twice as much is much where nothing ever moved.
        (&calm, "190", false),
        (&calm, "210", true),
        // Little is known yet.
        (&["100"], "450", false),
        (&["100"], "600", true),
        (&[], "600", false),
        // Tenths of a tonne more or less are not worth asking.
        (&["0.1", "0.2", "0.1"], "0.6", false),
    ] {
        let found = codes(&line, before, now);
        let jump = found.iter().any(|code| code == "far-from-usual");
        assert_eq!(jump, asked, "{before:?} {now}: {found:?}");
    }
}

#[test]
fn a_line_that_is_mostly_zero_is_not_asked_about_zero() {
    let line = line("R30", Kind::Flow);
    for (now, found) in [("0", &[][..]), ("25", &[]), ("300", &["scale-slip"])] {
        assert_eq!(codes(&line, &["0", "0", "30", "0", "0"], now), found, "{now}");
    }
}

#[test]
fn a_figure_shifted_by_a_power_of_ten_is_given_back_as_it_would_be() {
    let line = line("R07", Kind::Stock);
    for (now, by, too_large, back) in [
        ("1030", 10, true, "103"),
        ("10300", 100, true, "103"),
        ("103000", 1_000, true, "103"),
        ("1030000", 10_000, true, "103"),
        ("10.3", 10, false, "103"),
        ("0.1", 1_000, false, "100"),
    ] {
        let found = said(&line, &LEVEL, now);
        let [Question::Scale { times, too_large: large, would_be, .. }] = &found[..] else {
            panic!("{now}: {found:?}");
        };
        assert_eq!((*times, *large, would_be), (by, too_large, &number(back)), "{now}");
    }
}

#[test]
fn a_cumulative_figure_is_compared_by_what_the_quarter_adds() {
    let line = Indicator { covers: Covers::YearToDate, ..line("R31", Kind::Flow) };
    // By the quarter: 100, 110, 90, 100, then 105, 95.
    let before = ["100", "210", "300", "400", "105", "200"];
    for (now, found) in [
        ("300", &[][..]),
        ("200", &["far-from-usual"]),
        ("199", &["cumulative-fell"]),
        // This quarter alone.
        ("100", &["cumulative-fell"]),
        ("900", &["far-from-usual"]),
        ("3000", &["scale-slip"]),
    ] {
        assert_eq!(codes(&line, &before, now), found, "{now}");
    }
    // A year begins anew.
    let form = |now| Form::at("2027-Q1").with(line.clone(), &["100", "210", "300", "400"], now);
    assert!(form("95").found().is_empty());
    assert_eq!(form("500").found(), ["far-from-usual R31"]);
}

#[test]
fn the_sum_since_january_is_recognised_in_a_quarter_s_place() {
    let line = line("R01", Kind::Flow);
    let before = ["90", "110", "70", "85", "95", "115", "80", "100"];
    for (now, alone) in [("130", None), ("285", Some("105")), ("310", Some("130"))] {
        let found = said(&line, &before, now);
        match (alone, &found[..]) {
            (None, []) => {}
            (Some(alone), [Question::CumulativeForQuarter { would_be, .. }]) => {
                assert_eq!(would_be, &number(alone), "{now}");
            }
            _ => panic!("{now}: {found:?}"),
        }
    }
    // In the first quarter both are the same.
    assert!(Form::at("2027-Q1").with(line, &before, "150").found().is_empty());
}

#[test]
fn a_stock_that_halves_below_all_that_is_known_is_asked_about() {
    let line = line("R10", Kind::Stock);
    for (now, found) in [("60", &[][..]), ("50", &["stock-fell"]), ("35", &["stock-fell"])] {
        assert_eq!(codes(&line, &["80", "100", "120", "100"], now), found, "{now}");
    }
    // It was as low before.
    assert!(codes(&line, &["40", "80", "60", "100"], "45").is_empty());
}

#[test]
fn a_ratio_is_held_to_its_parts_and_to_its_percentage() {
    let line = line("R20", Kind::Ratio);
    let before = ["930/1000", "940/1000", "950/1000", "945/1000"];
    for (now, found) in [
        ("960/1010", &[][..]),
        // Ten times the parts make the same percentage.
        ("9600/10100", &["scale-slip", "scale-slip"]),
        // The percentage where the amount belongs.
        ("94.8/1000", &["percent-as-part"]),
        ("650/1000", &["ratio-moved"]),
        ("750/1000", &[]),
        ("n/a", &[]),
    ] {
        assert_eq!(codes(&line, &before, now), found, "{now}");
    }
}

#[test]
fn neither_milestones_nor_absences_are_compared() {
    let milestone = line("Y6", Kind::Milestone);
    assert!(codes(&milestone, &["0", "0", "0", "0", "0"], "1").is_empty());
    assert!(codes(&line("R01", Kind::Flow), &["n/a", "n/a", "n/a"], "5000").is_empty());
    assert!(codes(&line("R01", Kind::Flow), &LEVEL, "n/a").is_empty());
}
