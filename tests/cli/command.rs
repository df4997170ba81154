//! Starting the binary and asking what it serves.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// What a run that ended left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub talk: String,
}

/// The binary with these arguments, and nothing of this machine's settings
/// but where PostgreSQL is.
pub(crate) fn pilotboard(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pilotboard-tested"));
    command.args(arguments).env("USER", "zhang.san").env("LC_ALL", "C.UTF-8");
    for name in [
        "DATABASE_URL",
        "PILOTBOARD_READ_URL",
        "PILOTBOARD_STATE",
        "PILOTBOARD_LISTEN",
        "PILOTBOARD_LANG",
        "PILOTBOARD_AS_OF",
        "PILOTBOARD_SMTP_URL",
        "PILOTBOARD_MAIL_FROM",
        "PILOTBOARD_TRUSTED_PROXIES",
        "PILOTBOARD_ORIGIN",
        "RUST_LOG",
        "XDG_RUNTIME_DIR",
    ] {
        command.env_remove(name);
    }
    command
}

/// Runs to the end.
pub(crate) fn run(mut command: Command, input: &[u8]) -> Run {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("standard input");
    let input = input.to_vec();
    // Written from beside, so that neither waits for the other.
    let writing = std::thread::spawn(move || stdin.write_all(&input));
    let ended = child.wait_with_output().expect("the binary ends");
    // It may end without reading everything.
    let _ = writing.join();
    Run {
        code: ended.status.code(),
        out: String::from_utf8(ended.stdout).expect("UTF-8 on standard output"),
        talk: String::from_utf8(ended.stderr).expect("UTF-8 on standard error"),
    }
}

/// A state directory that PostgreSQL's user can enter too.
pub(crate) fn state() -> TempDir {
    let folder =
        tempfile::Builder::new().prefix("pilotboard-cli-").tempdir_in("/tmp").expect("a folder");
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755))
        .expect("its rights");
    folder
}

/// A board that is being served; killed with the value.
pub(crate) struct Served {
    child: Child,
    address: String,
    talk: Arc<Mutex<String>>,
}

impl Served {
    /// Starts `serve` or `demo` on a port that is free, and waits until it says
    /// where it is.
    pub fn start(mut command: Command) -> Self {
        command.args(["--listen", "127.0.0.1:0"]).stdin(Stdio::null()).stdout(Stdio::null());
        let mut child = command.stderr(Stdio::piped()).spawn().expect("the binary starts");
        let mut lines = BufReader::new(child.stderr.take().expect("standard error"));
        let talk = Arc::new(Mutex::new(String::new()));
        let address = loop {
            let mut line = String::new();
            let read = lines.read_line(&mut line).expect("a line");
            let so_far = {
                let mut talk = talk.lock().expect("the talk");
                talk.push_str(&line);
                talk.clone()
            };
            assert!(read > 0, "it ended instead of serving: {so_far}");
            if let Some((_, rest)) = line.split_once("http://") {
                break rest.split('/').next().unwrap_or_default().to_owned();
            }
        };
        let said = talk.clone();
        std::thread::spawn(move || {
            let mut rest = String::new();
            // Whatever is said after its end is lost with it.
            let _ = lines.read_to_string(&mut rest);
            said.lock().expect("the talk").push_str(&rest);
        });
        Self { child, address, talk }
    }

    pub fn talk(&self) -> String {
        self.talk.lock().expect("the talk").clone()
    }

    /// The status line and body of an address.
    pub fn get(&self, path: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        write!(stream, "GET {path} HTTP/1.0\r\nhost: board\r\n\r\n").expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("head and body");
        (head.lines().next().unwrap_or_default().to_owned(), body.to_owned())
    }

    pub fn must_serve(&self, path: &str) -> String {
        let (status, body) = self.get(path);
        assert!(status.contains(" 200 "), "{path}: {status}\n{}", self.talk());
        body
    }

    pub fn port(&self) -> &str {
        self.address.rsplit(':').next().expect("a port")
    }

    pub fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw).expect("a pid");
        kill_process(pid, signal).expect("signalled");
    }

    /// Waits for its end, at most half a minute.
    pub fn wait(&mut self) -> ExitStatus {
        for _ in 0..300 {
            if let Some(status) = self.child.try_wait().expect("its status") {
                return status;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("it does not end: {}", self.talk());
    }

    pub fn stop(&mut self) {
        self.signal(Signal::TERM);
        let status = self.wait();
        assert_eq!(status.code(), Some(0), "{}", self.talk());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            // Its PostgreSQL is to go with it, also when a test failed.
            self.signal(Signal::TERM);
            let _ = self.child.wait();
        }
    }
}

/// Command lines of all processes that name the folder.
pub(crate) fn processes_in(folder: &std::path::Path) -> Vec<String> {
    let folder = folder.to_string_lossy().into_owned();
    let entries = std::fs::read_dir("/proc").expect("processes");
    entries
        .filter_map(|entry| std::fs::read(entry.ok()?.path().join("cmdline")).ok())
        .map(|line| String::from_utf8_lossy(&line).replace('\0', " "))
        .filter(|line| line.contains(&folder))
        .collect()
}
