//! The style sheet and the browser's module, out of the binary.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue, VARY,
};
use axum::response::{IntoResponse, Response};

use crate::shipped;

/// A hashed name never changes its content, so it is kept for a year.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// `GET /assets/{name}`
pub(super) async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = shipped::asset(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let takes_brotli = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| coding.trim() == "br");
    let mut response = (if takes_brotli { asset.brotli } else { asset.plain }).into_response();
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    out.insert(CACHE_CONTROL, FOREVER);
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if takes_brotli {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}
