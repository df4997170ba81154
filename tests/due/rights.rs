//! Who sees which list, and who reminds.

use support::TestBoard;

use crate::seen::account;
use crate::{BATTERY, last_quarter};

#[tokio::test]
async fn nobody_sees_a_list_without_signing_in() {
    let board = TestBoard::real().await;
    for address in ["/returns", "/returns.csv"] {
        let answer = board.get(address).await;
        assert_eq!(answer.status, 303, "{address}");
        assert!(answer.header("location").starts_with("/login"), "{address}");
    }
}

#[tokio::test]
async fn an_administrator_reads_no_returns() {
    let board = TestBoard::real().await;
    account(&board, "admin", "admin", None, "").await;
    let admin = board.person("admin").await;
    for address in ["/returns", "/returns.csv"] {
        assert_eq!(admin.get(address).await.status, 403, "{address}");
    }
}

#[tokio::test]
async fn only_reviewers_remind() {
    let board = TestBoard::real().await;
    let last = last_quarter(&board).await.to_string();
    for (role, unit) in [
        ("entry", Some("440000")),
        ("lead", Some("440000")),
        ("observer", None),
        ("auditor", None),
        ("admin", None),
    ] {
        account(&board, role, role, unit, "").await;
        let person = board.person(role).await;
        let fields = [("programme", BATTERY), ("period", &last), ("unit", "440000")];
        let answer = person.send("/returns?lang=en", &fields).await;
        assert_eq!(answer.status, 403, "{role}");
    }
    let (reminders,): (i64,) = sqlx::query_as("select count(*) from reminder")
        .fetch_one(&board.sql)
        .await
        .expect("a count");
    assert_eq!(reminders, 0);
}

#[tokio::test]
async fn the_database_takes_a_reminder_from_a_reviewer_alone() {
    let board = TestBoard::real().await;
    for (role, unit, taken) in
        [("lead", "440000", false), ("observer", "", false), ("reviewer", "", true)]
    {
        let mut tx = board.sql.begin().await.expect("a transaction");
        sqlx::query("set local role pilotboard_server").execute(&mut *tx).await.expect("the role");
        sqlx::query("select set_config('pilotboard.role', $1, true), set_config('pilotboard.unit', $2, true)")
            .bind(role)
            .bind(unit)
            .execute(&mut *tx)
            .await
            .expect("an actor");
        let written = sqlx::query(
            "insert into reminder (unit, programme, quarter, sent_by)
             values ('440000', $1, '2025-Q4', 'somebody')",
        )
        .bind(BATTERY)
        .execute(&mut *tx)
        .await;
        assert_eq!(written.is_ok(), taken, "{role}: {written:?}");
    }
}
