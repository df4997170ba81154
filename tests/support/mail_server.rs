//! A real mail server for one test: Debian's python3-aiosmtpd.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

/// Debian's own, whichever other one comes first in the path.
const PYTHON: &str = "/usr/bin/python3";

/// Takes mail until it is dropped.
#[derive(Debug)]
pub struct MailServer {
    child: Child,
    /// The server ends with it.
    _stdin: ChildStdin,
    lines: Receiver<String>,
    port: u16,
}

/// A mail as it arrived.
#[derive(Clone, Debug)]
pub struct Mail {
    pub sender: String,
    pub recipients: Vec<String>,
    /// Who sent it, where the server asked for a password.
    pub user: Option<String>,
    pub subject: String,
    pub text: String,
    /// All of it as it went over the line.
    pub raw: String,
    headers: Value,
}

impl Mail {
    /// The value of a header, empty when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers[name.to_lowercase()].as_str().unwrap_or("")
    }
}

impl MailServer {
    /// Takes mail from everybody. Recipients called `unknown` are refused for
    /// good, those called `later` for now.
    #[must_use]
    pub fn start() -> Self {
        Self::with(&[])
    }

    /// Takes mail from that user alone.
    #[must_use]
    pub fn start_for(user: &str, password: &str) -> Self {
        Self::with(&[user, password])
    }

    fn with(arguments: &[&str]) -> Self {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("support/mail_server.py");
        let mut child = Command::new(PYTHON)
            .args(["-W", "ignore"])
            .arg(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("/usr/bin/python3 with the package python3-aiosmtpd");
        let stdin = child.stdin.take().expect("standard input");
        let out = BufReader::new(child.stdout.take().expect("standard output"));
        let (said, lines) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if said.send(line).is_err() {
                    return;
                }
            }
        });
        let first = lines.recv_timeout(Duration::from_secs(30));
        let port = first.ok().and_then(|line: String| line.parse().ok());
        let port = port.expect("the mail server starts: is python3-aiosmtpd installed?");
        Self { child, _stdin: stdin, lines, port }
    }

    /// Where it is, as `PILOTBOARD_SMTP_URL` takes it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The same with user and password.
    #[must_use]
    pub fn url_for(&self, user: &str, password: &str) -> String {
        format!("smtp://{user}:{password}@127.0.0.1:{}", self.port)
    }

    /// The next mail; it must come.
    #[must_use]
    pub fn mail(&self) -> Mail {
        let line = self.lines.recv_timeout(Duration::from_secs(30)).expect("a mail");
        read(&line)
    }

    /// What has arrived and was not asked for yet.
    #[must_use]
    pub fn rest(&self) -> Vec<Mail> {
        self.lines.try_iter().map(|line| read(&line)).collect()
    }
}

fn read(line: &str) -> Mail {
    let said: Value = serde_json::from_str(line).expect("a mail as JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Mail {
        sender: text(&said["sender"]),
        recipients: said["recipients"].as_array().into_iter().flatten().map(text).collect(),
        user: said["user"].as_str().map(str::to_owned),
        subject: text(&said["headers"]["subject"]),
        text: text(&said["text"]),
        raw: text(&said["raw"]),
        headers: said["headers"].clone(),
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
