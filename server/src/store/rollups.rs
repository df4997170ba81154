//! Sums of approved figures over units. SQL adds what `contribution` says; the
//! domain decided that when the programme was imported.

use std::collections::BTreeSet;

use app::domain::period::Quarter;
use app::domain::rollup::Total;
use app::domain::series::{Absence, Figure};
use sqlx::PgConnection;

use super::numeric::{At, Numeric};
use super::{Store, StoreError};

/// Adds up the approved figures of the quarters in `$2` for every scope of a
/// programme. Only quarters in which a contributor has filed anything get a
/// row; a unit to which the indicator does not apply owes none.
const ADD_UP: &str = "
with expected as (
  select scope, indicator, min(over_units) as over_units, count(*) as units
  from contribution where programme = $1
  group by scope, indicator
), added as (
  select c.scope, c.indicator, f.quarter,
    sum(f.value) as value, sum(f.numerator) as numerator, sum(f.denominator) as denominator,
    bool_and(f.value <> 0) filter (where f.value is not null) as all_done,
    count(*) filter (where f.absence is null) as filed,
    count(*) filter (where f.absence = 'not_applicable') as not_applicable
  from contribution c
  join approved_figure f on f.unit = c.unit and f.programme = c.programme
    and f.indicator = c.indicator
  where c.programme = $1 and f.quarter = any($2)
  group by c.scope, c.indicator, f.quarter
)
insert into rollup
  (programme, scope, indicator, quarter, value, numerator, denominator, filed, expected)
select $1, a.scope, a.indicator, a.quarter,
  case e.over_units
    when 'sum' then a.value
    -- 'All done' is only known once everybody it applies to has spoken, somebody that
    -- is; one 'not yet' is enough for no.
    when 'all' then case
      when not a.all_done then 0
      when a.filed > 0 and a.filed = e.units - a.not_applicable then 1
    end
  end,
  a.numerator, a.denominator, a.filed, e.units - a.not_applicable
from added a join expected e on e.scope = a.scope and e.indicator = a.indicator";

/// Adds up a programme from its approved figures anew.
pub(super) async fn rebuild(tx: &mut PgConnection, programme: &str) -> Result<(), StoreError> {
    sqlx::query("delete from rollup where programme = $1")
        .bind(programme)
        .execute(&mut *tx)
        .await?;
    let quarters: Vec<(String,)> =
        sqlx::query_as("select distinct quarter from approved_filing where programme = $1")
            .bind(programme)
            .fetch_all(&mut *tx)
            .await?;
    let quarters: Vec<String> = quarters.into_iter().map(|(quarter,)| quarter).collect();
    sqlx::query(ADD_UP).bind(programme).bind(quarters).execute(&mut *tx).await?;
    Ok(())
}

/// Marks the programme as changed and adds up the given quarters anew. The
/// programme's row is taken first: whoever changes figures of the same
/// programme waits, and then adds up what is there by then.
pub(super) async fn figures_changed(
    tx: &mut PgConnection,
    programme: &str,
    quarters: &[String],
) -> Result<(), StoreError> {
    sqlx::query("update programme set data_version = data_version + 1 where code = $1")
        .bind(programme)
        .execute(&mut *tx)
        .await?;
    sqlx::query("delete from rollup where programme = $1 and quarter = any($2)")
        .bind(programme)
        .bind(quarters)
        .execute(&mut *tx)
        .await?;
    sqlx::query(ADD_UP).bind(programme).bind(quarters).execute(&mut *tx).await?;
    Ok(())
}

/// One scope's sums of one indicator, through time: programme, scope,
/// indicator, then as many of each as there are quarters. One row for each
/// quarter would cost a page more than all its other queries.
type Row = (
    String,
    String,
    String,
    Vec<At>,
    Vec<Option<Numeric>>,
    Vec<Option<Numeric>>,
    Vec<Option<Numeric>>,
    Vec<i32>,
    Vec<i32>,
);

/// The sums of one indicator over one scope, through time.
#[derive(Clone, Debug)]
pub struct Summed {
    pub programme: String,
    /// Empty for the programme's.
    pub scope: String,
    pub indicator: String,
    /// In no order.
    pub totals: Vec<(Quarter, Total)>,
}

/// What every query here answers, after whose sums they are.
const THROUGH_TIME: &str = "array_agg(r.quarter::text), array_agg(r.value),
     array_agg(r.numerator), array_agg(r.denominator), array_agg(r.filed), array_agg(r.expected)";

impl Store {
    /// The sums of the programmes, scopes and indicators that are wanted, all
    /// quarters.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn totals(
        &self,
        wanted: &BTreeSet<(&str, &str, &str)>,
    ) -> Result<Vec<Summed>, StoreError> {
        let side = |pick: fn(&(&str, &str, &str)) -> String| -> Vec<String> {
            wanted.iter().map(pick).collect()
        };
        let sql = format!(
            "select w.programme, w.scope, w.indicator, r.*
             from unnest($1::text[], $2::text[], $3::text[]) as w (programme, scope, indicator)
             cross join lateral (
               select {THROUGH_TIME} from rollup r
               where r.programme = w.programme and r.scope = w.scope
                 and r.indicator = w.indicator
               having count(*) > 0
             ) r"
        );
        let programmes = side(|(programme, _, _)| (*programme).to_owned());
        let scopes = side(|(_, scope, _)| (*scope).to_owned());
        let indicators = side(|(_, _, indicator)| (*indicator).to_owned());
        let ask = |pool| {
            sqlx::query_as(&sql).bind(&programmes).bind(&scopes).bind(&indicators).fetch_all(pool)
        };
        summed(self.read(ask).await?)
    }

    /// All sums of one scope of a programme.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn totals_of(&self, programme: &str, scope: &str) -> Result<Vec<Summed>, StoreError> {
        let sql = format!(
            "select r.programme, r.scope, r.indicator, {THROUGH_TIME} from rollup r
             where r.programme = $1 and r.scope = $2
             group by r.programme, r.scope, r.indicator"
        );
        let ask = |pool| sqlx::query_as(&sql).bind(programme).bind(scope).fetch_all(pool);
        summed(self.read(ask).await?)
    }

    /// All sums of a programme.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn all_totals(&self, programme: &str) -> Result<Vec<Summed>, StoreError> {
        let sql = format!(
            "select r.programme, r.scope, r.indicator, {THROUGH_TIME} from rollup r
             where r.programme = $1
             group by r.programme, r.scope, r.indicator"
        );
        let ask = |pool| sqlx::query_as(&sql).bind(programme).fetch_all(pool);
        summed(self.read(ask).await?)
    }
}

fn summed(rows: Vec<Row>) -> Result<Vec<Summed>, StoreError> {
    rows.into_iter().map(through_time).collect()
}

fn through_time(row: Row) -> Result<Summed, StoreError> {
    let (programme, scope, indicator, quarters, values, numerators, denominators, filed, expected) =
        row;
    let parts = values.into_iter().zip(numerators).zip(denominators);
    let counts = filed.into_iter().zip(expected);
    let mut totals = Vec::with_capacity(quarters.len());
    for ((At(quarter), ((value, numerator), denominator)), counts) in
        quarters.into_iter().zip(parts).zip(counts)
    {
        let total = total((value, numerator, denominator), counts).ok_or_else(|| {
            StoreError::Unreadable {
                table: "rollup",
                key: format!("{programme}/{scope}/{indicator}/{quarter}"),
            }
        })?;
        totals.push((quarter, total));
    }
    Ok(Summed { programme, scope, indicator, totals })
}

fn total(
    parts: (Option<Numeric>, Option<Numeric>, Option<Numeric>),
    (filed, expected): (i32, i32),
) -> Option<Total> {
    let figure = match parts {
        (Some(value), None, None) => Figure::Number(value.0),
        (None, Some(numerator), Some(denominator)) => {
            Figure::Ratio { numerator: numerator.0, denominator: denominator.0 }
        }
        (None, None, None) => Figure::Absent(Absence::Blank),
        _ => return None,
    };
    let (filed, expected) = (u32::try_from(filed).ok()?, u32::try_from(expected).ok()?);
    Some(Total { figure, filed, expected })
}
