//! What was done to duties stands in the record, in words and sealed.

use support::TestBoard;

use crate::desk::{PDF, address, done, say_with, says, words};

#[tokio::test]
async fn every_write_leaves_one_entry_and_a_refused_one_none() {
    let board = TestBoard::own_demo().await;
    let (lead, reviewer) = (board.person("lead-330000").await, board.person("reviewer").await);
    let before = entries(&board).await.len();
    let refused = say_with(&lead, ("1", "330000"), &[("version", "0")], ("", b"")).await;
    assert_eq!(refused.status, 422);
    assert_eq!(entries(&board).await.len(), before);
    let no_day = [("version", "0"), ("status", "done")];
    assert_eq!(say_with(&lead, ("1", "330000"), &no_day, ("a.pdf", PDF)).await.status, 422);
    says(&lead, ("1", "330000"), &done("0", "set up")).await;
    let overtaken = say_with(&lead, ("1", "330000"), &done("0", "other"), ("", b"")).await;
    assert_eq!(overtaken.status, 409);
    let place = format!("{}/remark", address("1", "330000"));
    reviewer.send(&place, &[("version", "1"), ("remark", "why?")]).await;
    let found = entries(&board).await[before..].to_vec();
    let subject = "nev-battery-pilot-2018/330000/duty-1";
    let entry = |who: &str, action: &str| {
        ("330000".to_owned(), who.to_owned(), action.to_owned(), subject.to_owned())
    };
    assert_eq!(
        found,
        [
            entry("lead-330000", "send evidence"),
            entry("lead-330000", "state duty"),
            entry("reviewer", "remark on duty"),
        ]
    );
}

async fn entries(board: &TestBoard) -> Vec<(String, String, String, String)> {
    sqlx::query_as(
        "select unit, actor, action, subject from audit_entry where action like '%duty%'
           or action = 'send evidence' order by at, seq",
    )
    .fetch_all(&board.sql)
    .await
    .expect("the record")
}

#[tokio::test]
async fn the_record_names_the_duty_and_leads_to_it() {
    let board = TestBoard::own_demo().await;
    says(&board.person("lead-330000").await, ("1", "330000"), &done("0", "set up")).await;
    let auditor = board.person("auditor").await;
    let page = auditor.page("/audit?lang=en").await;
    let said = words(&page);
    for shown in ["said how a duty stands", "Zhejiang · 1 Organisation", "status: Done"] {
        assert!(said.contains(shown), "{shown}");
    }
    let link = format!("{}?lang=en", address("1", "330000"));
    assert!(page.html().links().contains(&link.as_str()), "{link}");
    assert_eq!(auditor.get(&link).await.status, 200);
}
