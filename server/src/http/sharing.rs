//! Read-only links: making and revoking them, and what one shows. A link opens
//! one view with its files, for whoever has it, and nothing else; one that is
//! unknown, expired, revoked or switched off answers like any address where
//! nothing is.

use app::domain::link::{DAYS, MOST, PURPOSE};
use app::links::{Page, view_at};
use app::locale::link_words as words;
use app::sharing::{self as page, Links};
use app::ui::form::Fault;
use app::ui::share::Shared;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, HeaderName, HeaderValue, REFERRER_POLICY};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

use super::account::answered_with;
use super::account::confirmation::require_confirmed;
use super::answer::{Place, Refusal, nothing_here};
use super::reading::{self, Read, suffixed};
use super::sent::{Sent, answered, go};
use super::session::{Asked, Session, SignedIn};
use super::{Board, board, compare};
use crate::secret::{self, Secret};
use crate::store::StoreError;
use crate::store::links::{NewLink, Opened};

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// `GET /links`
pub(super) async fn list(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let done = listed(&board, &session, read.clone(), Links::default()).await;
    answered(&board, &read, done).await
}

async fn listed(
    board: &Board,
    session: &Session,
    read: Read,
    typed: Links,
) -> Result<Response, Refusal> {
    let (links, now) = board.store().links(&session.actor).await?;
    let shown = Links { on: board.links_on(), links, now: Some(now), ..typed };
    let faulty = !shown.faults.is_empty();
    answered_with(board, read, Page::Links, faulty, |shell| page::page(shell, &shown)).await
}

/// `POST /links`
pub(super) async fn make(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    if let Err(response) =
        require_confirmed(&board, &sent.read, &session, &sent.uri, &sent.form).await
    {
        return response;
    }
    let done = made(&board, &session, &sent).await;
    answered(&board, &sent.read, done).await
}

async fn made(board: &Board, session: &Session, sent: &Sent) -> Result<Response, Refusal> {
    let locale = sent.read.locale;
    if !board.links_on() {
        let faults = vec![Fault::new("off", words::off(locale))];
        return listed(board, session, sent.read.clone(), Links { faults, ..Links::default() })
            .await;
    }
    let (address, days) = (sent.text("address").to_owned(), sent.text("days").to_owned());
    let purpose = sent.text("purpose").trim().to_owned();
    let mut faults = Vec::new();
    if !is_view(board, &address).await? {
        faults.push(Fault::new("address", words::no_view(locale)));
    }
    let held = days.parse().ok().filter(|days| DAYS.contains(days));
    if held.is_none() {
        faults.push(Fault::new("days", words::days_missing(locale)));
    }
    if purpose.is_empty() {
        faults.push(Fault::new("purpose", words::purpose_missing(locale)));
    } else if purpose.chars().count() > PURPOSE {
        faults.push(Fault::new("purpose", words::purpose_long(locale, PURPOSE)));
    }
    if let Some(days) = held
        && faults.is_empty()
    {
        let secret = Secret::of_session()?;
        let new = NewLink { address: address.clone(), days, purpose: purpose.clone() };
        let made = board.store().make_link(&session.actor, &new, &secret.digest()).await?;
        if let Some(until) = made {
            let path = Page::Shared(secret.text().to_owned()).path();
            let origin = sent.origin.as_ref().map(ToString::to_string).unwrap_or_default();
            let made = Some((origin + &path, until));
            return listed(board, session, sent.read.clone(), Links { made, ..Links::default() })
                .await;
        }
        faults.push(Fault::new("address", words::too_many(locale, MOST)));
    }
    let typed = Links { address, days, purpose, faults, ..Links::default() };
    listed(board, session, sent.read.clone(), typed).await
}

/// Whether the address is one of a view that exists.
async fn is_view(board: &Board, address: &str) -> Result<bool, StoreError> {
    let Some((page, _)) = reading::own_address(address).and_then(view_at) else {
        return Ok(false);
    };
    let catalogue = board.catalogue().await?;
    let programme = |code: &str| catalogue.programme(code);
    Ok(match page {
        Page::Overview => true,
        Page::Programme(code) | Page::Compare(code) => programme(&code).is_some(),
        Page::Unit(code, unit) => programme(&code).is_some_and(|it| it.unit(&unit).is_some()),
        Page::Target(code, no) => programme(&code).is_some_and(|it| it.target(&no).is_some()),
        _ => false,
    })
}

/// `POST /links/{id}/revoke`
pub(super) async fn revoke(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Place(id): Place<String>,
    sent: Sent,
) -> Response {
    let done = revoked(&board, &session, &id, &sent.read).await;
    answered(&board, &sent.read, done).await
}

async fn revoked(
    board: &Board,
    session: &Session,
    id: &str,
    read: &Read,
) -> Result<Response, Refusal> {
    let id: i64 = id.parse().map_err(|_| Refusal::NoSuchPage)?;
    if board.store().revoke_link(&session.actor, id).await? {
        Ok(go(read, &Page::Links))
    } else {
        Err(Refusal::NoSuchPage)
    }
}

/// `GET /shared/{secret}`, and as a file
pub(super) async fn open(
    State(board): State<Board>,
    Place(part): Place<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    // Who is signed in sees through a link what everybody sees through it.
    let asked = reading::read(&uri, &headers);
    let mut response = match seen(&board, &part, &asked, &headers).await {
        Ok(Some(response)) => response,
        Ok(None) | Err(Refusal::NoPicture) => nothing_here(&board, asked).await,
        Err(refusal) => super::answer::refuse(&board, asked, refusal).await,
    };
    let headers = response.headers_mut();
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(ROBOTS, HeaderValue::from_static("noindex, nofollow"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What a secret shows; `None` where it opens nothing.
async fn seen(
    board: &Board,
    part: &str,
    asked: &Read,
    headers: &HeaderMap,
) -> Result<Option<Response>, Refusal> {
    let (secret, suffix) = suffixed(part);
    let spelt = secret.len() == 64 && secret.bytes().all(|b| b.is_ascii_hexdigit());
    if !(board.links_on() && spelt) {
        return Ok(None);
    }
    let Some(opened) = board.store().open_link(&secret::digest(secret)).await? else {
        return Ok(None);
    };
    let Some((page, query)) = view_at(&opened.address) else { return Ok(None) };
    let mut read = reading::read_query(query, headers);
    // Language, and which of the view's charts a file is, are the reader's.
    if let Some(lang) = asked.filters.lang {
        (read.locale, read.filters.lang) = (lang, Some(lang));
    }
    read.filters.chart = asked.filters.chart.or(read.filters.chart);
    read.shared = Some(Shared { secret: secret.to_owned(), until: opened.expires_at });
    count(board, opened).await?;
    let named = |code: &str| {
        suffix.map_or_else(|| code.to_owned(), |suffix| format!("{code}.{}", suffix.extension()))
    };
    let shown = match page {
        Page::Overview if suffix.is_none() => board::overview_page(board, read).await?,
        Page::Programme(code) => board::programme_page(board, &named(&code), read).await?,
        Page::Unit(code, unit) => board::unit_page(board, &code, &named(&unit), read).await?,
        Page::Target(code, no) => board::target_page(board, &code, &named(&no), read).await?,
        Page::Compare(code) => compare::compared(board, &code, read, suffix).await?,
        _ => return Ok(None),
    };
    Ok(Some(shown))
}

/// The first time a day is in the record before anything is shown; after that
/// nobody waits for the count.
async fn count(board: &Board, opened: Opened) -> Result<(), StoreError> {
    if !opened.today {
        return board.store().count_opening(&opened).await;
    }
    let store = board.store().clone();
    tokio::spawn(async move {
        if let Err(error) = store.count_opening(&opened).await {
            tracing::warn!(%error, "the opening of a link was not counted");
        }
    });
    Ok(())
}
