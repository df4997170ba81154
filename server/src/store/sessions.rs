//! Signed-in browsers. A session is read with each request and never kept in
//! memory, so that what ends it does so at once.

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use serde_json::json;
use sqlx::PgConnection;

use super::accounts::actor;
use super::{Store, StoreError, audit};

/// How long a session lasts when nobody does anything, in minutes.
pub const IDLE_MINUTES: i32 = 60;
/// How long it lasts at all, in minutes.
pub const LONGEST_MINUTES: i32 = 12 * 60;
/// How long showing the second factor counts, in minutes.
pub const CONFIRMED_MINUTES: i32 = 5;

/// A session that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    pub actor: Actor,
    /// Whether the second factor was shown within [`CONFIRMED_MINUTES`].
    pub confirmed: bool,
    /// Whether the account has a second factor.
    pub second_factor: bool,
    /// When it ends, whatever is done.
    pub ends_at: Moment,
    pub now: Moment,
}

const SESSION: &str = "
select a.id, a.name, a.role, a.unit,
  coalesce(s.confirmed_at > now() - make_interval(mins => $2), false),
  a.totp_secret is not null,
  (extract(epoch from s.started_at + make_interval(mins => $3)) * 1000000)::bigint,
  (extract(epoch from now()) * 1000000)::bigint,
  s.seen_at < now() - interval '30 seconds'
from session s join account a on a.id = s.account
where s.secret_sha256 = $1 and a.disabled_at is null
  and s.started_at > now() - make_interval(mins => $3)
  and s.seen_at > now() - make_interval(mins => $4)";

impl Store {
    /// The session behind a cookie, while it holds.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn session(&self, digest: &[u8]) -> Result<Option<SessionRow>, StoreError> {
        type Row = (i64, String, String, Option<String>, bool, bool, i64, i64, bool);
        let ask = |pool| {
            sqlx::query_as(SESSION)
                .bind(digest)
                .bind(CONFIRMED_MINUTES)
                .bind(LONGEST_MINUTES)
                .bind(IDLE_MINUTES)
                .fetch_optional(pool)
        };
        let row: Option<Row> = self.read_newest(ask).await?;
        let Some((id, name, role, unit, confirmed, second_factor, ends, now, stale)) = row else {
            return Ok(None);
        };
        if stale {
            sqlx::query("update session set seen_at = now() where secret_sha256 = $1")
                .bind(digest)
                .execute(&self.pool)
                .await?;
        }
        let actor = actor(id, name, &role, unit)?;
        let (ends_at, now) = (Moment(ends), Moment(now));
        Ok(Some(SessionRow { actor, confirmed, second_factor, ends_at, now }))
    }

    /// Begins a session; the one with the secret `before`, which the same
    /// browser had, ends.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn start_session(
        &self,
        actor: &Actor,
        digest: &[u8],
        before: Option<&[u8]>,
        confirmed: bool,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query(
            "delete from session where secret_sha256 = $1
               or started_at < now() - make_interval(mins => $2)",
        )
        .bind(before)
        .bind(LONGEST_MINUTES)
        .execute(&mut *tx)
        .await?;
        sqlx::query(
            "insert into session (secret_sha256, account, confirmed_at)
             values ($1, $2, case when $3 then now() end)",
        )
        .bind(digest)
        .bind(actor.account)
        .bind(confirmed)
        .execute(&mut *tx)
        .await?;
        audit::write(&mut tx, "", &actor.name, "sign_in", &actor.name, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end_session(&self, actor: &Actor, digest: &[u8]) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("delete from session where secret_sha256 = $1")
            .bind(digest)
            .execute(&mut *tx)
            .await?;
        audit::write(&mut tx, "", &actor.name, "sign_out", &actor.name, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Notes that the second factor was shown in a session.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn confirm_session(&self, actor: &Actor, digest: &[u8]) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("update session set confirmed_at = now() where secret_sha256 = $1")
            .bind(digest)
            .execute(&mut *tx)
            .await?;
        audit::write(&mut tx, "", &actor.name, "confirm", &actor.name, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The name of the account that a session was of, even one that holds no
    /// longer, as long as it is known.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn session_owner(&self, digest: &[u8]) -> Result<Option<String>, StoreError> {
        let row: Option<(String,)> = sqlx::query_as(
            "select a.name from session s join account a on a.id = s.account
             where s.secret_sha256 = $1",
        )
        .bind(digest)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|(name,)| name))
    }

    /// Ends all sessions of an account but this one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end_other_sessions(&self, actor: &Actor, digest: &[u8]) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        let ended = end_others(&mut tx, actor, digest).await?;
        let detail = json!({ "sessions": ended });
        audit::write(&mut tx, "", &actor.name, "sign_out_elsewhere", &actor.name, detail).await?;
        tx.commit().await?;
        Ok(())
    }

    /// In how many browsers an account is signed in.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sessions(&self, account: i64) -> Result<i64, StoreError> {
        let (number,): (i64,) = sqlx::query_as(
            "select count(*) from session where account = $1
               and started_at > now() - make_interval(mins => $2)
               and seen_at > now() - make_interval(mins => $3)",
        )
        .bind(account)
        .bind(LONGEST_MINUTES)
        .bind(IDLE_MINUTES)
        .fetch_one(&self.pool)
        .await?;
        Ok(number)
    }
}

/// Ends an account's sessions but this one; how many there were.
pub(super) async fn end_others(
    tx: &mut PgConnection,
    actor: &Actor,
    digest: &[u8],
) -> Result<u64, StoreError> {
    let ended = sqlx::query("delete from session where account = $1 and secret_sha256 <> $2")
        .bind(actor.account)
        .bind(digest)
        .execute(tx)
        .await?;
    Ok(ended.rows_affected())
}
