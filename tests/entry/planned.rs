//! Statements are planned once for each connection, whatever their tables hold
//! at that moment; a table that is empty then fills while people type.

use sqlx::{Connection, PgConnection};
use support::{Person, TestBoard, TestDatabase};

use crate::submitting::{explained, hidden};
use crate::typing::{FORM, fields, whole_quarter};

/// How often each table was gone through from its first row to its last, by
/// all who were connected: their connections end here, since what one did is
/// certain to be counted only then.
async fn gone_through(database: &TestDatabase) -> Vec<(String, i64)> {
    let mut sql = PgConnection::connect_with(&database.options()).await.expect("a connection");
    sqlx::query(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()
           and backend_type = 'client backend'",
    )
    .execute(&mut sql)
    .await
    .expect("nobody else is connected");
    sqlx::query_as("select relname::text, seq_scan from pg_stat_user_tables order by 1")
        .fetch_all(&mut sql)
        .await
        .expect("counts")
}

#[tokio::test]
async fn no_table_that_grows_is_gone_through_however_empty_it_was_when_planned() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    let lead = board.person("lead-130000").await;
    let reviewer = board.person("reviewer").await;
    let (auditor, admin) = (board.person("auditor").await, board.person("admin").await);
    let cells = whole_quarter(&board).await;
    let password = server::password::hash("a quarter of tons".into()).await.expect("it is hashed");
    sqlx::query("update account set password = $1 where name = 'entry-130000'")
        .bind(password)
        .execute(&board.sql)
        .await
        .expect("the password is set");
    // As PostgreSQL's own does where it comes by: there is no draft.
    sqlx::query("analyze").execute(&board.sql).await.expect("statistics");
    let (drafts,): (i64,) = sqlx::query_as("select count(*) from draft_entry")
        .fetch_one(&board.sql)
        .await
        .expect("a count");
    assert_eq!(drafts, 0);
    let before = gone_through(&board.database).await;

    for (password, answered) in [("another", 422), ("a quarter of tons", 303)] {
        let fields = [("name", "entry-130000"), ("password", password)];
        let answer = Person::nobody(&board).send("/login", &fields).await;
        assert_eq!(answer.status, answered, "{}", answer.text());
    }
    clerk.page("/returns").await;
    clerk.page(FORM).await;
    let saved = clerk.send(FORM, &fields(&cells, &[("seen", "0")])).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let check = lead.page(&format!("{FORM}/check?lang=en")).await;
    let (seen, key) = (hidden(&check, "seen"), hidden(&check, "key"));
    let explained = explained(&check);
    let along = [("seen", seen.as_str()), ("key", key.as_str()), ("then", "submit")];
    let submitted = lead.send(&format!("{FORM}/check"), &fields(&explained, &along)).await;
    assert_eq!(submitted.status, 303, "{}", submitted.text());
    let review = FORM.replace("/returns/", "/review/");
    reviewer.page("/returns").await;
    reviewer.page("/review").await;
    reviewer.page(&review).await;
    let approved = reviewer.send(&format!("{review}/approve"), &[("version", "1")]).await;
    assert_eq!(approved.status, 303, "{}", approved.text());
    for page in ["/", "/programmes/nev-battery-pilot-2018/units/130000", "/account"] {
        reviewer.page(page).await;
    }
    auditor.page("/audit").await;
    admin.page("/accounts").await;

    let after = gone_through(&board.database).await;
    // The programmes are a handful, and are read whole.
    let through: Vec<_> = before
        .iter()
        .zip(&after)
        .filter(|(before, after)| before.1 < after.1 && after.0 != "programme")
        .map(|((table, before), (_, after))| format!("{table}: {}", after - before))
        .collect();
    assert!(through.is_empty(), "{through:?}");
}
