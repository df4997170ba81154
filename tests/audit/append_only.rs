//! What was written stays as it was written: by rights for the server, by
//! triggers for everybody else.

use sqlx::postgres::PgDatabaseError;
use sqlx::{Connection, PgConnection};

use crate::command::{owner, pilotboard, with_chain};

/// What the database says of a statement, by its code.
async fn refusal(connection: &mut PgConnection, statement: &str) -> Option<String> {
    let error = sqlx::raw_sql(statement).execute(connection).await.err()?;
    let answer = error.into_database_error().expect("the database's own refusal");
    Some(answer.downcast_ref::<PgDatabaseError>().code().to_owned())
}

const CHANGES: [&str; 3] = ["update {} set unit = unit", "delete from {}", "truncate {} cascade"];

#[tokio::test]
async fn the_server_s_role_can_only_add_to_the_record() {
    let (database, _) = with_chain(2).await;
    let mut server = PgConnection::connect_with(&database.options()).await.expect("it answers");
    sqlx::raw_sql("set role pilotboard_server; set pilotboard.role = 'auditor'")
        .execute(&mut server)
        .await
        .expect("the server's role");
    for table in
        ["audit_entry", "audit_head", "submission", "figure", "draft_entry", "review_entry"]
    {
        for change in CHANGES {
            let statement = change.replace("{}", table);
            assert_eq!(
                refusal(&mut server, &statement).await.as_deref(),
                Some("42501"),
                "{statement}"
            );
        }
    }
    for statement in [
        "alter table audit_entry disable trigger user",
        "drop trigger audit_entry_is_sealed on audit_entry",
        "insert into audit_head values ('x', 1, '')",
        // What the database fills in cannot be given.
        "insert into audit_entry (unit, seq, actor, action, subject) values ('', 9, 'a', 'b', 'c')",
        "insert into audit_entry (at, actor, action, subject) values ('2001-01-01', 'a', 'b', 'c')",
        "insert into audit_entry (hash, actor, action, subject) values ('', 'a', 'b', 'c')",
    ] {
        assert_eq!(refusal(&mut server, statement).await.as_deref(), Some("42501"), "{statement}");
    }
    let added = "insert into audit_entry (actor, action, subject) values ('a', 'b', 'c')";
    assert_eq!(refusal(&mut server, added).await, None);
    let run = pilotboard(&database, &["audit", "verify"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[tokio::test]
async fn the_owner_of_the_tables_is_refused_too() {
    let (database, sql) = with_chain(2).await;
    let mut own = sql.acquire().await.expect("a connection");
    for table in ["audit_entry", "submission", "figure", "draft_entry", "review_entry"] {
        for change in CHANGES {
            let statement = change.replace("{}", table);
            assert_eq!(
                refusal(&mut own, &statement).await.as_deref(),
                Some("23001"),
                "{statement}"
            );
        }
    }
    let run = pilotboard(&database, &["audit", "verify"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[tokio::test]
async fn a_place_in_the_chain_is_the_database_s_to_give() {
    let (database, sql) = with_chain(3).await;
    sqlx::query(
        "insert into audit_entry (unit, seq, at, previous, hash, actor, action, subject)
         values ('120000', 77, '2001-01-01', 'x', 'y', 'a', 'b', 'c')",
    )
    .execute(&sql)
    .await
    .expect("the owner may give them; they are not taken");
    let (seq, year): (i64, i32) = sqlx::query_as(
        "select seq, extract(year from at)::int from audit_entry
         where unit = '120000' order by id desc limit 1",
    )
    .fetch_one(&sql)
    .await
    .expect("the entry");
    assert_eq!(seq, 4);
    assert!(year > 2001);
    assert_eq!(pilotboard(&database, &["audit", "verify"]).code, Some(0));
}

#[tokio::test]
async fn many_writers_at_once_make_one_chain() {
    let (database, _) = with_chain(0).await;
    let writers = (0..8).map(|writer| {
        let options = database.options();
        tokio::spawn(async move {
            let mut own = PgConnection::connect_with(&options).await.expect("it answers");
            for _ in 0..25 {
                sqlx::query(
                    "insert into audit_entry (unit, actor, action, subject)
                     values ('JJJ', $1, 'write draft', '')",
                )
                .bind(format!("entry-{writer}"))
                .execute(&mut own)
                .await
                .expect("it is written");
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("it ends");
    }
    let (last,): (i64,) = sqlx::query_as("select seq from audit_head where unit = 'JJJ'")
        .fetch_one(&owner(&database).await)
        .await
        .expect("the head");
    assert_eq!(last, 200);
    let run = pilotboard(&database, &["audit", "verify"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}
