//! Files that show something: each waits until a statement goes with it, and
//! is kept from then on.

use app::domain::access::Actor;
use app::domain::duty::{Evidence, Key};
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::{Connection as _, FromRow, PgConnection};

use super::saying::NewFile;
use super::{Store, StoreError, kind};
use crate::audit::hex;
use crate::store::audit;

#[derive(FromRow)]
struct Row {
    id: String,
    file_name: String,
    kind: String,
    size: i64,
    sha256: Vec<u8>,
}

impl Row {
    fn read(self) -> Result<Evidence, StoreError> {
        Ok(Evidence {
            kind: kind(&self.kind, &self.id)?,
            id: self.id,
            name: self.file_name,
            size: u64::try_from(self.size).unwrap_or_default(),
            sha256: self.sha256,
        })
    }
}

impl Store {
    /// Keeps a file until a statement goes with it, in the place of the one
    /// that this person sent before for this duty and made no statement with.
    ///
    /// # Errors
    /// When the database does not answer, or refuses.
    pub async fn keep_evidence(
        &self,
        actor: &Actor,
        key: &Key,
        file: &NewFile<'_>,
    ) -> Result<Evidence, StoreError> {
        let mut tx = self.acting(actor).await?;
        let kept = insert(&mut tx, actor, key, file).await?;
        // Afterwards, so that nobody waits while a file is on its way.
        sqlx::query(
            "delete from duty_evidence e
             where unit = $1 and programme = $2 and duty = $3 and sent_by = $4 and id::text <> $5
               and not exists (select from duty_statement s
                 where s.unit = e.unit and s.programme = e.programme and s.duty = e.duty
                   and s.evidence = e.id)",
        )
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(&key.no)
        .bind(&actor.name)
        .bind(&kept.id)
        .execute(&mut *tx)
        .await?;
        let detail = json!({ "file": kept.name, "sha256": hex(&kept.sha256) });
        let subject = key.to_string();
        audit::write(&mut tx, &key.unit, &actor.name, "send evidence", &subject, detail).await?;
        tx.commit().await?;
        Ok(kept)
    }

    /// A file that this duty's people sent, whether or not a statement goes
    /// with it.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn kept_evidence(
        &self,
        actor: &Actor,
        key: &Key,
        id: &str,
    ) -> Result<Option<Evidence>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let found = find(&mut tx, key, id).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// The file that goes with a statement, with its bytes.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn evidence(
        &self,
        actor: &Actor,
        key: &Key,
        version: i32,
    ) -> Result<Option<(Evidence, Vec<u8>)>, StoreError> {
        #[derive(FromRow)]
        struct Whole {
            #[sqlx(flatten)]
            row: Row,
            content: Vec<u8>,
        }
        let mut tx = self.acting(actor).await?;
        let found: Option<Whole> = sqlx::query_as(
            "select e.id::text, e.file_name, e.kind, octet_length(e.content)::bigint as size,
               e.sha256, e.content
             from duty_statement s
             join duty_evidence e on e.unit = s.unit and e.programme = s.programme
               and e.duty = s.duty and e.id = s.evidence
             where s.unit = $1 and s.programme = $2 and s.duty = $3 and s.version = $4",
        )
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(&key.no)
        .bind(version)
        .fetch_optional(&mut *tx)
        .await?;
        // The connection would keep room for the file until it is closed.
        tx.shrink_buffers();
        tx.commit().await?;
        found.map(|whole| Ok((whole.row.read()?, whole.content))).transpose()
    }
}

pub(super) async fn find(
    tx: &mut PgConnection,
    key: &Key,
    id: &str,
) -> Result<Option<Evidence>, StoreError> {
    let found: Option<Row> = sqlx::query_as(
        "select id::text, file_name, kind, octet_length(content)::bigint as size, sha256
         from duty_evidence where unit = $1 and programme = $2 and duty = $3 and id::text = $4",
    )
    .bind(&key.unit)
    .bind(&key.programme)
    .bind(&key.no)
    .bind(id)
    .fetch_optional(tx)
    .await?;
    found.map(Row::read).transpose()
}

pub(super) async fn insert(
    tx: &mut PgConnection,
    actor: &Actor,
    key: &Key,
    file: &NewFile<'_>,
) -> Result<Evidence, StoreError> {
    let sha256 = Sha256::digest(file.content).to_vec();
    let (id,): (String,) = sqlx::query_as(
        "insert into duty_evidence
           (unit, programme, duty, file_name, kind, content, sha256, sent_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning id::text",
    )
    .bind(&key.unit)
    .bind(&key.programme)
    .bind(&key.no)
    .bind(file.name)
    .bind(file.kind.word())
    .bind(file.content)
    .bind(&sha256)
    .bind(&actor.name)
    .fetch_one(&mut *tx)
    .await?;
    tx.shrink_buffers();
    let size = u64::try_from(file.content.len()).unwrap_or(u64::MAX);
    Ok(Evidence { id, name: file.name.to_owned(), kind: file.kind, size, sha256 })
}
