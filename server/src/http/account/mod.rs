//! Accounts: signing in and out, activating, one's own account, and all of
//! them for who administers them.

pub(super) mod accounts;
pub(super) mod activation;
pub(super) mod confirmation;
mod guessing;
pub(super) mod own;
pub(super) mod second_factor;
pub(super) mod sign_in;

use app::links::Page;
use app::ui::shell::Shell;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use leptos::prelude::*;

use super::Board;
use super::answer::{self, Refusal};
use super::reading::Read;

/// A page of accounts, as an answer that no browser keeps.
pub(super) async fn answered_with(
    board: &Board,
    read: Read,
    page: Page,
    faulty: bool,
    content: impl FnOnce(&Shell) -> AnyView,
) -> Result<Response, Refusal> {
    let catalogue = board.catalogue().await?;
    let mut shell = answer::bare_shell(board, &catalogue, read, page);
    shell.faulty = faulty;
    let status = if faulty { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut response = answer::page(status, answer::render(move || content(&shell)));
    keep_nowhere(response.headers_mut());
    Ok(response)
}

/// Pages with secrets on them, or made for one person at one moment.
fn keep_nowhere(headers: &mut HeaderMap) {
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
}
