//! Files of a summary: at once where that is quick, else as a job.

use std::convert::Infallible;

use app::domain::programme::Programme;
use app::domain::summary::{Format, Subject, Summary};
use app::evaluation::files::{self as pages, Line, State as Standing};
use app::evaluation::frozen::PublishedLine;
use app::links::Page;
use app::locale::{Locale, evaluation_words as words, number_words};
use app::ui::shell::Step;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue, REFRESH};
use axum::response::Response;
use futures_util::stream;

use super::composed::{composed, parsed};
use super::pages::{found, subject};
use crate::export::evaluation::parts::Parts;
use crate::export::evaluation::{WriteError, media_type, rows};
use crate::http::Board;
use crate::http::answer::{self, Place, Refusal, render};
use crate::http::reading::Read;
use crate::http::request_refusal::RequestRefusal;
use crate::http::sent::{Sent, answered, go};
use crate::http::session::{Asked, Session, SignedIn};
use crate::store::export_jobs::{Job, JobState};

/// Figures up to which a file is made while somebody waits: under a second.
const AT_ONCE: usize = 5_000;

/// `GET /evaluations/{programme}.{format}`
pub(super) async fn of_preview(
    board: &Board,
    session: &Session,
    code: &str,
    mut read: Read,
    format: Format,
) -> Result<Response, Refusal> {
    let catalogue = board.catalogue().await?;
    let programme =
        catalogue.programme(code).ok_or_else(|| Refusal::NoSuchProgramme(code.to_owned()))?;
    let subject = subject(&catalogue, programme, &mut read);
    let of = composed(board, &catalogue, &session.actor, &subject).await?;
    if takes_long(format, &of.summary) {
        let id = board.store().ask_for_file(&session.actor, &subject, None, format).await?;
        return Ok(go(&read, &Page::ExportJob(code.to_owned(), id)));
    }
    let name = file_name(&of.summary);
    // Rows of figures go out as they are written: nobody holds them all.
    let body = match rows(format) {
        Some(rows) => {
            let parts = Parts::of(of.summary, rows);
            Body::from_stream(stream::iter(parts.map(Ok::<_, Infallible>)))
        }
        None => Body::from(made(board, of.summary, format).await?),
    };
    Ok(named(body, format, &name))
}

/// `GET /evaluations/{programme}/{number}.{format}`
pub(super) async fn of_frozen(
    board: &Board,
    session: &Session,
    code: &str,
    number: &str,
    format: Format,
) -> Result<Response, Refusal> {
    let (_, content) = found(board, session, code, number).await?;
    kept(board, number, &content, format).await
}

/// The file that is kept, or made now and kept.
pub(super) async fn kept(
    board: &Board,
    number: &str,
    content: &str,
    format: Format,
) -> Result<Response, Refusal> {
    if let Some(bytes) = board.store().evaluation_file(number, format).await? {
        return Ok(named(bytes, format, number));
    }
    let bytes = made(board, parsed(number, content)?, format).await?;
    board.store().keep_evaluation_file(number, format, &bytes).await?;
    Ok(named(bytes, format, number))
}

fn takes_long(format: Format, summary: &Summary) -> bool {
    pages::IN_BACKGROUND.contains(&format) && summary.figures.len() > AT_ONCE
}

/// Writes the file beside the threads that answer.
async fn made(board: &Board, summary: Summary, format: Format) -> Result<Vec<u8>, Refusal> {
    let font = board.inner.font.clone();
    let written = board.inner.typesetter.write(summary, format, font).await;
    written.map_err(|error| match error {
        WriteError::NotInThisBuild => Refusal::NotInThisBuild,
        WriteError::NoFont => Refusal::NoFont,
        WriteError::Failed(_) => {
            tracing::error!(%error, "an evaluation could not be written");
            Refusal::NoFile
        }
    })
}

/// What a file is called: the number, else programme, unit and quarter.
fn file_name(summary: &Summary) -> String {
    let head = &summary.head;
    let unit = head.unit.as_deref().map(|unit| format!("-{unit}")).unwrap_or_default();
    head.number.clone().unwrap_or_else(|| format!("{}{unit}-{}", head.programme, head.quarter))
}

fn named(body: impl Into<Body>, format: Format, name: &str) -> Response {
    let mut response = Response::new(body.into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(format)));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    let disposition = format!("attachment; filename=\"{name}.{}\"", format.extension());
    // The name is made of codes alone, which are plain ASCII.
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}

/// `POST /evaluations/{programme}/files`
pub(in crate::http) async fn ask(
    State(board): State<Board>,
    Place(code): Place<String>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    let done = asked(&board, &session, &code, &sent).await;
    answered(&board, &sent.read, done).await
}

async fn asked(
    board: &Board,
    session: &Session,
    code: &str,
    sent: &Sent,
) -> Result<Response, Refusal> {
    sent.form.deny_unknown(&["format", "number"])?;
    let format: Format = sent
        .text("format")
        .parse()
        .map_err(|_| RequestRefusal::UnknownField("format".to_owned()))?;
    let number = Some(sent.text("number")).filter(|number| !number.is_empty());
    let catalogue = board.catalogue().await?;
    let programme =
        catalogue.programme(code).ok_or_else(|| Refusal::NoSuchProgramme(code.to_owned()))?;
    let subject: Subject = match number {
        Some(number) => found(board, session, code, number).await?.0.subject,
        None => subject(&catalogue, programme, &mut sent.read.clone()),
    };
    let id = board.store().ask_for_file(&session.actor, &subject, number, format).await?;
    board.inner.jobs.notify_one();
    Ok(go(&sent.read, &Page::ExportJob(code.to_owned(), id)))
}

/// `GET /evaluations/{programme}/files/{id}`
pub(in crate::http) async fn job(
    State(board): State<Board>,
    Place((code, id)): Place<(String, String)>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let done = job_page(&board, &session, &code, &id, read.clone()).await;
    answered(&board, &read, done).await
}

async fn job_page(
    board: &Board,
    session: &Session,
    code: &str,
    id: &str,
    read: Read,
) -> Result<Response, Refusal> {
    let catalogue = board.catalogue().await?;
    let programme =
        catalogue.programme(code).ok_or_else(|| Refusal::NoSuchProgramme(code.to_owned()))?;
    let job = board.store().job(&session.actor, id).await?;
    let job = job.filter(|job| job.subject.programme == code).ok_or(Refusal::NoFile)?;
    let locale = read.locale;
    let line = line(locale, programme, &job);
    let page = Page::ExportJob(code.to_owned(), id.to_owned());
    let shell = answer::bare_shell(board, &catalogue, read, page);
    let path = [Step {
        name: words::evaluation(locale).to_owned(),
        page: Page::Evaluations(code.to_owned()),
    }];
    let html = render(|| pages::page(&shell, &path, code, &line));
    let mut response = answer::page(StatusCode::OK, html);
    if line.state.is_coming() {
        // Looks again without scripts.
        response.headers_mut().insert(REFRESH, HeaderValue::from_static("2"));
    }
    Ok(response)
}

/// A job as pages show it.
pub(super) fn line(locale: Locale, programme: &Programme, job: &Job) -> Line {
    let subject = &job.subject;
    let whose = PublishedLine::scope_of(locale, programme, subject.unit.as_deref());
    let what = job.number.clone().unwrap_or_else(|| {
        words::subtitle(locale, whose, number_words::quarter(locale, subject.quarter))
    });
    let state = match job.state {
        JobState::Waiting => Standing::Waiting,
        JobState::Running => Standing::Running(job.done),
        JobState::Done => Standing::Done,
        JobState::Failed => Standing::Failed,
        JobState::Cancelled => Standing::Cancelled,
    };
    Line { id: job.id.clone(), format: job.format, what, state, asked_at: job.asked_at }
}

/// `POST /evaluations/{programme}/files/{id}/cancel`
pub(in crate::http) async fn cancel(
    State(board): State<Board>,
    Place((code, id)): Place<(String, String)>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    let done = async {
        sent.form.deny_unknown(&[])?;
        let job = board.store().job(&session.actor, &id).await?;
        job.filter(|job| job.subject.programme == code).ok_or(Refusal::NoFile)?;
        board.store().cancel_job(&session.actor, &id).await?;
        Ok(go(&sent.read, &Page::ExportJob(code, id)))
    };
    let done: Result<Response, Refusal> = done.await;
    answered(&board, &sent.read, done).await
}

/// `GET /evaluations/{programme}/files/{id}/content`
pub(in crate::http) async fn content(
    State(board): State<Board>,
    Place((code, id)): Place<(String, String)>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let done = async {
        let job = board.store().job(&session.actor, &id).await?;
        let job = job.filter(|job| job.subject.programme == code).ok_or(Refusal::NoFile)?;
        let bytes = board.store().job_file(&session.actor, &id).await?.ok_or(Refusal::NoFile)?;
        let subject = &job.subject;
        let unit = subject.unit.as_deref().map(|unit| format!("-{unit}")).unwrap_or_default();
        let name = job
            .number
            .unwrap_or_else(|| format!("{}{unit}-{}", subject.programme, subject.quarter));
        Ok(named(bytes, job.format, &name))
    };
    let done: Result<Response, Refusal> = done.await;
    answered(&board, &read, done).await
}
