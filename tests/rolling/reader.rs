//! Somebody who reads page after page on a line that stays open, as a browser
//! does.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use support::Line;
use tokio::time::sleep;

const PAUSE: Duration = Duration::from_millis(40);

/// What came of all reading.
#[derive(Debug, Default)]
pub(crate) struct Reads {
    answered: AtomicUsize,
    failures: Mutex<Vec<String>>,
}

impl Reads {
    pub(crate) fn answered(&self) -> usize {
        self.answered.load(Ordering::Relaxed)
    }

    pub(crate) fn failures(&self) -> Vec<String> {
        self.failures.lock().expect("no reader panicked").clone()
    }

    fn failed(&self, what: String) {
        self.failures.lock().expect("no reader panicked").push(what);
    }
}

/// Reads returns, and pages in between, until it is told to end.
pub(crate) async fn read(
    to: SocketAddr,
    cookie: String,
    returns: Vec<String>,
    reads: Arc<Reads>,
    ended: Arc<AtomicBool>,
) {
    let mut line: Option<Line> = None;
    for address in returns.iter().cycle() {
        for address in [address.as_str(), "/returns", "/"] {
            if ended.load(Ordering::Relaxed) {
                return;
            }
            let open = match line.take() {
                Some(open) => Some(open),
                None => Line::to(to).await,
            };
            let Some(mut open) = open else {
                reads.failed(format!("{address}: no connection"));
                continue;
            };
            let request =
                format!("GET {address} HTTP/1.1\r\nhost: {to}\r\ncookie: {cookie}\r\n\r\n");
            open.say(request.as_bytes()).await;
            let answer = open.answer().await;
            if answer.starts_with("HTTP/1.1 200 ") {
                reads.answered.fetch_add(1, Ordering::Relaxed);
                let head = answer.split("\r\n\r\n").next().unwrap_or("").to_ascii_lowercase();
                line = (!head.contains("connection: close")).then_some(open);
            } else {
                let first = answer.lines().next().unwrap_or("no answer");
                reads.failed(format!("{address}: {first}"));
            }
            sleep(PAUSE).await;
        }
    }
}
