//! A version's rows: one of `submission`, and its figures.

use app::domain::draft::absence_word;
use app::domain::filing::Key;
use app::domain::receipt::Receipt;
use app::domain::series::{Absence, Figure};
use bigdecimal::BigDecimal;
use sqlx::PgConnection;

use super::super::StoreError;
use super::{FiledLine, Submission};

pub(super) async fn filed_before(
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

pub(super) async fn next(tx: &mut PgConnection, key: &Key) -> Result<i32, StoreError> {
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

pub(super) async fn insert(
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

pub(super) async fn insert_figures(
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
