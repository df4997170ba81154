//! Read-only links to views of approved figures.

use app::domain::access::{Actor, Role};
use app::domain::calendar::Moment;
use app::domain::link::{Link, MOST};
use serde_json::json;

use super::acting::now;
use super::{Store, StoreError, audit};

/// Whose name stands in the record where a link was opened: no account can be
/// called so.
const SOMEBODY: &str = "(link)";

/// A link to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    pub address: String,
    pub days: u16,
    pub purpose: String,
}

/// What a secret opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    pub id: i64,
    pub address: String,
    pub expires_at: Moment,
    /// Whether it was opened before on this day.
    pub today: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    address: String,
    purpose: String,
    made_by: String,
    made_at: i64,
    expires_at: i64,
    revoked_at: Option<i64>,
    opened: i64,
}

impl Store {
    /// Makes a link that opens with the secret of that digest; until when.
    /// `None` where the person has as many that open as one may have.
    ///
    /// # Errors
    /// When the database does not answer, or refuses.
    pub async fn make_link(
        &self,
        actor: &Actor,
        new: &NewLink,
        digest: &[u8],
    ) -> Result<Option<Moment>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let (open,): (i64,) = sqlx::query_as(
            "select count(*) from link
             where made_by = $1 and revoked_at is null and expires_at > now()",
        )
        .bind(&actor.name)
        .fetch_one(&mut *tx)
        .await?;
        if open >= MOST {
            return Ok(None);
        }
        let (id, expires): (i64, i64) = sqlx::query_as(
            "insert into link (secret_sha256, address, purpose, made_by, expires_at)
             values ($1, $2, $3, $4, now() + make_interval(days => $5))
             returning id, (extract(epoch from expires_at) * 1000000)::bigint",
        )
        .bind(digest)
        .bind(&new.address)
        .bind(&new.purpose)
        .bind(&actor.name)
        .bind(i32::from(new.days))
        .fetch_one(&mut *tx)
        .await?;
        let detail = json!({ "link": id, "days": new.days, "purpose": new.purpose });
        audit::write(&mut tx, "", &actor.name, "make_link", &new.address, detail).await?;
        tx.commit().await?;
        Ok(Some(Moment(expires)))
    }

    /// The links that `actor` may revoke or could have, the newest first; and
    /// the database's clock.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn links(&self, actor: &Actor) -> Result<(Vec<Link>, Moment), StoreError> {
        let mut tx = self.acting(actor).await?;
        let now = now(&mut tx).await?;
        let rows: Vec<Row> = sqlx::query_as(
            "select l.id, l.address, l.purpose, l.made_by,
               (extract(epoch from l.made_at) * 1000000)::bigint as made_at,
               (extract(epoch from l.expires_at) * 1000000)::bigint as expires_at,
               (extract(epoch from l.revoked_at) * 1000000)::bigint as revoked_at,
               coalesce((select sum(u.opened) from link_use u where u.link = l.id), 0)::bigint
                 as opened
             from link l where $1 or l.made_by = $2
             order by l.id desc limit 500",
        )
        .bind(actor.role == Role::Admin)
        .bind(&actor.name)
        .fetch_all(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok((rows.into_iter().map(link).collect(), now))
    }

    /// Revokes a link; false where it is not the person's to revoke, or does
    /// not open any more.
    ///
    /// # Errors
    /// When the database does not answer, or refuses.
    pub async fn revoke_link(&self, actor: &Actor, id: i64) -> Result<bool, StoreError> {
        let mut tx = self.acting(actor).await?;
        let revoked: Option<(String,)> = sqlx::query_as(
            "update link set revoked_at = now(), revoked_by = $2
             where id = $1 and revoked_at is null and ($3 or made_by = $2)
             returning address",
        )
        .bind(id)
        .bind(&actor.name)
        .bind(actor.role == Role::Admin)
        .fetch_optional(&mut *tx)
        .await?;
        let Some((address,)) = revoked else { return Ok(false) };
        let detail = json!({ "link": id });
        audit::write(&mut tx, "", &actor.name, "revoke_link", &address, detail).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// What the secret of that digest opens now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open_link(&self, digest: &[u8]) -> Result<Option<Opened>, StoreError> {
        let row: Option<(i64, String, i64, bool)> = sqlx::query_as(
            "select l.id, l.address, (extract(epoch from l.expires_at) * 1000000)::bigint,
               exists (select from link_use u
                 where u.link = l.id and u.day = (now() at time zone 'Asia/Shanghai')::date)
             from link l
             where l.secret_sha256 = $1 and l.revoked_at is null and l.expires_at > now()",
        )
        .bind(digest)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|(id, address, expires, today)| Opened {
            id,
            address,
            expires_at: Moment(expires),
            today,
        }))
    }

    /// Counts that a link was opened; the first time a day goes into the record.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_opening(&self, opened: &Opened) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        let (times,): (i64,) = sqlx::query_as(
            "insert into link_use (link, day)
             values ($1, (now() at time zone 'Asia/Shanghai')::date)
             on conflict (link, day) do update set opened = link_use.opened + 1
             returning opened",
        )
        .bind(opened.id)
        .fetch_one(&mut *tx)
        .await?;
        if times == 1 {
            let detail = json!({ "link": opened.id });
            audit::write(&mut tx, "", SOMEBODY, "open_link", &opened.address, detail).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

fn link(row: Row) -> Link {
    Link {
        id: row.id,
        address: row.address,
        purpose: row.purpose,
        made_by: row.made_by,
        made_at: Moment(row.made_at),
        expires_at: Moment(row.expires_at),
        revoked_at: row.revoked_at.map(Moment),
        opened: row.opened,
    }
}
