//! Files that are made beside the requests: asked for, taken up by a worker,
//! given up or kept for thirty days.

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::domain::summary::{Format, Subject};
use serde_json::json;

use super::{Store, StoreError, audit};

/// A file that somebody waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: String,
    pub asked_by: String,
    pub subject: Subject,
    /// Of a frozen evaluation.
    pub number: Option<String>,
    pub format: Format,
    pub state: JobState,
    /// In percent.
    pub done: i32,
    pub asked_at: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    Waiting,
    Running,
    Done,
    Failed,
    Cancelled,
}

/// Jobs of one person that are made at a time; the others wait.
const AT_A_TIME: i64 = 2;
/// Seconds after which a silent worker is taken for gone, and how often a job
/// is begun at all.
const SILENT: f64 = 20.0;
const TRIES: i32 = 3;
/// Days for which a file is kept.
const DAYS: i32 = 30;
/// Held while a job is given out, so that two workers count alike.
const GIVING_OUT: i64 = 0x70_62_6a_62;

type Row =
    (String, String, String, String, String, String, Option<String>, String, String, i32, i64);

const JOB: &str = "
select id::text, asked_by, programme, unit, quarter, language, number, format, state, done,
  (extract(epoch from asked_at) * 1000000)::bigint
from export_job";

fn job(row: Row) -> Result<Job, StoreError> {
    let (id, asked_by, programme, unit, quarter, language, number, format, state, done, at) = row;
    let unreadable = || StoreError::Unreadable { table: "export_job", key: id.clone() };
    let quarter = super::returns::quarter("export_job", &quarter)?;
    let unit = Some(unit).filter(|unit| !unit.is_empty());
    let format = format.parse().map_err(|_| unreadable())?;
    let state = match state.as_str() {
        "waiting" => JobState::Waiting,
        "running" => JobState::Running,
        "done" => JobState::Done,
        "failed" => JobState::Failed,
        "cancelled" => JobState::Cancelled,
        _ => return Err(unreadable()),
    };
    let subject = Subject { programme, unit, quarter, language };
    Ok(Job { id, asked_by, subject, number, format, state, done, asked_at: Moment(at) })
}

impl Store {
    /// Asks for a file; who asks twice for the same while it is not there yet
    /// gets the one that is being made. Answers the job's id.
    ///
    /// # Errors
    /// When the database does not answer or refuses.
    pub async fn ask_for_file(
        &self,
        actor: &Actor,
        subject: &Subject,
        number: Option<&str>,
        format: Format,
    ) -> Result<String, StoreError> {
        let mut tx = self.acting(actor).await?;
        let unit = subject.unit.as_deref().unwrap_or("");
        let before: Option<(String,)> = sqlx::query_as(
            "select id::text from export_job
             where asked_by = $1 and programme = $2 and unit = $3 and quarter = $4
               and language = $5 and number is not distinct from $6 and format = $7
               and state in ('waiting', 'running')
             order by asked_at limit 1",
        )
        .bind(&actor.name)
        .bind(&subject.programme)
        .bind(unit)
        .bind(subject.quarter.to_string())
        .bind(&subject.language)
        .bind(number)
        .bind(format.extension())
        .fetch_optional(&mut *tx)
        .await?;
        if let Some((id,)) = before {
            return Ok(id);
        }
        let (id,): (String,) = sqlx::query_as(
            "insert into export_job
               (asked_by, programme, unit, quarter, language, number, format)
             values ($1, $2, $3, $4, $5, $6, $7) returning id::text",
        )
        .bind(&actor.name)
        .bind(&subject.programme)
        .bind(unit)
        .bind(subject.quarter.to_string())
        .bind(&subject.language)
        .bind(number)
        .bind(format.extension())
        .fetch_one(&mut *tx)
        .await?;
        let detail = json!({ "quarter": subject.quarter.to_string(),
            "format": format.extension(), "number": number });
        audit::write(&mut tx, unit, &actor.name, "ask for file", &subject.programme, detail)
            .await?;
        tx.commit().await?;
        Ok(id)
    }

    /// One's own job.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn job(&self, actor: &Actor, id: &str) -> Result<Option<Job>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let sql = format!("{JOB} where id::text = $1 and asked_by = $2");
        let row: Option<Row> =
            sqlx::query_as(&sql).bind(id).bind(&actor.name).fetch_optional(&mut *tx).await?;
        tx.commit().await?;
        row.map(job).transpose()
    }

    /// One's own jobs of a programme, latest first.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn jobs(&self, actor: &Actor, programme: &str) -> Result<Vec<Job>, StoreError> {
        let sql =
            format!("{JOB} where asked_by = $1 and programme = $2 order by asked_at desc limit 20");
        let mut tx = self.acting(actor).await?;
        let rows: Vec<Row> =
            sqlx::query_as(&sql).bind(&actor.name).bind(programme).fetch_all(&mut *tx).await?;
        tx.commit().await?;
        rows.into_iter().map(job).collect()
    }

    /// The file of one's own job, once it is done.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn job_file(&self, actor: &Actor, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let found: Option<(Option<Vec<u8>>,)> =
            sqlx::query_as("select content from export_job where id::text = $1 and asked_by = $2")
                .bind(id)
                .bind(&actor.name)
                .fetch_optional(&mut *tx)
                .await?;
        tx.commit().await?;
        Ok(found.and_then(|(content,)| content))
    }

    /// Gives one's own job up; one that is done stays.
    ///
    /// # Errors
    /// When the database does not answer or refuses.
    pub async fn cancel_job(&self, actor: &Actor, id: &str) -> Result<(), StoreError> {
        let mut tx = self.acting(actor).await?;
        let cancelled: Option<(String, String)> = sqlx::query_as(
            "update export_job set state = 'cancelled', ended_at = now()
             where id::text = $1 and asked_by = $2 and state in ('waiting', 'running')
             returning programme, unit",
        )
        .bind(id)
        .bind(&actor.name)
        .fetch_optional(&mut *tx)
        .await?;
        let Some((programme, unit)) = cancelled else { return Ok(()) };
        audit::write(&mut tx, &unit, &actor.name, "cancel file", &programme, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The next job that may be made, now running; also one whose worker fell
    /// silent. One that was begun too often is given up.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn take_job(&self) -> Result<Option<Job>, StoreError> {
        let mut tx = self.working().await?;
        sqlx::query("select pg_advisory_xact_lock($1)").bind(GIVING_OUT).execute(&mut *tx).await?;
        sqlx::query(
            "update export_job
             set state = case when tries >= $2 then 'failed' else 'waiting' end,
               ended_at = case when tries >= $2 then now() end
             where state = 'running' and seen_at < now() - make_interval(secs => $1)",
        )
        .bind(SILENT)
        .bind(TRIES)
        .execute(&mut *tx)
        .await?;
        let row: Option<Row> = sqlx::query_as(
            "update export_job set state = 'running', seen_at = now(), tries = tries + 1, done = 0
             where id = (
               select j.id from export_job j
               where j.state = 'waiting' and (select count(*) from export_job r
                 where r.asked_by = j.asked_by and r.state = 'running') < $1
               order by j.asked_at limit 1)
             returning id::text, asked_by, programme, unit, quarter, language, number, format,
               state, done, (extract(epoch from asked_at) * 1000000)::bigint",
        )
        .bind(AT_A_TIME)
        .fetch_optional(&mut *tx)
        .await?;
        tx.commit().await?;
        row.map(job).transpose()
    }

    /// Says how far a job is; false where nobody waits for it any more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn job_is_at(&self, id: &str, percent: i32) -> Result<bool, StoreError> {
        let mut tx = self.working().await?;
        let done = sqlx::query(
            "update export_job set done = greatest(done, $2), seen_at = now()
             where id::text = $1 and state = 'running'",
        )
        .bind(id)
        .bind(percent.clamp(0, 100))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(done.rows_affected() > 0)
    }

    /// Ends a job with its file, or without one. The file is there whole or not
    /// at all.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end_job(&self, id: &str, content: Option<&[u8]>) -> Result<(), StoreError> {
        let mut tx = self.working().await?;
        sqlx::query(
            "update export_job set content = $2, ended_at = now(),
               state = case when $2::bytea is null then 'failed' else 'done' end,
               done = case when $2::bytea is null then done else 100 end
             where id::text = $1 and state = 'running'",
        )
        .bind(id)
        .bind(content)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Throws files away that were kept long enough.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sweep_jobs(&self) -> Result<(), StoreError> {
        let mut tx = self.working().await?;
        sqlx::query("delete from export_job where ended_at < now() - make_interval(days => $1)")
            .bind(DAYS)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }
}
