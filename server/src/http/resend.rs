//! What somebody typed is not lost with an answer that could not be given:
//! the page that says so holds the form, and sends it again.

use app::links::Page;
use app::locale::form_words as words;
use app::ui::message::Message;
use app::ui::resend;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::form::{self, FORM_TYPE};
use super::{Board, answer, limits, reading};

/// Passes a form on; where no answer can be given to it, gives it back.
pub(super) async fn keep(State(board): State<Board>, request: Request, next: Next) -> Response {
    let is_form = form::has_type(request.headers(), FORM_TYPE);
    if request.method() != Method::POST || !is_form || !holds_work(request.uri().path()) {
        return next.run(request).await;
    }
    let (uri, headers) = (request.uri().clone(), request.headers().clone());
    let (parts, body) = request.into_parts();
    let body = match limits::whole(Request::from_parts(parts.clone(), body), limits::FORM).await {
        Ok(body) => Bytes::from(body),
        Err(refusal) => {
            return super::request_refusal::answer(&board, &uri, &headers, &refusal).await;
        }
    };
    let response = next.run(Request::from_parts(parts, Body::from(body.clone()))).await;
    if response.status() != StatusCode::SERVICE_UNAVAILABLE {
        return response;
    }
    let Ok(typed) = form::parse(&body) else { return response };
    let address = uri.path_and_query().map_or("/", |address| address.as_str()).to_owned();
    let read = reading::read(uri.query(), &headers);
    let locale = read.locale;
    let catalogue = board.inner.catalogue.read().await.clone();
    let shell = answer::bare_shell(&board, &catalogue, read, Page::Returns);
    let message = Message {
        title: words::not_sent_title(locale).to_owned(),
        text: words::not_sent(locale).to_owned(),
    };
    let html = answer::render(|| resend::page(&shell, &message, &address, typed.fields()));
    let mut again = answer::page(StatusCode::SERVICE_UNAVAILABLE, html);
    if let Some(shortly) = response.headers().get(RETRY_AFTER) {
        again.headers_mut().insert(RETRY_AFTER, shortly.clone());
    }
    again
}

/// Whether forms there hold somebody's work; no password is ever given back.
fn holds_work(path: &str) -> bool {
    ["/returns/", "/review/"].iter().any(|part| path.starts_with(part))
}
