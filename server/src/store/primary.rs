//! What makes a connection one for writing: it leads to a server that takes
//! writes, and what is committed over it waits for the standby.

use sqlx::postgres::{PgConnection, PgPoolOptions, PgRow};
use sqlx::{Executor as _, Row as _};

/// Settings of a database or a role that would let a write be acknowledged
/// before it is safe are overruled: a `synchronous_commit` that does not wait
/// for the standby's disk, and a time limit, which ends a commit's waiting for
/// the standby and has it answered as if it had not been ended.
pub(super) const SAFE: &str = "set statement_timeout = 0; \
    select set_config('synchronous_commit', 'on', false) \
    where current_setting('synchronous_commit') not in ('on', 'remote_apply')";

/// Asks each connection that waited whether it still leads to such a server.
/// That takes as long as asking whether it is there at all, which sqlx would.
pub(super) fn only(options: PgPoolOptions) -> PgPoolOptions {
    options
        .test_before_acquire(false)
        .before_acquire(|connection, _| Box::pin(takes_writes(connection)))
}

/// Refuses a new connection that leads elsewhere; it is made anew, until it
/// leads to the primary or who waits for it gives up.
pub(super) async fn refuse_other(connection: &mut PgConnection) -> sqlx::Result<()> {
    if takes_writes(connection).await? {
        return Ok(());
    }
    Err(sqlx::Error::Protocol("it takes no writes, such as a standby".into()))
}

/// False on a standby, and where the server was told to take no writes.
async fn takes_writes(connection: &mut PgConnection) -> sqlx::Result<bool> {
    let row: PgRow = connection.fetch_one("show transaction_read_only").await?;
    Ok(row.try_get::<String, _>(0)? == "off")
}
