//! Somebody's browser without a session yet, and what it keeps of one.

use axum::body::Body;
use axum::http::{Request, header};
use support::{Answer, TestBoard, urlencoded};

/// A password nobody guesses.
pub(crate) const PASSWORD: &str = "violet kettle ninety drum";

/// A browser; it keeps the cookie it is given.
pub(crate) struct Browser<'a> {
    pub board: &'a TestBoard,
    pub cookie: Option<String>,
}

impl<'a> Browser<'a> {
    pub(crate) fn new(board: &'a TestBoard) -> Self {
        Self { board, cookie: None }
    }

    pub(crate) async fn get(&mut self, address: &str) -> Answer {
        let request = Request::get(address);
        self.ask(request.header(header::ACCEPT, "text/html"), Body::empty()).await
    }

    pub(crate) async fn send(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.ask(request, Body::from(urlencoded(fields))).await
    }

    async fn ask(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        let answer = self.board.send(request.body(body).expect("a request")).await;
        let line = answer.header("set-cookie");
        if !line.is_empty() {
            assert!(line.contains("; HttpOnly") && line.contains("; SameSite=Lax"), "{line}");
            let pair = line.split(';').next().unwrap_or_default();
            self.cookie = (!pair.ends_with('=')).then(|| pair.to_owned());
        }
        answer
    }

    pub(crate) async fn sign_in(&mut self, name: &str, password: &str, code: &str) -> Answer {
        let fields = [("name", name), ("password", password), ("code", code)];
        self.send("/login?lang=en", &fields).await
    }
}

/// Gives an account the password [`PASSWORD`].
pub(crate) async fn give_password(board: &TestBoard, name: &str) {
    let kept = server::password::hash(PASSWORD.into()).await.expect("it is hashed");
    let set = sqlx::query("update account set password = $1 where name = $2")
        .bind(kept)
        .bind(name)
        .execute(&board.sql)
        .await
        .expect("the password is set");
    assert_eq!(set.rows_affected(), 1, "{name}");
}

/// What stands in the database.
pub(crate) async fn count(board: &TestBoard, sql: &str) -> i64 {
    let (number,): (i64,) = sqlx::query_as(sql).fetch_one(&board.sql).await.expect("a number");
    number
}
