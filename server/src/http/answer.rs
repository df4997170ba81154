//! Answers: pages rendered, and what is said when there is none.

use std::any::Any;
use std::sync::Arc;

use app::domain::access::{Action, Role};
use app::domain::duty;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::links::Page;
use app::locale::{
    Locale, account_words, board_words as words, duty_words, evaluation_words, number_words,
    return_words, upload_words,
};
use app::ui::message::{self, Message};
use app::ui::share::Sharing;
use app::ui::shell::{Assets, Person, Shell, Step};
use axum::extract::{FromRequestParts, Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::evaluations::MOST;
use super::reading::{self, Read};
use super::request_refusal::{self, RequestRefusal};
use super::session::{Asked, Session};
use super::{Board, Catalogue};
use crate::password::PasswordError;
use crate::shipped;
use crate::store::StoreError;

/// Why a request gets no page of its own. `Unanswered` carries the request's
/// language and filters, so that the answer is in them.
pub(super) enum Refusal {
    NoSuchProgramme(String),
    NoSuchUnit(String),
    /// No such quarter, or version of a return.
    NoSuchReturn,
    NoSuchTarget(String),
    /// The unit owes no such duty.
    NoSuchDuty,
    /// No file goes with that statement.
    NoSuchEvidence,
    NoPicture,
    NoFont,
    /// A text of the return is longer than a cell of a workbook.
    NoTemplate,
    /// The role of the account does not do that.
    NotForRole(Role),
    NoSuchAccount(String),
    NoSuchPage,
    NoSuchEvaluation(String),
    /// An evaluation summary would hold so many figures.
    TooManyFigures(usize),
    /// A file that is not made, or not any more.
    NoFile,
    /// This build does not write that format.
    NotInThisBuild,
    /// So many were wrong that the next has to wait, in seconds.
    TooManyGuesses(i64),
    /// Too many passwords are being checked.
    Busy,
    /// The system has no randomness to give.
    NoRandomness,
    Request(RequestRefusal),
    Store(StoreError),
}

impl From<RequestRefusal> for Refusal {
    fn from(refusal: RequestRefusal) -> Self {
        Self::Request(refusal)
    }
}

impl From<PasswordError> for Refusal {
    fn from(error: PasswordError) -> Self {
        tracing::warn!(%error, "a password was not checked");
        Self::Busy
    }
}

impl From<getrandom::Error> for Refusal {
    fn from(error: getrandom::Error) -> Self {
        tracing::error!(%error, "no secret could be made");
        Self::NoRandomness
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The page's HTML.
pub(super) fn render<V: IntoView + 'static>(page: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| page().into_view().to_html());
    drop(owner);
    html
}

/// A page as an answer.
pub(super) fn page(status: StatusCode, html: String) -> Response {
    let mut response = (status, Html(html)).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(VARY, HeaderValue::from_static("accept-language"));
    response
}

/// To another address, where what was sent led to it.
pub(super) fn see_other(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// What stands around a page.
pub(super) fn shell(
    board: &Board,
    catalogue: &Catalogue,
    read: Read,
    page: Page,
    as_of: Quarter,
) -> Shell {
    let locale = read.locale;
    let on = board.links_on();
    let sharing = |session: &Session| session.actor.may_at_all(Action::Share) && !session.pending;
    let may = on && read.session.as_ref().is_some_and(sharing);
    let ends = read.session.as_ref().and_then(|session| session.ends_soon());
    let person = read.session.map(|session| person(catalogue, locale, &session));
    let mut notices = read.notices;
    notices.extend(ends.map(|time| account_words::session_ends(locale, time)));
    let programmes = catalogue
        .programmes
        .iter()
        .map(|programme| Step {
            name: locale.name(&programme.short).to_owned(),
            page: Page::Programme(programme.code.clone()),
        })
        .collect();
    Shell {
        locale,
        page,
        filters: read.filters,
        demo: board.inner.demo,
        as_of,
        with_figures: true,
        with_islands: false,
        programmes,
        assets: Assets { style: shipped::STYLE.to_owned(), boot: shipped::BOOT.map(str::to_owned) },
        notices,
        faulty: false,
        person,
        sharing: Sharing { on, may, by: read.shared },
    }
}

/// Who is signed in, by the name of the unit as any programme has it.
fn person(catalogue: &Catalogue, locale: Locale, session: &Session) -> Person {
    let actor = &session.actor;
    let unit = actor.unit.as_deref().map(|code| catalogue.unit_name(locale, code));
    let concerns = |programme: &&Programme| {
        duty::owing(programme).any(|who| actor.may(Action::Read, who.code))
    };
    let duties = catalogue.programmes.iter().find(concerns);
    Person {
        name: actor.name.clone(),
        role: actor.role,
        unit,
        code: actor.unit.clone(),
        duties: duties.map(|programme| Page::Duties(programme.code.clone())),
    }
}

/// What stands around a page without figures.
pub(super) fn bare_shell(board: &Board, catalogue: &Catalogue, read: Read, page: Page) -> Shell {
    // No figure is judged on such a page, so any quarter will do.
    let as_of = board.inner.as_of.unwrap_or(Quarter::FIRST);
    Shell { with_figures: false, ..shell(board, catalogue, read, page, as_of) }
}

/// Says why there is no page, in the person's language, with ways on.
pub(super) async fn refuse(board: &Board, read: Read, refusal: Refusal) -> Response {
    let (status, text) = describe(read.locale, &refusal);
    if let Refusal::Store(error) = &refusal {
        tracing::error!(%error, "a page could not be answered");
    }
    let mut response = message(board, read, status, text).await;
    if let Refusal::TooManyGuesses(seconds) = refusal {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

/// A page with a message alone, and ways on; for a program, the message.
pub(super) async fn message(
    board: &Board,
    read: Read,
    status: StatusCode,
    message: Message,
) -> Response {
    if read.by_program {
        return request_refusal::problem(status, &message.text);
    }
    // The way on is drawn from what is still at hand when the database is away.
    let catalogue = board.inner.catalogue.read().await.clone();
    let shell = bare_shell(board, &catalogue, read, Page::Overview);
    page(status, render(move || message::page(&shell, &message)))
}

pub(super) fn describe(locale: Locale, refusal: &Refusal) -> (StatusCode, Message) {
    let (status, title, text) = match refusal {
        Refusal::NoSuchProgramme(code) => {
            (StatusCode::NOT_FOUND, words::not_found(locale), words::no_programme(locale, code))
        }
        Refusal::NoSuchReturn => (
            StatusCode::NOT_FOUND,
            return_words::no_return_title(locale),
            return_words::no_return(locale).to_owned(),
        ),
        Refusal::NoSuchUnit(code) => {
            (StatusCode::NOT_FOUND, words::not_found(locale), words::no_unit(locale, code))
        }
        Refusal::NoSuchTarget(no) => {
            (StatusCode::NOT_FOUND, words::not_found(locale), words::no_target(locale, no))
        }
        Refusal::NoSuchDuty => (
            StatusCode::NOT_FOUND,
            words::not_found(locale),
            duty_words::no_duty(locale).to_owned(),
        ),
        Refusal::NoSuchEvidence => (
            StatusCode::NOT_FOUND,
            words::not_found(locale),
            duty_words::no_evidence(locale).to_owned(),
        ),
        Refusal::TooManyFigures(figures) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            evaluation_words::too_many_title(locale),
            evaluation_words::too_many(
                locale,
                number_words::count(figures),
                number_words::count(MOST),
            ),
        ),
        Refusal::NoPicture => {
            (StatusCode::NOT_FOUND, words::not_found(locale), words::no_picture(locale).to_owned())
        }
        Refusal::NoFont => (
            StatusCode::NOT_IMPLEMENTED,
            words::no_font_title(locale),
            words::no_font(locale).to_owned(),
        ),
        Refusal::NoSuchAccount(name) => (
            StatusCode::NOT_FOUND,
            words::not_found(locale),
            account_words::no_account(locale, reading::showable(name)),
        ),
        Refusal::NoSuchPage => {
            (StatusCode::NOT_FOUND, words::not_found(locale), words::no_page(locale).to_owned())
        }
        Refusal::NoSuchEvaluation(number) => (
            StatusCode::NOT_FOUND,
            words::not_found(locale),
            evaluation_words::no_evaluation(locale, reading::showable(number)),
        ),
        Refusal::NoFile => (
            StatusCode::NOT_FOUND,
            evaluation_words::no_file_title(locale),
            evaluation_words::no_file(locale).to_owned(),
        ),
        Refusal::NotInThisBuild => (
            StatusCode::NOT_IMPLEMENTED,
            evaluation_words::not_in_build_title(locale),
            evaluation_words::job_failed_build(locale).to_owned(),
        ),
        Refusal::TooManyGuesses(seconds) => (
            StatusCode::TOO_MANY_REQUESTS,
            account_words::guesses_title(locale),
            account_words::guesses(locale, account_words::wait(locale, *seconds)),
        ),
        Refusal::NoTemplate => (
            StatusCode::NOT_IMPLEMENTED,
            upload_words::no_template_title(locale),
            upload_words::no_template(locale).to_owned(),
        ),
        Refusal::NotForRole(role) => (
            StatusCode::FORBIDDEN,
            account_words::not_for_role_title(locale),
            account_words::not_for_role(locale, account_words::role(locale, *role)),
        ),
        Refusal::Busy | Refusal::NoRandomness => (
            StatusCode::SERVICE_UNAVAILABLE,
            account_words::busy_title(locale),
            account_words::busy(locale).to_owned(),
        ),
        Refusal::Request(refusal) => return (refusal.status(), refusal.message(locale)),
        Refusal::Store(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            words::database_away_title(locale),
            words::database_away(locale).to_owned(),
        ),
    };
    (status, Message { title: title.to_owned(), text })
}

/// Any address that is none of the product's.
pub(super) async fn no_such_page(State(board): State<Board>, Asked(read): Asked) -> Response {
    nothing_here(&board, read).await
}

/// Says that nothing is at this address.
pub(super) async fn nothing_here(board: &Board, read: Read) -> Response {
    let text = Message {
        title: words::not_found(read.locale).to_owned(),
        text: words::no_page(read.locale).to_owned(),
    };
    match board.catalogue().await {
        Ok(_) => message(board, read, StatusCode::NOT_FOUND, text).await,
        Err(error) => refuse(board, read, Refusal::Store(error)).await,
    }
}

/// The codes in a path; one that is no text leads to no page.
pub(super) struct Place<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Board> for Place<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, board: &Board) -> Result<Self, Response> {
        match Path::<T>::from_request_parts(parts, board).await {
            Ok(Path(place)) => Ok(Self(place)),
            Err(_) => {
                let Asked(read) = Asked::from_request_parts(parts, board).await?;
                Err(nothing_here(board, read).await)
            }
        }
    }
}

/// A known address with another method; axum adds which methods it takes.
pub(super) async fn wrong_method(
    State(board): State<Board>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    request_refusal::answer(&board, &uri, &headers, &RequestRefusal::WrongMethod).await
}

/// The last net: a panic becomes an answer, and a line in the log.
pub(super) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let what = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("unknown");
    tracing::error!(what, "a handler panicked");
    let mut response = (StatusCode::INTERNAL_SERVER_ERROR, "internal error\n").into_response();
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
