//! One return: looked at side by side, decided on, spoken about.

use app::domain::access::Role;
use server::store::returns::Saved;
use support::Answer;

use crate::desk::{Desk, LAST, address, notices};

fn sends(unit: &str, what: &str) -> String {
    format!("{}/{what}?lang=en", address(unit, LAST))
}

fn is_done(answer: &Answer, unit: &str) {
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.header("location"), format!("{}?lang=en", address(unit, LAST)));
}

#[tokio::test]
async fn every_change_since_the_last_version_is_marked_with_both_values() {
    let desk = Desk::open().await;
    let first = [("R13", "41"), ("R01.note", "two depots"), ("R01.explanation", "a new depot")];
    desk.files("130000", LAST, &first).await;
    let reviewer = desk.board.person("reviewer").await;
    let back = [("version", "1"), ("reason", "count the outlets again")];
    is_done(&reviewer.send(&sends("130000", "return"), &back).await, "130000");
    let again = [
        ("R13", "43"),
        ("R01.note", "three depots"),
        ("R20.numerator", "90"),
        ("R20.denominator", "120"),
    ];
    desk.files("130000", LAST, &again).await;

    let page = reviewer.page(&format!("{}?lang=en", address("130000", LAST))).await.html();
    let table = page.table("Version 2, line by line");
    assert_eq!(table.cell("R13", "Version 2"), "43");
    assert_eq!(table.cell("R13", "Version 1"), "41");
    assert!(table.cell("R13", "Change").ends_with("changed"));
    assert!(table.cell("R01", "Change").ends_with("note changed"));
    assert!(table.cell("R02", "Change").ends_with("same"));
    assert!(
        table.cell("R20", "Version 2").starts_with("75.0"),
        "{}",
        table.cell("R20", "Version 2")
    );
    assert!(table.cell("R20", "Version 2").contains("90 / 120"), "both parts of the ratio");
    let remarks = page.elements.iter().find(|row| row.attribute("id") == "remarks-R01");
    let remarks = &remarks.expect("what is said of R01").text;
    assert!(remarks.contains("three depots") && remarks.contains("a new depot"), "{remarks}");
    for column in ["Q2 2026", "Q3 2025"] {
        assert!(table.cell("R13", column).starts_with(|c: char| c.is_ascii_digit()), "{column}");
    }
    assert!(page.one("main").text.contains("3 lines changed since version 1"));
    assert!(page.links().contains(&"#line-R13"));
    // The head of the form.
    let head = page.text_of("filed-head");
    for said in ["DC-1", "unit head", "unit compiler", "lead-130000", "days late"] {
        assert!(head.contains(said), "`{said}` is not in {head}");
    }
    let (receipt,): (String,) = sqlx::query_as("select receipt from submission where version = 2")
        .fetch_one(&desk.board.sql)
        .await
        .expect("a receipt");
    assert!(head.contains(&receipt), "no receipt in {head}");
}

#[tokio::test]
async fn an_older_version_can_be_read_but_not_decided_on() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[("R13", "41")]).await;
    let reviewer = desk.board.person("reviewer").await;
    let back = [("version", "1"), ("reason", "count again")];
    is_done(&reviewer.send(&sends("130000", "return"), &back).await, "130000");
    desk.files("130000", LAST, &[("R13", "43")]).await;
    let page = reviewer.page(&format!("{}?version=1&lang=en", address("130000", LAST))).await;
    let html = page.html();
    assert_eq!(html.table("Version 1, line by line").cell("R13", "Version 1"), "41");
    assert!(notices(&html, "the newest is version 2"));
    assert_eq!(
        html.all("form")
            .filter(|form| form.attribute("method") == "post")
            .filter(|form| form.attribute("action").starts_with("/review"))
            .count(),
        0
    );
    let page = reviewer.page(&format!("{}?version=7&lang=en", address("130000", LAST))).await;
    assert!(notices(&page.html(), "no version 7"));
    assert_eq!(page.html().table("Version 2, line by line").cell("R13", "Version 2"), "43");
}

#[tokio::test]
async fn a_return_sent_back_for_two_lines_stays_locked_in_all_others() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[]).await;
    let reviewer = desk.board.person("reviewer").await;
    let back = [
        ("version", "1"),
        ("reason", "R13 and R20 do not fit\r\nyour plan"),
        ("cells", "R20"),
        ("cells", "R13"),
        ("extent", "cells"),
    ];
    is_done(&reviewer.send(&sends("130000", "return"), &back).await, "130000");
    desk.types("130000", LAST, &[("R13", "44")]).await;
    let other = desk.try_to_type("130000", LAST, &[("R01", "1")]).await;
    assert!(matches!(other, Saved::Refused(_)), "{other:?}");
    let page = reviewer.page(&format!("{}?lang=en", address("130000", LAST))).await.html();
    let record = page.text_of("record");
    assert!(record.contains("only R13, R20"), "{record}");
    assert!(record.contains("R13 and R20 do not fit\nyour plan"), "{record}");
    assert!(page.text_of("title").contains("sent back"));
    // What is typed meanwhile is not shown as submitted.
    assert_ne!(page.table("Version 1").cell("R13", "Version 1"), "44");
}

#[tokio::test]
async fn sending_back_takes_a_reason_and_keeps_what_was_ticked() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[]).await;
    let reviewer = desk.board.person("reviewer").await;
    let back = [("version", "1"), ("reason", "  "), ("cells", "R13"), ("extent", "cells")];
    let answer = reviewer.send(&sends("130000", "return"), &back).await;
    assert_eq!(answer.status, 422);
    let page = answer.html();
    assert!(page.one("title").text.starts_with("Error: "));
    let said = "Enter the reason for sending it back";
    assert!(page.text_of("faults").contains(said));
    assert!(page.text_of("fault").contains(said));
    let ticked: Vec<&str> = page
        .all("input")
        .filter(|input| input.attributes.iter().any(|(name, _)| name == "checked"))
        .map(|input| input.attribute("value"))
        .collect();
    assert_eq!(ticked, ["R13"]);
    let none = [("version", "1"), ("reason", "look again"), ("extent", "cells")];
    let answer = reviewer.send(&sends("130000", "return"), &none).await;
    assert_eq!(answer.status, 422);
    let page = answer.html();
    assert!(page.text_of("faults").contains("Tick at least one line"));
    assert!(page.one("textarea").text.contains("look again"), "what was typed is kept");
    let waits: (String,) =
        sqlx::query_as("select state from filing where unit = '130000' and quarter = $1")
            .bind(LAST)
            .fetch_one(&desk.board.sql)
            .await
            .expect("the return");
    assert_eq!(waits.0, "submitted", "nothing was changed");
}

#[tokio::test]
async fn a_decision_on_a_version_that_is_not_the_newest_is_refused_with_what_there_is() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[("R13", "41")]).await;
    let (one, other) = (desk.board.person("reviewer").await, desk.board.person("reviewer").await);
    let back = [("version", "1"), ("reason", "count again")];
    is_done(&one.send(&sends("130000", "return"), &back).await, "130000");
    desk.files("130000", LAST, &[("R13", "43")]).await;
    let answer = other.send(&sends("130000", "approve"), &[("version", "1")]).await;
    assert_eq!(answer.status, 409);
    let page = answer.html();
    let faults = page.text_of("faults");
    assert!(
        faults.contains("You looked at version 1, and the newest is now version 2"),
        "{faults}"
    );
    assert!(page.table("Version 2").cell("R13", "Change").ends_with("changed"));

    is_done(&one.send(&sends("130000", "approve"), &[("version", "2")]).await, "130000");
    let answer = other.send(&sends("130000", "approve"), &[("version", "2")]).await;
    assert_eq!(answer.status, 409);
    let page = answer.html();
    assert!(page.text_of("faults").contains("approved"), "{}", page.text_of("faults"));
    let (approvals,): (i64,) =
        sqlx::query_as("select count(*) from review_entry where action = 'approve'")
            .fetch_one(&desk.board.sql)
            .await
            .expect("a count");
    assert_eq!(approvals, 1);
}

#[tokio::test]
async fn two_reviewers_who_approve_at_once_approve_once() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[]).await;
    let reviewer = desk.board.person("reviewer").await;
    let address = sends("130000", "approve");
    let approve = || reviewer.send(&address, &[("version", "1")]);
    let (a, b, c, d) = tokio::join!(approve(), approve(), approve(), approve());
    let mut answers = [a, b, c, d].map(|answer| answer.status.as_u16());
    answers.sort_unstable();
    assert_eq!(answers, [303, 409, 409, 409]);
    let (entries,): (i64,) =
        sqlx::query_as("select count(*) from audit_entry where action = 'approve'")
            .fetch_one(&desk.board.sql)
            .await
            .expect("a count");
    assert_eq!(entries, 1);
}

#[tokio::test]
async fn observers_comment_and_countersign_side_by_side_each_once_per_version() {
    let desk = Desk::open().await;
    desk.has_account("observer-water", Role::Observer).await;
    desk.files("130000", LAST, &[]).await;
    let one = desk.board.person("observer").await;
    let other = desk.board.person("observer-water").await;
    let (sign, comment) = (sends("130000", "countersign"), sends("130000", "comment"));
    let version = [("version", "1")];
    let words = [("version", "1"), ("reason", "<b>outlets</b> look low")];
    let (a, b, again, c) = tokio::join!(
        one.send(&sign, &version),
        other.send(&sign, &version),
        one.send(&sign, &version),
        other.send(&comment, &words),
    );
    for answer in [a, b, again, c] {
        is_done(&answer, "130000");
    }
    let signed: Vec<(String,)> = sqlx::query_as(
        "select by_name from review_entry where action = 'countersign' order by by_name",
    )
    .fetch_all(&desk.board.sql)
    .await
    .expect("countersignatures");
    assert_eq!(signed, [("observer".to_owned(),), ("observer-water".to_owned(),)]);
    let page = one.page(&format!("{}?lang=en", address("130000", LAST))).await;
    let html = page.html();
    assert!(html.text_of("record").contains("<b>outlets</b> look low"), "text stays text");
    assert!(!page.text().contains("<b>outlets</b>"));
    assert!(html.text_of("decisions").contains("You countersigned this version"));
    let queue = one.page("/review?lang=en").await.html().table("Returns to review");
    let signers = queue.cell("Hebei", "Countersigned");
    assert!(signers.contains("observer") && signers.contains("observer-water"), "{signers}");
    // A version of its own is countersigned anew.
    let reviewer = desk.board.person("reviewer").await;
    let back = [("version", "1"), ("reason", "outlets")];
    is_done(&reviewer.send(&sends("130000", "return"), &back).await, "130000");
    let answer = one.send(&sign, &version).await;
    assert_eq!(answer.status, 409, "what was sent back is not countersigned");
    desk.files("130000", LAST, &[("R13", "43")]).await;
    is_done(&one.send(&sign, &[("version", "2")]).await, "130000");
}

#[tokio::test]
async fn a_return_that_was_never_submitted_has_nothing_to_review() {
    let desk = Desk::open().await;
    desk.types("130000", LAST, &[("R13", "41")]).await;
    let observer = desk.board.person("observer").await;
    let page = observer.page(&format!("{}?lang=en", address("130000", LAST))).await;
    assert!(page.html().one("main").text.contains("has not been submitted yet"));
    assert!(!page.text().contains("41"), "a draft's figure is shown");
    let reviewer = desk.board.person("reviewer").await;
    let answer = reviewer.send(&sends("130000", "approve"), &[]).await;
    assert_eq!(answer.status, 409, "{}", answer.text());
}
