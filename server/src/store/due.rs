//! Which returns are due, in, decided on; and who was reminded.

use std::collections::HashMap;

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::domain::due::{Counts, Reminder, Standing, Standings};
use app::domain::filing::{Filing, Key, State};
use app::domain::period::Quarter;
use serde_json::json;

use super::returns::quarter;
use super::{Store, StoreError, audit};

/// A unit's returns to a programme, from one quarter to another.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    pub programme: &'a str,
    pub unit: &'a str,
    pub quarters: (Quarter, Quarter),
}

#[derive(sqlx::FromRow)]
struct Row {
    unit: String,
    programme: String,
    quarter: String,
    state: Option<String>,
    submitted_version: Option<i32>,
    approved_version: Option<i32>,
    open_lines: Option<Vec<String>>,
    since: Option<i64>,
    first_submitted: Option<i64>,
    receipt: bool,
    said: Option<String>,
    reminded_at: Option<i64>,
    reminded_by: Option<String>,
    reminded_why: Option<String>,
    mails: Option<i32>,
    failed: Option<i32>,
}

// A version taken over from a file tells nothing of when it was filed.
const STANDINGS: &str = "
select k.unit, k.programme, k.quarter::text as quarter, l.state, l.submitted_version,
  l.approved_version, l.open_lines,
  (extract(epoch from l.state_since) * 1000000)::bigint as since,
  (select case s.origin when 'return' then (extract(epoch from s.submitted_at) * 1000000)::bigint end
   from submission s
   where s.unit = k.unit and s.programme = k.programme and s.quarter = k.quarter
   order by s.version limit 1) as first_submitted,
  exists (select from submission s
   where s.unit = k.unit and s.programme = k.programme and s.quarter = k.quarter
     and s.receipt is not null) as receipt,
  (select e.reason from review_entry e
   where e.unit = k.unit and e.programme = k.programme and e.quarter = k.quarter
     and e.action = case l.state when 'returned' then 'return' when 'reopened' then 'reopen' end
   order by e.no desc limit 1) as said,
  (extract(epoch from r.sent_at) * 1000000)::bigint as reminded_at, r.sent_by as reminded_by,
  r.reason as reminded_why, r.mails, r.failed
from (
  select l.unit, l.programme, l.quarter
  from unnest($1::text[], $2::text[], $3::text[], $4::text[]) o (programme, unit, first, last)
  join filing l on l.unit = o.unit and l.programme = o.programme
    and l.quarter between o.first and o.last
  union
  select r.unit, r.programme, r.quarter
  from unnest($1::text[], $2::text[], $3::text[], $4::text[]) o (programme, unit, first, last)
  join reminder r on r.unit = o.unit and r.programme = o.programme
    and r.quarter between o.first and o.last
) k
left join filing l on l.unit = k.unit and l.programme = k.programme and l.quarter = k.quarter
left join lateral (
  select * from reminder r
  where r.unit = k.unit and r.programme = k.programme and r.quarter = k.quarter
  order by r.no desc limit 1
) r on true";

// Approved returns are counted as they are approved. The few that are open again
// or wait, though approved before, are taken from them.
const COUNTED: &str = "
with asked as (
  select * from unnest($1::text[], $2::text[], $3::text[]) o (programme, scope, quarter)
), apart as (
  select l.programme, u.scope, l.quarter,
    count(*) filter (where l.state = 'submitted') as waiting,
    count(*) filter (where l.state = 'reopened') as reopened,
    count(*) filter (where l.approved_version is not null) as approved
  from filing l
  join unit_scope u on u.unit = l.unit and u.programme = l.programme
  where l.state in ('submitted', 'returned', 'reopened')
    and l.programme = any($1) and l.quarter = any($3)
  group by l.programme, u.scope, l.quarter
)
select o.programme, o.scope, o.quarter, s.units::bigint, coalesce(r.filed, 0)::bigint,
  coalesce(a.waiting, 0), coalesce(a.reopened, 0), coalesce(a.approved, 0)
from asked o
join filing_scope s on s.programme = o.programme and s.scope = o.scope
left join rollup_filing r
  on r.programme = o.programme and r.scope = o.scope and r.quarter = o.quarter
left join apart a
  on a.programme = o.programme and a.scope = o.scope and a.quarter = o.quarter";

type CountedRow = (String, String, String, i64, i64, i64, i64, i64);

const REMIND: &str = "
insert into reminder (unit, programme, quarter, sent_by, reason, mails)
select $1, $2, $3, $4, $5, case when $6 then null else 0 end
where not exists (select from filing
  where unit = $1 and programme = $2 and quarter = $3 and state in ('submitted', 'approved'))
on conflict do nothing
returning no";

impl Store {
    /// The returns that are asked for, as far as `actor` may see them, and how
    /// many of those below the units in `counted` are in; an empty unit stands
    /// for all of the programme.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn standings(
        &self,
        actor: &Actor,
        asked: &[Of<'_>],
        counted: &[Of<'_>],
    ) -> Result<Standings, StoreError> {
        let mut tx = self.acting(actor).await?;
        let now = super::acting::now(&mut tx).await?;
        let codes = |of: &[Of]| -> (Vec<String>, Vec<String>) {
            of.iter().map(|of| (of.programme.to_owned(), of.unit.to_owned())).unzip()
        };
        let (programmes, units) = codes(asked);
        let (first, last): (Vec<String>, Vec<String>) =
            asked.iter().map(|of| (of.quarters.0.to_string(), of.quarters.1.to_string())).unzip();
        let rows: Vec<Row> = sqlx::query_as(STANDINGS)
            .bind(programmes)
            .bind(units)
            .bind(first)
            .bind(last)
            .fetch_all(&mut *tx)
            .await?;
        let returns = rows.into_iter().map(standing).collect::<Result<_, _>>()?;
        let mut counts = HashMap::new();
        if !counted.is_empty() {
            let each = counted.iter().flat_map(|of| {
                let (first, last) = of.quarters;
                Quarter::range(first, last).map(move |quarter| (of, quarter.to_string()))
            });
            let (each, quarters): (Vec<&Of>, Vec<String>) = each.unzip();
            let rows: Vec<CountedRow> = sqlx::query_as(COUNTED)
                .bind(each.iter().map(|of| of.programme).collect::<Vec<_>>())
                .bind(each.iter().map(|of| of.unit).collect::<Vec<_>>())
                .bind(quarters)
                .fetch_all(&mut *tx)
                .await?;
            counts = rows.into_iter().map(counts_of).collect::<Result<_, _>>()?;
        }
        tx.commit().await?;
        Ok(Standings { returns, counted: counts, now })
    }

    /// Notes that units are reminded of their returns, before any mail is sent;
    /// for each return, whether mails follow. Answers with the number of each
    /// reminder. Left out are returns that were submitted meanwhile, and those
    /// somebody reminded of today.
    ///
    /// # Errors
    /// When the database does not answer, or refuses; then nothing is noted.
    pub async fn remind(
        &self,
        actor: &Actor,
        returns: &[(Key, bool)],
        reason: &str,
    ) -> Result<HashMap<Key, i64>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let mut numbers = HashMap::new();
        for (key, by_mail) in returns {
            let row: Option<(i64,)> = sqlx::query_as(REMIND)
                .bind(&key.unit)
                .bind(&key.programme)
                .bind(key.quarter.to_string())
                .bind(&actor.name)
                .bind(reason)
                .bind(by_mail)
                .fetch_optional(&mut *tx)
                .await?;
            let Some((no,)) = row else { continue };
            let (subject, detail) = (key.to_string(), json!({ "reason": reason }));
            audit::write(&mut tx, &key.unit, &actor.name, "remind", &subject, detail).await?;
            numbers.insert(key.clone(), no);
        }
        tx.commit().await?;
        Ok(numbers)
    }

    /// Notes how many mails of a reminder went out, and how many did not.
    ///
    /// # Errors
    /// When the database does not answer, or refuses.
    pub async fn mailed(
        &self,
        actor: &Actor,
        key: &Key,
        no: i64,
        mails: i32,
        failed: i32,
    ) -> Result<(), StoreError> {
        let mut tx = self.acting(actor).await?;
        sqlx::query(
            "update reminder set mails = $5, failed = $6
             where unit = $1 and programme = $2 and quarter = $3 and no = $4",
        )
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(key.quarter.to_string())
        .bind(no)
        .bind(mails)
        .bind(failed)
        .execute(&mut *tx)
        .await?;
        let detail = json!({ "mails": mails, "failed": failed });
        audit::write(&mut tx, &key.unit, &actor.name, "remind by mail", &key.to_string(), detail)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The mail addresses of these units' people who can sign in; a unit
    /// without any is not there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn mails_of(
        &self,
        units: &[&str],
    ) -> Result<HashMap<String, Vec<String>>, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "select unit, mail from account
             where unit = any($1) and mail <> '' and disabled_at is null order by unit, name",
        )
        .bind(units)
        .fetch_all(&self.pool)
        .await?;
        let mut mails: HashMap<String, Vec<String>> = HashMap::new();
        for (unit, mail) in rows {
            let of_unit = mails.entry(unit).or_default();
            // Two of its people may share one.
            if !of_unit.contains(&mail) {
                of_unit.push(mail);
            }
        }
        Ok(mails)
    }
}

/// A return that was approved before and waits again is filed and not approved,
/// one that was sent back is neither.
fn counts_of(row: CountedRow) -> Result<(Key, Counts), StoreError> {
    let (programme, scope, at, units, ever_approved, waiting, reopened, again) = row;
    let count = |number: i64| usize::try_from(number).unwrap_or_default();
    let stands = ever_approved - again;
    let counts = Counts {
        all: count(units),
        filed: count(stands + waiting + reopened),
        approved: count(stands + reopened),
        owed: count(units - stands - waiting),
        ..Counts::default()
    };
    Ok((Key { programme, unit: scope, quarter: quarter("rollup_filing", &at)? }, counts))
}

fn standing(row: Row) -> Result<(Key, Standing), StoreError> {
    let key =
        Key { programme: row.programme, unit: row.unit, quarter: quarter("filing", &row.quarter)? };
    let state: Option<State> = row
        .state
        .map(|state| state.parse())
        .transpose()
        .map_err(|_| StoreError::Unreadable { table: "filing", key: key.to_string() })?;
    let filing = Filing {
        state,
        submitted: row.submitted_version,
        approved: row.approved_version,
        open_lines: row.open_lines,
    };
    let reminder = row.reminded_at.zip(row.reminded_by).map(|(at, by)| Reminder {
        at: Moment(at),
        by,
        reason: row.reminded_why.unwrap_or_default(),
        mails: row.mails,
        failed: row.failed.unwrap_or_default(),
    });
    let standing = Standing {
        filing,
        since: row.since.map(Moment),
        first_submitted: row.first_submitted.map(Moment),
        receipt: row.receipt,
        reason: row.said,
        reminder,
    };
    Ok((key, standing))
}
