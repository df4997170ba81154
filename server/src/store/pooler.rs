//! Serving through a pooler in transaction mode, such as PgBouncer. Nothing can
//! be said to a connection once for all: the role comes with the login, and
//! statements that were prepared are forgotten after each transaction.

use std::fmt;

use sqlx::Error;
use sqlx::postgres::PgConnectOptions;

use super::pool::Pool;
use super::standby::looking::look;
use super::{StoreError, named, pool};

/// Why a pooler cannot be served through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Its connections work as another role.
    Role,
    /// Its login could do more than that role, were the role ever missing.
    Rights,
    /// What is committed over it may be acknowledged before it is safe.
    Commits,
    /// Its connections keep what was prepared on them.
    Statements,
    /// It leads elsewhere.
    OtherDatabase,
}

impl fmt::Display for Unfit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Role => {
                "the login in PILOTBOARD_POOL_URL does not work as pilotboard_server; \
                 alter role LOGIN set role = pilotboard_server"
            }
            Self::Rights => {
                "the login in PILOTBOARD_POOL_URL has rights of its own; use one made with \
                 create role LOGIN login noinherit in role pilotboard_server"
            }
            Self::Commits => {
                "what is committed through PILOTBOARD_POOL_URL may be acknowledged before it is \
                 safe; alter role LOGIN set synchronous_commit = on, \
                 alter role LOGIN set statement_timeout = 0"
            }
            Self::Statements => {
                "the connections of PILOTBOARD_POOL_URL keep prepared statements; \
                 PgBouncer needs pool_mode = transaction, server_reset_query = DEALLOCATE ALL, \
                 server_reset_query_always = 1"
            }
            Self::OtherDatabase => {
                "PILOTBOARD_POOL_URL and DATABASE_URL lead to different databases; \
                 see the database's line in pgbouncer.ini"
            }
        })
    }
}

/// How to connect to a pooler: it knows few of the settings that come with a
/// connection, and statements are not kept on our side either.
pub(super) fn shared(options: PgConnectOptions) -> PgConnectOptions {
    named(options).extra_float_digits(None).statement_cache_capacity(0)
}

/// Tries whether serving through a pooler keeps the rights and works at all.
///
/// # Errors
/// When it does not, or one of the two does not answer.
pub async fn check(pooler: PgConnectOptions, direct: PgConnectOptions) -> Result<(), StoreError> {
    let through = Pool::shared(pool(1).connect_with(shared(pooler)).await?);
    let direct = pool(1).connect_with(named(direct)).await?;
    let checked = fits(&through, &Pool::own(direct.clone())).await;
    tokio::join!(through.close(), direct.close());
    checked
}

/// The same over connections that are there.
pub(super) async fn fits(through: &Pool, direct: &Pool) -> Result<(), StoreError> {
    let unfit = |why| Err(StoreError::Pooler(why));
    let mut left = 0;
    // What the first question prepared must be gone when the last one is put.
    for _ in 0..3 {
        let (role, rights, safe, statements): (String, bool, bool, i64) = sqlx::query_as(
            "select current_user::text, has_table_privilege(session_user, 'filing', 'select'),
               current_setting('synchronous_commit') in ('on', 'remote_apply')
                 and current_setting('statement_timeout') = '0',
               (select count(*) from pg_prepared_statements)",
        )
        .fetch_one(through)
        .await
        .map_err(kept)?;
        if role != "pilotboard_server" {
            return unfit(Unfit::Role);
        }
        if rights {
            return unfit(Unfit::Rights);
        }
        // As for connections of our own; see `primary`.
        if !safe {
            return unfit(Unfit::Commits);
        }
        left = statements;
    }
    // The question itself is one.
    if left > 1 {
        return unfit(Unfit::Statements);
    }
    let there = look(through).await.map_err(kept)?.place;
    if !there.is_same_database(&look(direct).await?.place) {
        return unfit(Unfit::OtherDatabase);
    }
    Ok(())
}

/// Statements of others got in the way (42P05), or ours are not there (26000).
fn kept(error: Error) -> StoreError {
    let code = error.as_database_error().and_then(|error| error.code());
    if code.is_some_and(|code| code == "42P05" || code == "26000") {
        return StoreError::Pooler(Unfit::Statements);
    }
    error.into()
}
