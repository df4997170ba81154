//! Signing in and out.

use app::account::own;
use app::account::sign_in::{self, SignIn};
use app::domain::access::Actor;
use app::links::{Filters, Page};
use app::locale::{Locale, account_words as words};
use app::ui::form::Fault;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::Board;
use super::answer::{self, Refusal, refuse, render};
use super::form::{Form, read_form};
use super::peer::Scheme;
use super::reading::{self, Read};
use super::session::{self, Asked, SignedIn};
use crate::password;
use crate::secret::{self, Secret};

/// Longest name and password that are looked at, in bytes.
const LONGEST_NAME: usize = 60;
const LONGEST_PASSWORD: usize = 400;

/// `GET /login`
pub(super) async fn sign_in(State(board): State<Board>, Asked(read): Asked) -> Response {
    let next = read.filters.next.clone();
    sign_in_page(&board, read, StatusCode::OK, SignIn { next, ..SignIn::default() }).await
}

async fn sign_in_page(board: &Board, read: Read, status: StatusCode, asked: SignIn) -> Response {
    let catalogue = match board.catalogue().await {
        Ok(catalogue) => catalogue,
        Err(error) => return refuse(board, read, Refusal::Store(error)).await,
    };
    let mut shell = answer::bare_shell(board, &catalogue, read, Page::SignIn);
    shell.faulty = !asked.faults.is_empty();
    answer::page(status, render(move || sign_in::page(&shell, &asked)))
}

/// `POST /login`
pub(super) async fn signing_in(State(board): State<Board>, request: Request) -> Response {
    let headers = request.headers().clone();
    let read = reading::read(request.uri().query(), &headers);
    let scheme = request.extensions().get::<Scheme>().copied().unwrap_or_default();
    let form = match read_form(request).await {
        Ok(form) => form,
        Err(refusal) => return refuse(&board, read, refusal.into()).await,
    };
    match take(&board, &read, &headers, scheme, &form).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

async fn take(
    board: &Board,
    read: &Read,
    headers: &HeaderMap,
    scheme: Scheme,
    form: &Form,
) -> Result<Response, Refusal> {
    let locale = read.locale;
    let name = form.get("name").unwrap_or_default().trim().to_lowercase();
    let password = form.get("password").unwrap_or_default();
    let next = form.get("next").and_then(reading::own_address).map(str::to_owned);
    let faults = missing(locale, &name, password);
    let again = |faults| SignIn { name: name.clone(), next: next.clone(), faults };
    if !faults.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(sign_in_page(board, read.clone(), status, again(faults)).await);
    }
    let Some(actor) = recognise(board, &name, password).await? else {
        let faults = vec![Fault::new("name", words::no_match(locale))];
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(sign_in_page(board, read.clone(), status, again(faults)).await);
    };
    let secret = Secret::of_session()?;
    let before = session::cookie(headers).map(secret::digest);
    let digest = secret.digest();
    board.store().start_session(actor.account, &digest, before.as_deref(), false).await?;
    let to = next.unwrap_or_else(|| home(&actor, read));
    let mut response = Redirect::to(&to).into_response();
    session::set_cookie(&mut response, scheme, Some(&secret));
    Ok(response)
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

/// Whose name and password these are.
async fn recognise(board: &Board, name: &str, password: &str) -> Result<Option<Actor>, Refusal> {
    if name.len() > LONGEST_NAME || password.len() > LONGEST_PASSWORD {
        return Ok(None);
    }
    let known = board.store().credentials(name).await?;
    let kept = known.as_ref().and_then(|known| known.password.clone());
    let matches = password::matches(password.to_owned(), kept).await?;
    Ok(known.filter(|_| matches).map(|known| known.actor))
}

/// Where somebody goes who only signed in.
fn home(actor: &Actor, read: &Read) -> String {
    use app::domain::access::Role;
    let page = match actor.role {
        Role::Entry | Role::Lead => Page::Returns,
        Role::Reviewer | Role::Observer => Page::Review,
        Role::Auditor => Page::Audit,
        Role::Admin => Page::Accounts,
    };
    page.link(&Filters { lang: read.filters.lang, ..Filters::default() })
}

/// `POST /logout`
pub(super) async fn signing_out(State(board): State<Board>, request: Request) -> Response {
    let read = reading::read(request.uri().query(), request.headers());
    let scheme = request.extensions().get::<Scheme>().copied().unwrap_or_default();
    if let Some(secret) = session::cookie(request.headers())
        && let Err(error) = board.store().end_session(&secret::digest(secret)).await
    {
        return refuse(&board, read, Refusal::Store(error)).await;
    }
    let filters = Filters { lang: read.filters.lang, ..Filters::default() };
    let mut response = Redirect::to(&Page::SignIn.link(&filters)).into_response();
    session::set_cookie(&mut response, scheme, None);
    response
}

/// `GET /account`
pub(super) async fn own(State(board): State<Board>, Asked(read): Asked) -> Response {
    let catalogue = match board.catalogue().await {
        Ok(catalogue) => catalogue,
        Err(error) => return refuse(&board, read, Refusal::Store(error)).await,
    };
    let shell = answer::bare_shell(&board, &catalogue, read, Page::Account);
    answer::page(StatusCode::OK, render(move || own::page(&shell)))
}

/// `POST /account/sign-out-elsewhere`
pub(super) async fn signing_out_elsewhere(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    match board.store().end_other_sessions(&session.actor, &session.digest).await {
        Ok(()) => {
            let filters = Filters { lang: read.filters.lang, ..Filters::default() };
            Redirect::to(&Page::Account.link(&filters)).into_response()
        }
        Err(error) => refuse(&board, read, Refusal::Store(error)).await,
    }
}
