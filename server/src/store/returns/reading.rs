//! A return with all that belongs to it.

use std::collections::BTreeMap;

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::domain::dossier::{Change, Dossier, Figures, QUARTERS_BACK, Remark, Said, Version};
use app::domain::draft::{Lines, Typed};
use app::domain::figure::parse_absence;
use app::domain::filing::Key;
use app::domain::period::Quarter;
use app::domain::receipt::Line;
use sqlx::{FromRow, PgConnection};

use super::super::acting::now;
use super::super::figures::figure_of;
use super::super::numeric::Numeric;
use super::super::{Store, StoreError};
use super::{find, quarter, receipts};

/// A line of the newest version, or a change of it since.
#[derive(FromRow)]
struct LineRow {
    line: String,
    value: String,
    numerator: String,
    denominator: String,
    absence: Option<String>,
    note: String,
    explanation: String,
    changed_by: Option<String>,
    changed_at: Option<i64>,
}

impl LineRow {
    /// The line's code, what is typed into it, and its latest change.
    fn read(self) -> (String, Typed, Option<Change>) {
        let typed = Typed {
            value: self.value,
            numerator: self.numerator,
            denominator: self.denominator,
            absence: self.absence.as_deref().and_then(parse_absence),
            note: self.note,
            explanation: self.explanation,
        };
        let change = self.changed_by.zip(self.changed_at);
        (self.line, typed, change.map(|(by, at)| Change { by, at: Moment(at) }))
    }
}

/// The newest version's figures, written out as they would be typed, and over
/// them what was typed since, up to the draft's version `$4`. Unapproved rows
/// are seen by those whom row-level security lets.
///
/// From line to line, and of each its latest change: however often somebody
/// types into a line, saving costs the same.
const LINES: &str = "
with recursive newest as (
  select s.version, s.draft_version, s.submitted_at, s.head, s.compiler
  from submission s
  where s.unit = $1 and s.programme = $2 and s.quarter = $3
  order by s.version desc limit 1
), filed as (
  select f.indicator as line,
    coalesce(trim_scale(f.value)::text, '') as value,
    coalesce(trim_scale(f.numerator)::text, '') as numerator,
    coalesce(trim_scale(f.denominator)::text, '') as denominator,
    f.absence, coalesce(f.note, '') as note, coalesce(f.explanation, '') as explanation
  from figure f join newest n on n.version = f.version
  where f.unit = $1 and f.programme = $2 and f.quarter = $3
  union all
  select 'head', head, '', '', null, '', '' from newest where head is not null
  union all
  select 'compiler', compiler, '', '', null, '', '' from newest where compiler is not null
), typed_into (line) as (
  (select e.line from draft_entry e
   where e.unit = $1 and e.programme = $2 and e.quarter = $3
   order by e.line limit 1)
  union all
  select (select e.line from draft_entry e
    where e.unit = $1 and e.programme = $2 and e.quarter = $3 and e.line > l.line
    order by e.line limit 1)
  from typed_into l where l.line is not null
), typed as (
  select e.*
  from typed_into l
  cross join lateral (
    select * from draft_entry e
    where e.unit = $1 and e.programme = $2 and e.quarter = $3 and e.line = l.line
      and e.version <= $4
    order by e.version desc limit 1
  ) e
  left join newest n on true
  where coalesce(e.version > n.draft_version, e.changed_at > n.submitted_at, true)
)
select coalesce(t.line, f.line) as line,
  coalesce(t.value, f.value) as value,
  coalesce(t.numerator, f.numerator) as numerator,
  coalesce(t.denominator, f.denominator) as denominator,
  case when t.line is null then f.absence else t.absence end as absence,
  coalesce(t.note, f.note) as note,
  coalesce(t.explanation, f.explanation) as explanation,
  t.changed_by, (extract(epoch from t.changed_at) * 1000000)::bigint as changed_at
from filed f full join typed t on t.line = f.line";

/// The draft as it was at its version `at`, and who changed each line last.
pub(in super::super) async fn lines(
    tx: &mut PgConnection,
    key: &Key,
    at: i64,
) -> Result<(Lines, BTreeMap<String, Change>), StoreError> {
    let rows: Vec<LineRow> = sqlx::query_as(LINES)
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(key.quarter.to_string())
        .bind(at)
        .fetch_all(tx)
        .await?;
    let (mut lines, mut changes) = (Lines::new(), BTreeMap::new());
    for row in rows {
        let (line, typed, change) = row.read();
        if let Some(change) = change {
            changes.insert(line.clone(), change);
        }
        lines.insert(line, typed);
    }
    Ok((lines, changes))
}

type HistoryRow =
    (String, String, Option<Numeric>, Option<Numeric>, Option<Numeric>, Option<String>);

/// What the unit filed in the quarters before, the newest version of each.
const HISTORY: &str = "
select f.quarter, f.indicator, f.value, f.numerator, f.denominator, f.absence
from filing l
join figure f on f.unit = l.unit and f.programme = l.programme and f.quarter = l.quarter
  and f.version = greatest(l.submitted_version, l.approved_version)
where l.unit = $1 and l.programme = $2 and l.quarter >= $3 and l.quarter < $4";

/// What the unit filed in the quarters before.
pub(super) async fn history(
    tx: &mut PgConnection,
    key: &Key,
) -> Result<BTreeMap<Quarter, Figures>, StoreError> {
    let first = key.quarter.plus(-QUARTERS_BACK).unwrap_or(Quarter::FIRST);
    let rows: Vec<HistoryRow> = sqlx::query_as(HISTORY)
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(first.to_string())
        .bind(key.quarter.to_string())
        .fetch_all(tx)
        .await?;
    let mut history: BTreeMap<Quarter, Figures> = BTreeMap::new();
    for (at, line, value, numerator, denominator, absence) in rows {
        let figure = figure_of(value, numerator, denominator, absence.as_deref())
            .ok_or_else(|| unreadable("figure", key))?;
        history.entry(quarter("figure", &at)?).or_default().insert(line, figure);
    }
    Ok(history)
}

type VersionRow =
    (i32, String, i64, Option<String>, Option<String>, Option<String>, Option<String>);

async fn versions(tx: &mut PgConnection, key: &Key) -> Result<Vec<Version>, StoreError> {
    let rows: Vec<VersionRow> = sqlx::query_as(
        "select version, submitted_by, (extract(epoch from submitted_at) * 1000000)::bigint,
           receipt, reason, head, compiler
         from submission where unit = $1 and programme = $2 and quarter = $3 order by version",
    )
    .bind(&key.unit)
    .bind(&key.programme)
    .bind(key.quarter.to_string())
    .fetch_all(tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(version, by, at, receipt, reason, head, compiler)| Version {
            version,
            by,
            at: Moment(at),
            receipt,
            reason,
            head,
            compiler,
        })
        .collect())
}

type RemarkRow = (String, String, Option<Vec<String>>, Option<i32>, String, i64);

async fn remarks(tx: &mut PgConnection, key: &Key) -> Result<Vec<Remark>, StoreError> {
    let rows: Vec<RemarkRow> = sqlx::query_as(
        "select action, reason, lines, version, by_name,
           (extract(epoch from at) * 1000000)::bigint
         from review_entry where unit = $1 and programme = $2 and quarter = $3 order by no",
    )
    .bind(&key.unit)
    .bind(&key.programme)
    .bind(key.quarter.to_string())
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|(action, reason, lines, version, by, at)| {
            let said = Said::ALL
                .into_iter()
                .find(|said| said.word() == action)
                .ok_or_else(|| unreadable("review_entry", key))?;
            Ok(Remark { said, reason, lines, version, by, at: Moment(at) })
        })
        .collect()
}

fn unreadable(table: &'static str, key: &Key) -> StoreError {
    StoreError::Unreadable { table, key: key.to_string() }
}

/// The whole return, within a transaction.
pub(super) async fn dossier(tx: &mut PgConnection, key: &Key) -> Result<Dossier, StoreError> {
    let found = find(tx, key).await?;
    let clock = match &found {
        Some(found) => found.now,
        None => now(tx).await?,
    };
    let mut dossier = Dossier::empty(key.clone(), clock);
    dossier.history = history(tx, key).await?;
    if let Some(found) = found {
        dossier.filing = found.filing;
        dossier.since = Some(Moment(found.since));
        dossier.draft_version = found.draft_version;
        (dossier.lines, dossier.changes) = lines(tx, key, found.draft_version).await?;
        dossier.versions = versions(tx, key).await?;
        dossier.remarks = remarks(tx, key).await?;
        let mut writers: Vec<String> =
            dossier.changes.values().map(|change| change.by.clone()).collect();
        writers.sort_unstable();
        writers.dedup();
        dossier.writers = writers;
    }
    Ok(dossier)
}

/// One past change of one line.
#[derive(Clone, Debug)]
pub struct PastChange {
    pub typed: Typed,
    pub change: Change,
}

impl Store {
    /// Everything about one return, as far as `actor` may see it. The caller
    /// has made sure that the actor may read this unit's returns and that the
    /// programme has the unit and the quarter.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn dossier(&self, actor: &Actor, key: &Key) -> Result<Dossier, StoreError> {
        let mut tx = self.acting(actor).await?;
        let dossier = dossier(&mut tx, key).await?;
        tx.commit().await?;
        Ok(dossier)
    }

    /// The lines of one submitted version.
    ///
    /// # Errors
    /// As [`Store::dossier`].
    pub async fn version(
        &self,
        actor: &Actor,
        key: &Key,
        version: i32,
    ) -> Result<Vec<Line>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let lines = receipts::lines(&mut tx, key, version).await?;
        tx.commit().await?;
        Ok(lines)
    }

    /// Every change of one line of the draft, newest first.
    ///
    /// # Errors
    /// As [`Store::dossier`].
    pub async fn line_history(
        &self,
        actor: &Actor,
        key: &Key,
        line: &str,
    ) -> Result<Vec<PastChange>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let rows: Vec<LineRow> = sqlx::query_as(
            "select line, value, numerator, denominator, absence, note, explanation,
               changed_by, (extract(epoch from changed_at) * 1000000)::bigint as changed_at
             from draft_entry where unit = $1 and programme = $2 and quarter = $3 and line = $4
             order by version desc limit 500",
        )
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(key.quarter.to_string())
        .bind(line)
        .fetch_all(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let (_, typed, change) = row.read();
                Some(PastChange { typed, change: change? })
            })
            .collect())
    }
}
