//! What the board reads: approved figures and their sums, for everybody.

use super::Store;
use super::pool::Pool;
use super::standby::Versions;

impl Store {
    /// Asks for approved figures: the standby, where there is one that has all
    /// that is known of here.
    pub(super) async fn read<'a, T, F>(&'a self, ask: impl Fn(&'a Pool) -> F) -> sqlx::Result<T>
    where
        F: Future<Output = sqlx::Result<T>>,
    {
        if let Some(standby) = &self.standby
            && let Some(answer) = standby.read(&ask).await
        {
            return Ok(answer);
        }
        self.read_newest(ask).await
    }

    /// From now on nothing older than these versions is read, by nobody.
    pub(super) fn want(&self, versions: &Versions) {
        if let Some(standby) = &self.standby {
            standby.want(versions);
        }
    }

    /// Asks a question that changes nothing, over a connection that is taken as
    /// it is. Before all other work a connection is asked whether it is still
    /// there, which is one more round trip; here that is found out by the
    /// question itself, which is put again where it got no answer.
    pub(super) async fn read_newest<'a, T, F>(
        &'a self,
        ask: impl Fn(&'a Pool) -> F,
    ) -> sqlx::Result<T>
    where
        F: Future<Output = sqlx::Result<T>>,
    {
        match ask(&self.reading).await {
            Err(error) if broke(&error) => ask(&self.pool).await,
            answered => answered,
        }
    }
}

/// Whether the connection is at fault, and not what was asked.
fn broke(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) => true,
        // Class 57P: PostgreSQL stops, or was told to end this connection; class
        // 08: so says a pooler.
        sqlx::Error::Database(error) => {
            error.code().is_some_and(|code| code.starts_with("57P") || code.starts_with("08"))
        }
        _ => false,
    }
}
