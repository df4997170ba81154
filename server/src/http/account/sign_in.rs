//! Signing in and out.

use app::account::kept::{self, Kept};
use app::account::sign_in::{self, SignIn};
use app::domain::access::{Actor, Role};
use app::links::Page;
use app::locale::{Locale, account_words as words};
use app::ui::form::Fault;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::guessing::{Guess, guess, take_code};
use super::{answered_with, keep_nowhere};
use crate::http::Board;
use crate::http::answer::{self, Refusal};
use crate::http::kept::read_kept;
use crate::http::reading::{self, Read};
use crate::http::sent::{Sent, answered, go, language};
use crate::http::session::{self, Asked};
use crate::password;
use crate::secret::{self, Secret};
use crate::store::StoreError;

/// Longest name and password that are looked at, in bytes.
const LONGEST_NAME: usize = 60;
const LONGEST_PASSWORD: usize = 400;

/// `GET /login`
pub(in crate::http) async fn page(State(board): State<Board>, Asked(read): Asked) -> Response {
    let asked = SignIn { next: read.filters.next.clone(), ..SignIn::default() };
    let done = sign_in_page(&board, read.clone(), asked).await;
    answered(&board, &read, done).await
}

async fn sign_in_page(board: &Board, read: Read, asked: SignIn) -> Result<Response, Refusal> {
    let faulty = !asked.faults.is_empty();
    answered_with(board, read, Page::SignIn, faulty, |shell| sign_in::page(shell, &asked)).await
}

/// The sign-in page where another was asked for, with what was typed there.
pub(in crate::http) async fn first(
    board: &Board,
    read: Read,
    next: Option<String>,
    kept: Option<Kept>,
) -> Result<Response, Refusal> {
    let name = kept.as_ref().map(|kept| kept.of.clone()).unwrap_or_default();
    let asked = SignIn { name, next, kept, ended: true, ..SignIn::default() };
    let mut response = sign_in_page(board, read, asked).await?;
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    Ok(response)
}

/// `POST /login`
pub(in crate::http) async fn take(State(board): State<Board>, sent: Sent) -> Response {
    let done = signed_in(&board, &sent).await;
    answered(&board, &sent.read, done).await
}

async fn signed_in(board: &Board, sent: &Sent) -> Result<Response, Refusal> {
    let locale = sent.read.locale;
    let name = sent.text("name").trim().to_lowercase();
    let password = sent.text("password");
    let next = sent.form.get("next").and_then(reading::own_address).map(str::to_owned);
    let kept = read_kept(&sent.form);
    let mut faults = missing(locale, &name, password);
    if faults.is_empty() {
        let trial = recognise(board, &name, password, sent.text("code"));
        match guess(board, &name, &sent.network, trial).await? {
            Guess::Right((actor, confirmed)) => {
                return begin(board, sent, &actor, confirmed, next, kept).await;
            }
            Guess::Wrong => faults.push(Fault::new("name", words::no_match(locale))),
        }
    }
    let asked = SignIn { name, next, faults, kept, ended: false };
    sign_in_page(board, sent.read.clone(), asked).await
}

fn missing(locale: Locale, name: &str, password: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    if name.is_empty() {
        faults.push(Fault::new("name", words::name_missing(locale)));
    }
    if password.is_empty() {
        faults.push(Fault::new("password", words::password_missing(locale)));
    }
    faults
}

/// Whose name, password and code these are, and whether a code was shown.
async fn recognise(
    board: &Board,
    name: &str,
    password: &str,
    code: &str,
) -> Result<Option<(Actor, bool)>, Refusal> {
    if name.len() > LONGEST_NAME || password.len() > LONGEST_PASSWORD {
        return Ok(None);
    }
    let known = board.store().credentials(name).await?;
    let kept = known.as_ref().and_then(|known| known.password.clone());
    let matches = password::matches(password.to_owned(), kept).await?;
    let Some(known) = known.filter(|_| matches) else { return Ok(None) };
    let Some(secret) = &known.second_factor else { return Ok(Some((known.actor, false))) };
    let shown = take_code(board, known.actor.account, secret, code, known.now).await?;
    Ok(shown.then_some((known.actor, true)))
}

/// Begins a session and leads to where the person was going.
pub(super) async fn begin(
    board: &Board,
    sent: &Sent,
    actor: &Actor,
    confirmed: bool,
    next: Option<String>,
    kept: Option<Kept>,
) -> Result<Response, Refusal> {
    let secret = Secret::of_session()?;
    let before = sent.cookie.as_deref().map(secret::digest);
    let digest = secret.digest();
    board.store().start_session(actor, &digest, before.as_deref(), confirmed).await?;
    let mut response = match kept {
        // What was typed under another name is not sent under this one.
        Some(kept) if kept.of.is_empty() || kept.of == actor.name => {
            let found = session::look_up(board, secret.text()).await?;
            let read = Read { session: found, ..sent.read.clone() };
            resend(board, read, &kept).await?
        }
        Some(_) | None => match next {
            Some(next) => answer::see_other(&next),
            None => go(&sent.read, &home(actor.role)),
        },
    };
    session::set_cookie(&mut response, sent.scheme, Some(&secret));
    Ok(response)
}

/// The page that sends again what was kept.
pub(super) async fn resend(board: &Board, read: Read, kept: &Kept) -> Result<Response, Refusal> {
    let mut response =
        answered_with(board, read, Page::SignIn, false, |shell| kept::page(shell, kept)).await?;
    keep_nowhere(response.headers_mut());
    Ok(response)
}

/// Where somebody goes who only signed in.
pub(super) fn home(role: Role) -> Page {
    match role {
        Role::Entry | Role::Lead => Page::Returns,
        Role::Reviewer | Role::Observer => Page::Review,
        Role::Auditor => Page::Audit,
        Role::Admin => Page::Accounts,
    }
}

/// `POST /logout`
pub(in crate::http) async fn sign_out(State(board): State<Board>, sent: Sent) -> Response {
    let done = signed_out(&board, &sent).await.map_err(Refusal::Store);
    answered(&board, &sent.read, done).await
}

async fn signed_out(board: &Board, sent: &Sent) -> Result<Response, StoreError> {
    if let Some(session) = &sent.read.session {
        board.store().end_session(&session.actor, &session.digest).await?;
    }
    let mut response = answer::see_other(&Page::SignIn.link(&language(&sent.read)));
    session::set_cookie(&mut response, sent.scheme, None);
    Ok(response)
}
