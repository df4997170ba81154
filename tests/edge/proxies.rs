//! Who asks: the connection's own end, unless a proxy that was named says more.

use std::sync::Arc;

use axum::Router;
use axum::extract::Extension;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use server::http::Accepting;
use server::http::peer::{Peer, Scheme, Surroundings, introduce};
use support::Listening;

async fn asked(trusted: &str, lines: &str) -> String {
    let surroundings = Surroundings { proxies: trusted.parse().expect("a list"), origin: None };
    let who = async |Extension(Peer(peer)): Extension<Peer>,
                     Extension(scheme): Extension<Scheme>| {
        format!("{}://{}", scheme.word(), peer.ip())
    };
    let router = Router::new()
        .route("/", get(who))
        .layer(from_fn_with_state(Arc::new(surroundings), introduce));
    let served = Listening::start(router, Accepting::default()).await;
    let request = format!("GET / HTTP/1.1\r\nhost: board\r\n{lines}\r\n");
    let answer = served.ask(request.as_bytes()).await;
    answer.split_once("\r\n\r\n").expect("a body").1.to_owned()
}

const FORGED: &str = "x-forwarded-for: 203.0.113.9\r\nx-forwarded-proto: https\r\n";

#[tokio::test]
async fn a_forged_address_is_not_believed() {
    assert_eq!(asked("", FORGED).await, "http://127.0.0.1");
    assert_eq!(asked("10.0.0.0/8, fd00::/8", FORGED).await, "http://127.0.0.1");
}

#[tokio::test]
async fn a_proxy_that_was_named_is_believed_and_what_stands_before_its_word_is_not() {
    assert_eq!(asked("127.0.0.1", FORGED).await, "https://203.0.113.9");
    let appended = "x-forwarded-for: 198.51.100.1, 203.0.113.9\r\n";
    assert_eq!(asked("127.0.0.0/8", appended).await, "http://203.0.113.9");
    assert_eq!(asked("127.0.0.1", "").await, "http://127.0.0.1");
}
