//! What is published, for everybody: the list, one evaluation, its files.

use app::evaluation::frozen::{self, PublishedLine};
use app::links::Page;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::composed::parsed;
use super::{files, with_format};
use crate::audit::hex;
use crate::export::evaluation::PDF;
use crate::http::Board;
use crate::http::answer::{self, Place, Refusal, render};
use crate::http::reading::Read;
use crate::http::sent::answered;
use crate::http::session::Asked;

/// `GET /published`
pub(in crate::http) async fn list(State(board): State<Board>, Asked(read): Asked) -> Response {
    let done = list_page(&board, read.clone()).await;
    answered(&board, &read, done).await
}

async fn list_page(board: &Board, read: Read) -> Result<Response, Refusal> {
    let catalogue = board.catalogue().await?;
    let locale = read.locale;
    let published = board.store().published().await?;
    let lines: Vec<PublishedLine> = published
        .into_iter()
        .map(|(number, subject, at)| {
            let programme = catalogue.programme(&subject.programme);
            PublishedLine {
                number,
                programme: programme
                    .map_or(subject.programme.clone(), |it| locale.name(&it.short).to_owned()),
                scope: programme.map_or_else(String::new, |it| {
                    PublishedLine::scope_of(locale, it, subject.unit.as_deref())
                }),
                quarter: subject.quarter,
                language: subject.language,
                at,
            }
        })
        .collect();
    let shell = answer::bare_shell(board, &catalogue, read, Page::Published);
    Ok(answer::page(StatusCode::OK, render(|| frozen::published(&shell, &lines))))
}

/// `GET /published/{number}`, and as a file
pub(in crate::http) async fn one(
    State(board): State<Board>,
    Place(part): Place<String>,
    Asked(read): Asked,
) -> Response {
    let done = one_page(&board, &part, read.clone()).await;
    answered(&board, &read, done).await
}

async fn one_page(board: &Board, part: &str, read: Read) -> Result<Response, Refusal> {
    let (number, format) = with_format(part);
    let found = board.store().published_content(number).await?;
    let (content, sha256) = found.ok_or_else(|| Refusal::NoSuchEvaluation(number.to_owned()))?;
    if let Some(format) = format {
        return files::kept(board, number, &content, format).await;
    }
    let summary = parsed(number, &content)?;
    let catalogue = board.catalogue().await?;
    let page = Page::PublishedEvaluation(number.to_owned());
    let shell = answer::bare_shell(board, &catalogue, read, page);
    let html = render(|| frozen::public(&shell, number, &hex(&sha256), &summary, PDF));
    Ok(answer::page(StatusCode::OK, html))
}
