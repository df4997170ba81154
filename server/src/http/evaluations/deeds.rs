//! Writing to a section, freezing, publishing.

use app::domain::summary::Subject;
use app::evaluation::compose::NARRATED;
use app::evaluation::preview::{LONGEST, field_of};
use app::links::Page;
use app::locale::{Locale, evaluation_words as words};
use app::ui::form::Fault;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::composed::{composed, known};
use super::pages::{Shown, filters, found, preview_page, subject};
use crate::http::Board;
use crate::http::account::confirmation::require_confirmed;
use crate::http::answer::{self, Place, Refusal};
use crate::http::request_refusal::RequestRefusal;
use crate::http::sent::{Sent, answered, go};
use crate::http::session::{Session, SignedIn};
use crate::store::evaluations::Kept;

/// The fields of the forms.
const SECTION: &str = "section";
const VERSION: &str = "version";
const TEXT: &str = "text";
const SEEN: &str = "seen";
const KEY: &str = "key";
/// A longer key is none of ours.
const LONGEST_KEY: usize = 100;

/// `POST /evaluations/{programme}/narrative`
pub(in crate::http) async fn write(
    State(board): State<Board>,
    Place(code): Place<String>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    let done = save_text(&board, &session, &code, &sent).await;
    answered(&board, &sent.read, done).await
}

/// `POST /evaluations/{programme}/freeze`
pub(in crate::http) async fn freeze(
    State(board): State<Board>,
    Place(code): Place<String>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    let asked = require_confirmed(&board, &sent.read, &session, &sent.uri, &sent.form);
    if let Err(response) = asked.await {
        return response;
    }
    let done = freeze_now(&board, &session, &code, &sent).await;
    answered(&board, &sent.read, done).await
}

/// `POST /evaluations/{programme}/{number}/publish`
pub(in crate::http) async fn publish(
    State(board): State<Board>,
    Place(place): Place<(String, String)>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    show(board, place, session, sent, true).await
}

/// `POST /evaluations/{programme}/{number}/withdraw`
pub(in crate::http) async fn withdraw(
    State(board): State<Board>,
    Place(place): Place<(String, String)>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    show(board, place, session, sent, false).await
}

async fn show(
    board: Board,
    (code, number): (String, String),
    session: Session,
    sent: Sent,
    public: bool,
) -> Response {
    let done = async {
        sent.form.deny_unknown(&[])?;
        found(&board, &session, &code, &number).await?;
        board.store().publish(&session.actor, &number, public).await?;
        Ok(go(&sent.read, &Page::Evaluation(code, number)))
    };
    let done: Result<Response, Refusal> = done.await;
    answered(&board, &sent.read, done).await
}

/// What the address of a form names; here nothing is left out in silence.
async fn subject_of(board: &Board, code: &str, sent: &Sent) -> Result<Subject, Refusal> {
    let catalogue = board.catalogue().await?;
    let programme =
        catalogue.programme(code).ok_or_else(|| Refusal::NoSuchProgramme(code.to_owned()))?;
    let mut read = sent.read.clone();
    if let Some(unit) = &read.filters.unit
        && programme.unit(unit).is_none()
    {
        return Err(Refusal::NoSuchUnit(unit.clone()));
    }
    let asked = read.filters.period;
    let subject = subject(&catalogue, programme, &mut read);
    if asked.is_some_and(|asked| asked != subject.quarter) {
        return Err(Refusal::NoSuchReturn);
    }
    known(&catalogue, &subject)?;
    Ok(subject)
}

async fn save_text(
    board: &Board,
    session: &Session,
    code: &str,
    sent: &Sent,
) -> Result<Response, Refusal> {
    sent.form.deny_unknown(&[SECTION, VERSION, TEXT])?;
    let locale = sent.read.locale;
    let subject = subject_of(board, code, sent).await?;
    let section = sent.text(SECTION).to_owned();
    if !NARRATED.contains(&section.as_str()) {
        return Err(RequestRefusal::UnknownField(SECTION.to_owned()).into());
    }
    let seen: i32 = sent
        .text(VERSION)
        .parse()
        .ok()
        .filter(|version| (0..i32::MAX).contains(version))
        .ok_or_else(|| RequestRefusal::UnknownField(VERSION.to_owned()))?;
    let text = sent.text(TEXT).replace("\r\n", "\n");
    let found = text.chars().count();
    if found > LONGEST {
        let sentence = words::narrative_too_long(locale, LONGEST, found);
        return again(board, session, code, sent, (section, text), sentence, false).await;
    }
    let store = board.store();
    match store.write_narrative(&session.actor, &subject, &section, seen, &text).await? {
        Kept::Done(_) => {
            let page = Page::Evaluations(code.to_owned());
            let address = page.link(&filters(&sent.read, &subject));
            Ok(answer::see_other(&format!("{address}#{section}")))
        }
        Kept::Stale => {
            let written = store.narrative(&session.actor, &subject).await?;
            let by = written.get(&section).map(|it| it.written_by.clone()).unwrap_or_default();
            let sentence = words::narrative_stale(locale, by);
            again(board, session, code, sent, (section, text), sentence, true).await
        }
    }
}

/// The page again, with the text that was not taken.
async fn again(
    board: &Board,
    session: &Session,
    code: &str,
    sent: &Sent,
    typed: (String, String),
    sentence: String,
    stale: bool,
) -> Result<Response, Refusal> {
    let status = if stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = Shown {
        status,
        faults: vec![Fault::new(field_of(&typed.0), sentence)],
        typed: Some(typed),
        notices: Vec::new(),
    };
    preview_page(board, session, code, sent.read.clone(), shown).await
}

async fn freeze_now(
    board: &Board,
    session: &Session,
    code: &str,
    sent: &Sent,
) -> Result<Response, Refusal> {
    sent.form.deny_unknown(&[SEEN, KEY])?;
    let subject = subject_of(board, code, sent).await?;
    let key = sent.text(KEY);
    let seen: Option<i64> = sent.text(SEEN).parse().ok();
    let Some(seen) = seen.filter(|_| !key.is_empty() && key.len() <= LONGEST_KEY) else {
        let sentence = words::unnamed_key(sent.read.locale).to_owned();
        let shown = Shown {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            faults: vec![Fault::new("freeze", sentence)],
            ..Shown::default()
        };
        return preview_page(board, session, code, sent.read.clone(), shown).await;
    };
    let catalogue = board.catalogue().await?;
    let of = composed(board, &catalogue, &session.actor, &subject).await?;
    let locale: Locale = subject.language.parse().unwrap_or_default();
    // What was looked at is what is frozen.
    let kept = if of.seen == seen {
        let summary = of.summary;
        board
            .store()
            .freeze(&session.actor, &subject, seen, key, move |number| {
                summary.numbered(locale, number).canonical()
            })
            .await?
    } else {
        board.store().frozen_with(&session.actor, key).await?.map_or(Kept::Stale, Kept::Done)
    };
    match kept {
        Kept::Done(number) => Ok(go(&sent.read, &Page::Evaluation(code.to_owned(), number))),
        Kept::Stale => {
            let shown = Shown {
                status: StatusCode::CONFLICT,
                notices: vec![words::stale(sent.read.locale).to_owned()],
                ..Shown::default()
            };
            preview_page(board, session, code, sent.read.clone(), shown).await
        }
    }
}
