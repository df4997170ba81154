//! The private PostgreSQL: what serves where no `DATABASE_URL` is set.
//!
//! It runs the system's own programs on a Unix socket that only their user
//! may enter, with every durable setting on. It belongs to a state directory
//! ([`layout`]), not to a process: when pilotboard is killed, the cluster
//! goes on, and the next start takes it over. No SQL of the product comes in
//! here; this only hands out the way to an empty database.
//!
//! | what failed | exit code |
//! |---|---|
//! | PostgreSQL's programs are missing, or of the wrong version | 69 |
//! | another pilotboard uses the state directory | 70 |
//! | the state directory cannot be made, entered, read or written | 71 |
//! | PostgreSQL was found and did not start or stop | 72 |
//! | there is no user to run PostgreSQL as | 73 |

pub mod account;
pub mod binaries;
mod cluster;
mod error;
mod keeping;
pub mod layout;
pub mod probe;
mod starting;
#[cfg(test)]
mod tests;

use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::{Connection as _, Executor as _};
use tokio::time::Instant;

use account::Account;
use binaries::Binaries;
use cluster::Postmaster;
pub use error::EmbeddedError;
use layout::Layout;

/// The role that owns the cluster.
pub const USER: &str = "pilotboard";
/// The database that the product lives in.
pub const DATABASE: &str = "pilotboard";

/// How long a fast shutdown may take; it writes out whatever is still in memory.
const SHUTDOWN: Duration = Duration::from_secs(120);
/// How often the socket is tried.
const PAUSE: Duration = Duration::from_millis(15);

/// What the caller decides; everything else follows from the machine.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Where the cluster lives (`--state`, `PILOTBOARD_STATE`).
    pub state_dir: PathBuf,
    /// The only place to look for PostgreSQL's programs (`PILOTBOARD_PG_BIN`).
    pub bin_dir: Option<PathBuf>,
    /// Whom root runs PostgreSQL as (`PILOTBOARD_PG_USER`); `postgres` by default.
    pub run_as: Option<String>,
    /// A short place for the socket where the state directory's path is too
    /// long (`XDG_RUNTIME_DIR`); `/tmp` by default.
    pub runtime_dir: Option<PathBuf>,
}

/// How far the start has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// `initdb` makes the cluster, once in its life; takes a second or two.
    Making { version: u32 },
    /// A cluster that a killed server left running is taken over.
    TakingOver { pid: u32 },
    /// The postmaster starts.
    Starting { version: u32 },
    /// It was not shut down in order and reads its journal.
    Recovering,
    /// It answers.
    Ready,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Making { version } => write!(f, "making a private PostgreSQL {version}"),
            Self::TakingOver { pid } => {
                write!(f, "taking over the private PostgreSQL (process {pid})")
            }
            Self::Starting { version } => write!(f, "starting the private PostgreSQL {version}"),
            Self::Recovering => write!(f, "the private PostgreSQL recovers from a hard stop"),
            Self::Ready => write!(f, "the private PostgreSQL is ready"),
        }
    }
}

/// The way into the running cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    pub socket_dir: PathBuf,
    pub user: &'static str,
    pub database: &'static str,
}

impl Connection {
    /// The same for sqlx. Takes nothing from `PG…` variables but `PGOPTIONS`.
    pub fn options(&self) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.socket_dir)
            .port(5432)
            .username(self.user)
            .database(self.database)
            .ssl_mode(PgSslMode::Disable)
    }
}

/// A running private PostgreSQL.
///
/// Dropped without [`Embedded::stop`] it goes on running, and the next start
/// takes it over.
pub struct Embedded {
    layout: Layout,
    account: Account,
    /// The only place to look for programs, where one was named.
    bin_dir: Option<PathBuf>,
    socket_dir: PathBuf,
    postmaster: Postmaster,
    /// Held as long as this lives.
    _lock: File,
}

/// Takes over the cluster that runs, or starts the one that lies there, or makes one.
///
/// # Errors
/// Each kind of [`EmbeddedError`]; nothing is left running that this call started.
pub async fn start(
    settings: &Settings,
    progress: &(dyn Fn(Step) + Send + Sync),
) -> Result<Embedded, EmbeddedError> {
    let layout = Layout::create(&settings.state_dir)?;
    let lock = layout.lock()?;
    let account = Account::choose(settings.run_as.as_deref(), &layout.data())?;
    account.must_reach(layout.root())?;
    layout.clear_nurseries();
    let version = layout.cluster_version()?;

    let running = starting::take_over(&layout, progress).await?;
    let (postmaster, socket_dir) = match running {
        Some(running) => running,
        None => {
            let data = layout.data();
            let wanted = version.map(|major| (major, data.as_path()));
            let binaries = Binaries::find(settings.bin_dir.as_deref(), wanted)?;
            if version.is_none() {
                progress(Step::Making { version: binaries.major });
                cluster::init(&layout, &account, &binaries).await?;
            }
            progress(Step::Starting { version: binaries.major });
            let socket_dir = layout.socket_dir(&account, settings.runtime_dir.as_deref())?;
            let postmaster =
                starting::launch(&layout, &account, &binaries, &socket_dir, progress).await?;
            (postmaster, socket_dir)
        }
    };
    let bin_dir = settings.bin_dir.clone();
    let mut embedded = Embedded { layout, account, bin_dir, socket_dir, postmaster, _lock: lock };
    if let Err(error) = embedded.make_database().await {
        embedded.shut_down().await.ok();
        return Err(error);
    }
    progress(Step::Ready);
    Ok(embedded)
}

/// The way into a cluster that another pilotboard keeps running, for commands
/// that only work beside it.
#[must_use]
pub fn running(settings: &Settings) -> Option<Connection> {
    let data = fs::canonicalize(&settings.state_dir).ok()?.join(layout::DATA);
    let record = cluster::Record::read(&data).filter(|record| record.serves(&data))?;
    Some(Connection { socket_dir: record.socket_dir?, user: USER, database: DATABASE })
}

impl Embedded {
    /// How to reach the database.
    pub fn connection(&self) -> Connection {
        Connection { socket_dir: self.socket_dir.clone(), user: USER, database: DATABASE }
    }

    /// The postmaster's process; `None` once it ended.
    pub fn pid(&self) -> Option<u32> {
        self.postmaster.pid()
    }

    /// Shuts the cluster down in order and waits for it. Open sessions end.
    ///
    /// # Errors
    /// When it takes longer than two minutes; it is left to finish by itself.
    pub async fn stop(mut self) -> Result<(), EmbeddedError> {
        self.shut_down().await
    }

    async fn shut_down(&mut self) -> Result<(), EmbeddedError> {
        let data = self.layout.data();
        let log = self.layout.log();
        let from = length(&log);
        self.postmaster.ask_to_stop();
        let begun = Instant::now();
        while !self.postmaster.gone(&data) {
            if begun.elapsed() > SHUTDOWN {
                return Err(EmbeddedError::Failed {
                    cause: "it is still shutting down after two minutes".to_owned(),
                    tail: cluster::log_tail(&log, from),
                    log,
                });
            }
            tokio::time::sleep(PAUSE).await;
        }
        self.layout.leave_socket_dir(&self.socket_dir);
        Ok(())
    }

    async fn make_database(&self) -> Result<(), EmbeddedError> {
        let log = self.layout.log();
        let from = length(&log);
        let work = async {
            let way = self.connection().options().database("postgres");
            let mut connection = PgConnection::connect_with(&way).await?;
            let there: bool =
                sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
                    .bind(DATABASE)
                    .fetch_one(&mut connection)
                    .await?;
            if !there {
                connection.execute(format!("create database {DATABASE}").as_str()).await?;
            }
            connection.close().await
        };
        work.await.map_err(|error| EmbeddedError::Failed {
            cause: format!("the database {DATABASE} cannot be made: {error}"),
            tail: cluster::log_tail(&log, from),
            log,
        })
    }
}

fn length(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |meta| meta.len())
}
