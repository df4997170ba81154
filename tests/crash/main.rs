//! Server and PostgreSQL are killed at random moments while returns are saved
//! and submitted. Whatever was acknowledged is there afterwards, once and whole.
//!
//! `PILOTBOARD_CRASH=10000` asks for so many acknowledged writes, in which the
//! server is killed 100 times and PostgreSQL 20 times; without it, it is a few
//! times over a few hundred.

mod freezing;
mod server;
mod setting;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use support::Walk;
use support::filing::ledger::Ledger;
use support::filing::{verify, writer};
use tokio::time::{Instant, sleep};

use server::Server;

/// Writes that are begun each second, by all together.
const RATE: u32 = 50;

struct Plan {
    kills: usize,
    kills_of_postgresql: usize,
    writes: usize,
    /// The longest time after which the server is to answer again when
    /// PostgreSQL was killed.
    back: Duration,
}

impl Plan {
    fn chosen() -> Self {
        match std::env::var("PILOTBOARD_CRASH") {
            Ok(writes) => {
                let writes: usize = writes.parse().expect("a number of writes");
                let (kills, kills_of_postgresql) = (writes / 100, writes / 500);
                let back = Duration::from_secs(5);
                Self { kills, kills_of_postgresql, writes, back }
            }
            // Other tests run beside it and keep the disk busy.
            Err(_) => Self {
                kills: 5,
                kills_of_postgresql: 2,
                writes: 250,
                back: Duration::from_secs(20),
            },
        }
    }

    /// Whether one of `kills` may come after that many writes, so that they
    /// are spread over all of them.
    fn has_come(&self, writes: usize, done: usize, kills: usize) -> bool {
        done < kills && done * self.writes <= writes * kills
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_every_kill_once_and_whole() {
    let plan = Plan::chosen();
    let mut server = Server::start().await;
    let ledger = Arc::new(Ledger::default());
    let ended = Arc::new(AtomicBool::new(false));
    let begun = Instant::now();
    let store = server.store().await;
    let writers = writer::one_for_each_unit(&store, server.address).await;
    store.close().await;
    let pace = Duration::from_secs(1) * u32::try_from(writers.len()).expect("few") / RATE;
    let writing: Vec<_> = writers
        .into_iter()
        .map(|writer| tokio::spawn(writer.write(ledger.clone(), ended.clone(), pace)))
        .collect();

    let mut moments = Walk::new(begun_at());
    let (mut kills, mut kills_of_postgresql) = (0, 0);
    let (mut starts, mut recoveries) = (Vec::new(), Vec::new());
    while kills < plan.kills
        || kills_of_postgresql < plan.kills_of_postgresql
        || ledger.answered() < plan.writes
    {
        sleep(Duration::from_millis(200 + moments.below(1_300))).await;
        let first = writing.iter().find(|writer| writer.is_finished());
        assert!(first.is_none(), "a writer ended early; what it says stands above");
        let writes = ledger.answered();
        if plan.has_come(writes, kills_of_postgresql, plan.kills_of_postgresql) {
            kills_of_postgresql += 1;
            // Its main process, or one of those that serve a connection.
            let whole = kills_of_postgresql % 2 == 1;
            recoveries.push(server.kill_postgresql(whole).await);
        } else if plan.has_come(writes, kills, plan.kills) {
            kills += 1;
            starts.push(server.kill_and_start_again().await);
        }
    }
    ended.store(true, Ordering::Relaxed);
    for writer in writing {
        writer.await.expect("a writer ends with its last write answered");
    }
    let took = begun.elapsed();

    let sql = server.sql().await;
    let found = verify::all(&sql, &ledger).await;
    sql.close().await;
    let longest = |times: &[Duration]| times.iter().max().copied().unwrap_or_default();
    println!(
        "{} writes acknowledged ({} of them submissions, {} sent more than once) in {took:.0?}; \
         {kills} kills of the server, {kills_of_postgresql} of PostgreSQL; \
         {} lost, {} doubled, {} partial; \
         answers again after at most {:.1?} and {:.1?} ({recoveries:.1?})",
        ledger.answered(),
        ledger.submissions().len(),
        ledger.sent_again(),
        found.lost.len(),
        found.doubled.len(),
        found.partial.len(),
        longest(&starts),
        longest(&recoveries),
    );
    assert!(found.is_well(), "{found:#?}");
    assert!(longest(&recoveries) < plan.back, "PostgreSQL was away for {recoveries:?}");
    let log = server.stop().await;
    assert!(!log.contains("panicked"), "{log}");
}

/// Another walk with each run, told so that it can be repeated.
fn begun_at() -> u64 {
    let seed = u64::from(std::process::id());
    println!("the moments come from {seed}");
    seed
}
