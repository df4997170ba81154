//! What waits for a decision.

use app::domain::access::Role;
use app::domain::dossier::Said;
use server::store::review::{Decided, Word};
use support::Html;

use crate::desk::{BATTERY, Desk, LAST, address, key, notices, of_unit};

fn waiting(page: &Html) -> Vec<String> {
    let table = page.table("Returns to review");
    table.rows.iter().map(|row| row[0].trim().to_owned()).collect()
}

fn boxes(page: &Html) -> usize {
    page.all("input").filter(|input| input.attribute("type") == "checkbox").count()
}

#[tokio::test]
async fn a_queue_in_which_nothing_waits_says_so() {
    let desk = Desk::open().await;
    let reviewer = desk.board.person("reviewer").await;
    let page = reviewer.page("/review?lang=en").await.html();
    assert!(page.one("main").text.contains("No return waits for a decision"));
    assert!(page.tables().is_empty(), "an empty table");
    let page = reviewer.page("/review?lang=zh-CN").await.html();
    assert!(page.one("main").text.contains("没有待审核的季报"));
}

#[tokio::test]
async fn what_was_submitted_first_stands_first_with_what_a_decision_needs() {
    let desk = Desk::open().await;
    desk.files("450000", LAST, &[("R01.explanation", "two plants began collecting")]).await;
    desk.files("130000", LAST, &[]).await;
    let reviewer = desk.board.person("reviewer").await;
    // Sent back and submitted again: it waits since the second time.
    let back = [("version", "1"), ("reason", "check line 13"), ("cells", "R13")];
    let answer = reviewer.send(&format!("{}/return", address("450000", LAST)), &back).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    desk.files("450000", LAST, &[("R13", "11")]).await;

    let page = reviewer.page("/review?lang=en").await.html();
    let names = waiting(&page);
    assert!(names[0].starts_with("Hebei") && names[1].starts_with("Guangxi"), "{names:?}");
    let table = page.table("Returns to review");
    assert_eq!(table.cell("Guangxi", "Quarter"), "Q3 2026");
    assert_eq!(table.cell("Guangxi", "Version"), "2");
    assert!(table.cell("Guangxi", "Submitted").ends_with("lead-450000"));
    assert_eq!(table.cell("Guangxi", "Warnings explained"), "1 line");
    assert_eq!(table.cell("Guangxi", "Changed since the last version"), "1 line");
    assert_eq!(table.cell("Hebei", "Changed since the last version"), "first version");
    // 15 October 2026 has long passed by any clock that runs this.
    assert!(table.cell("Hebei", "Deadline").contains("days late"));
    assert!(page.links().contains(&format!("{}?lang=en", address("130000", LAST)).as_str()));
}

#[tokio::test]
async fn the_queue_is_narrowed_down_by_its_address() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[]).await;
    desk.files("450000", LAST, &[]).await;
    let reviewer = desk.board.person("reviewer").await;
    let page = reviewer.page("/review?unit=450000&lang=en").await.html();
    assert_eq!(waiting(&page).len(), 1);
    assert!(page.one("main").text.contains("1 of 2 waiting"));
    let address = format!("/review?programme={BATTERY}&period=2026-Q2&unit=450000&lang=en");
    let page = reviewer.page(&address).await.html();
    assert!(page.one("main").text.contains("with this choice"));
    assert!(page.links().contains(&"/review?lang=en"), "a way back to all");
    let page = reviewer.page("/review?unit=nowhere&period=2026-Q9&lang=en").await.html();
    assert_eq!(waiting(&page).len(), 2, "what is not understood is left out");
    assert!(notices(&page, "nowhere"));
    assert!(notices(&page, "2026-Q9"));
}

#[tokio::test]
async fn observers_and_auditors_see_the_same_queue_without_deciding() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[]).await;
    let page = desk.board.person("reviewer").await.page("/review?lang=en").await.html();
    let (seen, ticks) = (waiting(&page), boxes(&page));
    assert_eq!(ticks, 1);
    for role in [Role::Observer, Role::Auditor] {
        let page = desk.board.person(role.word()).await.page("/review?lang=en").await.html();
        assert_eq!(waiting(&page), seen, "{role}");
        assert_eq!(boxes(&page), 0, "{role}");
        assert!(!page.text_of("queue").contains("Choose"), "{role}");
    }
}

#[tokio::test]
async fn a_wish_to_reopen_stands_in_the_queue_until_it_is_decided() {
    let desk = Desk::open().await;
    let reviewer = desk.board.person("reviewer").await;
    let (lead, key) = (of_unit(Role::Lead, "440000"), key("440000", LAST));
    let reason = "outlets were counted twice\nin two cities".to_owned();
    let wish = Word { said: Said::AskReopening, version: None, reason, lines: None };
    assert_eq!(desk.store.say(&lead, &key, &wish).await.expect("an answer"), Decided::Done);
    let page = reviewer.page("/review?lang=en").await.html();
    let wishes = page.table("Asked to be reopened");
    assert!(wishes.cell("Guangdong", "Reason").contains("counted twice"));
    assert!(wishes.cell("Guangdong", "Asked").ends_with("lead-440000"));
    let reopen = format!("{}/reopen", address("440000", LAST));
    let fields = [("reason", "as you asked"), ("cells", "R13")];
    assert_eq!(reviewer.send(&reopen, &fields).await.status, 303);
    let page = reviewer.page("/review?lang=en").await.html();
    assert!(page.tables().iter().all(|table| table.caption != "Asked to be reopened"));
}
