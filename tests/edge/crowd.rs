//! More connections than there are places, and the end of serving.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::routing::get;
use server::http::Accepting;
use server::http::limits::{AT_ONCE, WAITING};
use support::{Line, Listening, TestBoard};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, timeout};
use tower::ServiceExt as _;

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

/// A page that is made anew.
fn asked_anew() -> Request<Body> {
    let request = Request::get("/?lang=en").header("cookie", "seen=1");
    request.body(Body::empty()).expect("a request")
}

#[tokio::test]
async fn who_comes_when_too_many_wait_is_told_to_come_again_and_the_others_are_answered() {
    let board = TestBoard::own_demo().await;
    // Every page has to wait for this table.
    let mut held = board.sql.begin().await.expect("a transaction");
    sqlx::query("lock table programme in access exclusive mode")
        .execute(&mut *held)
        .await
        .expect("the lock");
    let waiting: Vec<_> = (0..AT_ONCE + WAITING)
        .map(|_| tokio::spawn(board.router.clone().oneshot(asked_anew())))
        .collect();
    let refused = loop {
        let one = tokio::spawn(board.router.clone().oneshot(asked_anew()));
        match timeout(Duration::from_millis(100), one).await {
            Ok(answered) => break answered.expect("a task").expect("an answer"),
            // It took the place of one that had not come yet.
            Err(_) => sleep(Duration::from_millis(10)).await,
        }
    };
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.headers()["retry-after"], "5");
    let page = to_bytes(refused.into_body(), usize::MAX).await.expect("a page");
    assert!(String::from_utf8_lossy(&page).contains("try again in a few seconds"));
    // What watches the server is answered all the same.
    let alive = Request::get("/livez").body(Body::empty()).expect("a request");
    let alive = board.router.clone().oneshot(alive).await.expect("an answer");
    assert_eq!(alive.status(), 200);
    held.rollback().await.expect("let go");
    let mut answered = 0;
    for one in waiting {
        let answer = one.await.expect("a task").expect("an answer");
        answered += usize::from(answer.status() == 200);
        let page = to_bytes(answer.into_body(), usize::MAX).await.expect("a page");
        let page = String::from_utf8_lossy(&page);
        assert!(!page.contains("try again in a few seconds"), "sent away from its place");
    }
    // On a slow machine some of them waited too long for the database.
    assert!(answered > WAITING / 2, "{answered}");
}
