//! One request on a connection of its own; a whole answer, or none.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Beyond this there is no answer.
const AT_MOST: Duration = Duration::from_secs(40);

/// An answer that arrived whole.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// What is sent.
#[derive(Clone, Debug)]
pub struct Post {
    pub address: String,
    pub kind: &'static str,
    pub cookie: String,
    pub body: String,
}

impl Post {
    /// Sends it. `None` where the answer did not arrive, or only in part: then
    /// nobody knows what became of it.
    pub async fn send(&self, to: SocketAddr) -> Option<Answer> {
        let Self { address, kind, cookie, body } = self;
        let length = body.len();
        let request = format!(
            "POST {address} HTTP/1.1\r\nhost: {to}\r\nsec-fetch-site: same-origin\r\n\
             cookie: {cookie}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\
             connection: close\r\n\r\n{body}"
        );
        timeout(AT_MOST, exchange(to, request.as_bytes())).await.ok()?
    }
}

/// Asks for a page; `None` where the answer did not arrive whole.
pub async fn get(to: SocketAddr, address: &str, cookie: &str) -> Option<Answer> {
    let request = format!(
        "GET {address} HTTP/1.1\r\nhost: {to}\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n"
    );
    timeout(AT_MOST, exchange(to, request.as_bytes())).await.ok()?
}

/// Whether the server and its database answer.
pub async fn is_ready(to: SocketAddr) -> bool {
    let asked = timeout(Duration::from_secs(1), get(to, "/readyz", "")).await;
    asked.ok().flatten().is_some_and(|answer| answer.status == 200)
}

async fn exchange(to: SocketAddr, request: &[u8]) -> Option<Answer> {
    let mut stream = TcpStream::connect(to).await.ok()?;
    stream.write_all(request).await.ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    let answer = String::from_utf8(answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let announced: usize = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))?
        .1
        .trim()
        .parse()
        .ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    (body.len() == announced).then(|| Answer {
        status,
        head: head.to_owned(),
        body: body.to_owned(),
    })
}
