//! The ministries' pages: the queue, a return beside its version before, and
//! what is decided and said. The rights are held before (`routes`), and by the
//! database; a decision on a version that is not the newest any more is
//! answered with 409 and what there is now.

use app::domain::access::{Action, Actor};
use app::domain::dossier::{Said, Version};
use app::domain::filing::Key;
use app::domain::programme::Programme;
use app::domain::unit::Unit;
use app::links::{Filters, Page};
use app::locale::{board_words, return_words, review_words as words};
use app::review::queue::{self, Became, CHOSEN, Chosen, QueuePage};
use app::review::reviewed::{self, FiledLine, FiledVersion, ReviewedPage, Sent};
use app::ui::form::Fault;
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};

use super::answer::{self, Place, Refusal, refuse, render};
use super::deciding::{self, Decision};
use super::entering::to_its_end;
use super::form::{Form, read_form};
use super::reading::Read;
use super::session::{Asked, Session, SignedIn};
use super::{Board, Catalogue};
use crate::store::queue::Queue;
use crate::store::review::{Decided, Word};
use crate::store::{Store, StoreError};

/// A return's place in the address.
type Codes = (String, String, String);

/// `GET /review`
pub(super) async fn queue(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let shown = Outcome::default();
    match queue_page(&board, &session, read.clone(), StatusCode::OK, shown).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

/// `POST /review`: approves the ticked returns, each for itself.
pub(super) async fn approve_many(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
    request: Request,
) -> Response {
    match approved_many(&board, &session, read.clone(), request).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

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
    let (catalogue, Queue { waiting, lately, .. }) =
        tokio::try_join!(board.catalogue(), board.store().queue(&session.actor))?;
    known_here(&catalogue, &mut read);
    let mut shell = answer::bare_shell(board, &catalogue, read, Page::Review);
    shell.faulty = !outcome.faults.is_empty();
    let html = render(|| {
        let mut of = QueuePage::compose(&shell, &catalogue.programmes, &waiting, &lately);
        of.may_decide = session.actor.may_at_all(Action::Decide);
        of.became = outcome.became;
        of.ticked = outcome.ticked;
        of.faults = outcome.faults;
        queue::page(&shell, &of)
    });
    Ok(answer::page(status, html))
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

async fn approved_many(
    board: &Board,
    session: &Session,
    read: Read,
    request: Request,
) -> Result<Response, Refusal> {
    let locale = read.locale;
    let uri = request.uri().clone();
    let form = read_form(request).await?;
    form.deny_unknown(&[CHOSEN])?;
    let ticked: Vec<String> = form.all(CHOSEN).map(str::to_owned).collect();
    let chosen: Vec<Chosen> = ticked.iter().filter_map(|text| text.parse().ok()).collect();
    if chosen.is_empty() {
        let faults = vec![Fault::new("waiting", words::tick_some(locale))];
        let outcome = Outcome { ticked, faults, became: Vec::new() };
        return queue_page(board, session, read, StatusCode::UNPROCESSABLE_ENTITY, outcome).await;
    }
    if let Err(response) = require_confirmed(board, &read, session, &uri, &form).await {
        return Ok(response);
    }
    let mut became = Vec::new();
    for Chosen { key, version } in chosen {
        let word = Word { said: Said::Approve, version: Some(version), ..nothing_said() };
        let decided = carry_out(board.store(), &session.actor, &key, word).await?;
        let why_not = match decided {
            Decided::Done => None,
            Decided::Stale => Some(words::stale_same(locale, version)),
            Decided::Refused(refusal) => Some(return_words::refusal(locale, &refusal)),
        };
        became.push(Became { key, why_not });
    }
    if became.iter().all(|became| became.why_not.is_none()) {
        // What was decided lately stands on the page this leads to.
        return Ok(Redirect::to(&Page::Review.link(&read.filters)).into_response());
    }
    let fault = Fault::new("became", words::some_not_approved(locale));
    let outcome = Outcome { became, ticked: Vec::new(), faults: vec![fault] };
    queue_page(board, session, read, StatusCode::CONFLICT, outcome).await
}

fn nothing_said() -> Word {
    Word { said: Said::Comment, version: None, reason: String::new(), lines: None }
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

/// Lets an approval through whose session showed the second factor within the
/// last minutes.
async fn require_confirmed(
    board: &Board,
    read: &Read,
    session: &Session,
    _uri: &Uri,
    _form: &Form,
) -> Result<(), Response> {
    if session.confirmed {
        return Ok(());
    }
    Err(refuse(board, read.clone(), Refusal::NotForRole(session.actor.role)).await)
}

/// How a return's page comes back after a decision that was not taken.
struct Shown {
    status: StatusCode,
    typed: Sent,
    faults: Vec<Fault>,
    /// The version that was looked at, where another is the newest now.
    stale: Option<i32>,
}

impl Default for Shown {
    fn default() -> Self {
        Self { status: StatusCode::OK, typed: Sent::default(), faults: Vec::new(), stale: None }
    }
}

/// The return of the address; `None` for a quarter that has none.
fn place<'a>(
    catalogue: &'a Catalogue,
    (programme, unit, quarter): &Codes,
) -> Result<Option<(&'a Programme, &'a Unit, Key)>, Refusal> {
    let of = catalogue
        .programme(programme)
        .ok_or_else(|| Refusal::NoSuchProgramme(programme.clone()))?;
    let its = of.unit(unit).ok_or_else(|| Refusal::NoSuchUnit(unit.clone()))?;
    let quarter = quarter.parse().ok().filter(|quarter| of.covers(*quarter));
    let key = |quarter| Key { programme: programme.clone(), unit: unit.clone(), quarter };
    Ok(quarter.map(|quarter| (of, its, key(quarter))))
}

async fn reviewed_page(
    board: &Board,
    session: &Session,
    codes: &Codes,
    mut read: Read,
    mut shown: Shown,
) -> Result<Response, Refusal> {
    let catalogue = board.catalogue().await?;
    let Some((programme, unit, key)) = place(&catalogue, codes)? else {
        return Ok(answer::nothing_here(board, read).await);
    };
    let locale = read.locale;
    let dossier = board.store().dossier(&session.actor, &key).await?;
    let versions = &dossier.versions;
    let at = read.filters.version.take().and_then(|no| {
        let at = versions.iter().position(|version| version.version == no);
        if at.is_none() {
            read.notices.push(words::no_such_version(locale, no));
        }
        at
    });
    let at = at.or_else(|| versions.len().checked_sub(1));
    let mut shell = answer::bare_shell(board, &catalogue, read, Page::Reviewed(key.clone()));
    let Some(now) = at.and_then(|at| versions.get(at)) else {
        let html = render(|| reviewed::never_submitted(&shell, unit, &dossier));
        return Ok(answer::page(shown.status, html));
    };
    if now.version != versions.last().map_or(0, |last| last.version) {
        shell.filters.version = Some(now.version);
    }
    if let Some(seen) = shown.stale {
        let sentence = match versions.last() {
            Some(last) if last.version != seen => words::stale(locale, seen, last.version),
            _ => words::stale_same(locale, seen),
        };
        shown.faults.push(Fault::new("changes", sentence));
    }
    shell.faulty = !shown.faults.is_empty();
    let before = at.and_then(|at| versions.get(at.checked_sub(1)?));
    let (shown_version, before) =
        tokio::try_join!(filed(board.store(), &session.actor, &key, now), async {
            match before {
                Some(before) => filed(board.store(), &session.actor, &key, before).await.map(Some),
                None => Ok(None),
            }
        })?;
    let html = render(|| {
        let actor = &session.actor;
        let mut of = ReviewedPage::compose(programme, unit, &dossier, actor, shown_version, before);
        of.typed = shown.typed;
        of.faults = shown.faults;
        reviewed::page(&shell, &of)
    });
    Ok(answer::page(shown.status, html))
}

/// A version with what was filed in it.
async fn filed(
    store: &Store,
    actor: &Actor,
    key: &Key,
    version: &Version,
) -> Result<FiledVersion, StoreError> {
    let lines = store.version(actor, key, version.version).await?;
    let line =
        |(code, (figure, note, explanation))| (code, FiledLine { figure, note, explanation });
    Ok(FiledVersion { version: version.clone(), lines: lines.into_iter().map(line).collect() })
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
    let Some((programme, unit, key)) = place(&catalogue, codes)? else {
        return Ok(answer::nothing_here(board, read).await);
    };
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
