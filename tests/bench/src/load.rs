//! Many requests at once over the network, each answer read whole: as fast as
//! they are answered, and at a pace that does not wait for answers. Whoever
//! asks works on the same machine and takes its share of it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{self, sleep};
use std::time::Duration;

use tokio::time::Instant;

use crate::times::{Times, milliseconds};
use crate::{Fault, Line};

/// How long each load lasts, after as much as a quarter of it unmeasured.
const LASTS: Duration = Duration::from_secs(4);
const CONNECTIONS: [usize; 3] = [1, 8, 64];
/// The pace of the open load, in hundredths of what was answered at most.
const PACE: u32 = 60;

/// How many times more is asked for than can be answered, and by how many.
const OVERLOAD: u32 = 5;
const CROWD: usize = 400;

/// What is asked for again and again.
#[derive(Clone, Copy)]
struct Asked<'a> {
    address: SocketAddr,
    path: &'a str,
    headers: &'a str,
}

/// What came of it.
struct Answered {
    each_second: u32,
    times: Times,
}

impl Answered {
    fn told(&self) -> String {
        let (middle, slow) = (self.times.within(50), self.times.within(99));
        let each_second = self.each_second;
        format!("{each_second} a second; p50 {}, p99 {}", milliseconds(middle), milliseconds(slow))
    }
}

/// `style` is the address of the style sheet, which is nearly as long as the
/// overview, packed, and needs no more than to be sent.
pub(crate) fn measure(address: SocketAddr, style: &str) -> Result<Vec<Line>, Fault> {
    let packed = "accept-encoding: br\r\n";
    let kept = Asked { address, path: "/?lang=zh-CN", headers: packed };
    // Who sends a cookie gets a page made anew.
    let made = Asked { headers: "cookie: seen=1\r\n", ..kept };
    let sent = Asked { path: style, ..kept };
    let mut lines = Vec::new();
    let mut most = [0_u32; 3];
    for (place, (what, asked)) in
        [("style sheet", sent), ("overview kept", kept), ("overview made anew", made)]
            .into_iter()
            .enumerate()
    {
        for connections in CONNECTIONS {
            let answered = as_fast_as_answered(asked, connections)?;
            if let Some(most) = most.get_mut(place) {
                *most = (*most).max(answered.each_second);
            }
            let line = format!("{what}, {connections} connections at once");
            lines.push(Line(line, answered.told(), ""));
        }
    }
    let [style, kept, anew] = most;
    let ratio = f64::from(kept) / f64::from(style.max(1));
    lines.push(Line("overview kept against the style sheet".into(), format!("{ratio:.2} ×"), ""));
    let pace = anew * PACE / 100;
    let answered = at_a_pace(made, 8, pace)?;
    let line = format!("overview made anew, {pace} asked for a second, from when each was due");
    lines.push(Line(line, answered.told(), ""));
    lines.push(overload(made, anew)?);
    Ok(lines)
}

/// What is still answered, and how soon the others are refused, when far more
/// is asked for than `most` a second.
fn overload(asked: Asked, most: u32) -> Result<Line, Fault> {
    let refused = Mutex::new(Vec::new());
    let next = AtomicU32::new(0);
    let each_second = most * OVERLOAD;
    let begin = Instant::now() + Duration::from_secs(1);
    let gap = Duration::from_secs(1) / each_second.max(1);
    let answered = together(CROWD, || {
        let mut line = Connection::to(asked)?;
        let (mut times, mut turned_away) = (Vec::new(), Vec::new());
        loop {
            let due = begin + gap * next.fetch_add(1, Ordering::Relaxed);
            if due >= begin + LASTS {
                refused.lock().map_err(|_| "a thread broke off")?.extend(turned_away);
                return Ok(times);
            }
            sleep(due.saturating_duration_since(Instant::now()));
            let sent = Instant::now();
            match line.ask_for_status()? {
                200 => times.push(sent.elapsed()),
                503 => turned_away.push(sent.elapsed()),
                other => return Err(format!("answered {other}").into()),
            }
        }
    })?;
    let refused = refused.into_inner().map_err(|_| "a thread broke off")?;
    let goodput = f64::from(answered.each_second) / f64::from(most.max(1));
    let count = refused.len();
    let refused = Times::of(refused);
    Ok(Line(
        format!("overview made anew, {OVERLOAD} times as many asked for, by {CROWD}"),
        format!(
            "{} a second, {goodput:.2} × the most; {count} refused, p50 {}, p99 {}",
            answered.each_second,
            milliseconds(refused.within(50)),
            milliseconds(refused.within(99)),
        ),
        "0.8 ×, 50 ms",
    ))
}

/// Each connection asks again once it has its answer.
fn as_fast_as_answered(asked: Asked, connections: usize) -> Result<Answered, Fault> {
    let begin = Instant::now() + LASTS / 4;
    let end = begin + LASTS;
    together(connections, || {
        let mut line = Connection::to(asked)?;
        let mut times = Vec::new();
        loop {
            let at = Instant::now();
            if at >= end {
                return Ok(times);
            }
            line.ask()?;
            if at >= begin {
                times.push(at.elapsed());
            }
        }
    })
}

/// So many a second, whether answers come or not; each is timed from when it
/// was due, so that none hides behind a slow one before it.
fn at_a_pace(asked: Asked, connections: usize, each_second: u32) -> Result<Answered, Fault> {
    let next = AtomicU32::new(0);
    let begin = Instant::now() + Duration::from_millis(100);
    let gap = Duration::from_secs(1) / each_second.max(1);
    together(connections, || {
        let mut line = Connection::to(asked)?;
        let mut times = Vec::new();
        loop {
            let due = begin + gap * next.fetch_add(1, Ordering::Relaxed);
            if due >= begin + LASTS {
                return Ok(times);
            }
            sleep(due.saturating_duration_since(Instant::now()));
            line.ask()?;
            times.push(due.elapsed());
        }
    })
}

/// The same from so many threads, and what they measured.
fn together(
    connections: usize,
    each: impl Fn() -> Result<Vec<Duration>, Fault> + Sync,
) -> Result<Answered, Fault> {
    let mut all = Vec::new();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..connections).map(|_| scope.spawn(&each)).collect();
        for thread in threads {
            all.extend(thread.join().map_err(|_| "a thread that asks broke off")??);
        }
        Ok::<_, Fault>(())
    })?;
    let each_second = u32::try_from(all.len())? / u32::try_from(LASTS.as_secs())?;
    Ok(Answered { each_second, times: Times::of(all) })
}

/// A connection that stays open.
pub(crate) struct Connection {
    request: String,
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

impl Connection {
    fn to(asked: Asked) -> Result<Self, Fault> {
        let Asked { address, path, headers } = asked;
        let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n{headers}\r\n");
        Ok(Self { request, ..Self::open(address)? })
    }

    pub(crate) fn open(address: SocketAddr) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { request: String::new(), stream: BufReader::new(stream), body: Vec::new() })
    }

    /// The last answer's body.
    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    /// Asks, and reads the answer to its end.
    fn ask(&mut self) -> Result<(), Fault> {
        match self.ask_for_status()? {
            200 => Ok(()),
            other => Err(format!("answered {other}").into()),
        }
    }

    fn ask_for_status(&mut self) -> Result<u16, Fault> {
        let request = std::mem::take(&mut self.request);
        let answered = self.send(&request);
        self.request = request;
        answered
    }

    /// Sends a request as it is, and reads its answer to the end.
    pub(crate) fn send(&mut self, request: &str) -> Result<u16, Fault> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).ok_or("no answer")?.parse()?;
        let mut length: Option<usize> = None;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let Some((name, value)) = line.split_once(':') else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = Some(value.trim().parse()?);
            }
        }
        self.body.resize(length.ok_or("an answer without its length")?, 0);
        self.stream.read_exact(&mut self.body)?;
        Ok(status)
    }
}
