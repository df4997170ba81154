//! Programmes as documents: the current revision of each, and all earlier ones.

use app::domain::indicator::{Covers, FiledBy, Indicator, Kind, OverUnits};
use app::domain::programme::Programme;
use app::domain::rollup::{Scope, contributors};
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};

use super::importing::one_at_a_time;
use super::standby::Versions;
use super::{Store, StoreError, audit, rollups};

/// What an import of a programme file came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    Created,
    Revised {
        revision: i32,
    },
    /// The same file as the current revision's.
    Unchanged,
}

/// How `rollup` and `contribution` name the scope in SQL.
pub(super) fn scope_name<'a>(scope: Scope<'a>) -> &'a str {
    match scope {
        Scope::Programme => "",
        Scope::Unit(code) => code,
    }
}

impl Store {
    /// Sum of all programmes' data versions: changes whenever anything does.
    /// What is read after that is not older.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn data_version(&self) -> Result<i64, StoreError> {
        let ask = |pool| sqlx::query_as("select code, data_version from programme").fetch_all(pool);
        let rows: Vec<(String, i64)> = self.read_newest(ask).await?;
        let versions: Versions = rows.into_iter().collect();
        self.want(&versions);
        Ok(versions.values().sum())
    }

    /// Code and current revision of every programme, by code.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn revisions(&self) -> Result<Vec<(String, i32)>, StoreError> {
        let ask = |pool| {
            sqlx::query_as("select code, revision from programme order by code").fetch_all(pool)
        };
        Ok(self.read(ask).await?)
    }

    /// The current revision of every programme, by code.
    ///
    /// # Errors
    /// When the database does not answer, or a definition cannot be read.
    pub async fn programmes(&self) -> Result<Vec<Programme>, StoreError> {
        current(&self.pool).await
    }

    /// Takes over a checked programme: a new revision where the file differs
    /// from the current one's, with the sums it implies and an audit entry.
    ///
    /// # Errors
    /// When the database refuses; then nothing is changed.
    pub async fn save_programme(
        &self,
        programme: &Programme,
        source: &str,
        actor: &str,
    ) -> Result<Saved, StoreError> {
        let sha256 = format!("{:x}", Sha256::digest(source));
        let mut tx = self.pool.begin().await?;
        one_at_a_time(&mut tx).await?;
        let current: Option<(i32, String)> = sqlx::query_as(
            "select p.revision, r.source_sha256
             from programme p
             join programme_revision r on r.programme = p.code and r.revision = p.revision
             where p.code = $1",
        )
        .bind(&programme.code)
        .fetch_optional(&mut *tx)
        .await?;
        let saved = match current {
            Some((_, same)) if same == sha256 => return Ok(Saved::Unchanged),
            Some((revision, _)) => Saved::Revised { revision: revision + 1 },
            None => Saved::Created,
        };
        let revision = if let Saved::Revised { revision } = saved { revision } else { 1 };
        sqlx::query(
            "insert into programme_revision
               (programme, revision, definition, source, source_sha256, imported_by)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&programme.code)
        .bind(revision)
        .bind(Json(programme))
        .bind(source)
        .bind(&sha256)
        .bind(actor)
        .execute(&mut *tx)
        .await?;
        sqlx::query(
            "insert into programme (code, revision, data_version) values ($1, $2, 1)
             on conflict (code) do update
             set revision = excluded.revision, data_version = programme.data_version + 1",
        )
        .bind(&programme.code)
        .bind(revision)
        .execute(&mut *tx)
        .await?;
        save_units(&mut tx, programme).await?;
        save_contributions(&mut tx, programme).await?;
        rollups::rebuild(&mut tx, &programme.code).await?;
        let detail = json!({ "revision": revision, "sha256": sha256 });
        audit::write(&mut tx, "", actor, "import programme", &programme.code, detail).await?;
        tx.commit().await?;
        Ok(saved)
    }
}

/// The current revision of every programme, by code.
pub(super) async fn current(from: impl PgExecutor<'_>) -> Result<Vec<Programme>, StoreError> {
    let rows: Vec<(String, serde_json::Value)> = sqlx::query_as(
        "select p.code, r.definition
         from programme p
         join programme_revision r on r.programme = p.code and r.revision = p.revision
         order by p.code",
    )
    .fetch_all(from)
    .await?;
    rows.into_iter()
        .map(|(key, definition)| {
            serde_json::from_value(definition)
                .map_err(|_| StoreError::Unreadable { table: "programme_revision", key })
        })
        .collect()
}

/// A programme's current revision, with its number.
pub(super) async fn current_revision(
    tx: &mut PgConnection,
    code: &str,
) -> Result<(i32, Programme), StoreError> {
    let (revision,): (i32,) = sqlx::query_as("select revision from programme where code = $1")
        .bind(code)
        .fetch_one(&mut *tx)
        .await?;
    Ok((revision, revision_of(tx, code, revision).await?))
}

/// A programme as it was at one revision.
pub(super) async fn revision_of(
    tx: &mut PgConnection,
    code: &str,
    revision: i32,
) -> Result<Programme, StoreError> {
    let (definition,): (serde_json::Value,) = sqlx::query_as(
        "select definition from programme_revision where programme = $1 and revision = $2",
    )
    .bind(code)
    .bind(revision)
    .fetch_one(tx)
    .await?;
    let unreadable = |_| StoreError::Unreadable {
        table: "programme_revision",
        key: format!("{code}/{revision}"),
    };
    serde_json::from_value(definition).map_err(unreadable)
}

/// Adds up what a schema from before sums were kept by return has not.
pub(super) async fn add_up_what_is_not(tx: &mut PgConnection) -> Result<(), StoreError> {
    let missing: Vec<(String,)> = sqlx::query_as(
        "select code from programme p
         where not exists (select from filing_scope where programme = p.code) order by code",
    )
    .fetch_all(&mut *tx)
    .await?;
    for (code,) in missing {
        let (_, programme) = current_revision(tx, &code).await?;
        save_contributions(tx, &programme).await?;
        rollups::rebuild(tx, &code).await?;
    }
    Ok(())
}

async fn save_units(tx: &mut PgConnection, programme: &Programme) -> Result<(), StoreError> {
    let codes = programme.unit_codes();
    sqlx::query("update unit set active = false where programme = $1 and code <> all($2)")
        .bind(&programme.code)
        .bind(&codes)
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "insert into unit (code, programme) select code, $1 from unnest($2::text[]) as code
         on conflict (code, programme) do update set active = true",
    )
    .bind(&programme.code)
    .bind(&codes)
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// Writes down who adds up to what, as the domain decides it.
async fn save_contributions(
    tx: &mut PgConnection,
    programme: &Programme,
) -> Result<(), StoreError> {
    for table in ["contribution", "rollup_rule", "filing_scope", "unit_scope"] {
        sqlx::query(&format!("delete from {table} where programme = $1"))
            .bind(&programme.code)
            .execute(&mut *tx)
            .await?;
    }
    let above = programme.units.iter().filter(|unit| programme.has_members(&unit.code));
    let scopes: Vec<Scope> = std::iter::once(Scope::Programme)
        .chain(above.map(|unit| Scope::Unit(&unit.code)))
        .collect();
    for scope in scopes {
        save_scope(tx, programme, scope).await?;
    }
    Ok(())
}

/// What is added up for one scope, and who makes it up.
async fn save_scope(
    tx: &mut PgConnection,
    programme: &Programme,
    scope: Scope<'_>,
) -> Result<(), StoreError> {
    for (filed_by, name) in [(FiledBy::Members, "members"), (FiledBy::Whole, "whole")] {
        let rules = || {
            let of = programme.indicators.iter().filter(|indicator| indicator.filed_by == filed_by);
            of.filter_map(|indicator| Some((indicator, way(indicator)?)))
        };
        // The same for all of them.
        let Some((first, _)) = rules().next() else { continue };
        let units = contributors(programme, first, scope);
        if units.is_empty() {
            continue;
        }
        sqlx::query(
            "insert into contribution (unit, programme, scope, filed_by)
             select unit, $1, $2, $3 from unnest($4::text[]) as unit",
        )
        .bind(&programme.code)
        .bind(scope_name(scope))
        .bind(name)
        .bind(&units)
        .execute(&mut *tx)
        .await?;
        for (indicator, way) in rules() {
            let cumulative = indicator.covers == Covers::YearToDate && indicator.kind == Kind::Flow;
            sqlx::query(
                "insert into rollup_rule
                   (programme, scope, indicator, over_units, cumulative, units, filed_by)
                 values ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(&programme.code)
            .bind(scope_name(scope))
            .bind(&indicator.code)
            .bind(way)
            .bind(cumulative)
            .bind(i32::try_from(units.len()).unwrap_or(i32::MAX))
            .bind(name)
            .execute(&mut *tx)
            .await?;
        }
    }
    let filing: Vec<&str> =
        programme.filing_units_of(scope).into_iter().map(|unit| unit.code.as_str()).collect();
    sqlx::query("insert into filing_scope (programme, scope, units) values ($1, $2, $3)")
        .bind(&programme.code)
        .bind(scope_name(scope))
        .bind(i32::try_from(filing.len()).unwrap_or(i32::MAX))
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "insert into unit_scope (unit, programme, scope)
         select unit, $1, $2 from unnest($3::text[]) as unit",
    )
    .bind(&programme.code)
    .bind(scope_name(scope))
    .bind(filing)
    .execute(tx)
    .await?;
    Ok(())
}

/// How the rules name what becomes of several units' figures; `None` where that
/// has no meaning.
fn way(indicator: &Indicator) -> Option<&'static str> {
    match indicator.over_units {
        OverUnits::Sum => Some("sum"),
        OverUnits::Recompute => Some("recompute"),
        OverUnits::All => Some("all"),
        OverUnits::None => None,
    }
}
