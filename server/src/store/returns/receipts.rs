//! Receipts, made anew from what is stored: so that a stored figure that was
//! changed behind the product's back no longer has the receipt's SHA-256.

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::domain::filing::Key;
use app::domain::programme::Programme;
use app::domain::receipt::{Facts, Line, Receipt};
use sha2::{Digest, Sha256};
use sqlx::{FromRow, PgConnection};

use super::super::figures::figure_of;
use super::super::numeric::Numeric;
use super::super::{Store, StoreError, programmes};
use super::quarter;

/// A submission's receipt as the database holds it.
#[derive(Clone, Debug)]
pub struct Held {
    pub receipt: Receipt,
    /// The revision whose form was filled in.
    pub programme: Programme,
    pub facts: Facts,
    /// What was kept when it was submitted; of `facts`, unless they were
    /// changed since.
    pub sha256: Vec<u8>,
}

/// What stands for all the facts of a receipt.
#[must_use]
pub fn sha256(facts: &Facts) -> [u8; 32] {
    Sha256::digest(facts.text()).into()
}

#[derive(FromRow)]
struct SubmissionRow {
    submitted_by: String,
    at: i64,
    revision: i32,
    figures_sha256: Vec<u8>,
    head: Option<String>,
    compiler: Option<String>,
    reason: Option<String>,
}

const SUBMISSION: &str = "
select submitted_by, (extract(epoch from submitted_at) * 1000000)::bigint as at, revision,
  figures_sha256, head, compiler, reason
from submission
where unit = $1 and programme = $2 and quarter = $3 and version = $4 and receipt is not null";

type FigureRow = (
    String,
    Option<Numeric>,
    Option<Numeric>,
    Option<Numeric>,
    Option<String>,
    Option<String>,
    Option<String>,
);

/// The lines of a version, by their codes.
pub(super) async fn lines(
    tx: &mut PgConnection,
    key: &Key,
    version: i32,
) -> Result<Vec<Line>, StoreError> {
    let rows: Vec<FigureRow> = sqlx::query_as(
        "select indicator, value, numerator, denominator, absence, note, explanation
         from figure where unit = $1 and programme = $2 and quarter = $3 and version = $4
         order by indicator collate \"C\"",
    )
    .bind(&key.unit)
    .bind(&key.programme)
    .bind(key.quarter.to_string())
    .bind(version)
    .fetch_all(tx)
    .await?;
    let line = |(code, value, numerator, denominator, absence, note, explanation): FigureRow| {
        let figure = figure_of(value, numerator, denominator, absence.as_deref())
            .ok_or_else(|| StoreError::Unreadable { table: "figure", key: key.to_string() })?;
        let (note, explanation) = (note.unwrap_or_default(), explanation.unwrap_or_default());
        Ok(Line { code, figure, note, explanation })
    };
    rows.into_iter().map(line).collect()
}

/// The receipt of one version; `None` where there is no such version, none may
/// be seen, or it was taken over from a file.
async fn held(tx: &mut PgConnection, key: &Key, version: i32) -> Result<Option<Held>, StoreError> {
    let row: Option<SubmissionRow> = sqlx::query_as(SUBMISSION)
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(key.quarter.to_string())
        .bind(version)
        .fetch_optional(&mut *tx)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let programme = programmes::revision_of(tx, &key.programme, row.revision).await?;
    let receipt = Receipt {
        key: key.clone(),
        version,
        at: Moment(row.at),
        revision: row.revision,
        submitted_by: row.submitted_by,
        head: row.head.unwrap_or_default(),
        compiler: row.compiler.unwrap_or_default(),
        reason: row.reason.unwrap_or_default(),
        lines: lines(tx, key, version).await?,
    };
    let facts = receipt.facts(&programme);
    Ok(Some(Held { receipt, programme, facts, sha256: row.figures_sha256 }))
}

impl Store {
    /// The receipt of a submitted version, as far as `actor` may see it;
    /// `None` also for history taken over from a file.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn receipt(
        &self,
        actor: &Actor,
        key: &Key,
        version: i32,
    ) -> Result<Option<Held>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let held = held(&mut tx, key, version).await?;
        tx.commit().await?;
        Ok(held)
    }

    /// The same for the operator's commands, which act for nobody.
    ///
    /// # Errors
    /// As [`Store::receipt`].
    pub async fn any_receipt(&self, key: &Key, version: i32) -> Result<Option<Held>, StoreError> {
        held(&mut *self.pool.begin().await?, key, version).await
    }

    /// The receipt with that SHA-256, for the operator's commands.
    ///
    /// # Errors
    /// As [`Store::receipt`].
    pub async fn receipt_by_sha256(&self, sha256: &[u8]) -> Result<Option<Held>, StoreError> {
        let found: Option<(String, String, String, i32)> = sqlx::query_as(
            "select unit, programme, quarter, version from submission where figures_sha256 = $1",
        )
        .bind(sha256)
        .fetch_optional(&self.pool)
        .await?;
        let Some((unit, programme, at, version)) = found else { return Ok(None) };
        let key = Key { programme, unit, quarter: quarter("submission", &at)? };
        self.any_receipt(&key, version).await
    }
}
