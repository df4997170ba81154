//! `pilotboard audit` and `pilotboard receipt`, as an operator runs them.

use std::process::Command;

use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use support::TestDatabase;

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub talk: String,
}

/// Runs the binary over a test's database, in English.
pub(crate) fn pilotboard(database: &TestDatabase, arguments: &[&str]) -> Run {
    let ended = Command::new(env!("CARGO_BIN_EXE_pilotboard-tested"))
        .args(arguments)
        .args(["--lang", "en"])
        .env("DATABASE_URL", database.url())
        .output()
        .expect("the binary runs");
    Run {
        code: ended.status.code(),
        out: String::from_utf8(ended.stdout).expect("UTF-8 on standard output"),
        talk: String::from_utf8(ended.stderr).expect("UTF-8 on standard error"),
    }
}

/// A database whose record has a chain of entries of Tianjin, `length` long.
pub(crate) async fn with_chain(length: i64) -> (TestDatabase, PgPool) {
    let database = TestDatabase::real().await;
    let sql = owner(&database).await;
    sqlx::query(
        r#"insert into audit_entry (unit, actor, action, subject, detail)
           select '120000', 'lead-120000', 'submit', '季报/120000/' || n,
             jsonb_build_object('reason', '更正：“原”数', 'no', n, 'lines', '["R01", "R02"]'::jsonb)
           from generate_series(1, $1) as n"#,
    )
    .bind(length)
    .execute(&sql)
    .await
    .expect("the entries are written");
    (database, sql)
}

/// Connections as the owner of the tables.
pub(crate) async fn owner(database: &TestDatabase) -> PgPool {
    PgPoolOptions::new()
        .max_connections(2)
        .connect_with(database.options())
        .await
        .expect("the test's database answers")
}

/// Changes behind the product's back: as an owner who switched the triggers off.
pub(crate) async fn tamper(sql: &PgPool, table: &str, statements: &str) {
    let all = format!(
        "begin; alter table {table} disable trigger user; {statements};
         alter table {table} enable trigger user; commit"
    );
    sqlx::raw_sql(&all).execute(sql).await.expect("the tampering succeeds");
}
