//! What stands in a cell, as Excel, WPS and LibreOffice each write it.

use app::domain::draft::Part;
use app::domain::series::Absence;
use app::domain::upload::{Why, differences};

use crate::desk::{Desk, cell};
use crate::parts::{FORM, Parts, STRINGS, STYLES};

/// The text that is read from the cell of R01.
fn read(change: impl FnOnce(&mut Parts, &str)) -> Result<String, Why> {
    let desk = Desk::new();
    let mut parts = desk.parts();
    change(&mut parts, &desk.cell("R01", Part::Value));
    let filled = desk.read(&parts.archive()).expect("a form");
    let line = &filled.lines["R01"];
    match line.faults.first() {
        Some(fault) => {
            assert_eq!(fault.address.as_deref(), Some(desk.cell("R01", Part::Value).as_str()));
            Err(fault.why.clone())
        }
        None => Ok(line.typed.value.clone()),
    }
}

#[test]
fn a_number_is_what_the_file_spells_and_not_what_binary_makes_of_it() {
    for (number, figure) in [
        ("12500", "12500"),
        ("0.1", "0.1"),
        // As Excel saves 12.3, 0.1 + 0.2 and 120000.
        ("12.300000000000001", "12.3"),
        ("0.30000000000000004", "0.3"),
        ("1.2E+5", "120000"),
        ("0", "0"),
    ] {
        let read = read(|parts, at| {
            parts.number(at, number);
        });
        assert_eq!(read.as_deref(), Ok(figure));
    }
}

#[test]
fn a_text_is_read_like_one_that_was_typed() {
    // In the cell, among the shared ones, in pieces, beside a reading aid.
    let inline = read(|parts, at| {
        parts.typed(at, " 12,500 吨");
    });
    assert_eq!(inline.as_deref(), Ok(" 12,500 吨"));
    let shared = read(|parts, at| {
        let pieces =
            "<si><r><t>12</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh><r><t>.5</t></r></si>";
        let place = parts.text(STRINGS).matches("<si>").count();
        parts.change(STRINGS, |strings| strings.replace("</sst>", &format!("{pieces}</sst>")));
        parts.cell(at, " t=\"s\"", &format!("<v>{place}</v>"));
    });
    assert_eq!(shared.as_deref(), Ok("12.5"));
}

#[test]
fn a_formula_counts_through_its_result() {
    let desk = Desk::new();
    let at = desk.cell("R01", Part::Value);
    let mut parts = desk.parts();
    parts.cell(&at, "", "<f>1+2</f><v>3</v>");
    let filled = desk.read(&parts.archive()).expect("a form");
    assert_eq!(filled.lines["R01"].typed.value, "3");
    let form = desk.programme.form_of(&desk.unit, desk.dossier.key.quarter);
    let found = differences(form, &desk.dossier.lines, |_| true, &filled);
    assert!(found.lines[0].changes[0].formula);

    for (kind, inside, why) in [
        ("", "<f>1+2</f>", Why::FormulaWithoutValue),
        ("", "<f>1+2</f><v></v>", Why::FormulaWithoutValue),
        (" t=\"e\"", "<f>1/0</f><v>#DIV/0!</v>", Why::ErrorValue { found: "#DIV/0!".into() }),
        (" t=\"b\"", "<v>1</v>", Why::TruthValue),
        (" t=\"d\"", "<v>2025-09-30</v>", Why::Date),
        ("", "<v>12x</v>", Why::NotANumber { found: "12x".into() }),
    ] {
        let read = read(|parts, at| {
            parts.cell(at, kind, inside);
        });
        assert_eq!(read, Err(why), "{inside}");
    }
    let empty = read(|parts, at| {
        parts.cell(at, " t=\"str\"", "<f>IF(1,\"\",1)</f><v></v>");
    });
    assert_eq!(empty.as_deref(), Ok(""));
}

#[test]
fn a_date_and_a_percentage_are_not_taken_for_figures() {
    let shown_as = |code: &str, number: &str| {
        read(|parts, at| {
            let styles = parts.text(STYLES);
            let (cells, _) = styles.split_once("</cellXfs>").expect("formats");
            let (_, cells) = cells.split_once("<cellXfs").expect("formats");
            let style = cells.matches("<xf ").count();
            parts.change(STYLES, |styles| {
                let format = format!("<numFmt numFmtId=\"200\" formatCode=\"{code}\"/></numFmts>");
                styles
                    .replace("</numFmts>", &format)
                    .replace("</cellXfs>", "<xf numFmtId=\"200\" fontId=\"0\"/></cellXfs>")
            });
            parts.cell(at, &format!(" s=\"{style}\""), &format!("<v>{number}</v>"));
        })
    };
    assert_eq!(shown_as("yyyy-mm-dd", "45930"), Err(Why::Date));
    assert_eq!(shown_as("0.0%", "0.45"), Err(Why::Percent { found: "0.45".into() }));
    assert_eq!(shown_as("0.0&quot; 吨&quot;", "45").as_deref(), Ok("45"));
}

#[test]
fn both_languages_choices_are_understood_and_others_refused() {
    let desk = Desk::new();
    let at = desk.cell("R01", Part::Absence);
    for (text, absence) in [
        ("不适用", Absence::NotApplicable),
        ("Not applicable", Absence::NotApplicable),
        ("暂缺", Absence::NotAvailable),
        ("Not available yet", Absence::NotAvailable),
    ] {
        let filled = desk.read(&desk.parts().typed(&at, text).archive()).expect("a form");
        assert_eq!(filled.lines["R01"].typed.absence, Some(absence), "{text}");
    }
    let filled = desk.read(&desk.parts().typed(&at, "没有").archive()).expect("a form");
    assert_eq!(filled.lines["R01"].faults[0].why, Why::UnknownAbsence { found: "没有".into() });
}

#[test]
fn a_ratio_is_filled_in_by_its_parts() {
    let desk = Desk::new();
    let mut parts = desk.parts();
    parts.number(&desk.cell("R20", Part::Numerator), "45");
    parts.number(&desk.cell("R20", Part::Denominator), "60");
    let filled = desk.read(&parts.archive()).expect("a form");
    let line = &filled.lines["R20"];
    assert_eq!((line.typed.numerator.as_str(), line.typed.denominator.as_str()), ("45", "60"));
    // The percentage above them is computed; a number in its place is refused.
    let row: u32 = desk.cell("R20", Part::Numerator)[1..].parse().expect("a row");
    parts.number(&format!("D{}", row - 1), "75");
    let filled = desk.read(&parts.archive()).expect("a form");
    assert_eq!(filled.lines["R20"].faults[0].why, Why::RatioByParts);
}

#[test]
fn rows_may_move_but_neither_go_nor_double() {
    let desk = Desk::new();
    let at = desk.cell("R01", Part::Value);
    let code = format!("A{}", &at[1..]);
    let second = format!("A{}", at[1..].parse::<u32>().expect("a row") + 1);
    // R01 and R02 change places.
    let mut parts = desk.parts();
    parts.typed(&code, "R02").typed(&second, "R01").number(&at, "7");
    let filled = desk.read(&parts.archive()).expect("a form");
    assert_eq!(filled.lines["R02"].typed.value, "7");
    assert_eq!(cell(&filled, "R02", Part::Value), at);

    let mut parts = desk.parts();
    let filled = desk.read(&parts.typed(&second, "R01").archive()).expect("a form");
    assert!(!filled.lines.contains_key("R02"));
    assert!(matches!(filled.faults[0].why, Why::DuplicateLine { .. }), "{:?}", filled.faults);

    let mut parts = desk.parts();
    let filled = desk.read(&parts.typed(&second, "R99").archive()).expect("a form");
    assert_eq!(filled.faults, [], "nothing is written beside it");
    let beside = desk.cell("R02", Part::Value);
    let filled = desk.read(&parts.number(&beside, "7").archive()).expect("a form");
    assert!(matches!(filled.faults[0].why, Why::UnknownLine { .. }), "{:?}", filled.faults);
}

/// LibreOffice says more of each cell, leaves the calculation chain out and
/// writes absolute targets; WPS adds parts of its own.
#[test]
fn the_ways_of_other_programs_are_read_alike() {
    let desk = Desk::new();
    let at = desk.cell("R01", Part::Value);
    let mut parts = desk.parts();
    parts.cell(&at, " t=\"n\"", "<v>12.5</v>");
    parts.change("xl/_rels/workbook.xml.rels", |relations| {
        relations.replace("Target=\"worksheets/", "Target=\"/xl/worksheets/")
    });
    parts.change(FORM, |sheet| {
        let sheet = sheet.replace("<row ", "<row customFormat=\"false\" hidden=\"false\" ");
        sheet.replace("<worksheet ", "<!-- by another --><worksheet ")
    });
    parts.put("docProps/custom.xml", "<Properties/>");
    parts.put("xl/cellimages.xml", "<etc:cellImages xmlns:etc=\"x\"/>");
    let filled = desk.read(&parts.archive()).expect("a form");
    assert_eq!(filled.lines["R01"].typed.value, "12.5");

    // A prefix on every tag, and cells that do not say where they stand.
    let mut parts = desk.parts();
    parts.number(&at, "12.5");
    parts.change(FORM, |sheet| {
        let plain = sheet.replace("xmlns=\"", "xmlns:x=\"");
        let prefixed = plain.replace('<', "<x:").replace("<x:/", "</x:");
        prefixed.replacen("<x:?", "<?", 1)
    });
    let filled = desk.read(&parts.archive()).expect("a form");
    assert_eq!(filled.lines["R01"].typed.value, "12.5");
}
