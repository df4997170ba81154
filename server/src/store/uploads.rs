//! Workbooks as they were sent in: each waits until its differences are taken
//! over, and is kept from then on.

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::domain::draft::Lines;
use app::domain::filing::Key;
use app::domain::upload::Sent;
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::{Connection as _, FromRow};

use super::returns::{Cell, Saved, keep, lines_at};
use super::{Store, StoreError, audit};
use crate::audit::hex;

/// What forms are signed with, and the form's version.
#[derive(Clone, Debug)]
pub struct Signing {
    pub key: Vec<u8>,
    /// The programme's revision.
    pub form_version: i32,
}

/// What taking over came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is in the draft, now or since before.
    Done,
    /// Nothing was stored, because of that.
    Not(Saved),
    /// There is no such workbook.
    NoSuchUpload,
}

#[derive(FromRow)]
struct Row {
    id: String,
    file_name: String,
    sent_by: String,
    sent_at: i64,
    taken_at: Option<i64>,
}

impl From<Row> for Sent {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            file_name: row.file_name,
            by: row.sent_by,
            at: Moment(row.sent_at),
            taken_at: row.taken_at.map(Moment),
        }
    }
}

impl Store {
    /// What the forms of a programme are signed with; `None` where there is no
    /// such programme.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn signing(&self, programme: &str) -> Result<Option<Signing>, StoreError> {
        let found: Option<(Vec<u8>, i32)> = sqlx::query_as(
            "select i.secret, p.revision from installation i, programme p where p.code = $1",
        )
        .bind(programme)
        .fetch_optional(&self.pool)
        .await?;
        Ok(found.map(|(key, form_version)| Signing { key, form_version }))
    }

    /// Keeps a workbook until it is taken over, in the place of the one that
    /// this person sent before and did not take over. Answers its id.
    ///
    /// # Errors
    /// When the database does not answer, or refuses.
    pub async fn keep_upload(
        &self,
        actor: &Actor,
        key: &Key,
        file_name: &str,
        content: &[u8],
    ) -> Result<String, StoreError> {
        let sha256 = Sha256::digest(content).to_vec();
        let mut tx = self.acting(actor).await?;
        let (id,): (String,) = sqlx::query_as(
            "insert into upload (unit, programme, quarter, file_name, content, sha256, sent_by)
             values ($1, $2, $3, $4, $5, $6, $7) returning id::text",
        )
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(key.quarter.to_string())
        .bind(file_name)
        .bind(content)
        .bind(&sha256)
        .bind(&actor.name)
        .fetch_one(&mut *tx)
        .await?;
        // The connection would keep room for the file until it is closed.
        tx.shrink_buffers();
        // Afterwards, so that nobody waits while a file is on its way.
        sqlx::query(
            "delete from upload where unit = $1 and programme = $2 and quarter = $3
               and sent_by = $4 and taken_at is null and id::text <> $5",
        )
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(key.quarter.to_string())
        .bind(&actor.name)
        .bind(&id)
        .execute(&mut *tx)
        .await?;
        let detail = json!({ "upload": id, "sha256": hex(&sha256) });
        audit::write(&mut tx, &key.unit, &actor.name, "upload workbook", &key.to_string(), detail)
            .await?;
        tx.commit().await?;
        Ok(id)
    }

    /// A workbook with its bytes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn upload(
        &self,
        actor: &Actor,
        key: &Key,
        id: &str,
    ) -> Result<Option<(Sent, Vec<u8>)>, StoreError> {
        #[derive(FromRow)]
        struct Whole {
            #[sqlx(flatten)]
            row: Row,
            content: Vec<u8>,
        }
        let mut tx = self.acting(actor).await?;
        let found: Option<Whole> = sqlx::query_as(
            "select id::text, file_name, sent_by, content,
               (extract(epoch from sent_at) * 1000000)::bigint as sent_at,
               (extract(epoch from taken_at) * 1000000)::bigint as taken_at
             from upload where unit = $1 and programme = $2 and quarter = $3 and id::text = $4",
        )
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(key.quarter.to_string())
        .bind(id)
        .fetch_optional(&mut *tx)
        .await?;
        tx.shrink_buffers();
        tx.commit().await?;
        Ok(found.map(|whole| (whole.row.into(), whole.content)))
    }

    /// The workbooks that were taken over, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn taken_uploads(&self, actor: &Actor, key: &Key) -> Result<Vec<Sent>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let rows: Vec<Row> = sqlx::query_as(
            "select id::text, file_name, sent_by,
               (extract(epoch from sent_at) * 1000000)::bigint as sent_at,
               (extract(epoch from taken_at) * 1000000)::bigint as taken_at
             from upload where unit = $1 and programme = $2 and quarter = $3
               and taken_at is not null
             order by taken_at desc limit 100",
        )
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(key.quarter.to_string())
        .fetch_all(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(rows.into_iter().map(Sent::from).collect())
    }

    /// The draft as it was at its version `at`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn draft_at(&self, actor: &Actor, key: &Key, at: i64) -> Result<Lines, StoreError> {
        let mut tx = self.acting(actor).await?;
        let (lines, _) = lines_at(&mut tx, key, at).await?;
        tx.commit().await?;
        Ok(lines)
    }

    /// Takes over what a workbook has otherwise than the draft at its version
    /// `seen`: all of it or nothing. Twice is as once.
    ///
    /// # Errors
    /// When the database does not answer, or refuses; then nothing is kept.
    pub async fn take_upload(
        &self,
        actor: &Actor,
        key: &Key,
        id: &str,
        seen: i64,
        cells: &[Cell],
    ) -> Result<Taken, StoreError> {
        let mut tx = self.acting(actor).await?;
        let found: Option<(bool, Vec<u8>)> = sqlx::query_as(
            "select taken_at is not null, sha256 from upload
             where unit = $1 and programme = $2 and quarter = $3 and id::text = $4 for update",
        )
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(key.quarter.to_string())
        .bind(id)
        .fetch_optional(&mut *tx)
        .await?;
        let sha256 = match found {
            None => return Ok(Taken::NoSuchUpload),
            Some((true, _)) => return Ok(Taken::Done),
            Some((false, sha256)) => sha256,
        };
        let saved = keep(&mut tx, actor, key, seen, cells).await?;
        let Saved::Done { version, lines, .. } = &saved else { return Ok(Taken::Not(saved)) };
        sqlx::query(
            "update upload set taken_at = now()
             where unit = $1 and programme = $2 and quarter = $3 and id::text = $4",
        )
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(key.quarter.to_string())
        .bind(id)
        .execute(&mut *tx)
        .await?;
        let detail = json!({
            "upload": id,
            "sha256": hex(&sha256),
            "draft": version,
            "lines": lines,
        });
        audit::write(
            &mut tx,
            &key.unit,
            &actor.name,
            "take over workbook",
            &key.to_string(),
            detail,
        )
        .await?;
        tx.commit().await?;
        Ok(Taken::Done)
    }
}
