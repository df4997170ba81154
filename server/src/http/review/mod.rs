//! The ministries' pages: the queue, a return beside its version before, and
//! what is decided and said. The rights are held before (`routes`), and by the
//! database; a decision on a version that is not the newest any more is
//! answered with 409 and what there is now.

mod deciding;
mod queue;
mod reviewed;

use app::domain::access::Actor;
use app::domain::dossier::Said;
use app::domain::filing::Key;
use app::links::{Filters, Page};
use app::locale::return_words;
use app::ui::form::Fault;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use self::deciding::Decision;
pub(super) use self::queue::{approve_many, queue};
use self::reviewed::{Shown, place, reviewed_page};
use super::Board;
use super::account::confirmation::require_confirmed;
use super::answer::{Place, Refusal, refuse};
use super::entering::to_its_end;
use super::form::read_form;
use super::reading::Read;
use super::session::{Asked, Session, SignedIn};
use crate::store::Store;
use crate::store::review::{Decided, Word};

/// A return's place in the address.
type Codes = (String, String, String);

/// `GET /review/{programme}/{unit}/{quarter}`
pub(super) async fn reviewed(
    State(board): State<Board>,
    Place(codes): Place<Codes>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let shown = Shown::default();
    match reviewed_page(&board, &session, &codes, read.clone(), shown).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

/// `POST /review/{programme}/{unit}/{quarter}/approve`
pub(super) async fn approve(
    State(board): State<Board>,
    Place(codes): Place<Codes>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
    request: Request,
) -> Response {
    say(board, codes, session, read, request, Said::Approve).await
}

/// `POST /review/{programme}/{unit}/{quarter}/return`
pub(super) async fn send_back(
    State(board): State<Board>,
    Place(codes): Place<Codes>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
    request: Request,
) -> Response {
    say(board, codes, session, read, request, Said::Return).await
}

/// `POST /review/{programme}/{unit}/{quarter}/reopen`
pub(super) async fn reopen(
    State(board): State<Board>,
    Place(codes): Place<Codes>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
    request: Request,
) -> Response {
    say(board, codes, session, read, request, Said::Reopen).await
}

/// `POST /review/{programme}/{unit}/{quarter}/comment`
pub(super) async fn comment(
    State(board): State<Board>,
    Place(codes): Place<Codes>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
    request: Request,
) -> Response {
    say(board, codes, session, read, request, Said::Comment).await
}

/// `POST /review/{programme}/{unit}/{quarter}/countersign`
pub(super) async fn countersign(
    State(board): State<Board>,
    Place(codes): Place<Codes>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
    request: Request,
) -> Response {
    say(board, codes, session, read, request, Said::Countersign).await
}

async fn say(
    board: Board,
    codes: Codes,
    session: Session,
    read: Read,
    request: Request,
    said: Said,
) -> Response {
    match decide(&board, &codes, &session, read.clone(), request, said).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

async fn decide(
    board: &Board,
    codes: &Codes,
    session: &Session,
    read: Read,
    request: Request,
    said: Said,
) -> Result<Response, Refusal> {
    let locale = read.locale;
    let catalogue = board.catalogue().await?;
    let (programme, unit, key) = place(&catalogue, codes)?;
    let uri = request.uri().clone();
    let form = read_form(request).await?;
    form.deny_unknown(deciding::fields(said))?;
    let lines: Vec<&str> =
        programme.form_of(unit, key.quarter).map(|line| line.code.as_str()).collect();
    let Decision { word, sent: typed, faults } = deciding::read(locale, said, &form, &lines);
    if !faults.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let shown = Shown { status, typed, faults, stale: None };
        return reviewed_page(board, session, codes, read, shown).await;
    }
    if said == Said::Approve
        && let Err(response) = require_confirmed(board, &read, session, &uri, &form).await
    {
        return Ok(response);
    }
    let seen = word.version;
    let (faults, stale) = match carry_out(board.store(), &session.actor, &key, word).await? {
        Decided::Done => {
            let filters = Filters { lang: read.filters.lang, ..Filters::default() };
            return Ok(Redirect::to(&Page::Reviewed(key).link(&filters)).into_response());
        }
        Decided::Stale => (Vec::new(), seen),
        Decided::Refused(refusal) => {
            (vec![Fault::new("said", return_words::refusal(locale, &refusal))], None)
        }
    };
    let shown = Shown { status: StatusCode::CONFLICT, typed, faults, stale };
    reviewed_page(board, session, codes, read, shown).await
}

/// Decides to the end, also when the connection closes half way.
async fn carry_out(
    store: &Store,
    actor: &Actor,
    key: &Key,
    word: Word,
) -> Result<Decided, Refusal> {
    let (store, actor, key) = (store.clone(), actor.clone(), key.clone());
    to_its_end(async move { store.say(&actor, &key, &word).await }).await
}
