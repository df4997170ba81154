//! Submitting: once, as a version that never changes, with a receipt.

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::domain::draft::absence_word;
use app::domain::filing::{Key, Refusal, Step};
use app::domain::programme::Programme;
use app::domain::receipt::{Line, Receipt};
use app::domain::series::{Absence, Figure};
use bigdecimal::BigDecimal;
use serde_json::json;
use sqlx::PgConnection;

use super::super::{Store, StoreError, audit, programmes};
use super::lock;
use super::receipts::sha256;
use crate::audit::hex;

/// A figure on its way into a version: line, figure, note, explanation.
pub type FiledLine = (String, Figure, String, String);

/// What is submitted: the checked draft.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The draft's version that was checked.
    pub draft_version: i64,
    /// Made up by the page that asked; the same key submits once.
    pub idempotency_key: String,
    pub lines: Vec<FiledLine>,
    pub head: String,
    pub compiler: String,
    /// Why an approved return is filed again.
    pub reason: Option<String>,
}

/// What submitting came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// Filed now, or before with the same key.
    Done {
        version: i32,
    },
    /// The draft or the form changed since it was checked.
    Stale,
    Refused(Refusal),
}

impl Store {
    /// The version that was submitted with that key, if it was.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn submitted_with(
        &self,
        actor: &Actor,
        key: &Key,
        idempotency_key: &str,
    ) -> Result<Option<i32>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let version = filed_before(&mut tx, key, idempotency_key).await?;
        tx.commit().await?;
        Ok(version)
    }

    /// Files the checked draft as a new version, with its receipt
    /// ([`Store::receipt`]). `form` is the programme it was checked against.
    ///
    /// # Errors
    /// When the database does not answer, or refuses; then nothing is filed.
    pub async fn submit(
        &self,
        actor: &Actor,
        key: &Key,
        form: &Programme,
        submission: &Submission,
    ) -> Result<Submitted, StoreError> {
        let mut tx = self.acting(actor).await?;
        let Some(found) = lock(&mut tx, key).await? else {
            return Ok(Submitted::Refused(Refusal::NothingWritten));
        };
        if let Some(version) = filed_before(&mut tx, key, &submission.idempotency_key).await? {
            return Ok(Submitted::Done { version });
        }
        let (revision, current) = programmes::current_revision(&mut tx, &key.programme).await?;
        if found.draft_version != submission.draft_version || current != *form {
            return Ok(Submitted::Stale);
        }
        let after = match found.filing.after(&Step::Submit) {
            Ok(after) => after,
            Err(refusal) => return Ok(Submitted::Refused(refusal)),
        };
        // A version taken over from a file may be newer than the way tells.
        let version = next_version(&mut tx, key).await?.max(after.submitted.unwrap_or(1));
        let now = super::super::acting::now(&mut tx).await?;
        let receipt = received(actor, key, submission, (version, revision), now);
        let facts = receipt.facts(form);
        let (number, sha256) = (receipt.number(form), sha256(&facts));
        insert(&mut tx, submission, &receipt, &number, &sha256).await?;
        insert_figures(&mut tx, key, version, &submission.lines).await?;
        sqlx::query(
            "update filing set state = 'submitted', state_since = now(), submitted_version = $4,
               open_lines = null
             where unit = $1 and programme = $2 and quarter = $3",
        )
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(key.quarter.to_string())
        .bind(version)
        .execute(&mut *tx)
        .await?;
        let detail = json!({ "version": version, "receipt": number, "sha256": hex(&sha256) });
        audit::write(&mut tx, &key.unit, &actor.name, "submit", &key.to_string(), detail).await?;
        tx.commit().await?;
        Ok(Submitted::Done { version })
    }
}

/// What is filed, as its receipt tells it.
fn received(
    actor: &Actor,
    key: &Key,
    submission: &Submission,
    (version, revision): (i32, i32),
    at: Moment,
) -> Receipt {
    let lines = submission.lines.iter().map(|(code, figure, note, explanation)| Line {
        code: code.clone(),
        figure: figure.clone(),
        note: note.clone(),
        explanation: explanation.clone(),
    });
    Receipt {
        key: key.clone(),
        version,
        at,
        revision,
        submitted_by: actor.name.clone(),
        head: submission.head.clone(),
        compiler: submission.compiler.clone(),
        reason: submission.reason.clone().unwrap_or_default(),
        lines: lines.collect(),
    }
}

async fn filed_before(
    tx: &mut PgConnection,
    key: &Key,
    idempotency_key: &str,
) -> Result<Option<i32>, StoreError> {
    let row: Option<(i32,)> = sqlx::query_as(
        "select version from submission
         where unit = $1 and programme = $2 and quarter = $3 and idempotency_key = $4",
    )
    .bind(&key.unit)
    .bind(&key.programme)
    .bind(key.quarter.to_string())
    .bind(idempotency_key)
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|(version,)| version))
}

async fn next_version(tx: &mut PgConnection, key: &Key) -> Result<i32, StoreError> {
    let (next,): (i32,) = sqlx::query_as(
        "select coalesce(max(version), 0) + 1 from submission
         where unit = $1 and programme = $2 and quarter = $3",
    )
    .bind(&key.unit)
    .bind(&key.programme)
    .bind(key.quarter.to_string())
    .fetch_one(tx)
    .await?;
    Ok(next)
}

async fn insert(
    tx: &mut PgConnection,
    submission: &Submission,
    receipt: &Receipt,
    number: &str,
    sha256: &[u8],
) -> Result<(), StoreError> {
    let key = &receipt.key;
    sqlx::query(
        "insert into submission (unit, programme, quarter, version, origin, submitted_by,
           receipt, figures_sha256, revision, idempotency_key, draft_version, head, compiler,
           reason)
         values ($1, $2, $3, $4, 'return', $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(&key.unit)
    .bind(&key.programme)
    .bind(key.quarter.to_string())
    .bind(receipt.version)
    .bind(&receipt.submitted_by)
    .bind(number)
    .bind(sha256)
    .bind(receipt.revision)
    .bind(&submission.idempotency_key)
    .bind(submission.draft_version)
    .bind(&submission.head)
    .bind(&submission.compiler)
    .bind(&submission.reason)
    .execute(tx)
    .await?;
    Ok(())
}

async fn insert_figures(
    tx: &mut PgConnection,
    key: &Key,
    version: i32,
    lines: &[FiledLine],
) -> Result<(), StoreError> {
    type Number = Option<BigDecimal>;
    let parts = |figure: &Figure| -> (Number, Number, Number, Option<Absence>) {
        match figure.clone() {
            Figure::Number(value) => (Some(value.into_inner()), None, None, None),
            Figure::Ratio { numerator, denominator } => {
                (None, Some(numerator.into_inner()), Some(denominator.into_inner()), None)
            }
            Figure::Absent(absence) => (None, None, None, Some(absence)),
        }
    };
    let (mut values, mut numerators, mut denominators, mut absences) =
        (vec![], vec![], vec![], vec![]);
    for (_, figure, _, _) in lines {
        let (value, numerator, denominator, absence) = parts(figure);
        values.push(value);
        numerators.push(numerator);
        denominators.push(denominator);
        absences.push(absence_word(absence));
    }
    sqlx::query(
        "insert into figure (unit, programme, quarter, version, indicator, value, numerator,
           denominator, absence, note, explanation)
         select $1, $2, $3, $4, line, value, numerator, denominator, nullif(absence, ''),
           nullif(note, ''), nullif(explanation, '')
         from unnest($5::text[], $6::numeric[], $7::numeric[], $8::numeric[], $9::text[],
           $10::text[], $11::text[])
           as f (line, value, numerator, denominator, absence, note, explanation)",
    )
    .bind(&key.unit)
    .bind(&key.programme)
    .bind(key.quarter.to_string())
    .bind(version)
    .bind(lines.iter().map(|(line, ..)| line.as_str()).collect::<Vec<_>>())
    .bind(values)
    .bind(numerators)
    .bind(denominators)
    .bind(absences)
    .bind(lines.iter().map(|(_, _, note, _)| note.as_str()).collect::<Vec<_>>())
    .bind(lines.iter().map(|(_, _, _, explanation)| explanation.as_str()).collect::<Vec<_>>())
    .execute(tx)
    .await?;
    Ok(())
}
