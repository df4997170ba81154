//! Which returns are due, in, decided on; and who was reminded.

use std::collections::HashMap;

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::domain::filing::{Filing, Key, State};
use serde_json::json;

use super::returns::quarter;
use super::{Store, StoreError, audit};

/// How far one return has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub filing: Filing,
    pub since: Moment,
    /// When its first version was submitted; `None` before, and for history
    /// taken over from a file.
    pub first_submitted: Option<Moment>,
    pub last_reminded: Option<Moment>,
}

/// Returns that were begun or reminded of, and the database's clock.
#[derive(Clone, Debug)]
pub struct Standings {
    pub returns: HashMap<Key, Standing>,
    /// Returns that nobody began, with when their unit was reminded.
    pub reminded: HashMap<Key, Moment>,
    pub now: Moment,
}

type Row = (
    String,
    String,
    String,
    Option<String>,
    Option<i32>,
    Option<i32>,
    Option<Vec<String>>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

const STANDINGS: &str = "
select k.unit, k.programme, k.quarter, l.state, l.submitted_version, l.approved_version,
  l.open_lines, (extract(epoch from l.state_since) * 1000000)::bigint,
  (select (extract(epoch from min(s.submitted_at)) * 1000000)::bigint from submission s
   where s.unit = k.unit and s.programme = k.programme and s.quarter = k.quarter
     and s.origin = 'return'),
  (select (extract(epoch from max(r.sent_at)) * 1000000)::bigint from reminder r
   where r.unit = k.unit and r.programme = k.programme and r.quarter = k.quarter)
from (
  select unit, programme, quarter from filing where quarter >= $1
  union select unit, programme, quarter from reminder where quarter >= $1
) k
left join filing l on l.unit = k.unit and l.programme = k.programme and l.quarter = k.quarter";

impl Store {
    /// The returns since `first` that `actor` may see.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn standings(
        &self,
        actor: &Actor,
        first: app::domain::period::Quarter,
    ) -> Result<Standings, StoreError> {
        let mut tx = self.acting(actor).await?;
        let now = super::acting::now(&mut tx).await?;
        let rows: Vec<Row> =
            sqlx::query_as(STANDINGS).bind(first.to_string()).fetch_all(&mut *tx).await?;
        tx.commit().await?;
        let mut standings = Standings { returns: HashMap::new(), reminded: HashMap::new(), now };
        for (unit, programme, at, state, submitted, approved, open_lines, since, first, reminded) in
            rows
        {
            let key = Key { programme, unit, quarter: quarter("filing", &at)? };
            let last_reminded = reminded.map(Moment);
            let Some((state, since)) = state.zip(since) else {
                if let Some(reminded) = last_reminded {
                    standings.reminded.insert(key, reminded);
                }
                continue;
            };
            let state: State = state
                .parse()
                .map_err(|_| StoreError::Unreadable { table: "filing", key: key.to_string() })?;
            let filing = Filing { state: Some(state), submitted, approved, open_lines };
            let since = Moment(since);
            let first_submitted = first.map(Moment);
            let standing = Standing { filing, since, first_submitted, last_reminded };
            standings.returns.insert(key, standing);
        }
        Ok(standings)
    }

    /// Notes that a unit was reminded of a return, by that many mails.
    ///
    /// # Errors
    /// When the database does not answer, or refuses.
    pub async fn remind(&self, actor: &Actor, key: &Key, mails: i32) -> Result<(), StoreError> {
        let mut tx = self.acting(actor).await?;
        sqlx::query(
            "insert into reminder (unit, programme, quarter, sent_by, mails)
             values ($1, $2, $3, $4, $5)",
        )
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(key.quarter.to_string())
        .bind(&actor.name)
        .bind(mails)
        .execute(&mut *tx)
        .await?;
        let detail = json!({ "mails": mails });
        audit::write(&mut tx, &key.unit, &actor.name, "remind", &key.to_string(), detail).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The mail addresses of a unit's people who can sign in.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn mails_of(&self, unit: &str) -> Result<Vec<String>, StoreError> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "select mail from account
             where unit = $1 and mail is not null and disabled_at is null order by name",
        )
        .bind(unit)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(|(mail,)| mail).collect())
    }
}
