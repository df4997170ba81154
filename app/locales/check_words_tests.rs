//! The sentences a person reads at a cell, in both languages.

use super::*;
use crate::domain::check::{Broken, Severity};
use crate::domain::figure::Refusal;
use crate::domain::indicator::{Covers, FiledBy, Measure, OverUnits, Parts};
use crate::domain::unit::Names;

fn names(zh: &str, en: &str) -> Names {
    Names { zh: zh.into(), en: en.into() }
}

fn number(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn indicator(code: &str, name: Names, kind: Kind) -> Indicator {
    let part = |name: Names| crate::domain::indicator::Part {
        name,
        measure_unit: names("包", "packs"),
        decimals: 0,
    };
    Indicator {
        code: code.into(),
        name,
        section: "A".into(),
        kind,
        measure_unit: if kind == Kind::Ratio { names("%", "%") } else { names("吨", "t") },
        decimals: 1,
        min: Some(number("0")),
        max: Some(number(if kind == Kind::Ratio { "100" } else { "200000" })),
        covers: Covers::Quarter,
        measure: Measure::Level,
        over_units: OverUnits::Sum,
        filed_by: FiledBy::Members,
        parts: (kind == Kind::Ratio).then(|| Parts {
            numerator: part(names("已上传", "uploaded")),
            denominator: part(names("应上传", "due")),
        }),
        valid_from: None,
        valid_until: None,
        definition: None,
    }
}

fn lines() -> Vec<Indicator> {
    vec![
        indicator("R01", names("回收量", "Volume recovered"), Kind::Flow),
        indicator("R02", names("梯次利用", "Cascade use"), Kind::Flow),
        indicator("R20", names("上传率", "Upload rate"), Kind::Ratio),
    ]
}

fn finding(lines: &[&str], part: Part, question: Question) -> Finding {
    Finding {
        severity: Severity::Warning,
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        part,
        question,
        explanation: String::new(),
    }
}

fn at() -> crate::domain::period::Quarter {
    "2026-Q2".parse().expect("a quarter")
}

fn share(numerator: &str) -> Figure {
    Figure::Ratio { numerator: number(numerator), denominator: number("1000") }
}

#[test]
fn each_sentence_names_the_field_and_the_fix() {
    let check = Question::Check {
        code: "K01".into(),
        text: names("01 不小于 02 与 03 之和", "01 is at least 02 plus 03"),
        rule: "R01 >= R02 + R03".parse().expect("a rule"),
        figures: [vec![number("100")], vec![number("1060"), number("55.5")]],
        sums: Broken { left: number("100"), right: number("1115.5") },
    };
    let scale = Question::Scale {
        filed: number("12500"),
        times: 10_000,
        too_large: true,
        would_be: number("1.25"),
        usual: number("1.3"),
    };
    let fell = Question::CumulativeFell { filed: number("90"), before: number("200"), at: at() };
    let swapped =
        Question::Swapped { first: number("94"), second: number("53"), other: Part::Value };
    let wrong = Refusal::TooManyDecimals { allowed: 0, found: 1 };
    for (finding, zh, en) in [
        (
            finding(&["R01"], Part::Value, Question::LeftBlank),
            "回收量（R01）：还没有填；写数值，确为零写 0，没有数据则选“不适用”或“暂缺”",
            "Volume recovered (R01): nothing is filled in; write the figure, 0 if it is zero, or choose “Not applicable” or “Not available yet”",
        ),
        (
            finding(
                &["R20"],
                Part::Denominator,
                Question::NotAFigure(Fault::NotAFigure(Part::Denominator, wrong)),
            ),
            "上传率（R20）·应上传：写整数，不带小数",
            "Upload rate (R20), due: write a whole number, without decimals",
        ),
        (
            finding(
                &["R20"],
                Part::Numerator,
                Question::OutOfBounds { filed: share("1052.6"), swapped: true },
            ),
            "上传率（R20）：按所填两数为 105.3%，应在 0% 与 100% 之间；核对两数；两数对调后与以往相符，可能填反了",
            "Upload rate (R20): the two figures make 105.3%, to lie between 0% and 100%; check both; the other way round they would agree with earlier quarters",
        ),
        (
            finding(&["R01", "R02", "R03"], Part::Value, check),
            "01 不小于 02 与 03 之和（K01）：R01 = 100；R02 + R03 = 1,060 + 55.5 = 1,115.5",
            "01 is at least 02 plus 03 (K01): R01 = 100; R02 + R03 = 1,060 + 55.5 = 1,115.5",
        ),
        (
            finding(&["R01"], Part::Value, scale),
            "回收量（R01）：12,500 吨约为通常值 1.3 吨的 10,000 倍；核对位数和单位，若应为 1.2 吨则改正，无误则在说明中写明原因",
            "Volume recovered (R01): 12,500 t is about 10,000 times the usual 1.3 t; check places and unit, correct it if it should be 1.2 t, or explain it if it is right",
        ),
        (
            finding(&["R01"], Part::Value, fell),
            "回收量（R01）：自年初累计为 90 吨，少于2026年第二季度的 200 吨；改为自1月1日起的累计数，无误则在说明中写明原因",
            "Volume recovered (R01): the sum since 1 January is 90 t, less than the 200 t of Q2 2026; write the sum since 1 January, or explain it if it is right",
        ),
        (
            finding(
                &["R20"],
                Part::Numerator,
                Question::PercentAsPart { filed: number("95"), usual: number("950.4") },
            ),
            "上传率（R20）·已上传：95 像是百分比；此格填数量，通常约 950 包，改填数量，无误则在说明中写明原因",
            "Upload rate (R20), uploaded: 95 looks like the percentage; this cell takes the amount, usually about 950 packs; write the amount, or explain it if it is right",
        ),
        (
            finding(&["R01", "R02"], Part::Value, Question::SameAsBefore { at: at() }),
            "R01、R02 等 2 行与2026年第二季度完全相同；改为本季度的数据，无误则在说明中写明原因",
            "R01, R02: 2 lines are exactly those of Q2 2026; write this quarter's figures, or explain it if it is right",
        ),
        (
            finding(&["R01", "R02"], Part::Value, swapped),
            "回收量（R01）的 94 与梯次利用（R02）的 53 对调后更符合以往，可能填反了；核对两格，无误则在说明中写明原因",
            "Volume recovered (R01) with 94 and Cascade use (R02) with 53 would fit earlier quarters better the other way round; check both cells, or explain it if it is right",
        ),
    ] {
        assert_eq!(sentence(Locale::Zh, &lines(), &finding), zh);
        assert_eq!(sentence(Locale::En, &lines(), &finding), en);
    }
}

#[test]
fn a_line_shows_its_rules_before_anything_is_typed() {
    let checks = [Check {
        code: "K01".into(),
        severity: Severity::Blocking,
        rule: "R01 >= R02".parse().expect("a rule"),
        text: names("01 不小于 02", "01 is at least 02"),
    }];
    let [recovered, _, rate] = &lines()[..] else { panic!("three lines") };
    assert_eq!(
        rules(Locale::Zh, recovered, &checks),
        ["以吨填报，最多 1 位小数", "不小于 0 吨", "不大于 200,000 吨", "01 不小于 02（K01）"]
    );
    assert_eq!(
        rules(Locale::En, rate, &checks),
        ["write uploaded and due; the percentage is computed", "at least 0%", "at most 100%"]
    );
}

#[test]
fn a_finding_about_lines_that_are_not_given_still_names_them() {
    let finding = finding(&["R99"], Part::Value, Question::LeftBlank);
    assert!(sentence(Locale::En, &[], &finding).starts_with("R99: "));
}
