//! Entries for auditors, newest first. Row-level security decides who sees
//! which.

use app::domain::access::Actor;
use app::domain::calendar::{Day, Moment};
use app::domain::record::{Entry, Place};
use serde_json::Value;
use sqlx::{FromRow, Postgres, QueryBuilder};

use super::super::{Store, StoreError};

/// Which entries are wanted; `None` leaves a side open.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The chain of a unit; empty for the one of what is no unit's.
    pub unit: Option<String>,
    pub actor: Option<String>,
    /// With spaces between its words.
    pub action: Option<String>,
    /// First and last day in Beijing, both within.
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// Only what stands before this entry.
    pub before: Option<Place>,
}

/// Entries, and whether there are more.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub entries: Vec<Entry>,
    pub more: bool,
}

#[derive(FromRow)]
struct Row {
    at: i64,
    seq: i64,
    unit: String,
    actor: String,
    action: String,
    subject: String,
    detail: Value,
}

/// Microseconds since 1970 as the database's moment, exactly.
const MOMENT: &str = " * interval '1 microsecond' + timestamptz 'epoch'";

impl Store {
    /// At most `limit` entries that are wanted, as far as `actor` may see them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn record(
        &self,
        actor: &Actor,
        wanted: &Wanted,
        limit: usize,
    ) -> Result<Found, StoreError> {
        let mut tx = self.acting(actor).await?;
        let mut query = statement(wanted);
        // `at` alone would be the number above, by which no index is in order.
        query.push(" order by audit_entry.at desc, seq desc, unit desc limit ");
        query.push_bind(i64::try_from(limit + 1).unwrap_or(i64::MAX));
        let mut rows: Vec<Row> = query.build_query_as().fetch_all(&mut *tx).await?;
        tx.commit().await?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let entry = |row: Row| Entry {
            place: Place { at: Moment(row.at), seq: row.seq, unit: row.unit },
            actor: row.actor,
            action: row.action,
            subject: row.subject,
            detail: row.detail,
        };
        Ok(Found { entries: rows.into_iter().map(entry).collect(), more })
    }
}

fn statement(wanted: &Wanted) -> QueryBuilder<'_, Postgres> {
    let mut query = QueryBuilder::new(
        "select (extract(epoch from at) * 1000000)::bigint as at, seq, unit, actor, action,
           subject, detail
         from audit_entry where true",
    );
    for (condition, value) in [
        (" and unit = ", &wanted.unit),
        (" and actor = ", &wanted.actor),
        (" and replace(action, '_', ' ') = ", &wanted.action),
    ] {
        if let Some(value) = value {
            query.push(condition).push_bind(value);
        }
    }
    let (from, to) = (wanted.from, wanted.to.map(|last| last.plus(1)));
    for (condition, day) in [(" and at >= ", from), (" and at < ", to)] {
        if let Some(day) = day {
            query.push(condition).push_bind(day.begins().0).push(MOMENT);
        }
    }
    if let Some(place) = &wanted.before {
        query.push(" and (at, seq, unit) < (").push_bind(place.at.0).push(MOMENT);
        query.push(", ").push_bind(place.seq).push(", ").push_bind(&place.unit).push(")");
    }
    query
}
