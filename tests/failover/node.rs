//! One node: Patroni, with the settings that the documentation gives, and the
//! PostgreSQL it keeps.

use std::net::SocketAddr;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use support::{Running, free_address, repository_file};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Who runs what root may not.
const USER: &str = "postgres";

pub(crate) struct Node {
    pub name: String,
    /// Where Patroni says what the node is.
    pub health: SocketAddr,
    pub postgresql: SocketAddr,
    folder: PathBuf,
    patroni: Running,
}

impl Node {
    /// Starts a node of a folder below `all`.
    pub(crate) fn start(all: &Path, name: &str, etcd: SocketAddr) -> Self {
        let folder = all.join(name);
        own_folder(&folder);
        let (health, postgresql) = (free_address(), free_address());
        let settings = std::fs::read_to_string(repository_file("docs/cluster/patroni.yml"));
        let mut settings = settings.expect("it is in the repository");
        let below = |file: &str| folder.join(file).display().to_string();
        for (given, ours) in [
            ("node1", name.to_owned()),
            ("127.0.0.1:8008", health.to_string()),
            ("127.0.0.1:2379", etcd.to_string()),
            ("127.0.0.1:5432", postgresql.to_string()),
            ("/var/lib/postgresql/15/pilotboard", below("data")),
            ("/var/lib/postgresql/pilotboard.pgpass", below("pgpass")),
            ("/var/run/postgresql", folder.display().to_string()),
            ("/usr/lib/postgresql/15/bin", programs().display().to_string()),
        ] {
            assert!(settings.contains(given), "{given} is not in the settings");
            settings = settings.replace(given, &ours);
        }
        std::fs::write(folder.join("patroni.yml"), settings).expect("its settings");
        let patroni = patroni(&folder);
        Self { name: name.to_owned(), health, postgresql, folder, patroni }
    }

    /// Starts Patroni again, which was killed.
    pub(crate) fn start_again(&mut self) {
        self.patroni = patroni(&self.folder);
    }

    /// Kills every process of its PostgreSQL, as a power cut would end them.
    pub(crate) fn kill_postgresql(&self) {
        for process in self.processes() {
            signal(process, Signal::KILL);
        }
    }

    /// Lets a standby receive nothing.
    pub(crate) fn hold_back(&self) {
        self.receiver().into_iter().for_each(|process| signal(process, Signal::STOP));
    }

    /// Lets it receive again, but not what was sent meanwhile.
    pub(crate) fn let_go(&self) {
        if let Some(process) = self.receiver() {
            signal(process, Signal::TERM);
            signal(process, Signal::CONT);
        }
    }

    /// The process in which a standby receives.
    fn receiver(&self) -> Option<u32> {
        let line = |process: u32| std::fs::read_to_string(format!("/proc/{process}/cmdline"));
        let receives = |process: &u32| line(*process).is_ok_and(|it| it.contains("walreceiver"));
        self.processes().into_iter().find(receives)
    }

    /// PostgreSQL's main process, and those it started.
    fn processes(&self) -> Vec<u32> {
        let record = std::fs::read_to_string(self.folder.join("data/postmaster.pid"));
        let main = record.ok().and_then(|text| text.lines().next()?.trim().parse().ok());
        let Some(main): Option<u32> = main else { return Vec::new() };
        let children = std::fs::read_to_string(format!("/proc/{main}/task/{main}/children"));
        let children = children.unwrap_or_default();
        let children = children.split_whitespace().filter_map(|child| child.parse().ok());
        [main].into_iter().chain(children).collect()
    }

    /// Kills Patroni, which then lets its hold on the cluster run out.
    pub(crate) async fn kill_patroni(&mut self) {
        self.patroni.signal(Signal::KILL);
        self.patroni.ended().await;
    }

    /// What Patroni says of all nodes, if it answers.
    pub(crate) async fn members(&self) -> Option<Vec<Value>> {
        let mut stream = TcpStream::connect(self.health).await.ok()?;
        stream.write_all(b"GET /cluster HTTP/1.0\r\n\r\n").await.ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.ok()?;
        let (_, body) = answer.split_once("\r\n\r\n")?;
        let said: Value = serde_json::from_str(body).ok()?;
        said["members"].as_array().cloned()
    }
}

impl Drop for Node {
    /// Nothing of it is needed any more; in order, it would take its time.
    fn drop(&mut self) {
        self.patroni.signal(Signal::KILL);
        self.kill_postgresql();
    }
}

fn patroni(folder: &Path) -> Running {
    let mut command = as_user("patroni");
    command.arg(folder.join("patroni.yml")).current_dir(folder);
    Running::start(&mut command, &folder.join("talk"))
}

/// A command that root has another user run.
pub(crate) fn as_user(program: &str) -> Command {
    if !rustix::process::geteuid().is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", USER, "--regid", USER, "--clear-groups", program]);
    command
}

/// Makes a folder that this user may write in.
pub(crate) fn own_folder(folder: &Path) {
    std::fs::create_dir(folder).expect("a folder");
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).expect("its rights");
    if rustix::process::geteuid().is_root() {
        let id = |which| {
            let said = Command::new("id").args([which, USER]).output().expect("id runs").stdout;
            String::from_utf8(said).ok().and_then(|id| id.trim().parse().ok()).expect("an id")
        };
        chown(folder, Some(id("-u")), Some(id("-g"))).expect("its owner");
    }
}

/// The folder of PostgreSQL's programs, of the newest version there is.
fn programs() -> PathBuf {
    if let Some(named) = std::env::var_os("PILOTBOARD_PG_BIN") {
        return named.into();
    }
    let versions = (15..=18).rev().map(|it| PathBuf::from(format!("/usr/lib/postgresql/{it}/bin")));
    versions.into_iter().find(|bin| bin.join("postgres").exists()).expect("PostgreSQL is installed")
}

fn signal(pid: u32, signal: Signal) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).expect("a pid");
    // It may have ended meanwhile.
    let _ = kill_process(pid, signal);
}
