//! One return's page: a version of it beside the version before.

use app::domain::access::Actor;
use app::domain::dossier::Version;
use app::domain::filing::Key;
use app::domain::programme::Programme;
use app::domain::unit::Unit;
use app::links::Page;
use app::locale::review_words as words;
use app::review::reviewed::{self, FiledVersion, ReviewedPage, Typed};
use app::ui::form::Fault;
use axum::http::StatusCode;
use axum::response::Response;

use super::Codes;
use crate::http::answer::{self, Refusal, render};
use crate::http::reading::Read;
use crate::http::session::Session;
use crate::http::{Board, Catalogue};
use crate::store::{Store, StoreError};

/// How a return's page comes back after a decision that was not taken.
pub(super) struct Shown {
    pub status: StatusCode,
    pub typed: Typed,
    pub faults: Vec<Fault>,
    /// The version that was looked at, where another is the newest now.
    pub stale: Option<i32>,
}

impl Default for Shown {
    fn default() -> Self {
        Self { status: StatusCode::OK, typed: Typed::default(), faults: Vec::new(), stale: None }
    }
}

/// The return of the address.
pub(super) fn place<'a>(
    catalogue: &'a Catalogue,
    (programme, unit, quarter): &Codes,
) -> Result<(&'a Programme, &'a Unit, Key), Refusal> {
    let of = catalogue
        .programme(programme)
        .ok_or_else(|| Refusal::NoSuchProgramme(programme.clone()))?;
    let its = of.unit(unit).ok_or_else(|| Refusal::NoSuchUnit(unit.clone()))?;
    let quarter = quarter.parse().ok().filter(|quarter| of.covers(*quarter));
    let quarter = quarter.ok_or(Refusal::NoSuchReturn)?;
    Ok((of, its, Key { programme: programme.clone(), unit: unit.clone(), quarter }))
}

/// The page, with what is said of a decision that was not taken.
pub(super) async fn reviewed_page(
    board: &Board,
    session: &Session,
    codes: &Codes,
    mut read: Read,
    mut shown: Shown,
) -> Result<Response, Refusal> {
    let catalogue = board.catalogue().await?;
    let (programme, unit, key) = place(&catalogue, codes)?;
    let locale = read.locale;
    let dossier = board.store().dossier(&session.actor, &key).await?;
    let versions = &dossier.versions;
    let at = read.filters.version.take().and_then(|no| {
        let at = versions.iter().position(|version| version.version == no);
        if at.is_none() {
            read.notices.push(words::no_such_version(locale, no));
        }
        at
    });
    let at = at.or_else(|| versions.len().checked_sub(1));
    let mut shell = answer::bare_shell(board, &catalogue, read, Page::Reviewed(key.clone()));
    let Some(now) = at.and_then(|at| versions.get(at)) else {
        let html = render(|| reviewed::never_submitted(&shell, unit, &dossier));
        return Ok(answer::page(shown.status, html));
    };
    if now.version != versions.last().map_or(0, |last| last.version) {
        shell.filters.version = Some(now.version);
    }
    if let Some(seen) = shown.stale {
        let sentence = match versions.last() {
            Some(last) if last.version != seen => words::stale(locale, seen, last.version),
            _ => words::stale_same(locale, seen),
        };
        shown.faults.push(Fault::new("changes", sentence));
    }
    shell.faulty = !shown.faults.is_empty();
    let before = at.and_then(|at| versions.get(at.checked_sub(1)?));
    let (shown_version, before) =
        tokio::try_join!(filed(board.store(), &session.actor, &key, now), async {
            match before {
                Some(before) => filed(board.store(), &session.actor, &key, before).await.map(Some),
                None => Ok(None),
            }
        })?;
    let html = render(|| {
        let actor = &session.actor;
        let mut of = ReviewedPage::compose(programme, unit, &dossier, actor, shown_version, before);
        of.typed = shown.typed;
        of.faults = shown.faults;
        reviewed::page(&shell, &of)
    });
    Ok(answer::page(shown.status, html))
}

/// A version with what was filed in it.
async fn filed(
    store: &Store,
    actor: &Actor,
    key: &Key,
    version: &Version,
) -> Result<FiledVersion, StoreError> {
    let lines = store.version(actor, key, version.version).await?;
    let lines = lines.into_iter().map(|line| (line.code.clone(), line)).collect();
    Ok(FiledVersion { version: version.clone(), lines })
}
