//! Three PostgreSQL under Patroni, of which the primary is killed again and
//! again while returns are filed: whatever was acknowledged is there
//! afterwards, once and whole.
//!
//! `PILOTBOARD_FAILOVERS=30` asks for so many; without it, it is two: one in
//! which PostgreSQL alone dies, and one in which its whole machine does.

mod cluster;
mod gaps;
mod node;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use server::store::Store;
use sqlx::PgPool;
use support::filing::ledger::Ledger;
use support::filing::{verify, writer};
use support::{BoardServer, Walk, free_address};
use tokio::time::{Instant, sleep};

use cluster::Cluster;
use gaps::{Gaps, Killed};

/// Writes that are begun each second, by all together; the returns there are
/// last for half an hour of it.
const RATE: u32 = 8;
/// The gap that nineteen of twenty failovers keep below, where only they are run.
const GAP: Duration = Duration::from_secs(30);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_every_primary() {
    let asked = std::env::var("PILOTBOARD_FAILOVERS").ok();
    let measured = asked.is_some();
    let failovers = asked.map_or(2, |number| number.parse().expect("a number of failovers"));
    let begun = Instant::now();
    let mut cluster = Cluster::start().await;
    let log = cluster.folder().join("talk-board");
    // Connects as a role that owns the database and nothing else.
    let url = cluster.url_of_the_board();
    let flags = ["--connections", "4"];
    let binary = env!("CARGO_BIN_EXE_pilotboard-tested");
    let server = BoardServer::start(binary, free_address(), &url, &flags, &log).await;
    let store = Store::connect(cluster.options(), 2).await.expect("an answer");
    let writers = writer::one_for_each_unit(&store, server.address).await;
    store.close().await;
    println!("ready after {:.0?}", begun.elapsed());

    let ledger = Arc::new(Ledger::default());
    let ended = Arc::new(AtomicBool::new(false));
    let pace = Duration::from_secs(1) * u32::try_from(writers.len()).expect("few") / RATE;
    let writing: Vec<_> = writers
        .into_iter()
        .map(|writer| tokio::spawn(writer.write(ledger.clone(), ended.clone(), pace)))
        .collect();
    let mut moments = Walk::new(u64::from(std::process::id()));
    let mut kills = Vec::new();
    for failover in 0..failovers {
        sleep(Duration::from_millis(500 + moments.below(2_000))).await;
        let killed = if failover % 2 == 0 { Killed::PostgreSqlAlone } else { Killed::WholeNode };
        let before = Instant::now();
        // Where gaps are measured, nothing else holds writing up.
        let alone = if measured { Duration::ZERO } else { Duration::from_millis(1_500) };
        let node = cluster.kill_primary(killed, alone).await;
        cluster.has_another_primary_than(node).await;
        if killed == Killed::WholeNode {
            cluster.start_again(node);
        }
        cluster.is_whole().await;
        kills.push((killed, before));
        if measured {
            println!("{failover}: {killed:?}, whole again after {:.1?}", before.elapsed());
        }
    }
    // What is written after the last one counts too.
    sleep(Duration::from_secs(1)).await;
    ended.store(true, Ordering::Relaxed);
    for writer in writing {
        writer.await.expect("a writer ends with its last write answered");
    }

    let sql = PgPool::connect_with(cluster.options()).await.expect("an answer");
    let found = verify::all(&sql, &ledger).await;
    sql.close().await;
    let gaps = Gaps::of(&ledger.moments(), &kills);
    println!(
        "{failovers} failovers in {:.0?}: {} writes acknowledged ({} of them submissions, {} sent \
         more than once); {} lost, {} doubled, {} partial\n{gaps}",
        begun.elapsed(),
        ledger.answered(),
        ledger.submissions().len(),
        ledger.sent_again(),
        found.lost.len(),
        found.doubled.len(),
        found.partial.len(),
    );
    assert!(found.is_well(), "{found:#?}");
    assert!(ledger.sent_again() > 0, "no write met a failover");
    // Other tests run beside it otherwise, and keep the machine busy.
    assert!(!measured || gaps.within(95) <= GAP, "{gaps}");
    let log = server.running.log();
    assert!(!log.contains("panicked"), "{log}");
}
