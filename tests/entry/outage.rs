//! The database goes away while somebody types.

use server::store::Store;
use support::TestBoard;

use crate::typing::{FORM, kept};

#[tokio::test]
async fn what_was_typed_comes_back_with_the_page_and_is_sent_again_from_there() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    clerk.page(FORM).await;
    board.sql.close().await;
    board.database.lock(true).await;
    let typed =
        [("seen", "0"), ("R01", "1.25万\"<"), ("R01.note", "first\r\nsecond"), ("then", "save")];
    let answer = clerk.send(&format!("{FORM}?lang=en"), &typed).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "5"));
    let page = answer.html();
    assert!(page.one("main").text.contains("All you typed is held by this page"));
    let form = page.all("form").find(|it| it.attribute("action").contains("2026-Q3"));
    let form = form.expect("a form to send again");
    assert_eq!(form.attribute("action"), format!("{FORM}?lang=en"));
    let held: Vec<(String, String)> = page
        .all("input")
        .filter(|it| it.attribute("type") == "hidden")
        .map(|it| (it.attribute("name").to_owned(), it.attribute("value").to_owned()))
        .collect();
    let held: Vec<(&str, &str)> = held.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    for field in typed {
        assert!(held.contains(&field), "{field:?} is not among {held:?}");
    }

    board.database.lock(false).await;
    let answer = clerk.send(&format!("{FORM}?lang=en"), &held).await;
    assert_eq!(answer.status, 422, "it is read again, and kept: {}", answer.text());
    assert_eq!(kept(&board).await.lines["R01"].value, "1.25万\"<");
}

#[tokio::test]
async fn a_database_that_takes_no_writes_is_away_and_not_held_on_to() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    clerk.page(FORM).await;
    // As a standby answers to which an address leads for a moment.
    reconnected(&board, "set default_transaction_read_only = on").await;
    let typed = [("seen", "0"), ("R01", "1.5"), ("then", "save")];
    let answer = clerk.send(&format!("{FORM}?lang=en"), &typed).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "5"));
    assert!(answer.text().contains("All you typed is held by this page"), "{}", answer.text());
    assert_eq!(board.get("/readyz").await.status, 503);

    // The address leads to the primary again; nobody ends what leads to the standby.
    change(&board, "reset default_transaction_read_only").await;
    let answer = clerk.send(&format!("{FORM}?lang=en"), &typed).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(kept(&board).await.lines["R01"].value, "1.5");
    assert_eq!(board.get("/readyz").await.status, 200);
}

#[tokio::test]
async fn what_is_acknowledged_waits_for_the_standby_whatever_the_database_is_set_to() {
    let board = TestBoard::own_demo().await;
    for (set, works_as) in [("off", "on"), ("local", "on"), ("remote_apply", "remote_apply")] {
        change(&board, &format!("set synchronous_commit = {set}")).await;
        change(&board, "set statement_timeout = '7s'").await;
        let serving = Store::serve(board.database.options(), 1).await.expect("it serves");
        let owner = Store::connect(board.database.options(), 1).await.expect("it answers");
        for store in [serving, owner] {
            assert_eq!(store.setting("synchronous_commit").await.expect("it"), works_as);
            // Ended while it waits for the standby, a commit would be acknowledged.
            assert_eq!(store.setting("statement_timeout").await.expect("it"), "0");
            store.close().await;
        }
    }
}

/// Sets something for connections that are made from now on.
async fn change(board: &TestBoard, what: &str) {
    let (name,): (String,) =
        sqlx::query_as("select current_database()::text").fetch_one(&board.sql).await.expect("it");
    let sql = format!("alter database {name} {what}");
    sqlx::query(&sql).execute(&board.sql).await.expect("it is set");
}

/// The same, and ends all connections but ours.
async fn reconnected(board: &TestBoard, what: &str) {
    change(board, what).await;
    sqlx::query(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()",
    )
    .execute(&board.sql)
    .await
    .expect("all connections are ended");
}

#[tokio::test]
async fn a_password_is_never_given_back() {
    let board = TestBoard::own_demo().await;
    board.page("/login").await;
    board.sql.close().await;
    board.database.lock(true).await;
    let clerk = support::Person::nobody(&board);
    let answer = clerk.send("/login", &[("name", "admin"), ("password", "geheim-geheim")]).await;
    assert_eq!(answer.status, 503);
    assert!(!answer.text().contains("geheim"), "{}", answer.text());
}
