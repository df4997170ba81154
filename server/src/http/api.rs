//! The JSON interface.

use app::domain::progress::{answer, fault_answer, judge, parse_case};
use app::locale::{Locale, progress_words};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{Board, limits, reading, request_refusal};

/// Judges one JSON case; the answer as JSON, and whether it is a verdict
/// rather than a fault of the input.
#[must_use]
pub fn judge_line(case: &str, locale: Locale) -> (String, bool) {
    let judged = parse_case(case).and_then(|case| {
        let verdict = judge(&case)?;
        let explanation = progress_words::explanation(locale, &case, &verdict, "");
        Ok(serde_json::to_string(&answer(&verdict, &explanation)))
    });
    match judged {
        Ok(Ok(text)) => (text, true),
        Ok(Err(error)) => (format!("{{\"error\":{{\"message\":\"{error}\"}}}}"), false),
        Err(fault) => (serde_json::to_string(&fault_answer(&fault)).unwrap_or_default(), false),
    }
}

/// `POST /api/v1/progress`: one case, one verdict.
pub(super) async fn progress(State(board): State<Board>, request: Request) -> Response {
    let (uri, headers) = (request.uri().clone(), request.headers().clone());
    let body = match limits::whole(request, limits::JSON).await {
        Ok(body) => body,
        Err(refusal) => return request_refusal::answer(&board, &uri, &headers, &refusal).await,
    };
    let locale = reading::read(&uri, &headers).locale;
    let (answer, judged) = judge_line(&String::from_utf8_lossy(&body), locale);
    let status = if judged { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let json = HeaderValue::from_static("application/json");
    (status, [(CONTENT_TYPE, json)], answer).into_response()
}
