//! Which returns are in.

use std::collections::{BTreeSet, HashMap};

use app::domain::calendar::{Day, Moment};
use app::domain::period::Quarter;

use super::numeric::At;
use super::{Store, StoreError};

impl Store {
    /// Unit and quarter of every approved return of a programme from `first`
    /// to `last`, of all units or of these.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn approved(
        &self,
        programme: &str,
        units: Option<&[String]>,
        (first, last): (Quarter, Quarter),
    ) -> Result<BTreeSet<(String, Quarter)>, StoreError> {
        let of = if units.is_some() { "and unit = any($4)" } else { "" };
        let sql = format!(
            "select unit, quarter::text from approved_filing
             where programme = $1 and quarter between $2 and $3 {of}"
        );
        let ask = |pool| {
            let query =
                sqlx::query_as(&sql).bind(programme).bind(first.to_string()).bind(last.to_string());
            match units {
                Some(units) => query.bind(units),
                None => query,
            }
            .fetch_all(pool)
        };
        let rows: Vec<(String, At)> = self.read(ask).await?;
        Ok(rows.into_iter().map(|(unit, At(quarter))| (unit, quarter)).collect())
    }

    /// The latest quarter for which anything is approved, by programme; one
    /// without figures is not there.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn latest_quarters(&self) -> Result<HashMap<String, Quarter>, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "select p.code, l.quarter::text
             from programme p
             cross join lateral (
               select quarter from approved_filing where programme = p.code
               order by quarter desc limit 1
             ) l",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|(programme, quarter)| match quarter.parse() {
                Ok(parsed) => Ok((programme, parsed)),
                Err(_) => Err(StoreError::Unreadable { table: "filing", key: quarter }),
            })
            .collect()
    }

    /// Today, by the database's clock in Beijing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn today(&self) -> Result<Day, StoreError> {
        let (now,): (i64,) = sqlx::query_as("select (extract(epoch from now()) * 1000000)::bigint")
            .fetch_one(&self.pool)
            .await?;
        Ok(Moment(now).day())
    }

    /// The quarter that ended last more than so many days ago, by the database's
    /// clock in Beijing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn last_ended_quarter(&self, days: u16) -> Result<Option<Quarter>, StoreError> {
        let (year, quarter): (i32, i32) = sqlx::query_as(
            "select extract(year from t)::int, extract(quarter from t)::int
             from (select (now() at time zone 'Asia/Shanghai') - make_interval(days => $1)
                   - interval '3 months' as t) clock",
        )
        .bind(i32::from(days))
        .fetch_one(&self.pool)
        .await?;
        Ok(u16::try_from(year)
            .ok()
            .zip(u8::try_from(quarter).ok())
            .and_then(|(year, quarter)| Quarter::new(year, quarter)))
    }
}
