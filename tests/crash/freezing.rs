//! The server is killed while evaluations are frozen: each is there whole, or
//! not at all, with one entry in the record and a number of its own.
//!
//! `PILOTBOARD_CRASH` asks for a hundred kills; without it, it is a few.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::process::Command;
use std::time::Duration;

use app::domain::access::Role;
use app::domain::summary::Summary;
use server::secret::Secret;
use server::store::accounts::NewAccount;
use sqlx::PgPool;
use support::filing::client::Post;
use support::filing::returns::PROGRAMME;
use support::{Walk, repository_file, urlencoded};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::server::Server;

/// Freezings under way when the server is killed.
const TOGETHER: u64 = 4;

/// A reviewer's session that showed its second factor just now.
pub(crate) async fn reviewer(server: &Server, sql: &PgPool) -> String {
    let store = server.store().await;
    let new = NewAccount { name: "reviewer".into(), role: Role::Reviewer, unit: None, mail: None };
    // It is there from the second time on.
    let _ = store.make_account("crash", &new).await.expect("an answer");
    sqlx::query("update account set totp_secret = $1 where name = 'reviewer'")
        .bind(b"twenty bytes of ours".as_slice())
        .execute(sql)
        .await
        .expect("a second factor");
    let account = store.account("reviewer").await.expect("an answer").expect("the account");
    let secret = Secret::of_session().expect("randomness");
    let started = store.start_session(&account.actor, &secret.digest(), None, true).await;
    started.expect("the session");
    store.close().await;
    format!("pilotboard={}", secret.text())
}

/// The history that the repository shows as a sample.
pub(crate) fn import_history(server: &Server) {
    let imported = Command::new(env!("CARGO_BIN_EXE_pilotboard-tested"))
        .args(["import", "figures"])
        .arg(repository_file("docs/samples/nev-battery-pilot-2018.csv"))
        .arg("--state")
        .arg(server.folder())
        .env_remove("DATABASE_URL")
        .status()
        .expect("the binary starts");
    assert!(imported.success());
}

async fn data_version(sql: &PgPool) -> i64 {
    let (version,): (i64,) = sqlx::query_as("select data_version from programme where code = $1")
        .bind(PROGRAMME)
        .fetch_one(sql)
        .await
        .expect("the programme");
    version
}

/// What an answer said was frozen.
fn number(location: &str) -> Option<String> {
    let number = location.split("/evaluations/").nth(1)?.split('/').nth(1)?;
    Some(number.split('?').next()?.trim().to_owned())
}

/// Freezes one after the other until an answer fails to come; what was
/// acknowledged.
async fn freeze_until_killed(
    to: SocketAddr,
    cookie: String,
    seen: i64,
    key: String,
) -> Vec<String> {
    let mut acknowledged = Vec::new();
    for at in 0.. {
        let post = Post {
            address: format!("/evaluations/{PROGRAMME}/freeze?lang=en"),
            kind: "application/x-www-form-urlencoded",
            cookie: cookie.clone(),
            body: urlencoded(&[("seen", &seen.to_string()), ("key", &format!("{key}-{at}"))]),
        };
        let Some(answer) = post.send(to).await else { break };
        assert_eq!(answer.status, 303, "{}", answer.body);
        let location = answer.head.lines().find(|line| line.starts_with("location"));
        acknowledged.extend(location.and_then(number));
    }
    acknowledged
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_evaluation_is_frozen_whole_or_not_at_all() {
    let kills = if std::env::var("PILOTBOARD_CRASH").is_ok() { 100 } else { 3 };
    let mut server = Server::start().await;
    import_history(&server);
    let mut moments = Walk::new(u64::from(std::process::id()));
    let mut acknowledged = BTreeSet::new();
    for kill in 0..kills {
        let sql = server.sql().await;
        let (cookie, seen) = (reviewer(&server, &sql).await, data_version(&sql).await);
        sql.close().await;
        let mut freezing = JoinSet::new();
        for at in 0..TOGETHER {
            let (to, cookie) = (server.address, cookie.clone());
            freezing.spawn(freeze_until_killed(to, cookie, seen, format!("{kill}-{at}")));
        }
        sleep(Duration::from_millis(500 + moments.below(2_500))).await;
        server.kill_and_start_again().await;
        acknowledged.extend(freezing.join_all().await.into_iter().flatten());
    }
    let sql = server.sql().await;
    let kept: Vec<(String, String)> =
        sqlx::query_as("select number, content from evaluation order by number")
            .fetch_all(&sql)
            .await
            .expect("the evaluations");
    let recorded: Vec<(String,)> =
        sqlx::query_as("select subject from audit_entry where action = 'freeze' order by subject")
            .fetch_all(&sql)
            .await
            .expect("the record");
    sql.close().await;
    let recorded: Vec<&String> = recorded.iter().map(|(subject,)| subject).collect();
    let numbers: Vec<&String> = kept.iter().map(|(number, _)| number).collect();
    assert_eq!(recorded, numbers, "one entry for each");
    for (at, (number, content)) in kept.iter().enumerate() {
        let summary: Summary = serde_json::from_str(content).expect("it is whole");
        assert_eq!(summary.head.number.as_ref(), Some(number));
        assert!(number.ends_with(&format!("-{:04}", at + 1)), "{numbers:?} have no gaps");
    }
    let kept: BTreeSet<String> = kept.into_iter().map(|(number, _)| number).collect();
    assert!(!acknowledged.is_empty(), "none was frozen before a kill");
    println!("{kills} kills: {} frozen, {} acknowledged", kept.len(), acknowledged.len());
    let lost: Vec<&String> = acknowledged.difference(&kept).collect();
    assert!(lost.is_empty(), "{lost:?}");
    let log = server.stop().await;
    assert!(!log.contains("panicked"), "{log}");
}
