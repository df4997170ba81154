//! Before it stops, a server says so and goes on answering, until whoever
//! spreads requests over several has turned to the others.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::State;
use axum::http::header::{CONNECTION, HeaderValue};
use axum::response::Response;

use super::Board;

/// Whether this server is about to stop.
#[derive(Debug, Default)]
pub(super) struct Leaving(AtomicBool);

impl Board {
    /// From now on `/readyz` says that this server stops, each answer is the
    /// last one on its connection, and no file is begun.
    pub fn leave(&self) {
        self.inner.leaving.0.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_leaving(&self) -> bool {
        self.inner.leaving.0.load(Ordering::Relaxed)
    }
}

/// Asks for a new connection with the next request. A silent connection is not
/// hung up: its next request may be under way already.
pub(super) async fn last_answer(State(board): State<Board>, mut response: Response) -> Response {
    if board.is_leaving() {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
