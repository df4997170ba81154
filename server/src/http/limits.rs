//! How much is taken of a request: bytes by kind, uploads at a time, and time.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, COOKIE, EXPECT};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{Stream, StreamExt};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::Board;
use super::request_refusal::{self, RequestRefusal};

/// A form, in bytes. Some 500 cells with a note each stay below.
pub const FORM: usize = 256 << 10;
/// A body of JSON, in bytes: held in memory for each connection there may be.
pub const JSON: usize = 256 << 10;
/// An uploaded file, in bytes.
pub const FILE: usize = 10 << 20;
/// Fields of a form.
pub const FIELDS: usize = 2_000;
/// Uploads read at a time: each may cost four times its file while it is
/// looked through, so four stay below 160 MB, and leave half of the database's
/// connections to everybody else while their files are kept.
pub const UPLOADS: usize = 4;

/// Requests worked on at a time; more would only make all of them slower.
pub const AT_ONCE: usize = 32;
/// Requests that wait for their turn. Who comes after them is refused at once:
/// told to come again, rather than kept waiting behind hundreds.
pub const WAITING: usize = 240;

/// How long a request may take, its body's way here included.
pub const ANSWERING: Duration = Duration::from_secs(30);

/// How much of a refused body is still read, in bytes, and for how long.
const THROWN_AWAY: usize = 64 << 20;
const THROWING_AWAY: Duration = Duration::from_secs(10);

/// Lets in as many uploads as can be read at a time; the next is refused at
/// once rather than kept waiting.
#[derive(Clone, Debug)]
pub struct Gate(Arc<Semaphore>);

impl Default for Gate {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(UPLOADS)))
    }
}

/// One of the places behind the gate; free again when dropped.
#[derive(Debug)]
pub struct Admission {
    _place: OwnedSemaphorePermit,
}

impl Gate {
    /// # Errors
    /// When all places are taken.
    pub fn enter(&self) -> Result<Admission, RequestRefusal> {
        let place = self.0.clone().try_acquire_owned();
        place.map(|place| Admission { _place: place }).map_err(|_| RequestRefusal::TooManyUploads)
    }
}

/// Lets requests in as they come, so many at a time.
#[derive(Debug)]
pub(super) struct Turns {
    at_once: Semaphore,
    waiting: AtomicUsize,
}

impl Default for Turns {
    fn default() -> Self {
        Self { at_once: Semaphore::new(AT_ONCE), waiting: AtomicUsize::new(0) }
    }
}

/// One of those who wait; no more when dropped, be it that nobody waits for the
/// answer any longer.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    /// `None` when enough wait already.
    fn begin(waiting: &'a AtomicUsize) -> Option<Self> {
        let before = waiting.fetch_add(1, Ordering::Relaxed);
        let this = Self(waiting);
        (before < WAITING).then_some(this)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Of whom a layer asks to wait for a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    Everybody,
    /// Who may be signed in, for whom a page is made anew.
    Known,
    /// Who gets a kept page where there is one.
    Unknown,
}

/// Passes a request on when it is its turn; refuses it where too many wait.
/// Only who reads waits: what somebody wrote goes first, and a body that
/// trickles in keeps nobody from his turn.
pub(super) async fn turn(
    State((board, whose)): State<(Board, Whose)>,
    request: Request,
    next: Next,
) -> Response {
    let known = request.headers().contains_key(COOKIE);
    let elsewhere = (whose == Whose::Known && !known) || (whose == Whose::Unknown && known);
    if elsewhere || !request.method().is_safe() {
        return next.run(request).await;
    }
    let turns = &board.inner.turns;
    let turn = match turns.at_once.try_acquire() {
        Ok(turn) => Ok(turn),
        Err(_) => match Waiting::begin(&turns.waiting) {
            Some(_waiting) => turns.at_once.acquire().await.map_err(|_| ()),
            None => Err(()),
        },
    };
    match turn {
        Ok(_turn) => next.run(request).await,
        Err(()) => {
            let (uri, headers) = (request.uri(), request.headers());
            request_refusal::answer(&board, uri, headers, &RequestRefusal::Crowded).await
        }
    }
}

/// Who waits for longer than [`ANSWERING`] is told so.
pub(super) async fn in_time(State(board): State<Board>, request: Request, next: Next) -> Response {
    let (uri, headers) = (request.uri().clone(), request.headers().clone());
    match timeout(ANSWERING, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::error!(path = uri.path(), "a request took too long");
            request_refusal::answer(&board, &uri, &headers, &RequestRefusal::TooSlow).await
        }
    }
}

/// The whole body, where it is no longer than `limit`.
///
/// # Errors
/// When it is longer, or breaks off.
pub(super) async fn whole(request: Request, limit: usize) -> Result<Vec<u8>, RequestRefusal> {
    let announced = announced(request.headers());
    if announced.is_some_and(|length| length > limit) {
        return Err(RequestRefusal::TooLarge(limit));
    }
    let mut whole = Vec::with_capacity(announced.unwrap_or(0));
    let mut body = request.into_body().into_data_stream();
    while let Some(part) = body.next().await {
        let part = part.map_err(|_| RequestRefusal::CutOff)?;
        if whole.len() + part.len() > limit {
            return Err(RequestRefusal::TooLarge(limit));
        }
        whole.extend_from_slice(&part);
    }
    Ok(whole)
}

/// The body's length, where the request says it.
pub(super) fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Sees to it that an answer that comes before the body was read arrives: a
/// browser that still sends when the connection is closed shows an error of
/// its own. What nobody read is read and thrown away, for a while.
pub(super) fn keep_reading(request: Request) -> Request {
    // Who asks before sending gets the answer instead of being told to send.
    if request.body().is_end_stream() || request.headers().contains_key(EXPECT) {
        return request;
    }
    request.map(|body| Body::from_stream(Rest { body: Some(body.into_data_stream()) }))
}

/// A body whose rest is thrown away with it.
struct Rest {
    body: Option<BodyDataStream>,
}

impl Stream for Rest {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let part = body.poll_next_unpin(cx);
        if matches!(part, Poll::Ready(None | Some(Err(_)))) {
            self.body = None;
        }
        part
    }
}

impl Drop for Rest {
    fn drop(&mut self) {
        if let (Some(mut body), Ok(runtime)) = (self.body.take(), Handle::try_current()) {
            let rest = async move {
                let mut left = THROWN_AWAY;
                while let Some(Ok(part)) = body.next().await {
                    let Some(less) = left.checked_sub(part.len()) else { break };
                    left = less;
                }
            };
            runtime.spawn(timeout(THROWING_AWAY, rest));
        }
    }
}
