//! Who is signed in: the session behind a request's cookie, read from the
//! database once for each request.

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::links::{Filters, Page};
use app::locale::account_words as words;
use app::ui::message::Message;
use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, HeaderValue, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};

use super::Board;
use super::answer::{self, Refusal, refuse};
use super::peer::Scheme;
use super::reading::{self, Read};
use crate::secret::{self, Secret};
use crate::store::StoreError;

/// The cookie's name.
const COOKIE_NAME: &str = "pilotboard";

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
    /// What the store knows it by.
    pub(super) digest: Vec<u8>,
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

async fn look_up(board: &Board, secret: &str) -> Result<Option<Session>, StoreError> {
    let digest = secret::digest(secret);
    let row = board.store().session(&digest).await?;
    Ok(row.map(|row| {
        let asked = row.second_factor || board.needs_second_factor(row.actor.role);
        Session {
            actor: row.actor,
            confirmed: row.confirmed || !asked,
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
                let read = reading::read(parts.uri.query(), &parts.headers);
                Err(refuse(board, read, Refusal::Store(error)).await)
            }
        }
    }
}

/// Whoever is signed in; who is not is led to the sign-in page.
pub(super) struct SignedIn(pub Session);

impl FromRequestParts<Board> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, board: &Board) -> Result<Self, Response> {
        let MaybeSignedIn(session) = MaybeSignedIn::from_request_parts(parts, board).await?;
        match session {
            Some(session) => Ok(Self(session)),
            None => Err(sign_in_first(board, &parts.method, &parts.uri, &parts.headers).await),
        }
    }
}

/// What was asked for, with who asks: language, filters, notices.
pub(super) struct Asked(pub Read);

impl FromRequestParts<Board> for Asked {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, board: &Board) -> Result<Self, Response> {
        let MaybeSignedIn(session) = MaybeSignedIn::from_request_parts(parts, board).await?;
        let read = reading::read(parts.uri.query(), &parts.headers);
        Ok(Self(Read { session, ..read }))
    }
}

/// Leads to the sign-in page and from there back.
pub(super) async fn sign_in_first(
    board: &Board,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Response {
    let read = reading::read(uri.query(), headers);
    if *method == Method::GET || *method == Method::HEAD {
        let next = uri.path_and_query().map(|address| address.as_str().to_owned());
        let filters = Filters { next, lang: read.filters.lang, ..Filters::default() };
        return Redirect::to(&Page::SignIn.link(&filters)).into_response();
    }
    let message = Message {
        title: words::signed_out_title(read.locale).to_owned(),
        text: words::signed_out(read.locale).to_owned(),
    };
    answer::message(board, read, StatusCode::UNAUTHORIZED, message).await
}
