//! Accounts: who may sign in, and as what.

mod finding;

use app::domain::access::{Actor, Role};
use app::domain::calendar::Moment;
use serde_json::json;
use sqlx::PgConnection;

use super::{Store, StoreError, audit};

pub use finding::{Found, Wanted};

/// An account, as administrators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub actor: Actor,
    pub mail: Option<String>,
    /// Whether a password was chosen.
    pub activated: bool,
    pub second_factor: bool,
    pub disabled: bool,
    pub created_at: Moment,
    /// When a one-time code that was handed out and not used yet expires.
    pub code_expires: Option<Moment>,
}

/// An account to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    pub name: String,
    pub role: Role,
    pub unit: Option<String>,
    pub mail: Option<String>,
}

/// What came of making an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    Account(i64),
    NameTaken,
}

/// How long a one-time code opens an account, in hours.
pub const CODE_HOURS: i32 = 72;

type Row =
    (i64, String, String, Option<String>, Option<String>, bool, bool, bool, i64, Option<i64>);

const ACCOUNTS: &str = "
select id, name, role, unit, mail, password is not null, totp_secret is not null,
  disabled_at is not null, (extract(epoch from created_at) * 1000000)::bigint,
  (select (extract(epoch from max(expires_at)) * 1000000)::bigint from activation
   where account = a.id and expires_at > now())
from account a";

fn account(row: Row) -> Result<Account, StoreError> {
    let (id, name, role, unit, mail, activated, second_factor, disabled, created, code) = row;
    Ok(Account {
        actor: actor(id, name, &role, unit)?,
        mail,
        activated,
        second_factor,
        disabled,
        created_at: Moment(created),
        code_expires: code.map(Moment),
    })
}

pub(super) fn actor(
    account: i64,
    name: String,
    role: &str,
    unit: Option<String>,
) -> Result<Actor, StoreError> {
    let role =
        role.parse().map_err(|_| StoreError::Unreadable { table: "account", key: name.clone() })?;
    Ok(Actor { account, name, role, unit })
}

impl Store {
    /// All accounts, by role and name, for the operator's commands.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let sql = format!("{ACCOUNTS} order by role, name collate \"C\"");
        let rows: Vec<Row> = sqlx::query_as(&sql).fetch_all(&self.pool).await?;
        rows.into_iter().map(account).collect()
    }

    /// The account of that name.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn account(&self, name: &str) -> Result<Option<Account>, StoreError> {
        let sql = format!("{ACCOUNTS} where name = $1");
        let row: Option<Row> = sqlx::query_as(&sql).bind(name).fetch_optional(&self.pool).await?;
        row.map(account).transpose()
    }

    /// Makes an account, which nobody can use before it is activated.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn make_account(&self, by: &str, new: &NewAccount) -> Result<Made, StoreError> {
        let mut tx = self.pool.begin().await?;
        let made: Option<(i64,)> = sqlx::query_as(
            "insert into account (name, role, unit, mail) values ($1, $2, $3, $4)
             on conflict (name) do nothing returning id",
        )
        .bind(&new.name)
        .bind(new.role.word())
        .bind(&new.unit)
        .bind(&new.mail)
        .fetch_optional(&mut *tx)
        .await?;
        let Some((id,)) = made else { return Ok(Made::NameTaken) };
        let detail = json!({ "role": new.role.word(), "unit": new.unit, "mail": new.mail });
        audit::write(&mut tx, "", by, "make_account", &new.name, detail).await?;
        tx.commit().await?;
        Ok(Made::Account(id))
    }

    /// Keeps a one-time code for an account; the ones before open nothing any
    /// more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn hand_over(
        &self,
        by: &str,
        account: &Actor,
        digest: &[u8],
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("delete from activation where account = $1 or expires_at < now()")
            .bind(account.account)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "insert into activation (secret_sha256, account, expires_at)
             values ($1, $2, now() + make_interval(hours => $3))",
        )
        .bind(digest)
        .bind(account.account)
        .bind(CODE_HOURS)
        .execute(&mut *tx)
        .await?;
        let detail = json!({ "hours": CODE_HOURS });
        audit::write(&mut tx, "", by, "hand_over_code", &account.name, detail).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Locks an account, and signs it out wherever it is; or lets it in again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_disabled(
        &self,
        by: &str,
        account: &Actor,
        disabled: bool,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        let changed = sqlx::query(
            "update account set disabled_at = case when $2 then now() end
             where id = $1 and (disabled_at is not null) <> $2",
        )
        .bind(account.account)
        .bind(disabled)
        .execute(&mut *tx)
        .await?;
        if changed.rows_affected() == 0 {
            return Ok(());
        }
        if disabled {
            end_all(&mut tx, account).await?;
        }
        let action = if disabled { "disable_account" } else { "enable_account" };
        audit::write(&mut tx, "", by, action, &account.name, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes the second factor from an account and signs it out everywhere.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reset_second_factor(&self, by: &str, account: &Actor) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("update account set totp_secret = null where id = $1")
            .bind(account.account)
            .execute(&mut *tx)
            .await?;
        end_all(&mut tx, account).await?;
        audit::write(&mut tx, "", by, "reset_second_factor", &account.name, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whether any programme has a unit of that code, or a region that owes
    /// duties.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_unit(&self, code: &str) -> Result<bool, StoreError> {
        let (there,): (bool,) = sqlx::query_as(
            "select exists (select from unit where code = $1) or exists (
               select from programme p
               join programme_revision r on r.programme = p.code and r.revision = p.revision
               cross join jsonb_array_elements(r.definition -> 'regions') region
               where region ->> 'code' = $1)",
        )
        .bind(code)
        .fetch_one(&self.pool)
        .await?;
        Ok(there)
    }
}

async fn end_all(tx: &mut PgConnection, account: &Actor) -> Result<(), StoreError> {
    sqlx::query("delete from session where account = $1").bind(account.account).execute(tx).await?;
    Ok(())
}
