//! Guessing is slowed down, for who guesses.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use std::net::SocketAddr;
use support::{Answer, TestBoard, urlencoded};

use crate::browser::{PASSWORD, give_password};

async fn guess(board: &TestBoard, address: &str, name: &str, password: &str) -> Answer {
    let address: SocketAddr = format!("{address}:40000").parse().expect("an address");
    let body = urlencoded(&[("name", name), ("password", password)]);
    let mut request = Request::post("/login?lang=en")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .expect("a request");
    request.extensions_mut().insert(ConnectInfo(address));
    board.send(request).await
}

#[tokio::test]
async fn after_five_wrong_guesses_one_waits_and_others_behind_the_same_address_do_not() {
    let board = TestBoard::own_demo().await;
    give_password(&board, "lead-120000").await;
    give_password(&board, "entry-120000").await;
    for _ in 0..5 {
        let answer = guess(&board, "192.0.2.1", "lead-120000", "wrong").await;
        assert_eq!(answer.status, 422);
    }
    let answer = guess(&board, "192.0.2.1", "lead-120000", PASSWORD).await;
    assert_eq!(answer.status, 429, "{}", answer.text());
    let seconds: i64 = answer.header("retry-after").parse().expect("seconds");
    assert!((13..=15).contains(&seconds), "{seconds}");
    assert!(answer.text().contains(&format!("in {seconds} seconds")), "{}", answer.text());
    // A colleague, and the person itself from elsewhere, are not held up.
    assert_eq!(guess(&board, "192.0.2.1", "entry-120000", PASSWORD).await.status, 303);
    assert_eq!(guess(&board, "192.0.2.2", "lead-120000", PASSWORD).await.status, 303);
    let later = "update sign_in_failure set at = at - interval '16 seconds'";
    sqlx::query(later).execute(&board.sql).await.expect("time passes");
    assert_eq!(guess(&board, "192.0.2.1", "lead-120000", PASSWORD).await.status, 303);
    assert_eq!(guess(&board, "192.0.2.1", "lead-120000", "wrong").await.status, 422, "forgotten");
}

#[tokio::test]
async fn many_guesses_at_once_count_like_one_after_the_other() {
    let board = TestBoard::own_demo().await;
    let guesses = (0..20).map(|_| guess(&board, "192.0.2.9", "nobody", "wrong"));
    let statuses = futures_util::future::join_all(guesses).await;
    let tried = statuses.iter().filter(|answer| answer.status == 422).count();
    assert_eq!(tried, 5, "an unknown name is slowed down like any other");
}

#[tokio::test]
async fn an_address_from_which_everything_is_tried_waits_as_a_whole() {
    let board = TestBoard::own_demo().await;
    give_password(&board, "lead-120000").await;
    sqlx::query(
        "insert into sign_in_failure (name, address)
         select 'name-' || n, '192.0.2.7' from generate_series(1, 300) n",
    )
    .execute(&board.sql)
    .await
    .expect("many guesses");
    assert_eq!(guess(&board, "192.0.2.7", "lead-120000", PASSWORD).await.status, 429);
    assert_eq!(guess(&board, "192.0.2.8", "lead-120000", PASSWORD).await.status, 303);
}
