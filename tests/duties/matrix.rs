//! All duties of a programme in one view, and as a file.

use support::TestBoard;

use crate::desk::{BATTERY, address, done, says, words};

async fn with_some() -> TestBoard {
    let board = TestBoard::own_demo().await;
    let lead = board.person("lead-330000").await;
    says(&lead, ("1", "330000"), &done("0", "=HYPERLINK(\"x\") is done")).await;
    let under_way = [("version", "0"), ("status", "under_way"), ("text", "<b>going on</b>")];
    says(&lead, ("2", "330000"), &under_way).await;
    let not_here = [("version", "0"), ("status", "not_applicable"), ("text", "none here")];
    says(&board.person("lead-jjj").await, ("5", "JJJ"), &not_here).await;
    let filed = done("0", "plan filed");
    says(&board.person("lead-370000").await, ("13", "370000"), &filed).await;
    let reviewer = board.person("reviewer").await;
    let remark = [("version", "1"), ("remark", "Which plan?")];
    let place = format!("{}/remark", address("13", "370000"));
    assert_eq!(reviewer.send(&place, &remark).await.status, 303);
    board
}

#[tokio::test]
async fn the_table_has_everybody_who_owes_by_every_duty_owed() {
    let board = with_some().await;
    let reviewer = board.person("reviewer").await;
    let page = reviewer.page(&format!("/programmes/{BATTERY}/duties?lang=en")).await;
    let html = page.html();
    let regions = html.table("Pilot regions");
    assert_eq!(regions.rows.len(), 17 + 1);
    assert_eq!(regions.head.len(), 1 + 11 + 1);
    assert!(regions.cell("Zhejiang", "1 Organisation").contains("Done"));
    assert!(regions.cell("Zhejiang", "1 Organisation").contains("2019-03-12"));
    assert!(regions.cell("Zhejiang", "2 Regional cooperation").contains("Under way"));
    assert!(regions.cell("Beijing", "5 Layout and scale").contains("Not applicable"));
    assert!(regions.cell("Shanghai", "1 Organisation").contains("Nothing said"));
    assert_eq!(regions.cell("Zhejiang", "Done"), "1 of 11");
    assert_eq!(regions.cell("Units done", "1 Organisation"), "1 of 17");
    let tower = html.table("Pilot enterprises");
    assert_eq!(tower.head, ["Unit", "9 China Tower", "12 Final summary to MIIT", "Done"]);
    let others = html.table("Other regions");
    assert_eq!(others.rows.len(), 14);
    assert!(others.cell("Shandong", "Status").contains("Done"));
    assert!(others.cell("Shandong", "The ministry's remark").contains("Which plan?"));
    assert!(others.cell("Shandong", "The ministry's remark").contains("remark to answer"));
    // 17 regions by 11, China Tower by 2, 14 other regions by 1.
    let counts = html.text_of("standing-counts");
    for count in ["Done 2", "Under way 1", "Not begun 0", "Not applicable 1", "Nothing said 199"] {
        assert!(counts.contains(count), "{count} in {counts}");
    }
    assert!(counts.contains("203 in all"), "{counts}");
}

#[tokio::test]
async fn one_unit_is_chosen_in_the_address_and_what_is_none_is_left_out() {
    let board = with_some().await;
    let reviewer = board.person("reviewer").await;
    let page = reviewer.page(&format!("/programmes/{BATTERY}/duties?unit=330000&lang=en")).await;
    let list = page.html().table("The duties of Zhejiang");
    assert_eq!(list.rows.len(), 11);
    assert!(list.rows[0][3].contains("=HYPERLINK(\"x\") is done"), "{:?}", list.rows[0]);
    for unit in ["110000", "999999"] {
        let asked = format!("/programmes/{BATTERY}/duties?unit={unit}&lang=en");
        let page = reviewer.page(&asked).await;
        assert!(words(&page).contains("was left out"), "{unit}");
        assert_eq!(page.html().table("Pilot regions").rows.len(), 18, "{unit}");
    }
    let own = board.person("entry-330000").await;
    let page = own.page(&format!("/programmes/{BATTERY}/duties?lang=en")).await;
    assert_eq!(page.html().table("The duties of Zhejiang").rows.len(), 11);
    assert!(!page.text().contains("<select"), "there is nothing to choose");
}

#[tokio::test]
async fn the_file_says_what_the_page_says() {
    let board = with_some().await;
    let observer = board.person("observer").await;
    let answer = observer.page(&format!("/programmes/{BATTERY}/duties.csv?lang=en")).await;
    assert!(answer.header("content-disposition").contains("-duties-demo.csv"));
    let rows = answer.csv();
    assert_eq!(rows.len(), 1 + 203);
    let column = |name: &str| rows[0].iter().position(|it| it == name).expect("a column");
    let row = |unit: &str, no: &str| {
        let found = rows.iter().find(|row| row[0] == unit && row[column("Clause")] == no);
        found.unwrap_or_else(|| panic!("{unit} {no}")).clone()
    };
    let zhejiang = row("330000", "1");
    assert_eq!(zhejiang[column("Status")], "Done");
    assert_eq!(zhejiang[column("Date")], "2019-03-12");
    assert_eq!(zhejiang[column("What was done")], "'=HYPERLINK(\"x\") is done");
    assert_eq!(zhejiang[column("Said by")], "lead-330000");
    assert_eq!(row("330000", "2")[column("What was done")], "<b>going on</b>");
    assert_eq!(row("310000", "1")[column("Status")], "Nothing said");
    assert_eq!(row("370000", "13")[column("The ministry's remark")], "Which plan?");
    // Every status of the page is the file's.
    let html = observer.page(&format!("/programmes/{BATTERY}/duties?lang=en")).await.html();
    let table = html.table("Pilot regions");
    for (name, cells) in table.rows[..17].iter().map(|row| (&row[0], &row[1..12])) {
        for (cell, head) in cells.iter().zip(&table.head[1..12]) {
            let no = head.split(' ').next().expect("a number");
            let of = rows.iter().find(|row| row[1] == *name && row[column("Clause")] == no);
            let status = &of.expect("a row")[column("Status")];
            assert!(cell.contains(status.as_str()), "{name} {head}: {cell}, {status}");
        }
    }
    let one = observer.page(&format!("/programmes/{BATTERY}/duties.csv?unit=TOWER&lang=en")).await;
    assert_eq!(one.csv().len(), 1 + 2);
}
