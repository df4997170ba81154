//! A hot standby, a copy of the database that follows it, for what the board
//! reads ([`Store::read`](super::Store::read)). It may lag, go away and come
//! back; no page shows an older figure for it, breaks, or waits long.
//!
//! The primary alone says what is current. Every page asks it for the data
//! versions of the programmes, and whoever reads after that must find them: a
//! question goes to the standby only where it was seen to have all versions
//! that this server ever heard of. So what somebody wrote, through whichever
//! server, is there with the next request, and a page is never kept under a
//! version that it does not show. Only the watcher ([`watching`]) asks the
//! standby how far it is; pages do not.

mod known;
pub mod looking;
mod watching;

use std::sync::Arc;
use std::time::Duration;

use sqlx::Error;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::SERVING;
use super::pool::Pool;
pub use known::Versions;
use known::{Doubt, Known};
use looking::{Away, look};

/// After that a question is put to the primary instead.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a connection is waited for, a new one too.
const CONNECTING: Duration = Duration::from_secs(1);

/// A standby that is watched until it is dropped or closed.
#[derive(Debug)]
pub(super) struct Standby {
    pool: Pool,
    known: Arc<Known>,
    watcher: JoinHandle<()>,
}

impl Standby {
    /// Looks at the standby for the first time, and from then on always. That it
    /// is away is no error: it is read from as soon as it is there.
    pub(super) async fn watched(
        options: PgConnectOptions,
        connections: u32,
        primary: Pool,
    ) -> (Self, Result<(), Away>) {
        let known = Arc::new(Known::default());
        let mut watcher = watching::Watcher::new(known.clone(), options.clone(), primary);
        let first = watcher.look().await;
        let pool = Pool::own(pool(&known, connections).connect_lazy_with(options));
        let watcher = tokio::spawn(watcher.watch());
        (Self { pool, known, watcher }, first)
    }

    /// From now on, nothing older is read here.
    pub(super) fn want(&self, versions: &Versions) {
        self.known.want(versions);
    }

    /// The standby's answer; `None` where it is away, behind, or at fault.
    pub(super) async fn read<'a, T, F>(&'a self, ask: impl Fn(&'a Pool) -> F) -> Option<T>
    where
        F: Future<Output = sqlx::Result<T>>,
    {
        let run = self.known.ready()?;
        match timeout(PATIENCE, ask(&self.pool)).await {
            // What came after may be another server, and further behind.
            Ok(Ok(answer)) => self.known.is_same(run).then_some(answer),
            Ok(Err(error)) => {
                tracing::debug!(%error, "a question is put to the primary instead");
                if let Some(doubt) = doubt(&error) {
                    self.known.doubt(run, doubt);
                }
                None
            }
            Err(_) => {
                self.known.doubt(run, Doubt::Slow);
                None
            }
        }
    }

    pub(super) async fn close(&self) {
        self.watcher.abort();
        self.pool.close().await;
    }
}

impl Drop for Standby {
    fn drop(&mut self) {
        self.watcher.abort();
    }
}

/// Connections that all lead to the one server that the watcher last looked at,
/// and since then: how far it is says nothing of another one.
fn pool(known: &Arc<Known>, connections: u32) -> PgPoolOptions {
    let (when_new, when_old) = (known.clone(), known.clone());
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(CONNECTING)
        .test_before_acquire(false)
        .after_connect(move |connection, _| {
            let known = when_new.clone();
            Box::pin(async move {
                sqlx::Executor::execute(&mut *connection, SERVING).await?;
                let found = look(connection).await?;
                if known.is_at(&found.place.server) {
                    return Ok(());
                }
                known.doubt_any(Doubt::Broken);
                Err(Error::Protocol("PILOTBOARD_READ_URL leads to another server now".into()))
            })
        })
        .before_acquire(move |_, meta| {
            let fits = when_old.began_before(meta.age);
            Box::pin(async move { Ok(fits) })
        })
}

/// What an error makes of the standby; nothing where the question alone failed,
/// as when it stood in the way of what the standby had to take over (40001).
fn doubt(error: &Error) -> Option<Doubt> {
    match error {
        Error::PoolTimedOut => Some(Doubt::Slow),
        Error::Io(_) | Error::Protocol(_) | Error::Tls(_) => Some(Doubt::Broken),
        // Class 57P: it stops, starts, or ended this connection.
        Error::Database(error) if error.code().is_some_and(|code| code.starts_with("57P")) => {
            Some(Doubt::Broken)
        }
        _ => None,
    }
}
