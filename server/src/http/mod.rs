//! Routes and what stands around them. A handler reads the request, asks the
//! store, hands the page its data, and answers.

mod accept;
mod account;
mod answer;
mod api;
mod assets;
mod audit;
mod board;
mod compare;
mod duties;
mod entering;
mod entry;
mod evaluations;
pub mod figures_behind;
mod files;
pub mod form;
mod health;
pub mod json;
mod kept;
mod kept_pages;
mod leaving;
pub mod limits;
mod opened;
pub mod origin;
mod parts;
mod patience;
pub mod peer;
pub mod proxies;
mod reading;
mod reopening;
pub mod request_refusal;
mod resend;
mod returns;
mod returns_api;
mod review;
mod rights;
mod routes;
mod same_origin;
mod sent;
mod session;
mod sharing;
mod submitting;
mod typing;
pub mod upload;
mod uploading;
mod watching;
mod workbook;

use std::collections::HashMap;
use std::sync::Arc;

use app::domain::access::Role;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::unit::Names;
use app::locale::Locale;
use app::ui::unit_choice::UnitChoice;
use tokio::sync::{Notify, RwLock};

use crate::export::evaluation::typesetter::Typesetter;
use crate::mail::Mailer;
use crate::shipped;
use crate::store::{Store, StoreError};

use self::limits::Gate;
use self::peer::Surroundings;

pub use accept::{Accepting, serve};
pub use account::accounts::is_plain_name;
pub use api::judge_line;
pub use evaluations::make_files;
pub use rights::{Entry, Right};
pub use routes::{router, table};
pub use session::Session;
pub use watching::watch_data;

/// What every handler has at hand.
#[derive(Clone)]
pub struct Board {
    inner: Arc<Inner>,
}

impl std::fmt::Debug for Board {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Board").finish_non_exhaustive()
    }
}

struct Inner {
    store: Store,
    demo: bool,
    open: bool,
    /// The quarter as of which targets are judged; `None` for the last ended
    /// one by the database's clock.
    as_of: Option<Quarter>,
    /// File of the font for pictures, if one was named.
    font: Option<std::path::PathBuf>,
    typesetter: Typesetter,
    /// Whether read-only links open.
    links: bool,
    surroundings: Arc<Surroundings>,
    mailer: Option<Mailer>,
    uploads: Gate,
    turns: limits::Turns,
    /// Wakes the worker that makes files.
    jobs: Notify,
    leaving: leaving::Leaving,
    /// What the data is at, and pages made of it.
    known: watching::Known,
    pages: kept_pages::KeptPages,
    catalogue: RwLock<Arc<Catalogue>>,
}

/// The programmes as they were read at one version of the data.
#[derive(Debug, Default)]
pub struct Catalogue {
    pub version: i64,
    /// Code and revision of each; as long as these stay, so do the programmes.
    revisions: Vec<(String, i32)>,
    /// In the order in which people should meet them.
    pub programmes: Arc<Vec<Programme>>,
    /// The latest quarter with approved figures, by programme.
    pub latest: HashMap<String, Quarter>,
}

impl Catalogue {
    /// The programme with that code.
    #[must_use]
    pub fn programme(&self, code: &str) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.code == code)
    }

    /// A unit's name, as the first programme that has it calls it; its code
    /// where none has.
    fn unit_name(&self, locale: Locale, code: &str) -> String {
        let known = self.name_of(code);
        known.map_or_else(|| code.to_owned(), |name| locale.name(name).to_owned())
    }

    /// The name of a unit, or of a region that owes duties only.
    fn name_of(&self, code: &str) -> Option<&Names> {
        self.programmes.iter().find_map(|programme| {
            let unit = programme.unit(code).map(|unit| &unit.name);
            let region = || programme.regions.iter().find(|region| region.code == code);
            unit.or_else(|| region().map(|region| &region.name))
        })
    }

    /// The units to choose from, in the order of the programmes.
    fn units(&self, locale: Locale) -> UnitChoice {
        UnitChoice::of(self.named().map(|(code, name)| (code, locale.name(name).to_owned())))
    }

    /// All units, and the regions that owe duties only.
    fn named(&self) -> impl Iterator<Item = (&str, &Names)> {
        self.programmes.iter().flat_map(|programme| {
            let units = programme.units.iter().map(|unit| (unit.code.as_str(), &unit.name));
            let regions = programme.regions.iter().map(|it| (it.code.as_str(), &it.name));
            units.chain(regions)
        })
    }
}

/// How a board is run.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub demo: bool,
    /// Whether approved figures are shown to who is not signed in.
    pub open: bool,
    pub as_of: Option<Quarter>,
    pub font: Option<std::path::PathBuf>,
    /// Who sets PDFs.
    pub typesetter: Typesetter,
    /// Whether read-only links can be made and open.
    pub links: bool,
    pub surroundings: Surroundings,
    /// How mail is sent; `None` where none is.
    pub mailer: Option<Mailer>,
}

/// Programmes in the order in which people should meet them.
fn in_order(mut programmes: Vec<Programme>) -> Vec<Programme> {
    let place = |code: &str| {
        let shipped = shipped::PROGRAMMES.iter().position(|(shipped, _)| *shipped == code);
        shipped.unwrap_or(usize::MAX)
    };
    programmes.sort_by_key(|programme| (place(&programme.code), programme.code.clone()));
    programmes
}

impl Board {
    #[must_use]
    pub fn new(store: Store, settings: Settings) -> Self {
        let inner = Inner {
            store,
            demo: settings.demo,
            open: settings.open,
            as_of: settings.as_of,
            font: settings.font,
            typesetter: settings.typesetter,
            links: settings.links,
            surroundings: Arc::new(settings.surroundings),
            mailer: settings.mailer,
            uploads: Gate::default(),
            turns: limits::Turns::default(),
            jobs: Notify::new(),
            leaving: leaving::Leaving::default(),
            known: watching::Known::default(),
            pages: kept_pages::KeptPages::default(),
            catalogue: RwLock::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Whether all figures are made up.
    fn is_demo(&self) -> bool {
        self.inner.demo
    }

    fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Whether approved figures are shown to who is not signed in.
    fn is_open(&self) -> bool {
        self.inner.open
    }

    /// Whether read-only links can be made and open.
    fn links_on(&self) -> bool {
        self.inner.links
    }

    /// Whether an account of that role must have a second factor here. A
    /// demo's accounts have one password for all, and none.
    fn needs_second_factor(&self, role: Role) -> bool {
        !self.inner.demo && role.needs_second_factor()
    }

    /// How mail is sent; `None` where none is.
    #[must_use]
    pub fn mailer(&self) -> Option<&Mailer> {
        self.inner.mailer.as_ref()
    }

    /// What uploads pass before they are read.
    #[must_use]
    pub fn uploads(&self) -> &Gate {
        &self.inner.uploads
    }

    /// The programmes; read anew when any of them changed.
    async fn catalogue(&self) -> Result<Arc<Catalogue>, StoreError> {
        let version = self.store().data_version().await?;
        let known = self.inner.catalogue.read().await.clone();
        if known.version == version && version > 0 {
            return Ok(known);
        }
        let (revisions, latest) =
            tokio::try_join!(self.store().revisions(), self.store().latest_quarters())?;
        let programmes = if known.version > 0 && known.revisions == revisions {
            known.programmes.clone()
        } else {
            Arc::new(in_order(self.store().programmes().await?))
        };
        let fresh = Arc::new(Catalogue { version, revisions, programmes, latest });
        *self.inner.catalogue.write().await = fresh.clone();
        Ok(fresh)
    }

    /// The programmes, and what a page needs of them. Whether they are still
    /// those known here is asked beside it: asked first, it were one more round
    /// trip before every page. Where they changed meanwhile, all is fetched anew.
    async fn catalogue_with<T, E, F>(
        &self,
        fetch: impl Fn(Arc<Catalogue>) -> F,
    ) -> Result<(Arc<Catalogue>, T), E>
    where
        E: From<StoreError>,
        F: Future<Output = Result<T, E>>,
    {
        let known = self.inner.catalogue.read().await.clone();
        if known.version > 0 {
            let version = async { Ok(self.store().data_version().await?) };
            let (version, fetched) = tokio::try_join!(version, fetch(known.clone()))?;
            if version == known.version {
                return Ok((known, fetched));
            }
        }
        let catalogue = self.catalogue().await?;
        let fetched = fetch(catalogue.clone()).await?;
        Ok((catalogue, fetched))
    }

    /// The quarter as of which targets are judged.
    async fn as_of(&self) -> Result<Quarter, StoreError> {
        if let Some(fixed) = self.inner.as_of {
            return Ok(fixed);
        }
        let ended = self.store().last_ended_quarter(0).await?;
        ended.ok_or(StoreError::Unreadable { table: "clock", key: "now()".into() })
    }
    /// The last quarter whose returns were due: where the day is fixed, the one
    /// as of which targets are judged.
    async fn last_due(&self, programme: &Programme) -> Result<Quarter, StoreError> {
        if let Some(fixed) = self.inner.as_of {
            return Ok(fixed);
        }
        let ended = self.store().last_ended_quarter(programme.form.due_days).await?;
        ended.ok_or(StoreError::Unreadable { table: "clock", key: "now()".into() })
    }
}
