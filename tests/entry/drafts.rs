//! What is typed is kept, whatever it is.

use support::TestBoard;

use crate::typing::{FORM, fields, kept, whole_quarter};

#[tokio::test]
async fn what_is_no_figure_is_kept_as_typed_and_said_at_its_field() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    let typed = [
        ("seen", "0"),
        ("then", "save"),
        ("R01", "1.25万"),
        ("R02", " 345.2 "),
        ("R20.numerator", "12"),
        ("R01.note", "first\r\nsecond"),
    ];
    let answer = clerk.send(&format!("{FORM}?lang=en"), &typed).await;
    assert_eq!(answer.status, 422);
    let page = answer.html();
    assert_eq!(page.faults, Vec::<String>::new());
    assert!(page.by_id("R01").is_some_and(|it| it.attribute("value") == "1.25万"));
    assert!(page.by_id("R01").is_some_and(|it| it.attribute("aria-invalid") == "true"));
    let said = "Retired batteries recovered (R01): write the figure in t without “万”: 12500";
    let summary = page.by_id("faults").expect("a summary on top");
    assert!(summary.text.contains(said), "{}", summary.text);
    assert!(page.by_id("R01-fault").is_some_and(|it| it.text.contains(said)));
    assert!(page.by_id("R20.denominator-fault").is_some(), "a ratio with one part");
    let title = page.elements.iter().find(|it| it.name == "title").expect("a title");
    assert!(title.text.starts_with("Error: "), "{}", title.text);

    let lines = kept(&board).await.lines;
    assert_eq!(lines["R01"].value, "1.25万");
    assert_eq!(lines["R02"].value, " 345.2 ");
    assert_eq!(lines["R01"].note, "first\nsecond");
    // Another browser finds it all again.
    let again = clerk.page(FORM).await.html();
    assert!(again.by_id("R01").is_some_and(|it| it.attribute("value") == "1.25万"));
}

#[tokio::test]
async fn a_text_longer_than_its_cell_changes_nothing_and_stays_in_the_form() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    let long = "9".repeat(201);
    let answer = clerk.send(FORM, &[("seen", "0"), ("R02", "7"), ("R01", &long)]).await;
    assert_eq!(answer.status, 422);
    let page = answer.html();
    assert!(page.by_id("R01").is_some_and(|it| it.attribute("value") == long));
    assert!(page.by_id("R02").is_some_and(|it| it.attribute("value") == "7"));
    assert!(page.by_id("faults").is_some_and(|it| it.text.contains("200")));
    let dossier = kept(&board).await;
    assert_eq!((dossier.filing.state, dossier.lines.len()), (None, 0));
}

#[tokio::test]
async fn a_field_that_the_form_does_not_have_is_refused_whole() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    for field in ["R99", "R01.colour", "head.note", "", "R20.value", "r01"] {
        let answer = clerk.send(FORM, &[("seen", "0"), ("R01", "1"), (field, "1")]).await;
        assert_eq!(answer.status, 422, "{field}");
    }
    assert!(kept(&board).await.lines.is_empty());
}

#[tokio::test]
async fn stocks_are_carried_over_and_totals_added_up_into_blank_lines_only() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    let before = kept(&board).await;
    let before = &before.history[&"2026-Q2".parse().expect("a quarter")];
    let typed = [("seen", "0"), ("then", "carry"), ("R14", "400"), ("R10", "")];
    let answer = clerk.send(&format!("{FORM}?lang=en"), &typed).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.text().contains("lines were filled in"));
    let lines = kept(&board).await.lines;
    assert_eq!(lines["R14"].value, "400", "what was typed stays");
    let number = |code: &str| match &before[code] {
        app::domain::series::Figure::Number(number) => number.clone(),
        other => panic!("{code}: {other:?}"),
    };
    assert_eq!(lines["R10"].value, number("R10").to_string());
    assert!(!lines.contains_key("R01"), "what happens in a quarter is not carried over");
}

#[tokio::test]
async fn a_whole_quarter_typed_at_once_leads_to_the_check() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    let cells = whole_quarter(&board).await;
    let answer = clerk.send(FORM, &fields(&cells, &[("seen", "0"), ("then", "check")])).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("location")),
        (303, &*format!("{FORM}/check"))
    );
    let page = clerk.page(&format!("{FORM}/check?lang=en")).await;
    assert!(page.text().contains("There is nothing to put right."), "{}", page.text());
    assert!(page.text().contains("submitted with the account of the head of unit"));
    assert!(!page.text().contains("value=\"submit\""), "a clerk has no button to submit");
}

#[tokio::test]
async fn every_change_of_a_line_can_be_read_with_who_and_when() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    let lead = board.person("lead-130000").await;
    clerk.send(FORM, &[("seen", "0"), ("R01", "1200")]).await;
    lead.send(FORM, &[("seen", "1"), ("R01", "1250.5")]).await;
    let page = clerk.page(&format!("{FORM}/history?indicator=R01&lang=en")).await;
    let table = page.html().tables().remove(0);
    let shown: Vec<(&str, &str)> =
        table.rows.iter().map(|row| (row[1].as_str(), row[2].as_str())).collect();
    assert_eq!(shown, [("lead-130000", "1250.5"), ("entry-130000", "1200")]);
    let form = clerk.page(&format!("{FORM}?lang=en")).await;
    assert!(form.text().contains("Changed by somebody else: lead-130000"));
}

#[tokio::test]
async fn there_is_one_spelling_of_a_quarter_and_no_form_outside_the_programme() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    for quarter in ["2026Q3", "2026-q3", "2026-Q5", "2026-Q03", "2018-Q2", "2026-Q3 ", "０"] {
        let quarter: String = quarter.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let answer = clerk.get(&format!("/returns/nev-battery-pilot-2018/130000/{quarter}")).await;
        assert_eq!(answer.status, 404, "{quarter}");
    }
    let answer = clerk.get("/returns/nev-battery-pilot-2018/130000/2027-Q1?lang=en").await;
    assert_eq!(answer.status, 200);
    assert!(
        answer.text().contains("It is filled in after the quarter&#x27;s end")
            || answer.text().contains("It is filled in after the quarter's end")
    );
}
