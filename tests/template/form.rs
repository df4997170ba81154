//! The form that goes out.

use app::domain::draft::{Part, Typed};
use app::domain::series::{Absence, Figure};
use app::locale::Locale;

use crate::desk::{Desk, RETURN, board, send, template_of};
use crate::parts::{FORM, Parts, STRINGS};

fn cell_xml(parts: &Parts, address: &str) -> String {
    let sheet = parts.text(FORM);
    let from = sheet.find(&format!("<c r=\"{address}\"")).expect("the cell");
    sheet[from..].split("<c ").nth(1).expect("it").to_owned()
}

/// Whether a cell's style lets it be written.
fn is_unlocked(parts: &Parts, address: &str) -> bool {
    let cell = cell_xml(parts, address);
    let style: usize = cell
        .split(" s=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a style")
        .parse()
        .expect("a number");
    let styles = parts.text("xl/styles.xml");
    let formats = styles.split("<cellXfs").nth(1).expect("formats");
    formats.split("<xf ").nth(style + 1).expect("the style").contains("locked=\"0\"")
}

#[test]
fn the_form_has_its_head_its_rules_and_its_drop_downs_in_both_languages() {
    for (locale, words) in [
        (
            Locale::Zh,
            [
                "表号：DC-1",
                "制定机关：",
                "填报单位：天津市（120000）",
                "2025年第三季度",
                "审核关系",
                "单位负责人：",
                "填表人：",
            ],
        ),
        (
            Locale::En,
            [
                "Form: DC-1",
                "Issued by: ",
                "Filing unit: Tianjin (120000)",
                "Q3 2025",
                "Checks",
                "Head of unit:",
                "Compiled by:",
            ],
        ),
    ] {
        let desk = Desk { locale, ..Desk::new() };
        let parts = desk.parts();
        let strings = parts.text(STRINGS);
        for word in words {
            assert!(strings.contains(word), "{word}");
        }
        for check in &desk.programme.checks {
            let text = locale.name(&check.text).replace('&', "&amp;").replace('<', "&lt;");
            assert!(strings.contains(&text), "{text}");
        }
        let sheet = parts.text(FORM);
        let choices = if locale == Locale::Zh {
            "不适用,暂缺"
        } else {
            "Not applicable,Not available yet"
        };
        assert!(sheet.contains(choices) && sheet.contains("<sheetProtection"));
        assert!(parts.text("xl/workbook.xml").contains("veryHidden"));
    }
}

#[test]
fn only_what_is_to_be_filled_in_is_unlocked() {
    let desk = Desk::new();
    let parts = desk.parts();
    for part in [Part::Value, Part::Absence, Part::Note, Part::Explanation] {
        assert!(is_unlocked(&parts, &desk.cell("R01", part)), "{part:?}");
    }
    let value = desk.cell("R01", Part::Value);
    let row = &value[1..];
    for column in ["A", "B", "C", "E", "F"] {
        assert!(!is_unlocked(&parts, &format!("{column}{row}")), "{column}{row}");
    }
    // A line that was not sent back is locked as a whole.
    let mut desk = desk;
    desk.dossier.filing.state = Some(app::domain::filing::State::Returned);
    desk.dossier.filing.open_lines = Some(vec!["R02".into()]);
    let parts = desk.parts();
    assert!(!is_unlocked(&parts, &value));
    assert!(is_unlocked(&parts, &desk.cell("R02", Part::Value)));
}

#[test]
fn what_is_typed_goes_along_and_comes_back_the_same() {
    let mut desk = Desk::new();
    let typed = [
        (
            "R01",
            Typed {
                value: "12500.5".into(),
                note: "一次性补报\n=1+1 & <b>".into(),
                ..Typed::default()
            },
        ),
        // No figure yet, and more digits than a spreadsheet keeps.
        (
            "R02",
            Typed {
                value: "1.25万".into(),
                explanation: "_x000D_ stays".into(),
                ..Typed::default()
            },
        ),
        ("R03", Typed { value: "123456789012345678.5".into(), ..Typed::default() }),
        ("R04", Typed { absence: Some(Absence::NotAvailable), ..Typed::default() }),
        ("R20", Typed { numerator: "45".into(), denominator: "60".into(), ..Typed::default() }),
        ("head", Typed { value: "甲".into(), ..Typed::default() }),
        ("compiler", Typed { value: "Z".into(), ..Typed::default() }),
    ];
    desk.dossier.lines = typed.into_iter().map(|(line, typed)| (line.to_owned(), typed)).collect();
    for locale in Locale::ALL {
        desk.locale = locale;
        let filled = desk.read(&desk.file()).expect("our own file");
        assert_eq!(filled.faults, []);
        for (line, typed) in &desk.dossier.lines {
            assert_eq!(filled.lines[line].typed, *typed, "{line}");
            assert_eq!(filled.lines[line].faults, [], "{line}");
        }
        assert_eq!(filled.lines["R05"].typed, Typed::default());
    }
}

#[test]
fn the_quarters_before_stand_beside() {
    let mut desk = Desk::new();
    let figures = |number: &str| {
        [
            ("R01".to_owned(), Figure::Number(number.parse().expect("a number"))),
            ("R02".to_owned(), Figure::Absent(Absence::NotApplicable)),
        ]
        .into_iter()
        .collect()
    };
    desk.dossier.history.insert("2025-Q2".parse().expect("a quarter"), figures("417.25"));
    desk.dossier.history.insert("2024-Q3".parse().expect("a quarter"), figures("398"));
    let parts = desk.parts();
    let row = desk.cell("R01", Part::Value)[1..].to_owned();
    assert!(cell_xml(&parts, &format!("E{row}")).contains("<v>417.25</v>"));
    assert!(cell_xml(&parts, &format!("F{row}")).contains("<v>398</v>"));
    assert!(parts.text(STRINGS).contains("2025年二季度"));
}

#[tokio::test]
async fn only_who_may_read_a_return_gets_its_template() {
    let board = board().await;
    let own = board.person("entry-tianjin").await;
    let file = own.get(&format!("{RETURN}.xlsx?lang=en")).await;
    assert_eq!(file.status, 200);
    assert!(file.header("content-type").ends_with("spreadsheetml.sheet"));
    assert!(file.header("content-disposition").contains("120000-2025-Q3.xlsx"));
    assert!(Parts::of(&file.body).text(STRINGS).contains("Filing unit: Tianjin (120000)"));

    let stranger = board.person("entry-shanghai").await;
    for address in [format!("{RETURN}.xlsx"), format!("{RETURN}/upload")] {
        assert_eq!(stranger.get(&address).await.status, 404, "{address}");
        assert_eq!(board.get(&address).await.status, 303, "{address}");
    }
    let file = template_of(&own, RETURN).await.archive();
    assert_eq!(send(&stranger, RETURN, "en", &file).await.status, 404);
    let reviewer = board.person("reviewer").await;
    assert_eq!(send(&reviewer, RETURN, "en", &file).await.status, 403);
    for none in ["2025-Q5.xlsx", "2025Q3.xlsx", "1999-Q1.xlsx", "2025-Q3.xls", "2025-Q3.xlsx.xlsx"]
    {
        let address = format!("/returns/nev-battery-pilot-2018/120000/{none}");
        assert_eq!(own.get(&address).await.status, 404, "{none}");
    }
}
