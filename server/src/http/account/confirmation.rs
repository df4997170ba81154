//! Showing the second factor again, before what weighs most.

use app::account::confirmation::{self, Confirmation};
use app::account::kept::Kept;
use app::links::Page;
use app::locale::account_words as words;
use app::ui::form::Fault;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use super::guessing::{Guess, guess, take_code};
use super::{answered_with, sign_in};
use crate::http::Board;
use crate::http::answer::{self, Refusal};
use crate::http::form::Form;
use crate::http::kept::{keep, read_kept};
use crate::http::reading::{self, Read};
use crate::http::sent::{Sent, answered, go};
use crate::http::session::{Asked, Session, SignedIn};

/// Lets a write through whose session showed the second factor within the last
/// minutes; else answers with the page that asks for it and sends the form on.
pub(in crate::http) async fn require_confirmed(
    board: &Board,
    read: &Read,
    session: &Session,
    uri: &Uri,
    form: &Form,
) -> Result<(), Response> {
    if session.confirmed {
        return Ok(());
    }
    let kept = keep(uri, &session.actor.name, form);
    let asked = Confirmation { kept, ..Confirmation::default() };
    let done = confirmation_page(board, read.clone(), asked).await.map(|mut response| {
        *response.status_mut() = StatusCode::FORBIDDEN;
        response
    });
    Err(answered(board, read, done).await)
}

/// `GET /login/confirm`
pub(in crate::http) async fn page(State(board): State<Board>, Asked(read): Asked) -> Response {
    let asked = Confirmation { next: read.filters.next.clone(), ..Confirmation::default() };
    let done = confirmation_page(&board, read.clone(), asked).await;
    answered(&board, &read, done).await
}

async fn confirmation_page(
    board: &Board,
    read: Read,
    asked: Confirmation,
) -> Result<Response, Refusal> {
    let faulty = !asked.faults.is_empty();
    answered_with(board, read, Page::Confirmation, faulty, |shell| {
        confirmation::page(shell, &asked)
    })
    .await
}

/// `POST /login/confirm`
pub(in crate::http) async fn take(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    let done = confirmed(&board, &session, &sent).await;
    answered(&board, &sent.read, done).await
}

async fn confirmed(board: &Board, session: &Session, sent: &Sent) -> Result<Response, Refusal> {
    let (locale, actor) = (sent.read.locale, &session.actor);
    let next = sent.form.get("next").and_then(reading::own_address).map(str::to_owned);
    let kept = read_kept(&sent.form);
    let typed = sent.text("code");
    let mut faults = Vec::new();
    if typed.trim().is_empty() {
        faults.push(Fault::new("code", words::digits_missing(locale)));
    } else {
        let trial = async {
            let known = board.store().credentials(&actor.name).await?;
            let Some((secret, now)) =
                known.and_then(|known| Some((known.second_factor?, known.now)))
            else {
                return Ok(None);
            };
            let right = take_code(board, actor.account, &secret, typed, now).await?;
            Ok(right.then_some(()))
        };
        match guess(board, &actor.name, &sent.network, trial).await? {
            Guess::Right(()) => {
                board.store().confirm_session(actor, &session.digest).await?;
                return on(board, sent, kept, next).await;
            }
            Guess::Wrong => faults.push(Fault::new("code", words::digits_wrong_or_used(locale))),
        }
    }
    confirmation_page(board, sent.read.clone(), Confirmation { next, kept, faults }).await
}

async fn on(
    board: &Board,
    sent: &Sent,
    kept: Option<Kept>,
    next: Option<String>,
) -> Result<Response, Refusal> {
    match (kept, next) {
        (Some(kept), _) => sign_in::resend(board, sent.read.clone(), &kept).await,
        (None, Some(next)) => Ok(answer::see_other(&next)),
        (None, None) => Ok(go(&sent.read, &Page::Account)),
    }
}
