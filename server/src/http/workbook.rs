//! A return as a workbook: the template out, and a filled one beside the
//! draft. Reading only; what is written is in `uploading`.

use std::sync::Arc;

use app::domain::access::{Action, Actor};
use app::domain::calendar::Day;
use app::domain::draft::Lines;
use app::domain::filing::Key;
use app::domain::upload::{Differences, FileRefusal, Filled, Sent, differences};
use app::entry::upload::{self, Choosing, Comparing, FILE, Subject};
use app::entry::upload_table::line_name;
use app::links::{Filters, Part};
use app::locale::{Locale, return_words, upload_words as words};
use app::ui::form::Fault;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::Board;
use super::answer::{self, Place, Refusal, render};
use super::entry::{Opened, Where, answered, open};
use super::reading::Read;
use super::session::{Asked, Session, SignedIn};
use crate::export::template::{Sheet, template};
use crate::import::template::{Expected, read};
use crate::store::StoreError;
use crate::store::returns::ConflictAt;
use crate::store::uploads::Signing;

const XLSX: HeaderValue =
    HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

/// `GET /returns/{programme}/{unit}/{quarter}.xlsx`
pub(super) async fn template_file(
    board: &Board,
    place: &Where,
    session: &Session,
    locale: Locale,
) -> Result<Response, Refusal> {
    let opened = open(board, place, session).await?;
    let signing = signing(board, &opened.dossier.key).await?;
    let (programme, unit) = opened.filed_by()?;
    let key = &opened.dossier.key;
    let due = Day::due(key.quarter, programme.form.due_days).to_string();
    let sheet = Sheet {
        programme,
        unit,
        dossier: &opened.dossier,
        form_version: signing.form_version,
        locale,
        due: &due,
        demo: board.is_demo(),
    };
    let bytes = template(&sheet, &signing.key).map_err(|error| {
        tracing::error!(%error, %key, "a template could not be made");
        Refusal::NoTemplate
    })?;
    let name = format!("{}-{}-{}.xlsx", key.programme, key.unit, key.quarter);
    Ok(file(&name, bytes))
}

/// A workbook to be kept by the browser.
fn file(name: &str, bytes: Vec<u8>) -> Response {
    let encoded: String = name
        .bytes()
        .map(|byte| match byte {
            b'.' | b'-' | b'_' => char::from(byte).to_string(),
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, XLSX);
    if let Ok(disposition) =
        HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{encoded}"))
    {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}

async fn signing(board: &Board, key: &Key) -> Result<Signing, Refusal> {
    let found = board.store().signing(&key.programme).await?;
    found.ok_or_else(|| Refusal::NoSuchProgramme(key.programme.clone()))
}

/// `GET …/upload`: where a file is chosen, or one beside the draft
pub(super) async fn upload(
    State(board): State<Board>,
    Place(place): Place<Where>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let made = async {
        let opened = open(&board, &place, &session).await?;
        match read.filters.id.clone() {
            Some(id) if session.actor.may(Action::Write, &opened.dossier.key.unit) => {
                looked_at(&board, &opened, &id, read.clone()).await
            }
            _ => choose(&board, &opened, read.clone(), StatusCode::OK, None).await,
        }
    };
    let made = made.await;
    answered(&board, read, made).await
}

/// `GET …/upload.xlsx`: a file as it was sent in
pub(super) async fn original(
    State(board): State<Board>,
    Place(place): Place<Where>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let made = async {
        let opened = open(&board, &place, &session).await?;
        let _admission = board.uploads().enter()?;
        let id = read.filters.id.clone().unwrap_or_default();
        match board.store().upload(&session.actor, &opened.dossier.key, &id).await? {
            Some((sent, bytes)) => Ok(file(&sent.file_name, bytes)),
            None => gone(&board, &opened, read.clone()).await,
        }
    };
    let made = made.await;
    answered(&board, read, made).await
}

/// A file beside the draft as it is.
async fn looked_at(
    board: &Board,
    opened: &Opened,
    id: &str,
    asked: Read,
) -> Result<Response, Refusal> {
    let _admission = board.uploads().enter()?;
    let Some((sent, bytes)) = find(board, opened, id).await? else {
        return gone(board, opened, asked).await;
    };
    if sent.taken_at.is_some() {
        let found = Differences::default();
        return compare(board, opened, asked, StatusCode::OK, sent, found, Vec::new());
    }
    match filled(board, opened, Arc::new(bytes)).await? {
        Ok(filled) => {
            let found = against(opened, &opened.dossier.lines, &filled)?;
            compare(board, opened, asked, StatusCode::OK, sent, found, Vec::new())
        }
        Err(refusal) => unreadable(board, opened, asked, &refusal).await,
    }
}

pub(super) async fn find(
    board: &Board,
    opened: &Opened,
    id: &str,
) -> Result<Option<(Sent, Vec<u8>)>, Refusal> {
    Ok(board.store().upload(&opened.actor, &opened.dossier.key, id).await?)
}

/// Reads a file apart from the threads that answer.
pub(super) async fn filled(
    board: &Board,
    opened: &Opened,
    bytes: Arc<Vec<u8>>,
) -> Result<Result<Filled, FileRefusal>, Refusal> {
    let signing = signing(board, &opened.dossier.key).await?;
    let (catalogue, key) = (opened.catalogue.clone(), opened.dossier.key.clone());
    let reading = tokio::task::spawn_blocking(move || {
        let programme = catalogue.programme(&key.programme)?;
        let expected = Expected {
            programme,
            unit: programme.unit(&key.unit)?,
            quarter: key.quarter,
            form_version: signing.form_version,
            key: &signing.key,
        };
        Some(read(&bytes, &expected))
    });
    let read = reading.await.map_err(|_| StoreError::Interrupted)?;
    read.ok_or(Refusal::NoSuchReturn)
}

pub(super) fn against(
    opened: &Opened,
    base: &Lines,
    filled: &Filled,
) -> Result<Differences, Refusal> {
    let (programme, unit) = opened.filed_by()?;
    let form = programme.form_of(unit, opened.dossier.key.quarter);
    Ok(differences(form, base, |line| opened.dossier.is_line_open(line), filled))
}

/// Why nothing of the return is written now.
pub(super) fn locked(locale: Locale, opened: &Opened) -> Option<String> {
    let dossier = &opened.dossier;
    if dossier.is_open() {
        return None;
    }
    Some(match dossier.filing.state.filter(|state| !state.is_open()) {
        Some(state) => return_words::refusal(locale, &app::domain::filing::Refusal::Locked(state)),
        None => return_words::not_open(locale, Day::opens(dossier.key.quarter)),
    })
}

fn subject(opened: &Opened) -> Result<Subject<'_>, Refusal> {
    let (programme, unit) = opened.filed_by()?;
    Ok(Subject { programme, unit, key: &opened.dossier.key })
}

/// The page on which a file is chosen.
pub(super) async fn choose(
    board: &Board,
    opened: &Opened,
    asked: Read,
    status: StatusCode,
    fault: Option<Fault>,
) -> Result<Response, Refusal> {
    let taken = board.store().taken_uploads(&opened.actor, &opened.dossier.key).await?;
    let page = Choosing {
        subject: subject(opened)?,
        may_write: may_write(&opened.actor, opened),
        locked: locked(asked.locale, opened),
        faults: fault.into_iter().collect(),
        taken,
    };
    let shell = opened.shell(board, without_id(asked), Part::Upload);
    Ok(answer::page(status, render(|| upload::choose(&shell, &page))))
}

fn may_write(actor: &Actor, opened: &Opened) -> bool {
    actor.may(Action::Write, &opened.dossier.key.unit)
}

/// Says that the file is not there any more.
pub(super) async fn gone(board: &Board, opened: &Opened, asked: Read) -> Result<Response, Refusal> {
    let fault = Fault::new(FILE, words::no_such_upload(asked.locale));
    choose(board, opened, asked, StatusCode::NOT_FOUND, Some(fault)).await
}

/// Says why a file is not taken.
pub(super) async fn unreadable(
    board: &Board,
    opened: &Opened,
    asked: Read,
    refusal: &FileRefusal,
) -> Result<Response, Refusal> {
    let programmes = &opened.catalogue.programmes;
    let fault = Fault::new(FILE, words::file(asked.locale, programmes, refusal));
    choose(board, opened, asked, StatusCode::UNPROCESSABLE_ENTITY, Some(fault)).await
}

/// The page with the differences.
pub(super) fn compare(
    board: &Board,
    opened: &Opened,
    asked: Read,
    status: StatusCode,
    sent: Sent,
    differences: Differences,
    conflicts: Vec<ConflictAt>,
) -> Result<Response, Refusal> {
    let locale = asked.locale;
    let mut page = Comparing {
        subject: subject(opened)?,
        sent,
        differences,
        seen: opened.dossier.draft_version,
        conflicts: Vec::new(),
    };
    page.conflicts = conflicts
        .into_iter()
        .map(|ConflictAt { conflict, by, at }| {
            let line = line_name(locale, &page, &conflict.line);
            let at = return_words::moment(at);
            let sentence = words::conflict(locale, line, &conflict.mine, &conflict.theirs, by, at);
            Fault::new("differences", sentence)
        })
        .collect();
    let shell = opened.shell(board, asked, Part::Upload);
    Ok(answer::page(status, render(|| upload::compare(&shell, &page))))
}

fn without_id(asked: Read) -> Read {
    let filters = Filters { id: None, ..asked.filters.clone() };
    Read { filters, ..asked }
}
