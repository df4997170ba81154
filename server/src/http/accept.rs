//! Taking connections. `axum::serve` waits for a head for ever and takes any
//! number of connections; this loop bounds both, and every silence.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

use super::patience::{Patient, Phase};

/// What is held of a request before it is passed on, in bytes: a longer head
/// is refused with 431, and a body waits in the kernel.
const BUFFER: usize = 64 << 10;
/// The pause after the process or the machine ran out of sockets or memory.
const PAUSE: Duration = Duration::from_secs(1);

/// How connections are taken.
#[derive(Clone, Copy, Debug)]
pub struct Accepting {
    /// Connections served at a time. One more waits, the rest wait in the
    /// kernel's queue; meanwhile silent ones are closed after their answer.
    pub connections: usize,
    /// How long the head of a request may take, from its first byte; from the
    /// connection's beginning for the first one.
    pub head: Duration,
    /// How long a connection may be silent between two requests.
    pub idle: Duration,
    /// How long an answer may wait for somebody who reads none of it.
    pub unread: Duration,
    /// What requests under way have left once the server is to stop.
    pub farewell: Duration,
}

impl Default for Accepting {
    fn default() -> Self {
        Self {
            connections: 1_024,
            head: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            unread: Duration::from_secs(60),
            farewell: Duration::from_secs(10),
        }
    }
}

/// What all connections are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notice {
    /// Somebody waits: whoever has had an answer makes room.
    Full,
    Stop,
}

/// Serves until `stop` resolves, then finishes what is under way, for at most
/// [`Accepting::farewell`].
pub async fn serve(
    listener: TcpListener,
    router: Router,
    accepting: Accepting,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(accepting.connections));
    let (notices, _) = watch::channel(Notice::Full);
    let mut conversations = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let (stream, peer) = accept(&listener).await;
            (stream, peer, place(&places, &notices).await)
        };
        let (stream, peer, place) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        while conversations.try_join_next().is_some() {}
        conversations.spawn(converse(
            stream,
            peer,
            router.clone(),
            accepting,
            notices.subscribe(),
            place,
        ));
    }
    drop(listener);
    notices.send_replace(Notice::Stop);
    let all = async { while conversations.join_next().await.is_some() {} };
    if timeout(accepting.farewell, all).await.is_err() {
        tracing::warn!(left = conversations.len(), "requests were cut off by the stop");
    }
}

/// The next connection, whatever has to be waited for until there is one.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            // Gone again before it was taken: the next one may be well.
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken for a second");
                sleep(PAUSE).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

/// A place among those served, at once or when one becomes free.
async fn place(
    places: &Arc<Semaphore>,
    notices: &watch::Sender<Notice>,
) -> Option<OwnedSemaphorePermit> {
    loop {
        if let Ok(place) = places.clone().try_acquire_owned() {
            return Some(place);
        }
        // Said again each second: who had no answer yet may have one by then.
        notices.send_replace(Notice::Full);
        if let Ok(place) = timeout(PAUSE, places.clone().acquire_owned()).await {
            return place.ok();
        }
    }
}

/// One connection, to its end.
async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    accepting: Accepting,
    mut notices: watch::Receiver<Notice>,
    _place: Option<OwnedSemaphorePermit>,
) {
    // Answers are written whole; waiting for more would only delay them.
    let _ = stream.set_nodelay(true);
    let phase = Phase::default();
    let stream = Patient::new(stream, phase.clone(), accepting.head, accepting.unread);
    let service = service_fn(|request: Request<Incoming>| {
        let (router, phase) = (router.clone(), phase.clone());
        async move {
            phase.asked();
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            let response = router.oneshot(request).await;
            phase.answered();
            response
        }
    });
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            // Runs from the last answer on; the head itself has its own limit.
            .header_read_timeout(accepting.idle + accepting.head)
            .max_buf_size(BUFFER)
            .serve_connection(TokioIo::new(stream), service)
    );
    let mut leaving = false;
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, %peer, "a connection broke");
                }
                return;
            }
            said = notices.changed(), if !leaving => {
                let stop = said.is_err() || *notices.borrow_and_update() == Notice::Stop;
                if stop || phase.has_answered() {
                    leaving = true;
                    connection.as_mut().graceful_shutdown();
                }
            }
        }
    }
}
