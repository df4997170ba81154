//! The only SQL, one file per slice. A private row struct stands for what a
//! query answers and is turned into the domain's types here; a row the domain
//! cannot hold names its table and key. What is not there is `None`, no error.

pub mod accounts;
pub mod acting;
pub mod audit;
pub mod bulk;
pub mod changes;
pub mod credentials;
pub mod due;
pub mod duties;
pub mod embedded;
pub mod evaluations;
pub mod export_jobs;
pub mod figures;
pub mod filings;
pub mod guesses;
pub mod importing;
pub mod installation;
pub mod links;
pub mod narrative;
mod numeric;
mod pool;
pub mod pooler;
mod primary;
pub mod programmes;
pub mod provenance;
pub mod queue;
mod reading;
pub mod returns;
pub mod review;
pub mod rollups;
pub mod sessions;
pub mod standby;
pub mod uploads;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Executor as _, PgPool};

use pool::Pool;
use pooler::Unfit;
use standby::Standby;
use standby::looking::Away;

/// Version of the newest migration this binary knows.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

/// The database, as the rest of the server sees it.
#[derive(Clone, Debug)]
pub struct Store {
    pool: Pool,
    /// For what the board reads; see [`Store::read`].
    reading: Pool,
    /// For what needs a connection of its own from one question to the next.
    listening: PgPool,
    standby: Option<Arc<Standby>>,
}

/// Why the store could not answer.
#[derive(Debug)]
pub enum StoreError {
    Database(sqlx::Error),
    Migration(MigrateError),
    /// A row that no domain value can hold.
    Unreadable {
        table: &'static str,
        key: String,
    },
    /// The task that wrote ended before it was done; nothing was committed.
    Interrupted,
    /// A pooler under which the server would not work rightly.
    Pooler(Unfit),
    /// Demo figures for a real database, or real ones for a demo's.
    OtherPurpose {
        wanted: &'static str,
        found: String,
    },
}

impl fmt::Display for StoreError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => write!(out, "the database answered: {error}"),
            Self::Migration(error) => write!(out, "the database's schema: {error}"),
            Self::Unreadable { table, key } => {
                write!(out, "the row `{key}` of table `{table}` holds what it must not")
            }
            Self::Pooler(unfit) => unfit.fmt(out),
            Self::Interrupted => out.write_str("a write was interrupted"),
            Self::OtherPurpose { wanted, found } => write!(
                out,
                "this is a database with {found} figures and takes no {wanted} ones; \
                 use another database or state directory"
            ),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

/// How a serving connection begins. Each statement is planned once: planned
/// for each value anew, as PostgreSQL would for lists, planning took as long as
/// reading. What is planned once must not depend on what a table held then: over
/// one that is empty, going through all of it is the cheapest, and stays so while
/// it fills; so an index is taken wherever there is one. That makes going through
/// a table that has none look dear, and dear statements are not worth compiling.
const SERVING: &str = "set role pilotboard_server; set plan_cache_mode = force_generic_plan; \
                       set enable_seqscan = off; set jit = off";

fn pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new().max_connections(connections).acquire_timeout(Duration::from_secs(5))
}

fn serving(connections: u32) -> PgPoolOptions {
    pool(connections).after_connect(|connection, _| {
        Box::pin(async move {
            connection.execute(SERVING).await?;
            connection.execute(primary::SAFE).await?;
            primary::refuse_other(connection).await
        })
    })
}

fn named(options: PgConnectOptions) -> PgConnectOptions {
    options.application_name("pilotboard")
}

impl Store {
    /// Opens a pool of at most `connections` and tries one of them; as many more
    /// are opened when the board reads.
    ///
    /// # Errors
    /// When the database cannot be reached or refuses the credentials.
    pub async fn connect(options: PgConnectOptions, connections: u32) -> Result<Self, StoreError> {
        let safe = || {
            pool(connections).after_connect(|connection, _| {
                Box::pin(async move { connection.execute(primary::SAFE).await.map(|_| ()) })
            })
        };
        Self::open(safe, options).await
    }

    /// Opens a pool for serving: every connection works as the role
    /// `pilotboard_server`, which owns nothing and is bound by row-level
    /// security. The schema must be there.
    ///
    /// # Errors
    /// As [`Store::connect`]; also when the login may not take that role.
    pub async fn serve(options: PgConnectOptions, connections: u32) -> Result<Self, StoreError> {
        Self::open(|| serving(connections), options).await
    }

    /// The same through a pooler in transaction mode. `direct` leads past it, to
    /// hear of changes.
    ///
    /// # Errors
    /// As [`Store::connect`]; also when the pooler does not keep the rights, or
    /// mixes up what the server asks.
    pub async fn serve_through(
        pooler: PgConnectOptions,
        direct: PgConnectOptions,
        connections: u32,
    ) -> Result<Self, StoreError> {
        let pooler = pooler::shared(pooler);
        let reading =
            pool(connections).test_before_acquire(false).connect_lazy_with(pooler.clone());
        let listening = serving(1).connect_with(named(direct)).await?;
        let store = Self {
            pool: Pool::shared(pool(connections).connect_with(pooler).await?),
            reading: Pool::shared(reading),
            listening,
            standby: None,
        };
        match pooler::fits(&store.pool, &Pool::own(store.listening.clone())).await {
            Ok(()) => Ok(store),
            Err(error) => {
                store.close().await;
                Err(error)
            }
        }
    }

    /// Lets the board be read from a hot standby, over at most `connections`;
    /// see [`standby`]. How it was found to be comes with it.
    pub async fn reading_from(
        mut self,
        options: PgConnectOptions,
        connections: u32,
    ) -> (Self, Result<(), Away>) {
        let (standby, first) =
            Standby::watched(named(options), connections, self.reading.clone()).await;
        self.standby = Some(Arc::new(standby));
        (self, first)
    }

    async fn open(
        pool: impl Fn() -> PgPoolOptions,
        options: PgConnectOptions,
    ) -> Result<Self, StoreError> {
        let options = named(options);
        let reading = pool().test_before_acquire(false).connect_lazy_with(options.clone());
        let connections = primary::only(pool()).connect_with(options).await?;
        Ok(Self {
            pool: Pool::own(connections.clone()),
            reading: Pool::own(reading),
            listening: connections,
            standby: None,
        })
    }

    /// Brings the schema up to this binary's.
    ///
    /// # Errors
    /// When a migration fails, or the database is newer than the binary.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match MIGRATOR.run(self.pool.connections()).await {
            Ok(()) => {
                let mut tx = self.pool.begin().await?;
                importing::one_at_a_time(&mut tx).await?;
                programmes::add_up_what_is_not(&mut tx).await?;
                tx.commit().await?;
                Ok(())
            }
            // A connection lost on the way says nothing about the schema.
            Err(MigrateError::Execute(error)) => Err(StoreError::Database(error)),
            Err(error) => Err(StoreError::Migration(error)),
        }
    }

    /// The server's major version.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn postgres_version(&self) -> Result<u32, StoreError> {
        let (version,): (i32,) =
            sqlx::query_as("select current_setting('server_version_num')::int")
                .fetch_one(&self.pool)
                .await?;
        Ok(u32::try_from(version / 10_000).unwrap_or_default())
    }

    /// A setting of a connection, as its transactions find it.
    ///
    /// # Errors
    /// When the database does not answer, or knows no such setting.
    pub async fn setting(&self, name: &str) -> Result<String, StoreError> {
        let (value,): (String,) =
            sqlx::query_as("select current_setting($1)").bind(name).fetch_one(&self.pool).await?;
        Ok(value)
    }

    /// Whether the database answers now and takes writes.
    pub async fn answers(&self) -> bool {
        // A pooler's connections were not asked when they were made.
        let asked = sqlx::query_as("select current_setting('transaction_read_only') = 'off'")
            .fetch_one(&self.pool)
            .await;
        matches!(asked, Ok((true,)))
    }

    /// Closes all connections, for a clean stop.
    pub async fn close(&self) {
        if let Some(standby) = &self.standby {
            standby.close().await;
        }
        tokio::join!(self.pool.close(), self.reading.close(), self.listening.close());
    }
}
