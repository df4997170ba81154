//! The queue: what waits, and approving several returns at once.

use app::domain::access::Action;
use app::domain::dossier::Said;
use app::domain::rollup::Scope;
use app::links::Page;
use app::locale::{board_words, return_words, review_words as words};
use app::review::chosen::{Became, CHOSEN, Chosen};
use app::review::queue::{self, QueuePage};
use app::ui::form::Fault;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::http::account::confirmation::require_confirmed;
use crate::http::answer::{self, Refusal, render};
use crate::http::reading::Read;
use crate::http::sent::{Sent, answered};
use crate::http::session::{Asked, Session, SignedIn};
use crate::http::{Board, Catalogue};
use crate::store::queue::Wanted;
use crate::store::review::{Decided, Word};

/// `GET /review`
pub(in crate::http) async fn queue(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let outcome = Outcome::default();
    let done = queue_page(&board, &session, read.clone(), StatusCode::OK, outcome).await;
    answered(&board, &read, done).await
}

/// `POST /review`: approves the ticked returns, each for itself.
pub(in crate::http) async fn approve_many(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    let done = approved_many(&board, &session, &sent).await;
    answered(&board, &sent.read, done).await
}

/// What is said of returns that were to be approved.
#[derive(Default)]
struct Outcome {
    became: Vec<Became>,
    ticked: Vec<String>,
    faults: Vec<Fault>,
}

async fn queue_page(
    board: &Board,
    session: &Session,
    mut read: Read,
    status: StatusCode,
    outcome: Outcome,
) -> Result<Response, Refusal> {
    let catalogue = board.catalogue().await?;
    known_here(&catalogue, &mut read);
    let units = read.filters.unit.as_deref().map(|unit| of(&catalogue, &read, unit));
    let wanted = Wanted {
        programme: read.filters.programme.as_deref(),
        quarter: read.filters.period,
        units: units.as_deref(),
        after: read.filters.since.as_ref(),
    };
    let queue = board.store().queue(&session.actor, &wanted).await?;
    let mut shell = answer::bare_shell(board, &catalogue, read, Page::Review);
    shell.faulty = !outcome.faults.is_empty();
    let html = render(|| {
        let programmes = &catalogue.programmes;
        let mut of = QueuePage::compose(&shell, programmes, &queue, units.as_deref());
        of.may_decide = session.actor.may_at_all(Action::Decide);
        of.became = outcome.became;
        of.ticked = outcome.ticked;
        of.faults = outcome.faults;
        queue::page(&shell, &of)
    });
    Ok(answer::page(status, html))
}

/// A unit and all below it, in the programme asked for or in any.
fn of(catalogue: &Catalogue, read: &Read, unit: &str) -> Vec<String> {
    let asked = read.filters.programme.as_ref();
    let programmes = catalogue.programmes.iter();
    let below = programmes
        .filter(|programme| asked.is_none_or(|code| *code == programme.code))
        .flat_map(|programme| programme.filing_units_of(Scope::Unit(unit)))
        .map(|unit| unit.code.clone());
    let mut units: Vec<String> = std::iter::once(unit.to_owned()).chain(below).collect();
    units.sort_unstable();
    units.dedup();
    units
}

/// Leaves out filters that name no programme, or no unit of it.
fn known_here(catalogue: &Catalogue, read: &mut Read) {
    let known = |code: &String| catalogue.programme(code).is_some();
    let unknown = read.filters.programme.take_if(|code| !known(code));
    left_out(read, "programme", unknown);
    let of = read.filters.programme.clone();
    let among = || {
        let programmes = catalogue.programmes.iter();
        programmes.filter(|programme| of.as_ref().is_none_or(|code| *code == programme.code))
    };
    let known = |code: &str| among().any(|programme| programme.unit(code).is_some());
    let unknown = read.filters.unit.take_if(|code| !known(code));
    left_out(read, "unit", unknown);
}

fn left_out(read: &mut Read, name: &'static str, value: Option<String>) {
    if let Some(value) = value {
        let sentence = board_words::not_known_here(read.locale, name, value);
        read.notices.push(sentence);
    }
}

async fn approved_many(board: &Board, session: &Session, sent: &Sent) -> Result<Response, Refusal> {
    let (locale, read, form) = (sent.read.locale, sent.read.clone(), &sent.form);
    form.deny_unknown(&[CHOSEN])?;
    let ticked: Vec<String> = form.all(CHOSEN).map(str::to_owned).collect();
    let chosen: Vec<Chosen> = ticked.iter().filter_map(|text| text.parse().ok()).collect();
    if chosen.is_empty() {
        let faults = vec![Fault::new("waiting", words::tick_some(locale))];
        let outcome = Outcome { ticked, faults, became: Vec::new() };
        return queue_page(board, session, read, StatusCode::UNPROCESSABLE_ENTITY, outcome).await;
    }
    if let Err(response) = require_confirmed(board, &read, session, &sent.uri, &sent.form).await {
        return Ok(response);
    }
    let mut became = Vec::new();
    for Chosen { key, version } in chosen {
        let word = Word { said: Said::Approve, version: Some(version), ..nothing_said() };
        let decided = board.store().say(&session.actor, &key, &word).await?;
        let why_not = match decided {
            Decided::Done => None,
            Decided::Stale => Some(words::stale_same(locale, version)),
            Decided::Refused(refusal) => Some(return_words::refusal(locale, &refusal)),
        };
        became.push(Became { key, why_not });
    }
    if became.iter().all(|became| became.why_not.is_none()) {
        // What was decided lately stands on the page this leads to.
        return Ok(answer::see_other(&Page::Review.link(&read.filters)));
    }
    let fault = Fault::new("became", words::some_not_approved(locale));
    let outcome = Outcome { became, ticked: Vec::new(), faults: vec![fault] };
    queue_page(board, session, read, StatusCode::CONFLICT, outcome).await
}

fn nothing_said() -> Word {
    Word { said: Said::Comment, version: None, reason: String::new(), lines: None }
}
