//! Being told that data changed, by whatever server changed it.

use sqlx::postgres::PgListener;

use super::{Store, StoreError};

/// A line on which changes are told.
#[derive(Debug)]
pub struct Changes(PgListener);

impl Store {
    /// Listens from now on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn changes(&self) -> Result<Changes, StoreError> {
        let mut listener = PgListener::connect_with(&self.listening).await?;
        listener.listen("pilotboard_data").await?;
        Ok(Changes(listener))
    }
}

impl Changes {
    /// Waits for a change; false where the line was lost, so that one may have
    /// been missed.
    ///
    /// # Errors
    /// When the database does not answer any more.
    pub async fn next(&mut self) -> Result<bool, StoreError> {
        Ok(self.0.try_recv().await?.is_some())
    }
}
