//! Submitting a return: what was explained is kept, what is asked of the
//! return is held against it, and the draft that was looked at becomes a
//! version.

use app::domain::check::Severity;
use app::domain::draft::{COMPILER, HEAD, Part as Cell};
use app::domain::filing::Refusal as Locked;
use app::entry::check::{REASON, is_restatement, lacks_second_pair_of_eyes};
use app::entry::form::Asked as Questioned;
use app::links::Part;
use app::locale::{Locale, return_words as words};
use app::ui::form::Fault;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;

use super::answer::Refusal;
use super::form::read_form;
use super::opened::{Opened, Visit};
use super::request_refusal::RequestRefusal;
use super::typing::{SEEN, THEN, Typing};
use crate::store::returns::{FiledLine, Kept, Submission, Submitted};

/// The field of the key that makes one submission of many copies.
const KEY: &str = "key";
/// A longer key is none of ours.
const LONGEST_KEY: usize = 100;

/// `POST …/check`: keeps explanations, and submits
pub(super) async fn check(mut visit: Visit, request: Request) -> Response {
    let made = save_and_submit(&mut visit, request).await;
    visit.answer(made).await
}

fn to_receipt(visit: &Visit, opened: &Opened, version: i32) -> Response {
    opened.go(visit, Part::Receipt, |filters| filters.version = Some(version))
}

async fn save_and_submit(visit: &mut Visit, request: Request) -> Result<Response, Refusal> {
    let form = read_form(request).await?;
    let locale = visit.read.locale;
    let mut opened = visit.open().await?;
    let typing = Typing::read(&opened, &form, &[SEEN, THEN, KEY, REASON])?;
    let key = form.get(KEY).unwrap_or_default();
    if key.len() > LONGEST_KEY || (key.is_empty() && typing.then == "submit") {
        return Err(RequestRefusal::UnknownField(KEY.to_owned()).into());
    }
    let reason = form.get(REASON).unwrap_or_default().replace("\r\n", "\n");
    let mut long = typing.too_long(locale, &opened)?;
    if reason.chars().count() > Cell::Note.longest() {
        let name = words::restatement_reason(locale);
        long.push(Fault::new(REASON, words::too_long(locale, name, Cell::Note.longest())));
    }
    if !long.is_empty() {
        typing.over(&mut opened);
        return opened.check(visit, StatusCode::UNPROCESSABLE_ENTITY, |page| {
            page.faults = long;
            page.reason = reason;
        });
    }
    let (store, key) = (visit.board.store(), key.to_owned());
    let mut submitting = store.begin_submission(&opened.actor, &opened.dossier.key).await?;
    let submits = typing.then == "submit";
    if submits && let Some(version) = submitting.filed_before(&key).await? {
        return Ok(to_receipt(visit, &opened, version));
    }
    match submitting.keep(typing.seen, &typing.cells).await? {
        Kept::Done => {}
        // The figures that were looked at are the ones that are submitted.
        Kept::Stale => {
            drop(submitting);
            let mut opened = visit.open().await?;
            typing.over(&mut opened);
            return stale(visit, &opened, reason);
        }
        Kept::Refused(refusal) => {
            drop(submitting);
            return refused(visit, &refusal).await;
        }
    }
    if !submits {
        submitting.commit().await?;
        return Ok(opened.go(visit, Part::Check, |_| {}));
    }
    opened.dossier = submitting.dossier().await?;
    let submission = match checked(visit.read.locale, &opened, key, reason)? {
        Ok(submission) => submission,
        Err((faults, reason)) => {
            submitting.commit().await?;
            return opened.check(visit, StatusCode::UNPROCESSABLE_ENTITY, |page| {
                page.faults = faults;
                page.reason = reason;
            });
        }
    };
    let (programme, _) = opened.filed_by()?;
    match submitting.file(programme, &submission).await? {
        Submitted::Done { version } => Ok(to_receipt(visit, &opened, version)),
        Submitted::Stale => {
            let mut opened = visit.open().await?;
            typing.over(&mut opened);
            stale(visit, &opened, submission.reason.unwrap_or_default())
        }
        Submitted::Refused(refusal) => refused(visit, &refusal).await,
    }
}

/// The check again: something changed since it was looked at.
fn stale(visit: &Visit, opened: &Opened, reason: String) -> Result<Response, Refusal> {
    opened.check(visit, StatusCode::CONFLICT, |page| {
        page.stale = true;
        page.reason = reason;
    })
}

/// The check again, with why nothing was submitted.
async fn refused(visit: &mut Visit, refusal: &Locked) -> Result<Response, Refusal> {
    let opened = visit.open().await?;
    visit.read.notices.push(words::refusal(visit.read.locale, refusal));
    opened.check(visit, StatusCode::CONFLICT, |_| {})
}

/// What is submitted; or what is still owed, with the reason as it was typed.
fn checked(
    locale: Locale,
    opened: &Opened,
    idempotency_key: String,
    reason: String,
) -> Result<Result<Submission, (Vec<Fault>, String)>, Refusal> {
    let (programme, unit) = opened.filed_by()?;
    let dossier = &opened.dossier;
    let asked = Questioned::all(locale, programme, dossier);
    let faults = missing(locale, &asked, is_restatement(dossier) && reason.trim().is_empty());
    let blocked = asked.iter().any(|asked| asked.finding.severity == Severity::Blocking);
    let unsigned = [HEAD, COMPILER]
        .into_iter()
        .any(|foot| dossier.lines.get(foot).is_none_or(|typed| typed.value.trim().is_empty()));
    let alone = lacks_second_pair_of_eyes(programme, dossier, &opened.actor);
    if blocked || unsigned || alone || !faults.is_empty() {
        return Ok(Err((faults, reason)));
    }
    let mut lines: Vec<FiledLine> = Vec::new();
    for line in programme.form_of(unit, dossier.key.quarter) {
        let typed = dossier.lines.get(&line.code).cloned().unwrap_or_default();
        if let Some(figure) = typed.read(line).ok().and_then(|read| read.figure) {
            let (note, explanation) = (typed.note.trim(), typed.explanation.trim());
            lines.push((line.code.clone(), figure, note.to_owned(), explanation.to_owned()));
        }
    }
    let foot = |name: &str| {
        let typed = dossier.lines.get(name).map(|typed| typed.value.trim().to_owned());
        typed.unwrap_or_default()
    };
    Ok(Ok(Submission {
        draft_version: dossier.draft_version,
        idempotency_key,
        lines,
        head: foot(HEAD),
        compiler: foot(COMPILER),
        reason: Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty()),
    }))
}

/// Explanations that are still owed, and the reason of a restatement.
fn missing(locale: Locale, asked: &[Questioned], without_reason: bool) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for asked in asked.iter().filter(|asked| asked.finding.is_open()) {
        let (Some(at), Some(line)) =
            (asked.finding.explanation_field(), asked.finding.lines.first())
        else {
            continue;
        };
        if faults.iter().all(|fault| fault.at != at) {
            faults.push(Fault::new(at, words::explanation_missing(locale, line)));
        }
    }
    if without_reason {
        faults.push(Fault::new(REASON, words::restatement_reason_missing(locale)));
    }
    faults
}
