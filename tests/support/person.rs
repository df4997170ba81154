//! Somebody who is signed in, asking as a browser asks.

use axum::body::Body;
use axum::http::{Request, header};

use crate::{Answer, TestBoard};

/// A signed-in browser.
#[derive(Clone, Debug)]
pub struct Person<'a> {
    board: &'a TestBoard,
    /// The secret of its session.
    pub secret: String,
}

impl<'a> Person<'a> {
    pub(crate) fn new(board: &'a TestBoard, secret: String) -> Self {
        Self { board, secret }
    }

    /// A browser without a session.
    #[must_use]
    pub fn nobody(board: &'a TestBoard) -> Self {
        Self::new(board, String::new())
    }

    /// What the browser sends with each request.
    #[must_use]
    pub fn cookie(&self) -> String {
        format!("pilotboard={}", self.secret)
    }

    /// Asks for an address, with whatever comes of it.
    pub async fn get(&self, address: &str) -> Answer {
        let request = Request::get(address).header(header::COOKIE, self.cookie());
        self.board.send(request.body(Body::empty()).expect("a request")).await
    }

    /// Asks for a page that must be there.
    pub async fn page(&self, address: &str) -> Answer {
        let answer = self.get(address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.text());
        answer
    }

    /// Sends a form.
    pub async fn send(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        self.post(address, "application/x-www-form-urlencoded", urlencoded(fields)).await
    }

    /// Sends any body.
    pub async fn post(&self, address: &str, kind: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(address)
            .header(header::COOKIE, self.cookie())
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind);
        self.board.send(request.body(body.into()).expect("a request")).await
    }
}

/// Fields as a browser writes them.
#[must_use]
pub fn urlencoded(fields: &[(&str, &str)]) -> String {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    body.finish()
}
