//! Serving through PgBouncer in transaction mode: many ask and write at once
//! over few connections, nothing is mixed up, and rights hold.

use std::process::Command;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use futures_util::future::join_all;
use server::http::{Board, Settings, router, watch_data};
use server::store::{Store, StoreError, pooler::Unfit};
use sqlx::{ConnectOptions, Connection, Executor};
use support::{TestBoard, TestDatabase};
use tokio::time::{Duration, Instant, sleep};

use crate::desk::{Desk, LAST, address};
use crate::pgbouncer::{CONNECTIONS, LOGIN, PgBouncer, UNSAFE, WITH_RIGHTS, WITHOUT_ROLE};
use crate::servers::PAGES;

async fn through(pgbouncer: &PgBouncer, desk: &Desk) -> Store {
    let direct = desk.board.database.options();
    let database = direct.get_database().expect("a database").to_owned();
    Store::serve_through(pgbouncer.options(LOGIN, &database), direct, 8)
        .await
        .expect("it serves through the pooler")
}

/// A server over such a store, which hears of changes.
fn serve(store: Store) -> Router {
    let as_of = Some(server::demo::AS_OF.parse().expect("a quarter"));
    let settings = Settings { demo: true, open: true, as_of, ..Settings::default() };
    let board = Board::new(store, settings);
    // Ends with the test's runtime.
    tokio::spawn(watch_data(board.clone()));
    router(board)
}

async fn ask(router: &Router, cookie: &str, page: &str) -> String {
    let mut request = Request::get(page);
    if !cookie.is_empty() {
        request = request.header(header::COOKIE, cookie);
    }
    let answer = TestBoard::ask(router, request.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, 200, "{page}: {}", answer.text());
    answer.text().to_owned()
}

#[tokio::test]
async fn many_read_and_write_over_few_connections_and_nothing_is_mixed_up() {
    let mut desk = Desk::open().await;
    let pgbouncer = PgBouncer::start(true).await;
    let (first, second) =
        (serve(through(&pgbouncer, &desk).await), serve(through(&pgbouncer, &desk).await));
    let right = std::mem::replace(&mut desk.board.router, first);
    // What units file goes through the pooler too.
    desk.store = through(&pgbouncer, &desk).await;
    let reviewer = desk.board.person("reviewer").await;
    let before = ask(&second, "", PAGES[0]).await;

    let reading = join_all((0..36).map(|turn| {
        let router = if turn % 2 == 0 { &desk.board.router } else { &second };
        let cookie = if turn % 4 < 2 { reviewer.cookie() } else { String::new() };
        async move { ask(router, &cookie, PAGES[turn % PAGES.len()]).await }
    }));
    let writing = join_all(["130000", "450000", "620000"].map(|unit| {
        let (desk, reviewer) = (&desk, &reviewer);
        async move {
            desk.files(unit, LAST, &[("R01", "4321")]).await;
            let approve = format!("{}/approve", address(unit, LAST));
            let answer = reviewer.send(&approve, &[("version", "1")]).await;
            assert_eq!(answer.status, 303, "{unit}: {}", answer.text());
        }
    }));
    tokio::join!(reading, writing);

    for page in PAGES {
        // Who wrote, at both servers, and then everybody.
        let cookie = reviewer.cookie();
        let now = ask(&right, &cookie, page).await;
        assert!(ask(&desk.board.router, &cookie, page).await == now, "{page}: mixed up");
        assert!(ask(&second, &cookie, page).await == now, "{page}: mixed up");
        let now = ask(&right, "", page).await;
        let begun = Instant::now();
        while ask(&second, "", page).await != now {
            assert!(begun.elapsed() < Duration::from_secs(5), "{page}: the change is not heard of");
            sleep(Duration::from_millis(20)).await;
        }
    }
    assert!(ask(&second, "", PAGES[0]).await != before, "nothing was approved");
    let (connections,): (i64,) = sqlx::query_as(
        "select count(*) from pg_stat_activity
         where usename = $1 and datname = current_database()",
    )
    .bind(LOGIN)
    .fetch_one(&desk.board.sql)
    .await
    .expect("a number");
    assert!((1..=CONNECTIONS).contains(&connections), "{connections} connections");

    // Who reads past the server's code has no more rights than it.
    let database = desk.board.database.options().get_database().expect("a database").to_owned();
    let options = pgbouncer.options(LOGIN, &database).statement_cache_capacity(0);
    let mut reader = options.connect().await.expect("the pooler answers");
    let mut tx = reader.begin().await.expect("a transaction");
    let count = "select count(*) from draft_entry";
    let (seen,): (i64,) = sqlx::query_as(count).fetch_one(&mut *tx).await.expect("a number");
    let (all,): (i64,) = sqlx::query_as(count).fetch_one(&desk.board.sql).await.expect("a number");
    assert!(seen == 0 && all > 0, "{seen} of {all} drafts are seen");
    tx.execute("set local role none").await.expect("the login itself");
    let refused = tx.execute(count).await.expect_err("it has no rights");
    assert!(refused.to_string().contains("permission denied"), "{refused}");
}

#[tokio::test]
async fn the_pooler_or_the_database_behind_it_comes_back_and_pages_too() {
    let desk = Desk::open().await;
    let mut pgbouncer = PgBouncer::start(true).await;
    let server = serve(through(&pgbouncer, &desk).await);
    let reviewer = desk.board.person("reviewer").await;
    let cookie = reviewer.cookie();
    ask(&server, &cookie, PAGES[0]).await;
    let status = async || {
        let request = Request::get(PAGES[0]).header(header::COOKIE, &cookie);
        TestBoard::ask(&server, request.body(Body::empty()).expect("a request")).await.status
    };
    let begun = Instant::now();
    let back = async || {
        while status().await != 200 {
            assert!(begun.elapsed() < Duration::from_secs(20), "pages do not come back");
            sleep(Duration::from_millis(50)).await;
        }
    };

    pgbouncer.ends();
    assert_eq!(status().await, 503);
    pgbouncer.starts_again().await;
    back().await;
    // Between two requests nobody notices.
    pgbouncer.ends();
    pgbouncer.starts_again().await;
    assert_eq!(status().await, 200);

    desk.board.sql.close().await;
    desk.board.database.lock(true).await;
    assert_eq!(status().await, 503);
    desk.board.database.lock(false).await;
    back().await;
}

#[tokio::test]
async fn a_pooler_that_would_break_rights_or_statements_is_refused_with_the_fix() {
    let database = TestDatabase::real().await;
    let name = database.options().get_database().expect("a database").to_owned();
    let other = TestDatabase::empty().await;
    let other = other.options().get_database().expect("a database").to_owned();
    let (well, keeps) = (PgBouncer::start(true).await, PgBouncer::start(false).await);
    let refused = async |pgbouncer: &PgBouncer, login: &str| {
        let through = pgbouncer.options(login, &name);
        match Store::serve_through(through, database.options(), 2).await {
            Err(StoreError::Pooler(unfit)) => unfit,
            other => panic!("{login} is not refused: {other:?}"),
        }
    };
    assert_eq!(refused(&well, WITHOUT_ROLE).await, Unfit::Role);
    assert_eq!(refused(&well, WITH_RIGHTS).await, Unfit::Rights);
    assert_eq!(refused(&well, UNSAFE).await, Unfit::Commits);
    assert_eq!(refused(&keeps, LOGIN).await, Unfit::Statements);

    let run = |command: &str, url: &str| {
        let mut command_line = Command::new(env!("CARGO_BIN_EXE_pilotboard-tested"));
        command_line.args([command, "--listen", "127.0.0.1:0"]);
        command_line.env("DATABASE_URL", database.url()).env("PILOTBOARD_POOL_URL", url);
        command_line.env_remove("PILOTBOARD_READ_URL");
        let ended = command_line.output().expect("it runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (ended.status.code(), text(&ended.stdout), text(&ended.stderr))
    };
    let (_, said, _) = run("doctor", &well.url(LOGIN, &name));
    assert!(said.contains("ok       pooler"), "{said}");
    let (_, said, _) = run("doctor", &keeps.url(LOGIN, &name));
    assert!(said.contains("server_reset_query_always = 1"), "{said}");
    let (_, said, _) = run("doctor", &well.url(LOGIN, &other));
    assert!(said.contains("missing  pooler"), "{said}");
    let (code, _, said) = run("serve", &well.url(WITHOUT_ROLE, &name));
    assert_eq!(code, Some(64), "{said}");
    assert!(said.contains("alter role LOGIN set role = pilotboard_server"), "{said}");
}
