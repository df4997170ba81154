//! Setting the second factor up, or replacing it.

use app::account::second_factor::{self as page, SecondFactor};
use app::links::{Filters, Page};
use app::locale::account_words as words;
use app::ui::form::Fault;
use axum::extract::State;
use axum::response::Response;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::answered_with;
use super::confirmation::require_confirmed;
use super::guessing::{Guess, guess};
use super::sign_in::home;
use crate::http::Board;
use crate::http::answer::{self, Refusal};
use crate::http::reading::Read;
use crate::http::sent::{Sent, answered, go, language};
use crate::http::session::{Asked, Session, SignedIn};
use crate::second_factor;
use crate::store::StoreError;

/// Bytes of a secret, as RFC 4226 advises.
const LONG: usize = 20;

/// The secret that is offered in a session, the same each time the page is
/// shown, and not kept anywhere before a code proves that it was taken over.
async fn offered(board: &Board, session: &Session) -> Result<Vec<u8>, Refusal> {
    let key = board.store().installation_secret().await?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| {
        Refusal::Store(StoreError::Unreadable { table: "installation", key: "secret".into() })
    })?;
    mac.update(b"second factor");
    mac.update(&session.digest);
    mac.update(&[u8::from(session.second_factor)]);
    Ok(mac.finalize().into_bytes()[..LONG].to_vec())
}

/// `GET /account/second-factor`
pub(in crate::http) async fn page(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    // Who has a second factor shows it before replacing it.
    if session.second_factor && !session.confirmed {
        let filters = Filters { next: Some(Page::SecondFactor.path()), ..language(&read) };
        return answer::see_other(&Page::Confirmation.link(&filters));
    }
    let done = shown(&board, read.clone(), &session, Vec::new()).await;
    answered(&board, &read, done).await
}

async fn shown(
    board: &Board,
    read: Read,
    session: &Session,
    faults: Vec<Fault>,
) -> Result<Response, Refusal> {
    let secret = offered(board, session).await?;
    let faulty = !faults.is_empty();
    let asked = SecondFactor {
        compulsory: board.needs_second_factor(session.actor.role),
        replaces: session.second_factor,
        spelled: second_factor::spelled(&secret),
        drawing: second_factor::drawn(&second_factor::address(&secret, &session.actor.name)),
        faults,
    };
    answered_with(board, read, Page::SecondFactor, faulty, |shell| page::page(shell, &asked)).await
}

/// `POST /account/second-factor`
pub(in crate::http) async fn take(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    if session.second_factor
        && let Err(response) =
            require_confirmed(&board, &sent.read, &session, &sent.uri, &sent.form).await
    {
        return response;
    }
    let done = taken(&board, &session, &sent).await;
    answered(&board, &sent.read, done).await
}

async fn taken(board: &Board, session: &Session, sent: &Sent) -> Result<Response, Refusal> {
    let (locale, actor) = (sent.read.locale, &session.actor);
    let secret = offered(board, session).await?;
    let typed = sent.text("code");
    if typed.trim().is_empty() {
        let faults = vec![Fault::new("code", words::digits_missing(locale))];
        return shown(board, sent.read.clone(), session, faults).await;
    }
    let trial = async { Ok(second_factor::step(&secret, typed, session.now)) };
    match guess(board, &actor.name, &sent.network, trial).await? {
        Guess::Right(step) => {
            board.store().set_second_factor(actor, &secret, step, &session.digest).await?;
            let page = if session.pending { home(actor.role) } else { Page::Account };
            Ok(go(&sent.read, &page))
        }
        Guess::Wrong => {
            let faults = vec![Fault::new("code", words::digits_wrong(locale))];
            shown(board, sent.read.clone(), session, faults).await
        }
    }
}
