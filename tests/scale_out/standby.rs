//! A hot standby of the tests' PostgreSQL, as an operator would make it.

use std::fs::{File, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::str::FromStr;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use server::store::embedded::account::Account;
use server::store::embedded::binaries::Binaries;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, PgConnection};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

/// Nothing that is waited for here takes longer.
const AT_MOST: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(10);

pub(crate) struct Standby {
    folder: TempDir,
    account: Account,
    binaries: PathBuf,
    max_connections: String,
    running: Option<Child>,
    /// Processes that were stopped and must go on.
    frozen: Vec<i32>,
}

fn primary() -> String {
    std::env::var("PILOTBOARD_TEST_DATABASE_URL").expect("scripts/test says where PostgreSQL is")
}

async fn connect(options: &PgConnectOptions) -> PgConnection {
    options.connect().await.expect("it answers")
}

fn signal(pid: i32, signal: Signal) {
    kill_process(Pid::from_raw(pid).expect("a pid"), signal).expect("it is there");
}

impl Standby {
    /// A copy of the server as it is now, which follows from then on.
    pub(crate) async fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("pilotboard-standby-").tempdir_in("/tmp");
        let folder = folder.expect("a folder");
        // As scripts/test chooses them.
        let set = |name| std::env::var(name).ok();
        let user = set("PILOTBOARD_PG_USER").filter(|_| rustix::process::geteuid().is_root());
        let account = Account::choose(user.as_deref(), Path::new("/nonexistent")).expect("a user");
        let named = set("PILOTBOARD_PG_BIN").map(PathBuf::from);
        std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("rights");
        if let Account::Other { uid, gid, .. } = &account {
            chown(folder.path(), Some(*uid), Some(*gid)).expect("its owner");
        }
        let mut connection = connect(&PgConnectOptions::from_str(&primary()).expect("a URL")).await;
        let (max_connections, major): (String, i32) = sqlx::query_as(
            "select current_setting('max_connections'),
                    current_setting('server_version_num')::int / 10000",
        )
        .fetch_one(&mut connection)
        .await
        .expect("its settings");
        let major = u32::try_from(major).expect("a version");
        let binaries =
            Binaries::find(named.as_deref(), Some((major, folder.path()))).expect("programs").dir;
        let mut copying = account.command(&binaries.join("pg_basebackup"));
        copying
            .arg(format!("--dbname={}", primary()))
            .arg("--pgdata")
            .arg(folder.path().join("data"))
            .args(["--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast"])
            .arg("--no-sync");
        let copied = copying.output().expect("pg_basebackup runs");
        assert!(
            copied.status.success(),
            "the tests' PostgreSQL cannot be copied: {}",
            String::from_utf8_lossy(&copied.stderr)
        );
        let mut standby =
            Self { folder, account, binaries, max_connections, running: None, frozen: Vec::new() };
        standby.start_again().await;
        standby
    }

    pub(crate) async fn start_again(&mut self) {
        assert!(self.running.is_none(), "it runs");
        let log = File::options().create(true).append(true).open(self.folder.path().join("log"));
        let log = log.expect("a log");
        let mut command = self.account.command(&self.binaries.join("postgres"));
        command
            .arg("-D")
            .arg(self.folder.path().join("data"))
            .args(["-c", "listen_addresses=", "-c"])
            .arg(format!("unix_socket_directories={}", self.folder.path().display()))
            .args(["-c", &format!("max_connections={}", self.max_connections), "-c", "fsync=off"])
            .stdout(log.try_clone().expect("a log"))
            .stderr(log);
        self.running = Some(command.spawn().expect("postgres starts"));
        let begun = Instant::now();
        while self.options("postgres").connect().await.is_err() {
            let log = || std::fs::read_to_string(self.folder.path().join("log"));
            assert!(begun.elapsed() < AT_MOST, "it does not start: {:?}", log());
            sleep(PAUSE).await;
        }
    }

    /// How to connect to a database there.
    pub(crate) fn options(&self, database: &str) -> PgConnectOptions {
        let user = PgConnectOptions::from_str(&primary()).expect("a URL");
        PgConnectOptions::new()
            .username(user.get_username())
            .socket(self.folder.path())
            .port(5432)
            .database(database)
    }

    /// Its address, as `PILOTBOARD_READ_URL` takes it.
    pub(crate) fn url(&self, database: &str) -> String {
        let user = PgConnectOptions::from_str(&primary()).expect("a URL");
        let folder = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://{}@{folder}/{database}", user.get_username())
    }

    /// Waits until it has all that the primary has now.
    pub(crate) async fn caught_up(&self) {
        let mut connection = connect(&PgConnectOptions::from_str(&primary()).expect("a URL")).await;
        // Something is written, and where it ends is waited for: where the next
        // record will begin may be past a page's head that nobody has written.
        let written = "select pg_logical_emit_message(true, 'pilotboard', '')::text";
        let (written,): (String,) =
            sqlx::query_as(written).fetch_one(&mut connection).await.expect("a position");
        let mut standby = connect(&self.options("postgres")).await;
        let begun = Instant::now();
        loop {
            let (there,): (bool,) = sqlx::query_as("select pg_last_wal_replay_lsn() >= $1::pg_lsn")
                .bind(&written)
                .fetch_one(&mut standby)
                .await
                .expect("a position");
            if there {
                return;
            }
            assert!(begun.elapsed() < AT_MOST, "it does not catch up");
            sleep(PAUSE).await;
        }
    }

    pub(crate) async fn pauses(&self, paused: bool) {
        let act = if paused { "pg_wal_replay_pause()" } else { "pg_wal_replay_resume()" };
        let mut standby = connect(&self.options("postgres")).await;
        sqlx::query(&format!("select {act}")).execute(&mut standby).await.expect("it pauses");
        if !paused {
            return;
        }
        let begun = Instant::now();
        loop {
            let (state,): (String,) = sqlx::query_as("select pg_get_wal_replay_pause_state()")
                .fetch_one(&mut standby)
                .await
                .expect("a state");
            if state == "paused" {
                return;
            }
            assert!(begun.elapsed() < AT_MOST, "it does not pause");
            sleep(PAUSE).await;
        }
    }

    /// The moment at which it was last asked for sums or figures in that
    /// database, by its own clock, in microseconds; 0 for never.
    pub(crate) async fn last_asked(&self, database: &str) -> i64 {
        let mut standby = connect(&self.options("postgres")).await;
        let (last,): (i64,) = sqlx::query_as(
            "select coalesce((extract(epoch from max(query_start)) * 1000000)::bigint, 0)
             from pg_stat_activity
             where datname = $1 and application_name = 'pilotboard'
               and (query like '%from rollup%' or query like '%from approved_f%')",
        )
        .bind(database)
        .fetch_one(&mut standby)
        .await
        .expect("its connections");
        last
    }

    /// Ends it at once, like a machine that loses its power.
    pub(crate) fn dies(&mut self) {
        let mut child = self.running.take().expect("it runs");
        signal(i32::try_from(child.id()).expect("a pid"), Signal::QUIT);
        child.wait().expect("its end");
    }

    /// Stops all that answers there, without a word to anybody.
    pub(crate) async fn freezes(&mut self) {
        let (backends,): (Vec<i32>,) = sqlx::query_as(
            "select array_agg(pid) from pg_stat_activity
             where backend_type = 'client backend' and pid <> pg_backend_pid()",
        )
        .fetch_one(&mut connect(&self.options("postgres")).await)
        .await
        .expect("its processes");
        let postmaster = self.running.as_ref().expect("it runs").id();
        self.frozen.push(i32::try_from(postmaster).expect("a pid"));
        self.frozen.extend(backends);
        self.frozen.iter().for_each(|pid| signal(*pid, Signal::STOP));
    }

    pub(crate) fn thaws(&mut self) {
        self.frozen.drain(..).for_each(|pid| signal(pid, Signal::CONT));
    }

    /// Makes it a server of its own.
    pub(crate) async fn is_promoted(&self) {
        let mut standby = connect(&self.options("postgres")).await;
        sqlx::query("select pg_promote()").execute(&mut standby).await.expect("it is promoted");
    }
}

impl Drop for Standby {
    fn drop(&mut self) {
        for pid in self.frozen.drain(..) {
            let _ = kill_process(Pid::from_raw(pid).expect("a pid"), Signal::CONT);
        }
        if self.running.is_some() {
            self.dies();
        }
    }
}
