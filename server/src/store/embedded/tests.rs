//! The story of a private PostgreSQL, told with the system's own programs.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::process::{Pid, Signal, kill_process};

use super::cluster::Record;
use super::*;
use crate::cli::exit;

/// A state directory that goes away with the test, its cluster included.
struct Home {
    dir: PathBuf,
}

impl Home {
    fn new(name: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let nth = COUNT.fetch_add(1, Ordering::Relaxed);
        let process = std::process::id();
        let dir = std::env::temp_dir().join(format!("pilotboard-{name}-{process}-{nth}"));
        Self { dir }
    }

    fn settings(&self) -> Settings {
        Settings { state_dir: self.dir.clone(), ..Settings::default() }
    }

    async fn start(&self) -> Result<Embedded, EmbeddedError> {
        start(&self.settings(), &|_| {}).await
    }

    /// Starts and tells which steps it took.
    async fn start_and_watch(&self) -> (Embedded, Vec<Step>) {
        let steps = Mutex::new(Vec::new());
        let embedded =
            start(&self.settings(), &|step| steps.lock().unwrap().push(step)).await.unwrap();
        (embedded, steps.into_inner().unwrap())
    }

    fn data(&self) -> PathBuf {
        self.dir.join("postgres")
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let data = self.dir.canonicalize().unwrap_or_default().join("postgres");
        if let Some(record) = Record::read(&data)
            && record.serves(&data)
        {
            signal(record.pid, Signal::QUIT);
            while record.serves(&data) {
                std::thread::sleep(PAUSE);
            }
        }
        fs::remove_dir_all(&self.dir).ok();
    }
}

fn signal(pid: u32, signal: Signal) {
    let pid = Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
    kill_process(pid, signal).unwrap();
}

async fn ask(embedded: &Embedded, question: &str) -> String {
    let way = embedded.connection().options();
    let mut connection = PgConnection::connect_with(&way).await.unwrap();
    let answer = sqlx::query_scalar(question).fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    answer
}

async fn tell(embedded: &Embedded, order: &str) {
    let way = embedded.connection().options();
    let mut connection = PgConnection::connect_with(&way).await.unwrap();
    connection.execute(order).await.unwrap();
    connection.close().await.unwrap();
}

async fn refusal(home: &Home) -> EmbeddedError {
    match home.start().await {
        Ok(_) => panic!("started"),
        Err(error) => {
            assert_eq!(error.to_string().lines().count(), 1, "{error}");
            error
        }
    }
}

#[tokio::test]
async fn a_first_start_makes_a_durable_cluster_that_only_its_user_may_enter() {
    let home = Home::new("first");
    let (embedded, steps) = home.start_and_watch().await;
    assert!(matches!(steps[0], Step::Making { .. }), "{steps:?}");
    assert_eq!(steps.last(), Some(&Step::Ready));
    for (setting, value) in [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("listen_addresses", ""),
        ("unix_socket_permissions", "0700"),
        ("server_encoding", "UTF8"),
        ("shared_buffers", "64MB"),
        ("max_connections", "50"),
        ("jit", "off"),
        // TimeZone itself is UTC in every session of sqlx.
        ("log_timezone", "Asia/Shanghai"),
    ] {
        let question = format!("select current_setting('{setting}')");
        assert_eq!(ask(&embedded, &question).await, value, "{setting}");
    }
    assert_eq!(ask(&embedded, "select current_database()::text").await, DATABASE);
    for closed in [home.data(), embedded.connection().socket_dir] {
        let mode = fs::metadata(&closed).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", closed.display());
    }
    embedded.stop().await.unwrap();
}

#[tokio::test]
async fn a_stop_is_clean_and_the_figures_are_there_at_the_next_start() {
    let home = Home::new("again");
    let embedded = home.start().await.unwrap();
    tell(&embedded, "create table kept as select 'seven' as word").await;
    embedded.stop().await.unwrap();
    assert!(Record::read(&home.data()).is_none());

    let (embedded, steps) = home.start_and_watch().await;
    assert!(matches!(steps[0], Step::Starting { .. }), "{steps:?}");
    assert!(!steps.contains(&Step::Recovering));
    assert_eq!(ask(&embedded, "select word from kept").await, "seven");
    embedded.stop().await.unwrap();
}

#[tokio::test]
async fn a_cluster_that_a_killed_server_left_running_is_taken_over() {
    let home = Home::new("takeover");
    let embedded = home.start().await.unwrap();
    tell(&embedded, "create table kept as select 'eight' as word").await;
    let pid = embedded.pid().unwrap();
    drop(embedded);

    let (embedded, steps) = home.start_and_watch().await;
    assert_eq!(steps, [Step::TakingOver { pid }, Step::Ready]);
    assert_eq!(embedded.pid(), Some(pid));
    assert_eq!(ask(&embedded, "select word from kept").await, "eight");
    embedded.stop().await.unwrap();
    assert!(Record::read(&home.data()).is_none());
}

#[tokio::test]
async fn a_postmaster_that_was_killed_recovers_what_was_acknowledged() {
    let home = Home::new("crash");
    let embedded = home.start().await.unwrap();
    tell(&embedded, "create table kept as select 'nine' as word").await;
    signal(embedded.pid().unwrap(), Signal::KILL);
    drop(embedded);

    let embedded = home.start().await.unwrap();
    assert_eq!(ask(&embedded, "select word from kept").await, "nine");
    embedded.stop().await.unwrap();
}

#[tokio::test]
async fn a_postmaster_that_is_killed_while_it_is_kept_is_soon_back_and_stops_in_order() {
    let home = Home::new("kept");
    let mut embedded = home.start().await.unwrap();
    tell(&embedded, "create table kept as select 'acknowledged' as figure").await;
    let way = embedded.connection().options();
    for _ in 0..2 {
        let killed = embedded.pid().unwrap();
        signal(killed, Signal::KILL);
        let begun = Instant::now();
        let back = async {
            loop {
                if let Ok(mut connection) = PgConnection::connect_with(&way).await {
                    let question = sqlx::query_scalar("select figure from kept");
                    let figure: Result<String, _> = question.fetch_one(&mut connection).await;
                    // The killed one's sessions may answer for a moment.
                    if let Ok(figure) = figure
                        && embedded_pid(&home) != Some(killed)
                    {
                        return figure;
                    }
                }
                tokio::time::sleep(PAUSE).await;
            }
        };
        let figure = tokio::select! {
            () = embedded.keep() => unreachable!("it is kept for ever"),
            figure = tokio::time::timeout(Duration::from_secs(30), back) => figure.unwrap(),
        };
        assert_eq!(figure, "acknowledged", "after {:?}", begun.elapsed());
    }
    let last = embedded.pid().unwrap();
    embedded.stop().await.unwrap();
    assert!(!Path::new(&format!("/proc/{last}")).exists(), "it is left running");
}

/// The postmaster's number, as it says itself.
fn embedded_pid(home: &Home) -> Option<u32> {
    Record::read(&home.data()).map(|record| record.pid)
}

#[tokio::test]
async fn a_stale_record_of_a_postmaster_does_not_keep_the_cluster_down() {
    let home = Home::new("stale");
    home.start().await.unwrap().stop().await.unwrap();
    let record = |pid: u32| {
        let socket = home.dir.join("socket");
        format!(
            "{pid}\n{}\n1\n5432\n{}\n\n  1  1\nready   \n",
            home.data().display(),
            socket.display()
        )
    };
    let file = home.data().join("postmaster.pid");

    // The process is gone. PostgreSQL itself removes the record.
    let mut short = Command::new("true").spawn().unwrap();
    short.wait().unwrap();
    fs::write(&file, record(short.id())).unwrap();
    if let Account::Other { uid, gid, .. } = Account::choose(None, &home.data()).unwrap() {
        std::os::unix::fs::chown(&file, Some(uid), Some(gid)).unwrap();
    }
    home.start().await.unwrap().stop().await.unwrap();

    // After a restart of the machine the number belongs to somebody else.
    let mut other = Command::new("sleep").arg("60").spawn().unwrap();
    fs::write(&file, record(other.id())).unwrap();
    let started = home.start().await;
    other.kill().unwrap();
    other.wait().unwrap();
    started.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn an_initdb_that_was_interrupted_is_never_taken_for_a_cluster() {
    let home = Home::new("interrupted");
    let half = home.dir.join("postgres.init-4711");
    fs::create_dir_all(half.join("base")).unwrap();
    fs::set_permissions(&home.dir, fs::Permissions::from_mode(0o711)).unwrap();
    fs::write(half.join("PG_VERSION"), "15\n").unwrap();
    let embedded = home.start().await.unwrap();
    assert!(!half.exists());
    embedded.stop().await.unwrap();
}

#[tokio::test]
async fn a_second_pilotboard_on_the_same_directory_is_refused() {
    let home = Home::new("locked");
    let embedded = home.start().await.unwrap();
    let error = refusal(&home).await;
    assert_eq!(error.code(), exit::STATE_IN_USE);
    let own = std::process::id();
    assert!(error.to_string().contains(&format!("process {own}")), "{error}");
    embedded.stop().await.unwrap();
}

#[tokio::test]
async fn a_long_path_puts_the_socket_elsewhere_and_keeps_it_private() {
    let home = Home::new("long");
    let deep = Settings {
        state_dir: home.dir.join("d".repeat(60)).join("e, \"f".repeat(8)),
        ..Settings::default()
    };
    let embedded = start(&deep, &|_| {}).await.unwrap();
    let socket_dir = embedded.connection().socket_dir;
    assert!(!socket_dir.starts_with(&home.dir));
    let mode = fs::metadata(&socket_dir).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    assert_eq!(ask(&embedded, "select 'here'").await, "here");
    embedded.stop().await.unwrap();
    assert!(!socket_dir.exists());
}

#[tokio::test]
async fn a_comma_in_the_path_is_part_of_the_path() {
    let home = Home::new("comma");
    let settings = Settings { state_dir: home.dir.join("one, \"two\" 三"), ..Settings::default() };
    let embedded = start(&settings, &|_| {}).await.unwrap();
    assert_eq!(ask(&embedded, "select 'here'").await, "here");
    embedded.stop().await.unwrap();
}

#[tokio::test]
async fn missing_programs_are_told_with_the_place_and_the_fix() {
    let home = Home::new("missing");
    let settings = Settings { bin_dir: Some(PathBuf::from("/nowhere/bin")), ..home.settings() };
    let Err(error) = start(&settings, &|_| {}).await else {
        panic!("started");
    };
    assert_eq!(error.code(), exit::POSTGRES_MISSING);
    assert!(error.to_string().contains("/nowhere/bin"), "{error}");
    assert!(error.to_string().contains("apt-get install postgresql"));
}

#[tokio::test]
async fn a_cluster_of_another_version_asks_for_its_own_programs() {
    let home = Home::new("version");
    fs::create_dir_all(home.data()).unwrap();
    fs::set_permissions(&home.dir, fs::Permissions::from_mode(0o711)).unwrap();
    fs::write(home.data().join("PG_VERSION"), "9\n").unwrap();
    let error = refusal(&home).await;
    assert_eq!(error.code(), exit::POSTGRES_MISSING);
    assert!(error.to_string().contains("made by PostgreSQL 9"), "{error}");
}

#[tokio::test]
async fn a_directory_with_other_peoples_files_is_left_alone() {
    let home = Home::new("files");
    fs::create_dir_all(home.data()).unwrap();
    fs::set_permissions(&home.dir, fs::Permissions::from_mode(0o711)).unwrap();
    fs::write(home.data().join("letter.txt"), "dear").unwrap();
    let error = refusal(&home).await;
    assert_eq!(error.code(), exit::STATE_UNUSABLE);
    assert!(home.data().join("letter.txt").exists());
}

#[tokio::test]
async fn a_directory_that_cannot_be_made_is_named() {
    let home = Home::new("file");
    fs::write(&home.dir, "a file").unwrap();
    let error = refusal(&home).await;
    fs::remove_file(&home.dir).unwrap();
    assert_eq!(error.code(), exit::STATE_UNUSABLE);
}

#[tokio::test]
async fn root_is_told_which_directory_keeps_postgresql_out() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let home = Home::new("closed");
    let closed = home.dir.join("closed");
    fs::create_dir_all(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    let settings = Settings { state_dir: closed.join("state"), ..Settings::default() };
    let Err(error) = start(&settings, &|_| {}).await else {
        panic!("started");
    };
    assert_eq!(error.code(), exit::STATE_UNUSABLE);
    let fix = format!("chmod o+x {}", closed.display());
    assert!(error.to_string().contains(&fix), "{error}");
}

#[tokio::test]
async fn a_user_who_does_not_exist_is_named() {
    let home = Home::new("nobody");
    let settings = Settings { run_as: Some("no-such-user".to_owned()), ..home.settings() };
    let Err(error) = start(&settings, &|_| {}).await else {
        panic!("started");
    };
    assert_eq!(error.code(), exit::NO_POSTGRES_USER);
    assert!(error.to_string().contains("no-such-user"), "{error}");
}
