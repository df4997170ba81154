//! The worker that makes files: it takes what waits in the database, and says
//! how far it is. What it was at when the server ended is taken up again.

use std::time::Duration;

use app::domain::summary::Summary;
use tokio::time::{Instant, sleep, timeout};

use super::composed::{composed, parsed};
use crate::http::Board;
use crate::http::answer::Refusal;
use crate::store::StoreError;
use crate::store::export_jobs::Job;

/// How often is looked for jobs that other servers took in, or left behind.
const LOOKING: Duration = Duration::from_secs(5);
/// How often a worker says that it is there while it writes.
const BEATING: Duration = Duration::from_secs(4);
/// How often old files are thrown away.
const SWEEPING: Duration = Duration::from_secs(3_600);

/// Makes files until the server is to stop, one after the other.
pub async fn work_off(board: Board) {
    let mut swept: Option<Instant> = None;
    while !board.is_leaving() {
        if swept.is_none_or(|at| at.elapsed() > SWEEPING) {
            if let Err(error) = board.store().sweep_jobs().await {
                tracing::warn!(%error, "old files could not be thrown away");
            }
            swept = Some(Instant::now());
        }
        match board.store().take_job().await {
            Ok(Some(job)) => make(&board, &job).await,
            Ok(None) => {
                // Woken when somebody asks here, else after a while.
                let _ = timeout(LOOKING, board.inner.jobs.notified()).await;
            }
            Err(error) => {
                tracing::warn!(%error, "no job could be taken");
                sleep(LOOKING).await;
            }
        }
    }
}

async fn make(board: &Board, job: &Job) {
    let made = tokio::select! {
        made = file_of(board, job) => made,
        () = given_up(board, job) => return,
    };
    let content = match &made {
        Ok(content) => content.as_deref(),
        Err(_) => {
            tracing::error!(job = job.id, "a file could not be made");
            None
        }
    };
    let ended = board.store().end_job(&job.id, content).await;
    if let Err(error) = ended {
        // It is taken up again when this worker has been silent for a while.
        tracing::error!(%error, job = job.id, "a file could not be kept");
    }
}

/// Says that the worker is there; ends when nobody waits for the file any more.
async fn given_up(board: &Board, job: &Job) {
    loop {
        sleep(BEATING).await;
        if let Ok(false) = board.store().job_is_at(&job.id, 0).await {
            return;
        }
    }
}

/// The file; `None` where nobody waits for it any more.
async fn file_of(board: &Board, job: &Job) -> Result<Option<Vec<u8>>, Refusal> {
    let store = board.store();
    if let Some(number) = &job.number
        && let Some(kept) = store.evaluation_file(number, job.format).await?
    {
        return Ok(Some(kept));
    }
    if !store.job_is_at(&job.id, 10).await? {
        return Ok(None);
    }
    let summary = summary_of(board, job).await?;
    if !store.job_is_at(&job.id, 40).await? {
        return Ok(None);
    }
    let font = board.inner.font.clone();
    let written = board.inner.typesetter.write(summary, job.format, font).await;
    let bytes = written.map_err(|error| {
        tracing::error!(%error, "an evaluation could not be written");
        Refusal::NoFile
    })?;
    if !store.job_is_at(&job.id, 90).await? {
        return Ok(None);
    }
    if let Some(number) = &job.number {
        store.keep_evaluation_file(number, job.format, &bytes).await?;
    }
    Ok(Some(bytes))
}

async fn summary_of(board: &Board, job: &Job) -> Result<Summary, Refusal> {
    let store = board.store();
    let gone = || StoreError::Unreadable { table: "export_job", key: job.id.clone() };
    // Whoever was disabled meanwhile gets no file.
    let account = store.account(&job.asked_by).await?.filter(|account| !account.disabled);
    let actor = account.ok_or_else(gone)?.actor;
    match &job.number {
        Some(number) => {
            let (_, content) = store.evaluation(&actor, number).await?.ok_or_else(gone)?;
            parsed(number, &content)
        }
        None => {
            let catalogue = board.catalogue().await?;
            Ok(composed(board, &catalogue, &actor, &job.subject).await?.summary)
        }
    }
}
