//! Taking over approved figures in bulk: staged by COPY, compared with what is
//! there, and written as new versions of the returns they change - all in one
//! transaction, or nothing.

use std::fmt::Write as _;

use app::domain::filing::State;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::series::{Absence, Figure};
use futures_util::TryStreamExt;
use serde_json::json;
use sqlx::{PgConnection, Postgres, Row as _, Transaction};

use super::rollups::Changed;
use super::{Store, StoreError, audit, programmes, rollups};

/// One figure on its way in. `line` is where it stands in the file.
#[derive(Clone, Debug)]
pub struct Staged {
    pub line: u64,
    pub programme: String,
    pub unit: String,
    pub quarter: Quarter,
    pub indicator: String,
    pub figure: Figure,
    pub note: Option<String>,
}

/// A figure given twice in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twice {
    pub line: u64,
    pub first_line: u64,
}

/// One number of a return as it would be after the import.
#[derive(Clone, Debug)]
pub struct Line {
    pub programme: String,
    pub unit: String,
    pub quarter: Quarter,
    pub indicator: String,
    pub value: Option<bigdecimal::BigDecimal>,
    /// Where the file names it; `None` for a figure that was there before.
    pub line: Option<u64>,
}

/// A return that an import would overwrite while people work on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnderWay {
    pub line: u64,
    pub unit: String,
    pub quarter: Quarter,
    pub state: State,
}

/// Where figures come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Import,
    Demo,
}

/// What an import comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Returns that got a new version.
    pub returns: u64,
    /// Figures in those versions.
    pub figures: u64,
}

/// An import under way; dropped without [`Importing::commit`] it leaves nothing.
pub struct Importing {
    tx: Transaction<'static, Postgres>,
}

const STAGE: &str = "
create temporary table staged (
  line bigint not null, programme text not null, unit text not null, quarter text collate \"C\" not null,
  indicator text not null, value numeric, numerator numeric, denominator numeric,
  absence text, note text
) on commit drop";

const COPY: &str = "copy staged (line, programme, unit, quarter, indicator, value, numerator,
  denominator, absence, note) from stdin";

/// The returns that the staged figures really change, with the version they
/// have and the one they get.
const TOUCH: &str = "
create temporary table touched on commit drop as
select s.unit, s.programme, s.quarter, l.approved_version as current,
  coalesce((select max(v.version) from submission v
            where v.unit = s.unit and v.programme = s.programme and v.quarter = s.quarter), 0) + 1
    as next
from (
  select distinct s.unit, s.programme, s.quarter
  from staged s
  left join filing l on l.unit = s.unit and l.programme = s.programme and l.quarter = s.quarter
  left join figure f on f.unit = s.unit and f.programme = s.programme and f.quarter = s.quarter
    and f.version = l.approved_version and f.indicator = s.indicator
  where f.indicator is null
    or (f.value, f.numerator, f.denominator, f.absence, f.note)
       is distinct from (s.value, s.numerator, s.denominator, s.absence, s.note)
) s
left join filing l on l.unit = s.unit and l.programme = s.programme and l.quarter = s.quarter";

/// The touched returns as they will be: what is staged, and what they had
/// that is not staged.
const MERGE: &str = "
create temporary table merged on commit drop as
select t.unit, t.programme, t.quarter, t.next as version, s.indicator,
  s.value, s.numerator, s.denominator, s.absence, s.note, s.line
from touched t
join staged s on s.unit = t.unit and s.programme = t.programme and s.quarter = t.quarter
union all
select t.unit, t.programme, t.quarter, t.next, f.indicator,
  f.value, f.numerator, f.denominator, f.absence, f.note, null
from touched t
join figure f on f.unit = t.unit and f.programme = t.programme and f.quarter = t.quarter
  and f.version = t.current
where not exists (
  select from staged s
  where s.unit = t.unit and s.programme = t.programme and s.quarter = t.quarter
    and s.indicator = f.indicator)";

impl Store {
    /// Opens an import. Imports run one after the other.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin_import(&self) -> Result<Importing, StoreError> {
        let mut tx = self.pool.begin().await?;
        one_at_a_time(&mut tx).await?;
        sqlx::query(STAGE).execute(&mut *tx).await?;
        Ok(Importing { tx })
    }
}

/// Imports of programmes and of figures wait for each other: what a figure may
/// be and where it is added must not change under way.
pub(super) async fn one_at_a_time(tx: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query("select pg_advisory_xact_lock(hashtext('pilotboard import'))").execute(tx).await?;
    Ok(())
}

impl Importing {
    /// The programmes as they are for this import.
    ///
    /// # Errors
    /// When the database refuses, or a definition cannot be read.
    pub async fn programmes(&mut self) -> Result<Vec<Programme>, StoreError> {
        programmes::current(&mut *self.tx).await
    }

    /// Stages figures.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn stage(&mut self, rows: &[Staged]) -> Result<(), StoreError> {
        let mut text = String::with_capacity(rows.len() * 80);
        for row in rows {
            copy_line(row, &mut text);
        }
        let mut copy = self.tx.copy_in_raw(COPY).await?;
        copy.send(text.as_bytes()).await?;
        copy.finish().await?;
        Ok(())
    }

    /// Figures that were staged twice, in order of their lines; at most `limit`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn twice(&mut self, limit: i64) -> Result<Vec<Twice>, StoreError> {
        let rows: Vec<(i64, i64)> = sqlx::query_as(
            "select max(line), min(line) from staged
             group by unit, programme, quarter, indicator having count(*) > 1
             order by 1 limit $1",
        )
        .bind(limit)
        .fetch_all(&mut *self.tx)
        .await?;
        Ok(rows
            .into_iter()
            .map(|(line, first_line)| Twice {
                line: line.unsigned_abs(),
                first_line: first_line.unsigned_abs(),
            })
            .collect())
    }

    /// Works out which returns change and how they will be.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn merge(&mut self) -> Result<(), StoreError> {
        for sql in ["analyze staged", TOUCH, "analyze touched", MERGE, "analyze merged"] {
            sqlx::query(sql).execute(&mut *self.tx).await?;
        }
        Ok(())
    }

    /// The changed returns on which their unit or the ministry is at work, each
    /// with the first line that names it; at most `limit`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn under_way(&mut self, limit: i64) -> Result<Vec<UnderWay>, StoreError> {
        let rows: Vec<(i64, String, String, String)> = sqlx::query_as(
            "select min(s.line), l.unit, l.quarter, l.state
             from touched t
             join filing l using (unit, programme, quarter)
             join staged s using (unit, programme, quarter)
             where l.state <> 'approved'
             group by l.unit, l.programme, l.quarter, l.state order by 1 limit $1",
        )
        .bind(limit)
        .fetch_all(&mut *self.tx)
        .await?;
        rows.into_iter()
            .map(|(line, unit, at, state)| {
                let unreadable =
                    || StoreError::Unreadable { table: "filing", key: format!("{unit}/{at}") };
                let quarter = at.parse().map_err(|_| unreadable())?;
                let state = state.parse().map_err(|_| unreadable())?;
                Ok(UnderWay { line: line.unsigned_abs(), unit, quarter, state })
            })
            .collect()
    }

    /// Hands out every line of the changed returns, return by return.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn each_line(&mut self, mut take: impl FnMut(Line)) -> Result<(), StoreError> {
        let mut rows = sqlx::query(
            "select programme, unit, quarter, indicator, value, line from merged
             order by programme, unit, quarter, indicator",
        )
        .fetch(&mut *self.tx);
        while let Some(row) = rows.try_next().await? {
            let quarter: String = row.try_get("quarter")?;
            let line: Option<i64> = row.try_get("line")?;
            take(Line {
                programme: row.try_get("programme")?,
                unit: row.try_get("unit")?,
                quarter: quarter
                    .parse()
                    .map_err(|_| StoreError::Unreadable { table: "merged", key: quarter })?,
                indicator: row.try_get("indicator")?,
                value: row.try_get("value")?,
                line: line.map(i64::unsigned_abs),
            });
        }
        Ok(())
    }

    /// Writes the new versions as approved, the sums and the audit entry, and
    /// ends the import.
    ///
    /// # Errors
    /// When the database refuses; then nothing is changed.
    pub async fn commit(
        mut self,
        origin: Origin,
        actor: &str,
        file: &str,
    ) -> Result<Imported, StoreError> {
        let origin_name = match origin {
            Origin::Import => "import",
            Origin::Demo => "demo",
        };
        let tx = &mut self.tx;
        let returns = sqlx::query(
            "insert into filing (unit, programme, quarter, state, approved_version, approved_at)
             select unit, programme, quarter, 'approved', next, now() from touched
             on conflict (unit, programme, quarter) do update
             set state = 'approved', approved_version = excluded.approved_version,
                 approved_at = excluded.approved_at",
        )
        .execute(&mut **tx)
        .await?
        .rows_affected();
        sqlx::query(
            "insert into submission (unit, programme, quarter, version, origin, submitted_by)
             select unit, programme, quarter, next, $1, $2 from touched",
        )
        .bind(origin_name)
        .bind(actor)
        .execute(&mut **tx)
        .await?;
        let figures = sqlx::query(
            "insert into figure (unit, programme, quarter, version, indicator,
               value, numerator, denominator, absence, note)
             select unit, programme, quarter, version, indicator,
               value, numerator, denominator, absence, note
             from merged order by unit, programme, quarter, indicator",
        )
        .execute(&mut **tx)
        .await?
        .rows_affected();
        // Without fresh statistics the planner reads whole returns where one
        // indicator is asked for; the nightly analyze would come too late.
        sqlx::query("analyze filing, submission, figure").execute(&mut **tx).await?;
        let programmes: Vec<(String, Vec<String>, i64)> = sqlx::query_as(
            "select programme, array_agg(distinct quarter order by quarter), count(*)
             from touched group by programme order by programme",
        )
        .fetch_all(&mut **tx)
        .await?;
        for (programme, quarters, returns) in programmes {
            let changed: Vec<(String, String, Option<i32>)> = sqlx::query_as(
                "select unit, quarter, current from touched where programme = $1 order by unit",
            )
            .bind(&programme)
            .fetch_all(&mut **tx)
            .await?;
            let changed: Vec<Changed> = changed
                .into_iter()
                .map(|(unit, quarter, before)| Changed { unit, quarter, before })
                .collect();
            rollups::figures_changed(tx, &programme, &changed).await?;
            let detail = json!({ "file": file, "returns": returns, "quarters": quarters });
            audit::write(tx, "", actor, "import figures", &programme, detail).await?;
        }
        sqlx::query("analyze rollup, rollup_comparison").execute(&mut *self.tx).await?;
        self.tx.commit().await?;
        Ok(Imported { returns, figures })
    }

    /// Ends the import without a trace, and says what it would have come to.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rollback(mut self) -> Result<Imported, StoreError> {
        let (returns, figures): (i64, i64) =
            sqlx::query_as("select (select count(*) from touched), (select count(*) from merged)")
                .fetch_one(&mut *self.tx)
                .await?;
        self.tx.rollback().await?;
        Ok(Imported { returns: returns.unsigned_abs(), figures: figures.unsigned_abs() })
    }
}

/// No value, in COPY's text format.
const NULL: &str = "\\N";

/// Writes a row in COPY's text format.
fn copy_line(row: &Staged, text: &mut String) {
    // Writing to a String cannot fail.
    let _ = write!(text, "{}\t", row.line);
    escape(&row.programme, text);
    text.push('\t');
    escape(&row.unit, text);
    let _ = write!(text, "\t{}\t", row.quarter);
    escape(&row.indicator, text);
    text.push('\t');
    figure_columns(&row.figure, text);
    match &row.note {
        Some(note) => escape(note, text),
        None => text.push_str(NULL),
    }
    text.push('\n');
}

/// Writes value, both parts of a ratio and absence, each with a tab behind it.
pub(super) fn figure_columns(figure: &Figure, text: &mut String) {
    // Writing to a String cannot fail.
    let _ = match figure {
        Figure::Number(value) => write!(text, "{value}\t{NULL}\t{NULL}\t{NULL}\t"),
        Figure::Ratio { numerator, denominator } => {
            write!(text, "{NULL}\t{numerator}\t{denominator}\t{NULL}\t")
        }
        Figure::Absent(absence) => {
            let word = match absence {
                Absence::NotApplicable => "not_applicable",
                Absence::NotAvailable | Absence::Blank => "not_available",
            };
            write!(text, "{NULL}\t{NULL}\t{NULL}\t{word}\t")
        }
    };
}

pub(super) fn escape(field: &str, text: &mut String) {
    for character in field.chars() {
        match character {
            '\\' => text.push_str("\\\\"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            other => text.push(other),
        }
    }
}
