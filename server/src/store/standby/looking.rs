//! Looking at a database: which it is, whether it is a copy that follows, and
//! how far it is.

use std::fmt;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Error, Executor as _, PgConnection, PgExecutor};
use tokio::time::timeout;

use super::Versions;
use crate::store::SERVING;

/// A server that takes longer is away.
const PATIENCE: Duration = Duration::from_secs(2);

/// Which database it is, and of which server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Of the cluster, and the same in all its copies.
    pub(super) system: String,
    /// The database's number in the cluster, the same in all copies too.
    pub(super) database: i64,
    /// This run of this server, and of no other: the microsecond it began at. Its
    /// address would differ by the way that leads to it.
    pub(super) server: String,
    /// Whether it follows another one and takes no writes itself.
    pub(super) copies: bool,
}

/// What is at a connection's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Found {
    pub place: Place,
    pub versions: Versions,
}

/// Why a standby cannot be read from.
#[derive(Debug)]
pub enum Away {
    /// It does not answer, or refuses.
    Silent(Error),
    /// The primary does not answer, so nothing can be held against it.
    PrimarySilent(Error),
    /// It has nothing to do with the primary.
    OtherDatabase,
    /// It takes writes of its own, as one does that was promoted.
    TakesWrites,
}

impl fmt::Display for Away {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Silent(error) => write!(out, "it does not answer: {error}"),
            Self::PrimarySilent(error) => write!(out, "the primary does not answer: {error}"),
            Self::OtherDatabase => out.write_str("it is no copy of the database in DATABASE_URL"),
            Self::TakesWrites => out.write_str(
                "it takes writes of its own and follows the database in DATABASE_URL no more",
            ),
        }
    }
}

type PlaceRow = (String, i64, String, bool);

/// What every query for a place answers first.
const PLACE: &str = "system_identifier::text, d.oid::bigint,
  extract(epoch from pg_postmaster_start_time())::text,
  pg_is_in_recovery()";

fn place((system, database, server, copies): PlaceRow) -> Place {
    Place { system, database, server, copies }
}

/// Asks a connection that serves.
pub(in crate::store) async fn look(connection: impl PgExecutor<'_>) -> Result<Found, Error> {
    let sql = format!(
        "select {PLACE}, p.codes, p.versions
         from pg_control_system(), pg_database d,
              (select coalesce(array_agg(code), '{{}}') as codes,
                      coalesce(array_agg(data_version), '{{}}') as versions from programme) p
         where d.datname = current_database()"
    );
    let (system, database, server, copies, codes, versions): (
        String,
        i64,
        String,
        bool,
        Vec<String>,
        Vec<i64>,
    ) = sqlx::query_as(&sql).fetch_one(connection).await?;
    let versions = codes.into_iter().zip(versions).collect();
    Ok(Found { place: place((system, database, server, copies)), versions })
}

/// A connection that serves, and what is at its end.
pub(super) async fn arrive(options: &PgConnectOptions) -> Result<(PgConnection, Found), Error> {
    within(async {
        let mut connection = options.connect().await?;
        connection.execute(SERVING).await?;
        let found = look(&mut connection).await?;
        Ok((connection, found))
    })
    .await
}

/// The same question within the time that is waited for a server.
pub(super) async fn within<T>(asking: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    match timeout(PATIENCE, asking).await {
        Ok(answer) => answer,
        Err(_) => Err(Error::Io(std::io::ErrorKind::TimedOut.into())),
    }
}

impl Place {
    /// Whether it is the same database, in any of its copies.
    pub(in crate::store) fn is_same_database(&self, other: &Self) -> bool {
        (&self.system, self.database) == (&other.system, other.database)
    }

    /// Whether this may be read from in place of `primary`: a copy of it that
    /// follows, or the very same server.
    pub(super) fn stands_in_for(&self, primary: &Self) -> Result<(), Away> {
        if !self.is_same_database(primary) {
            return Err(Away::OtherDatabase);
        }
        if !self.copies && self.server != primary.server {
            return Err(Away::TakesWrites);
        }
        Ok(())
    }
}

/// How a standby stands to its primary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The major version.
    pub major: u32,
    /// Whether it is another server at all.
    pub is_another: bool,
    /// The newest migration there; `None` where there is none that this user sees.
    pub schema: Option<i64>,
    /// How much it has not taken over yet, in bytes of the journal.
    pub behind: i64,
}

/// Looks at a standby and at what it should be a copy of, once, as the login
/// itself; changes nothing.
///
/// # Errors
/// When it cannot be read from, and why.
pub async fn compare(
    standby: &PgConnectOptions,
    primary: &PgConnectOptions,
) -> Result<Standing, Away> {
    // The primary first: it goes on, and the standby follows.
    let (original, written, _, _) = ask(primary).await.map_err(Away::PrimarySilent)?;
    let (copy, replayed, version, schema) = ask(standby).await.map_err(Away::Silent)?;
    copy.stands_in_for(&original)?;
    Ok(Standing {
        major: u32::try_from(version / 10_000).unwrap_or_default(),
        is_another: copy.server != original.server,
        schema,
        behind: (written - replayed).max(0),
    })
}

/// Place, position in the journal, version, newest migration.
async fn ask(options: &PgConnectOptions) -> Result<(Place, i64, i32, Option<i64>), Error> {
    within(async {
        let mut connection = options.connect().await?;
        let sql = format!(
            "select {PLACE},
               case when pg_is_in_recovery() then coalesce(pg_last_wal_replay_lsn(), '0/0') - '0/0'
                    else pg_current_wal_lsn() - '0/0' end::bigint,
               current_setting('server_version_num')::int
             from pg_control_system(), pg_database d where d.datname = current_database()"
        );
        let (system, database, server, copies, position, version): (
            String,
            i64,
            String,
            bool,
            i64,
            i32,
        ) = sqlx::query_as(&sql).fetch_one(&mut connection).await?;
        let place = place((system, database, server, copies));
        let schema: Result<(Option<i64>,), Error> =
            sqlx::query_as("select max(version) from _sqlx_migrations")
                .fetch_one(&mut connection)
                .await;
        let schema = match schema {
            Ok((schema,)) => schema,
            // It is not there, or not for this user.
            Err(Error::Database(_)) => None,
            Err(error) => return Err(error),
        };
        connection.close().await?;
        Ok((place, position, version, schema))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(system: &str, server: &str, copies: bool) -> Place {
        place((system.into(), 5, server.into(), copies))
    }

    #[test]
    fn a_copy_that_follows_or_the_same_server_stands_in() {
        let primary = found("1", "a", false);
        assert!(found("1", "b", true).stands_in_for(&primary).is_ok());
        assert!(primary.stands_in_for(&primary).is_ok());
        let other = found("2", "b", true).stands_in_for(&primary);
        assert!(matches!(other, Err(Away::OtherDatabase)));
        let database = Place { database: 6, ..found("1", "b", true) }.stands_in_for(&primary);
        assert!(matches!(database, Err(Away::OtherDatabase)));
        let promoted = found("1", "b", false).stands_in_for(&primary);
        assert!(matches!(promoted, Err(Away::TakesWrites)));
    }
}
