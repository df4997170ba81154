//! What is written when a filled template comes back. A file is looked at
//! twice, when it is sent and when it is taken over; its figures are stored by
//! the second alone.

use std::sync::Arc;

use app::entry::upload::{FILE, ID, SEEN};
use app::links::{Filters, Page, Part};
use app::locale::{return_words, upload_words as words};
use app::ui::form::Fault;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::Board;
use super::answer::{Place, Refusal};
use super::entering::to_its_end;
use super::entry::{Opened, Where, answered, open};
use super::form::{has_type, read_form};
use super::reading::Read;
use super::request_refusal::RequestRefusal;
use super::session::{Asked, SignedIn};
use super::upload::read_upload;
use super::workbook::{against, choose, compare, filled, find, gone, locked, unreadable};
use crate::store::StoreError;
use crate::store::returns::Saved;
use crate::store::uploads::Taken;

/// `POST …/upload`: a file, or the consent to one
pub(super) async fn upload(
    State(board): State<Board>,
    Place(place): Place<Where>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
    request: Request,
) -> Response {
    let made = async {
        let opened = open(&board, &place, &session).await?;
        if has_type(request.headers(), "multipart/form-data") {
            receive(&board, &opened, request, read.clone()).await
        } else {
            take(&board, &opened, request, read.clone()).await
        }
    };
    let made = made.await;
    answered(&board, read, made).await
}

/// Looks at a file that was sent and keeps it until its differences are taken
/// over; one that cannot be read is not kept.
async fn receive(
    board: &Board,
    opened: &Opened,
    request: Request,
    asked: Read,
) -> Result<Response, Refusal> {
    let locale = asked.locale;
    if locked(locale, opened).is_some() {
        return choose(board, opened, asked, StatusCode::CONFLICT, None).await;
    }
    let mut upload = match read_upload(request, FILE, board.uploads()).await {
        Ok(upload) => upload,
        Err(RequestRefusal::NoFile) => {
            let fault = Fault::new(FILE, words::choose_missing(locale));
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return choose(board, opened, asked, status, Some(fault)).await;
        }
        Err(refusal) => return Err(refusal.into()),
    };
    let bytes = Arc::new(std::mem::take(&mut upload.bytes));
    if let Err(refusal) = filled(board, opened, bytes.clone()).await? {
        return unreadable(board, opened, asked, &refusal).await;
    }
    let (store, name) = (board.store().clone(), upload.file_name.clone());
    let (actor, key) = (opened.actor.clone(), opened.dossier.key.clone());
    let id =
        to_its_end(async move { store.keep_upload(&actor, &key, &name, &bytes).await }).await?;
    Ok(Redirect::to(&address(opened, &asked, Some(id))).into_response())
}

/// Takes a file's figures over: all of them, or none.
async fn take(
    board: &Board,
    opened: &Opened,
    request: Request,
    asked: Read,
) -> Result<Response, Refusal> {
    let form = read_form(request).await?;
    form.deny_unknown(&[ID, SEEN])?;
    let id = form.get(ID).unwrap_or_default().to_owned();
    let seen = form.get(SEEN).and_then(|seen| seen.parse::<i64>().ok());
    let seen = seen.ok_or(RequestRefusal::BrokenForm)?;
    let admission = board.uploads().enter()?;
    let Some((sent, bytes)) = find(board, opened, &id).await? else {
        return gone(board, opened, asked).await;
    };
    if sent.taken_at.is_some() {
        return Ok(Redirect::to(&address(opened, &asked, Some(id))).into_response());
    }
    let filled = match filled(board, opened, Arc::new(bytes)).await? {
        Ok(filled) => filled,
        Err(refusal) => return unreadable(board, opened, asked, &refusal).await,
    };
    drop(admission);
    let dossier = &opened.dossier;
    // What was agreed to is what was seen, also when the draft went on.
    let base = if seen == dossier.draft_version {
        dossier.lines.clone()
    } else {
        board.store().draft_at(&opened.actor, &dossier.key, seen).await?
    };
    let found = against(opened, &base, &filled)?;
    if found.is_refused() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return compare(board, opened, asked, status, sent, found, Vec::new());
    }
    let (store, cells, upload) = (board.store().clone(), found.cells(), id.clone());
    let (actor, key) = (opened.actor.clone(), dossier.key.clone());
    let taken =
        to_its_end(async move { store.take_upload(&actor, &key, &upload, seen, &cells).await });
    match taken.await? {
        Taken::Done => Ok(Redirect::to(&address(opened, &asked, Some(id))).into_response()),
        Taken::NoSuchUpload => gone(board, opened, asked).await,
        Taken::Not(Saved::Conflict { conflicts, .. }) => {
            // The draft as it is now, for another look.
            let dossier = board.store().dossier(&opened.actor, &dossier.key).await?;
            let opened = Opened {
                catalogue: opened.catalogue.clone(),
                actor: opened.actor.clone(),
                dossier,
            };
            let found = against(&opened, &opened.dossier.lines, &filled)?;
            compare(board, &opened, asked, StatusCode::CONFLICT, sent, found, conflicts)
        }
        Taken::Not(Saved::Refused(refusal)) => {
            let fault = Fault::new(FILE, return_words::refusal(asked.locale, &refusal));
            choose(board, opened, asked, StatusCode::CONFLICT, Some(fault)).await
        }
        Taken::Not(Saved::Done { .. }) => Err(StoreError::Interrupted.into()),
    }
}

/// The address of the pages, of one file or of none.
fn address(opened: &Opened, asked: &Read, id: Option<String>) -> String {
    let filters = Filters { id, lang: asked.filters.lang, ..Filters::default() };
    Page::Return(opened.dossier.key.clone(), Part::Upload).link(&filters)
}
