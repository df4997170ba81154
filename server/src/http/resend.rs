//! What somebody typed is not lost with an answer that could not be given:
//! the page that says so holds the form, and sends it again.

use app::links::Page;
use app::locale::form_words as words;
use app::ui::message::Message;
use app::ui::resend;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;

use super::form::{self, FORM_TYPE, Form};
use super::reading::Read;
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
    let read = reading::read(&uri, &headers);
    let mut again = give_back(&board, &uri, read, &typed).await;
    if let Some(shortly) = response.headers().get(RETRY_AFTER) {
        again.headers_mut().insert(RETRY_AFTER, shortly.clone());
    }
    again
}

/// The page that says that no answer could be given, and holds the form.
pub(super) async fn give_back(board: &Board, uri: &Uri, read: Read, typed: &Form) -> Response {
    let address = uri.path_and_query().map_or("/", |address| address.as_str()).to_owned();
    let locale = read.locale;
    let catalogue = board.inner.catalogue.read().await.clone();
    let shell = answer::bare_shell(board, &catalogue, read, Page::Returns);
    let message = Message {
        title: words::not_sent_title(locale).to_owned(),
        text: words::not_sent(locale).to_owned(),
    };
    let html = answer::render(|| resend::page(&shell, &message, &address, typed.fields()));
    let mut again = answer::page(StatusCode::SERVICE_UNAVAILABLE, html);
    again.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    again
}

/// Whether forms there hold somebody's work; no password is ever given back.
fn holds_work(path: &str) -> bool {
    ["/returns/", "/review/", "/programmes/"].iter().any(|part| path.starts_with(part))
}
