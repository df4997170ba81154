//! Routes behind the server's own accept loop, on a port that is free, and a
//! line to them on which a test says every byte itself.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use server::http::{Accepting, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// Nothing a test waits for takes longer.
const AT_MOST: Duration = Duration::from_secs(30);

/// Being served until it is stopped or dropped.
#[derive(Debug)]
pub struct Listening {
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
}

impl Listening {
    pub async fn start(router: Router, accepting: Accepting) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(serve(listener, router, accepting, async {
            // A test that ends drops its end.
            let _ = stopped.await;
        }));
        Self { address, stop: Some(stop), serving }
    }

    /// A connection on which nothing was said yet.
    pub async fn line(&self) -> Line {
        Line { stream: TcpStream::connect(self.address).await.expect("it listens") }
    }

    /// One request on a connection of its own; its answer, head and body.
    pub async fn ask(&self, request: &[u8]) -> String {
        let mut line = self.line().await;
        line.say(request).await;
        line.answer().await
    }

    /// Asks it to stop.
    pub fn stop(&mut self) {
        self.stop.take();
    }

    /// Waits until it has stopped.
    pub async fn ended(&mut self) {
        timeout(AT_MOST, &mut self.serving).await.expect("it ends").expect("without a panic");
    }
}

/// One connection.
#[derive(Debug)]
pub struct Line {
    stream: TcpStream,
}

impl Line {
    /// A connection to any server; `None` where nobody listens.
    pub async fn to(address: SocketAddr) -> Option<Self> {
        Some(Self { stream: TcpStream::connect(address).await.ok()? })
    }

    /// Sends bytes; they may be in vain.
    pub async fn say(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).await.is_ok()
    }

    /// Reads one answer whose head says how long it is.
    pub async fn answer(&mut self) -> String {
        let mut answer = Vec::new();
        let reading = async {
            let mut buffer = [0; 16 << 10];
            loop {
                let text = String::from_utf8_lossy(&answer);
                if whole(&text) {
                    break;
                }
                match self.stream.read(&mut buffer).await {
                    Ok(0) | Err(_) => break,
                    Ok(length) => answer.extend_from_slice(&buffer[..length]),
                }
            }
        };
        timeout(AT_MOST, reading).await.expect("an answer in time");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Waits until the server hangs up; what it said until then.
    pub async fn closed(&mut self) -> String {
        let mut rest = Vec::new();
        // A reset is an end like any other.
        let _ = timeout(AT_MOST, self.stream.read_to_end(&mut rest)).await.expect("it hangs up");
        String::from_utf8_lossy(&rest).into_owned()
    }

    /// Reads with a pause after each `piece` bytes until the server hangs up;
    /// how many bytes there were.
    pub async fn closed_slowly(&mut self, piece: usize, pause: Duration) -> usize {
        let (mut arrived, mut since) = (0, 0);
        let mut buffer = vec![0; 64 << 10];
        loop {
            match timeout(AT_MOST, self.stream.read(&mut buffer)).await.expect("in time") {
                Ok(0) | Err(_) => return arrived,
                Ok(length) => {
                    arrived += length;
                    since += length;
                }
            }
            if since >= piece {
                since = 0;
                sleep(pause).await;
            }
        }
    }
}

/// Whether the text holds a head and all of the body the head announces.
fn whole(text: &str) -> bool {
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        return body.ends_with("0\r\n\r\n");
    }
    let announced = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse().ok());
    announced.is_some_and(|length: usize| body.len() >= length)
}
