//! A server that was told to stop, and has its time.

use std::time::Duration;

use rustix::process::Signal;
use support::filing::client::get;
use support::{BoardServer, TestDatabase, eventually, free_address};
use tokio::time::Instant;

use crate::BINARY;

async fn with_drain(seconds: &str) -> (tempfile::TempDir, TestDatabase, BoardServer) {
    let folder = tempfile::tempdir().expect("a folder");
    let database = TestDatabase::real().await;
    let flags = ["--drain", seconds, "--board", "open"];
    let log = folder.path().join("talk");
    let url = database.url();
    let server = BoardServer::start(BINARY, free_address(), &url, &flags, &log).await;
    (folder, database, server)
}

#[tokio::test]
async fn a_server_says_that_it_goes_and_answers_until_its_time_is_over() {
    let (_folder, _database, mut server) = with_drain("3").await;
    let mut line = support::Line::to(server.address).await.expect("it listens");
    let ask = format!("GET /livez HTTP/1.1\r\nhost: {}\r\n\r\n", server.address);
    line.say(ask.as_bytes()).await;
    assert!(!line.answer().await.contains("connection: close"));
    let begun = Instant::now();
    server.running.signal(Signal::TERM);
    eventually("it says that it stops", async || {
        get(server.address, "/readyz", "").await.expect("an answer").status == 503
    })
    .await;
    let said = get(server.address, "/readyz", "").await.expect("an answer");
    assert_eq!(said.body, "stopping; still answering\n");
    // The line from before has one answer more, and is told that it is the last.
    line.say(ask.as_bytes()).await;
    let answer = line.answer().await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(answer.contains("connection: close"), "{answer}");
    assert_eq!(line.closed().await, "");
    while begun.elapsed() < Duration::from_millis(2_500) {
        let page = get(server.address, "/?lang=en", "").await.expect("a page");
        assert_eq!(page.status, 200, "{}", page.head);
    }
    assert!(server.running.ended().await.success());
    let took = begun.elapsed();
    assert!(took >= Duration::from_secs(3) && took < Duration::from_secs(10), "{took:?}");
}

#[tokio::test]
async fn who_tells_it_again_waits_no_longer() {
    let (_folder, _database, mut server) = with_drain("60").await;
    let begun = Instant::now();
    server.running.signal(Signal::INT);
    eventually("it says that it stops", async || server.running.log().contains("told again")).await;
    server.running.signal(Signal::INT);
    assert!(server.running.ended().await.success());
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}
