//! Two people at the same duty.

use app::domain::access::{Actor, Role};
use app::domain::duty::{Key, Stated, Status};
use server::store::duties::{Remarked, Said, With};
use support::TestBoard;

use crate::desk::{BATTERY, address, done, say, says, words};

#[tokio::test]
async fn who_comes_second_sees_both_and_says_it_again_knowingly() {
    let board = TestBoard::own_demo().await;
    let (clerk, lead) = (board.person("entry-330000").await, board.person("lead-330000").await);
    says(&clerk, ("1", "330000"), &done("0", "the clerk's words")).await;
    let mine = done("0", "the lead's words");
    let answer = say(&lead, ("1", "330000"), &mine).await;
    assert_eq!(answer.status, 409, "{}", answer.text());
    let html = answer.html();
    assert!(html.by_id("faults").expect("a summary").text.contains("entry-330000"));
    let both = html.table("Both statements");
    assert_eq!(both.rows[2][1..], ["the clerk's words", "the lead's words"]);
    assert_eq!(both.rows[0][1..], ["Done", "Done"]);
    // Sent again, the form knows of the other.
    assert_eq!(html.by_id("text").expect("the field").text, "the lead's words");
    assert!(html.hidden_fields().contains(&("version".into(), "1".into())));
    says(&lead, ("1", "330000"), &done("1", "the lead's words")).await;
    let page = lead.page(&format!("{}?lang=en", address("1", "330000"))).await;
    assert!(words(&page).contains("the clerk's words"), "kept in the history");
}

#[tokio::test]
async fn the_same_button_pressed_twice_says_it_once() {
    let board = TestBoard::own_demo().await;
    let lead = board.person("lead-330000").await;
    let fields = done("0", "set up");
    let (one, other) =
        tokio::join!(say(&lead, ("1", "330000"), &fields), say(&lead, ("1", "330000"), &fields));
    assert!(
        [one.status, other.status].iter().all(|status| [303, 409].contains(&status.as_u16())),
        "{} {}",
        one.status,
        other.status
    );
    says(&lead, ("1", "330000"), &fields).await;
    let (count,): (i64,) = sqlx::query_as("select count(*) from duty_statement")
        .fetch_one(&board.sql)
        .await
        .expect("a count");
    assert_eq!(count, 1);
}

#[tokio::test]
async fn of_twenty_who_speak_at_once_each_takes_a_turn_or_is_told() {
    let board = TestBoard::own_demo().await;
    let key = Key { programme: BATTERY.into(), unit: "330000".into(), no: "1".into() };
    let saying = (0..20).map(|at| {
        let (store, key) = (board.store.clone(), key.clone());
        let clerk = Actor {
            account: 0,
            name: format!("entry-{at}"),
            role: Role::Entry,
            unit: Some("330000".into()),
        };
        tokio::spawn(async move {
            let stated = Stated {
                status: Status::UnderWay,
                on: None,
                text: format!("words of {at}"),
                link: String::new(),
            };
            store.state_duty(&clerk, &key, 0, &stated, With::NoFile).await.expect("an answer")
        })
    });
    let mut said = Vec::new();
    for one in saying.collect::<Vec<_>>() {
        said.push(one.await.expect("an answer"));
    }
    assert_eq!(said.iter().filter(|said| **said == Said::Done).count(), 1, "{said:?}");
    assert_eq!(said.iter().filter(|said| **said == Said::Overtaken).count(), 19, "{said:?}");
}

#[tokio::test]
async fn a_remark_on_a_statement_that_is_not_the_latest_any_more_is_told_so() {
    let board = TestBoard::own_demo().await;
    let (lead, reviewer) = (board.person("lead-330000").await, board.person("reviewer").await);
    says(&lead, ("1", "330000"), &done("0", "first")).await;
    says(&lead, ("1", "330000"), &done("1", "second")).await;
    let place = format!("{}/remark?lang=en", address("1", "330000"));
    let answer = reviewer.send(&place, &[("version", "1"), ("remark", "Which one?")]).await;
    assert_eq!(answer.status, 409);
    let html = answer.html();
    assert!(html.by_id("faults").expect("a summary").text.contains("statement 2"));
    assert_eq!(html.by_id("remark").expect("the field").text, "Which one?");
    assert!(html.by_id("now").expect("how it stands").text.contains("second"));
    let key = Key { programme: BATTERY.into(), unit: "330000".into(), no: "1".into() };
    let actor = Actor { account: 0, name: "reviewer".into(), role: Role::Reviewer, unit: None };
    let remarked = board.store.remark_on_duty(&actor, &key, 1, "Which one?").await;
    assert_eq!(remarked.expect("an answer"), Remarked::Overtaken);
}
