//! The ministries' pages: the queue, a return beside its version before, and
//! what is decided and said. The rights are held before (`routes`), and by the
//! database; a decision on a version that is not the newest any more is
//! answered with 409 and what there is now.

mod deciding;
mod queue;
mod reviewed;

use app::domain::dossier::Said;
use app::links::Page;
use app::locale::return_words;
use app::ui::form::Fault;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use self::deciding::Decision;
pub(super) use self::queue::{approve_many, queue};
use self::reviewed::{Shown, place, reviewed_page};
use super::Board;
use super::account::confirmation::require_confirmed;
use super::answer::{Place, Refusal};
use super::sent::{Sent, answered, go};
use super::session::{Asked, Session, SignedIn};
use crate::store::review::Decided;

/// A return's place in the address.
type Codes = (String, String, String);

/// `GET /review/{programme}/{unit}/{quarter}`
pub(super) async fn reviewed(
    State(board): State<Board>,
    Place(codes): Place<Codes>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let done = reviewed_page(&board, &session, &codes, read.clone(), Shown::default()).await;
    answered(&board, &read, done).await
}

/// `POST /review/{programme}/{unit}/{quarter}/approve`
pub(super) async fn approve(
    State(board): State<Board>,
    Place(codes): Place<Codes>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    say(board, codes, session, sent, Said::Approve).await
}

/// `POST /review/{programme}/{unit}/{quarter}/return`
pub(super) async fn send_back(
    State(board): State<Board>,
    Place(codes): Place<Codes>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    say(board, codes, session, sent, Said::Return).await
}

/// `POST /review/{programme}/{unit}/{quarter}/reopen`
pub(super) async fn reopen(
    State(board): State<Board>,
    Place(codes): Place<Codes>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    say(board, codes, session, sent, Said::Reopen).await
}

/// `POST /review/{programme}/{unit}/{quarter}/comment`
pub(super) async fn comment(
    State(board): State<Board>,
    Place(codes): Place<Codes>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    say(board, codes, session, sent, Said::Comment).await
}

/// `POST /review/{programme}/{unit}/{quarter}/countersign`
pub(super) async fn countersign(
    State(board): State<Board>,
    Place(codes): Place<Codes>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    say(board, codes, session, sent, Said::Countersign).await
}

async fn say(board: Board, codes: Codes, session: Session, sent: Sent, said: Said) -> Response {
    let done = decide(&board, &codes, &session, &sent, said).await;
    answered(&board, &sent.read, done).await
}

async fn decide(
    board: &Board,
    codes: &Codes,
    session: &Session,
    sent: &Sent,
    said: Said,
) -> Result<Response, Refusal> {
    let (locale, read) = (sent.read.locale, sent.read.clone());
    let catalogue = board.catalogue().await?;
    let (programme, unit, key) = place(&catalogue, codes)?;
    sent.form.deny_unknown(deciding::fields(said))?;
    let lines: Vec<&str> =
        programme.form_of(unit, key.quarter).map(|line| line.code.as_str()).collect();
    let Decision { word, typed, faults } = deciding::read(locale, said, &sent.form, &lines);
    if !faults.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let shown = Shown { status, typed, faults, stale: None };
        return reviewed_page(board, session, codes, read, shown).await;
    }
    if said == Said::Approve
        && let Err(response) = require_confirmed(board, &read, session, &sent.uri, &sent.form).await
    {
        return Ok(response);
    }
    let seen = word.version;
    let (faults, stale) = match board.store().say(&session.actor, &key, &word).await? {
        Decided::Done => return Ok(go(&read, &Page::Reviewed(key))),
        Decided::Stale => (Vec::new(), seen),
        Decided::Refused(refusal) => {
            (vec![Fault::new("said", return_words::refusal(locale, &refusal))], None)
        }
    };
    let shown = Shown { status: StatusCode::CONFLICT, typed, faults, stale };
    reviewed_page(board, session, codes, read, shown).await
}
