//! Asking for an approved return to be opened again.

use app::domain::dossier::Said;
use app::domain::draft::Part as Cell;
use app::domain::filing::{Refusal as Locked, State};
use app::entry::check::REASON;
use app::entry::reopening;
use app::links::Part;
use app::locale::return_words as words;
use app::ui::form::Fault;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;

use super::answer::{self, Refusal, render};
use super::form::read_form;
use super::opened::{Opened, Visit};
use crate::store::review::{Decided, Word};

/// The field of the approved version that was looked at.
const VERSION: &str = "version";

/// `GET …/reopening`
pub(super) async fn form(visit: Visit) -> Response {
    let made = visit.open().await.and_then(|opened| page(&visit, &opened, StatusCode::OK, "", &[]));
    visit.answer(made).await
}

/// `POST …/reopening`
pub(super) async fn asked(mut visit: Visit, request: Request) -> Response {
    let made = ask(&mut visit, request).await;
    visit.answer(made).await
}

fn page(
    visit: &Visit,
    opened: &Opened,
    status: StatusCode,
    reason: &str,
    faults: &[Fault],
) -> Result<Response, Refusal> {
    let (programme, unit) = opened.filed_by()?;
    let shell = opened.shell(visit, Part::Reopening);
    let html = render(|| reopening::page(&shell, programme, unit, &opened.dossier, reason, faults));
    Ok(answer::page(status, html))
}

async fn ask(visit: &mut Visit, request: Request) -> Result<Response, Refusal> {
    let form = read_form(request).await?;
    form.deny_unknown(&[REASON, VERSION])?;
    let locale = visit.read.locale;
    let opened = visit.open().await?;
    let reason = form.get(REASON).unwrap_or_default().replace("\r\n", "\n");
    let longest = Cell::Note.longest();
    let fault = if reason.trim().is_empty() {
        Some(words::reason_is_missing(locale).to_owned())
    } else if reason.chars().count() > longest {
        Some(words::too_long(locale, words::reason(locale), longest))
    } else {
        None
    };
    if let Some(sentence) = fault {
        let faults = [Fault::new(REASON, sentence)];
        return page(visit, &opened, StatusCode::UNPROCESSABLE_ENTITY, &reason, &faults);
    }
    if opened.dossier.filing.state != Some(State::Approved) {
        let refusal = Locked::NotApproved(opened.dossier.filing.state);
        visit.read.notices.push(words::refusal(locale, &refusal));
        return opened.form(visit, StatusCode::CONFLICT, |_| {});
    }
    let word = Word {
        said: Said::AskReopening,
        version: form.get(VERSION).and_then(|version| version.parse().ok()),
        reason: reason.trim().to_owned(),
        lines: None,
    };
    match visit.board.store().say(&opened.actor, &opened.dossier.key, &word).await? {
        Decided::Done => Ok(opened.go(visit, Part::Form, |_| {})),
        Decided::Stale | Decided::Refused(_) => {
            let opened = visit.open().await?;
            visit.read.notices.push(words::changed_meanwhile(locale).to_owned());
            opened.form(visit, StatusCode::CONFLICT, |_| {})
        }
    }
}
