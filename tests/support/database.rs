//! Databases on the server that `scripts/test` starts: filled once for each
//! test binary, copied for each test, dropped at its end.

use std::path::Path;
use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering};

use server::import::programme;
use server::shipped;
use server::store::Store;
use server::store::installation::Purpose;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use tokio::sync::OnceCell;

/// Where the server is.
const VARIABLE: &str = "PILOTBOARD_TEST_DATABASE_URL";
/// How the names of our databases begin; the process's number follows.
const PREFIX: &str = "pilotboard_test_";

/// Made once in a test binary, and only copied after that.
static DEMO: OnceCell<String> = OnceCell::const_new();
static REAL: OnceCell<String> = OnceCell::const_new();
/// A copy of the demo for all tests that only read.
static SHARED: OnceCell<String> = OnceCell::const_new();

/// One database; dropped with the value, unless it is shared.
#[derive(Debug)]
pub struct TestDatabase {
    name: String,
    shared: bool,
}

impl TestDatabase {
    /// The demo's figures, for reading only: other tests read them too.
    pub async fn shared_demo() -> Self {
        let name = SHARED
            .get_or_init(|| async {
                let name = new_name();
                copy(demo_template().await, &name).await;
                name
            })
            .await;
        Self { name: name.clone(), shared: true }
    }

    /// The demo's figures, to do with as one likes.
    pub async fn demo() -> Self {
        let name = new_name();
        copy(demo_template().await, &name).await;
        Self { name, shared: false }
    }

    /// The shipped programmes in a database for real figures, without any.
    pub async fn real() -> Self {
        let name = new_name();
        copy(real_template().await, &name).await;
        Self { name, shared: false }
    }

    /// Nothing at all.
    pub async fn empty() -> Self {
        let name = new_name();
        copy("template0", &name).await;
        Self { name, shared: false }
    }

    /// How to connect to it.
    #[must_use]
    pub fn options(&self) -> PgConnectOptions {
        options().database(&self.name)
    }

    /// Its address, as `DATABASE_URL` takes it.
    #[must_use]
    pub fn url(&self) -> String {
        let url = server_url();
        let (server, _) = url.rsplit_once('/').expect("a database in the address");
        format!("{server}/{}", self.name)
    }

    /// A store with the schema as it is.
    pub async fn store(&self) -> Store {
        Store::connect(self.options(), 4).await.expect("the test's database answers")
    }

    /// Turns everybody out and lets nobody in, or lets them in again.
    pub async fn lock(&self, locked: bool) {
        let mut server = connect().await;
        let allow = !locked;
        let sql = format!("alter database {} allow_connections {allow}", self.name);
        sqlx::query(&sql).execute(&mut server).await.expect("the database is locked");
        if locked {
            sqlx::query(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1",
            )
            .bind(&self.name)
            .execute(&mut server)
            .await
            .expect("all connections are ended");
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.shared {
            return;
        }
        let name = self.name.clone();
        // A test may end inside its runtime, which cannot be entered again.
        let dropping = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
            runtime.block_on(async {
                let mut server = options().connect().await.ok()?;
                sqlx::query(&format!("drop database if exists {name} with (force)"))
                    .execute(&mut server)
                    .await
                    .ok()
            })
        });
        // What could not be dropped goes with the server.
        let _ = dropping.join();
    }
}

fn server_url() -> String {
    std::env::var(VARIABLE).unwrap_or_else(|_| {
        panic!("{VARIABLE} is not set: run the tests with scripts/test, which starts a PostgreSQL")
    })
}

fn options() -> PgConnectOptions {
    PgConnectOptions::from_str(&server_url()).expect("an address like postgres://…")
}

async fn connect() -> PgConnection {
    PgConnection::connect_with(&options()).await.expect("the tests' PostgreSQL answers")
}

fn new_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("{PREFIX}{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

async fn copy(template: &str, name: &str) {
    let sql = format!("create database {name} template {template}");
    sqlx::query(&sql).execute(&mut connect().await).await.expect("the database is made");
}

async fn demo_template() -> &'static str {
    DEMO.get_or_init(|| async {
        drop_left_behind().await;
        let (name, store) = migrated().await;
        server::cli::demo::fill(&store).await.expect("the demo's figures");
        let programmes = store.programmes().await.expect("programmes");
        let accounts = server::cli::demo::accounts(&programmes);
        // Tests sign in without a password, or set one.
        store.open_demo_accounts(&accounts, "").await.expect("the demo's accounts");
        store.close().await;
        name
    })
    .await
}

async fn real_template() -> &'static str {
    REAL.get_or_init(|| async {
        let (name, store) = migrated().await;
        store.claim(Purpose::Real).await.expect("a database for real figures");
        for (code, source) in shipped::PROGRAMMES {
            let parsed = programme::parse(source).expect("a shipped programme");
            assert_eq!(parsed.code, code);
            store.save_programme(&parsed, source, "pilotboard").await.expect("it is taken over");
        }
        store.close().await;
        name
    })
    .await
}

async fn migrated() -> (String, Store) {
    let name = new_name();
    copy("template0", &name).await;
    let store = Store::connect(options().database(&name), 4).await.expect("the new database");
    store.migrate().await.expect("the schema");
    (name, store)
}

/// Drops what binaries that are gone left on a server that lives on.
async fn drop_left_behind() {
    let mut server = connect().await;
    let names: Vec<(String,)> =
        sqlx::query_as("select datname::text from pg_database where starts_with(datname, $1)")
            .bind(PREFIX)
            .fetch_all(&mut server)
            .await
            .expect("the databases' names");
    for (name,) in names {
        let pid = name.trim_start_matches(PREFIX).split('_').next().unwrap_or_default();
        if !Path::new("/proc").join(pid).exists() {
            let sql = format!("drop database if exists {name} with (force)");
            // Another binary may be doing the same.
            let _ = sqlx::query(&sql).execute(&mut server).await;
        }
    }
}
