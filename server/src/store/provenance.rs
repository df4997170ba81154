//! Which approved version a figure stands in, and who approved it.

use std::collections::HashMap;

use app::compare::figure::{Origin, Provenance};
use app::domain::calendar::Moment;
use app::domain::period::Quarter;

use super::{Store, StoreError};

#[derive(sqlx::FromRow)]
struct Row {
    unit: String,
    version: i32,
    origin: String,
    filed_at: i64,
    approved_at: Option<i64>,
    approved_by: Option<String>,
    note: Option<String>,
}

impl Store {
    /// The approved versions of these units' returns that have the indicator,
    /// by unit.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn provenance(
        &self,
        programme: &str,
        units: &[String],
        indicator: &str,
        quarter: Quarter,
    ) -> Result<HashMap<String, Provenance>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "select s.unit, s.version, s.origin,
               (extract(epoch from s.submitted_at) * 1000000)::bigint as filed_at,
               (extract(epoch from s.approved_at) * 1000000)::bigint as approved_at,
               s.approved_by, f.note
             from approved_submission s
             join approved_figure f on f.unit = s.unit and f.programme = s.programme
               and f.quarter = s.quarter and f.indicator = $3
             where s.unit = any($1) and s.programme = $2 and s.quarter = $4",
        )
        .bind(units)
        .bind(programme)
        .bind(indicator)
        .bind(quarter.to_string())
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(provenance).collect()
    }
}

fn provenance(row: Row) -> Result<(String, Provenance), StoreError> {
    let origin = match row.origin.as_str() {
        "return" => Origin::Return,
        "import" => Origin::Import,
        "demo" => Origin::Demo,
        _ => return Err(StoreError::Unreadable { table: "submission", key: row.unit }),
    };
    let known = Provenance {
        version: row.version,
        origin,
        filed_at: Moment(row.filed_at),
        approved_at: row.approved_at.map(Moment),
        approved_by: row.approved_by,
        note: row.note,
    };
    Ok((row.unit, known))
}
