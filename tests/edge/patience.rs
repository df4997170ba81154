//! Nobody holds a connection by saying nothing, or too little.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::routing::get;
use server::http::Accepting;
use support::{Listening, TestBoard};
use tokio::time::{Instant, sleep};

use crate::status;

const ALIVE: &[u8] = b"GET /livez HTTP/1.1\r\nhost: board\r\n\r\n";

/// As the product ships, on a clock ten times as fast.
fn hurried() -> Accepting {
    let shipped = Accepting::default();
    Accepting {
        head: shipped.head / 10,
        idle: shipped.idle / 30,
        unread: shipped.unread / 30,
        farewell: shipped.farewell / 10,
        ..shipped
    }
}

#[tokio::test]
async fn a_head_that_trickles_is_cut_off_while_others_are_served() {
    assert!(Accepting::default().head <= Duration::from_secs(15));
    let board = TestBoard::demo().await;
    let served = Listening::start(board.router.clone(), hurried()).await;
    let begun = Instant::now();
    let mut slow = served.line().await;
    let trickling = async {
        // One byte in ten seconds, on this clock.
        for byte in ALIVE {
            if !slow.say(&[*byte]).await {
                break;
            }
            sleep(hurried().head).await;
            if begun.elapsed() > hurried().head * 2 {
                break;
            }
        }
        slow.closed().await
    };
    let others = async {
        while begun.elapsed() < hurried().head {
            let answer = served.ask(ALIVE).await;
            assert_eq!(status(&answer), "200", "{answer}");
            sleep(Duration::from_millis(50)).await;
        }
    };
    let (heard, ()) = tokio::join!(trickling, others);
    assert!(!heard.contains("200 OK"), "{heard}");
    assert!(begun.elapsed() < hurried().head * 5 / 2, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn who_says_nothing_is_cut_off_first_or_between_two_requests() {
    let board = TestBoard::demo().await;
    let served = Listening::start(board.router.clone(), hurried()).await;
    let begun = Instant::now();
    let mut silent = served.line().await;
    let mut idle = served.line().await;
    idle.say(ALIVE).await;
    assert_eq!(status(&idle.answer().await), "200");
    assert_eq!(silent.closed().await, "");
    let first = begun.elapsed();
    assert!(first >= hurried().head && first < hurried().head * 3 / 2, "{first:?}");
    assert_eq!(idle.closed().await, "");
    let between = begun.elapsed();
    let allowed = hurried().idle + hurried().head;
    assert!(between >= hurried().idle && between < allowed * 3 / 2, "{between:?}");
}

#[tokio::test]
async fn a_second_head_that_trickles_is_cut_off_as_the_first() {
    let board = TestBoard::demo().await;
    let served = Listening::start(board.router.clone(), hurried()).await;
    let mut line = served.line().await;
    line.say(ALIVE).await;
    assert_eq!(status(&line.answer().await), "200");
    let begun = Instant::now();
    line.say(b"GET /livez HTTP/1.1\r\nx: ").await;
    assert!(!line.closed().await.contains("200 OK"));
    assert!(begun.elapsed() < hurried().head * 3 / 2, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn who_does_not_read_the_answer_is_cut_off() {
    // More than the kernel keeps for both ends.
    let large = Bytes::from(vec![b'x'; 64 << 20]);
    let router = Router::new().route("/", get(async move || large.clone()));
    let served = Listening::start(router, hurried()).await;
    let mut line = served.line().await;
    line.say(b"GET / HTTP/1.1\r\nhost: board\r\n\r\n").await;
    sleep(hurried().unread * 3 / 2).await;
    let arrived = line.closed().await.len();
    assert!(arrived < 64 << 20, "{arrived} bytes arrived after all");
}

#[tokio::test]
async fn a_slow_line_has_all_the_time_it_needs_for_what_moves() {
    let large = Bytes::from(vec![b'x'; 24 << 20]);
    let router = Router::new().route("/", get(async move || large.clone()));
    let accepting = Accepting {
        head: Duration::from_millis(300),
        unread: Duration::from_millis(600),
        ..hurried()
    };
    let served = Listening::start(router, accepting).await;
    let mut line = served.line().await;
    line.say(b"GET / HTTP/1.1\r\nhost: board\r\nconnection: close\r\n\r\n").await;
    let arrived = line.closed_slowly(3 << 20, Duration::from_millis(150)).await;
    assert!(arrived > 24 << 20, "only {arrived} bytes arrived");
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused() {
    let board = TestBoard::demo().await;
    let served = Listening::start(board.router.clone(), hurried()).await;
    let mut line = served.line().await;
    let long = format!("GET /livez HTTP/1.1\r\nhost: board\r\nx: {}\r\n\r\n", "x".repeat(300_000));
    line.say(long.as_bytes()).await;
    assert_eq!(status(&line.closed().await), "431");
    for nonsense in
        ["\r\n\r\n\r\n\r\n", "nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{16}\u{3}\u{1}"]
    {
        let mut line = served.line().await;
        line.say(nonsense.as_bytes()).await;
        let heard = line.closed().await;
        assert!(heard.is_empty() || status(&heard).starts_with('4'), "{nonsense:?}: {heard}");
    }
    assert_eq!(status(&served.ask(ALIVE).await), "200");
}
