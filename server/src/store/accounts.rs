//! Accounts: who may sign in, and as what.

use app::domain::access::{Actor, Role};
use app::domain::calendar::Moment;
use serde_json::json;

use super::{Store, StoreError, audit};

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

/// What signing in is held against.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub actor: Actor,
    /// In PHC format; `None` until the account is activated.
    pub password: Option<String>,
    pub second_factor: Option<Vec<u8>>,
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
    /// All accounts, by role and name.
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

    /// Whose account a one-time code opens, while it does.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn activation(&self, digest: &[u8]) -> Result<Option<Actor>, StoreError> {
        let row: Option<(i64, String, String, Option<String>)> = sqlx::query_as(
            "select a.id, a.name, a.role, a.unit
             from activation c join account a on a.id = c.account
             where c.secret_sha256 = $1 and c.expires_at > now() and a.disabled_at is null",
        )
        .bind(digest)
        .fetch_optional(&self.pool)
        .await?;
        row.map(|(id, name, role, unit)| actor(id, name, &role, unit)).transpose()
    }

    /// Spends a one-time code for a password, in PHC format. Whoever was signed
    /// in with the account no longer is. `None` where the code opens nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn activate(
        &self,
        digest: &[u8],
        password: &str,
    ) -> Result<Option<Actor>, StoreError> {
        let mut tx = self.pool.begin().await?;
        let row: Option<(i64, String, String, Option<String>)> = sqlx::query_as(
            "with spent as (
               delete from activation where secret_sha256 = $1 and expires_at > now()
               returning account
             )
             update account a set password = $2 from spent
             where a.id = spent.account and a.disabled_at is null
             returning a.id, a.name, a.role, a.unit",
        )
        .bind(digest)
        .bind(password)
        .fetch_optional(&mut *tx)
        .await?;
        let Some((id, name, role, unit)) = row else { return Ok(None) };
        let actor = actor(id, name, &role, unit)?;
        sqlx::query("delete from session where account = $1").bind(id).execute(&mut *tx).await?;
        audit::write(&mut tx, "", &actor.name, "activate", &actor.name, json!({})).await?;
        tx.commit().await?;
        Ok(Some(actor))
    }

    /// What signing in under that name is held against; `None` where nobody
    /// can sign in so.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn credentials(&self, name: &str) -> Result<Option<Credentials>, StoreError> {
        type Row = (i64, String, String, Option<String>, Option<String>, Option<Vec<u8>>);
        let row: Option<Row> = sqlx::query_as(
            "select id, name, role, unit, password, totp_secret
             from account where name = $1 and disabled_at is null",
        )
        .bind(name)
        .fetch_optional(&self.pool)
        .await?;
        row.map(|(id, name, role, unit, password, second_factor)| {
            Ok(Credentials { actor: actor(id, name, &role, unit)?, password, second_factor })
        })
        .transpose()
    }

    /// Makes the accounts of a demo that are missing, and gives all of them
    /// this password, in PHC format. Refused by the caller where figures are
    /// real.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open_demo_accounts(
        &self,
        accounts: &[NewAccount],
        password: &str,
    ) -> Result<(), StoreError> {
        let names: Vec<&str> = accounts.iter().map(|new| new.name.as_str()).collect();
        let roles: Vec<&str> = accounts.iter().map(|new| new.role.word()).collect();
        let units: Vec<Option<&str>> = accounts.iter().map(|new| new.unit.as_deref()).collect();
        let mut tx = self.pool.begin().await?;
        sqlx::query(
            "insert into account (name, role, unit, password)
             select name, role, unit, $4 from unnest($1::text[], $2::text[], $3::text[])
               as made (name, role, unit)
             on conflict (name) do update set password = excluded.password",
        )
        .bind(&names)
        .bind(&roles)
        .bind(&units)
        .bind(password)
        .execute(&mut *tx)
        .await?;
        audit::write(&mut tx, "", "demo", "open_demo_accounts", "", json!({ "names": names }))
            .await?;
        tx.commit().await?;
        Ok(())
    }
}
