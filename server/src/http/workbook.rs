//! A return as a workbook: the template out, and a filled one beside the
//! draft. Reading only; what is written is in `uploading`.

use std::sync::Arc;

use app::domain::access::Action;
use app::domain::calendar::Day;
use app::domain::draft::Lines;
use app::domain::upload::{Differences, FileRefusal, Filled, Sent, differences};
use app::entry::upload::{self, Choosing, Comparing, FILE, Subject};
use app::entry::upload_table::line_name;
use app::links::Part;
use app::locale::{Locale, return_words, upload_words as words};
use app::ui::form::Fault;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::answer::{self, Refusal, render};
use super::files;
use super::opened::{Opened, Visit};
use crate::export::template::{Sheet, template};
use crate::import::template::{Expected, read};
use crate::store::StoreError;
use crate::store::returns::ConflictAt;
use crate::store::uploads::Signing;

const XLSX: HeaderValue =
    HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

/// `GET /returns/{programme}/{unit}/{quarter}.xlsx`
pub(super) async fn template_file(visit: &Visit) -> Result<Response, Refusal> {
    let opened = visit.open().await?;
    let signing = signing(visit, &opened).await?;
    let (programme, unit) = opened.filed_by()?;
    let key = &opened.dossier.key;
    let due = Day::due(key.quarter, programme.form.due_days).to_string();
    let sheet = Sheet {
        programme,
        unit,
        dossier: &opened.dossier,
        form_version: signing.form_version,
        locale: visit.read.locale,
        due: &due,
        demo: visit.board.is_demo(),
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
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, XLSX);
    if let Ok(disposition) = HeaderValue::from_str(&files::attached(name)) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}

async fn signing(visit: &Visit, opened: &Opened) -> Result<Signing, Refusal> {
    let programme = &opened.dossier.key.programme;
    let found = visit.board.store().signing(programme).await?;
    found.ok_or_else(|| Refusal::NoSuchProgramme(programme.clone()))
}

/// `GET …/upload`: where a file is chosen, or one beside the draft
pub(super) async fn upload(visit: Visit) -> Response {
    let made = chosen(&visit).await;
    visit.answer(made).await
}

async fn chosen(visit: &Visit) -> Result<Response, Refusal> {
    let opened = visit.open().await?;
    match &visit.read.filters.id {
        Some(id) if may_write(&opened) => looked_at(visit, &opened, id).await,
        _ => choose(visit, &opened, StatusCode::OK, None).await,
    }
}

/// `GET …/upload.xlsx`: a file as it was sent in
pub(super) async fn original(visit: Visit) -> Response {
    let made = as_sent(&visit).await;
    visit.answer(made).await
}

async fn as_sent(visit: &Visit) -> Result<Response, Refusal> {
    let opened = visit.open().await?;
    let _admission = visit.board.uploads().enter()?;
    let id = visit.read.filters.id.clone().unwrap_or_default();
    match find(visit, &opened, &id).await? {
        Some((sent, bytes)) => Ok(file(&sent.file_name, bytes)),
        None => gone(visit, &opened).await,
    }
}

/// A file beside the draft as it is.
async fn looked_at(visit: &Visit, opened: &Opened, id: &str) -> Result<Response, Refusal> {
    let _admission = visit.board.uploads().enter()?;
    let Some((sent, bytes)) = find(visit, opened, id).await? else {
        return gone(visit, opened).await;
    };
    if sent.taken_at.is_some() {
        let found = Differences::default();
        return compare(visit, opened, StatusCode::OK, sent, found, Vec::new());
    }
    match filled(visit, opened, Arc::new(bytes)).await? {
        Ok(filled) => {
            let found = against(opened, &opened.dossier.lines, &filled)?;
            compare(visit, opened, StatusCode::OK, sent, found, Vec::new())
        }
        Err(refusal) => unreadable(visit, opened, &refusal).await,
    }
}

pub(super) async fn find(
    visit: &Visit,
    opened: &Opened,
    id: &str,
) -> Result<Option<(Sent, Vec<u8>)>, Refusal> {
    Ok(visit.board.store().upload(&opened.actor, &opened.dossier.key, id).await?)
}

/// Reads a file apart from the threads that answer.
pub(super) async fn filled(
    visit: &Visit,
    opened: &Opened,
    bytes: Arc<Vec<u8>>,
) -> Result<Result<Filled, FileRefusal>, Refusal> {
    let signing = signing(visit, opened).await?;
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
    visit: &Visit,
    opened: &Opened,
    status: StatusCode,
    fault: Option<Fault>,
) -> Result<Response, Refusal> {
    let taken = visit.board.store().taken_uploads(&opened.actor, &opened.dossier.key).await?;
    let page = Choosing {
        subject: subject(opened)?,
        may_write: may_write(opened),
        locked: locked(visit.read.locale, opened),
        faults: fault.into_iter().collect(),
        taken,
    };
    let mut shell = opened.shell(visit, Part::Upload);
    shell.filters.id = None;
    Ok(answer::page(status, render(|| upload::choose(&shell, &page))))
}

fn may_write(opened: &Opened) -> bool {
    opened.actor.may(Action::Write, &opened.dossier.key.unit)
}

/// Says that the file is not there any more.
pub(super) async fn gone(visit: &Visit, opened: &Opened) -> Result<Response, Refusal> {
    let fault = Fault::new(FILE, words::no_such_upload(visit.read.locale));
    choose(visit, opened, StatusCode::NOT_FOUND, Some(fault)).await
}

/// Says why a file is not taken.
pub(super) async fn unreadable(
    visit: &Visit,
    opened: &Opened,
    refusal: &FileRefusal,
) -> Result<Response, Refusal> {
    let programmes = &opened.catalogue.programmes;
    let fault = Fault::new(FILE, words::file(visit.read.locale, programmes, refusal));
    choose(visit, opened, StatusCode::UNPROCESSABLE_ENTITY, Some(fault)).await
}

/// The page with the differences.
pub(super) fn compare(
    visit: &Visit,
    opened: &Opened,
    status: StatusCode,
    sent: Sent,
    differences: Differences,
    conflicts: Vec<ConflictAt>,
) -> Result<Response, Refusal> {
    let locale = visit.read.locale;
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
    let shell = opened.shell(visit, Part::Upload);
    Ok(answer::page(status, render(|| upload::compare(&shell, &page))))
}
