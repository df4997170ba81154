//! Evaluations: what they rest on, freezing them, and showing them to all. What
//! people write to them is in [`super::narrative`].

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::domain::period::Quarter;
use app::domain::summary::{Format, Subject, Version};
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::standby::Versions;
use super::{Store, StoreError, acting, audit};
use crate::audit::hex;

/// A frozen evaluation without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    pub number: String,
    pub subject: Subject,
    pub sha256: Vec<u8>,
    pub frozen_by: String,
    pub frozen_at: Moment,
    /// Whether everybody may see it.
    pub public: bool,
}

/// What freezing, or writing, came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept<T> {
    Done(T),
    /// Something changed since it was looked at; nothing was kept.
    Stale,
}

type Row = (String, String, String, String, String, Vec<u8>, String, i64, bool);

const FROZEN: &str = "
select e.number, e.programme, e.unit, e.quarter, e.language, e.sha256, e.frozen_by,
  (extract(epoch from e.frozen_at) * 1000000)::bigint,
  coalesce((select p.public from publication p where p.number = e.number
    order by p.no desc limit 1), false)
from evaluation e";

fn frozen(row: Row) -> Result<Frozen, StoreError> {
    let (number, programme, unit, quarter, language, sha256, frozen_by, at, public) = row;
    let quarter = super::returns::quarter("evaluation", &quarter)?;
    let unit = Some(unit).filter(|unit| !unit.is_empty());
    let subject = Subject { programme, unit, quarter, language };
    Ok(Frozen { number, subject, sha256, frozen_by, frozen_at: Moment(at), public })
}

pub(super) fn unit_of(subject: &Subject) -> &str {
    subject.unit.as_deref().unwrap_or("")
}

impl Store {
    /// The approved versions of a programme's returns up to `last`, each with
    /// who stands for it; by unit and quarter.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn approved_versions(
        &self,
        programme: &str,
        last: Quarter,
    ) -> Result<Vec<Version>, StoreError> {
        type Row = (String, String, i32, i64, String, Option<String>, Option<i64>, Option<String>);
        let rows: Vec<Row> = sqlx::query_as(
            "select unit, quarter, version, (extract(epoch from approved_at) * 1000000)::bigint,
               approved_by, receipt, (extract(epoch from first_submitted) * 1000000)::bigint, reason
             from approved_version where programme = $1 and quarter <= $2
             order by unit, quarter",
        )
        .bind(programme)
        .bind(last.to_string())
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|(unit, quarter, version, at, approved_by, receipt, first, restated)| {
                Ok(Version {
                    unit,
                    quarter: super::returns::quarter("submission", &quarter)?,
                    version,
                    approved_by,
                    approved_at: Moment(at),
                    receipt,
                    first_submitted: first.map(Moment),
                    restated,
                })
            })
            .collect()
    }

    /// The version of a programme's data and its revision, with the moment at
    /// which they were read. What is read after that is not older.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn programme_version(&self, code: &str) -> Result<(i64, i32, Moment), StoreError> {
        let (data, revision, now) = sqlx::query_as(
            "select data_version, revision, (extract(epoch from now()) * 1000000)::bigint
             from programme where code = $1",
        )
        .bind(code)
        .fetch_one(&self.pool)
        .await?;
        self.want(&Versions::from([(code.to_owned(), data)]));
        Ok((data, revision, Moment(now)))
    }

    /// The evaluations of a programme, latest first.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn evaluations(
        &self,
        actor: &Actor,
        programme: &str,
    ) -> Result<Vec<Frozen>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let sql =
            format!("{FROZEN} where e.programme = $1 order by e.frozen_at desc, e.number desc");
        let rows: Vec<Row> = sqlx::query_as(&sql).bind(programme).fetch_all(&mut *tx).await?;
        tx.commit().await?;
        rows.into_iter().map(frozen).collect()
    }

    /// One evaluation with its canonical content.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn evaluation(
        &self,
        actor: &Actor,
        number: &str,
    ) -> Result<Option<(Frozen, String)>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let found = one(&mut tx, number).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// The same for the operator, whose commands act for nobody.
    ///
    /// # Errors
    /// As [`Store::evaluation`].
    pub async fn any_evaluation(
        &self,
        number: &str,
    ) -> Result<Option<(Frozen, String)>, StoreError> {
        one(&mut *self.pool.begin().await?, number).await
    }

    /// The evaluation of the same scope and quarter that was frozen last, in
    /// whatever language: its number and content.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn evaluation_before(
        &self,
        actor: &Actor,
        subject: &Subject,
    ) -> Result<Option<(String, String)>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let found = sqlx::query_as(
            "select number, content from evaluation
             where programme = $1 and unit = $2 and quarter = $3
             order by frozen_at desc, number desc limit 1",
        )
        .bind(&subject.programme)
        .bind(unit_of(subject))
        .bind(subject.quarter.to_string())
        .fetch_optional(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(found)
    }

    /// Freezes a summary: gives it a number and keeps its canonical content,
    /// which `content` makes of the number. `seen` is the version of the
    /// programme's data it was composed from; approvals wait until it is kept.
    ///
    /// # Errors
    /// When the database does not answer or refuses; then nothing is frozen.
    pub async fn freeze(
        &self,
        actor: &Actor,
        subject: &Subject,
        seen: i64,
        idempotency_key: &str,
        content: impl FnOnce(&str) -> Result<String, serde_json::Error> + Send,
    ) -> Result<Kept<String>, StoreError> {
        let mut tx = self.acting(actor).await?;
        // Numbers are given one after the other, without gaps.
        sqlx::query("select pg_advisory_xact_lock($1)").bind(NUMBERS).execute(&mut *tx).await?;
        if let Some(number) = frozen_with(&mut tx, idempotency_key).await? {
            return Ok(Kept::Done(number));
        }
        let (version,): (i64,) =
            sqlx::query_as("select data_version from programme where code = $1 for share")
                .bind(&subject.programme)
                .fetch_one(&mut *tx)
                .await?;
        if version != seen {
            return Ok(Kept::Stale);
        }
        let number = next_number(&mut tx).await?;
        let unreadable = |_| StoreError::Unreadable { table: "evaluation", key: number.clone() };
        let content = content(&number).map_err(unreadable)?;
        let sha256 = Sha256::digest(&content).to_vec();
        sqlx::query(
            "insert into evaluation
               (number, unit, programme, quarter, language, content, sha256, frozen_by,
                idempotency_key)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(&number)
        .bind(unit_of(subject))
        .bind(&subject.programme)
        .bind(subject.quarter.to_string())
        .bind(&subject.language)
        .bind(&content)
        .bind(&sha256)
        .bind(&actor.name)
        .bind(idempotency_key)
        .execute(&mut *tx)
        .await?;
        let detail = json!({ "quarter": subject.quarter.to_string(),
            "language": subject.language, "sha256": hex(&sha256) });
        audit::write(&mut tx, unit_of(subject), &actor.name, "freeze", &number, detail).await?;
        tx.commit().await?;
        Ok(Kept::Done(number))
    }

    /// The evaluation that was frozen with that key, if one was.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn frozen_with(
        &self,
        actor: &Actor,
        idempotency_key: &str,
    ) -> Result<Option<String>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let number = frozen_with(&mut tx, idempotency_key).await?;
        tx.commit().await?;
        Ok(number)
    }

    /// Shows an evaluation to everybody, or takes that back.
    ///
    /// # Errors
    /// When the database does not answer or refuses.
    pub async fn publish(
        &self,
        actor: &Actor,
        number: &str,
        public: bool,
    ) -> Result<(), StoreError> {
        let mut tx = self.acting(actor).await?;
        let Some((found, _)) = one(&mut tx, number).await? else { return Ok(()) };
        if found.public == public {
            return Ok(());
        }
        sqlx::query("insert into publication (number, public, said_by) values ($1, $2, $3)")
            .bind(number)
            .bind(public)
            .bind(&actor.name)
            .execute(&mut *tx)
            .await?;
        let action = if public { "publish" } else { "withdraw" };
        let unit = unit_of(&found.subject);
        audit::write(&mut tx, unit, &actor.name, action, number, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Number, subject and publishing moment of what everybody may see, latest
    /// first.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn published(&self) -> Result<Vec<(String, Subject, Moment)>, StoreError> {
        let rows: Vec<(String, String, String, String, String, i64)> = sqlx::query_as(
            "select number, programme, unit, quarter, language,
               (extract(epoch from published_at) * 1000000)::bigint
             from published_evaluation order by published_at desc, number desc",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|(number, programme, unit, quarter, language, at)| {
                let quarter = super::returns::quarter("evaluation", &quarter)?;
                let unit = Some(unit).filter(|unit| !unit.is_empty());
                Ok((number, Subject { programme, unit, quarter, language }, Moment(at)))
            })
            .collect()
    }

    /// The content of a published evaluation; `None` for any other.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn published_content(
        &self,
        number: &str,
    ) -> Result<Option<(String, Vec<u8>)>, StoreError> {
        let found =
            sqlx::query_as("select content, sha256 from published_evaluation where number = $1")
                .bind(number)
                .fetch_optional(&self.pool)
                .await?;
        Ok(found)
    }

    /// An evaluation's file as it was first made.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn evaluation_file(
        &self,
        number: &str,
        format: Format,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let found: Option<(Vec<u8>,)> =
            sqlx::query_as("select content from evaluation_file where number = $1 and format = $2")
                .bind(number)
                .bind(format.extension())
                .fetch_optional(&self.pool)
                .await?;
        Ok(found.map(|(content,)| content))
    }

    /// Keeps a file, unless one is kept already.
    ///
    /// # Errors
    /// When the database does not answer or refuses.
    pub async fn keep_evaluation_file(
        &self,
        number: &str,
        format: Format,
        content: &[u8],
    ) -> Result<(), StoreError> {
        sqlx::query(
            "insert into evaluation_file (number, format, content, sha256)
             values ($1, $2, $3, sha256($3)) on conflict do nothing",
        )
        .bind(number)
        .bind(format.extension())
        .bind(content)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}

async fn frozen_with(
    tx: &mut PgConnection,
    idempotency_key: &str,
) -> Result<Option<String>, StoreError> {
    let found: Option<(String,)> =
        sqlx::query_as("select number from evaluation where idempotency_key = $1")
            .bind(idempotency_key)
            .fetch_optional(tx)
            .await?;
    Ok(found.map(|(number,)| number))
}

/// Held while a number is given.
const NUMBERS: i64 = 0x70_62_65_76;

async fn next_number(tx: &mut PgConnection) -> Result<String, StoreError> {
    let (year, _, _) = acting::now(tx).await?.day().date();
    let (next,): (i64,) = sqlx::query_as(
        "select coalesce(max(split_part(number, '-', 3)::bigint), 0) + 1 from evaluation
         where split_part(number, '-', 2) = $1",
    )
    .bind(year.to_string())
    .fetch_one(tx)
    .await?;
    Ok(format!("PB-{year}-{next:04}"))
}

async fn one(
    connection: &mut PgConnection,
    number: &str,
) -> Result<Option<(Frozen, String)>, StoreError> {
    let sql = format!("{FROZEN} where e.number = $1");
    let row: Option<Row> =
        sqlx::query_as(&sql).bind(number).fetch_optional(&mut *connection).await?;
    let Some(row) = row else { return Ok(None) };
    let (content,): (String,) = sqlx::query_as("select content from evaluation where number = $1")
        .bind(number)
        .fetch_one(&mut *connection)
        .await?;
    Ok(Some((frozen(row)?, content)))
}
