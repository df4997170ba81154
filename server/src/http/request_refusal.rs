//! Why a request was not taken, whichever page it was for: what it says came in
//! a way that cannot be read, or from where it must not come.

use app::locale::{Locale, request_words as words};
use app::ui::message::Message;
use axum::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::answer;
use super::{Board, reading};

/// When to try again, in seconds.
const SHORTLY: HeaderValue = HeaderValue::from_static("5");

/// Why a request was not taken. Nothing was changed by it, but where it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestRefusal {
    /// A write from a page of another site.
    CrossSite,
    /// The address is known, but not with this method.
    WrongMethod,
    /// More bytes than this.
    TooLarge(usize),
    /// More fields than this.
    TooManyFields(usize),
    /// As many uploads as can be read at a time are being read.
    TooManyUploads,
    /// So many wait for their turn that the next would wait too long.
    Crowded,
    /// No answer in time. Unlike with all others, something may have changed.
    TooSlow,
    /// Another content type than this.
    WrongType(&'static str),
    /// The body broke off on its way.
    CutOff,
    /// A form that no browser writes.
    BrokenForm,
    BrokenUpload,
    /// Bytes that are no UTF-8.
    NotText,
    BrokenJson {
        line: usize,
        column: usize,
    },
    /// JSON that is well formed and holds something else than it should.
    UnfitJson {
        line: usize,
        column: usize,
        what: String,
    },
    UnknownField(String),
    /// Nobody is signed in who could do that.
    SignedOut,
    /// The account has to set its second factor up before anything else.
    NoSecondFactor,
    NoFile,
    SeveralFiles,
}

impl RequestRefusal {
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::CrossSite | Self::NoSecondFactor => StatusCode::FORBIDDEN,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge(_) | Self::TooManyFields(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooManyUploads => StatusCode::TOO_MANY_REQUESTS,
            Self::Crowded | Self::TooSlow => StatusCode::SERVICE_UNAVAILABLE,
            Self::WrongType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::CutOff
            | Self::BrokenForm
            | Self::BrokenUpload
            | Self::NotText
            | Self::BrokenJson { .. } => StatusCode::BAD_REQUEST,
            Self::UnfitJson { .. } | Self::UnknownField(_) | Self::NoFile | Self::SeveralFiles => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
        }
    }

    /// What and why, and how to go on.
    #[must_use]
    pub fn sentence(&self, locale: Locale) -> String {
        match self {
            Self::CrossSite => words::cross_site(locale).to_owned(),
            Self::WrongMethod => words::wrong_method(locale).to_owned(),
            Self::TooLarge(limit) => words::too_large(locale, size(*limit)),
            Self::TooManyFields(most) => words::too_many_fields(locale, most),
            Self::TooManyUploads => words::too_many_uploads(locale).to_owned(),
            Self::Crowded => words::crowded(locale).to_owned(),
            Self::TooSlow => words::too_slow(locale).to_owned(),
            Self::WrongType(expected) => words::wrong_type(locale, expected),
            Self::CutOff => words::cut_off(locale).to_owned(),
            Self::BrokenForm => words::broken_form(locale).to_owned(),
            Self::BrokenUpload => words::broken_upload(locale).to_owned(),
            Self::NotText => words::not_text(locale).to_owned(),
            Self::BrokenJson { line, column } => words::broken_json(locale, line, column),
            Self::UnfitJson { line, column, what } => words::unfit_json(locale, line, column, what),
            Self::UnknownField(name) => words::unknown_field(locale, reading::showable(name)),
            Self::SignedOut => words::signed_out(locale).to_owned(),
            Self::NoSecondFactor => words::no_second_factor(locale).to_owned(),
            Self::NoFile => words::no_file(locale).to_owned(),
            Self::SeveralFiles => words::several_files(locale).to_owned(),
        }
    }

    /// The sentence with a title over it.
    pub(super) fn message(&self, locale: Locale) -> Message {
        let title = match self {
            Self::CrossSite => words::cross_site_title(locale),
            Self::WrongMethod => words::wrong_method_title(locale),
            Self::Crowded => words::crowded_title(locale),
            Self::TooSlow => words::too_slow_title(locale),
            _ => words::not_taken(locale),
        };
        Message { title: title.to_owned(), text: self.sentence(locale) }
    }
}

/// A limit in its largest whole unit.
fn size(bytes: usize) -> String {
    if bytes.is_multiple_of(1 << 20) {
        format!("{} MB", bytes >> 20)
    } else {
        format!("{} kB", bytes >> 10)
    }
}

/// The refusal as a page with ways on, or as JSON for a program.
pub(super) async fn answer(
    board: &Board,
    uri: &Uri,
    headers: &HeaderMap,
    refusal: &RequestRefusal,
) -> Response {
    let read = reading::read(uri, headers);
    let message = refusal.message(read.locale);
    let mut response = answer::message(board, read, refusal.status(), message).await;
    if matches!(
        refusal,
        RequestRefusal::TooManyUploads | RequestRefusal::Crowded | RequestRefusal::TooSlow
    ) {
        response.headers_mut().insert(RETRY_AFTER, SHORTLY);
    }
    response
}

/// The refusal for a program.
pub(super) fn answer_json(refusal: &RequestRefusal, locale: Locale) -> Response {
    problem(refusal.status(), &refusal.sentence(locale))
}

/// Why there is no other answer, for a program.
pub(super) fn problem(status: StatusCode, sentence: &str) -> Response {
    let body = json!({ "error": { "message": sentence } }).to_string();
    let json = HeaderValue::from_static("application/json");
    (status, [(CONTENT_TYPE, json)], body).into_response()
}
