//! Checking, submitting, the receipt, and what follows.

use app::domain::decimal::Decimal;
use app::domain::filing::State;
use app::domain::receipt;
use app::domain::series::Figure;
use server::store::returns::{Submission, Submitted};
use support::{Answer, Person, TestBoard};

use crate::typing::{FORM, PROGRAMME, actor, fields, kept, key, whole_quarter};

/// Types a whole quarter as the clerk.
pub async fn typed(board: &TestBoard) -> Person<'_> {
    let clerk = board.person("entry-130000").await;
    let cells = whole_quarter(board).await;
    let answer = clerk.send(FORM, &fields(&cells, &[("seen", "0")])).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    clerk
}

pub fn hidden(page: &Answer, name: &str) -> String {
    let page = page.html();
    let field = page.elements.iter().find(|it| it.attribute("name") == name);
    field.unwrap_or_else(|| panic!("no field {name}")).attribute("value").to_owned()
}

/// What is asked on the check, each answered.
pub fn explained(page: &Answer) -> Vec<(String, String)> {
    let page = page.html();
    let fields = page.elements.iter().filter(|it| it.attribute("name").ends_with(".explanation"));
    fields
        .map(|it| (it.attribute("name").to_owned(), "核实无误：季度内有集中报废。".to_owned()))
        .collect()
}

async fn submit(lead: &Person<'_>) -> (Answer, String) {
    let check = lead.page(&format!("{FORM}/check?lang=en")).await;
    let (seen, key) = (hidden(&check, "seen"), hidden(&check, "key"));
    let explained = explained(&check);
    let along = [("seen", seen.as_str()), ("key", key.as_str()), ("then", "submit")];
    (lead.send(&format!("{FORM}/check"), &fields(&explained, &along)).await, key)
}

#[tokio::test]
async fn the_lead_submits_what_the_clerk_typed_and_keeps_a_receipt_of_it() {
    let board = TestBoard::own_demo().await;
    typed(&board).await;
    let lead = board.person("lead-130000").await;
    let (answer, _) = submit(&lead).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.header("location"), format!("{FORM}/receipt?version=1"));

    let page = lead.page(&format!("{FORM}/receipt?lang=en")).await;
    assert!(page.text().contains("DC-1/130000/2026-Q3/1"), "{}", page.text());
    let file = lead.page(&format!("{FORM}/receipt.txt")).await;
    let read = receipt::read(file.text()).expect("a receipt");
    assert_eq!(read.facts.get("number"), Some("DC-1/130000/2026-Q3/1"));
    assert!(page.text().contains(&read.sha256), "the page and the file say the same hash");
    let dossier = kept(&board).await;
    assert_eq!(dossier.filing.state, Some(State::Submitted));
    assert_eq!(read.facts.get("R01"), Some(dossier.lines["R01"].value.as_str()));

    // It is locked now, and says so; what was typed after is not lost.
    let clerk = board.person("entry-130000").await;
    let answer = clerk.send(&format!("{FORM}?lang=en"), &[("seen", "1"), ("R01", "77")]).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("waits for review"), "{}", answer.text());
    assert_eq!(
        answer.html().by_id("R01").map(|it| it.attribute("value").to_owned()).as_deref(),
        Some("77")
    );
    assert_eq!(kept(&board).await.lines["R01"], dossier.lines["R01"]);
}

#[tokio::test]
async fn pressing_submit_twice_submits_once() {
    let board = TestBoard::own_demo().await;
    typed(&board).await;
    let lead = board.person("lead-130000").await;
    let check = lead.page(&format!("{FORM}/check")).await;
    let (seen, key) = (hidden(&check, "seen"), hidden(&check, "key"));
    let explained = explained(&check);
    let along = [("seen", seen.as_str()), ("key", key.as_str()), ("then", "submit")];
    let fields = fields(&explained, &along);
    let address = format!("{FORM}/check");
    let (one, other) = tokio::join!(lead.send(&address, &fields), lead.send(&address, &fields));
    let third = lead.send(&address, &fields).await;
    for answer in [one, other, third] {
        assert_eq!(
            answer.header("location"),
            format!("{FORM}/receipt?version=1"),
            "{}",
            answer.text()
        );
    }
    assert_eq!(kept(&board).await.versions.len(), 1);
}

#[tokio::test]
async fn two_hundred_submissions_each_sent_fifty_times_are_two_hundred_versions() {
    let board = TestBoard::own_demo().await;
    let lead = actor(&board, "lead-130000").await;
    typed(&board).await;
    let programme = board.store.programmes().await.expect("programmes");
    let programme = programme.into_iter().find(|it| it.code == PROGRAMME).expect("it is there");
    let one: Decimal = "1".parse().expect("a number");
    for round in 1..=200 {
        let submission = Submission {
            draft_version: kept(&board).await.draft_version,
            idempotency_key: format!("key-{round}"),
            lines: vec![("R01".into(), Figure::Number(one.clone()), String::new(), String::new())],
            head: "a".into(),
            compiler: "b".into(),
            reason: None,
        };
        let copies: Vec<_> = (0..50)
            .map(|_| {
                let (store, lead, form) = (board.store.clone(), lead.clone(), programme.clone());
                let submission = submission.clone();
                tokio::spawn(async move { store.submit(&lead, &key(), &form, &submission).await })
            })
            .collect();
        for copy in copies {
            let submitted = copy.await.expect("it ends").expect("an answer");
            assert_eq!(submitted, Submitted::Done { version: round });
        }
        // Sent back, so that the next one can be submitted.
        sqlx::query(
            "update filing set state = 'returned' where unit = '130000' and quarter = '2026-Q3'",
        )
        .execute(&board.sql)
        .await
        .expect("it is sent back");
    }
    assert_eq!(kept(&board).await.versions.len(), 200);
}

#[tokio::test]
async fn what_blocks_is_named_with_both_sums_and_nothing_is_submitted() {
    let board = TestBoard::own_demo().await;
    typed(&board).await;
    let lead = board.person("lead-130000").await;
    let version = kept(&board).await.draft_version.to_string();
    lead.send(FORM, &[("seen", &version), ("R02", "900"), ("R03", "900"), ("R04", "")]).await;
    let check = lead.page(&format!("{FORM}/check?lang=en")).await;
    let blocking = check.html().by_id("blocking").expect("what blocks").text.clone();
    assert!(blocking.contains("(K01)") && blocking.contains("1,800"), "{blocking}");
    assert!(blocking.contains("(R04): nothing is filled in"), "{blocking}");
    let version = kept(&board).await.draft_version.to_string();
    let answer = lead
        .send(&format!("{FORM}/check"), &[("seen", &version), ("key", "k"), ("then", "submit")])
        .await;
    assert_eq!(answer.status, 422);
    assert!(kept(&board).await.versions.is_empty());
}

#[tokio::test]
async fn a_slip_by_a_hundred_asks_for_an_explanation_that_the_version_keeps() {
    let board = TestBoard::own_demo().await;
    typed(&board).await;
    let lead = board.person("lead-130000").await;
    let dossier = kept(&board).await;
    let slipped = format!("{}00", dossier.lines["R06"].value.replace('.', ""));
    let version = dossier.draft_version.to_string();
    assert_eq!(lead.send(FORM, &[("seen", &version), ("R06", &slipped)]).await.status, 303);
    let check = lead.page(&format!("{FORM}/check?lang=en")).await;
    assert!(check.html().by_id("R06.explanation").is_some(), "{}", check.text());
    let (seen, key) = (hidden(&check, "seen"), hidden(&check, "key"));
    let along = [("seen", seen.as_str()), ("key", key.as_str()), ("then", "submit")];
    let answer = lead.send(&format!("{FORM}/check?lang=en"), &along).await;
    assert_eq!(answer.status, 422);
    assert!(answer.html().by_id("faults").is_some_and(|it| it.text.contains("R06: explain it")));
    let (answer, _) = submit(&lead).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let file = lead.page(&format!("{FORM}/receipt.txt")).await;
    assert!(file.text().contains("R06.explanation: 核实无误"), "{}", file.text());
}

#[tokio::test]
async fn figures_that_changed_while_they_were_checked_are_checked_again() {
    let board = TestBoard::own_demo().await;
    let clerk = typed(&board).await;
    let lead = board.person("lead-130000").await;
    let check = lead.page(&format!("{FORM}/check?lang=en")).await;
    let (seen, key) = (hidden(&check, "seen"), hidden(&check, "key"));
    clerk.send(FORM, &[("seen", &seen), ("R01.note", "later")]).await;
    let along = [("seen", seen.as_str()), ("key", key.as_str()), ("then", "submit")];
    let answer = lead.send(&format!("{FORM}/check?lang=en"), &along).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("The draft was changed after you opened this page"));
    assert!(kept(&board).await.versions.is_empty());
}

#[tokio::test]
async fn an_approved_return_is_asked_to_be_reopened_with_a_reason() {
    let board = TestBoard::own_demo().await;
    let lead = board.person("lead-120000").await;
    let form = "/returns/nev-battery-pilot-2018/120000/2026-Q3";
    let page = lead.page(&format!("{form}?lang=en")).await;
    assert!(page.text().contains("Ask for it to be reopened"), "{}", page.text());
    let asking = format!("{form}/reopening?lang=en");
    let answer = lead.send(&asking, &[("reason", "  "), ("version", "1")]).await;
    assert_eq!(answer.status, 422);
    let answer =
        lead.send(&asking, &[("reason", "R01 counts a batch twice"), ("version", "1")]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = lead.page(&format!("{form}?lang=en")).await;
    assert!(page.text().contains("lead-120000 asked for it to be reopened"), "{}", page.text());
}
