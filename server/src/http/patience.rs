//! A connection that does not wait for ever: for a head that trickles in, or
//! for somebody who does not read the answer.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

/// How far a connection is, shared by its reading side and its service.
#[derive(Clone, Debug, Default)]
pub(super) struct Phase {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// Heads that came in whole.
    heads: AtomicUsize,
    /// The last of them has no answer yet.
    asked: AtomicBool,
    /// There was an answer already.
    answered: AtomicBool,
}

impl Phase {
    /// A head came in whole.
    pub(super) fn asked(&self) {
        self.inner.heads.fetch_add(1, Ordering::Relaxed);
        self.inner.asked.store(true, Ordering::Relaxed);
    }

    /// The answer to it is there; what is read now begins the next request.
    pub(super) fn answered(&self) {
        self.inner.answered.store(true, Ordering::Relaxed);
        self.inner.asked.store(false, Ordering::Relaxed);
    }

    /// Whether a request was answered on this connection.
    pub(super) fn has_answered(&self) -> bool {
        self.inner.answered.load(Ordering::Relaxed)
    }

    fn heads(&self) -> usize {
        self.inner.heads.load(Ordering::Relaxed)
    }

    fn is_asked(&self) -> bool {
        self.inner.asked.load(Ordering::Relaxed)
    }
}

/// A stream whose heads and writes have a deadline. One that passed ends the
/// connection.
#[derive(Debug)]
pub(super) struct Patient {
    stream: TcpStream,
    phase: Phase,
    heads: usize,
    head: Deadline,
    unread: Deadline,
}

impl Patient {
    pub(super) fn new(stream: TcpStream, phase: Phase, head: Duration, unread: Duration) -> Self {
        let mut head = Deadline::new(head);
        head.begin();
        Self { stream, phase, heads: 0, head, unread: Deadline::new(unread) }
    }

    /// Holds what came of writing against the deadline for it.
    fn written(
        &mut self,
        cx: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.unread.end();
            return written;
        }
        self.unread.begin();
        ready!(self.unread.poll(cx));
        Poll::Ready(Err(late("nobody reads the answer")))
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let heads = this.phase.heads();
        if heads != this.heads {
            this.heads = heads;
            this.head.end();
        }
        let before = into.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut this.stream).poll_read(cx, into) {
            if into.filled().len() > before && !this.phase.is_asked() {
                this.head.begin();
            }
            // A byte now and then does not move the deadline.
            if !this.head.is_over() {
                return Poll::Ready(read);
            }
        } else {
            ready!(this.head.poll(cx));
        }
        Poll::Ready(Err(late("the head of a request takes too long")))
    }
}

impl AsyncWrite for Patient {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.written(cx, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write_vectored(cx, parts);
        this.written(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

fn late(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, what)
}

/// A stretch of time that is begun, and ended or overrun.
#[derive(Debug)]
struct Deadline {
    allowed: Duration,
    running: Option<Pin<Box<Sleep>>>,
}

impl Deadline {
    fn new(allowed: Duration) -> Self {
        Self { allowed, running: None }
    }

    /// Begins it, unless it runs already.
    fn begin(&mut self) {
        if self.running.is_none() {
            self.running = Some(Box::pin(sleep_until(Instant::now() + self.allowed)));
        }
    }

    fn end(&mut self) {
        self.running = None;
    }

    fn is_over(&self) -> bool {
        self.running.as_ref().is_some_and(|running| running.deadline() <= Instant::now())
    }

    /// Ready when it is overrun.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        match &mut self.running {
            Some(running) => running.as_mut().poll(cx),
            None => Poll::Pending,
        }
    }
}
