//! A return as a request asks for it: which one, who asks, and what is found.

use std::sync::Arc;

use app::domain::access::Actor;
use app::domain::dossier::Dossier;
use app::domain::filing::Key;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::unit::Unit;
use app::entry::check::{self, CheckPage};
use app::entry::form::{self, FormPage};
use app::links::{Filters, Page, Part};
use app::ui::shell::Shell;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;

use super::answer::{self, Place, Refusal, render};
use super::reading::Read;
use super::sent;
use super::session::{Asked, Session, SignedIn};
use super::{Board, Catalogue};
use crate::secret::Secret;

/// A request for a return, at an address `…/{programme}/{unit}/{quarter}…`.
pub(super) struct Visit {
    pub board: Board,
    pub place: (String, String, String),
    pub session: Session,
    pub read: Read,
}

/// A return that the one who asks may see, with all it stands in.
pub(super) struct Opened {
    pub catalogue: Arc<Catalogue>,
    pub actor: Actor,
    pub dossier: Dossier,
}

impl FromRequestParts<Board> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, board: &Board) -> Result<Self, Response> {
        let Place(place) = Place::from_request_parts(parts, board).await?;
        let SignedIn(session) = SignedIn::from_request_parts(parts, board).await?;
        let Asked(read) = Asked::from_request_parts(parts, board).await?;
        Ok(Self { board: board.clone(), place, session, read })
    }
}

impl Visit {
    /// Finds the return and reads it. Whether the actor may read the unit's
    /// returns was held against the route already.
    pub(super) async fn open(&self) -> Result<Opened, Refusal> {
        let mut opened = self.find().await?;
        let Opened { actor, dossier, .. } = &opened;
        opened.dossier = self.board.store().dossier(actor, &dossier.key).await?;
        Ok(opened)
    }

    /// Finds which return it is; nothing of it is read yet.
    pub(super) async fn find(&self) -> Result<Opened, Refusal> {
        let (programme, unit, quarter) = &self.place;
        let catalogue = self.board.catalogue().await?;
        let of = catalogue
            .programme(programme)
            .ok_or_else(|| Refusal::NoSuchProgramme(programme.clone()))?;
        let files = |unit: &&Unit| of.indicators.iter().any(|line| of.files(unit, line));
        let filing = of.unit(unit).filter(files);
        let filing = filing.ok_or_else(|| Refusal::NoSuchUnit(unit.clone()))?;
        let quarter: Quarter = quarter.parse().map_err(|_| Refusal::NoSuchReturn)?;
        if !of.covers(quarter) || of.form_of(filing, quarter).next().is_none() {
            return Err(Refusal::NoSuchReturn);
        }
        let key = Key { programme: programme.clone(), unit: unit.clone(), quarter };
        let actor = self.session.actor.clone();
        let dossier = Dossier::empty(key, self.session.now);
        Ok(Opened { catalogue, actor, dossier })
    }

    /// What was made, or why there is nothing.
    pub(super) async fn answer(&self, made: Result<Response, Refusal>) -> Response {
        sent::answered(&self.board, &self.read, made).await
    }
}

impl Opened {
    /// The return's programme and unit.
    ///
    /// # Errors
    /// Never: [`Visit::open`] found both.
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

    pub(super) fn shell(&self, visit: &Visit, part: Part) -> Shell {
        let page = Page::Return(self.dossier.key.clone(), part);
        answer::bare_shell(&visit.board, &self.catalogue, visit.read.clone(), page)
    }

    /// To another page of this return, in the same language.
    pub(super) fn go(
        &self,
        visit: &Visit,
        part: Part,
        change: impl FnOnce(&mut Filters),
    ) -> Response {
        let mut filters = sent::language(&visit.read);
        change(&mut filters);
        answer::see_other(&Page::Return(self.dossier.key.clone(), part).link(&filters))
    }

    /// The form as a page.
    pub(super) fn form(
        &self,
        visit: &Visit,
        status: StatusCode,
        change: impl FnOnce(&mut FormPage),
    ) -> Result<Response, Refusal> {
        let (programme, unit) = self.filed_by()?;
        let locale = visit.read.locale;
        let mut page = FormPage::new(locale, programme, unit, &self.dossier, &self.actor);
        change(&mut page);
        let shell = self.shell(visit, Part::Form);
        Ok(answer::page(status, render(|| form::page(&shell, &page))))
    }

    /// The check before submitting as a page.
    pub(super) fn check(
        &self,
        visit: &Visit,
        status: StatusCode,
        change: impl FnOnce(&mut CheckPage),
    ) -> Result<Response, Refusal> {
        let (programme, unit) = self.filed_by()?;
        let locale = visit.read.locale;
        let form = FormPage::new(locale, programme, unit, &self.dossier, &self.actor);
        let mut page = CheckPage::new(form, Secret::of_session()?.text().to_owned());
        change(&mut page);
        let shell = self.shell(visit, Part::Check);
        Ok(answer::page(status, render(|| check::page(&shell, &page, &self.actor))))
    }
}
