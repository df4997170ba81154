//! Duties: all of a programme, one of one unit, and the file that goes with a
//! statement. What is said of them is in `saying`.

mod saying;

use std::sync::Arc;

use app::domain::access::{Action, Actor, Reach};
use app::domain::duty::{self, Course, Key, Owing};
use app::domain::programme::{Duty, Programme};
use app::duties::matrix::{self, MatrixPage, Whose};
use app::duties::one::{self, DutyPage};
use app::exhibit;
use app::links::{Filters, Page};
use app::locale::board_words;
use axum::extract::{FromRequestParts, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use super::answer::{self, Place, Refusal, render};
use super::reading::Read;
use super::sent::answered;
use super::session::{Asked, Session, SignedIn};
use super::{Board, Catalogue, files};

pub(super) use saying::{remark, say};

/// `GET /programmes/{programme}/duties`
pub(super) async fn matrix(
    State(board): State<Board>,
    Place(programme): Place<String>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let done = matrix_page(&board, &programme, &session, read.clone(), false).await;
    answered(&board, &read, done).await
}

/// `GET /programmes/{programme}/duties.csv`
pub(super) async fn matrix_as_csv(
    State(board): State<Board>,
    Place(programme): Place<String>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let done = matrix_page(&board, &programme, &session, read.clone(), true).await;
    answered(&board, &read, done).await
}

async fn matrix_page(
    board: &Board,
    code: &str,
    session: &Session,
    mut read: Read,
    as_file: bool,
) -> Result<Response, Refusal> {
    let catalogue = board.catalogue().await?;
    let programme =
        catalogue.programme(code).ok_or_else(|| Refusal::NoSuchProgramme(code.to_owned()))?;
    let whose = whose(programme, &session.actor, &mut read);
    let standings = board.store().duties(&session.actor, code).await?;
    let page = Page::Duties(programme.code.clone());
    let mut shell = answer::bare_shell(board, &catalogue, read, page);
    let Filters { unit, lang, .. } = shell.filters;
    shell.filters = Filters { unit, lang, ..Filters::default() };
    if as_file {
        let (locale, whose) = (shell.locale, whose.clone());
        let of = |unit: &str| match &whose {
            Whose::Everybody => true,
            Whose::Chosen(code) | Whose::Own(code) => code == unit,
        };
        let table = exhibit::duties::as_table(locale, programme, &standings, of);
        let unit = shell.filters.unit.as_ref().map(|unit| format!("-{unit}")).unwrap_or_default();
        return Ok(files::table(&shell, board, &table, &format!("{code}-duties{unit}")));
    }
    let html =
        render(|| matrix::page(&shell, &MatrixPage { programme, standings: &standings, whose }));
    Ok(answer::page(StatusCode::OK, html))
}

/// Whose duties are shown: of everybody, of the one in the address, or, to a
/// unit's own people, of their unit alone.
fn whose(programme: &Programme, actor: &Actor, read: &mut Read) -> Whose {
    let asked = read.filters.unit.take();
    let left_out = |read: &mut Read, unit: String| {
        let sentence = board_words::not_known_here(read.locale, "unit", unit);
        read.notices.push(sentence);
    };
    if actor.role.reach(Action::Read) == Reach::OwnUnit {
        let own = actor.unit.clone().unwrap_or_default();
        if let Some(other) = asked.filter(|unit| *unit != own) {
            left_out(read, other);
        }
        return Whose::Own(own);
    }
    match asked {
        Some(unit) if duty::owing(programme).any(|who| who.code == unit) => {
            read.filters.unit = Some(unit.clone());
            Whose::Chosen(unit)
        }
        Some(unit) => {
            left_out(read, unit);
            Whose::Everybody
        }
        None => Whose::Everybody,
    }
}

/// A request for one duty of one unit, at an address
/// `…/{programme}/duties/{no}/{unit}…`. Whether the actor may read that unit's
/// was held against the route already.
pub(super) struct Visit {
    board: Board,
    place: (String, String, String),
    session: Session,
    read: Read,
    uri: Uri,
}

impl FromRequestParts<Board> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, board: &Board) -> Result<Self, Response> {
        let Place(place) = Place::from_request_parts(parts, board).await?;
        let SignedIn(session) = SignedIn::from_request_parts(parts, board).await?;
        let Asked(read) = Asked::from_request_parts(parts, board).await?;
        Ok(Self { board: board.clone(), place, session, read, uri: parts.uri.clone() })
    }
}

/// One duty of one unit, with all that was said of it.
struct Opened {
    catalogue: Arc<Catalogue>,
    key: Key,
    course: Course,
}

impl Visit {
    async fn open(&self) -> Result<Opened, Refusal> {
        let (programme, no, unit) = &self.place;
        let catalogue = self.board.catalogue().await?;
        let of = catalogue
            .programme(programme)
            .ok_or_else(|| Refusal::NoSuchProgramme(programme.clone()))?;
        let key = Key { programme: programme.clone(), unit: unit.clone(), no: no.clone() };
        duty::owes(of, unit, no).ok_or(Refusal::NoSuchDuty)?;
        let course = self.board.store().duty(&self.session.actor, &key).await?;
        Ok(Opened { catalogue, key, course })
    }

    async fn answer(&self, made: Result<Response, Refusal>) -> Response {
        answered(&self.board, &self.read, made).await
    }
}

impl Opened {
    /// The duty and who owes it.
    ///
    /// # Errors
    /// Never: [`Visit::open`] found both.
    fn owed(&self) -> Result<(&Programme, (Owing<'_>, &Duty)), Refusal> {
        let programme = self.catalogue.programme(&self.key.programme);
        let owed = |of| Some((of, duty::owes(of, &self.key.unit, &self.key.no)?));
        programme.and_then(owed).ok_or(Refusal::NoSuchDuty)
    }

    fn page(
        &self,
        visit: &Visit,
        status: StatusCode,
        change: impl FnOnce(&mut DutyPage),
    ) -> Result<Response, Refusal> {
        let (programme, owed) = self.owed()?;
        let page = Page::Duty(self.key.clone());
        let shell = answer::bare_shell(&visit.board, &self.catalogue, visit.read.clone(), page);
        let mut of = DutyPage::new(programme, owed, &self.course, &visit.session.actor);
        change(&mut of);
        Ok(answer::page(status, render(|| one::page(&shell, &of))))
    }
}

/// `GET /programmes/{programme}/duties/{no}/{unit}`
pub(super) async fn one(visit: Visit) -> Response {
    let made = visit.open().await.and_then(|opened| opened.page(&visit, StatusCode::OK, |_| {}));
    visit.answer(made).await
}

/// `GET …/evidence?version=2`: the file that goes with a statement, to be kept
/// and never to be shown in a page of ours.
pub(super) async fn evidence(visit: Visit) -> Response {
    let made = evidence_file(&visit).await;
    visit.answer(made).await
}

async fn evidence_file(visit: &Visit) -> Result<Response, Refusal> {
    let opened = visit.open().await?;
    let _admission = visit.board.uploads().enter()?;
    let version = visit.read.filters.version.unwrap_or_else(|| opened.course.version());
    let store = visit.board.store();
    let found = store.evidence(&visit.session.actor, &opened.key, version).await?;
    let (file, bytes) = found.ok_or(Refusal::NoSuchEvidence)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.kind.media_type()));
    if let Ok(disposition) = HeaderValue::from_str(&files::attached(&file.name)) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}
