//! The hour before a deadline: clerks of all units save while as many pages are
//! read, at a pace that does not wait for answers, over the network.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{self, sleep};
use std::time::Duration;

use server::secret::Secret;
use server::store::Store;
use sqlx::postgres::PgConnectOptions;
use tokio::time::Instant;

use crate::load::Connection;
use crate::times::{Times, milliseconds};
use crate::{Fault, Line};

const PILOT: &str = "nev-battery-pilot-2018";
/// The quarter that is filed.
const QUARTER: &str = "2026-Q4";
/// Saves a second, and as many reads.
const PACE: u32 = 300;
const READERS: usize = 16;
/// How long it lasts, in seconds; this many where nothing else is said.
const LASTS: u64 = 20;
const NAMED: &str = "PILOTBOARD_DEADLINE";

/// A clerk: whose return, and the session.
pub(crate) struct Clerk {
    unit: String,
    cookie: String,
}

/// Opens a session for the clerk of each unit that files.
pub(crate) async fn clerks(state: &Path) -> Result<Vec<Clerk>, Fault> {
    let options = PgConnectOptions::new()
        .socket(state.join("socket"))
        .username("pilotboard")
        .database("pilotboard");
    let store = Store::connect(options, 2).await?;
    let programmes = store.programmes().await?;
    let pilot = programmes.iter().find(|programme| programme.code == PILOT);
    let mut clerks = Vec::new();
    for unit in pilot.ok_or("the battery programme is not there")?.filing_units() {
        let name = format!("entry-{}", unit.code.to_lowercase());
        let account = store.account(&name).await?.ok_or("the demo has no such account")?;
        let secret = Secret::of_session()?;
        store.start_session(&account.actor, &secret.digest(), None, true).await?;
        clerks.push(Clerk {
            unit: unit.code.clone(),
            cookie: format!("pilotboard={}", secret.text()),
        });
    }
    store.close().await;
    Ok(clerks)
}

pub(crate) fn measure(address: SocketAddr, clerks: &[Clerk]) -> Result<Line, Fault> {
    let lasts = std::env::var(NAMED).ok().and_then(|named| named.parse().ok()).unwrap_or(LASTS);
    let begin = Instant::now() + Duration::from_secs(1);
    let end = begin + Duration::from_secs(lasts);
    let (saves, reads) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let (next_save, next_read) = (AtomicU32::new(0), AtomicU32::new(0));
    let gap = Duration::from_secs(1) / PACE;
    let paced = |next: &AtomicU32| {
        let due = begin + gap * next.fetch_add(1, Ordering::Relaxed);
        sleep(due.saturating_duration_since(Instant::now()));
        (due < end).then_some(due)
    };
    let keep = |all: &Mutex<Vec<Duration>>, own: Vec<Duration>| {
        all.lock().map(|mut all| all.extend(own)).map_err(|_| "a thread broke off".into())
    };
    thread::scope(|scope| {
        let mut threads = Vec::new();
        for clerk in clerks {
            threads.push(scope.spawn(|| -> Result<(), Fault> {
                let mut line = Connection::open(address)?;
                let (mut own, mut version) = (Vec::new(), 0_u32);
                while let Some(due) = paced(&next_save) {
                    let answered = line.send(&save(address, clerk, version))?;
                    if answered != 200 {
                        let why = String::from_utf8_lossy(line.body()).into_owned();
                        return Err(format!("a save was answered {answered}: {why}").into());
                    }
                    own.push(due.elapsed());
                    version += 1;
                }
                keep(&saves, own)
            }));
        }
        for reader in 0..READERS {
            let (paced, keep, reads, next_read) = (&paced, &keep, &reads, &next_read);
            threads.push(scope.spawn(move || -> Result<(), Fault> {
                let clerk = clerks.get(reader % clerks.len().max(1)).ok_or("nobody files")?;
                let mut line = Connection::open(address)?;
                let mut own = Vec::new();
                while let Some(due) = paced(next_read) {
                    let answered = line.send(&read(address, clerk, own.len()))?;
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
            "the deadline hour, {PACE} saves and as many pages a second for {lasts} s, from when each was due"
        ),
        format!("{saved} saves, {save_times}; {read} pages, {read_times}; 0 errors"),
        "saves p95 50 ms",
    ))
}

fn save(address: SocketAddr, clerk: &Clerk, version: u32) -> String {
    let (Clerk { unit, cookie }, line) = (clerk, version % 19 + 1);
    let body = format!("{{\"version\":{version},\"cells\":{{\"R{line:02}\":\"{version}\"}}}}");
    format!(
        "POST /api/v1/returns/{PILOT}/{unit}/{QUARTER} HTTP/1.1\r\nhost: {address}\r\n\
         cookie: {cookie}\r\nsec-fetch-site: same-origin\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// The form, the overview, the unit and a target by turns.
fn read(address: SocketAddr, clerk: &Clerk, at: usize) -> String {
    let Clerk { unit, cookie } = clerk;
    let path = match at % 4 {
        0 => format!("/returns/{PILOT}/{unit}/{QUARTER}"),
        1 => "/".to_owned(),
        2 => format!("/programmes/{PILOT}/units/{unit}"),
        _ => "/programmes/tianjin-waste-recycling-2027/targets/T10".to_owned(),
    };
    format!("GET {path} HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\n\r\n")
}
