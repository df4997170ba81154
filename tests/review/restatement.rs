//! An approved return is reopened, changed, and approved again; what was
//! approved before stays readable, and on the board until then.

use server::store::returns::Saved;
use support::TestBoard;

use crate::desk::{BATTERY, Desk, address};

const QUARTER: &str = "2026-Q2";

async fn on_the_board(board: &TestBoard) -> String {
    let own = format!("/programmes/{BATTERY}/units/440000?period={QUARTER}&lang=en");
    board.page(&own).await.html().table("All indicators").cell("R13", "Q2 2026").to_owned()
}

#[tokio::test]
async fn the_board_shows_the_old_version_until_the_restatement_is_approved() {
    let desk = Desk::open().await;
    let old = on_the_board(&desk.board).await;
    let reviewer = desk.board.person("reviewer").await;
    let place = address("440000", QUARTER);
    let page = reviewer.page(&format!("{place}?lang=en")).await.html();
    let version = page
        .all("input")
        .find(|input| input.attribute("name") == "version")
        .expect("what is looked at goes along")
        .attribute("value")
        .to_owned();
    let head = page.text_of("filed-head");
    assert!(!head.contains("restatement") && !head.contains("late"), "imported history: {head}");
    let no_reason = [("version", version.as_str()), ("cells", "R13")];
    assert_eq!(reviewer.send(&format!("{place}/reopen"), &no_reason).await.status, 422);
    let reopen = [no_reason.as_slice(), &[("reason", "outlets were counted twice")]].concat();
    assert_eq!(reviewer.send(&format!("{place}/reopen"), &reopen).await.status, 303);
    assert_eq!(on_the_board(&desk.board).await, old, "reopening changes no figure");

    let other = desk.try_to_type("440000", QUARTER, &[("R01", "1")]).await;
    assert!(matches!(other, Saved::Refused(_)), "only the named line was opened: {other:?}");
    let restated = desk.files("440000", QUARTER, &[("R13", "4321")]).await;
    assert_eq!(on_the_board(&desk.board).await, old, "nor does submitting");
    let page = reviewer.page(&format!("{place}?lang=en")).await.html();
    let table = page.table(&format!("Version {restated}"));
    assert_eq!(table.cell("R13", &format!("Version {restated}")), "4,321");
    assert_eq!(table.cell("R13", &format!("Version {version}")), old);
    assert!(page.one("main").text.contains("a supplier corrected its records"));
    assert!(page.text_of("filed-head").contains(&format!("the board shows version {version}")));
    assert!(page.text_of("filed-head").contains("restatement"), "no deadline for a restatement");

    let restated = restated.to_string();
    let approve = [("version", restated.as_str())];
    assert_eq!(reviewer.send(&format!("{place}/approve"), &approve).await.status, 303);
    assert_eq!(on_the_board(&desk.board).await, "4,321");
    let before = reviewer.page(&format!("{place}?version={version}&lang=en")).await.html();
    let table = before.table(&format!("Version {version}"));
    assert_eq!(table.cell("R13", &format!("Version {version}")), old);
    let record = before.text_of("record");
    assert!(record.contains("outlets were counted twice") && record.contains("only R13"));
}

#[tokio::test]
async fn only_an_approved_return_is_reopened() {
    let desk = Desk::open().await;
    desk.files("130000", "2026-Q3", &[]).await;
    let reviewer = desk.board.person("reviewer").await;
    let place = format!("{}/reopen?lang=en", address("130000", "2026-Q3"));
    let answer = reviewer.send(&place, &[("reason", "too early")]).await;
    assert_eq!(answer.status, 409);
    assert!(answer.html().text_of("faults").contains("only an approved one is reopened"));
}
