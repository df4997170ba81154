use app::domain::duty::{groups, owes};
use app::domain::programme::Bearer;

use super::parse;
use crate::shipped::PROGRAMMES;

/// The shipped file with one of its lines replaced, and that line's number.
fn with(code: &str, line: &str, replacement: &str) -> (String, usize) {
    let (_, source) = PROGRAMMES.iter().find(|(shipped, _)| *shipped == code).expect("shipped");
    let at = source.lines().position(|found| found.starts_with(line)).expect("the line is there");
    let lines: Vec<&str> = source
        .lines()
        .enumerate()
        .map(|(number, found)| if number == at { replacement } else { found })
        .collect();
    (lines.join("\n"), at + 1)
}

#[test]
fn every_shipped_programme_is_taken_over_under_its_code() {
    for (code, source) in PROGRAMMES {
        let programme = parse(source).unwrap_or_else(|faults| panic!("{code}: {faults:?}"));
        assert_eq!(programme.code, code);
    }
}

#[test]
fn the_battery_form_has_36_cells_and_18_pilots() {
    let programme = parse(PROGRAMMES[0].1).expect("the battery programme");
    let cells: usize = programme.indicators.iter().map(|indicator| indicator.cells()).sum();
    assert_eq!(cells, 36);
    assert_eq!(programme.units.iter().filter(|unit| unit.pilot).count(), 18);
    assert_eq!(programme.duties.len(), 13);
    assert!(programme.targets.is_empty(), "the texts fix no national target");
}

#[test]
fn each_duty_of_the_notice_is_owed_by_whom_it_names() {
    let programme = parse(PROGRAMMES[0].1).expect("the battery programme");
    let found: Vec<(Bearer, usize, Vec<&str>)> = groups(&programme)
        .into_iter()
        .map(|group| {
            (group.bearer, group.who.len(), group.duties.iter().map(|of| of.no.as_str()).collect())
        })
        .collect();
    let of_regions = vec!["1", "2", "3", "4", "5", "6", "7", "8", "10", "11", "12"];
    assert_eq!(
        found,
        [
            (Bearer::PilotRegions, 17, of_regions),
            (Bearer::PilotEnterprises, 1, vec!["9", "12"]),
            (Bearer::OtherRegions, 14, vec!["13"]),
        ]
    );
    for (code, no, owed) in [
        ("JJJ", "1", true),
        ("110000", "1", false), // files for the joint pilot, which answers for it
        ("330200", "1", true),
        ("TOWER", "9", true),
        ("TOWER", "1", false),
        ("JJJ", "9", false),
        ("350000", "13", true),
        ("350200", "13", false),
        ("330000", "99", false),
    ] {
        assert_eq!(owes(&programme, code, no).is_some(), owed, "{code} {no}");
    }
}

#[test]
fn a_fault_is_named_by_its_line() {
    let tianjin = "tianjin-waste-recycling-2027";
    let battery = "nev-battery-pilot-2018";
    for (code, line, replacement, says) in [
        (tianjin, "code = \"tianjin", "code = \"Tianjin Waste\"", "lower-case"),
        (tianjin, "from = ", "from = \"2023Q1\"", "2025-Q3"),
        (
            tianjin,
            "key_indicators",
            "key_indicators = [\"T1\", \"T99\"]",
            "no indicator has the code `T99`",
        ),
        (tianjin, "due_days", "due_dayz = 20", "due_dayz"),
        (tianjin, "code = \"120101\"", "code = \"120000\"", "given twice"),
        (tianjin, "member_of", "member_of = \"999999\"", "no unit has the code `999999`"),
        (battery, "rule = ", "rule = \"T1 > T2\"", "is not a rule"),
        (tianjin, "comparator = ", "comparator = \"more\"", "unknown variant"),
        (tianjin, "due = ", "due = \"soon\"", "is not a period"),
        (battery, "owed_by = ", "owed_by = [\"everybody\"]", "unknown variant"),
        (battery, "code = \"150000\"", "code = \"110000\"", "is a unit"),
        (battery, "code = \"210000\"", "code = \"150000\"", "given twice"),
    ] {
        let (source, at) = with(code, line, replacement);
        let faults = parse(&source).expect_err(line);
        let named = faults.iter().any(|fault| fault.line == at && fault.message.contains(says));
        assert!(named, "{line}: line {at}, `{says}` not in {faults:?}");
    }
}

#[test]
fn what_is_no_toml_is_refused_at_its_place() {
    let faults = parse("code = \"x\"\nname = {").expect_err("broken off");
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].line, 2);
}
