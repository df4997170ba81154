//! Programme files: those that ship, and every way in which one can be wrong.

use server::import::programme::{Fault, parse};
use server::shipped;

/// Small, and with one of everything.
const GOOD: &str = r#"
code = "test-pilot"
name = { zh = "试点", en = "Pilot" }
short = { zh = "试点", en = "Pilot" }
summary = { zh = "测试", en = "For tests" }
from = "2024-Q1"
until = "2027-Q4"
key_indicators = ["A1"]
volume_indicator = "A1"

[form]
no = "T-1"
title = { zh = "表", en = "Form" }
issued_by = { zh = "测试", en = "Tests" }
due_days = 15

[[document]]
no = "D1"
title = { zh = "文", en = "Text" }
issued_by = { zh = "部", en = "Ministry" }

[[section]]
code = "S"
name = { zh = "节", en = "Section" }

[[unit]]
code = "U1"
name = { zh = "甲", en = "One" }
kind = "province"

[[unit]]
code = "U2"
name = { zh = "乙", en = "Two" }
kind = "city"
counted_in = "U1"

[[unit]]
code = "U3"
name = { zh = "丙", en = "Three" }
kind = "joint"

[[unit]]
code = "U4"
name = { zh = "丁", en = "Four" }
kind = "province"
member_of = "U3"

[[indicator]]
code = "A1"
name = { zh = "量", en = "Volume" }
section = "S"
kind = "flow"
measure_unit = { zh = "吨", en = "t" }
decimals = 1
min = "0"
max = "100"

[[indicator]]
code = "A2"
name = { zh = "率", en = "Rate" }
section = "S"
kind = "ratio"
measure_unit = { zh = "%", en = "%" }
decimals = 1
[indicator.parts]
numerator = { name = { zh = "子", en = "Part" }, measure_unit = { zh = "个", en = "n" }, decimals = 0 }
denominator = { name = { zh = "母", en = "Whole" }, measure_unit = { zh = "个", en = "n" }, decimals = 0 }

[[indicator]]
code = "A3"
name = { zh = "成", en = "Done" }
section = "S"
kind = "milestone"
measure_unit = { zh = "项", en = "item" }
decimals = 0

[[check]]
code = "K1"
severity = "blocking"
rule = "A1 >= A3"
text = { zh = "核", en = "Check" }

[[target]]
no = "G1"
name = { zh = "标", en = "Goal" }
indicator = "A1"
comparator = "at_least"
value = "60"
value_unit = { zh = "吨", en = "t" }
baseline = { period = "2023", value = "20" }
milestones = [{ period = "2025", value = "40" }]
due = "2027"
printed_as = "60 t"
responsible = { zh = "局", en = "Bureau" }
source = { document = "D1", clause = "1" }

[[duty]]
no = "1"
name = { zh = "任", en = "Duty" }
who = { zh = "谁", en = "Who" }
records = { zh = "记", en = "Records" }
document = "D1"
clause = "2"
"#;

/// What is written instead of what, and what is said at that line.
const BAD: &[(&str, &str, &str)] = &[
    // Not TOML, or not a programme.
    ("code = \"test-pilot\"", "code = test-pilot", ""),
    ("code = \"test-pilot\"", "code = \"test-pilot", ""),
    ("kind = \"city\"", "kind = \"city\"\nkind = \"city\"", ""),
    ("[form]", "[form", ""),
    ("due_days = 15", "due_days = \"15\"", ""),
    ("due_days = 15", "due_days = -1", ""),
    ("due_days = 15", "due_days = 15\ncolour = \"red\"", ""),
    ("decimals = 1\nmin", "decimals = 1.5\nmin", ""),
    ("kind = \"city\"", "kind = \"town\"", "town"),
    ("severity = \"blocking\"", "severity = \"fatal\"", "fatal"),
    ("comparator = \"at_least\"", "comparator = \"beyond\"", "beyond"),
    ("from = \"2024-Q1\"", "from = \"2024Q1\"", ""),
    ("from = \"2024-Q1\"", "from = 2024", ""),
    ("value = \"60\"", "value = 60", ""),
    ("value = \"60\"", "value = \"6,0\"", "6,0"),
    ("max = \"100\"", "max = \"a lot\"", "a lot"),
    ("due = \"2027\"", "due = \"soon\"", "soon"),
    ("name = { zh = \"乙\", en = \"Two\" }", "name = { zh = \"乙\" }", "en"),
    ("name = { zh = \"乙\", en = \"Two\" }", "name = \"乙\"", ""),
    ("rule = \"A1 >= A3\"", "rule = \"A1 >=\"", ""),
    ("rule = \"A1 >= A3\"", "rule = \"A1 * A3\"", ""),
    ("rule = \"A1 >= A3\"", "rule = \"\"", ""),
    // Codes.
    ("code = \"test-pilot\"", "code = \"Test Pilot\"", "lower-case words"),
    ("code = \"test-pilot\"", "code = \"../etc\"", "lower-case words"),
    ("code = \"test-pilot\"", "code = \"a--b\"", "lower-case words"),
    ("code = \"U2\"", "code = \"U1\"", "given twice"),
    ("code = \"U2\"", "code = \"\"", "ASCII letters and digits"),
    ("code = \"U2\"", "code = \"U 2\"", "ASCII letters and digits"),
    ("code = \"U2\"", "code = \"a/b\"", "ASCII letters and digits"),
    ("code = \"A2\"", "code = \"A1\"", "given twice"),
    ("code = \"K1\"", "code = \"规则\"", "ASCII letters and digits"),
    ("no = \"G1\"", "no = \"G-1\"", "ASCII letters and digits"),
    // References.
    ("counted_in = \"U1\"", "counted_in = \"U9\"", "no unit has the code `U9`"),
    ("member_of = \"U3\"", "member_of = \"U9\"", "no unit has the code `U9`"),
    ("key_indicators = [\"A1\"]", "key_indicators = [\"A9\"]", "no indicator has the code `A9`"),
    ("volume_indicator = \"A1\"", "volume_indicator = \"A9\"", "no indicator has the code `A9`"),
    (
        "section = \"S\"\nkind = \"flow\"",
        "section = \"T\"\nkind = \"flow\"",
        "no section has the code `T`",
    ),
    ("\nindicator = \"A1\"", "\nindicator = \"A9\"", "no indicator has the code `A9`"),
    ("rule = \"A1 >= A3\"", "rule = \"A1 >= A9\"", "no indicator has the code `A9`"),
    ("rule = \"A1 >= A3\"", "rule = \"A1 >= A2\"", "`A2` is a ratio"),
    (
        "source = { document = \"D1\"",
        "source = { document = \"D9\"",
        "no document has the code `D9`",
    ),
    (
        "document = \"D1\"\nclause = \"2\"",
        "document = \"D9\"\nclause = \"2\"",
        "no document has the code `D9`",
    ),
    // What does not go together.
    ("until = \"2027-Q4\"", "until = \"2023-Q4\"", "`until` is before `from`"),
];

/// Faults that are named at another line than the one that was changed.
const ELSEWHERE: &[(&str, &str, &str, &str)] = &[
    (
        "kind = \"ratio\"",
        "kind = \"stock\"",
        "code = \"A2\"",
        "a ratio has `parts`, and only a ratio",
    ),
    ("kind = \"flow\"", "kind = \"ratio\"", "code = \"A1\"", "a ratio has `parts`"),
    ("min = \"0\"", "min = \"101\"", "code = \"A1\"", "`min` 101 is above `max` 100"),
    ("decimals = 1\nmin", "over_units = \"recompute\"\ndecimals = 1\nmin", "over_units", "`sum`"),
    (
        "decimals = 1\nmin",
        "valid_from = \"2026-Q1\"\nvalid_until = \"2025-Q4\"\ndecimals = 1\nmin",
        "code = \"A1\"",
        "is after `valid_until`",
    ),
    (
        "kind = \"joint\"",
        "kind = \"joint\"\nmember_of = \"U4\"",
        "code = \"U3\"",
        "`U3` is part of itself",
    ),
    ("member_of = \"U3\"", "member_of = \"U4\"", "code = \"U4\"", "`U4` is part of itself"),
    (
        "counted_in = \"U1\"",
        "counted_in = \"U1\"\nmember_of = \"U3\"",
        "counted_in",
        "either `member_of` or `counted_in`",
    ),
    ("comparator = \"at_least\"", "comparator = \"range\"", "no = \"G1\"", "a range has `upper`"),
    (
        "value = \"60\"",
        "value = \"60\"\nupper = \"70\"",
        "no = \"G1\"",
        "a range has `upper`, and only a range",
    ),
    (
        "comparator = \"at_least\"\nvalue = \"60\"",
        "comparator = \"range\"\nvalue = \"60\"\nupper = \"50\"",
        "no = \"G1\"",
        "`upper` 50 is below `value` 60",
    ),
    (
        "value = \"60\"",
        "value = \"60\"\ntolerance = \"1\"",
        "no = \"G1\"",
        "`tolerance` belongs to",
    ),
    ("value = \"60\"\n", "", "no = \"G1\"", "every target has a `value`"),
    (
        "comparator = \"at_least\"",
        "comparator = \"milestone\"",
        "no = \"G1\"",
        "a milestone target",
    ),
    ("\nindicator = \"A1\"", "\nindicator = \"A3\"", "no = \"G1\"", "a milestone target"),
    ("due = \"2027\"", "due = \"2023-Q4\"", "no = \"G1\"", "not after the baseline's period"),
    ("due = \"2027\"", "due = \"2020\"", "no = \"G1\"", "not after the baseline's period"),
    (
        "{ period = \"2025\", value = \"40\" }",
        "{ period = \"2023\", value = \"40\" }",
        "no = \"G1\"",
        "between baseline and due date",
    ),
    (
        "{ period = \"2025\", value = \"40\" }",
        "{ period = \"2028\", value = \"40\" }",
        "no = \"G1\"",
        "between baseline and due date",
    ),
    ("volume_indicator = \"A1\"\n", "volume_indicator = \"A1\"\ncolour = 1\n", "colour", "colour"),
    ("form]\nno = \"T-1\"\n", "form]\n", "[form]", "no"),
];

fn line_of(text: &str, part: &str) -> usize {
    let at = text.find(part).unwrap_or_else(|| panic!("`{part}` is not in the file"));
    text[..at].matches('\n').count() + 1
}

fn faults(text: &str, what: &str) -> Vec<Fault> {
    match parse(text) {
        Ok(_) => panic!("taken over: {what}"),
        Err(faults) => faults,
    }
}

#[test]
fn each_file_that_ships_is_in_order() {
    for (code, source) in shipped::PROGRAMMES {
        let programme = parse(source).unwrap_or_else(|faults| panic!("{code}: {faults:?}"));
        assert_eq!(programme.code, code);
        assert!(!programme.units.is_empty() && !programme.indicators.is_empty(), "{code}");
    }
    let targets = |code: &str| {
        let (_, source) = shipped::PROGRAMMES.iter().find(|(known, _)| *known == code).expect("it");
        parse(source).expect("in order").targets.len()
    };
    assert_eq!(targets("tianjin-waste-recycling-2027"), 18);
    assert_eq!(targets("yellow-river-green-industry-2025"), 6);
    assert_eq!(targets("industrial-energy-saving-2018"), 4);
    assert_eq!(targets("nev-battery-pilot-2018"), 0);
}

#[test]
fn the_small_file_is_in_order_however_its_lines_end() {
    let programme = parse(GOOD).expect("in order");
    assert_eq!(programme.units.len(), 4);
    let crlf = parse(&GOOD.replace('\n', "\r\n")).expect("in order");
    assert_eq!(crlf, programme);
}

#[test]
fn each_fault_is_named_at_its_line() {
    for (old, new, said) in BAD {
        let text = GOOD.replacen(old, new, 1);
        let what = format!("`{new}` for `{old}`");
        assert_ne!(text, GOOD, "{what}");
        let found = faults(&text, &what);
        let first = line_of(GOOD, old);
        let last = first + new.matches('\n').count();
        let fault = &found[0];
        assert!((first..=last).contains(&fault.line), "{what}: line {first}, not {fault}");
        assert!(found.iter().any(|fault| fault.message.contains(said)), "{what}: {found:?}");
        assert!(!fault.message.is_empty() && fault.column >= 1, "{what}");
    }
}

#[test]
fn a_fault_between_lines_is_named_where_its_thing_begins() {
    for (old, new, at, said) in ELSEWHERE {
        let text = GOOD.replacen(old, new, 1);
        let what = format!("`{new}` for `{old}`");
        assert_ne!(text, GOOD, "{what}");
        let found = faults(&text, &what);
        let fault = found.iter().find(|fault| fault.message.contains(said));
        let fault = fault.unwrap_or_else(|| panic!("{what}: {found:?}"));
        assert_eq!(fault.line, line_of(&text, at), "{what}: {fault}");
    }
}

#[test]
fn all_faults_are_named_at_once_in_order() {
    let text = GOOD
        .replacen("counted_in = \"U1\"", "counted_in = \"U9\"", 1)
        .replacen("code = \"A2\"", "code = \"A1\"", 1)
        .replacen("due = \"2027\"", "due = \"2020\"", 1);
    let found = faults(&text, "three faults");
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.is_sorted_by_key(|fault| fault.line));
}

#[test]
fn what_is_no_programme_at_all_is_refused_and_harms_nobody() {
    for text in [
        "",
        "\u{feff}",
        "code",
        "[[",
        "code = 1",
        "\0",
        "{\"code\": \"a\"}",
        &"[a.".repeat(10_000),
        &"a = [".repeat(5_000),
    ] {
        let shown: String = text.chars().take(20).collect();
        let found = faults(text, &shown);
        assert_eq!(found.len(), 1, "{shown}");
        assert!(found[0].line >= 1 && found[0].column >= 1, "{shown}");
    }
}
