//! What a PostgreSQL is like that somebody else runs; asked by the doctor.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{Connection as _, Error};

/// Longer than this nobody wants to wait for an answer about an answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// What it says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The major version.
    pub major: u32,
    /// Whether this user may make tables in the schema it would make them in.
    pub may_make_tables: bool,
}

/// Asks the database that `options` lead to; changes nothing.
///
/// # Errors
/// When it cannot be reached within five seconds, or refuses the credentials.
pub async fn probe(options: &PgConnectOptions) -> Result<Facts, Error> {
    let asking = async {
        let mut connection = PgConnection::connect_with(options).await?;
        let (version, may_make_tables): (i32, Option<bool>) = sqlx::query_as(
            "select current_setting('server_version_num')::int,
                    has_schema_privilege(current_schema(), 'create')",
        )
        .fetch_one(&mut connection)
        .await?;
        connection.close().await?;
        Ok(Facts {
            major: u32::try_from(version / 10_000).unwrap_or_default(),
            may_make_tables: may_make_tables.unwrap_or_default(),
        })
    };
    match tokio::time::timeout(PATIENCE, asking).await {
        Ok(answer) => answer,
        Err(_) => Err(Error::Io(std::io::ErrorKind::TimedOut.into())),
    }
}
