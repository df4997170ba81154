//! Start-up failures: one line with cause and fix, and a code of their own.

use std::net::TcpListener;

use sqlx::Connection;
use support::TestDatabase;

use crate::command::{Run, pilotboard, run, state};

/// Tries to serve with that `DATABASE_URL`.
fn serve_over(url: &str) -> Run {
    let mut command = pilotboard(&["serve", "--listen", "127.0.0.1:0"]);
    command.env("DATABASE_URL", url);
    run(command, b"")
}

fn must_fail(ended: &Run, code: i32, said: &[&str]) {
    assert_eq!(ended.code, Some(code), "{}", ended.talk);
    assert_eq!(ended.out, "", "talk goes to standard error");
    let line = ended.talk.lines().last().unwrap_or_default();
    assert!(line.starts_with("pilotboard: "), "{}", ended.talk);
    for part in said {
        assert!(line.contains(part), "`{part}` is not in: {line}");
    }
    assert!(!ended.talk.contains("panicked"), "{}", ended.talk);
}

#[test]
fn an_address_that_cannot_be_read_is_64() {
    for url in ["nonsense", "mysql://host/db", "postgres://host:port/db"] {
        must_fail(
            &serve_over(url),
            64,
            &["DATABASE_URL", "postgres://user:password@host/database"],
        );
    }
}

#[test]
fn a_password_is_never_repeated() {
    for url in ["postgres://user:sesame@127.0.0.1:1/db", "postgres://user:sesame@host:port/db"] {
        let ended = serve_over(url);
        assert!(!ended.talk.contains("sesame"), "{}", ended.talk);
    }
}

#[test]
fn a_database_that_does_not_answer_is_65() {
    for url in ["postgres://user@127.0.0.1:1/db", "postgres://user@%2Fnonexistent/db"] {
        must_fail(&serve_over(url), 65, &["check host and port in DATABASE_URL"]);
    }
}

#[tokio::test]
async fn a_database_that_is_not_there_or_a_user_without_rights_is_66() {
    let database = TestDatabase::empty().await;
    let url = database.url();
    let (server, _) = url.rsplit_once('/').expect("a database");
    must_fail(&serve_over(&format!("{server}/no_such_database")), 66, &["check user, password"]);
    let nobody = url.replacen("postgres@", "no_such_user@", 1);
    must_fail(&serve_over(&nobody), 66, &["check user, password"]);
}

#[tokio::test]
async fn a_schema_of_a_newer_version_is_67() {
    let database = TestDatabase::real().await;
    let mut sql = sqlx::PgConnection::connect_with(&database.options()).await.expect("it answers");
    sqlx::query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (9999, 'from the future', true, '', 0)",
    )
    .execute(&mut sql)
    .await
    .expect("a newer schema");
    must_fail(&serve_over(&database.url()), 67, &["another version of pilotboard"]);
}

#[test]
fn a_port_in_use_is_68() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    let folder = state();
    let mut command = pilotboard(&["demo", "--listen", &address]);
    command.args(["--state".as_ref(), folder.path().as_os_str()]);
    must_fail(&run(command, b""), 68, &[&address, "--listen"]);
    let left = std::fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(left, 0, "nothing was made before the port was known to be free");
}

#[test]
fn missing_programs_are_69() {
    let folder = state();
    let mut command = pilotboard(&["demo", "--listen", "127.0.0.1:0"]);
    command.env("PILOTBOARD_PG_BIN", "/nonexistent").env("PILOTBOARD_STATE", folder.path());
    must_fail(&run(command, b""), 69, &["/nonexistent"]);
}

#[test]
fn a_state_directory_that_cannot_be_used_is_71() {
    let folder = state();
    let file = folder.path().join("file");
    std::fs::write(&file, "").expect("a file");
    let mut command = pilotboard(&["demo", "--listen", "127.0.0.1:0"]);
    command.env("PILOTBOARD_STATE", &file);
    must_fail(&run(command, b""), 71, &["file"]);
}

#[tokio::test]
async fn serving_real_figures_from_a_demo_s_database_is_64_and_the_other_way_round() {
    let demo = TestDatabase::demo().await;
    must_fail(&serve_over(&demo.url()), 64, &["demo figures", "use another database"]);
    let real = TestDatabase::real().await;
    let mut command = pilotboard(&["demo", "--listen", "127.0.0.1:0"]);
    command.env("DATABASE_URL", real.url());
    must_fail(&run(command, b""), 64, &["real figures", "use another database"]);
}

#[tokio::test]
async fn migrate_brings_an_empty_database_up_and_says_so() {
    let database = TestDatabase::empty().await;
    for _ in 0..2 {
        let mut command = pilotboard(&["migrate"]);
        command.env("DATABASE_URL", database.url());
        let ended = run(command, b"");
        assert_eq!(ended.code, Some(0), "{}", ended.talk);
        assert!(ended.talk.contains("up to date"), "{}", ended.talk);
        assert_eq!(ended.out, "");
    }
}
