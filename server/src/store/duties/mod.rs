//! Duties: what units say of them, with their files, and what the ministry
//! remarks. Every statement runs for somebody ([`Store::acting`]); whose duty
//! it is not finds nothing.

mod files;
mod saying;

pub use saying::{NewFile, Remarked, Said, With};

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::domain::duty::{Course, Evidence, Key, Kind, Remark, Standings, Statement};
use sqlx::{FromRow, PgConnection};

use super::{Store, StoreError};

#[derive(FromRow)]
struct StatementRow {
    unit: String,
    duty: String,
    version: i32,
    status: String,
    on_day: Option<String>,
    text: String,
    link: String,
    said_by: String,
    said_at: i64,
    file: Option<String>,
    file_name: Option<String>,
    kind: Option<String>,
    size: Option<i64>,
    sha256: Option<Vec<u8>>,
}

#[derive(FromRow)]
struct RemarkRow {
    unit: String,
    duty: String,
    version: i32,
    text: String,
    by_name: String,
    at: i64,
}

const STATEMENTS: &str = "
select s.unit, s.duty, s.version, s.status, s.on_day::text as on_day, s.text, s.link, s.said_by,
  (extract(epoch from s.said_at) * 1000000)::bigint as said_at,
  e.id::text as file, e.file_name, e.kind, octet_length(e.content)::bigint as size, e.sha256
from duty_statement s
left join duty_evidence e on e.unit = s.unit and e.programme = s.programme and e.duty = s.duty
  and e.id = s.evidence";

const REMARKS: &str = "
select r.unit, r.duty, r.version, r.text, r.by_name,
  (extract(epoch from r.at) * 1000000)::bigint as at
from duty_remark r";

impl StatementRow {
    fn read(self) -> Result<Statement, StoreError> {
        let key = || format!("{}/duty-{}/{}", self.unit, self.duty, self.version);
        let unreadable = || StoreError::Unreadable { table: "duty_statement", key: key() };
        let status = self.status.parse().map_err(|_| unreadable())?;
        let on = self.on_day.as_deref().map(str::parse).transpose().map_err(|_| unreadable())?;
        let evidence = match (&self.file, &self.file_name, &self.kind, &self.sha256) {
            (Some(id), Some(name), Some(word), Some(sha256)) => Some(Evidence {
                id: id.clone(),
                name: name.clone(),
                kind: kind(word, id)?,
                size: self.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default(),
                sha256: sha256.clone(),
            }),
            _ => None,
        };
        Ok(Statement {
            version: self.version,
            status,
            on,
            text: self.text,
            link: self.link,
            evidence,
            by: self.said_by,
            at: Moment(self.said_at),
        })
    }
}

impl From<RemarkRow> for Remark {
    fn from(row: RemarkRow) -> Self {
        Self { version: row.version, text: row.text, by: row.by_name, at: Moment(row.at) }
    }
}

fn kind(word: &str, id: &str) -> Result<Kind, StoreError> {
    let known = Kind::ALL.into_iter().find(|kind| kind.word() == word);
    known.ok_or_else(|| StoreError::Unreadable { table: "duty_evidence", key: id.to_owned() })
}

impl Store {
    /// How all duties of a programme stand, as far as `actor` may see: the
    /// latest statement and the latest remark of each.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn duties(&self, actor: &Actor, programme: &str) -> Result<Standings, StoreError> {
        let mut tx = self.acting(actor).await?;
        let latest = format!(
            "{STATEMENTS} where s.programme = $1 and s.version = (
               select max(l.version) from duty_statement l
               where l.unit = s.unit and l.programme = s.programme and l.duty = s.duty)"
        );
        let statements: Vec<StatementRow> =
            sqlx::query_as(&latest).bind(programme).fetch_all(&mut *tx).await?;
        let latest = format!(
            "{REMARKS} where r.programme = $1 and r.no = (
               select max(l.no) from duty_remark l
               where l.unit = r.unit and l.programme = r.programme and l.duty = r.duty)"
        );
        let remarks: Vec<RemarkRow> =
            sqlx::query_as(&latest).bind(programme).fetch_all(&mut *tx).await?;
        tx.commit().await?;
        let mut standings = Standings::default();
        for row in statements {
            let (unit, no) = (row.unit.clone(), row.duty.clone());
            standings.entry(unit, no).statement = Some(row.read()?);
        }
        for row in remarks {
            let (unit, no) = (row.unit.clone(), row.duty.clone());
            standings.entry(unit, no).remark = Some(row.into());
        }
        Ok(standings)
    }

    /// Everything said of one duty of one unit, as far as `actor` may see.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn duty(&self, actor: &Actor, key: &Key) -> Result<Course, StoreError> {
        let mut tx = self.acting(actor).await?;
        let course = course(&mut tx, key).await?;
        tx.commit().await?;
        Ok(course)
    }
}

async fn course(tx: &mut PgConnection, key: &Key) -> Result<Course, StoreError> {
    let statements = format!(
        "{STATEMENTS} where s.unit = $1 and s.programme = $2 and s.duty = $3 order by s.version"
    );
    let statements: Vec<StatementRow> = sqlx::query_as(&statements)
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(&key.no)
        .fetch_all(&mut *tx)
        .await?;
    let remarks =
        format!("{REMARKS} where r.unit = $1 and r.programme = $2 and r.duty = $3 order by r.no");
    let remarks: Vec<RemarkRow> = sqlx::query_as(&remarks)
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(&key.no)
        .fetch_all(&mut *tx)
        .await?;
    Ok(Course {
        statements: statements.into_iter().map(StatementRow::read).collect::<Result<_, _>>()?,
        remarks: remarks.into_iter().map(Remark::from).collect(),
        now: super::acting::now(tx).await?,
    })
}
