//! What is written when a filled template comes back. A file is looked at
//! twice, when it is sent and when it is taken over; its figures are stored by
//! the second alone.

use std::sync::Arc;

use app::entry::upload::{FILE, ID, SEEN};
use app::links::Part;
use app::locale::{return_words, upload_words as words};
use app::ui::form::Fault;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;

use super::answer::Refusal;
use super::form::{has_type, read_form};
use super::opened::{Opened, Visit};
use super::request_refusal::RequestRefusal;
use super::upload::read_upload;
use super::workbook::{against, choose, compare, filled, find, gone, locked, unreadable};
use crate::store::StoreError;
use crate::store::returns::Saved;
use crate::store::uploads::Taken;

/// `POST …/upload`: a file, or the consent to one
pub(super) async fn upload(visit: Visit, request: Request) -> Response {
    let made = written(&visit, request).await;
    visit.answer(made).await
}

async fn written(visit: &Visit, request: Request) -> Result<Response, Refusal> {
    let opened = visit.open().await?;
    if has_type(request.headers(), "multipart/form-data") {
        receive(visit, &opened, request).await
    } else {
        take(visit, opened, request).await
    }
}

/// Looks at a file that was sent and keeps it until its differences are taken
/// over; one that cannot be read is not kept.
async fn receive(visit: &Visit, opened: &Opened, request: Request) -> Result<Response, Refusal> {
    let locale = visit.read.locale;
    if locked(locale, opened).is_some() {
        return choose(visit, opened, StatusCode::CONFLICT, None).await;
    }
    let mut upload = match read_upload(request, FILE, visit.board.uploads()).await {
        Ok(upload) => upload,
        Err(RequestRefusal::NoFile) => {
            let fault = Fault::new(FILE, words::choose_missing(locale));
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return choose(visit, opened, status, Some(fault)).await;
        }
        Err(refusal) => return Err(refusal.into()),
    };
    let bytes = Arc::new(std::mem::take(&mut upload.bytes));
    if let Err(refusal) = filled(visit, opened, bytes.clone()).await? {
        return unreadable(visit, opened, &refusal).await;
    }
    let (store, name) = (visit.board.store(), &upload.file_name);
    let id = store.keep_upload(&opened.actor, &opened.dossier.key, name, &bytes).await?;
    Ok(looking(visit, opened, id))
}

/// Takes a file's figures over: all of them, or none.
async fn take(visit: &Visit, mut opened: Opened, request: Request) -> Result<Response, Refusal> {
    let form = read_form(request).await?;
    form.deny_unknown(&[ID, SEEN])?;
    let id = form.get(ID).unwrap_or_default().to_owned();
    let seen = form.get(SEEN).and_then(|seen| seen.parse::<i64>().ok());
    let seen = seen.ok_or(RequestRefusal::BrokenForm)?;
    let admission = visit.board.uploads().enter()?;
    let Some((sent, bytes)) = find(visit, &opened, &id).await? else {
        return gone(visit, &opened).await;
    };
    if sent.taken_at.is_some() {
        return Ok(looking(visit, &opened, id));
    }
    let filled = match filled(visit, &opened, Arc::new(bytes)).await? {
        Ok(filled) => filled,
        Err(refusal) => return unreadable(visit, &opened, &refusal).await,
    };
    drop(admission);
    let dossier = &opened.dossier;
    // What was agreed to is what was seen, also when the draft went on.
    let base = if seen == dossier.draft_version {
        dossier.lines.clone()
    } else {
        visit.board.store().draft_at(&opened.actor, &dossier.key, seen).await?
    };
    let found = against(&opened, &base, &filled)?;
    if found.is_refused() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return compare(visit, &opened, status, sent, found, Vec::new());
    }
    let store = visit.board.store();
    match store.take_upload(&opened.actor, &dossier.key, &id, seen, &found.cells()).await? {
        Taken::Done => Ok(looking(visit, &opened, id)),
        Taken::NoSuchUpload => gone(visit, &opened).await,
        Taken::Not(Saved::Conflict { conflicts, .. }) => {
            // The draft as it is now, for another look.
            opened.dossier = store.dossier(&opened.actor, &opened.dossier.key).await?;
            let found = against(&opened, &opened.dossier.lines, &filled)?;
            compare(visit, &opened, StatusCode::CONFLICT, sent, found, conflicts)
        }
        Taken::Not(Saved::Refused(refusal)) => {
            let fault = Fault::new(FILE, return_words::refusal(visit.read.locale, &refusal));
            choose(visit, &opened, StatusCode::CONFLICT, Some(fault)).await
        }
        Taken::Not(Saved::Done { .. }) => Err(StoreError::Interrupted.into()),
    }
}

/// To the page of one file.
fn looking(visit: &Visit, opened: &Opened, id: String) -> Response {
    opened.go(visit, Part::Upload, |filters| filters.id = Some(id))
}
