//! `pilotboard serve`: the board over its database, until it is told to stop.

use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::time::timeout;
use tracing_subscriber::EnvFilter;

use super::database::{Beside, Opened, open};
use super::{Failure, Openness, Serving, Switch, exit, import, mail, talk};
use crate::export::evaluation::typesetter::Typesetter;
use crate::http::{self, Board, Settings};
use crate::store::installation::Purpose;

/// Connections for what is done as owner of the tables, before serving.
pub(super) const OWNER: u32 = 2;

pub(super) async fn run(serving: Serving) -> Result<u8, Failure> {
    log();
    let stop = Stop::watch()?;
    let settings = Settings {
        as_of: serving.as_of,
        font: serving.font.clone(),
        typesetter: Typesetter::this_program()?,
        links: serving.links == Some(Switch::On),
        open: serving.board == Some(Openness::Open),
        surroundings: serving.surroundings(),
        mailer: mail::mailer()?,
        ..Settings::default()
    };
    let listener = listen(&serving).await?;
    let opened = open(&serving.database, "pilotboard", OWNER, Beside::Nobody).await?;
    let prepared = async {
        opened.store.claim(Purpose::Real).await?;
        import::shipped_programmes(&opened.store).await
    };
    if let Err(failure) = prepared.await {
        opened.close().await?;
        return Err(failure);
    }
    until_stopped(listener, opened, settings, &serving, stop, &[]).await
}

/// What goes wrong inside is said on standard error; `RUST_LOG` says more.
pub(super) fn log() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,sqlx=error"));
    // A second call, in tests, finds the first one's logger.
    let _ =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// Takes the port before anything slow is done, so that a clash is said at once.
pub(super) async fn listen(serving: &Serving) -> Result<TcpListener, Failure> {
    let address = serving.listen;
    TcpListener::bind(address).await.map_err(|error| Failure::Listen { address, error })
}

/// SIGINT and SIGTERM, watched from before anything is started, so that one
/// that comes early still stops everything in order.
pub(super) struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    pub(super) fn watch() -> Result<Self, Failure> {
        let (terminate, interrupt) =
            (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        Ok(Self { terminate, interrupt })
    }

    async fn asked(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    /// Asked once, the board says that it leaves and is served for as long as
    /// `drain`; asked again, no longer.
    async fn drained(mut self, board: Board, drain: Duration) {
        self.asked().await;
        board.leave();
        if !drain.is_zero() {
            let seconds = drain.as_secs();
            talk::say(&format!("pilotboard: stopping in {seconds} s; told again, at once"));
            let _ = timeout(drain, self.asked()).await;
        }
        talk::say("pilotboard: stopping");
    }
}

/// Serves until it is asked to stop, then stops everything in order.
pub(super) async fn until_stopped(
    listener: TcpListener,
    mut opened: Opened,
    settings: Settings,
    serving: &Serving,
    stop: Stop,
    // What is said beside the address.
    sign_ins: &[String],
) -> Result<u8, Failure> {
    let address = listener.local_addr()?;
    let demo = settings.demo;
    let store = match opened.serving(serving.connections).await {
        Ok(store) => store,
        Err(failure) => {
            opened.close().await?;
            return Err(failure);
        }
    };
    let board = Board::new(store.clone(), settings);
    let worker = tokio::spawn(http::make_files(board.clone()));
    let watcher = tokio::spawn(http::watch_data(board.clone()));
    let router = http::router(board.clone());
    let mark = if demo { " (demo figures)" } else { "" };
    talk::say(&format!("pilotboard: http://{address}/{mark} - stop with Ctrl-C"));
    sign_ins.iter().for_each(|line| talk::say(line));
    let stop = stop.drained(board, serving.drain());
    tokio::select! {
        () = http::serve(listener, router, serving.accepting(), stop) => {}
        () = opened.keep() => {}
    }
    worker.abort();
    watcher.abort();
    store.close().await;
    opened.close().await?;
    Ok(exit::DONE)
}
