//! What waits for a decision, and what was decided lately.

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::domain::dossier::Said;
use app::domain::filing::Key;
use app::domain::period::Quarter;
use app::domain::waiting::{LISTED, Lately, Place, Queue, Waiting, Wish};
use sqlx::FromRow;

use super::returns::quarter;
use super::{Store, StoreError};

/// Which of the returns that wait are asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    pub programme: Option<&'a str>,
    pub quarter: Option<Quarter>,
    /// Those of these units; `None` for all.
    pub units: Option<&'a [String]>,
    /// Those after this one.
    pub after: Option<&'a Place>,
}

#[derive(FromRow)]
struct WaitingRow {
    since: i64,
    unit: String,
    programme: String,
    quarter: String,
    version: i32,
    submitted_by: String,
    submitted_at: i64,
    first_at: Option<i64>,
    explained: i64,
    changed: Option<i64>,
    countersigned_by: Vec<String>,
}

/// Those asked for, one more than a page lists.
const ASKED_FOR: &str = "
select * from filing
where state = 'submitted'
  and ($1::text is null or programme = $1)
  and ($2::text is null or quarter = $2)
  and ($3::text[] is null or unit in (select unnest($3)))
  and ($4::bigint is null or (state_since, programme, unit, quarter::text)
    > ('epoch'::timestamptz + $4 * interval '1 microsecond', $5, $6, $7))
order by state_since, programme, unit, quarter
limit $8";

const COUNTED: &str = "
select count(*), count(*) filter (where ($1::text is null or programme = $1)
    and ($2::text is null or quarter = $2) and ($3::text[] is null or unit in (select unnest($3)))),
  coalesce(array_agg(distinct quarter::text), '{}')
from filing where state = 'submitted'";

/// A line changed when its figure or its note did, or when it came or went.
const WAITING: &str = "
select (extract(epoch from l.state_since) * 1000000)::bigint as since, l.unit, l.programme, l.quarter, s.version, s.submitted_by,
  (extract(epoch from s.submitted_at) * 1000000)::bigint as submitted_at,
  case when l.approved_version is null then (
    select (extract(epoch from min(e.submitted_at)) * 1000000)::bigint from submission e
    where e.unit = l.unit and e.programme = l.programme and e.quarter = l.quarter)
  end as first_at,
  (select count(*) from figure f
   where f.unit = l.unit and f.programme = l.programme and f.quarter = l.quarter
     and f.version = s.version and f.explanation is not null) as explained,
  case when b.version is not null then (
    select count(*)
    from (select * from figure f where f.unit = l.unit and f.programme = l.programme
            and f.quarter = l.quarter and f.version = s.version) n
    full join (select * from figure f where f.unit = l.unit and f.programme = l.programme
            and f.quarter = l.quarter and f.version = b.version) o
      on o.indicator = n.indicator
    where (n.value, n.numerator, n.denominator, n.absence, n.note)
      is distinct from (o.value, o.numerator, o.denominator, o.absence, o.note))
  end as changed,
  array(select r.by_name from review_entry r
    where r.unit = l.unit and r.programme = l.programme and r.quarter = l.quarter
      and r.version = s.version and r.action = 'countersign' order by r.no) as countersigned_by
from (ASKED_FOR) l
join submission s on s.unit = l.unit and s.programme = l.programme and s.quarter = l.quarter
  and s.version = l.submitted_version
left join lateral (
  select max(e.version) as version from submission e
  where e.unit = l.unit and e.programme = l.programme and e.quarter = l.quarter
    and e.version < s.version
) b on true
order by l.state_since, l.programme, l.unit, l.quarter";

/// The newest wish of each approved return that was uttered since.
const WISHES: &str = "
select * from (
  select distinct on (w.unit, w.programme, w.quarter) w.unit, w.programme, w.quarter, w.by_name,
    (extract(epoch from w.at) * 1000000)::bigint as at, w.reason
  from review_entry w
  join filing l on l.unit = w.unit and l.programme = w.programme and l.quarter = w.quarter
  where w.action = 'ask_reopening' and l.state = 'approved' and w.at > l.state_since
  order by w.unit, w.programme, w.quarter, w.no desc
) newest
order by at";

type WishRow = (String, String, String, String, i64, String);

const LATELY: &str = "
select unit, programme, quarter, action, version, by_name,
  (extract(epoch from at) * 1000000)::bigint
from review_entry
where action in ('return', 'approve', 'reopen') and at > now() - interval '1 day'
order by at desc limit 100";

type LatelyRow = (String, String, String, String, Option<i32>, String, i64);

impl Store {
    /// The queue, as far as `actor` may see it: of what waits, a page of what is
    /// asked for.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn queue(&self, actor: &Actor, wanted: &Wanted<'_>) -> Result<Queue, StoreError> {
        let mut tx = self.acting(actor).await?;
        let sql = WAITING.replace("ASKED_FOR", ASKED_FOR);
        let at = wanted.quarter.map(|quarter| quarter.to_string());
        let after = wanted.after.map(|place| &place.key);
        let mut rows: Vec<WaitingRow> = sqlx::query_as(&sql)
            .bind(wanted.programme)
            .bind(&at)
            .bind(wanted.units)
            .bind(wanted.after.map(|place| place.since.0))
            .bind(after.map(|key| &key.programme))
            .bind(after.map(|key| &key.unit))
            .bind(after.map(|key| key.quarter.to_string()))
            .bind(i64::try_from(LISTED + 1).unwrap_or(i64::MAX))
            .fetch_all(&mut *tx)
            .await?;
        let more = rows.len() > LISTED;
        rows.truncate(LISTED);
        let next = match rows.last().filter(|_| more) {
            Some(last) => Some(Place {
                since: Moment(last.since),
                key: key(last.unit.clone(), last.programme.clone(), &last.quarter)?,
            }),
            None => None,
        };
        let (all, matching, quarters): (i64, i64, Vec<String>) = sqlx::query_as(COUNTED)
            .bind(wanted.programme)
            .bind(&at)
            .bind(wanted.units)
            .fetch_one(&mut *tx)
            .await?;
        let wishes: Vec<WishRow> = sqlx::query_as(WISHES).fetch_all(&mut *tx).await?;
        let lately: Vec<LatelyRow> = sqlx::query_as(LATELY).fetch_all(&mut *tx).await?;
        tx.commit().await?;
        let count = |count: i64| usize::try_from(count).unwrap_or_default();
        Ok(Queue {
            waiting: rows.into_iter().map(waits).collect::<Result<_, _>>()?,
            all: count(all),
            matching: count(matching),
            quarters: quarters
                .iter()
                .map(|text| quarter("filing", text))
                .collect::<Result<_, _>>()?,
            next,
            wishes: wishes.into_iter().map(wished).collect::<Result<_, _>>()?,
            lately: lately.into_iter().map(decided).collect::<Result<_, _>>()?,
        })
    }
}

fn waits(row: WaitingRow) -> Result<Waiting, StoreError> {
    let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Waiting {
        key: key(row.unit, row.programme, &row.quarter)?,
        version: row.version,
        by: row.submitted_by,
        at: Moment(row.submitted_at),
        first_at: row.first_at.map(Moment),
        explained: count(row.explained),
        changed: row.changed.map(count),
        countersigned_by: row.countersigned_by,
    })
}

fn wished(row: WishRow) -> Result<Wish, StoreError> {
    let (unit, programme, quarter, by, at, reason) = row;
    Ok(Wish { key: key(unit, programme, &quarter)?, by, at: Moment(at), reason })
}

fn decided(row: LatelyRow) -> Result<Lately, StoreError> {
    let (unit, programme, quarter, action, version, by, at) = row;
    let key = key(unit, programme, &quarter)?;
    let said = Said::ALL.into_iter().find(|said| said.word() == action);
    let said =
        said.ok_or_else(|| StoreError::Unreadable { table: "review_entry", key: key.to_string() })?;
    Ok(Lately { key, said, version, by, at: Moment(at) })
}

fn key(unit: String, programme: String, text: &str) -> Result<Key, StoreError> {
    Ok(Key { programme, unit, quarter: quarter("filing", text)? })
}
