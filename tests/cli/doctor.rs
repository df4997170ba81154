//! `pilotboard doctor`: what is missing, and how to mend it.

use support::{MailServer, TestDatabase};

use crate::command::{pilotboard, run, state};

/// Every need is `ok`, or missing with a fix on the next line.
fn must_be_a_report(out: &str) {
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines.len() >= 4, "{out}");
    for (at, line) in lines.iter().enumerate() {
        if line.starts_with("missing ") {
            let next = lines.get(at + 1).unwrap_or(&"");
            assert!(next.trim_start().starts_with("fix: "), "{line}\n{next}");
        } else {
            assert!(line.starts_with("ok ") || line.trim_start().starts_with("fix: "), "{line}");
        }
    }
}

#[test]
fn missing_programs_are_named_with_what_to_install() {
    let folder = state();
    let mut command = pilotboard(&["doctor", "--listen", "127.0.0.1:0"]);
    command.env("PILOTBOARD_PG_BIN", "/nonexistent").env("PILOTBOARD_STATE", folder.path());
    let ended = run(command, b"");
    assert_eq!(ended.code, Some(1), "{}", ended.out);
    must_be_a_report(&ended.out);
    assert!(ended.out.contains("missing  PostgreSQL"), "{}", ended.out);
    let left = std::fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(left, 0, "doctor only looks");
}

#[tokio::test]
async fn a_database_is_tried() {
    let database = TestDatabase::empty().await;
    let mut command = pilotboard(&["doctor", "--listen", "127.0.0.1:0"]);
    command.env("DATABASE_URL", database.url());
    let ended = run(command, b"");
    must_be_a_report(&ended.out);
    assert!(
        ended.out.lines().any(|line| line.starts_with("ok") && line.contains("DATABASE_URL")),
        "{}",
        ended.out
    );
    let mut command = pilotboard(&["doctor", "--listen", "127.0.0.1:0"]);
    command.env("DATABASE_URL", "postgres://user:sesame@127.0.0.1:1/db");
    let ended = run(command, b"");
    assert_eq!(ended.code, Some(1));
    must_be_a_report(&ended.out);
    assert!(!ended.out.contains("sesame"), "{}", ended.out);
}

#[test]
fn a_port_in_use_is_seen() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    let folder = state();
    let mut command = pilotboard(&["doctor", "--listen", &address]);
    command.env("PILOTBOARD_STATE", folder.path());
    let ended = run(command, b"");
    assert_eq!(ended.code, Some(1));
    must_be_a_report(&ended.out);
    assert!(ended.out.lines().any(|line| line.starts_with("missing  port")), "{}", ended.out);
}

#[test]
fn the_mail_server_is_tried_where_one_is_named() {
    let server = MailServer::start_for("board", "sesame");
    let report = |url: &str, from: &str| {
        let folder = state();
        let mut command = pilotboard(&["doctor", "--listen", "127.0.0.1:0"]);
        command.env("PILOTBOARD_STATE", folder.path());
        command.env("PILOTBOARD_SMTP_URL", url).env("PILOTBOARD_MAIL_FROM", from);
        let ended = run(command, b"");
        must_be_a_report(&ended.out);
        assert!(!ended.out.contains("sesame"), "{}", ended.out);
        let about = |line: &&str| line.contains("mail server") || line.contains("PILOTBOARD_");
        ended.out.lines().filter(about).collect::<Vec<_>>().join("\n")
    };
    let from = "board@example.org";
    let well = report(&server.url_for("board", "sesame"), from);
    assert!(well.starts_with("ok") && well.contains("127.0.0.1"), "{well}");
    for (url, from, said) in [
        (server.url_for("board", "wrong"), from, "does not take user and password"),
        ("smtp://127.0.0.1:1".to_owned(), from, "does not answer"),
        ("http://127.0.0.1".to_owned(), from, "PILOTBOARD_SMTP_URL"),
        (server.url(), "nobody", "PILOTBOARD_MAIL_FROM"),
        (server.url(), "", "PILOTBOARD_MAIL_FROM"),
        (String::new(), from, "PILOTBOARD_SMTP_URL"),
    ] {
        let report = report(&url, from);
        assert!(report.starts_with("missing"), "{url}: {report}");
        assert!(report.contains(said), "{url}: {report}");
    }
    assert!(server.rest().is_empty(), "doctor sends nothing");
    assert!(report("", "").is_empty(), "nothing is said where no mail is to be sent");
}
