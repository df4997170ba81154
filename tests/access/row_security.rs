//! Rights a second time: what the database lets the server's role see and
//! write, also where a statement forgot its condition.

use sqlx::postgres::PgPoolOptions;
use sqlx::{PgPool, Postgres, Transaction};
use support::TestBoard;

/// Tables with unit data, and whose rows others may read.
const TABLES: [&str; 10] = [
    "filing",
    "submission",
    "figure",
    "draft_entry",
    "review_entry",
    "upload",
    "reminder",
    "duty_evidence",
    "duty_statement",
    "duty_remark",
];

/// As many units as the first programme has pilots, and a few more.
async fn units(board: &TestBoard) -> Vec<String> {
    let rows: Vec<(String,)> = sqlx::query_as(
        "select code from unit where programme = 'nev-battery-pilot-2018' order by code limit 18",
    )
    .fetch_all(&board.sql)
    .await
    .expect("units");
    assert_eq!(rows.len(), 18);
    rows.into_iter().map(|(unit,)| unit).collect()
}

/// A row of every table for every unit, as the owner puts it in.
async fn fill(board: &TestBoard, units: &[String]) {
    for sql in [
        "insert into filing (unit, programme, quarter, state)
         select u, 'nev-battery-pilot-2018', '2027-Q1', 'draft' from unnest($1::text[]) u",
        "insert into draft_entry (unit, programme, quarter, line, version, value, changed_by)
         select u, 'nev-battery-pilot-2018', '2027-Q1', 'R01', 1, '7', 'test'
         from unnest($1::text[]) u",
        "insert into review_entry (unit, programme, quarter, action, reason, by_name)
         select u, 'nev-battery-pilot-2018', '2027-Q1', 'comment', 'why', 'test'
         from unnest($1::text[]) u",
        "insert into upload (unit, programme, quarter, file_name, content, sha256, sent_by)
         select u, 'nev-battery-pilot-2018', '2027-Q1', 'a.xlsx', '\\x00', '\\x00', 'test'
         from unnest($1::text[]) u",
        "insert into reminder (unit, programme, quarter, sent_by)
         select u, 'nev-battery-pilot-2018', '2027-Q1', 'test' from unnest($1::text[]) u",
        "insert into duty_evidence (unit, programme, duty, file_name, kind, content, sha256, sent_by)
         select u, 'nev-battery-pilot-2018', '1', 'a.pdf', 'pdf', '\\x00', '\\x00', 'test'
         from unnest($1::text[]) u",
        "insert into duty_statement (unit, programme, duty, version, status, evidence, said_by)
         select unit, programme, duty, 1, 'under_way', id, 'test'
         from duty_evidence where unit = any($1)",
        "insert into duty_remark (unit, programme, duty, version, text, by_name)
         select u, 'nev-battery-pilot-2018', '1', 1, 'why', 'test' from unnest($1::text[]) u",
    ] {
        sqlx::query(sql).bind(units).execute(&board.sql).await.unwrap_or_else(|error| {
            panic!("{sql}: {error}");
        });
    }
}

async fn serving(board: &TestBoard) -> PgPool {
    PgPoolOptions::new()
        .max_connections(2)
        .after_connect(|connection, _| {
            Box::pin(async move {
                sqlx::query("set role pilotboard_server").execute(connection).await.map(|_| ())
            })
        })
        .connect_with(board.database.options())
        .await
        .expect("the server's role")
}

async fn acting(pool: &PgPool, role: &str, unit: &str) -> Transaction<'static, Postgres> {
    let mut tx = pool.begin().await.expect("a transaction");
    sqlx::query(
        "select set_config('pilotboard.role', $1, true), set_config('pilotboard.unit', $2, true)",
    )
    .bind(role)
    .bind(unit)
    .execute(&mut *tx)
    .await
    .expect("acting");
    tx
}

/// How many rows of another unit a statement touched; a refusal touches none.
async fn touched(tx: &mut Transaction<'static, Postgres>, sql: &str, unit: &str) -> u64 {
    let mut inner = sqlx::Connection::begin(&mut **tx).await.expect("a savepoint");
    let done = sqlx::query(sql).bind(unit).execute(&mut *inner).await;
    inner.rollback().await.expect("rolled back");
    done.map_or(0, |done| done.rows_affected())
}

#[tokio::test]
async fn no_unit_reads_or_writes_another_one_s_data() {
    let board = TestBoard::own_demo().await;
    let units = units(&board).await;
    fill(&board, &units).await;
    let pool = serving(&board).await;
    let mut leaks = Vec::new();
    for role in ["entry", "lead"] {
        for own in &units {
            let mut tx = acting(&pool, role, own).await;
            for table in TABLES {
                // The condition is left out, or names another unit.
                let all = format!("select count(*) from {table} where unit <> $1");
                let (seen,): (i64,) =
                    sqlx::query_as(&all).bind(own).fetch_one(&mut *tx).await.expect("a number");
                let mine = format!("select count(*) from {table} where unit = $1");
                let (kept,): (i64,) =
                    sqlx::query_as(&mine).bind(own).fetch_one(&mut *tx).await.expect("a number");
                if seen != 0 {
                    leaks.push(format!("{role} of {own} sees {seen} rows of {table}"));
                }
                assert!(kept > 0, "{role} of {own} sees the own rows of {table}");
            }
            for other in units.iter().filter(|other| *other != own) {
                for (verb, sql) in [
                    ("reads", "select from filing where unit = $1 for update"),
                    ("updates", "update filing set draft_version = 99 where unit = $1"),
                    ("deletes", "delete from upload where unit = $1"),
                    (
                        "inserts",
                        "insert into draft_entry
                        (unit, programme, quarter, line, version, value, changed_by)
                        values ($1, 'nev-battery-pilot-2018', '2027-Q1', 'R02', 9, '1', 'x')",
                    ),
                    (
                        "says for",
                        "insert into duty_statement
                        (unit, programme, duty, version, status, said_by)
                        values ($1, 'nev-battery-pilot-2018', '1', 9, 'under_way', 'x')",
                    ),
                    (
                        "sends files for",
                        "insert into duty_evidence
                        (unit, programme, duty, file_name, kind, content, sha256, sent_by)
                        values ($1, 'nev-battery-pilot-2018', '1', 'a', 'pdf', 'x', 'x', 'x')",
                    ),
                    ("puts away files of", "delete from duty_evidence where unit = $1"),
                ] {
                    if touched(&mut tx, sql, other).await > 0 {
                        leaks.push(format!("{role} of {own} {verb} {other}"));
                    }
                }
            }
            // Without any condition at all, only the own rows are touched.
            for sql in [
                "update filing set draft_version = 99 where $1 = $1",
                "delete from upload where $1 = $1 and taken_at is null",
            ] {
                let mut inner = sqlx::Connection::begin(&mut *tx).await.expect("a savepoint");
                let sql = format!("{sql} returning unit");
                let rows: Vec<(String,)> =
                    sqlx::query_as(&sql).bind("").fetch_all(&mut *inner).await.unwrap_or_default();
                inner.rollback().await.expect("rolled back");
                if rows.iter().any(|(unit,)| unit != own) {
                    leaks.push(format!("{role} of {own}: {sql}"));
                }
            }
            tx.rollback().await.expect("rolled back");
        }
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

#[tokio::test]
async fn nobody_but_the_unit_writes_figures_and_nobody_rewrites_what_is_submitted() {
    let board = TestBoard::own_demo().await;
    let units = units(&board).await;
    fill(&board, &units).await;
    let pool = serving(&board).await;
    for role in ["", "reviewer", "observer", "auditor", "admin"] {
        let mut tx = acting(&pool, role, "").await;
        for sql in [
            "insert into draft_entry (unit, programme, quarter, line, version, value, changed_by)
             values ($1, 'nev-battery-pilot-2018', '2027-Q1', 'R02', 9, '1', 'x')",
            "update figure set value = 1 where unit = $1",
            "delete from figure where unit = $1",
            "update submission set reason = 'x' where unit = $1",
            "delete from audit_entry where unit = $1",
            "update audit_entry set actor = 'x' where unit = $1",
            "delete from filing where unit = $1",
            "insert into duty_statement (unit, programme, duty, version, status, said_by)
             values ($1, 'nev-battery-pilot-2018', '1', 9, 'under_way', 'x')",
            "update duty_statement set status = 'not_begun' where unit = $1",
            "delete from duty_statement where unit = $1",
            "update duty_remark set text = 'x' where unit = $1",
            "delete from duty_remark where unit = $1",
            "update duty_evidence set content = 'x' where unit = $1",
            "delete from duty_evidence where unit = $1",
        ] {
            assert_eq!(touched(&mut tx, sql, &units[0]).await, 0, "{role}: {sql}");
        }
        if matches!(role, "" | "admin") {
            for table in TABLES {
                let (seen,): (i64,) = sqlx::query_as(&format!("select count(*) from {table}"))
                    .fetch_one(&mut *tx)
                    .await
                    .expect("a number");
                assert_eq!(seen, 0, "{role:?} sees {table}");
            }
        }
        tx.rollback().await.expect("rolled back");
    }
}

#[tokio::test]
async fn what_is_said_of_a_duty_stays_and_only_the_ministry_remarks() {
    let board = TestBoard::own_demo().await;
    let units = units(&board).await;
    fill(&board, &units).await;
    let pool = serving(&board).await;
    let unit = units[0].as_str();
    let remark = "insert into duty_remark (unit, programme, duty, version, text, by_name)
         values ($1, 'nev-battery-pilot-2018', '1', 1, 'why', 'x')";
    let kept = "insert into duty_evidence
         (unit, programme, duty, file_name, kind, content, sha256, sent_by)
         values ($1, 'nev-battery-pilot-2018', '2', 'a', 'pdf', 'x', 'x', 'x')";
    sqlx::query(kept).bind(unit).execute(&board.sql).await.expect("a file without a statement");
    for (role, own, may) in [
        ("entry", unit, [false, false, false, true]),
        ("lead", unit, [false, false, false, true]),
        ("reviewer", "", [true, false, false, false]),
        ("observer", "", [false, false, false, false]),
        ("auditor", "", [false, false, false, false]),
        ("admin", "", [false, false, false, false]),
        ("", "", [false, false, false, false]),
    ] {
        let mut tx = acting(&pool, role, own).await;
        let shown = "delete from duty_evidence where unit = $1 and duty = '1'";
        let waiting = "delete from duty_evidence where unit = $1 and duty = '2'";
        let rewritten = "update duty_statement set text = 'x' where unit = $1";
        for (sql, may) in [remark, rewritten, shown, waiting].into_iter().zip(may) {
            assert_eq!(touched(&mut tx, sql, unit).await > 0, may, "{role:?}: {sql}");
        }
        let (seen,): (i64,) =
            sqlx::query_as("select count(*) from duty_evidence where unit = $1 and duty = '2'")
                .bind(unit)
                .fetch_one(&mut *tx)
                .await
                .expect("a number");
        assert_eq!(seen == 1, own == unit, "{role:?}: what nobody has said anything with yet");
        tx.rollback().await.expect("rolled back");
    }
    // Whoever owns the tables rewrites nothing either.
    for sql in [
        "update duty_statement set text = 'x'",
        "delete from duty_remark",
        "truncate duty_remark",
        "update duty_evidence set content = 'x'",
    ] {
        let refused = sqlx::query(sql).execute(&board.sql).await.expect_err(sql).to_string();
        assert!(refused.contains("append-only"), "{sql}: {refused}");
    }
}

#[tokio::test]
async fn every_table_with_unit_data_is_under_forced_row_level_security() {
    let board = TestBoard::demo().await;
    let free: Vec<(String,)> = sqlx::query_as(
        "select c.relname::text from pg_class c
         join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
         join pg_attribute a on a.attrelid = c.oid and a.attname = 'unit' and not a.attisdropped
         where c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)
         order by 1",
    )
    .fetch_all(&board.sql)
    .await
    .expect("tables");
    let free: Vec<&str> = free.iter().map(|(name,)| name.as_str()).collect();
    // Whose unit an account is; heads of chains; who adds up to what. None of
    // them holds what a unit filed.
    assert_eq!(free, ["account", "audit_head", "contribution", "unit_scope"]);
    let (owns,): (i64,) = sqlx::query_as(
        "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner
         where r.rolname = 'pilotboard_server'",
    )
    .fetch_one(&board.sql)
    .await
    .expect("a number");
    assert_eq!(owns, 0, "the server's role owns nothing");
}
