//! Adding up: what a return that was approved changes of the sums. SQL adds what
//! `contribution` and `rollup_rule` say; the domain decided that when the
//! programme was imported.

use sqlx::PgConnection;

use super::super::StoreError;

/// A return whose approved version changed: the version that counted before, if
/// any did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Changed {
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
///
/// Here and below, `offset 0` has returns and figures looked up one return after
/// the other: the planner would rather read all of the programme's.
const SUMS: &str = "
, version as (
  select -1 as sign, unit, quarter, before as version from changed where before is not null
  union all
  select 1, c.unit, c.quarter, l.approved_version
  from changed c
  cross join lateral (
    select approved_version from filing l
    where l.unit = c.unit and l.programme = $1 and l.quarter = c.quarter
    offset 0
  ) l
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
  cross join lateral (
    select * from figure f
    where f.unit = v.unit and f.programme = $1 and f.quarter = v.quarter
      and f.version = v.version
    offset 0
  ) f
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
  select s.sign, r.unit, r.at, quarter_plus(r.at, -1) as before,
    case when s.sign < 0 and c.unit is not null then c.before else l.approved_version end as version
  from reach r
  cross join (values (-1), (1)) as s (sign)
  left join changed c on c.unit = r.unit and c.quarter = r.at
  left join lateral (
    select approved_version from filing l
    where l.unit = r.unit and l.programme = $1 and l.quarter = r.at
    offset 0
  ) l on true
), filed as materialized (
  select v.sign, v.unit, v.at, v.before, f.indicator, f.value, f.numerator, f.denominator,
    f.absence is not distinct from 'not_applicable' as not_applicable, u.cumulative, u.filed_by
  from version v
  cross join lateral (
    select * from figure f
    where f.unit = v.unit and f.programme = $1 and f.quarter = v.at and f.version = v.version
    offset 0
  ) f
  join (select indicator, bool_or(cumulative) as cumulative, min(filed_by) as filed_by
        from rollup_rule where programme = $1 and over_units <> 'all' group by indicator) u
    on u.indicator = f.indicator
), own as materialized (
  select f.sign, f.unit, f.at, f.indicator, f.filed_by, f.not_applicable, f.numerator,
    f.denominator,
    case when f.cumulative and right(f.at, 1) <> '1' then f.value - b.value else f.value end
      as value
  from filed f
  left join filed b on f.cumulative and b.sign = f.sign and b.unit = f.unit
    and b.indicator = f.indicator and b.at = f.before
), pair as (
  select o.sign, e.unit, e.quarter, e.back, o.indicator, o.filed_by,
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
  group by o.sign, e.unit, e.quarter, e.back, o.indicator, o.filed_by
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
  join contribution n on n.unit = p.unit and n.programme = $1 and n.filed_by = p.filed_by
  group by n.scope, p.quarter, p.back, p.indicator
)
insert into rollup_comparison as r (programme, scope, quarter, back, indicator, units, ratio, compared,
  not_applicable, value, numerator, denominator,
  earlier_value, earlier_numerator, earlier_denominator)
select $1, d.scope, d.quarter, d.back, d.indicator, u.units, u.over_units = 'recompute', d.compared,
  d.not_applicable, trim_scale(d.value), trim_scale(d.numerator), trim_scale(d.denominator),
  trim_scale(d.earlier_value), trim_scale(d.earlier_numerator), trim_scale(d.earlier_denominator)
from delta d
join rollup_rule u on u.programme = $1 and u.scope = d.scope and u.indicator = d.indicator
where d.compared <> 0 or d.not_applicable <> 0 or d.value <> 0 or d.numerator <> 0
  or d.denominator <> 0 or d.earlier_value <> 0 or d.earlier_numerator <> 0
  or d.earlier_denominator <> 0
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
pub(in super::super) async fn figures_changed(
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
pub(in super::super) async fn rebuild(
    tx: &mut PgConnection,
    programme: &str,
) -> Result<(), StoreError> {
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
