//! The figure rules line by line.

use serde_json::json;

use super::*;

mod properties;

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

/// A field in tonnes with three decimals and no bounds.
const TONNES: Field = Field {
    measure_unit_zh: "吨",
    measure_unit_en: "t",
    other_spellings: &["吨(t)"],
    decimals: 3,
    min: None,
    max: None,
};

const PERCENT: Field = Field { measure_unit_zh: "%", measure_unit_en: "%", ..TONNES };
const TEN_THOUSAND_YUAN: Field = Field {
    measure_unit_zh: "万元",
    measure_unit_en: "10,000 yuan",
    other_spellings: &[],
    ..TONNES
};

#[track_caller]
fn reads(typed: &str, field: &Field, number: &str, notices: &[Notice]) {
    let parsed = parse(typed, field).unwrap_or_else(|refusal| panic!("{typed:?}: {refusal:?}"));
    assert_eq!(parsed.entry, Entry::Number(decimal(number)), "{typed:?}");
    assert_eq!(parsed.notices, notices, "{typed:?}");
}

#[track_caller]
fn refuses(typed: &str, field: &Field, refusal: Refusal) {
    assert_eq!(parse(typed, field), Err(refusal), "{typed:?}");
}

fn some(number: &str) -> Option<Decimal> {
    Some(decimal(number))
}

#[test]
fn white_space_around_is_trimmed_without_a_word() {
    for typed in [
        "12.5",
        " 12.5 ",
        "\t12.5\r\n",
        "\u{3000}12.5\u{3000}",
        "\u{A0}12.5\u{A0}",
        "\u{FEFF}12.5",
        "\u{2009}12.5\u{202F}",
        "\n\n12.5",
    ] {
        reads(typed, &TONNES, "12.5", &[]);
    }
    let far_away = format!("{}7{}", " ".repeat(500), "\u{3000}".repeat(500));
    reads(&far_away, &TONNES, "7", &[]);
}

#[test]
fn unusual_writing_is_read_and_noted() {
    for (typed, number, notices) in [
        ("１２．５", "12.5", &[Notice::FullWidth][..]),
        ("－５", "-5", &[Notice::FullWidth]),
        ("−5", "-5", &[Notice::MinusSign]),
        ("1\u{200B}2", "12", &[Notice::ZeroWidth]),
        ("1\u{FEFF}2\u{2060}3", "123", &[Notice::ZeroWidth]),
        ("+5", "5", &[Notice::LeadingPlus]),
        ("＋5", "5", &[Notice::FullWidth, Notice::LeadingPlus]),
        ("007", "7", &[Notice::LeadingZeros]),
        ("00.50", "0.5", &[Notice::LeadingZeros]),
        ("-0", "0", &[Notice::NegativeZero]),
        ("-0.00", "0", &[Notice::NegativeZero]),
        ("0", "0", &[]),
        ("0.50", "0.5", &[]),
        ("-12.5", "-12.5", &[]),
    ] {
        reads(typed, &TONNES, number, notices);
    }
}

#[test]
fn thousands_are_grouped_properly_or_refused() {
    for typed in
        ["12,500.25", "12，500.25", "12\u{A0}500.25", "12\u{2009}500.25", "12\u{202F}500.25"]
    {
        reads(typed, &TONNES, "12500.25", &[]);
    }
    reads("1,234,567", &TONNES, "1234567", &[]);
    reads("１２，５００", &TONNES, "12500", &[Notice::FullWidth]);
    for typed in [
        "1,23",
        "1.234,56",
        "1'234",
        "1’234",
        "1 234",
        "1,2345",
        "12345,678",
        "1,234,56",
        "1,234，567",
        "1,,234",
        ",123",
        "123,",
        "1.234.567",
        "1.234,567",
        "0,123",
        "01,234",
        "1,234.567,8",
        "12\u{A0}34",
        "1,23万 ",
    ] {
        let refusal = parse(typed, &TONNES);
        let scaled = Err(Refusal::ScaleWord { word: "万".into(), suggestion: None });
        assert!(
            refusal == Err(Refusal::AmbiguousGrouping) || refusal == scaled,
            "{typed:?}: {refusal:?}"
        );
    }
}

#[test]
fn the_own_unit_is_dropped_and_another_refused() {
    for typed in
        ["12.5吨", "12.5 t", "12.5 吨", "12.5公吨", "12.5 Tonnes", "12.5\u{A0}t", "12.5吨(t)"]
    {
        reads(typed, &TONNES, "12.5", &[]);
    }
    reads("45%", &PERCENT, "45", &[]);
    reads("45％", &PERCENT, "45", &[]);
    reads("45 percent", &PERCENT, "45", &[]);
    reads("12.5万元", &TEN_THOUSAND_YUAN, "12.5", &[]);
    // The English unit begins with digits and must not swallow the number's.
    assert!(parse("510,000 yuan", &TEN_THOUSAND_YUAN).is_err());
    for (typed, found) in [
        ("12.5千克", "千克"),
        ("12 kg", "kg"),
        ("12 T", "T"),
        ("45%", "%"),
        ("3 m²", "m²"),
        ("12个月", "个月"),
        ("12 cent", "cent"),
        ("12 MWh", "MWh"),
        ("5 mt", "mt"),
        ("5元", "元"),
    ] {
        let expected = TONNES.measure_unit();
        refuses(typed, &TONNES, Refusal::OtherUnit { found: found.into(), expected });
    }
    for (typed, field) in
        [("45 个百分点", &PERCENT), ("45‰", &PERCENT), ("1250元", &TEN_THOUSAND_YUAN)]
    {
        assert!(matches!(parse(typed, field), Err(Refusal::OtherUnit { .. })), "{typed}");
    }
    assert!(matches!(parse("¥12", &TONNES), Err(Refusal::OtherUnit { .. })));
    refuses("45%%", &PERCENT, Refusal::NotANumber);
}

#[test]
fn scale_words_are_never_guessed() {
    for (typed, word, suggestion) in [
        ("1.25万", "万", some("12500")),
        ("1.25万吨", "万", some("12500")),
        ("-1.25 万", "万", some("-12500")),
        ("3百万", "百万", some("3000000")),
        ("1.2亿", "亿", some("120000000")),
        ("1亿2000万", "亿", some("120000000")),
        ("12万5千", "万", some("125000")),
        ("3万5", "万", None),
        ("1,23万", "万", None),
        ("12k", "k", some("12000")),
        ("12kt", "k", some("12000")),
        ("12 million", "million", some("12000000")),
        ("1.5 thousand tonnes", "thousand", some("1500")),
        ("2M", "M", some("2000000")),
    ] {
        refuses(typed, &TONNES, Refusal::ScaleWord { word: word.into(), suggestion });
    }
    let yuan = |suggestion| Refusal::ScaleWord { word: "亿".into(), suggestion };
    refuses("12.5亿元", &TEN_THOUSAND_YUAN, yuan(some("125000")));
    refuses("12.5亿", &TEN_THOUSAND_YUAN, yuan(None));
    let doubtful = Refusal::ScaleWord { word: "万".into(), suggestion: None };
    refuses("12.5万", &TEN_THOUSAND_YUAN, doubtful);
}

#[test]
fn other_notations_are_refused_with_what_to_write() {
    for (typed, refusal) in [
        ("1.2E+05", Refusal::Scientific { suggestion: some("120000") }),
        ("1e-3", Refusal::Scientific { suggestion: some("0.001") }),
        ("-1.2×10^5", Refusal::Scientific { suggestion: some("-120000") }),
        ("1.2 x 10⁵", Refusal::Scientific { suggestion: some("120000") }),
        ("1e999999999", Refusal::Scientific { suggestion: None }),
        ("1e99999999999999999999", Refusal::Scientific { suggestion: None }),
        ("1/2", Refusal::Fraction { suggestion: some("0.5") }),
        ("-1/8 t", Refusal::Fraction { suggestion: some("-0.125") }),
        ("1 1/2", Refusal::Fraction { suggestion: some("1.5") }),
        ("2½", Refusal::Fraction { suggestion: some("2.5") }),
        ("1/3", Refusal::Fraction { suggestion: None }),
        ("1/0", Refusal::Fraction { suggestion: None }),
        ("一万二千五百", Refusal::ChineseNumeral { suggestion: some("12500") }),
        ("十二", Refusal::ChineseNumeral { suggestion: some("12") }),
        ("二〇二五", Refusal::ChineseNumeral { suggestion: some("2025") }),
        ("负三点五吨", Refusal::ChineseNumeral { suggestion: some("-3.5") }),
        ("壹佰零伍", Refusal::ChineseNumeral { suggestion: some("105") }),
        ("一亿零五万", Refusal::ChineseNumeral { suggestion: some("100050000") }),
        ("一万二", Refusal::ChineseNumeral { suggestion: None }),
        ("百分之五", Refusal::ChineseNumeral { suggestion: None }),
        ("١٢٫٥", Refusal::OtherScript { suggestion: some("12.5") }),
        ("१२", Refusal::OtherScript { suggestion: some("12") }),
        ("𝟏𝟐", Refusal::OtherScript { suggestion: some("12") }),
        ("Ⅻ", Refusal::OtherScript { suggestion: None }),
        ("1②", Refusal::OtherScript { suggestion: None }),
        ("0x1F", Refusal::Hexadecimal { suggestion: some("31") }),
        ("-0XfF", Refusal::Hexadecimal { suggestion: some("-255") }),
        ("0xZZ", Refusal::Hexadecimal { suggestion: None }),
        ("12_500", Refusal::Underscore { suggestion: some("12500") }),
        (".5", Refusal::BarePoint { suggestion: decimal("0.5") }),
        ("-5.", Refusal::BarePoint { suggestion: decimal("-5") }),
    ] {
        refuses(typed, &TONNES, refusal);
    }
}

#[test]
fn what_a_spreadsheet_leaves_behind_is_refused() {
    for typed in ["=SUM(A1:A3)", "=1", "＝1+2", "@A1", "+SUM(A1)", "12+3", "3*4"] {
        refuses(typed, &TONNES, Refusal::Formula);
    }
    for typed in ["#DIV/0!", "#N/A", "#REF!", "#####", "＃VALUE!"] {
        assert!(matches!(parse(typed, &TONNES), Err(Refusal::SpreadsheetError { .. })), "{typed}");
    }
    for typed in [
        "2025-03-01",
        "2025/3/1",
        "2025.3.1",
        "3/4/2025",
        "03-04-25",
        "2025-03",
        "2025年",
        "2025年3月",
        "3月5日",
        "2025-Q3",
        "2025Q3",
        "12:30",
        "2025-03-01 00:00:00",
        "2025-03-01T08:00",
        "5-Mar",
        "Mar-25",
    ] {
        assert!(matches!(parse(typed, &TONNES), Err(Refusal::Date { .. })), "{typed}");
    }
    reads("2025.3", &TONNES, "2025.3", &[]);
    reads("20250301", &TONNES, "20250301", &[]);
    for typed in ["TRUE", "false"] {
        refuses(typed, &TONNES, Refusal::TruthValue);
    }
}

#[test]
fn absence_has_a_control_of_its_own_and_zero_is_a_number() {
    use Absence::{NotApplicable, NotAvailable};
    for (typed, absence) in [
        ("无", None),
        ("-", None),
        ("－", None),
        ("—", None),
        ("--", None),
        ("/", None),
        ("N/A", Some(NotApplicable)),
        ("n/a", Some(NotApplicable)),
        ("不适用", Some(NotApplicable)),
        ("暂缺", Some(NotAvailable)),
        (" 无 ", None),
    ] {
        let refused = parse(typed, &TONNES);
        assert!(
            matches!(&refused, Err(Refusal::UseAbsenceControl { absence: said, .. }) if *said == absence),
            "{typed}: {refused:?}"
        );
    }
    for typed in ["", "  ", "\u{3000}", "\u{FEFF}"] {
        assert_eq!(parse(typed, &TONNES), Ok(Parsed { entry: Entry::Blank, notices: vec![] }));
    }
    reads("0", &TONNES, "0", &[]);
    assert_eq!(parse_absence(" 不适用 "), Some(NotApplicable));
    assert_eq!(parse_absence("n/a"), Some(NotApplicable));
    assert_eq!(parse_absence("not_available"), Some(NotAvailable));
    assert_eq!(parse_absence("暂缺"), Some(NotAvailable));
    for text in ["", "N/A", "无", "-", "0", "12.5"] {
        assert_eq!(parse_absence(text), None, "{text}");
    }
}

#[test]
fn decimals_are_counted_not_rounded_and_bounds_belong_to_the_range() {
    let whole = Field { decimals: 0, ..TONNES };
    reads("12.0", &whole, "12", &[]);
    reads("12.000000", &whole, "12", &[]);
    refuses("12.5", &whole, Refusal::TooManyDecimals { allowed: 0, found: 1 });
    refuses("0.12345", &TONNES, Refusal::TooManyDecimals { allowed: 3, found: 5 });
    let (min, max) = (decimal("0"), decimal("100"));
    let rate = Field { min: Some(&min), max: Some(&max), ..PERCENT };
    reads("0", &rate, "0", &[]);
    reads("100%", &rate, "100", &[]);
    refuses("-0.001", &rate, Refusal::BelowMinimum { min: min.clone() });
    refuses("100.001", &rate, Refusal::AboveMaximum { max: max.clone() });
}

#[test]
fn forty_characters_are_enough_and_control_characters_too_many() {
    reads(&"9".repeat(40), &TONNES, &"9".repeat(40), &[]);
    refuses(&"9".repeat(41), &TONNES, Refusal::TooLong { allowed: 40 });
    refuses(&"1".repeat(1_000_000), &TONNES, Refusal::TooLong { allowed: 40 });
    for (typed, code) in [
        ("1\u{202E}2", "U+202E"),
        ("\u{202D}12", "U+202D"),
        ("1\u{0}2", "U+0000"),
        ("1\t2", "U+0009"),
        ("1\n2", "U+000A"),
        ("1\u{7F}", "U+007F"),
        ("1\u{200F}", "U+200F"),
    ] {
        refuses(typed, &TONNES, Refusal::ControlCharacter { code: code.into() });
    }
}

#[test]
fn the_rest_is_not_a_number() {
    for typed in [
        "abc",
        "约12",
        ">12",
        "~12",
        "--5",
        "+-5",
        "(5)",
        "5-",
        "12余",
        "10-20",
        ".",
        ",",
        "NaN",
        "inf",
        "t",
        "12。5",
        "1;2",
        "吨",
        "- 5x",
        "<script>",
        "1,2,abc3d",
    ] {
        let refused = parse(typed, &TONNES);
        assert!(
            matches!(refused, Err(Refusal::NotANumber | Refusal::OtherUnit { .. })),
            "{typed}: {refused:?}"
        );
    }
    refuses("abc", &TONNES, Refusal::NotANumber);
    refuses("约12", &TONNES, Refusal::NotANumber);
    refuses("12余", &TONNES, Refusal::NotANumber);
}

#[test]
fn json_numbers_are_strings() {
    let number = Entry::Number(decimal("12.5"));
    assert_eq!(parse_json(&json!("12.5"), &TONNES).map(|p| p.entry), Ok(number));
    assert_eq!(parse_json(&json!(null), &TONNES).map(|p| p.entry), Ok(Entry::Blank));
    let found = "12.5".to_owned();
    assert_eq!(parse_json(&json!(12.5), &TONNES), Err(Refusal::JsonNumber { found }));
    assert_eq!(parse_json(&json!(true), &TONNES), Err(Refusal::TruthValue));
    assert_eq!(parse_json(&json!(["1"]), &TONNES), Err(Refusal::JsonStructure));
}
