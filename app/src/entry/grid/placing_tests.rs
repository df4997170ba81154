use super::*;
use crate::entry::grid::block;
use crate::entry::grid::definition::tests::{line, ratio};

const HEADINGS: OwnHeadings = ["本季", "This quarter"];

/// R01, R02 and R03 with two decimals, R20 as a ratio, R04; R02 is locked.
fn form() -> (Vec<Cell>, Vec<Indicator>) {
    let lines = vec![line("R01", 2), line("R02", 2), line("R03", 0), ratio("R20"), line("R04", 2)];
    let of = |line, part| Cell { line, part, open: line != 1 };
    let cells = vec![
        of(0, Part::Value),
        of(1, Part::Value),
        of(2, Part::Value),
        of(3, Part::Numerator),
        of(3, Part::Denominator),
        of(4, Part::Value),
    ];
    (cells, lines)
}

fn pasted(text: &str, at: usize) -> Plan {
    let (cells, lines) = form();
    plan(&block::read(text), at, &cells, &lines, HEADINGS)
}

fn number(plain: &str) -> Reading {
    Reading::Number { plain: plain.into(), notices: Vec::new() }
}

fn readings(plan: &Plan) -> Vec<(usize, Reading)> {
    plan.placed.iter().map(|placed| (placed.cell, placed.reading.clone())).collect()
}

#[test]
fn a_column_goes_down_from_the_cell_and_what_is_too_much_is_listed() {
    let plan = pasted("1\n2\n3\n4\n5\n6\n7\n", 2);
    let expected: Vec<_> = (2..6).map(|cell| (cell, number(&(cell - 1).to_string()))).collect();
    assert_eq!(readings(&plan), expected);
    assert_eq!(plan.left_over, ["5", "6", "7"], "nothing is wrapped");
}

#[test]
fn a_row_goes_down_too() {
    assert_eq!(readings(&pasted("1\t5", 0)), [(0, number("1")), (1, Reading::Locked)]);
    assert_eq!(readings(&pasted("45\t50\n", 3)), [(3, number("45")), (4, number("50"))]);
}

#[test]
fn each_text_is_read_as_its_cell_reads_it() {
    let plan = pasted("1,234.5\n7\n1.5\nn/a\n\n12.345", 0);
    let refused = |at: usize| match &plan.placed[at].reading {
        Reading::Refused(refusal) => refusal.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(plan.placed[0].reading, number("1234.5"));
    assert_eq!(plan.placed[1].reading, Reading::Locked);
    assert_eq!(refused(2), Refusal::TooManyDecimals { allowed: 0, found: 1 });
    assert_eq!(plan.placed[3].reading, Reading::Absent(Absence::NotApplicable));
    assert_eq!(plan.placed[4].reading, Reading::Blank);
    assert_eq!(refused(5), Refusal::TooManyDecimals { allowed: 2, found: 3 });
    assert_eq!(plan.readable().count(), 3);
}

#[test]
fn codes_lead_each_row_to_its_line() {
    let text = "代码\t指标\t上季\t本季（吨）\nR04\t电池\t9\t4\nr01\t回收\t8\t1\nR99\t别的\t7\t5\n";
    let plan = pasted(text, 3);
    assert_eq!(readings(&plan), [(5, number("4")), (0, number("1"))]);
    assert_eq!(plan.left_over, ["5"]);
    assert_eq!(plan.heading.as_deref().map(<[_]>::len), Some(4));
}

#[test]
fn a_ratio_takes_two_columns() {
    let plan = pasted("R20\tShare\t45\t50\nR04\tMore\t4\t\n", 0);
    assert_eq!(readings(&plan), [(3, number("45")), (4, number("50")), (5, number("4"))]);
    let plan = pasted("45\t50\n4\t9\n", 3);
    assert_eq!(readings(&plan), [(3, number("45")), (4, number("50")), (5, number("4"))]);
    assert_eq!(plan.left_over, ["9"]);
}

#[test]
fn a_heading_is_known_by_having_no_figure() {
    let plan = pasted("回收量\n1\n", 0);
    assert_eq!(plan.heading, Some(vec!["回收量".to_owned()]));
    assert_eq!(readings(&plan), [(0, number("1"))]);
    for first in ["1.25万", "n/a", "一万", "#REF!", "无", "1,23"] {
        let plan = pasted(&format!("{first}\n1\n"), 2);
        assert_eq!((plan.heading, plan.placed.len()), (None, 2), "{first}");
    }
}
