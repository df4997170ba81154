//! Transactions in which the database knows for whom the server acts. Without
//! that, row-level security shows no return and takes no write.

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use sqlx::{PgConnection, Postgres, Transaction};

use super::{Store, StoreError};

impl Store {
    /// Opens a transaction on behalf of `actor`; what is not committed leaves
    /// nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn acting(
        &self,
        actor: &Actor,
    ) -> Result<Transaction<'static, Postgres>, StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query(
            "select set_config('pilotboard.role', $1, true), set_config('pilotboard.unit', $2, true),
               set_config('pilotboard.name', $3, true)",
        )
        .bind(actor.role.word())
        .bind(actor.unit.as_deref().unwrap_or(""))
        .bind(&actor.name)
        .execute(&mut *tx)
        .await?;
        Ok(tx)
    }

    /// Opens a transaction for the worker that makes files for everybody.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn working(&self) -> Result<Transaction<'static, Postgres>, StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("select set_config('pilotboard.role', 'worker', true)")
            .execute(&mut *tx)
            .await?;
        Ok(tx)
    }
}

/// The database's clock, at the beginning of the transaction.
pub(super) async fn now(tx: &mut PgConnection) -> Result<Moment, StoreError> {
    let (now,): (i64,) = sqlx::query_as("select (extract(epoch from now()) * 1000000)::bigint")
        .fetch_one(tx)
        .await?;
    Ok(Moment(now))
}
