//! PgBouncer before the tests' PostgreSQL, as `docs/deploying.md` sets it up.

use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::str::FromStr;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use server::store::embedded::account::Account;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Executor};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

/// Nothing that is waited for here takes longer.
const AT_MOST: Duration = Duration::from_secs(30);
/// Fewer than the servers have connections to it, so that these are mixed.
pub(crate) const CONNECTIONS: i64 = 3;

/// Whom PgBouncer logs in as: with no rights but the server's role.
pub(crate) const LOGIN: &str = "pilotboard_tested_pool";
/// The same without the role, one with rights of its own, and one whose commits
/// are what the tests' PostgreSQL makes of them: not safe.
pub(crate) const WITHOUT_ROLE: &str = "pilotboard_tested_without";
pub(crate) const WITH_RIGHTS: &str = "pilotboard_tested_with";
pub(crate) const UNSAFE: &str = "pilotboard_tested_unsafe";

pub(crate) struct PgBouncer {
    folder: TempDir,
    account: Account,
    running: Option<Child>,
}

impl PgBouncer {
    /// Starts it, with or without what makes each transaction begin clean.
    pub(crate) async fn start(clean: bool) -> Self {
        make_logins().await;
        let url = std::env::var("PILOTBOARD_TEST_DATABASE_URL").expect("scripts/test says it");
        let server = PgConnectOptions::from_str(&url).expect("a URL");
        let place = match server.get_socket() {
            Some(socket) => socket.display().to_string(),
            None => server.get_host().to_owned(),
        };
        let folder = tempfile::Builder::new().prefix("pilotboard-pool-").tempdir_in("/tmp");
        let folder = folder.expect("a folder");
        std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("rights");
        let reset = u8::from(clean);
        let (port, here) = (server.get_port(), folder.path().display());
        let ini = format!(
            "[databases]
* = host={place} port={port}
[pgbouncer]
listen_addr =
unix_socket_dir = {here}
auth_type = trust
auth_file = {here}/users
pool_mode = transaction
server_reset_query = DEALLOCATE ALL
server_reset_query_always = {reset}
default_pool_size = {CONNECTIONS}
max_client_conn = 200
query_wait_timeout = 10
server_login_retry = 1
logfile = {here}/log
"
        );
        let users: String = [LOGIN, WITHOUT_ROLE, WITH_RIGHTS, UNSAFE]
            .iter()
            .map(|it| format!("\"{it}\" \"\"\n"))
            .collect();
        std::fs::write(folder.path().join("ini"), ini).expect("its settings");
        std::fs::write(folder.path().join("users"), users).expect("its users");
        let user = std::env::var("PILOTBOARD_PG_USER").ok();
        let user = user.filter(|_| rustix::process::geteuid().is_root());
        let account = Account::choose(user.as_deref(), Path::new("/nonexistent")).expect("a user");
        if let Account::Other { uid, gid, .. } = &account {
            chown(folder.path(), Some(*uid), Some(*gid)).expect("its owner");
        }
        let mut pgbouncer = Self { folder, account, running: None };
        pgbouncer.starts_again().await;
        pgbouncer
    }

    pub(crate) async fn starts_again(&mut self) {
        let program = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"];
        let program = program.iter().map(PathBuf::from).find(|path| path.exists());
        let program = program.expect("scripts/test installs pgbouncer");
        let mut command = self.account.command(&program);
        command.arg("-q").arg(self.folder.path().join("ini"));
        command.stdout(Stdio::null()).stderr(Stdio::null());
        self.running = Some(command.spawn().expect("pgbouncer starts"));
        let begun = Instant::now();
        while let Err(error) = self.options(LOGIN, "postgres").connect().await {
            let log = || std::fs::read_to_string(self.folder.path().join("log"));
            assert!(begun.elapsed() < AT_MOST, "it does not start: {error}, {:?}", log());
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Ends it, with whatever it has in hand.
    pub(crate) fn ends(&mut self) {
        let Some(mut running) = self.running.take() else { return };
        let pid = i32::try_from(running.id()).ok().and_then(Pid::from_raw);
        let _ = kill_process(pid.expect("a pid"), Signal::TERM);
        let _ = running.wait();
    }

    /// How to connect through it.
    pub(crate) fn options(&self, login: &str, database: &str) -> PgConnectOptions {
        PgConnectOptions::new()
            .username(login)
            .socket(self.folder.path())
            .port(6432)
            .database(database)
            .extra_float_digits(None)
    }

    /// Its address, as `PILOTBOARD_POOL_URL` takes it.
    pub(crate) fn url(&self, login: &str, database: &str) -> String {
        let folder = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://{login}@{folder}:6432/{database}")
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        self.ends();
    }
}

/// Logins belong to the whole server, and outlive the test.
async fn make_logins() {
    let url = std::env::var("PILOTBOARD_TEST_DATABASE_URL").expect("scripts/test says it");
    let server = PgConnectOptions::from_str(&url).expect("a URL");
    let mut owner = server.connect().await.expect("PostgreSQL answers");
    let sql = format!(
        "do $$ begin
           perform pg_advisory_xact_lock(77);
           if not exists (select from pg_roles where rolname = '{LOGIN}') then
             create role {LOGIN} login noinherit in role pilotboard_server;
             alter role {LOGIN} set role = pilotboard_server;
             alter role {LOGIN} set synchronous_commit = on;
             alter role {LOGIN} set statement_timeout = 0;
             create role {WITHOUT_ROLE} login noinherit in role pilotboard_server;
             create role {WITH_RIGHTS} login in role pilotboard_server;
             alter role {WITH_RIGHTS} set role = pilotboard_server;
             create role {UNSAFE} login noinherit in role pilotboard_server;
             alter role {UNSAFE} set role = pilotboard_server;
           end if;
         end $$"
    );
    owner.execute(sql.as_str()).await.expect("the logins are made");
}
