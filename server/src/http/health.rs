//! Whether the process is alive, and whether it can answer with figures and
//! will go on doing so.

use axum::extract::State;
use axum::http::StatusCode;

use super::Board;

/// `GET /livez`: the process answers.
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// `GET /readyz`: the database answers too, and the server is to stay.
pub(super) async fn ready(State(board): State<Board>) -> (StatusCode, &'static str) {
    if board.is_leaving() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping; still answering\n")
    } else if board.store().answers().await {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
    }
}
