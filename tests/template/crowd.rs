//! A hundred people send their largest workbooks at once, to the product in a
//! process of its own.

use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use server::http::limits::{FILE, UPLOADS};
use support::{TestBoard, Walk};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};

use crate::desk::{RETURN, board, template_of};

const SENT: usize = 100;
/// Nothing here takes longer.
const AT_MOST: Duration = Duration::from_secs(60);
/// In kB: what the server may hold at rest, and four times each file that is
/// read at a time.
const MOST: u64 = (60 << 10) + ((UPLOADS as u64 * 4 * FILE as u64) >> 10);

/// The product over a test's database; ended with the value.
struct Served {
    process: Child,
    address: SocketAddr,
}

impl Served {
    async fn start(board: &TestBoard) -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = free.local_addr().expect("its address");
        drop(free);
        let process = Command::new(env!("CARGO_BIN_EXE_pilotboard-tested"))
            .args(["serve", "--listen", &address.to_string()])
            .env("DATABASE_URL", board.database.url())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let served = Self { process, address };
        let begun = Instant::now();
        while served.ask(b"GET /readyz HTTP/1.1\r\nhost: board\r\n", &[]).await != Some(200) {
            assert!(begun.elapsed() < AT_MOST, "it does not answer");
            sleep(Duration::from_millis(20)).await;
        }
        served
    }

    /// The status of the answer to one request on a line of its own, if one
    /// arrives whole.
    async fn ask(&self, head: &[u8], body: &[u8]) -> Option<u16> {
        let mut line = TcpStream::connect(self.address).await.ok()?;
        let said = [head, b"connection: close\r\n\r\n"].concat();
        let (mut from, mut to) = line.split();
        let sending = async {
            // Whoever is refused may be cut off before all of it is sent.
            let _ = to.write_all(&said).await;
            let _ = to.write_all(body).await;
        };
        let reading = async {
            let mut answer = Vec::new();
            from.read_to_end(&mut answer).await.ok()?;
            let head = String::from_utf8_lossy(&answer).into_owned();
            head.split(' ').nth(1)?.parse().ok()
        };
        timeout(AT_MOST, async { tokio::join!(sending, reading).1 }).await.ok()?
    }

    /// The most memory it ever held, in kB; 0 once it has ended.
    fn peak(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Some(pid) = i32::try_from(self.process.id()).ok().and_then(Pid::from_raw) {
            // It may have ended by itself.
            let _ = kill_process(pid, Signal::TERM);
        }
        let _ = self.process.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_uploads_of_ten_megabytes_at_once_cost_no_more_than_those_that_are_read() {
    let board = board().await;
    let clerk = board.person("entry-tianjin").await;
    let mut walk = Walk::new(7);
    let mut parts = template_of(&clerk, RETURN).await;
    let room = FILE - parts.archive().len() - 4_096;
    let noise: Vec<u8> =
        (0..room).map(|_| u8::try_from(walk.below(256)).expect("a byte")).collect();
    let file = parts.put("xl/media/1.bin", noise).archive();
    assert!((FILE - 8_192..=FILE).contains(&file.len()), "{} bytes", file.len());
    let mut body = b"--limit\r\ncontent-disposition: form-data; name=\"file\"; \
        filename=\"a.xlsx\"\r\n\r\n"
        .to_vec();
    body.extend_from_slice(&file);
    body.extend_from_slice(b"\r\n--limit--\r\n");
    let head = format!(
        "POST {RETURN}/upload HTTP/1.1\r\nhost: board\r\nsec-fetch-site: same-origin\r\n\
         cookie: {}\r\ncontent-type: multipart/form-data; boundary=limit\r\n\
         content-length: {}\r\n",
        clerk.cookie(),
        body.len()
    );
    let served = Arc::new(Served::start(&board).await);
    let sent = Arc::new((head, body));
    let sending: Vec<_> = (0..SENT)
        .map(|_| {
            let (served, sent) = (served.clone(), sent.clone());
            tokio::spawn(async move { served.ask(sent.0.as_bytes(), &sent.1).await })
        })
        .collect();
    let (mut taken, mut put_off) = (0, 0);
    for sent in sending {
        match sent.await.expect("sent") {
            Some(303) => taken += 1,
            Some(429 | 413) => put_off += 1,
            other => panic!("an upload got {other:?}"),
        }
    }
    let peak = served.peak();
    println!("{taken} taken, {put_off} put off, at most {} MB", peak >> 10);
    assert!(taken >= UPLOADS, "{taken} taken");
    assert!(put_off > 0, "nobody was put off");
    assert!(peak > 0 && peak < MOST, "{peak} kB, not {MOST}");
    // It goes on as before.
    assert_eq!(served.ask(sent.0.as_bytes(), &sent.1).await, Some(303));
}
