//! Typing a return: one cell saved after the other, and the form opened,
//! through the router, over the private cluster with its durability on.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request};
use server::demo::AS_OF;
use server::http::{Board, Settings, router};
use server::secret::Secret;
use server::store::Store;
use sqlx::postgres::PgConnectOptions;
use tokio::time::Instant;
use tower::ServiceExt as _;

use crate::times::Times;
use crate::{Fault, Line};

const SAVES: usize = 500;
const OPENINGS: usize = 300;
const CONNECTIONS: u32 = 8;
/// A unit that has not filed the demo's last quarter.
const WHO: &str = "entry-130000";

pub(crate) async fn measure(store: &Store, options: PgConnectOptions) -> Result<Vec<Line>, Fault> {
    let account = store.account(WHO).await?.ok_or("the demo has no such account")?;
    let secret = Secret::of_session()?;
    store.start_session(&account.actor, &secret.digest(), None, true).await?;
    let cookie = format!("pilotboard={}", secret.text());
    let serving = Store::serve(options, CONNECTIONS).await?;
    let settings =
        Settings { demo: true, open: true, as_of: AS_OF.parse().ok(), ..Settings::default() };
    let board = router(Board::new(serving.clone(), settings));
    let place = format!("/nev-battery-pilot-2018/130000/{AS_OF}");

    let mut saved = Vec::with_capacity(SAVES);
    for at in 0..SAVES {
        let line = at % 19 + 1;
        let body = format!("{{\"version\":{at},\"cells\":{{\"R{line:02}\":\"{}\"}}}}", at + 1);
        let address = format!("/api/v1/returns{place}");
        let begun = Instant::now();
        send(&board, Method::POST, &address, &cookie, body).await?;
        saved.push(begun.elapsed());
    }
    let mut opened = Vec::with_capacity(OPENINGS);
    let address = format!("/returns{place}?lang=zh-CN");
    for _ in 0..OPENINGS {
        let begun = Instant::now();
        send(&board, Method::GET, &address, &cookie, String::new()).await?;
        opened.push(begun.elapsed());
    }
    serving.close().await;
    Ok(vec![
        Line(format!("saving a cell, {SAVES} times"), Times::of(saved).told(), "p95 20 ms"),
        Line(format!("the form, {OPENINGS} times"), Times::of(opened).told(), "10 ms"),
    ])
}

async fn send(
    board: &Router,
    method: Method,
    address: &str,
    cookie: &str,
    body: String,
) -> Result<(), Fault> {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header("cookie", cookie)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/json")
        .body(Body::from(body))?;
    let answer = board.clone().oneshot(request).await?;
    let status = answer.status();
    let body = to_bytes(answer.into_body(), usize::MAX).await?;
    if !status.is_success() {
        return Err(format!("{address}: {status} {}", String::from_utf8_lossy(&body)).into());
    }
    Ok(())
}
