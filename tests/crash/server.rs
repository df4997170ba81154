//! The product with its private PostgreSQL, to be killed.

use std::fs::OpenOptions;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use server::store::Store;
use server::store::embedded;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use support::filing::client::is_ready;
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

/// Nothing that is waited for here takes longer.
const AT_MOST: Duration = Duration::from_secs(90);
const PAUSE: Duration = Duration::from_millis(10);

pub(crate) struct Server {
    folder: TempDir,
    child: Child,
    pub address: SocketAddr,
}

impl Server {
    /// Starts it in a folder of its own, which is made for real figures.
    pub(crate) async fn start() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("pilotboard-crash-")
            .tempdir_in("/tmp")
            .expect("a folder");
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755))
            .expect("its rights");
        // The port is the same after each kill, as an operator's would be.
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = free.local_addr().expect("its address");
        drop(free);
        let child = spawn(&folder, address);
        let mut server = Self { folder, child, address };
        server.answers().await;
        server
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Where it keeps everything.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    fn settings(&self) -> embedded::Settings {
        embedded::Settings { state_dir: self.folder.path().to_owned(), ..Default::default() }
    }

    /// The database, past the server; as its owner.
    pub(crate) async fn store(&self) -> Store {
        let way = embedded::running(&self.settings()).expect("PostgreSQL runs");
        Store::connect(way.options(), 2).await.expect("the database answers")
    }

    /// The same for questions of the test's own.
    pub(crate) async fn sql(&self) -> PgPool {
        let way = embedded::running(&self.settings()).expect("PostgreSQL runs");
        let pool = PgPoolOptions::new().max_connections(2);
        pool.connect_with(way.options()).await.expect("the database answers")
    }

    /// Kills it and starts it again; how long until it answers.
    pub(crate) async fn kill_and_start_again(&mut self) -> Duration {
        self.child.kill().expect("killed");
        self.child.wait().expect("its end");
        let begun = Instant::now();
        self.child = spawn(&self.folder, self.address);
        self.answers().await;
        begun.elapsed()
    }

    /// Kills PostgreSQL as a whole, or one of the processes that serve a
    /// connection; how long until the server answers again by itself.
    pub(crate) async fn kill_postgresql(&mut self, whole: bool) -> Duration {
        let postmaster = self.postmaster().expect("PostgreSQL runs");
        let target = if whole { postmaster } else { serving(postmaster) };
        let begun = Instant::now();
        kill(target, Signal::KILL);
        // What was killed may answer for a moment.
        while PathBuf::from(format!("/proc/{target}/cmdline")).exists() && is_alive(target) {
            sleep(PAUSE).await;
        }
        self.answers().await;
        begun.elapsed()
    }

    fn postmaster(&self) -> Option<u32> {
        let record = self.folder.path().join("postgres/postmaster.pid");
        std::fs::read_to_string(record).ok()?.lines().next()?.trim().parse().ok()
    }

    async fn answers(&mut self) {
        let begun = Instant::now();
        while !is_ready(self.address).await {
            let ended = self.child.try_wait().expect("its state");
            assert!(ended.is_none(), "it ended ({ended:?}): {}", self.log());
            assert!(begun.elapsed() < AT_MOST, "it does not answer: {}", self.log());
            sleep(PAUSE).await;
        }
    }

    /// What it said, over all its lives.
    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("talk")).unwrap_or_default()
    }

    /// Stops it in order; what it said.
    pub(crate) async fn stop(mut self) -> String {
        kill(self.child.id(), Signal::TERM);
        let begun = Instant::now();
        while self.child.try_wait().expect("its state").is_none() {
            assert!(begun.elapsed() < AT_MOST, "it does not stop: {}", self.log());
            sleep(PAUSE).await;
        }
        self.log()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            // Its PostgreSQL goes with it, also when the test failed.
            kill(self.child.id(), Signal::TERM);
            let _ = self.child.wait();
        }
    }
}

fn spawn(folder: &TempDir, address: SocketAddr) -> Child {
    let log = OpenOptions::new().create(true).append(true).open(folder.path().join("talk"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_pilotboard-tested"));
    command.args(["serve", "--listen", &address.to_string(), "--state"]).arg(folder.path());
    for name in [
        "DATABASE_URL",
        "PILOTBOARD_READ_URL",
        "XDG_RUNTIME_DIR",
        "PILOTBOARD_SMTP_URL",
        "PILOTBOARD_MAIL_FROM",
    ] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log.expect("a log"));
    command.spawn().expect("the binary starts")
}

pub(crate) fn kill(pid: u32, signal: Signal) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).expect("a pid");
    // It may have ended meanwhile.
    let _ = kill_process(pid, signal);
}

/// Whether the process runs; one that waits to be buried does not.
pub(crate) fn is_alive(pid: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with('Z'))
}

/// A process of PostgreSQL that serves a connection; the main one where there
/// is none.
fn serving(postmaster: u32) -> u32 {
    let children = format!("/proc/{postmaster}/task/{postmaster}/children");
    let children = std::fs::read_to_string(children).unwrap_or_default();
    let line = |pid: &u32| std::fs::read_to_string(format!("/proc/{pid}/cmdline"));
    children
        .split_whitespace()
        .filter_map(|pid| pid.parse().ok())
        .find(|pid| line(pid).is_ok_and(|line| line.contains("pilotboard pilotboard [local]")))
        .unwrap_or(postmaster)
}
