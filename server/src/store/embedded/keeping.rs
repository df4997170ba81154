//! A private PostgreSQL that ends unasked is started again: nobody else does.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::binaries::Binaries;
use super::cluster::Postmaster;
use super::{Embedded, EmbeddedError, cluster, length, starting};

/// How often it is looked after.
const LOOK: Duration = Duration::from_millis(50);
/// The pause between two starts, and the longest it grows to while each of
/// them fails soon.
const PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// Who ran for so long did not fail at its start.
const WELL: Duration = Duration::from_secs(2);

impl Embedded {
    /// Starts PostgreSQL again whenever it ends, for ever. May be dropped at
    /// any time; [`Embedded::stop`] then stops the one that runs.
    pub async fn keep(&mut self) {
        let data = self.layout.data();
        let (mut begun, mut pause) = (Instant::now(), PAUSE);
        let mut log_from = length(&self.layout.log());
        loop {
            sleep(LOOK).await;
            if !self.postmaster.gone(&data) {
                continue;
            }
            let said = cluster::log_tail(&self.layout.log(), log_from);
            tracing::error!(said, "the private PostgreSQL ended and is started again");
            if begun.elapsed() > WELL {
                pause = PAUSE;
            }
            // The sessions of one that was killed notice within moments; until
            // then they hold its shared memory, and the next one ends at once.
            sleep(pause).await;
            pause = LONGEST_PAUSE.min(pause * 2);
            begun = Instant::now();
            log_from = length(&self.layout.log());
            match self.start_again() {
                Ok(postmaster) => self.postmaster = postmaster,
                Err(error) => tracing::error!(%error, "the private PostgreSQL cannot be started"),
            }
        }
    }

    fn start_again(&self) -> Result<Postmaster, EmbeddedError> {
        let data = self.layout.data();
        let wanted = self.layout.cluster_version()?.map(|major| (major, data.as_path()));
        let binaries = Binaries::find(self.bin_dir.as_deref(), wanted)?;
        starting::clear_stale_record(&self.layout)?;
        let log = self.layout.open_log()?;
        Postmaster::start(&self.layout, &self.account, &binaries, &self.socket_dir, log)
    }
}
