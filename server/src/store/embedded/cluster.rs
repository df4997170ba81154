//! The cluster's own life: made by `initdb`, run by the postmaster.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};

use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};

use super::account::Account;
use super::binaries::Binaries;
use super::layout::Layout;
use super::{EmbeddedError, USER};

/// What an operator may change in `postgresql.conf`.
const TUNING: &str = "
# Pilotboard's choices for a small machine. They may be changed here.
shared_buffers = '64MB'
max_connections = 50
jit = off
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'
# After a hard stop everything is synced before it recovers: at one go rather than
# file by file, which is seconds sooner. Not for Linux before 5.8, which may keep
# a failure of the disk to itself.
recovery_init_sync_method = 'syncfs'
";

/// What Pilotboard relies on: given at every start, so that no file overrides it.
const PILLARS: [&str; 9] = [
    "listen_addresses=",
    "port=5432",
    "unix_socket_permissions=0700",
    "logging_collector=off",
    "cluster_name=pilotboard",
    // An acknowledged figure is on the disk.
    "fsync=on",
    "full_page_writes=on",
    "synchronous_commit=on",
    // What a killed server was asking for ends with it.
    "client_connection_check_interval=2s",
];

/// Makes a cluster beside its place and moves it there once it is whole.
pub(super) async fn init(
    layout: &Layout,
    account: &Account,
    binaries: &Binaries,
) -> Result<(), EmbeddedError> {
    let nursery = layout.nursery(account)?;
    let made = fill(&nursery, layout, account, binaries).await;
    if made.is_err() {
        fs::remove_dir_all(&nursery).ok();
    }
    made?;
    layout.adopt(&nursery)
}

async fn fill(
    nursery: &Path,
    layout: &Layout,
    account: &Account,
    binaries: &Binaries,
) -> Result<(), EmbeddedError> {
    let mut command = account.command(&binaries.program("initdb"));
    command.arg("-D").arg(nursery).args([
        "--username",
        USER,
        "--encoding=UTF8",
        // Sorted by code point, whatever the system's library thinks next year.
        "--lc-collate=C",
        "--lc-ctype=C.UTF-8",
        "--lc-messages=C",
        // The socket's directory keeps everybody else out.
        "--auth=trust",
        "--data-checksums",
        "--no-instructions",
    ]);
    let answer = Command::from(command).kill_on_drop(true).output().await.map_err(|error| {
        EmbeddedError::Failed {
            cause: format!("initdb cannot be run: {error}"),
            log: layout.log(),
            tail: String::new(),
        }
    })?;
    let mut log = layout.open_log()?;
    log.write_all(&answer.stdout).ok();
    log.write_all(&answer.stderr).ok();
    if !answer.status.success() {
        let said = String::from_utf8_lossy(&answer.stderr);
        if said.contains("No space left on device") {
            let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
            return Err(EmbeddedError::io(layout.root(), "initdb did not finish", &full));
        }
        return Err(EmbeddedError::Failed {
            cause: format!("initdb did not finish ({})", answer.status),
            log: layout.log(),
            tail: telling_lines(&said),
        });
    }
    let conf = nursery.join("postgresql.conf");
    OpenOptions::new()
        .append(true)
        .open(&conf)
        .and_then(|mut file| {
            file.write_all(TUNING.as_bytes())?;
            file.sync_all()
        })
        .map_err(|error| EmbeddedError::io(&conf, "it cannot be written", &error))
}

/// A postmaster: started here, or left behind by a server that was killed.
pub(super) enum Postmaster {
    Started(Child),
    Adopted(Record),
}

impl Postmaster {
    /// Starts one that outlives this process, in a process group of its own:
    /// an interrupt at the keyboard must reach pilotboard alone.
    pub(super) fn start(
        layout: &Layout,
        account: &Account,
        binaries: &Binaries,
        socket_dir: &Path,
        log: File,
    ) -> Result<Self, EmbeddedError> {
        let failed = |error: std::io::Error| EmbeddedError::Failed {
            cause: format!("postgres cannot be run: {error}"),
            log: layout.log(),
            tail: String::new(),
        };
        let mut command = account.command(&binaries.program("postgres"));
        command.arg("-D").arg(layout.data());
        for pillar in PILLARS {
            command.arg("-c").arg(pillar);
        }
        // A list to PostgreSQL: quoted, so that a comma in the path is no border.
        let quoted = socket_dir.to_string_lossy().replace('"', "\"\"");
        command.arg("-c").arg(format!("unix_socket_directories=\"{quoted}\""));
        command.process_group(0).stdout(log.try_clone().map_err(failed)?).stderr(log);
        let child = Command::from(command).spawn().map_err(failed)?;
        Ok(Self::Started(child))
    }

    pub(super) fn pid(&self) -> Option<u32> {
        match self {
            Self::Started(child) => child.id(),
            Self::Adopted(record) => Some(record.pid),
        }
    }

    /// Whether it ended.
    pub(super) fn gone(&mut self, data: &Path) -> bool {
        match self {
            Self::Started(child) => !matches!(child.try_wait(), Ok(None)),
            Self::Adopted(record) => !record.serves(data),
        }
    }

    /// Asks for a fast shutdown: sessions end, everything is written, then it ends.
    pub(super) fn ask_to_stop(&self) {
        let pid = self.pid().and_then(|pid| i32::try_from(pid).ok()).and_then(Pid::from_raw);
        if let Some(pid) = pid {
            // Fails only where it ended already.
            kill_process(pid, Signal::INT).ok();
        }
    }
}

/// What a postmaster writes about itself into `postmaster.pid`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub pid: u32,
    pub socket_dir: Option<PathBuf>,
}

impl Record {
    /// The record in `data`; `None` where no postmaster left one.
    pub(super) fn read(data: &Path) -> Option<Self> {
        let text = fs::read_to_string(data.join("postmaster.pid")).ok()?;
        let mut lines = text.lines();
        let pid = lines.next()?.trim().parse().ok()?;
        // Line 2 is the data directory, 3 the start time, 4 the port.
        let socket_dir = lines.nth(3).filter(|dir| !dir.is_empty()).map(PathBuf::from);
        Some(Self { pid, socket_dir })
    }

    /// Whether the process is there and was started on `data`.
    ///
    /// Told by its command line, which everybody may read even in a
    /// container. After a restart the number may belong to anybody.
    pub(super) fn serves(&self, data: &Path) -> bool {
        let Ok(line) = fs::read(format!("/proc/{}/cmdline", self.pid)) else {
            return false;
        };
        let args: Vec<&[u8]> = line.split(|byte| *byte == 0).collect();
        args.windows(2).any(|pair| {
            pair[0] == b"-D"
                && fs::canonicalize(String::from_utf8_lossy(pair[1]).as_ref())
                    .is_ok_and(|dir| dir == data)
        })
    }

    /// Whether the number belongs to somebody else by now.
    pub(super) fn is_somebody_else(&self, data: &Path) -> bool {
        Path::new(&format!("/proc/{}", self.pid)).exists() && !self.serves(data)
    }
}

/// What was written to the log since `from`, its telling lines on one line.
pub(super) fn log_tail(log: &Path, from: u64) -> String {
    let read = || -> std::io::Result<String> {
        let mut file = File::open(log)?;
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(1 << 20).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    telling_lines(&read().unwrap_or_default())
}

/// The last lines that name a cause; where none does, the last ones.
fn telling_lines(said: &str) -> String {
    let telling = |line: &&str| {
        ["FATAL:", "PANIC:", "ERROR:", "HINT:", "error:"].iter().any(|word| line.contains(word))
    };
    let all: Vec<&str> = said.lines().map(str::trim).collect();
    let mut lines: Vec<&str> = all.iter().copied().filter(telling).collect();
    if lines.is_empty() {
        lines = all.into_iter().filter(|line| !line.is_empty()).collect();
    }
    lines[lines.len().saturating_sub(3)..].join("; ")
}
