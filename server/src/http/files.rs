//! Charts and tables as files, at the address of the page with a suffix.

use app::exhibit::Exhibit;
use app::links::Suffix;
use app::ui::shell::Shell;
use app::ui::table::Table;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};

use tokio::task::JoinError;

use super::Board;
use super::answer::Refusal;
use crate::export::png::PngError;
use crate::export::{csv, png};

const CSV: &str = "text/csv; charset=utf-8";

/// Pixels of a PNG for each of the chart's: sharp on paper.
const SCALE: u32 = 2;

/// The picture, or why there is none.
fn picture(rendered: Result<Result<Vec<u8>, PngError>, JoinError>) -> Result<Vec<u8>, Refusal> {
    match rendered {
        Ok(Ok(picture)) => Ok(picture),
        Ok(Err(PngError::NoChineseFont)) => Err(Refusal::NoFont),
        Ok(Err(error)) => {
            tracing::error!(%error, "a picture could not be made");
            Err(Refusal::NoPicture)
        }
        Err(error) => {
            tracing::error!(%error, "a picture could not be made");
            Err(Refusal::NoPicture)
        }
    }
}

/// Says that a file is to be kept under that name, whatever its characters.
pub(super) fn attached(name: &str) -> String {
    let encoded: String = name
        .bytes()
        .map(|byte| match byte {
            b'.' | b'-' | b'_' => char::from(byte).to_string(),
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("attachment; filename*=UTF-8''{encoded}")
}

/// The exhibit as a file.
pub(super) async fn answer(
    shell: &Shell,
    board: &Board,
    exhibit: &Exhibit,
    suffix: Suffix,
    name: &str,
) -> Result<Response, Refusal> {
    let demo = board.inner.demo;
    let drawn = || exhibit.drawn_as_file(shell.locale, demo);
    let (media_type, body) = match suffix {
        Suffix::Svg => ("image/svg+xml", drawn().into_bytes()),
        Suffix::Png => {
            let (svg, font) = (drawn(), board.inner.font.clone());
            // Some 50 ms of pure computing: not on the threads that answer others.
            let rendered =
                tokio::task::spawn_blocking(move || png::render(&svg, SCALE, font.as_deref()));
            ("image/png", picture(rendered.await)?)
        }
        Suffix::Csv => (CSV, csv::write(shell.locale, &exhibit.table, demo)),
    };
    Ok(named(body, media_type, demo, name, suffix))
}

/// A table alone as CSV.
pub(super) fn table(shell: &Shell, board: &Board, table: &Table, name: &str) -> Response {
    let demo = board.inner.demo;
    let body = csv::write(shell.locale, table, demo);
    named(body, CSV, demo, name, Suffix::Csv)
}

fn named(
    body: Vec<u8>,
    media_type: &'static str,
    demo: bool,
    name: &str,
    suffix: Suffix,
) -> Response {
    let mark = if demo { "-demo" } else { "" };
    let disposition = format!("inline; filename=\"{name}{mark}.{}\"", suffix.extension());
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // The name is made of codes alone, which are plain ASCII.
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}
