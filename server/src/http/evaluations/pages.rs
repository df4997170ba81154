//! `/evaluations/…`: the preview, and what is frozen.

use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::summary::Subject;
use app::evaluation::files::Line;
use app::evaluation::frozen::{self, FrozenPage};
use app::evaluation::preview::{self, FrozenLine, Preview};
use app::links::{Filters, Page};
use app::locale::evaluation_words as words;
use app::locale::number_words;
use app::ui::form::Fault;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::composed::{composed, parsed, quarters};
use super::{files, with_format};
use crate::audit::hex;
use crate::export::evaluation::PDF;
use crate::http::answer::{self, Place, Refusal, render};
use crate::http::reading::Read;
use crate::http::sent::answered;
use crate::http::session::{Asked, Session, SignedIn};
use crate::http::{Board, Catalogue};
use crate::secret::Secret;
use crate::store::evaluations::Frozen;

/// What is said besides, when something was not taken.
pub(super) struct Shown {
    pub status: StatusCode,
    pub faults: Vec<Fault>,
    /// Section and text.
    pub typed: Option<(String, String)>,
    pub notices: Vec<String>,
}

impl Default for Shown {
    fn default() -> Self {
        Self { status: StatusCode::OK, faults: Vec::new(), typed: None, notices: Vec::new() }
    }
}

/// `GET /evaluations/{programme}`, and as a file
pub(in crate::http) async fn preview(
    State(board): State<Board>,
    Place(part): Place<String>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let (code, format) = with_format(&part);
    let done = match format {
        Some(format) => files::of_preview(&board, &session, code, read.clone(), format).await,
        None => preview_page(&board, &session, code, read.clone(), Shown::default()).await,
    };
    answered(&board, &read, done).await
}

/// `GET /evaluations/{programme}/{number}`, and as a file
pub(in crate::http) async fn evaluation(
    State(board): State<Board>,
    Place((code, part)): Place<(String, String)>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let (number, format) = with_format(&part);
    let done = match format {
        Some(format) => files::of_frozen(&board, &session, &code, number, format).await,
        None => evaluation_page(&board, &session, &code, number, read.clone()).await,
    };
    answered(&board, &read, done).await
}

/// `GET /api/v1/evaluations/{programme}`
pub(in crate::http) async fn preview_as_json(
    State(board): State<Board>,
    Place(code): Place<String>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let done = async {
        let mut read = read.clone();
        let catalogue = board.catalogue().await?;
        let programme =
            catalogue.programme(&code).ok_or_else(|| Refusal::NoSuchProgramme(code.clone()))?;
        let subject = subject(&catalogue, programme, &mut read);
        let of = composed(&board, &catalogue, &session.actor, &subject).await?;
        let content = of.summary.canonical();
        content.map(json).map_err(|error| {
            tracing::error!(%error, "a summary could not be spelt");
            Refusal::NoFile
        })
    };
    answered(&board, &read, done.await).await
}

/// `GET /api/v1/evaluations/{programme}/{number}`: exactly the text whose
/// SHA-256 is kept
pub(in crate::http) async fn evaluation_as_json(
    State(board): State<Board>,
    Place((code, number)): Place<(String, String)>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    let found = found(&board, &session, &code, &number).await;
    answered(&board, &read, found.map(|(_, content)| json(content))).await
}

fn json(content: String) -> Response {
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

/// The subject that an address names; what it has no use for is left out and
/// said.
pub(super) fn subject(catalogue: &Catalogue, programme: &Programme, read: &mut Read) -> Subject {
    let locale = read.locale;
    let latest = catalogue.latest.get(&programme.code).copied().unwrap_or(programme.from);
    let quarter = match read.filters.period {
        Some(asked) if asked >= programme.from && asked <= latest => asked,
        Some(_) => {
            read.notices.push(words::period_unknown(locale, number_words::quarter(locale, latest)));
            latest
        }
        None => latest,
    };
    crate::http::board::known_unit(programme, read);
    for (name, value) in
        [("indicator", read.filters.indicator.take()), ("programme", read.filters.programme.take())]
    {
        crate::http::board::leave_out(read, name, value);
    }
    Subject {
        programme: programme.code.clone(),
        unit: read.filters.unit.clone(),
        quarter,
        language: locale.tag().to_owned(),
    }
}

/// The filters that lead to a subject.
pub(super) fn filters(read: &Read, subject: &Subject) -> Filters {
    Filters {
        period: Some(subject.quarter),
        unit: subject.unit.clone(),
        lang: read.filters.lang,
        ..Filters::default()
    }
}

pub(super) async fn preview_page(
    board: &Board,
    session: &Session,
    code: &str,
    mut read: Read,
    shown: Shown,
) -> Result<Response, Refusal> {
    let catalogue = board.catalogue().await?;
    let programme =
        catalogue.programme(code).ok_or_else(|| Refusal::NoSuchProgramme(code.to_owned()))?;
    let subject = subject(&catalogue, programme, &mut read);
    let actor = &session.actor;
    let of = composed(board, &catalogue, actor, &subject).await?;
    let store = board.store();
    let (frozen, jobs) = tokio::try_join!(store.evaluations(actor, code), store.jobs(actor, code))?;
    read.notices.extend(shown.notices);
    let locale = read.locale;
    let filters = filters(&read, &subject);
    let page = Page::Evaluations(code.to_owned());
    let mut shell = answer::shell(board, &catalogue, read, page, subject.quarter);
    shell.filters = filters;
    shell.faulty = !shown.faults.is_empty();
    let key = Secret::of_session()?.text().to_owned();
    let html = render(|| {
        let preview = Preview {
            actor,
            programme,
            summary: &of.summary,
            quarters: quarters(&catalogue.latest, programme),
            written: of.written,
            frozen: frozen.iter().map(line).collect(),
            jobs: jobs.iter().map(|job| files::line(locale, programme, job)).collect(),
            seen: of.seen,
            key,
            faults: shown.faults,
            pdf: PDF,
            typed: shown.typed,
        };
        preview::page(&shell, &preview)
    });
    Ok(answer::page(shown.status, html))
}

pub(super) fn line(frozen: &Frozen) -> FrozenLine {
    FrozenLine {
        number: frozen.number.clone(),
        unit: frozen.subject.unit.clone(),
        quarter: frozen.subject.quarter,
        language: frozen.subject.language.clone(),
        by: frozen.frozen_by.clone(),
        at: frozen.frozen_at,
        public: frozen.public,
    }
}

async fn evaluation_page(
    board: &Board,
    session: &Session,
    code: &str,
    number: &str,
    read: Read,
) -> Result<Response, Refusal> {
    let catalogue = board.catalogue().await?;
    let programme =
        catalogue.programme(code).ok_or_else(|| Refusal::NoSuchProgramme(code.to_owned()))?;
    let actor = &session.actor;
    let (frozen, content) = found(board, session, code, number).await?;
    let summary = parsed(number, &content)?;
    let jobs = board.store().jobs(actor, code).await?;
    let locale = read.locale;
    let page = Page::Evaluation(code.to_owned(), number.to_owned());
    let as_of: Quarter = frozen.subject.quarter;
    let shell = answer::shell(board, &catalogue, read, page, as_of);
    let html = render(|| {
        let jobs: Vec<Line> = jobs
            .iter()
            .filter(|job| job.number.as_deref() == Some(number))
            .map(|job| files::line(locale, programme, job))
            .collect();
        let of = FrozenPage {
            actor,
            programme,
            line: &line(&frozen),
            sha256: hex(&frozen.sha256),
            summary: &summary,
            jobs,
            pdf: PDF,
        };
        frozen::page(&shell, &of)
    });
    Ok(answer::page(StatusCode::OK, html))
}

/// The evaluation of that programme and number.
pub(super) async fn found(
    board: &Board,
    session: &Session,
    code: &str,
    number: &str,
) -> Result<(Frozen, String), Refusal> {
    let found = board.store().evaluation(&session.actor, number).await?;
    found
        .filter(|(frozen, _)| frozen.subject.programme == code)
        .ok_or_else(|| Refusal::NoSuchEvaluation(number.to_owned()))
}
