//! What version the data is at, without asking for it with each request: the
//! database tells. While nobody is told, it is asked.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use app::domain::calendar::Day;
use app::domain::period::Quarter;
use tokio::time::{Instant, sleep};

use super::Board;
use super::kept_pages::Showing;
use crate::store::StoreError;

/// How long a quarter that ended last is taken for the last one, and a day for
/// today.
const CLOCK: Duration = Duration::from_secs(60);
/// After how long a lost connection is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// What is known of the data without asking.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// As the database told; `None` while nobody listens.
    version: Mutex<Option<i64>>,
    clock: Mutex<Option<(Quarter, Day, Instant)>>,
}

impl Known {
    fn set(&self, version: Option<i64>) {
        *self.version.lock().unwrap_or_else(PoisonError::into_inner) = version;
    }

    fn version(&self) -> Option<i64> {
        *self.version.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn clock(&self) -> Option<(Quarter, Day)> {
        let known = *self.clock.lock().unwrap_or_else(PoisonError::into_inner);
        known.filter(|(_, _, at)| at.elapsed() < CLOCK).map(|(quarter, day, _)| (quarter, day))
    }
}

impl Board {
    /// What a page made now shows.
    pub(super) async fn showing(&self) -> Result<Showing, StoreError> {
        let known = &self.inner.known;
        let version = match known.version() {
            Some(version) => version,
            None => self.store().data_version().await?,
        };
        let (as_of, day) = match known.clock() {
            Some(clock) => clock,
            None => {
                let (quarter, day) = (self.as_of().await?, self.store().today().await?);
                let fresh = Some((quarter, day, Instant::now()));
                *known.clock.lock().unwrap_or_else(PoisonError::into_inner) = fresh;
                (quarter, day)
            }
        };
        Ok(Showing { version, as_of, day })
    }
}

/// Listens for changes of the data until the server ends. Whenever the line is
/// lost, nothing is taken for known until it is there again.
pub async fn watch_data(board: Board) {
    loop {
        if let Err(error) = watch(&board).await {
            tracing::warn!(%error, "changes of the data are not heard of; asking instead");
        }
        board.inner.known.set(None);
        sleep(AGAIN).await;
    }
}

async fn watch(board: &Board) -> Result<(), StoreError> {
    let mut changes = board.store().changes().await?;
    loop {
        // First listen, then ask: what changes in between is heard of.
        let version = board.store().data_version().await?;
        board.inner.known.set(Some(version));
        if !changes.next().await? {
            return Ok(());
        }
    }
}
