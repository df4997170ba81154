//! From a cluster at rest, or one left running, to one that answers.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use tokio::time::Instant;

use super::account::Account;
use super::binaries::Binaries;
use super::cluster::{self, Postmaster, Record};
use super::layout::Layout;
use super::{Connection, EmbeddedError, PAUSE, Step, USER, length};

/// How long PostgreSQL may neither answer nor say that it is starting.
const SILENCE: Duration = Duration::from_secs(60);

/// The cluster that a killed server left running, once it answers.
pub(super) async fn take_over(
    layout: &Layout,
    progress: &(dyn Fn(Step) + Send + Sync),
) -> Result<Option<(Postmaster, PathBuf)>, EmbeddedError> {
    let data = layout.data();
    let Some(record) = Record::read(&data) else {
        return Ok(None);
    };
    if !record.serves(&data) {
        clear_stale_record(layout)?;
        return Ok(None);
    }
    progress(Step::TakingOver { pid: record.pid });
    let socket_dir = record.socket_dir.clone().unwrap_or_else(|| layout.root().join("socket"));
    let mut postmaster = Postmaster::Adopted(record);
    let from = length(&layout.log());
    match answer(layout, &mut postmaster, &socket_dir, from, progress).await? {
        Answer::Ready => Ok(Some((postmaster, socket_dir))),
        // It was on its way out.
        Answer::Gone => Ok(None),
    }
}

/// Removes what a postmaster that is gone left about itself, where its number
/// is somebody else's by now: PostgreSQL would take that process for its own
/// and refuse. Should anything still use the cluster, it finds out by the
/// shared memory.
pub(super) fn clear_stale_record(layout: &Layout) -> Result<(), EmbeddedError> {
    let data = layout.data();
    if Record::read(&data).is_some_and(|record| record.is_somebody_else(&data)) {
        let file = data.join("postmaster.pid");
        fs::remove_file(&file)
            .map_err(|error| EmbeddedError::io(&file, "it is stale and stays", &error))?;
    }
    Ok(())
}

/// Starts a postmaster and waits until it answers.
pub(super) async fn launch(
    layout: &Layout,
    account: &Account,
    binaries: &Binaries,
    socket_dir: &Path,
    progress: &(dyn Fn(Step) + Send + Sync),
) -> Result<Postmaster, EmbeddedError> {
    let begun = Instant::now();
    loop {
        let log = layout.open_log()?;
        let from = length(&layout.log());
        let mut postmaster = Postmaster::start(layout, account, binaries, socket_dir, log)?;
        match answer(layout, &mut postmaster, socket_dir, from, progress).await {
            Ok(Answer::Ready) => return Ok(postmaster),
            Ok(Answer::Gone) => {}
            Err(error) => {
                postmaster.ask_to_stop();
                return Err(error);
            }
        }
        let tail = cluster::log_tail(&layout.log(), from);
        // The sessions of a postmaster that was killed notice within moments.
        let leftovers = tail.contains("shared memory block") && tail.contains("still in use");
        if !leftovers || begun.elapsed() > Duration::from_secs(10) {
            if tail.contains("No space left on device") {
                let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
                return Err(EmbeddedError::io(
                    &layout.data(),
                    "PostgreSQL cannot start on it",
                    &full,
                ));
            }
            return Err(EmbeddedError::Failed {
                cause: "postgres ended while it was starting".to_owned(),
                log: layout.log(),
                tail,
            });
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

enum Answer {
    Ready,
    Gone,
}

/// Waits until the socket answers. As long as PostgreSQL says that it is
/// starting or recovering there is no limit: stopping it would only begin anew.
async fn answer(
    layout: &Layout,
    postmaster: &mut Postmaster,
    socket_dir: &Path,
    log_from: u64,
    progress: &(dyn Fn(Step) + Send + Sync),
) -> Result<Answer, EmbeddedError> {
    let data = layout.data();
    let way = Connection { socket_dir: socket_dir.to_owned(), user: USER, database: "postgres" }
        .options();
    let begun = Instant::now();
    let mut last_sign = begun;
    let mut told = false;
    loop {
        let error = match serves(&way, &data).await {
            Ok(true) => return Ok(Answer::Ready),
            Ok(false) => "the socket belongs to another cluster".to_owned(),
            Err(error) => {
                // 57P03: cannot_connect_now. 53300: every place is taken.
                let code = error
                    .as_database_error()
                    .and_then(|error| error.code().map(|code| code.into_owned()));
                match code.as_deref() {
                    Some("57P03") => {
                        last_sign = Instant::now();
                        if !told && begun.elapsed() > Duration::from_millis(500) {
                            told = true;
                            progress(Step::Recovering);
                        }
                    }
                    Some("53300") => return Ok(Answer::Ready),
                    _ => {}
                }
                error.to_string()
            }
        };
        if postmaster.gone(&data) {
            return Ok(Answer::Gone);
        }
        if last_sign.elapsed() > SILENCE {
            return Err(EmbeddedError::Failed {
                cause: format!("it does not answer: {error}"),
                log: layout.log(),
                tail: cluster::log_tail(&layout.log(), log_from),
            });
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Whether what answers there is the cluster in `data`.
async fn serves(way: &PgConnectOptions, data: &Path) -> Result<bool, sqlx::Error> {
    let mut connection = PgConnection::connect_with(way).await?;
    let theirs: String = sqlx::query_scalar("select current_setting('data_directory')")
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    Ok(fs::canonicalize(theirs).is_ok_and(|theirs| theirs == data))
}
