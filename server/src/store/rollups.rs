//! Sums of approved figures over units, comparisons of two quarters, and how
//! many returns are in. SQL adds what `contribution` and `rollup_rule` say; the
//! domain decided that when the programme was imported.

use std::collections::{BTreeSet, HashMap};

use app::domain::period::Quarter;
use app::domain::rollup::{LikeForLike, ReturnsIn, Total};
use app::domain::series::{Absence, Figure};
use sqlx::PgConnection;

use super::numeric::{At, Numeric};
use super::{Store, StoreError};

/// A return whose approved version changed: the version that counted before, if
/// any did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Changed {
    pub unit: String,
    pub quarter: String,
    pub before: Option<i32>,
}

/// What each statement here begins with: the changed returns of programme `$1`.
const CHANGED: &str = "
with changed as materialized (
  select * from unnest($2::text[], $3::text[], $4::integer[]) as c (unit, quarter, before)
)";

/// Adds what the changed returns say now to the sums, and takes away what they
/// said before. A unit to which the indicator does not apply owes none.
const SUMS: &str = "
, version as (
  select -1 as sign, unit, quarter, before as version from changed where before is not null
  union all
  select 1, c.unit, c.quarter, l.approved_version
  from changed c
  join filing l on l.unit = c.unit and l.programme = $1 and l.quarter = c.quarter
), delta as (
  select n.scope, f.indicator, f.quarter,
    coalesce(sum(v.sign * f.value), 0) as value,
    coalesce(sum(v.sign * f.numerator), 0) as numerator,
    coalesce(sum(v.sign * f.denominator), 0) as denominator,
    coalesce(sum(v.sign) filter (where f.absence is null), 0) as filed,
    coalesce(sum(v.sign) filter (where f.absence = 'not_applicable'), 0) as not_applicable,
    sum(v.sign) as spoken,
    coalesce(sum(v.sign) filter (where f.value = 0), 0) as not_done
  from version v
  join figure f on f.unit = v.unit and f.programme = $1 and f.quarter = v.quarter
    and f.version = v.version
  join contribution n on n.unit = f.unit and n.programme = $1
  join rollup_rule u on u.programme = $1 and u.scope = n.scope and u.indicator = f.indicator
    and u.filed_by = n.filed_by
  group by n.scope, f.indicator, f.quarter
)
insert into rollup (programme, scope, indicator, quarter,
  value, numerator, denominator, filed, expected, spoken, not_done)
select $1, d.scope, d.indicator, d.quarter,
  case u.over_units
    when 'sum' then case when n.filed > 0 then trim_scale(coalesce(r.value, 0) + d.value) end
    -- 'All done' is only known once everybody it applies to has spoken, somebody that
    -- is; one 'not yet' is enough for no.
    when 'all' then case
      when n.not_done > 0 then 0
      when n.filed > 0 and n.filed = n.expected then 1
    end
  end,
  case when u.over_units = 'recompute' and n.filed > 0
    then trim_scale(coalesce(r.numerator, 0) + d.numerator) end,
  case when u.over_units = 'recompute' and n.filed > 0
    then trim_scale(coalesce(r.denominator, 0) + d.denominator) end,
  n.filed, n.expected, n.spoken, n.not_done
from delta d
join rollup_rule u on u.programme = $1 and u.scope = d.scope and u.indicator = d.indicator
left join rollup r on r.programme = $1 and r.scope = d.scope and r.indicator = d.indicator
  and r.quarter = d.quarter
cross join lateral (
  select coalesce(r.filed, 0) + d.filed as filed,
    coalesce(r.expected, u.units) - d.not_applicable as expected,
    coalesce(r.spoken, 0) + d.spoken as spoken,
    coalesce(r.not_done, 0) + d.not_done as not_done
) n
on conflict (programme, scope, indicator, quarter) do update
set value = excluded.value, numerator = excluded.numerator, denominator = excluded.denominator,
  filed = excluded.filed, expected = excluded.expected, spoken = excluded.spoken,
  not_done = excluded.not_done";

/// The same for comparisons with the quarter before and with the year before. A
/// return enters those of its own quarter and those of later quarters with it;
/// where figures are filed cumulative, also those of the quarter after it.
/// The domain compares the same way (`Facts::like_for_like`).
const COMPARISONS: &str = "
, span as (
  select distinct c.unit, quarter_plus(c.quarter, d.ahead) as quarter, d.back
  from changed c
  cross join (values (0, 1, false), (0, 4, false), (1, 1, false), (4, 4, false),
    (1, 4, true), (2, 1, true), (5, 4, true)) as d (ahead, back, cumulative)
  where not d.cumulative
    or exists (select from rollup_rule where programme = $1 and cumulative)
), ends as (
  select unit, quarter, back, quarter as at, true as later from span
  union all
  select unit, quarter, back, quarter_plus(quarter, -back), false from span
), reach as (
  select unit, at from ends union select unit, quarter_plus(at, -1) from ends
), version as materialized (
  select s.sign, r.unit, r.at,
    case when s.sign < 0 and c.unit is not null then c.before else l.approved_version end as version
  from reach r
  cross join (values (-1), (1)) as s (sign)
  left join changed c on c.unit = r.unit and c.quarter = r.at
  left join filing l on l.unit = r.unit and l.programme = $1 and l.quarter = r.at
), filed as materialized (
  select v.sign, v.unit, v.at, f.indicator, f.value, f.numerator, f.denominator,
    f.absence is not distinct from 'not_applicable' as not_applicable, u.cumulative
  from version v
  join figure f on f.unit = v.unit and f.programme = $1 and f.quarter = v.at
    and f.version = v.version
  join (select indicator, bool_or(cumulative) as cumulative from rollup_rule
        where programme = $1 and over_units <> 'all' group by indicator) u
    on u.indicator = f.indicator
), own as materialized (
  select f.sign, f.unit, f.at, f.indicator, f.not_applicable, f.numerator, f.denominator,
    case when f.cumulative and right(f.at, 1) <> '1' then f.value - b.value else f.value end
      as value
  from filed f
  left join filed b on f.cumulative and b.sign = f.sign and b.unit = f.unit
    and b.indicator = f.indicator and b.at = quarter_plus(f.at, -1)
), pair as (
  select o.sign, e.unit, e.quarter, e.back, o.indicator,
    bool_or(o.not_applicable) as not_applicable,
    count(coalesce(o.value, o.numerator)) = 2 as compared,
    max(o.value) filter (where e.later) as value,
    max(o.numerator) filter (where e.later) as numerator,
    max(o.denominator) filter (where e.later) as denominator,
    max(o.value) filter (where not e.later) as earlier_value,
    max(o.numerator) filter (where not e.later) as earlier_numerator,
    max(o.denominator) filter (where not e.later) as earlier_denominator
  from ends e
  join own o on o.unit = e.unit and o.at = e.at
  group by o.sign, e.unit, e.quarter, e.back, o.indicator
), delta as (
  select n.scope, p.quarter, p.back, p.indicator,
    coalesce(sum(p.sign) filter (where p.compared), 0) as compared,
    coalesce(sum(p.sign) filter (where p.not_applicable), 0) as not_applicable,
    coalesce(sum(p.sign * p.value) filter (where p.compared), 0) as value,
    coalesce(sum(p.sign * p.numerator) filter (where p.compared), 0) as numerator,
    coalesce(sum(p.sign * p.denominator) filter (where p.compared), 0) as denominator,
    coalesce(sum(p.sign * p.earlier_value) filter (where p.compared), 0) as earlier_value,
    coalesce(sum(p.sign * p.earlier_numerator) filter (where p.compared), 0)
      as earlier_numerator,
    coalesce(sum(p.sign * p.earlier_denominator) filter (where p.compared), 0)
      as earlier_denominator
  from pair p
  join contribution n on n.unit = p.unit and n.programme = $1
  join rollup_rule u on u.programme = $1 and u.scope = n.scope and u.indicator = p.indicator
    and u.filed_by = n.filed_by
  group by n.scope, p.quarter, p.back, p.indicator
)
insert into rollup_comparison as r (programme, scope, quarter, back, indicator, compared,
  not_applicable, value, numerator, denominator,
  earlier_value, earlier_numerator, earlier_denominator)
select $1, scope, quarter, back, indicator, compared,
  not_applicable, trim_scale(value), trim_scale(numerator), trim_scale(denominator),
  trim_scale(earlier_value), trim_scale(earlier_numerator), trim_scale(earlier_denominator)
from delta
where compared <> 0 or not_applicable <> 0 or value <> 0 or numerator <> 0 or denominator <> 0
  or earlier_value <> 0 or earlier_numerator <> 0 or earlier_denominator <> 0
on conflict (programme, scope, quarter, back, indicator) do update
set compared = r.compared + excluded.compared,
  not_applicable = r.not_applicable + excluded.not_applicable,
  value = trim_scale(r.value + excluded.value),
  numerator = trim_scale(r.numerator + excluded.numerator),
  denominator = trim_scale(r.denominator + excluded.denominator),
  earlier_value = trim_scale(r.earlier_value + excluded.earlier_value),
  earlier_numerator = trim_scale(r.earlier_numerator + excluded.earlier_numerator),
  earlier_denominator = trim_scale(r.earlier_denominator + excluded.earlier_denominator)";

/// Counts the returns that were not in before; what was approved once stays so.
const RETURNS: &str = "
insert into rollup_filing as r (programme, scope, quarter, filed)
select $1, s.scope, c.quarter, count(*)
from changed c join unit_scope s on s.unit = c.unit and s.programme = $1
where c.before is null
group by s.scope, c.quarter
on conflict (programme, scope, quarter) do update set filed = r.filed + excluded.filed";

/// Where nobody says anything any more there is no sum.
const OF_NOTHING: &str = "delete from rollup where programme = $1 and spoken = 0";

/// Changed returns that are added up in one statement; all of one unit are in
/// the same, because a unit's quarters are compared with each other.
const AT_ONCE: usize = 2_000;

/// Marks the programme as changed and brings its sums, comparisons and counts
/// up to what is approved by now. The programme's row is taken first: whoever
/// changes figures of the same programme waits, and then finds what is there
/// by then. `changed` is in order of units, each return once.
pub(super) async fn figures_changed(
    tx: &mut PgConnection,
    programme: &str,
    changed: &[Changed],
) -> Result<(), StoreError> {
    sqlx::query("update programme set data_version = data_version + 1 where code = $1")
        .bind(programme)
        .execute(&mut *tx)
        .await?;
    add_all(tx, programme, changed).await
}

/// Adds up changed returns, which are in order of units.
async fn add_all(
    tx: &mut PgConnection,
    programme: &str,
    changed: &[Changed],
) -> Result<(), StoreError> {
    let mut units = changed.chunk_by(|one, next| one.unit == next.unit).peekable();
    while units.peek().is_some() {
        let mut together = Vec::new();
        while together.len() < AT_ONCE
            && let Some(of_unit) = units.next()
        {
            together.extend(of_unit);
        }
        add_up(tx, programme, &together).await?;
    }
    sqlx::query(OF_NOTHING).bind(programme).execute(&mut *tx).await?;
    Ok(())
}

async fn add_up(
    tx: &mut PgConnection,
    programme: &str,
    changed: &[&Changed],
) -> Result<(), StoreError> {
    let units: Vec<&str> = changed.iter().map(|of| of.unit.as_str()).collect();
    let quarters: Vec<&str> = changed.iter().map(|of| of.quarter.as_str()).collect();
    let before: Vec<Option<i32>> = changed.iter().map(|of| of.before).collect();
    for what in [SUMS, COMPARISONS, RETURNS] {
        sqlx::query(&format!("{CHANGED}{what}"))
            .bind(programme)
            .bind(&units)
            .bind(&quarters)
            .bind(&before)
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

/// Adds up a programme from its approved figures anew.
pub(super) async fn rebuild(tx: &mut PgConnection, programme: &str) -> Result<(), StoreError> {
    for table in ["rollup", "rollup_comparison", "rollup_filing"] {
        sqlx::query(&format!("delete from {table} where programme = $1"))
            .bind(programme)
            .execute(&mut *tx)
            .await?;
    }
    let approved: Vec<(String, String)> = sqlx::query_as(
        "select unit, quarter::text from approved_filing where programme = $1 order by unit",
    )
    .bind(programme)
    .fetch_all(&mut *tx)
    .await?;
    let all: Vec<Changed> = approved
        .into_iter()
        .map(|(unit, quarter)| Changed { unit, quarter, before: None })
        .collect();
    add_all(tx, programme, &all).await
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

/// Scope, indicator, how many quarters back, whether it is a ratio, the parts of
/// both sides, units compared, units that owe.
type ComparisonRow = (String, String, i32, bool, Vec<Numeric>, i32, i32);

/// One comparison: scope, indicator, how many quarters back, what it comes to.
pub type Compared = (String, String, i32, LikeForLike);

impl Store {
    /// A quarter of scopes against the one before and the year before, of the
    /// indicators that are wanted, or of all.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn comparisons(
        &self,
        programme: &str,
        scopes: &[String],
        indicators: Option<&[String]>,
        quarter: Quarter,
    ) -> Result<Vec<Compared>, StoreError> {
        let of = if indicators.is_some() { "and r.indicator = any($4)" } else { "" };
        let sql = format!(
            "select r.scope, r.indicator, r.back::integer, u.over_units = 'recompute',
               array[r.value, r.numerator, r.denominator,
                 r.earlier_value, r.earlier_numerator, r.earlier_denominator],
               r.compared, u.units - r.not_applicable
             from rollup_comparison r
             join rollup_rule u on u.programme = r.programme and u.scope = r.scope
               and u.indicator = r.indicator
             where r.programme = $1 and r.scope = any($2) and r.quarter = $3
               and r.compared > 0 {of}"
        );
        let ask = |pool| {
            let query = sqlx::query_as(&sql).bind(programme).bind(scopes).bind(quarter.to_string());
            match indicators {
                Some(indicators) => query.bind(indicators),
                None => query,
            }
            .fetch_all(pool)
        };
        let rows: Vec<ComparisonRow> = self.read(ask).await?;
        rows.into_iter()
            .map(|(scope, indicator, back, ratio, numbers, compared, expected)| {
                let read = like_for_like(ratio, numbers, (compared, expected));
                let read = read.ok_or_else(|| StoreError::Unreadable {
                    table: "rollup_comparison",
                    key: format!("{programme}/{scope}/{indicator}/{quarter}"),
                })?;
                Ok((scope, indicator, back, read))
            })
            .collect()
    }

    /// How many units each scope of a programme has that file, and how many of
    /// them have an approved return for each quarter from `first` to `last`; the
    /// scope is empty for all of them.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn returns_in(
        &self,
        programme: &str,
        scopes: &[String],
        (first, last): (Quarter, Quarter),
    ) -> Result<HashMap<String, ReturnsIn>, StoreError> {
        let ask = |pool| {
            sqlx::query_as(
                "select s.scope, s.units,
                   coalesce(array_agg(r.quarter::text) filter (where r.filed > 0), '{}'),
                   coalesce(array_agg(r.filed) filter (where r.filed > 0), '{}')
                 from filing_scope s
                 left join rollup_filing r on r.programme = s.programme and r.scope = s.scope
                   and r.quarter between $3 and $4
                 where s.programme = $1 and s.scope = any($2)
                 group by s.scope, s.units",
            )
            .bind(programme)
            .bind(scopes)
            .bind(first.to_string())
            .bind(last.to_string())
            .fetch_all(pool)
        };
        let count = |number: i32| usize::try_from(number).unwrap_or_default();
        let rows: Vec<(String, i32, Vec<At>, Vec<i32>)> = self.read(ask).await?;
        Ok(rows
            .into_iter()
            .map(|(scope, units, quarters, filed)| {
                let quarters = quarters.into_iter().map(|At(quarter)| quarter);
                let filed = quarters.zip(filed.into_iter().map(count));
                (scope, ReturnsIn { units: count(units), filed: filed.collect() })
            })
            .collect())
    }
}

fn like_for_like(
    ratio: bool,
    numbers: Vec<Numeric>,
    (compared, expected): (i32, i32),
) -> Option<LikeForLike> {
    let [value, numerator, denominator, earlier_value, earlier_numerator, earlier_denominator]: [Numeric; 6] =
        numbers.try_into().ok()?;
    let figure = |value: Numeric, numerator: Numeric, denominator: Numeric| {
        if ratio {
            Figure::Ratio { numerator: numerator.0, denominator: denominator.0 }
        } else {
            Figure::Number(value.0)
        }
    };
    Some(LikeForLike {
        later: figure(value, numerator, denominator),
        earlier: figure(earlier_value, earlier_numerator, earlier_denominator),
        compared: u32::try_from(compared).ok()?,
        expected: u32::try_from(expected).ok()?,
    })
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
