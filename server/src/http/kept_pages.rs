//! Pages of the board that were rendered before, kept for as long as the data
//! they show is the same. Only for who is not signed in: what others see has
//! their name in it, and who just wrote must read what was written.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use app::domain::calendar::Day;
use app::domain::period::Quarter;
use app::locale::Locale;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, COOKIE, ETAG, HeaderValue, IF_NONE_MATCH,
    VARY,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::{Board, reading};
use crate::audit::hex;

/// All pages together, in bytes; the oldest go first.
const ROOM: usize = 16 << 20;
/// A larger answer is not kept.
const LONGEST: usize = 1 << 20;
/// Brotli's effort: a page is packed once and sent often.
const EFFORT: i32 = 5;

/// What the kept pages show: the version of the data, the quarter as of which
/// targets are judged, and the day, which decides what is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Showing {
    pub version: i64,
    pub as_of: Quarter,
    pub day: Day,
}

/// By what a page is found again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    address: String,
    locale: Locale,
    packed: bool,
}

/// An answer to be given again.
#[derive(Clone, Debug)]
struct Kept {
    headers: HeaderMap,
    body: Bytes,
}

#[derive(Debug, Default)]
struct Shelf {
    showing: Option<Showing>,
    pages: HashMap<Key, Kept>,
    /// In the order in which they came.
    order: VecDeque<Key>,
    size: usize,
}

/// The pages that are kept.
#[derive(Debug, Default)]
pub(super) struct KeptPages(Mutex<Shelf>);

impl KeptPages {
    fn find(&self, key: &Key, showing: Showing) -> Option<Kept> {
        let shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.showing != Some(showing) {
            return None;
        }
        shelf.pages.get(key).cloned()
    }

    /// Keeps a page that was made while the data was at `showing`; all that
    /// were made of other data go.
    fn keep(&self, key: Key, showing: Showing, kept: Kept) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.showing != Some(showing) {
            *shelf = Shelf { showing: Some(showing), ..Shelf::default() };
        }
        shelf.size += kept.body.len();
        match shelf.pages.insert(key.clone(), kept) {
            Some(before) => shelf.size -= before.body.len(),
            None => shelf.order.push_back(key),
        }
        while shelf.size > ROOM {
            let Some(oldest) = shelf.order.pop_front() else { break };
            if let Some(gone) = shelf.pages.remove(&oldest) {
                shelf.size -= gone.body.len();
            }
        }
    }
}

/// Answers with a kept page, or keeps the one that is made.
pub(super) async fn answer(State(board): State<Board>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    if request.method() != Method::GET || headers.contains_key(COOKIE) {
        return next.run(request).await;
    }
    // Where the version is not known, the page is made as ever, which says why.
    let Ok(showing) = board.showing().await else { return next.run(request).await };
    let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
    let key = Key {
        address: address.to_owned(),
        locale: reading::read(request.uri(), headers).locale,
        packed: takes_brotli(headers),
    };
    let asked = headers.get(IF_NONE_MATCH).cloned();
    if let Some(kept) = board.inner.pages.find(&key, showing) {
        return given(kept, asked.as_ref());
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = match to_bytes(body, usize::MAX).await {
        Ok(body) => body,
        Err(error) => {
            tracing::error!(%error, "a page broke off");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    if body.len() > LONGEST {
        return Response::from_parts(parts, Body::from(body));
    }
    parts.headers.remove(CONTENT_LENGTH);
    let worth_packing = key.packed && is_text(&parts.headers);
    let body = if worth_packing { packed(body, &mut parts.headers) } else { body };
    let tag = format!("\"{}\"", &hex(&Sha256::digest(&body))[..32]);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        parts.headers.insert(ETAG, tag);
    }
    let kept = Kept { headers: parts.headers, body };
    board.inner.pages.keep(key, showing, kept.clone());
    given(kept, asked.as_ref())
}

/// The answer, or that nothing changed since the browser got it.
fn given(kept: Kept, asked: Option<&HeaderValue>) -> Response {
    let tag = kept.headers.get(ETAG).and_then(|tag| tag.to_str().ok());
    let known = asked.and_then(|asked| asked.to_str().ok()).is_some_and(|asked| {
        asked.split(',').any(|given| Some(given.trim().trim_start_matches("W/")) == tag)
    });
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(kept.body).into_response()
    };
    for (name, value) in &kept.headers {
        if !known || name != CONTENT_ENCODING {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
            name.trim().eq_ignore_ascii_case("br") && !weight.replace(' ', "").ends_with("q=0")
        })
}

fn is_text(headers: &HeaderMap) -> bool {
    let said = headers.get(axum::http::header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
    said.is_some_and(|said| said.starts_with("text/") || said.starts_with("image/svg"))
}

/// The body in brotli, said so.
fn packed(body: Bytes, headers: &mut HeaderMap) -> Bytes {
    let mut out = Vec::with_capacity(body.len() / 6);
    let settings = brotli::enc::BrotliEncoderParams { quality: EFFORT, ..Default::default() };
    if brotli::BrotliCompress(&mut body.as_ref(), &mut out, &settings).is_err() {
        return body;
    }
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    headers.append(VARY, HeaderValue::from_static("accept-encoding"));
    Bytes::from(out)
}
