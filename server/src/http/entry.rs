//! A return's pages: form, check, receipt, the record of a line. Reading only;
//! what is written is in `entering`, `submitting` and `reopening`.

use app::entry::history::{self, Changed};
use app::entry::receipt::{self, ReceiptPage};
use app::links::Part;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::answer::{self, Refusal, render};
use super::opened::{Opened, Visit};
use super::workbook;
use crate::audit::hex;
use crate::export;

/// `GET /returns/{programme}/{unit}/{quarter}`; with `.xlsx` behind it, the
/// same as a file to be filled in
pub(super) async fn form(mut visit: Visit) -> Response {
    if let Some(quarter) = visit.place.2.strip_suffix(".xlsx") {
        visit.place.2 = quarter.to_owned();
        let made = workbook::template_file(&visit).await;
        return visit.answer(made).await;
    }
    let made = visit.open().await.and_then(|opened| opened.form(&visit, StatusCode::OK, |_| {}));
    visit.answer(made).await
}

/// `GET …/check`
pub(super) async fn check(visit: Visit) -> Response {
    let made = visit.open().await.and_then(|opened| opened.check(&visit, StatusCode::OK, |_| {}));
    visit.answer(made).await
}

/// `GET …/receipt`, of the newest version or the one asked for
pub(super) async fn receipt(visit: Visit) -> Response {
    let made = receipt_page(&visit).await;
    visit.answer(made).await
}

/// The version asked for, else the newest that has a receipt.
fn version(visit: &Visit, opened: &Opened) -> Option<i32> {
    let newest = opened.dossier.versions.iter().rev().find(|it| it.receipt.is_some());
    visit.read.filters.version.or(newest.map(|it| it.version))
}

async fn receipt_page(visit: &Visit) -> Result<Response, Refusal> {
    let opened = visit.open().await?;
    let (programme, unit) = opened.filed_by()?;
    let version = match version(visit, &opened) {
        Some(asked) => {
            let found = opened.dossier.versions.iter().find(|version| version.version == asked);
            Some(found.ok_or(Refusal::NoSuchReturn)?)
        }
        None => None,
    };
    let held = match version {
        Some(version) => {
            let key = &opened.dossier.key;
            visit.board.store().receipt(&opened.actor, key, version.version).await?
        }
        None => None,
    };
    let sha256 = held.map(|held| hex(&held.sha256)).unwrap_or_default();
    let page = ReceiptPage { programme, unit, dossier: &opened.dossier, version, sha256 };
    let shell = opened.shell(visit, Part::Receipt);
    Ok(answer::page(StatusCode::OK, render(|| receipt::page(&shell, &page))))
}

/// `GET …/receipt.txt`
pub(super) async fn receipt_file(visit: Visit) -> Response {
    let made = receipt_text(&visit).await;
    visit.answer(made).await
}

async fn receipt_text(visit: &Visit) -> Result<Response, Refusal> {
    let opened = visit.open().await?;
    let version = version(visit, &opened).ok_or(Refusal::NoSuchReturn)?;
    let key = &opened.dossier.key;
    let held = visit.board.store().receipt(&opened.actor, key, version).await?;
    let held = held.ok_or(Refusal::NoSuchReturn)?;
    let text = export::receipt::file(&held.facts, &held.sha256, visit.board.is_demo());
    let name = format!("{}-{}-{}-v{version}.txt", key.programme, key.unit, key.quarter);
    let saved_as = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .unwrap_or(HeaderValue::from_static("attachment"));
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    Ok(([(CONTENT_TYPE, plain), (CONTENT_DISPOSITION, saved_as)], text).into_response())
}

/// `GET …/history?indicator=R01`
pub(super) async fn history(visit: Visit) -> Response {
    let made = history_page(&visit).await;
    visit.answer(made).await
}

async fn history_page(visit: &Visit) -> Result<Response, Refusal> {
    let opened = visit.open().await?;
    let (programme, _) = opened.filed_by()?;
    let line = visit.read.filters.indicator.as_deref().and_then(|code| programme.indicator(code));
    let line = line.ok_or(Refusal::NoSuchReturn)?;
    let key = &opened.dossier.key;
    let changes = visit.board.store().line_history(&opened.actor, key, &line.code).await?;
    let changes: Vec<Changed> = changes
        .into_iter()
        .map(|past| Changed { typed: past.typed, by: past.change.by, at: past.change.at })
        .collect();
    let shell = opened.shell(visit, Part::History);
    let html = render(|| history::page(&shell, programme, key, line, &changes));
    Ok(answer::page(StatusCode::OK, html))
}
