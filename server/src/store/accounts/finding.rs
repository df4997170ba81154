//! Accounts as their administrators look for them: a page at a time, in the
//! order of their names.

use super::super::{Store, StoreError};
use super::{ACCOUNTS, Account, Row, account};

/// Which accounts are wanted; `None` leaves a side open.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// How the name begins, or the code of the unit.
    pub find: Option<String>,
    /// Only those whose name comes after this one.
    pub after: Option<String>,
}

/// Accounts, and whether there are more.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub accounts: Vec<Account>,
    pub more: bool,
}

/// Of any name and unit.
const ANY: &str = " where name > $1 order by name limit $2";

/// Half of all names may begin alike, so both sides take no more than a page.
/// In the order of bytes, in which no letter of a name comes after `~`, what
/// begins alike stands together, whatever the database sorts by.
const BEGINNING_OR_OF_UNIT: &str = r#"
where id in (
  (select id from account
   where name collate "C" > $1 and name collate "C" >= $3 and name collate "C" < $3 || '~'
   order by name collate "C" limit $2)
  union
  (select id from account where unit = $4 and name collate "C" > $1
   order by name collate "C" limit $2))
order by name collate "C" limit $2"#;

impl Store {
    /// At most `limit` accounts that are wanted, in the order of their names.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_accounts(&self, wanted: &Wanted, limit: usize) -> Result<Found, StoreError> {
        let which = if wanted.find.is_some() { BEGINNING_OR_OF_UNIT } else { ANY };
        let sql = format!("{ACCOUNTS}{which}");
        let mut query = sqlx::query_as(&sql)
            .bind(wanted.after.as_deref().unwrap_or_default())
            .bind(i64::try_from(limit + 1).unwrap_or(i64::MAX));
        if let Some(find) = &wanted.find {
            // Names have no capitals; units may.
            query = query.bind(find.to_lowercase()).bind(find);
        }
        let mut rows: Vec<Row> = query.fetch_all(&self.pool).await?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let accounts = rows.into_iter().map(account).collect::<Result<_, _>>()?;
        Ok(Found { accounts, more })
    }

    /// How many accounts there are.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_accounts(&self) -> Result<i64, StoreError> {
        let (count,): (i64,) =
            sqlx::query_as("select count(*) from account").fetch_one(&self.pool).await?;
        Ok(count)
    }
}
