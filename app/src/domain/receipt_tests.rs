use super::*;
use crate::domain::programme::{Document, Form};
use crate::domain::series::Absence;
use crate::domain::unit::{Unit, UnitKind};

fn names(zh: &str, en: &str) -> Names {
    Names { zh: zh.into(), en: en.into() }
}

fn programme() -> Programme {
    Programme {
        code: "batteries".into(),
        name: names("电池试点", "Battery pilot"),
        short: names("电池", "Batteries"),
        summary: names("", ""),
        from: "2019-Q1".parse().expect("a quarter"),
        until: None,
        documents: Vec::<Document>::new(),
        form: Form {
            no: "NEV/B-1".into(),
            title: names("", ""),
            issued_by: names("", ""),
            document_no: None,
            valid_until: None,
            four_eyes: false,
            due_days: 15,
        },
        sections: vec![],
        units: vec![Unit {
            code: "120000".into(),
            name: names("天津市", "Tianjin"),
            kind: UnitKind::Province,
            member_of: None,
            counted_in: None,
            in_total: true,
            pilot: true,
            note: None,
        }]
        .into(),
        indicators: vec![],
        checks: vec![],
        targets: vec![],
        duties: vec![],
        regions: vec![],
        key_indicators: vec![],
        volume_indicator: None,
        outlet_indicator: None,
    }
}

fn line(code: &str, figure: Figure) -> Line {
    Line { code: code.into(), figure, note: String::new(), explanation: String::new() }
}

fn number_of(text: &str) -> Figure {
    Figure::Number(text.parse().expect("a decimal"))
}

fn receipt() -> Receipt {
    let ratio = Figure::Ratio {
        numerator: "3.10".parse().expect("a decimal"),
        denominator: "4".parse().expect("a decimal"),
    };
    Receipt {
        key: Key {
            programme: "batteries".into(),
            unit: "120000".into(),
            quarter: "2026-Q3".parse().expect("a quarter"),
        },
        version: 2,
        at: Moment(1_792_079_999_999_999),
        revision: 4,
        submitted_by: "lead-120000".into(),
        head: "负责人".into(),
        compiler: "填报人".into(),
        reason: String::new(),
        lines: vec![
            Line { explanation: "a\nb \\ c".into(), ..line("R02", ratio) },
            line("R01", number_of("1234.50")),
            line("R03", Figure::Absent(Absence::NotApplicable)),
        ],
    }
}

/// Written out by hand: what was handed out once must read the same for ever.
const SPELT: &str = "\
format: pilotboard-receipt-1
number: NEV/B-1/120000/2026-Q3/2
time: 2026-10-15T23:59:59.999999+08:00
programme: batteries
programme.name: 电池试点 | Battery pilot
form: NEV/B-1
revision: 4
unit: 120000
unit.name: 天津市 | Tianjin
quarter: 2026-Q3
version: 2
head: 负责人
compiler: 填报人
submitted_by: lead-120000
R01: 1234.5
R02.numerator: 3.1
R02.denominator: 4
R02.explanation: a\\nb \\\\ c
R03.absence: not_applicable
";

#[test]
fn the_same_submission_is_always_spelt_the_same() {
    let facts = receipt().facts(&programme());
    assert_eq!(facts.text(), SPELT);
    let mut turned = receipt();
    turned.lines.reverse();
    assert_eq!(turned.facts(&programme()), facts);
}

#[test]
fn a_file_reads_back_as_what_it_was_made_of() {
    let facts = receipt().facts(&programme());
    let file = facts.file("季报回执\nReceipt", "AB12");
    let read_back = Read { facts, sha256: "ab12".into() };
    assert_eq!(read(&file), Ok(read_back.clone()));
    // As an editor on another system saves it.
    let edited = format!("\u{FEFF}{}", file.replace('\n', "\r\n"));
    assert_eq!(read(&edited), Ok(read_back));
}

#[test]
fn a_changed_digit_is_found_with_its_line_and_place() {
    let facts = receipt().facts(&programme());
    let file = facts.file("", "00").replace("R01: 1234.5", "R01: 1243.5");
    let found = read(&file).expect("a receipt").facts.differences(&facts);
    assert_eq!(
        found,
        [Difference {
            name: "R01".into(),
            here: Some("1243.5".into()),
            there: Some("1234.5".into()),
            from: 3
        }]
    );
}

#[test]
fn a_line_taken_out_and_one_put_in_are_found() {
    let facts = receipt().facts(&programme());
    let file = facts.file("", "00").replace("R03.absence: not_applicable\n", "R04: 0\n");
    let found = read(&file).expect("a receipt").facts.differences(&facts);
    let sides: Vec<_> = found
        .iter()
        .map(|one| (one.name.as_str(), one.here.is_some(), one.there.is_some()))
        .collect();
    assert_eq!(sides, [("R04", true, false), ("R03.absence", false, true)]);
}

#[test]
fn text_cannot_pose_as_another_line_nor_hide() {
    let mut receipt = receipt();
    receipt.head = "x\nR01: 9\r\u{202E}".into();
    let facts = receipt.facts(&programme());
    assert!(facts.text().contains("head: x\\nR01: 9\\u{d}\\u{202e}\n"), "{}", facts.text());
    assert_eq!(facts.get("R01"), Some("1234.5"));
}

#[test]
fn what_is_no_receipt_is_said_to_be_none() {
    let file = receipt().facts(&programme()).file("", "00");
    assert_eq!(read(""), Err(NotAReceipt::Incomplete));
    let (cut, _) = file.split_once("SHA").expect("its hash");
    assert_eq!(read(cut), Err(NotAReceipt::Incomplete));
    let broken = file.replace("unit: 120000", "unit 120000");
    assert_eq!(read(&broken), Err(NotAReceipt::Line(10)));
    let twice = file.replace("R02.numerator", "R01");
    assert_eq!(read(&twice), Err(NotAReceipt::Twice("R01".into())));
    let newer = file.replace("receipt-1", "receipt-2");
    assert_eq!(read(&newer), Err(NotAReceipt::OtherFormat("pilotboard-receipt-2".into())));
}
