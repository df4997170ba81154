//! The hour before a deadline: clerks of all units save while as many pages are
//! read, at a pace that does not wait for answers, over the network.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{self, sleep};
use std::time::Duration;

use app::domain::access::Role;
use app::domain::period::Quarter;
use app::domain::unit::Unit;
use server::secret::Secret;
use server::store::Store;
use server::store::accounts::NewAccount;
use sqlx::postgres::PgConnectOptions;
use tokio::time::Instant;

use crate::load::Connection;
use crate::times::{Times, milliseconds};
use crate::{Fault, Line};

/// The quarter that is filed.
const QUARTER: &str = "2026-Q4";
const READERS: usize = 16;

/// How much is asked for, and how long.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    /// Saves a second, and as many reads.
    pub each_second: u32,
    pub lasts: Duration,
}

impl Pace {
    /// The hour before a deadline: 20 seconds of it where nothing else is said.
    pub(crate) fn of_the_deadline() -> Self {
        Self { each_second: 300, lasts: seconds("PILOTBOARD_DEADLINE", 20) }
    }

    /// An ordinary hour: the whole of it where nothing else is said.
    pub(crate) fn of_the_soak() -> Self {
        Self { each_second: 40, lasts: seconds("PILOTBOARD_SOAK", 3_600) }
    }
}

fn seconds(named: &str, otherwise: u64) -> Duration {
    let named = std::env::var(named).ok().and_then(|named| named.parse().ok());
    Duration::from_secs(named.unwrap_or(otherwise))
}

/// Clerks that save at the most, and connections they come over.
const CLERKS: usize = 1_000;
const WRITERS: usize = 64;

/// A clerk: whose return, the session, and the draft's version by now.
pub(crate) struct Clerk {
    unit: String,
    cookie: String,
    version: u32,
}

/// Opens a session for the clerk of each unit that files to a programme and has
/// not filed yet.
pub(crate) async fn clerks(state: &Path, programme: &str) -> Result<Vec<Clerk>, Fault> {
    let options = PgConnectOptions::new()
        .socket(state.join("socket"))
        .username("pilotboard")
        .database("pilotboard");
    let store = Store::connect(options, 2).await?;
    let programmes = store.programmes().await?;
    let of = programmes.iter().find(|of| of.code == programme).ok_or("no such programme")?;
    let quarter: Quarter = QUARTER.parse().map_err(|_| "the quarter is none")?;
    let filed = store.approved(&of.code, None, (quarter, quarter)).await?;
    let waits = |unit: &&Unit| !filed.iter().any(|(code, _)| *code == unit.code);
    let mut clerks = Vec::new();
    for unit in of.filing_units().filter(waits).take(CLERKS) {
        let account = NewAccount {
            name: format!("bench-{}", unit.code.to_lowercase()),
            role: Role::Entry,
            unit: Some(unit.code.clone()),
            mail: None,
        };
        store.make_account("bench", &account).await?;
        let account = store.account(&account.name).await?.ok_or("no account was made")?;
        let secret = Secret::of_session()?;
        store.start_session(&account.actor, &secret.digest(), None, true).await?;
        let cookie = format!("pilotboard={}", secret.text());
        clerks.push(Clerk { unit: unit.code.clone(), cookie, version: 0 });
    }
    store.close().await;
    Ok(clerks)
}

pub(crate) fn measure(
    address: SocketAddr,
    programme: &str,
    clerks: &mut [Clerk],
    what: &str,
    Pace { each_second, lasts }: Pace,
) -> Result<Line, Fault> {
    let begin = Instant::now() + Duration::from_secs(1);
    let end = begin + lasts;
    let (saves, reads) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let (next_save, next_read) = (AtomicU32::new(0), AtomicU32::new(0));
    let gap = Duration::from_secs(1) / each_second;
    let paced = |next: &AtomicU32| {
        let due = begin + gap * next.fetch_add(1, Ordering::Relaxed);
        sleep(due.saturating_duration_since(Instant::now()));
        (due < end).then_some(due)
    };
    let keep = |all: &Mutex<Vec<Duration>>, own: Vec<Duration>| {
        all.lock().map(|mut all| all.extend(own)).map_err(|_| "a thread broke off".into())
    };
    let count = clerks.len();
    let readers: Vec<(String, String)> =
        clerks.iter().map(|clerk| (clerk.unit.clone(), clerk.cookie.clone())).collect();
    thread::scope(|scope| {
        let mut threads = Vec::new();
        for of_one in clerks.chunks_mut(count.div_ceil(WRITERS).max(1)) {
            threads.push(scope.spawn(|| -> Result<(), Fault> {
                let mut line = Connection::open(address)?;
                let mut own = Vec::new();
                for at in (0..of_one.len()).cycle() {
                    let Some(due) = paced(&next_save) else { break };
                    let clerk = of_one.get_mut(at).ok_or("nobody files")?;
                    let answered = line.send(&save(address, programme, clerk))?;
                    if answered != 200 {
                        let why = String::from_utf8_lossy(line.body()).into_owned();
                        return Err(format!("a save was answered {answered}: {why}").into());
                    }
                    own.push(due.elapsed());
                    clerk.version += 1;
                }
                keep(&saves, own)
            }));
        }
        for reader in 0..READERS {
            let (paced, keep, reads, next_read) = (&paced, &keep, &reads, &next_read);
            let readers = &readers;
            threads.push(scope.spawn(move || -> Result<(), Fault> {
                let mut line = Connection::open(address)?;
                let mut own = Vec::new();
                while let Some(due) = paced(next_read) {
                    let at = (own.len() * READERS + reader) % readers.len().max(1);
                    let clerk = readers.get(at).ok_or("nobody files")?;
                    let answered = line.send(&read(address, programme, clerk, own.len()))?;
                    if answered != 200 {
                        return Err(format!("a page was answered {answered}").into());
                    }
                    own.push(due.elapsed());
                }
                keep(reads, own)
            }));
        }
        threads.into_iter().try_for_each(|thread| {
            thread.join().map_err(|_| Fault::from("a thread that asks broke off"))?
        })
    })?;
    let told = |all: Mutex<Vec<Duration>>| -> Result<(usize, String), Fault> {
        let all = all.into_inner().map_err(|_| "a thread broke off")?;
        let count = all.len();
        let times = Times::of(all);
        let (middle, slow) = (milliseconds(times.within(50)), milliseconds(times.within(95)));
        Ok((count, format!("p50 {middle}, p95 {slow}")))
    };
    let ((saved, save_times), (read, read_times)) = (told(saves)?, told(reads)?);
    Ok(Line(
        format!(
            "{what}, {count} clerks, {each_second} saves and as many pages a second for {} s, from when each was due",
            lasts.as_secs()
        ),
        format!("{saved} saves, {save_times}; {read} pages, {read_times}; 0 errors"),
        "saves p95 50 ms",
    ))
}

/// The next cell of the clerk's form.
fn save(address: SocketAddr, programme: &str, clerk: &Clerk) -> String {
    let Clerk { unit, cookie, version } = clerk;
    let line = version % 19 + 1;
    let body = format!("{{\"version\":{version},\"cells\":{{\"R{line:02}\":\"{version}\"}}}}");
    format!(
        "POST /api/v1/returns/{programme}/{unit}/{QUARTER} HTTP/1.1\r\nhost: {address}\r\n\
         cookie: {cookie}\r\nsec-fetch-site: same-origin\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// The form, the overview, the unit and a target by turns.
fn read(
    address: SocketAddr,
    programme: &str,
    (unit, cookie): &(String, String),
    at: usize,
) -> String {
    let path = match at % 4 {
        0 => format!("/returns/{programme}/{unit}/{QUARTER}"),
        1 => "/".to_owned(),
        2 => format!("/programmes/{programme}/units/{unit}"),
        _ => "/programmes/tianjin-waste-recycling-2027/targets/T10".to_owned(),
    };
    format!("GET {path} HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\n\r\n")
}
