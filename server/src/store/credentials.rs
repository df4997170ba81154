//! What people sign in with: one-time codes, passwords, second factors. None is
//! kept so that it could be read back, but the second factor's secret.

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use serde_json::json;

use super::accounts::{NewAccount, actor};
use super::{Store, StoreError, audit, sessions};

/// What signing in is held against.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub actor: Actor,
    /// In PHC format; `None` until the account is activated.
    pub password: Option<String>,
    pub second_factor: Option<Vec<u8>>,
    pub now: Moment,
}

impl Store {
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
        type Row = (i64, String, String, Option<String>, Option<String>, Option<Vec<u8>>, i64);
        let row: Option<Row> = sqlx::query_as(
            "select id, name, role, unit, password, totp_secret,
               (extract(epoch from now()) * 1000000)::bigint
             from account where name = $1 and disabled_at is null",
        )
        .bind(name)
        .fetch_optional(&self.pool)
        .await?;
        row.map(|(id, name, role, unit, password, second_factor, now)| {
            let (actor, now) = (actor(id, name, &role, unit)?, Moment(now));
            Ok(Credentials { actor, password, second_factor, now })
        })
        .transpose()
    }

    /// Replaces an account's password, in PHC format; all its sessions but this
    /// one end.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_password(
        &self,
        actor: &Actor,
        password: &str,
        session: &[u8],
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("update account set password = $2 where id = $1")
            .bind(actor.account)
            .bind(password)
            .execute(&mut *tx)
            .await?;
        sessions::end_others(&mut tx, actor, session).await?;
        audit::write(&mut tx, "", &actor.name, "change_password", &actor.name, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes the code of a time step; false where that one or a later one was
    /// taken before.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn take_step(&self, account: i64, step: i64) -> Result<bool, StoreError> {
        let taken =
            sqlx::query("update account set totp_step = $2 where id = $1 and totp_step < $2")
                .bind(account)
                .bind(step)
                .execute(&self.pool)
                .await?;
        Ok(taken.rows_affected() == 1)
    }

    /// Gives an account its second factor, of which the code of `step` was
    /// shown; the session counts as confirmed by it, and all others end.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_second_factor(
        &self,
        actor: &Actor,
        secret: &[u8],
        step: i64,
        session: &[u8],
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("update account set totp_secret = $2, totp_step = $3 where id = $1")
            .bind(actor.account)
            .bind(secret)
            .bind(step)
            .execute(&mut *tx)
            .await?;
        sessions::end_others(&mut tx, actor, session).await?;
        sqlx::query("update session set confirmed_at = now() where secret_sha256 = $1")
            .bind(session)
            .execute(&mut *tx)
            .await?;
        audit::write(&mut tx, "", &actor.name, "set_second_factor", &actor.name, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What this installation signs with.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn installation_secret(&self) -> Result<Vec<u8>, StoreError> {
        let (secret,): (Vec<u8>,) =
            sqlx::query_as("select secret from installation").fetch_one(&self.pool).await?;
        Ok(secret)
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
