//! Signing in and out.

use axum::body::Body;
use axum::http::{Request, header};
use support::{Answer, TestBoard, urlencoded};

const PASSWORD: &str = "a long enough password for 电池";

async fn with_password(name: &str) -> TestBoard {
    let board = TestBoard::own_demo().await;
    let kept = server::password::hash(PASSWORD.into()).await.expect("it is hashed");
    sqlx::query("update account set password = $1 where name = $2")
        .bind(kept)
        .bind(name)
        .execute(&board.sql)
        .await
        .expect("the password is set");
    board
}

async fn send(board: &TestBoard, address: &str, fields: &[(&str, &str)]) -> Answer {
    let request = Request::post(address)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    board.send(request.body(Body::from(urlencoded(fields))).expect("a request")).await
}

async fn with_cookie(board: &TestBoard, address: &str, cookie: &str) -> Answer {
    let request = Request::get(address).header(header::COOKIE, cookie);
    board.send(request.body(Body::empty()).expect("a request")).await
}

fn cookie(answer: &Answer) -> String {
    let line = answer.header("set-cookie");
    assert!(line.contains("; HttpOnly") && line.contains("; SameSite=Lax"), "{line}");
    line.split(';').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn whoever_signs_in_is_named_on_every_page_until_signing_out() {
    let board = with_password("lead-120000").await;
    let fields = [("name", " Lead-120000 "), ("password", PASSWORD), ("next", "/help?lang=en")];
    let answer = send(&board, "/login", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.header("location"), "/help?lang=en");
    let cookie = cookie(&answer);
    let page = with_cookie(&board, "/?lang=en", &cookie).await;
    assert!(page.text().contains("lead-120000"), "{}", page.text());
    assert!(page.text().contains("Tianjin · Head of unit"), "{}", page.text());

    let request = Request::post("/logout")
        .header(header::COOKIE, &cookie)
        .header("sec-fetch-site", "same-origin");
    let out = board.send(request.body(Body::empty()).expect("a request")).await;
    assert_eq!((out.status.as_u16(), out.header("location")), (303, "/login"));
    let page = with_cookie(&board, "/?lang=en", &cookie).await;
    assert!(!page.text().contains("lead-120000"), "the session is gone, not only the cookie");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    let board = with_password("lead-120000").await;
    let wrong = [("name", "lead-120000"), ("password", "something else")];
    let unknown = [("name", "nobody-9"), ("password", "something else")];
    let wrong = send(&board, "/login?lang=en", &wrong).await;
    let unknown = send(&board, "/login?lang=en", &unknown).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(unknown.status, 422);
    assert_eq!(wrong.text().replace("lead-120000", "nobody-9"), unknown.text());
    assert!(!wrong.text().contains("something else"), "a password is never sent back");
}

#[tokio::test]
async fn what_is_missing_is_named_and_what_was_typed_stays() {
    let board = TestBoard::demo().await;
    let answer = send(&board, "/login?lang=en", &[("name", "reviewer"), ("password", "")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Enter your password"), "{}", answer.text());
    assert!(answer.text().contains("value=\"reviewer\""), "{}", answer.text());
}
