//! The record of what was done, for auditors.

use app::audit::page::{self, AuditPage, NO_UNIT};
use app::links::{Filters, Page, Suffix};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::Board;
use super::answer::{self, Refusal, refuse, render};
use super::reading::Read;
use super::session::{Asked, Session, SignedIn};
use crate::export::csv;
use crate::store::audit::Wanted;

/// Entries on a page, and in a file.
const ON_A_PAGE: usize = 100;
const IN_A_FILE: usize = 50_000;

/// `GET /audit`
pub(super) async fn record(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    match record_page(&board, &session, read.clone()).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

async fn record_page(board: &Board, session: &Session, read: Read) -> Result<Response, Refusal> {
    let catalogue = board.catalogue().await?;
    let found = board.store().record(&session.actor, &wanted(&read.filters), ON_A_PAGE).await?;
    let shell = answer::bare_shell(board, &catalogue, read, Page::Audit);
    let html = render(|| {
        let programmes = &catalogue.programmes;
        let of = AuditPage::compose(&shell, programmes, &found.entries, found.more, IN_A_FILE);
        page::page(&shell, &of)
    });
    Ok(answer::page(StatusCode::OK, html))
}

/// `GET /audit.csv`
pub(super) async fn file(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    match record_file(&board, &session, read.clone()).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

async fn record_file(board: &Board, session: &Session, read: Read) -> Result<Response, Refusal> {
    let catalogue = board.catalogue().await?;
    let wanted = Wanted { before: None, ..wanted(&read.filters) };
    let found = board.store().record(&session.actor, &wanted, IN_A_FILE).await?;
    let shell = answer::bare_shell(board, &catalogue, read, Page::Audit);
    let table = page::file(&shell, &catalogue.programmes, &found.entries, found.more);
    let name = if shell.demo { "audit-demo" } else { "audit" };
    let disposition = format!("attachment; filename=\"{name}.{}\"", Suffix::Csv.extension());
    let mut response = csv::write(shell.locale, &table, shell.demo).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

/// What the address asks for.
fn wanted(filters: &Filters) -> Wanted {
    let chain = |unit: &String| match unit.trim() {
        NO_UNIT => String::new(),
        code => code.to_owned(),
    };
    Wanted {
        unit: filters.unit.as_ref().map(chain),
        actor: filters.actor.as_ref().map(|name| name.trim().to_owned()),
        action: filters.action.as_ref().map(|action| action.replace('_', " ")),
        from: filters.from,
        to: filters.to,
        before: filters.before.clone(),
    }
}
