//! Opening the database a command works on: the one of `DATABASE_URL`, or a
//! private PostgreSQL in the state directory.

use std::path::PathBuf;
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

use super::{Database, Failure, exit, talk};
use crate::store::Store;
use crate::store::embedded::binaries::SUPPORTED;
use crate::store::embedded::{self, Embedded, EmbeddedError, Step};

/// Address of a hot standby for what the board reads.
pub(super) const STANDBY: &str = "PILOTBOARD_READ_URL";

/// Address of a pooler in transaction mode, through which is served.
pub(super) const POOLER: &str = "PILOTBOARD_POOL_URL";

/// A store, and the private PostgreSQL below it where there is one.
pub(super) struct Opened {
    /// Working as the owner of the tables.
    pub store: Store,
    options: PgConnectOptions,
    embedded: Option<Embedded>,
}

impl Opened {
    /// A store for serving, bound by row-level security; the board is read from
    /// the standby, where one is named.
    pub(super) async fn serving(&self, connections: u32) -> Result<Store, Failure> {
        let (pooler, standby) = (named(POOLER)?, named(STANDBY)?);
        let direct = self.options.clone();
        let store = match pooler {
            None => Store::serve(direct, connections).await?,
            Some(pooler) => {
                Store::serve_through(pooler, direct, connections).await.inspect_err(|_| {
                    talk::say(&format!("    {POOLER}: cannot be served through"));
                })?
            }
        };
        let Some(standby) = standby else { return Ok(store) };
        let (store, first) = store.reading_from(standby, connections).await;
        match first {
            Ok(()) => talk::say(&format!("    {STANDBY}: the board is read from there")),
            Err(away) => talk::say(&format!("    {STANDBY}: {away}; reading from DATABASE_URL")),
        }
        Ok(store)
    }

    /// Sees to it that the private PostgreSQL goes on, for ever.
    pub(super) async fn keep(&mut self) {
        match &mut self.embedded {
            Some(embedded) => embedded.keep().await,
            None => std::future::pending().await,
        }
    }

    /// Closes the connections and stops the private PostgreSQL.
    pub(super) async fn close(self) -> Result<(), Failure> {
        self.store.close().await;
        if let Some(embedded) = self.embedded {
            embedded.stop().await?;
        }
        Ok(())
    }
}

/// Whether a command may work beside a server that holds the state directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    Nobody,
    Server,
}

/// Opens the database and brings its schema up. `name` is the default state
/// directory's name.
pub(super) async fn open(
    database: &Database,
    name: &str,
    connections: u32,
    beside: Beside,
) -> Result<Opened, Failure> {
    let opened = match Database::url() {
        Some(url) => {
            let options = options(&url).map_err(|error| {
                Failure::Config(format!(
                    "DATABASE_URL cannot be read ({error}); \
                     write it like postgres://user:password@host/database"
                ))
            })?;
            let store = Store::connect(options.clone(), connections).await?;
            refuse_other_version(&store).await?;
            Opened { store, options, embedded: None }
        }
        None => {
            let settings = embedded_settings(database, name)?;
            let step = |step: Step| talk::say(&format!("    {step}"));
            match embedded::start(&settings, &step).await {
                Ok(embedded) => over(embedded, connections).await?,
                Err(in_use @ EmbeddedError::InUse { .. }) if beside == Beside::Server => {
                    let running = embedded::running(&settings).ok_or(in_use)?;
                    let options = running.options();
                    let store = Store::connect(options.clone(), connections).await?;
                    Opened { store, options, embedded: None }
                }
                Err(error) => return Err(error.into()),
            }
        }
    };
    if let Err(error) = opened.store.migrate().await {
        opened.close().await?;
        return Err(error.into());
    }
    Ok(opened)
}

/// How to connect to another way to the database, or to its copy; `None` where
/// none is named. The address may hold a password, so there is no flag for it.
pub(super) fn named(variable: &str) -> Result<Option<PgConnectOptions>, Failure> {
    let Some(url) = std::env::var(variable).ok().filter(|url| !url.is_empty()) else {
        return Ok(None);
    };
    if Database::url().is_none() {
        return Err(Failure::Config(format!(
            "{variable} is set and DATABASE_URL is not; name the database itself too"
        )));
    }
    options(&url).map(Some).map_err(|error| {
        Failure::Config(format!(
            "{variable} cannot be read ({error}); \
             write it like postgres://user:password@host/database"
        ))
    })
}

/// Versions this product was made for; another one is named and refused.
async fn refuse_other_version(store: &Store) -> Result<(), Failure> {
    let major = store.postgres_version().await?;
    if SUPPORTED.contains(&major) {
        return Ok(());
    }
    Err(Failure::Config(format!(
        "DATABASE_URL leads to PostgreSQL {major}; versions {} to {} are supported",
        SUPPORTED.start(),
        SUPPORTED.end()
    )))
}

async fn over(embedded: Embedded, connections: u32) -> Result<Opened, Failure> {
    let options = embedded.connection().options();
    match Store::connect(options.clone(), connections).await {
        Ok(store) => Ok(Opened { store, options, embedded: Some(embedded) }),
        Err(error) => {
            embedded.stop().await?;
            Err(error.into())
        }
    }
}

/// How to connect by an address. sqlx takes any scheme, `mysql` too.
pub(super) fn options(url: &str) -> Result<PgConnectOptions, String> {
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err("it does not begin with postgres://".into());
    }
    PgConnectOptions::from_str(url).map_err(|error| error.to_string())
}

/// Where and how the private PostgreSQL is kept.
pub(super) fn embedded_settings(
    database: &Database,
    name: &str,
) -> Result<embedded::Settings, Failure> {
    let state_dir = match &database.state {
        Some(dir) => dir.clone(),
        None => default_state(name)?,
    };
    Ok(embedded::Settings {
        state_dir,
        bin_dir: database.pg_bin.clone(),
        run_as: database.pg_user.clone(),
        runtime_dir: std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from),
    })
}

/// `/var/lib/NAME` for root, else `NAME` below the user's state folder.
fn default_state(name: &str) -> Result<PathBuf, Failure> {
    if rustix::process::geteuid().is_root() {
        return Ok(PathBuf::from("/var/lib").join(name));
    }
    let set =
        |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("XDG_STATE_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".local/state")))
        .map(|folder| folder.join(name))
        .ok_or_else(|| {
            Failure::Config(
                "neither XDG_STATE_HOME nor HOME is set; name a folder with --state".into(),
            )
        })
}

/// `pilotboard migrate`
pub(super) async fn migrate(database: &Database) -> Result<u8, Failure> {
    let opened = open(database, "pilotboard", 2, Beside::Server).await?;
    opened.close().await?;
    talk::say("the schema is up to date");
    Ok(exit::DONE)
}
