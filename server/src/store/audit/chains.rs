//! The chains as they are stored, all at one moment.

use std::collections::{BTreeMap, BTreeSet};

use app::domain::calendar::Moment;
use futures_util::TryStreamExt;
use sqlx::{FromRow, Postgres, Transaction};

use super::super::acting::now;
use super::super::{Store, StoreError};
use crate::audit::{Anchors, Entry, Head, Verified, Walk};

/// All chains at one moment, while the server goes on writing.
pub struct Snapshot {
    tx: Transaction<'static, Postgres>,
    heads: BTreeMap<String, Head>,
    chains: BTreeSet<String>,
    pub at: Moment,
}

/// An entry; a column that may be empty once the table was tampered with.
#[derive(FromRow)]
struct EntryRow {
    seq: Option<i64>,
    at: Option<i64>,
    actor: Option<String>,
    action: Option<String>,
    subject: Option<String>,
    detail: Option<String>,
    previous: Option<Vec<u8>>,
    hash: Option<Vec<u8>>,
}

impl EntryRow {
    fn entry(self) -> Option<Entry> {
        Some(Entry {
            seq: self.seq?,
            at: self.at?,
            actor: self.actor?,
            action: self.action?,
            subject: self.subject?,
            detail: self.detail?,
            previous: self.previous?,
            hash: self.hash?,
        })
    }
}

const ENTRIES: &str = "
select seq, (extract(epoch from at) * 1000000)::bigint as at, actor, action, subject,
  detail::text as detail, previous, hash
from audit_entry where unit = $1 order by seq, id";

impl Store {
    /// The chains as they are now, for the operator's commands.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn audit_snapshot(&self) -> Result<Snapshot, StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("set transaction isolation level repeatable read, read only")
            .execute(&mut *tx)
            .await?;
        let at = now(&mut tx).await?;
        let heads: Vec<(String, i64, Vec<u8>)> =
            sqlx::query_as("select unit, seq, hash from audit_head").fetch_all(&mut *tx).await?;
        let heads: BTreeMap<String, Head> =
            heads.into_iter().map(|(unit, seq, hash)| (unit, Head { seq, hash })).collect();
        // A chain whose head is gone is a chain all the same.
        let units: Vec<(String,)> =
            sqlx::query_as("select distinct coalesce(unit, '') from audit_entry")
                .fetch_all(&mut *tx)
                .await?;
        let chains = units.into_iter().map(|(unit,)| unit).chain(heads.keys().cloned()).collect();
        Ok(Snapshot { tx, heads, chains, at })
    }
}

impl Snapshot {
    /// The units that have a chain; '' is the chain of what is no unit's.
    #[must_use]
    pub fn chains(&self) -> BTreeSet<String> {
        self.chains.clone()
    }

    /// Walks along one chain, up to the first bad entry.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn verify(&mut self, chain: &str, anchors: &Anchors) -> Result<Verified, StoreError> {
        let mut walk = Walk::new(chain, self.heads.get(chain), anchors);
        let mut rows = sqlx::query_as::<_, EntryRow>(ENTRIES).bind(chain).fetch(&mut *self.tx);
        while let Some(row) = rows.try_next().await? {
            if !walk.take(row.entry()) {
                break;
            }
        }
        drop(rows);
        Ok(walk.end())
    }
}
