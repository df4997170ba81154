//! Looking at the standby always, so that no page has to.

use std::sync::Arc;
use std::time::Duration;

use sqlx::PgConnection;
use sqlx::postgres::PgConnectOptions;

use super::super::pool::Pool;
use super::known::Known;
use super::looking::{Away, Found, arrive, look, within};

/// How often a standby that is well is looked at.
const WELL: Duration = Duration::from_secs(5);
/// After how long one that is away is tried again.
const AGAIN: Duration = Duration::from_secs(3);
/// How long one that is behind is left alone: at first, and at last.
const BEHIND: (Duration, Duration) = (Duration::from_millis(10), Duration::from_millis(320));

pub(super) struct Watcher {
    known: Arc<Known>,
    options: PgConnectOptions,
    /// Serving connections to the primary.
    primary: Pool,
    line: Option<PgConnection>,
}

impl Watcher {
    pub(super) fn new(known: Arc<Known>, options: PgConnectOptions, primary: Pool) -> Self {
        Self { known, options, primary, line: None }
    }

    pub(super) async fn watch(mut self) {
        let mut pause = BEHIND.0;
        loop {
            let wait = if !self.known.is_behind() {
                pause = BEHIND.0;
                if self.line.is_some() { WELL } else { AGAIN }
            } else {
                pause = (pause * 2).min(BEHIND.1);
                pause
            };
            self.known.wanted_within(wait).await;
            // What is wrong was said by then.
            let _ = self.look().await;
        }
    }

    /// Looks once, and takes down what there is.
    pub(super) async fn look(&mut self) -> Result<(), Away> {
        match self.found().await {
            Ok(found) => {
                if self.known.found(found) {
                    tracing::info!("the board is read from the standby");
                }
                Ok(())
            }
            Err(away) => {
                self.line = None;
                if self.known.lost() {
                    tracing::warn!(%away, "the standby is away; reading from the primary");
                }
                Err(away)
            }
        }
    }

    /// What is there now. Along a line that was whole the last time, it can
    /// only have gone on, or have been promoted.
    async fn found(&mut self) -> Result<Found, Away> {
        if self.known.is_doubted() {
            self.line = None;
        }
        if let Some(line) = &mut self.line
            && let Ok(found) = within(look(line)).await
            && found.place.copies
        {
            return Ok(found);
        }
        let (line, found) = arrive(&self.options).await.map_err(Away::Silent)?;
        let primary = within(look(&self.primary)).await.map_err(Away::PrimarySilent)?;
        found.place.stands_in_for(&primary.place)?;
        self.line = Some(line);
        Ok(found)
    }
}
