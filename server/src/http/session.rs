//! Who is signed in: the session behind a request's cookie, read from the
//! database once for each request.

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::links::{Filters, Page};
use axum::body::Body;
use axum::extract::{FromRequestParts, Request};
use axum::http::header::{COOKIE, HeaderValue, REFERER, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Method, Uri};
use axum::response::Response;

use super::Board;
use super::account::sign_in;
use super::answer::{Refusal, refuse, see_other};
use super::form::{FORM_TYPE, has_type, read_form};
use super::kept::keep;
use super::parts::read_typed;
use super::peer::Scheme;
use super::reading::{self, Read};
use super::request_refusal::{self, RequestRefusal};
use super::sent::language;
use crate::secret::{self, Secret};
use crate::store::StoreError;

/// The cookie's name.
const COOKIE_NAME: &str = "pilotboard";

/// When the end of a session is said, in microseconds.
const SOON: i64 = 30 * 60 * 1_000_000;

/// A session that holds.
#[derive(Clone, Debug)]
pub struct Session {
    pub actor: Actor,
    /// Whether the second factor was shown within the last five minutes. True
    /// where the account needs none and has none.
    pub confirmed: bool,
    /// Whether the account has a second factor.
    pub second_factor: bool,
    /// When it ends, whatever is done.
    pub ends_at: Moment,
    pub now: Moment,
    /// Whether a second factor has to be set up before anything else.
    pub pending: bool,
    /// What the store knows it by.
    pub(super) digest: Vec<u8>,
}

impl Session {
    /// Hour and minute at which it ends, where that is near.
    pub(super) fn ends_soon(&self) -> Option<String> {
        let (hour, minute) = self.ends_at.time();
        (self.ends_at.0 - self.now.0 < SOON).then(|| format!("{hour:02}:{minute:02}"))
    }
}

/// What was found for a request, kept with it so that it is looked up once.
#[derive(Clone)]
struct Found(Option<Session>);

/// The session of a request, if there is one.
pub(super) async fn find(
    board: &Board,
    headers: &HeaderMap,
    extensions: &mut Extensions,
) -> Result<Option<Session>, StoreError> {
    if let Some(Found(session)) = extensions.get::<Found>() {
        return Ok(session.clone());
    }
    let session = match cookie(headers) {
        Some(secret) => look_up(board, secret).await?,
        None => None,
    };
    extensions.insert(Found(session.clone()));
    Ok(session)
}

/// The session that a secret opens.
pub(super) async fn look_up(board: &Board, secret: &str) -> Result<Option<Session>, StoreError> {
    let digest = secret::digest(secret);
    let row = board.store().session(&digest).await?;
    Ok(row.map(|row| {
        let needed = board.needs_second_factor(row.actor.role);
        Session {
            actor: row.actor,
            confirmed: row.confirmed || !(needed || row.second_factor),
            pending: needed && !row.second_factor,
            second_factor: row.second_factor,
            ends_at: row.ends_at,
            now: row.now,
            digest,
        }
    }))
}

/// The secret in the request's cookie.
pub(super) fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == COOKIE_NAME && !value.is_empty())
        .map(|(_, value)| value)
}

/// Gives the browser the secret of its session, or takes it away.
pub(super) fn set_cookie(response: &mut Response, scheme: Scheme, secret: Option<&Secret>) {
    let secure = if scheme == Scheme::Https { "; Secure" } else { "" };
    let (value, age) = match secret {
        Some(secret) => (secret.text(), ""),
        None => ("", "; Max-Age=0"),
    };
    let line = format!("{COOKIE_NAME}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(SET_COOKIE, line);
    }
}

/// Whoever asks, signed in or not.
pub(super) struct MaybeSignedIn(pub Option<Session>);

impl FromRequestParts<Board> for MaybeSignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, board: &Board) -> Result<Self, Response> {
        match find(board, &parts.headers, &mut parts.extensions).await {
            Ok(session) => Ok(Self(session)),
            Err(error) => {
                let read = reading::read(&parts.uri, &parts.headers);
                Err(refuse(board, read, Refusal::Store(error)).await)
            }
        }
    }
}

/// Whoever is signed in; who is not is led to the sign-in page. Routes that
/// write say so in their right, so that a form is kept on the way.
pub(super) struct SignedIn(pub Session);

impl FromRequestParts<Board> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, board: &Board) -> Result<Self, Response> {
        let MaybeSignedIn(session) = MaybeSignedIn::from_request_parts(parts, board).await?;
        match session {
            Some(session) => Ok(Self(session)),
            None => {
                let parts = std::mem::replace(parts, Request::new(()).into_parts().0);
                Err(sign_in_first(board, Request::from_parts(parts, Body::empty())).await)
            }
        }
    }
}

/// What was asked for, with who asks: language, filters, notices.
pub(super) struct Asked(pub Read);

impl FromRequestParts<Board> for Asked {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, board: &Board) -> Result<Self, Response> {
        let MaybeSignedIn(session) = MaybeSignedIn::from_request_parts(parts, board).await?;
        let read = reading::read(&parts.uri, &parts.headers);
        Ok(Self(Read { session, ..read }))
    }
}

/// Leads to the sign-in page and from there back; what was typed into a form
/// travels along.
pub(super) async fn sign_in_first(board: &Board, request: Request) -> Response {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let headers = request.headers().clone();
    let read = reading::read(&uri, &headers);
    if read.by_program || has_type(&headers, "application/json") {
        return request_refusal::answer_json(&RequestRefusal::SignedOut, read.locale);
    }
    if method == Method::GET || method == Method::HEAD {
        let next = uri.path_and_query().and_then(|address| reading::own_address(address.as_str()));
        let next = next.map(str::to_owned);
        return see_other(&Page::SignIn.link(&Filters { next, ..language(&read) }));
    }
    let owner = match cookie(&headers) {
        Some(secret) => board.store().session_owner(&secret::digest(secret)).await,
        None => Ok(None),
    };
    let owner = owner.ok().flatten().unwrap_or_default();
    let form = if has_type(&headers, FORM_TYPE) {
        read_form(request).await.ok()
    } else {
        read_typed(request).await
    };
    let kept = form.and_then(|form| keep(&uri, &owner, &form));
    // The page that was left, where the browser says which.
    let next = headers.get(REFERER).and_then(|page| page.to_str().ok()?.parse::<Uri>().ok());
    let next = next.as_ref().and_then(Uri::path_and_query);
    let next = next.and_then(|page| reading::own_address(page.as_str())).map(str::to_owned);
    match sign_in::first(board, read.clone(), next, kept).await {
        Ok(response) => response,
        Err(refusal) => refuse(board, read, refusal).await,
    }
}
