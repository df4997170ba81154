//! Returns: read as a whole, written cell by cell, submitted once. Every
//! statement runs for somebody ([`Store::acting`]); whose return it is not
//! finds nothing.

mod reading;
mod receipts;
mod saving;
mod submitting;
mod versions;

pub use reading::PastChange;
pub(super) use reading::lines as lines_at;
pub use receipts::{Held, sha256};
pub(super) use saving::keep;
pub use saving::{Cell, ConflictAt, Saved};
pub use submitting::{FiledLine, Kept, Submission, Submitted, Submitting};

use app::domain::calendar::Moment;
use app::domain::filing::{Filing, Key, State};
use app::domain::period::Quarter;
use sqlx::PgConnection;

use super::StoreError;

/// A filing's row, as far as its way goes.
type Row = (String, Option<i32>, Option<i32>, Option<Vec<String>>, i64, i64, i64);

/// A filing with its draft's version, since when it is in its state, and the
/// database's clock at the beginning of the transaction.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub filing: Filing,
    pub draft_version: i64,
    pub since: i64,
    pub now: Moment,
}

const FILING: &str = "
select state, submitted_version, approved_version, open_lines, draft_version,
  (extract(epoch from state_since) * 1000000)::bigint,
  (extract(epoch from now()) * 1000000)::bigint
from filing where unit = $1 and programme = $2 and quarter = $3";

/// The filing, if it was begun and may be seen.
pub(super) async fn find(tx: &mut PgConnection, key: &Key) -> Result<Option<Found>, StoreError> {
    found(sqlx::query_as(FILING), tx, key).await
}

/// The same, held until the transaction ends.
pub(super) async fn lock(tx: &mut PgConnection, key: &Key) -> Result<Option<Found>, StoreError> {
    let sql = format!("{FILING} for update");
    found(sqlx::query_as(&sql), tx, key).await
}

async fn found<'q>(
    query: sqlx::query::QueryAs<'q, sqlx::Postgres, Row, sqlx::postgres::PgArguments>,
    tx: &mut PgConnection,
    key: &'q Key,
) -> Result<Option<Found>, StoreError> {
    let row = query
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(key.quarter.to_string())
        .fetch_optional(tx)
        .await?;
    let Some((state, submitted, approved, open_lines, draft_version, since, now)) = row else {
        return Ok(None);
    };
    let state: State = state
        .parse()
        .map_err(|_| StoreError::Unreadable { table: "filing", key: key.to_string() })?;
    let filing = Filing { state: Some(state), submitted, approved, open_lines };
    Ok(Some(Found { filing, draft_version, since, now: Moment(now) }))
}

/// A quarter as a row spells it.
pub(super) fn quarter(table: &'static str, text: &str) -> Result<Quarter, StoreError> {
    text.parse().map_err(|_| StoreError::Unreadable { table, key: text.to_owned() })
}
