//! Writing a return: keeping what was typed into its form.

use app::domain::carrying::carried_over;
use app::domain::draft::Part as Cell;
use app::entry::form::Asked as Questioned;
use app::links::Part;
use app::locale::return_words as words;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;

use super::answer::Refusal;
use super::form::read_form;
use super::opened::Visit;
use super::typing::{SEEN, THEIRS, THEN, Typing, said_by_others};
use crate::store::returns::Saved;

/// `POST /returns/{programme}/{unit}/{quarter}`
pub(super) async fn form(visit: Visit, request: Request) -> Response {
    let made = save_form(&visit, request).await;
    visit.answer(made).await
}

async fn save_form(visit: &Visit, request: Request) -> Result<Response, Refusal> {
    let form = read_form(request).await?;
    let locale = visit.read.locale;
    let mut opened = visit.open().await?;
    let typing = Typing::read(&opened, &form, &[SEEN, THEN, THEIRS])?;
    let long = typing.too_long(locale, &opened)?;
    if !long.is_empty() {
        typing.over(&mut opened);
        return opened.form(visit, StatusCode::UNPROCESSABLE_ENTITY, |page| {
            page.seen = typing.seen;
            page.faults = long;
            page.say_faults = true;
        });
    }
    match typing.save(visit, &opened).await? {
        Saved::Done { .. } => {}
        Saved::Conflict { version, conflicts, lines } => {
            let theirs = said_by_others(locale, &opened, &conflicts)?;
            opened.dossier.lines = lines;
            return opened.form(visit, StatusCode::CONFLICT, |page| {
                page.seen = version;
                page.theirs = theirs;
            });
        }
        Saved::Refused(refusal) => {
            let mut opened = visit.open().await?;
            typing.over(&mut opened);
            let why = words::refusal(locale, &refusal);
            return opened.form(visit, StatusCode::CONFLICT, |page| page.refused = Some(why));
        }
    }
    saved(visit, &typing.then).await
}

/// Goes on after what was typed is kept: to the check, or back to the form
/// with what there is to put right.
async fn saved(visit: &Visit, then: &str) -> Result<Response, Refusal> {
    let locale = visit.read.locale;
    let mut opened = visit.open().await?;
    let mut carried = None;
    if then == "carry" {
        let (programme, unit) = opened.filed_by()?;
        let lines = carried_over(programme, unit, &opened.dossier);
        let count = lines.len();
        let typing = Typing {
            seen: opened.dossier.draft_version,
            cells: lines
                .into_iter()
                .map(|(line, typed)| (line, Cell::Value, typed.value))
                .collect(),
            then: String::new(),
        };
        // Whoever typed meanwhile goes first; nothing is lost by leaving it.
        if matches!(typing.save(visit, &opened).await?, Saved::Done { .. }) {
            carried = Some(words::carried(locale, count));
        }
        opened = visit.open().await?;
    }
    let (programme, _) = opened.filed_by()?;
    let readable = Questioned::all(locale, programme, &opened.dossier)
        .iter()
        .all(|asked| !asked.is_of_field());
    if !readable || carried.is_some() {
        let status = if readable { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return opened.form(visit, status, |page| {
            page.say_faults = !readable;
            page.done = carried;
        });
    }
    let part = if then == "check" { Part::Check } else { Part::Form };
    Ok(opened.go(visit, part, |_| {}))
}
