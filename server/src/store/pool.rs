//! Connections to the database: its own, or a pooler's.
//!
//! A pooler in transaction mode hands each transaction to whichever connection
//! is free. What a question needs of its connection, such as the statement that
//! was prepared for it one round trip earlier, is there only within one. So
//! behind a pooler every question is a transaction.

use futures_util::stream::{StreamExt as _, TryStreamExt as _};
use futures_util::{future::BoxFuture, stream::BoxStream};
use sqlx::postgres::{PgQueryResult, PgRow, PgStatement, PgTypeInfo};
use sqlx::{Describe, Either, Error, Execute, Executor, PgPool, Postgres, Transaction};

#[derive(Clone, Debug)]
pub(super) struct Pool {
    connections: PgPool,
    /// Whether others use the same connections between two transactions.
    shared: bool,
}

impl Pool {
    pub(super) fn own(connections: PgPool) -> Self {
        Self { connections, shared: false }
    }

    /// Connections to a pooler in transaction mode.
    pub(super) fn shared(connections: PgPool) -> Self {
        Self { connections, shared: true }
    }

    pub(super) fn connections(&self) -> &PgPool {
        &self.connections
    }

    pub(super) async fn begin(&self) -> Result<Transaction<'static, Postgres>, Error> {
        self.connections.begin().await
    }

    pub(super) async fn close(&self) {
        self.connections.close().await;
    }
}

impl<'p> Executor<'p> for &'p Pool {
    type Database = Postgres;

    fn fetch_many<'e, 'q: 'e, E>(
        self,
        query: E,
    ) -> BoxStream<'e, Result<Either<PgQueryResult, PgRow>, Error>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        if !self.shared {
            return (&self.connections).fetch_many(query);
        }
        let answered = async move {
            let mut tx = self.begin().await?;
            let answer: Vec<_> = tx.fetch_many(query).try_collect().await?;
            tx.commit().await?;
            Ok::<_, Error>(futures_util::stream::iter(answer.into_iter().map(Ok)))
        };
        futures_util::stream::once(answered).try_flatten().boxed()
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>, Error>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        if !self.shared {
            return (&self.connections).fetch_optional(query);
        }
        Box::pin(async move {
            let mut tx = self.begin().await?;
            let row = tx.fetch_optional(query).await?;
            tx.commit().await?;
            Ok(row)
        })
    }

    fn prepare_with<'e, 'q: 'e>(
        self,
        sql: &'q str,
        parameters: &'e [PgTypeInfo],
    ) -> BoxFuture<'e, Result<PgStatement<'q>, Error>>
    where
        'p: 'e,
    {
        (&self.connections).prepare_with(sql, parameters)
    }

    fn describe<'e, 'q: 'e>(self, sql: &'q str) -> BoxFuture<'e, Result<Describe<Postgres>, Error>>
    where
        'p: 'e,
    {
        (&self.connections).describe(sql)
    }
}
