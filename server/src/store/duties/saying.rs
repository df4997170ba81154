//! What is said of a duty: by its unit, and by the ministry.

use app::domain::access::Actor;
use app::domain::duty::{Course, Evidence, Key, Kind, Stated, Turn, turn};
use serde_json::json;
use sqlx::PgConnection;

use super::files::{find, insert};
use super::{Store, StoreError, course};
use crate::audit::hex;
use crate::store::audit;

/// A file that comes with a statement.
#[derive(Clone, Copy, Debug)]
pub struct NewFile<'a> {
    pub name: &'a str,
    pub kind: Kind,
    pub content: &'a [u8],
}

/// What a statement shows.
#[derive(Clone, Copy, Debug)]
pub enum With<'a> {
    NoFile,
    /// One that was sent before, by its id.
    Kept(&'a str),
    New(NewFile<'a>),
}

/// What a statement came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It stands, now or since before.
    Done,
    /// Somebody said something since the form was loaded; nothing was stored.
    Overtaken,
    /// The file that was to be kept is not there.
    NoSuchEvidence,
}

/// What a remark came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remarked {
    Done,
    /// The unit said something since the page was loaded; nothing was stored.
    Overtaken,
}

impl Store {
    /// Says how a duty stands, after the statement `seen` (0 for none). Twice
    /// is as once.
    ///
    /// # Errors
    /// When the database does not answer, or refuses; then nothing is stored.
    pub async fn state_duty(
        &self,
        actor: &Actor,
        key: &Key,
        seen: i32,
        stated: &Stated,
        with: With<'_>,
    ) -> Result<Said, StoreError> {
        let mut tx = self.acting(actor).await?;
        let Course { statements, .. } = course(&mut tx, key).await?;
        let evidence = match with {
            With::NoFile => None,
            With::New(file) => Some(insert(&mut tx, actor, key, &file).await?),
            With::Kept(id) => match find(&mut tx, key, id).await? {
                Some(kept) => Some(kept),
                None => return Ok(Said::NoSuchEvidence),
            },
        };
        let shown = evidence.as_ref().map(|file| file.sha256.as_slice());
        let version = match turn(statements.last(), seen, stated, shown, &actor.name) {
            Turn::Next(version) => version,
            Turn::SaidAlready => return Ok(Said::Done),
            Turn::Overtaken => return Ok(Said::Overtaken),
        };
        if !state(&mut tx, actor, key, version, stated, evidence.as_ref()).await? {
            return Ok(Said::Overtaken);
        }
        let detail = json!({
            "version": version,
            "status": stated.status.word(),
            "day": stated.on.map(|day| day.to_string()),
            "file": evidence.as_ref().map(|file| &file.name),
            "sha256": evidence.as_ref().map(|file| hex(&file.sha256)),
        });
        let subject = key.to_string();
        audit::write(&mut tx, &key.unit, &actor.name, "state duty", &subject, detail).await?;
        tx.commit().await?;
        Ok(Said::Done)
    }

    /// Remarks on the statement `seen` of a duty (0 for none). Twice is as
    /// once.
    ///
    /// # Errors
    /// When the database does not answer, or refuses; then nothing is stored.
    pub async fn remark_on_duty(
        &self,
        actor: &Actor,
        key: &Key,
        seen: i32,
        text: &str,
    ) -> Result<Remarked, StoreError> {
        let mut tx = self.acting(actor).await?;
        let course = course(&mut tx, key).await?;
        if course.version() != seen {
            return Ok(Remarked::Overtaken);
        }
        if course.remarks.last().is_some_and(|last| last.repeats(seen, text, &actor.name)) {
            return Ok(Remarked::Done);
        }
        sqlx::query(
            "insert into duty_remark (unit, programme, duty, version, text, by_name)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(&key.no)
        .bind(seen)
        .bind(text)
        .bind(&actor.name)
        .execute(&mut *tx)
        .await?;
        let (subject, detail) = (key.to_string(), json!({ "version": seen, "remark": text }));
        audit::write(&mut tx, &key.unit, &actor.name, "remark on duty", &subject, detail).await?;
        tx.commit().await?;
        Ok(Remarked::Done)
    }
}

/// Whether it was stored; another one under the same number comes first.
async fn state(
    tx: &mut PgConnection,
    actor: &Actor,
    key: &Key,
    version: i32,
    stated: &Stated,
    evidence: Option<&Evidence>,
) -> Result<bool, StoreError> {
    let inserted = sqlx::query(
        "insert into duty_statement
           (unit, programme, duty, version, status, on_day, text, link, evidence, said_by)
         values ($1, $2, $3, $4, $5, $6::date, $7, $8, $9::uuid, $10)
         on conflict do nothing",
    )
    .bind(&key.unit)
    .bind(&key.programme)
    .bind(&key.no)
    .bind(version)
    .bind(stated.status.word())
    .bind(stated.on.map(|day| day.to_string()))
    .bind(&stated.text)
    .bind(&stated.link)
    .bind(evidence.map(|file| &file.id))
    .bind(&actor.name)
    .execute(tx)
    .await?;
    Ok(inserted.rows_affected() > 0)
}
