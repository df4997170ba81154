//! Every route of the product on one page. All of them show approved figures
//! alone, and those are for everybody who reaches the board.

use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::{from_fn_with_state, map_request};
use axum::routing::{get, post};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use super::{Board, answer, api, assets, board, health, limits, peer, same_origin};

/// No inline script or style anywhere; the browser's module may be compiled.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'";

/// No page takes longer; who waits gets a 503.
const PATIENCE: Duration = Duration::from_secs(30);

/// The whole product as one service.
pub fn router(state: Board) -> Router {
    // A last part may carry `.svg`, `.png` or `.csv`: the same thing as a file.
    let pages = Router::new()
        .route("/", get(board::overview))
        .route("/help", get(board::help))
        .route("/programmes/{programme}", get(board::programme))
        .route("/programmes/{programme}/units/{unit}", get(board::unit))
        .route("/programmes/{programme}/targets/{no}", get(board::target));
    let api = Router::new().route("/api/v1/progress", post(api::progress));
    let service = Router::new()
        .route("/assets/{name}", get(assets::asset))
        .route("/livez", get(health::alive))
        .route("/readyz", get(health::ready));

    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    // Assets are compressed at build time and PNG is compressed already.
    let worth_it = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/wasm"))
        .and(NotForContentType::const_new("image/png"));
    let around = ServiceBuilder::new()
        .layer(TraceLayer::new_for_http())
        .layer(CatchPanicLayer::custom(answer::panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(header(CONTENT_SECURITY_POLICY, POLICY))
        .layer(header(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(REFERRER_POLICY, "same-origin"))
        .layer(CompressionLayer::new().br(true).gzip(true).compress_when(worth_it))
        .layer(map_request(async |request: Request| limits::keep_reading(request)))
        .layer(from_fn_with_state(state.inner.surroundings.clone(), peer::introduce))
        .layer(from_fn_with_state(state.clone(), same_origin::guard));
    pages
        .merge(api)
        .merge(service)
        .fallback(answer::no_such_page)
        .method_not_allowed_fallback(answer::wrong_method)
        .layer(around)
        .with_state(state)
}
