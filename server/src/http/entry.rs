//! A return's pages: form, check, receipt, the record of a line. Reading only;
//! what is written is in `entering`.

use std::sync::Arc;

use app::domain::access::Actor;
use app::domain::dossier::Dossier;
use app::domain::filing::Key;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::unit::Unit;
use app::entry::check::{self, CheckPage};
use app::entry::form::{self, FormPage};
use app::entry::history::{self, Changed};
use app::entry::receipt::{self, ReceiptPage};
use app::entry::reopening;
use app::links::{Page, Part};
use app::ui::shell::Shell;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::answer::{self, Place, Refusal, refuse, render};
use super::reading::Read;
use super::session::{Asked, Session, SignedIn};
use super::{Board, Catalogue, workbook};
use crate::audit::hex;
use crate::export;
use crate::secret::Secret;

/// Programme, unit and quarter, as an address has them.
pub(super) type Where = (String, String, String);

/// A return that the one who asks may see, with all it stands in.
pub(super) struct Opened {
    pub catalogue: Arc<Catalogue>,
    pub actor: Actor,
    pub dossier: Dossier,
}

/// Finds the return of an address. Whether the actor may read the unit's
/// returns was held against the route already.
pub(super) async fn open(
    board: &Board,
    (programme, unit, quarter): &Where,
    session: &Session,
) -> Result<Opened, Refusal> {
    let catalogue = board.catalogue().await?;
    let of = catalogue
        .programme(programme)
        .ok_or_else(|| Refusal::NoSuchProgramme(programme.clone()))?;
    let filing = of.filing_units().find(|filing| filing.code == *unit);
    let filing = filing.ok_or_else(|| Refusal::NoSuchUnit(unit.clone()))?;
    let quarter: Quarter = quarter.parse().map_err(|_| Refusal::NoSuchReturn)?;
    if !of.covers(quarter) || of.form_of(filing, quarter).next().is_none() {
        return Err(Refusal::NoSuchReturn);
    }
    let key = Key { programme: programme.clone(), unit: unit.clone(), quarter };
    let dossier = board.store().dossier(&session.actor, &key).await?;
    Ok(Opened { catalogue, actor: session.actor.clone(), dossier })
}

impl Opened {
    /// The return's programme and unit.
    ///
    /// # Errors
    /// Never: [`open`] found both.
    pub(super) fn filed_by(&self) -> Result<(&Programme, &Unit), Refusal> {
        let key = &self.dossier.key;
        let programme = self
            .catalogue
            .programme(&key.programme)
            .ok_or_else(|| Refusal::NoSuchProgramme(key.programme.clone()))?;
        let unit =
            programme.unit(&key.unit).ok_or_else(|| Refusal::NoSuchUnit(key.unit.clone()))?;
        Ok((programme, unit))
    }

    pub(super) fn shell(&self, board: &Board, read: Read, part: Part) -> Shell {
        let page = Page::Return(self.dossier.key.clone(), part);
        answer::bare_shell(board, &self.catalogue, read, page)
    }

    /// The form as a page.
    pub(super) fn form(
        &self,
        board: &Board,
        read: Read,
        status: StatusCode,
        change: impl FnOnce(&mut FormPage),
    ) -> Result<Response, Refusal> {
        let (programme, unit) = self.filed_by()?;
        let mut page = FormPage::new(read.locale, programme, unit, &self.dossier, &self.actor);
        change(&mut page);
        let shell = self.shell(board, read, Part::Form);
        Ok(answer::page(status, render(|| form::page(&shell, &page))))
    }

    /// The check before submitting as a page.
    pub(super) fn check(
        &self,
        board: &Board,
        read: Read,
        status: StatusCode,
        change: impl FnOnce(&mut CheckPage),
    ) -> Result<Response, Refusal> {
        let (programme, unit) = self.filed_by()?;
        let form = FormPage::new(read.locale, programme, unit, &self.dossier, &self.actor);
        let mut page = CheckPage::new(form, Secret::of_session()?.text().to_owned());
        change(&mut page);
        let shell = self.shell(board, read, Part::Check);
        Ok(answer::page(status, render(|| check::page(&shell, &page, &self.actor))))
    }
}

/// Answers with what was made, or with why there is nothing.
pub(super) async fn answered(
    board: &Board,
    read: Read,
    made: Result<Response, Refusal>,
) -> Response {
    match made {
        Ok(response) => response,
        Err(refusal) => refuse(board, read, refusal).await,
    }
}

/// `GET /returns/{programme}/{unit}/{quarter}`
pub(super) async fn form(
    State(board): State<Board>,
    Place(place): Place<Where>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let made = async {
        // The same as a file to be filled in.
        if let Some(quarter) = place.2.strip_suffix(".xlsx") {
            let place = (place.0.clone(), place.1.clone(), quarter.to_owned());
            return workbook::template_file(&board, &place, &session, read.locale).await;
        }
        let opened = open(&board, &place, &session).await?;
        opened.form(&board, read.clone(), StatusCode::OK, |_| {})
    };
    let made = made.await;
    answered(&board, read, made).await
}

/// `GET …/check`
pub(super) async fn check(
    State(board): State<Board>,
    Place(place): Place<Where>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let made = async {
        let opened = open(&board, &place, &session).await?;
        opened.check(&board, read.clone(), StatusCode::OK, |_| {})
    };
    let made = made.await;
    answered(&board, read, made).await
}

/// `GET …/receipt`, of the newest version or the one asked for
pub(super) async fn receipt(
    State(board): State<Board>,
    Place(place): Place<Where>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let made = receipt_page(&board, &place, &session, read.clone()).await;
    answered(&board, read, made).await
}

async fn receipt_page(
    board: &Board,
    place: &Where,
    session: &Session,
    read: Read,
) -> Result<Response, Refusal> {
    let opened = open(board, place, session).await?;
    let (programme, unit) = opened.filed_by()?;
    let versions = &opened.dossier.versions;
    let version = match read.filters.version {
        Some(asked) => {
            let found = versions.iter().find(|version| version.version == asked);
            Some(found.ok_or(Refusal::NoSuchReturn)?)
        }
        None => versions.iter().rev().find(|version| version.receipt.is_some()),
    };
    let held = match version {
        Some(version) => {
            board.store().receipt(&session.actor, &opened.dossier.key, version.version).await?
        }
        None => None,
    };
    let sha256 = held.map(|held| hex(&held.sha256)).unwrap_or_default();
    let page = ReceiptPage { programme, unit, dossier: &opened.dossier, version, sha256 };
    let shell = opened.shell(board, read, Part::Receipt);
    Ok(answer::page(StatusCode::OK, render(|| receipt::page(&shell, &page))))
}

/// `GET …/receipt.txt`
pub(super) async fn receipt_file(
    State(board): State<Board>,
    Place(place): Place<Where>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let made = async {
        let opened = open(&board, &place, &session).await?;
        let newest = opened.dossier.versions.iter().rev().find(|it| it.receipt.is_some());
        let version = read.filters.version.or(newest.map(|it| it.version));
        let version = version.ok_or(Refusal::NoSuchReturn)?;
        let key = &opened.dossier.key;
        let held = board.store().receipt(&session.actor, key, version).await?;
        let held = held.ok_or(Refusal::NoSuchReturn)?;
        let text = export::receipt::file(&held.facts, &held.sha256, board.is_demo());
        let name = format!("{}-{}-{}-v{version}.txt", key.programme, key.unit, key.quarter);
        let saved_as = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
            .unwrap_or(HeaderValue::from_static("attachment"));
        let plain = HeaderValue::from_static("text/plain; charset=utf-8");
        Ok(([(CONTENT_TYPE, plain), (CONTENT_DISPOSITION, saved_as)], text).into_response())
    };
    let made = made.await;
    answered(&board, read, made).await
}

/// `GET …/history?indicator=R01`
pub(super) async fn history(
    State(board): State<Board>,
    Place(place): Place<Where>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let made = history_page(&board, &place, &session, read.clone()).await;
    answered(&board, read, made).await
}

async fn history_page(
    board: &Board,
    place: &Where,
    session: &Session,
    read: Read,
) -> Result<Response, Refusal> {
    let opened = open(board, place, session).await?;
    let (programme, _) = opened.filed_by()?;
    let line = read.filters.indicator.as_deref().and_then(|code| programme.indicator(code));
    let line = line.ok_or(Refusal::NoSuchReturn)?;
    let key = &opened.dossier.key;
    let changes = board.store().line_history(&session.actor, key, &line.code).await?;
    let changes: Vec<Changed> = changes
        .into_iter()
        .map(|past| Changed { typed: past.typed, by: past.change.by, at: past.change.at })
        .collect();
    let shell = opened.shell(board, read, Part::History);
    let html = render(|| history::page(&shell, programme, key, line, &changes));
    Ok(answer::page(StatusCode::OK, html))
}

/// `GET …/reopening`
pub(super) async fn reopening(
    State(board): State<Board>,
    Place(place): Place<Where>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let made = async {
        let opened = open(&board, &place, &session).await?;
        let (programme, unit) = opened.filed_by()?;
        let shell = opened.shell(&board, read.clone(), Part::Reopening);
        let html = render(|| reopening::page(&shell, programme, unit, &opened.dossier, "", &[]));
        Ok(answer::page(StatusCode::OK, html))
    };
    let made = made.await;
    answered(&board, read, made).await
}
