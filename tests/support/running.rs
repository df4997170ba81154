//! Processes that a test starts and ends: servers of the product, and what
//! stands around them.

use std::fs::OpenOptions;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokio::time::{Instant, sleep};

use crate::filing::client::is_ready;

/// Nothing that is waited for here takes longer.
const AT_MOST: Duration = Duration::from_secs(180);
const PAUSE: Duration = Duration::from_millis(20);

/// An address on this machine at which nobody listens yet.
#[must_use]
pub fn free_address() -> SocketAddr {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    free.local_addr().expect("its address")
}

/// Waits until something holds; how long it took.
pub async fn eventually(what: &str, mut holds: impl AsyncFnMut() -> bool) -> Duration {
    let begun = Instant::now();
    while !holds().await {
        assert!(begun.elapsed() < AT_MOST, "waited in vain: {what}");
        sleep(PAUSE).await;
    }
    begun.elapsed()
}

/// A process, and what it says; it ends with the value.
#[derive(Debug)]
pub struct Running {
    child: Child,
    log: PathBuf,
}

impl Running {
    /// Starts it; what it says is added to `log`.
    #[must_use]
    pub fn start(command: &mut Command, log: &Path) -> Self {
        let open = || OpenOptions::new().create(true).append(true).open(log).expect("a log");
        let child = command.stdin(Stdio::null()).stdout(open()).stderr(open()).spawn();
        let child = child.unwrap_or_else(|error| {
            panic!("{:?}: {error}; scripts/test installs what is needed", command.get_program())
        });
        Self { child, log: log.to_owned() }
    }

    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw).expect("a pid");
        // It may have ended meanwhile.
        let _ = kill_process(pid, signal);
    }

    /// How it ended, if it has.
    pub fn has_ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("its state")
    }

    /// Waits for its end.
    pub async fn ended(&mut self) -> ExitStatus {
        eventually("the end of a process", async || self.has_ended().is_some()).await;
        self.has_ended().expect("it ended")
    }

    /// All that it said so far.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.signal(Signal::TERM);
            for _ in 0..500 {
                if !matches!(self.child.try_wait(), Ok(None)) {
                    return;
                }
                std::thread::sleep(PAUSE);
            }
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// `pilotboard serve` over a database that others may use too.
#[derive(Debug)]
pub struct BoardServer {
    pub address: SocketAddr,
    pub running: Running,
}

impl BoardServer {
    /// Starts the product's `binary` and waits until it is ready.
    pub async fn start(
        binary: &str,
        address: SocketAddr,
        database: &str,
        flags: &[&str],
        log: &Path,
    ) -> Self {
        let mut command = Command::new(binary);
        command.args(["serve", "--listen", &address.to_string()]).args(flags);
        command.env("DATABASE_URL", database);
        for name in ["PILOTBOARD_READ_URL", "PILOTBOARD_SMTP_URL", "PILOTBOARD_MAIL_FROM"] {
            command.env_remove(name);
        }
        let mut server = Self { address, running: Running::start(&mut command, log) };
        eventually("a server that is ready", async || {
            let ended = server.running.has_ended();
            assert!(ended.is_none(), "it ended ({ended:?}): {}", server.running.log());
            is_ready(address).await
        })
        .await;
        server
    }
}
