//! Two servers over one database behind a proxy. Each is stopped and started
//! again in turn while returns are filed and pages are read: no request fails.
//!
//! `PILOTBOARD_ROLLING=20` asks for so many restarts; without it, it is four.

mod leaving;
mod proxy;
mod reader;
mod together;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::process::Signal;
use server::store::Store;
use support::filing::ledger::Ledger;
use support::filing::{verify, writer};
use support::{BoardServer, TestDatabase, eventually, free_address};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

use proxy::Proxy;
use reader::Reads;

const BINARY: &str = env!("CARGO_BIN_EXE_pilotboard-tested");
/// Writes that are begun each second, by all together, and lines on which pages
/// are read as fast as they are answered, but for a pause.
const RATE: u32 = 20;
const READERS: usize = 3;
/// Seconds for which a server goes on answering. The proxy asks each half
/// second and wants to hear it twice.
const DRAIN: &str = "3";

/// Both servers, their database and the proxy before them.
struct Servers {
    /// Goes last: what is written into it, ends first.
    folder: TempDir,
    database: TestDatabase,
    servers: Vec<BoardServer>,
    proxy: Proxy,
}

impl Servers {
    async fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("pilotboard-rolling-").tempdir();
        let folder = folder.expect("a folder");
        let database = TestDatabase::real().await;
        let addresses = [free_address(), free_address()];
        let mut servers = Vec::new();
        for address in addresses {
            servers.push(serve(&folder, &database, address).await);
        }
        let proxy = Proxy::start(&folder, addresses).await;
        Self { folder, database, servers, proxy }
    }

    /// As the owner of the tables.
    async fn store(&self) -> Store {
        self.database.store().await
    }

    /// Stops a server as its operator would and starts it again, and waits until
    /// the proxy gives it requests.
    async fn restart(&mut self, at: usize) -> Duration {
        let begun = Instant::now();
        let server = &mut self.servers[at];
        let address = server.address;
        server.running.signal(Signal::TERM);
        let ended = server.running.ended().await;
        assert!(ended.success(), "{ended:?}: {}", server.running.log());
        self.servers[at] = serve(&self.folder, &self.database, address).await;
        eventually("the proxy sees the server", async || self.proxy.uses(at)).await;
        begun.elapsed()
    }

    /// What all servers said, over all their lives.
    fn log(&self) -> String {
        self.servers.iter().map(|server| server.running.log()).collect()
    }
}

fn log(folder: &TempDir, address: SocketAddr) -> PathBuf {
    folder.path().join(format!("talk-{}", address.port()))
}

async fn serve(folder: &TempDir, database: &TestDatabase, address: SocketAddr) -> BoardServer {
    let flags = ["--drain", DRAIN, "--trusted-proxies", "127.0.0.1", "--connections", "4"];
    BoardServer::start(BINARY, address, &database.url(), &flags, &log(folder, address)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_are_restarted_in_turn_without_a_failed_request() {
    let asked = std::env::var("PILOTBOARD_ROLLING").ok();
    let restarts = asked.map_or(4, |number| number.parse().expect("a number of restarts"));
    let mut servers = Servers::start().await;
    let store = servers.store().await;
    let ledger = Arc::new(Ledger::default());
    let reads = Arc::new(Reads::default());
    let ended = Arc::new(AtomicBool::new(false));
    let begun = Instant::now();
    let to = servers.proxy.address;
    let writers = writer::one_for_each_unit(&store, to).await;
    store.close().await;
    let pace = Duration::from_secs(1) * u32::try_from(writers.len()).expect("few") / RATE;
    let reading: Vec<_> = writers
        .iter()
        .take(READERS)
        .map(|writer| {
            let (cookie, addresses) = (writer.clerk().to_owned(), writer.addresses().collect());
            tokio::spawn(reader::read(to, cookie, addresses, reads.clone(), ended.clone()))
        })
        .collect();
    let writing: Vec<_> = writers
        .into_iter()
        .map(|writer| tokio::spawn(writer.write(ledger.clone(), ended.clone(), pace)))
        .collect();

    let mut took = Vec::new();
    for restart in 0..restarts {
        sleep(Duration::from_millis(500)).await;
        took.push(servers.restart(restart % 2).await);
    }
    ended.store(true, Ordering::Relaxed);
    for task in writing.into_iter().chain(reading) {
        task.await.expect("all that was begun is answered");
    }

    let store = servers.store().await;
    let sql = sqlx::PgPool::connect_with(servers.database.options()).await.expect("an answer");
    let found = verify::all(&sql, &ledger).await;
    sql.close().await;
    store.close().await;
    let (writes, pages) = (ledger.answered(), reads.answered());
    println!(
        "{restarts} restarts in {:.0?}, each after at most {:.1?}: {writes} writes and {pages} \
         pages, {} and {} failed; {} lost, {} doubled, {} partial",
        begun.elapsed(),
        took.iter().max().copied().unwrap_or_default(),
        ledger.failures().len(),
        reads.failures().len(),
        found.lost.len(),
        found.doubled.len(),
        found.partial.len(),
    );
    assert!(writes > 20 && pages > 20, "{writes} writes and {pages} pages are no load");
    assert_eq!(ledger.failures(), [""; 0]);
    assert_eq!(reads.failures(), [""; 0]);
    assert!(found.is_well(), "{found:#?}");
    let log = servers.log();
    for unwanted in ["panicked", "cut off"] {
        assert!(!log.contains(unwanted), "{log}");
    }
}
