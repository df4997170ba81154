//! More connections than there are places, and the end of serving.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use server::http::Accepting;
use support::{Line, Listening};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, timeout};

use crate::{header, status};

const QUICK: &[u8] = b"GET /quick HTTP/1.1\r\nhost: board\r\n\r\n";
const SLOW: &[u8] = b"GET /slow HTTP/1.1\r\nhost: board\r\n\r\n";

/// `/slow` answers once it is let go.
fn routes() -> (Router, Arc<Notify>) {
    let letting_go = Arc::new(Notify::new());
    let slow = letting_go.clone();
    let router = Router::new().route("/quick", get(async || "quick")).route(
        "/slow",
        get(async move || {
            slow.notified().await;
            "slow"
        }),
    );
    (router, letting_go)
}

fn with_places(connections: usize) -> Accepting {
    Accepting { connections, farewell: Duration::from_secs(1), ..Accepting::default() }
}

async fn answered_line(served: &Listening) -> Line {
    let mut line = served.line().await;
    line.say(QUICK).await;
    assert_eq!(status(&line.answer().await), "200");
    line
}

#[tokio::test]
async fn silent_connections_make_room_for_whoever_waits() {
    let (router, _) = routes();
    let served = Listening::start(router, with_places(4)).await;
    let mut kept = Vec::new();
    for _ in 0..4 {
        kept.push(answered_line(&served).await);
    }
    // All places are taken by browsers that keep their connection.
    let begun = Instant::now();
    assert_eq!(status(&served.ask(QUICK).await), "200");
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    for line in &mut kept {
        assert_eq!(line.closed().await, "");
    }
}

#[tokio::test]
async fn no_more_requests_are_under_way_than_there_are_places() {
    let (router, letting_go) = routes();
    let served = Listening::start(router, with_places(2)).await;
    let mut first = served.line().await;
    first.say(SLOW).await;
    let mut second = served.line().await;
    second.say(SLOW).await;
    let mut third = served.line().await;
    third.say(QUICK).await;
    let waiting = timeout(Duration::from_millis(300), third.answer()).await;
    assert!(waiting.is_err(), "answered although all places are taken: {waiting:?}");
    letting_go.notify_waiters();
    assert_eq!(status(&first.answer().await), "200");
    assert_eq!(status(&second.answer().await), "200");
    assert_eq!(status(&third.answer().await), "200");
}

#[tokio::test]
async fn five_hundred_at_once_are_all_answered() {
    let (router, _) = routes();
    let served = Arc::new(Listening::start(router, with_places(16)).await);
    let asking: Vec<_> = (0..500)
        .map(|_| {
            let served = served.clone();
            tokio::spawn(async move { served.ask(QUICK).await })
        })
        .collect();
    for asked in asking {
        assert_eq!(status(&asked.await.expect("asked")), "200");
    }
}

#[tokio::test]
async fn stopping_finishes_what_is_under_way_and_takes_nothing_new() {
    let (router, letting_go) = routes();
    let mut served = Listening::start(router, with_places(8)).await;
    let mut idle = answered_line(&served).await;
    let mut busy = served.line().await;
    busy.say(SLOW).await;
    sleep(Duration::from_millis(100)).await;
    served.stop();
    assert_eq!(idle.closed().await, "", "a silent connection is closed at once");
    let refused = tokio::net::TcpStream::connect(served.address).await;
    assert!(refused.is_err(), "new connections are taken while stopping");
    letting_go.notify_waiters();
    let answer = busy.answer().await;
    assert!(answer.ends_with("slow"), "{answer}");
    assert_eq!(header(&answer, "connection"), "close");
    served.ended().await;
}

#[tokio::test]
async fn stopping_does_not_wait_for_ever() {
    let (router, _) = routes();
    let mut served = Listening::start(router, with_places(8)).await;
    let mut busy = served.line().await;
    busy.say(SLOW).await;
    sleep(Duration::from_millis(100)).await;
    let begun = Instant::now();
    served.stop();
    served.ended().await;
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    assert_eq!(busy.closed().await, "");
}
