//! One's own account.

use app::account::own::{self, Own};
use app::links::Page;
use app::locale::account_words as words;
use app::ui::form::Fault;
use axum::extract::State;
use axum::response::Response;

use super::activation::password_faults;
use super::answered_with;
use super::guessing::{Guess, guess};
use crate::http::Board;
use crate::http::answer::Refusal;
use crate::http::reading::Read;
use crate::http::sent::{Sent, answered, go};
use crate::http::session::{Asked, Session, SignedIn};
use crate::password;

/// `GET /account`
pub(in crate::http) async fn page(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let done = own_page(&board, read.clone(), &session, Vec::new()).await;
    answered(&board, &read, done).await
}

async fn own_page(
    board: &Board,
    read: Read,
    session: &Session,
    faults: Vec<Fault>,
) -> Result<Response, Refusal> {
    let faulty = !faults.is_empty();
    let own = Own {
        second_factor: session.second_factor,
        sessions: board.store().sessions(session.actor.account).await?,
        ends_at: session.ends_at,
        faults,
    };
    answered_with(board, read, Page::Account, faulty, |shell| own::page(shell, &own)).await
}

/// `POST /account/password`
pub(in crate::http) async fn set_password(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    let done = password_set(&board, &session, &sent).await;
    answered(&board, &sent.read, done).await
}

async fn password_set(board: &Board, session: &Session, sent: &Sent) -> Result<Response, Refusal> {
    let (locale, actor) = (sent.read.locale, &session.actor);
    let current = sent.text("current").to_owned();
    let mut faults = Vec::new();
    if current.is_empty() {
        faults.push(Fault::new("current", words::password_missing(locale)));
    } else {
        let trial = async {
            let known = board.store().credentials(&actor.name).await?;
            let kept = known.and_then(|known| known.password);
            Ok(password::matches(current.clone(), kept).await?.then_some(()))
        };
        if let Guess::Wrong = guess(board, &actor.name, &sent.network, trial).await? {
            faults.push(Fault::new("current", words::not_the_password(locale)));
        }
    }
    let chosen = sent.text("new");
    faults.extend(password_faults(locale, chosen, sent.text("repeat"), Some(actor)));
    if !faults.is_empty() {
        return own_page(board, sent.read.clone(), session, faults).await;
    }
    let kept = password::hash(chosen.to_owned()).await?;
    board.store().set_password(actor, &kept, &session.digest).await?;
    Ok(go(&sent.read, &Page::Account))
}

/// `POST /account/sign-out-elsewhere`
pub(in crate::http) async fn sign_out_elsewhere(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    let ended = board.store().end_other_sessions(&session.actor, &session.digest).await;
    let done = ended.map(|()| go(&sent.read, &Page::Account)).map_err(Refusal::Store);
    answered(&board, &sent.read, done).await
}
