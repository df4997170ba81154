//! Writing a return: saving its draft, submitting it, asking for it to be
//! opened again. Each write runs in a task of its own: a browser that goes
//! away does not stop it half way.

use app::domain::carrying::carried_over;
use app::domain::check::Severity;
use app::domain::dossier::Said;
use app::domain::draft::{COMPILER, HEAD, Part as Cell};
use app::domain::filing::{Refusal as Locked, State as Filed};
use app::entry::check::{REASON, is_restatement, lacks_second_pair_of_eyes};
use app::entry::form::{Asked as Questioned, Theirs};
use app::entry::reopening;
use app::links::{Filters, Page, Part};
use app::locale::{Locale, return_words as words};
use app::ui::form::Fault;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::Board;
use super::answer::{self, Place, Refusal, render};
use super::entry::{Opened, Where, answered, open};
use super::form::{Form, read_form};
use super::reading::Read;
use super::request_refusal::RequestRefusal;
use super::session::{Asked, Session, SignedIn};
use crate::store::returns::{ConflictAt, FiledLine, Saved, Submission, Submitted};
use crate::store::review::{Decided, Word};
use crate::store::{StoreError, returns};

/// The fields of a form besides its cells.
const SEEN: &str = "seen";
const THEN: &str = "then";
const THEIRS: &str = "theirs";
const KEY: &str = "key";
const VERSION: &str = "version";
/// A longer key is none of ours.
const LONGEST_KEY: usize = 100;

/// Runs a write to its end, whatever becomes of the request.
pub(super) async fn to_its_end<T: Send + 'static>(
    write: impl Future<Output = Result<T, StoreError>> + Send + 'static,
) -> Result<T, Refusal> {
    match tokio::spawn(write).await {
        Ok(done) => Ok(done?),
        Err(error) => {
            tracing::error!(%error, "a write did not end");
            Err(Refusal::Store(StoreError::Interrupted))
        }
    }
}

/// What was typed, by line and cell; texts as the database keeps them.
struct Typing {
    /// The draft's version the form was loaded at.
    seen: i64,
    cells: Vec<returns::Cell>,
    then: String,
}

impl Typing {
    /// Reads the cells of a form; names that are neither of a cell nor
    /// among `known` are refused.
    fn read(opened: &Opened, form: &Form, known: &[&str]) -> Result<Self, Refusal> {
        let (programme, unit) = opened.filed_by()?;
        let quarter = opened.dossier.key.quarter;
        let theirs: Vec<&str> = form.all(THEIRS).collect();
        let mut cells = Vec::new();
        for (name, text) in form.fields() {
            if known.contains(&name.as_str()) {
                continue;
            }
            let unknown = || RequestRefusal::UnknownField(name.clone());
            let (line, part) = Cell::of_field(name).ok_or_else(unknown)?;
            let is_line = programme.form_of(unit, quarter).any(|known| known.code == line);
            let is_foot = part == Cell::Value && (line == HEAD || line == COMPILER);
            if !is_line && !is_foot {
                return Err(unknown().into());
            }
            if !theirs.contains(&name.as_str()) {
                // Browsers send line ends as CR LF.
                cells.push((line.to_owned(), part, text.replace("\r\n", "\n")));
            }
        }
        let seen = form.get(SEEN).and_then(|seen| seen.parse().ok());
        let seen = seen.ok_or_else(|| RequestRefusal::UnknownField(SEEN.to_owned()))?;
        Ok(Self { seen, cells, then: form.get(THEN).unwrap_or_default().to_owned() })
    }

    /// What is longer than its cell can be.
    fn too_long(&self, locale: Locale, opened: &Opened) -> Result<Vec<Fault>, Refusal> {
        let (programme, _) = opened.filed_by()?;
        let long =
            self.cells.iter().filter(|(_, part, text)| text.chars().count() > part.longest());
        Ok(long
            .map(|(line, part, _)| {
                let name = match programme.indicator(line) {
                    Some(indicator) => words::field(locale, indicator, *part),
                    None if line == HEAD => words::head(locale).to_owned(),
                    None => words::compiler(locale).to_owned(),
                };
                Fault::new(part.field(line), words::too_long(locale, name, part.longest()))
            })
            .collect())
    }

    /// Puts what was typed over the draft, so that a page shows it again.
    fn over(&self, opened: &mut Opened) {
        for (line, part, text) in &self.cells {
            opened.dossier.lines.entry(line.clone()).or_default().set(*part, text);
        }
    }
}

/// What somebody else typed into the same cells, as the form says it.
fn said_by_others(
    locale: Locale,
    opened: &Opened,
    conflicts: &[ConflictAt],
) -> Result<Vec<Theirs>, Refusal> {
    let (programme, _) = opened.filed_by()?;
    Ok(conflicts
        .iter()
        .map(|ConflictAt { conflict, by, at }| {
            let name = match programme.indicator(&conflict.line) {
                Some(indicator) => words::field(locale, indicator, conflict.part),
                None if conflict.line == HEAD => words::head(locale).to_owned(),
                None => words::compiler(locale).to_owned(),
            };
            let when = words::moment(*at);
            let mut sentence = if conflict.theirs.is_empty() {
                words::conflict_blank(locale, name, by, when)
            } else {
                words::conflict(locale, name, &conflict.theirs, by, when)
            };
            sentence.push_str(match locale {
                Locale::Zh => "；",
                Locale::En => "; ",
            });
            sentence.push_str(&words::mine_is(locale, &conflict.mine));
            Theirs { at: conflict.part.field(&conflict.line), sentence }
        })
        .collect())
}

fn to(opened: &Opened, part: Part, read: &Read, version: Option<i32>) -> Response {
    let filters = Filters { lang: read.filters.lang, version, ..Filters::default() };
    Redirect::to(&Page::Return(opened.dossier.key.clone(), part).link(&filters)).into_response()
}

async fn save(board: &Board, opened: &Opened, typing: &Typing) -> Result<Saved, Refusal> {
    let (store, actor) = (board.store().clone(), opened.actor.clone());
    let (key, seen, cells) = (opened.dossier.key.clone(), typing.seen, typing.cells.clone());
    to_its_end(async move { store.save_draft(&actor, &key, seen, &cells).await }).await
}

/// `POST /returns/{programme}/{unit}/{quarter}`
pub(super) async fn form(
    State(board): State<Board>,
    Place(place): Place<Where>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
    request: Request,
) -> Response {
    let made = save_form(&board, &place, &session, read.clone(), request).await;
    answered(&board, read, made).await
}

async fn save_form(
    board: &Board,
    place: &Where,
    session: &Session,
    read: Read,
    request: Request,
) -> Result<Response, Refusal> {
    let form = read_form(request).await?;
    let mut opened = open(board, place, session).await?;
    let typing = Typing::read(&opened, &form, &[SEEN, THEN, THEIRS])?;
    let long = typing.too_long(read.locale, &opened)?;
    if !long.is_empty() {
        typing.over(&mut opened);
        return opened.form(board, read, StatusCode::UNPROCESSABLE_ENTITY, |page| {
            page.seen = typing.seen;
            page.faults = long;
            page.say_faults = true;
        });
    }
    match save(board, &opened, &typing).await? {
        Saved::Done { .. } => {}
        Saved::Conflict { version, conflicts, lines } => {
            let theirs = said_by_others(read.locale, &opened, &conflicts)?;
            opened.dossier.lines = lines;
            return opened.form(board, read, StatusCode::CONFLICT, |page| {
                page.seen = version;
                page.theirs = theirs;
            });
        }
        Saved::Refused(refusal) => {
            let mut opened = open(board, place, session).await?;
            typing.over(&mut opened);
            let why = words::refusal(read.locale, &refusal);
            return opened.form(board, read, StatusCode::CONFLICT, |page| page.refused = Some(why));
        }
    }
    saved(board, place, session, read, &typing.then).await
}

/// Goes on after what was typed is kept: to the check, or back to the form
/// with what there is to put right.
async fn saved(
    board: &Board,
    place: &Where,
    session: &Session,
    read: Read,
    then: &str,
) -> Result<Response, Refusal> {
    let mut opened = open(board, place, session).await?;
    let mut carried = None;
    if then == "carry" {
        let (programme, unit) = opened.filed_by()?;
        let lines = carried_over(programme, unit, &opened.dossier);
        let count = lines.len();
        let typing = Typing {
            seen: opened.dossier.draft_version,
            cells: lines
                .into_iter()
                .map(|(line, typed)| (line, Cell::Value, typed.value))
                .collect(),
            then: String::new(),
        };
        // Whoever typed meanwhile goes first; nothing is lost by leaving it.
        if matches!(save(board, &opened, &typing).await?, Saved::Done { .. }) {
            carried = Some(words::carried(read.locale, count));
        }
        opened = open(board, place, session).await?;
    }
    let (programme, _) = opened.filed_by()?;
    let readable = Questioned::all(read.locale, programme, &opened.dossier)
        .iter()
        .all(|asked| !asked.is_of_field());
    if !readable || carried.is_some() {
        let status = if readable { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return opened.form(board, read, status, |page| {
            page.say_faults = !readable;
            page.done = carried;
        });
    }
    let part = if then == "check" { Part::Check } else { Part::Form };
    Ok(to(&opened, part, &read, None))
}

/// `POST …/check`: keeps explanations, and submits
pub(super) async fn check(
    State(board): State<Board>,
    Place(place): Place<Where>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
    request: Request,
) -> Response {
    let made = save_and_submit(&board, &place, &session, read.clone(), request).await;
    answered(&board, read, made).await
}

async fn save_and_submit(
    board: &Board,
    place: &Where,
    session: &Session,
    read: Read,
    request: Request,
) -> Result<Response, Refusal> {
    let form = read_form(request).await?;
    let mut opened = open(board, place, session).await?;
    let typing = Typing::read(&opened, &form, &[SEEN, THEN, KEY, REASON])?;
    let key = form.get(KEY).unwrap_or_default();
    if key.len() > LONGEST_KEY || (key.is_empty() && typing.then == "submit") {
        return Err(RequestRefusal::UnknownField(KEY.to_owned()).into());
    }
    if typing.then == "submit" {
        let before = board.store().submitted_with(&opened.actor, &opened.dossier.key, key).await?;
        if let Some(version) = before {
            return Ok(to(&opened, Part::Receipt, &read, Some(version)));
        }
    }
    let reason = form.get(REASON).unwrap_or_default().replace("\r\n", "\n");
    let mut long = typing.too_long(read.locale, &opened)?;
    if reason.chars().count() > Cell::Note.longest() {
        let name = words::restatement_reason(read.locale);
        long.push(Fault::new(REASON, words::too_long(read.locale, name, Cell::Note.longest())));
    }
    if !long.is_empty() {
        typing.over(&mut opened);
        return opened.check(board, read, StatusCode::UNPROCESSABLE_ENTITY, |page| {
            page.faults = long;
            page.reason = reason;
        });
    }
    // The figures that were looked at are the ones that are submitted.
    if opened.dossier.draft_version != typing.seen {
        typing.over(&mut opened);
        return opened.check(board, read, StatusCode::CONFLICT, |page| {
            page.stale = true;
            page.reason = reason;
        });
    }
    match save(board, &opened, &typing).await? {
        Saved::Done { .. } => {}
        Saved::Conflict { .. } => {
            let mut opened = open(board, place, session).await?;
            typing.over(&mut opened);
            return opened.check(board, read, StatusCode::CONFLICT, |page| {
                page.stale = true;
                page.reason = reason;
            });
        }
        Saved::Refused(refusal) => return refused(board, place, session, read, &refusal).await,
    }
    let opened = open(board, place, session).await?;
    if typing.then != "submit" {
        return Ok(to(&opened, Part::Check, &read, None));
    }
    submit(board, place, session, read, opened, key.to_owned(), reason).await
}

/// The check again, with why nothing was submitted.
async fn refused(
    board: &Board,
    place: &Where,
    session: &Session,
    mut read: Read,
    refusal: &Locked,
) -> Result<Response, Refusal> {
    let opened = open(board, place, session).await?;
    read.notices.push(words::refusal(read.locale, refusal));
    opened.check(board, read, StatusCode::CONFLICT, |_| {})
}

async fn submit(
    board: &Board,
    place: &Where,
    session: &Session,
    read: Read,
    opened: Opened,
    idempotency_key: String,
    reason: String,
) -> Result<Response, Refusal> {
    let (programme, unit) = opened.filed_by()?;
    let dossier = &opened.dossier;
    let asked = Questioned::all(read.locale, programme, dossier);
    let faults = missing(read.locale, &asked, is_restatement(dossier) && reason.trim().is_empty());
    let blocked = asked.iter().any(|asked| asked.finding.severity == Severity::Blocking);
    let unsigned = [HEAD, COMPILER]
        .into_iter()
        .any(|foot| dossier.lines.get(foot).is_none_or(|typed| typed.value.trim().is_empty()));
    let alone = lacks_second_pair_of_eyes(programme, dossier, &opened.actor);
    if blocked || unsigned || alone || !faults.is_empty() {
        return opened.check(board, read, StatusCode::UNPROCESSABLE_ENTITY, |page| {
            page.faults = faults;
            page.reason = reason;
        });
    }
    let mut lines: Vec<FiledLine> = Vec::new();
    for line in programme.form_of(unit, dossier.key.quarter) {
        let typed = dossier.lines.get(&line.code).cloned().unwrap_or_default();
        if let Some(figure) = typed.read(line).ok().and_then(|read| read.figure) {
            let (note, explanation) = (typed.note.trim(), typed.explanation.trim());
            lines.push((line.code.clone(), figure, note.to_owned(), explanation.to_owned()));
        }
    }
    let foot = |name: &str| {
        let typed = dossier.lines.get(name).map(|typed| typed.value.trim().to_owned());
        typed.unwrap_or_default()
    };
    let submission = Submission {
        draft_version: dossier.draft_version,
        idempotency_key,
        lines,
        head: foot(HEAD),
        compiler: foot(COMPILER),
        reason: Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty()),
    };
    let (store, actor, key) = (board.store().clone(), opened.actor.clone(), dossier.key.clone());
    let form = programme.clone();
    let submitted =
        to_its_end(async move { store.submit(&actor, &key, &form, &submission).await }).await?;
    match submitted {
        Submitted::Done { version } => Ok(to(&opened, Part::Receipt, &read, Some(version))),
        Submitted::Stale => {
            let opened = open(board, place, session).await?;
            opened.check(board, read, StatusCode::CONFLICT, |page| {
                page.stale = true;
                page.reason = reason;
            })
        }
        Submitted::Refused(refusal) => refused(board, place, session, read, &refusal).await,
    }
}

/// Explanations that are still owed, and the reason of a restatement.
fn missing(locale: Locale, asked: &[Questioned], without_reason: bool) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for asked in asked.iter().filter(|asked| asked.finding.is_open()) {
        let (Some(at), Some(line)) =
            (asked.finding.explanation_field(), asked.finding.lines.first())
        else {
            continue;
        };
        if faults.iter().all(|fault| fault.at != at) {
            faults.push(Fault::new(at, words::explanation_missing(locale, line)));
        }
    }
    if without_reason {
        faults.push(Fault::new(REASON, words::restatement_reason_missing(locale)));
    }
    faults
}

/// `POST …/reopening`
pub(super) async fn reopening(
    State(board): State<Board>,
    Place(place): Place<Where>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
    request: Request,
) -> Response {
    let made = ask_reopening(&board, &place, &session, read.clone(), request).await;
    answered(&board, read, made).await
}

async fn ask_reopening(
    board: &Board,
    place: &Where,
    session: &Session,
    mut read: Read,
    request: Request,
) -> Result<Response, Refusal> {
    let form = read_form(request).await?;
    form.deny_unknown(&[REASON, VERSION])?;
    let opened = open(board, place, session).await?;
    let (programme, unit) = opened.filed_by()?;
    let reason = form.get(REASON).unwrap_or_default().replace("\r\n", "\n");
    let longest = Cell::Note.longest();
    let fault = if reason.trim().is_empty() {
        Some(words::reason_is_missing(read.locale).to_owned())
    } else if reason.chars().count() > longest {
        Some(words::too_long(read.locale, words::reason(read.locale), longest))
    } else {
        None
    };
    if let Some(sentence) = fault {
        let faults = [Fault::new(REASON, sentence)];
        let shell = opened.shell(board, read, Part::Reopening);
        let html =
            render(|| reopening::page(&shell, programme, unit, &opened.dossier, &reason, &faults));
        return Ok(answer::page(StatusCode::UNPROCESSABLE_ENTITY, html));
    }
    if opened.dossier.filing.state != Some(Filed::Approved) {
        let refusal = Locked::NotApproved(opened.dossier.filing.state);
        read.notices.push(words::refusal(read.locale, &refusal));
        return opened.form(board, read, StatusCode::CONFLICT, |_| {});
    }
    let word = Word {
        said: Said::AskReopening,
        version: form.get(VERSION).and_then(|version| version.parse().ok()),
        reason: reason.trim().to_owned(),
        lines: None,
    };
    let (store, actor, key) =
        (board.store().clone(), opened.actor.clone(), opened.dossier.key.clone());
    let decided = to_its_end(async move { store.say(&actor, &key, &word).await }).await?;
    match decided {
        Decided::Done => Ok(to(&opened, Part::Form, &read, None)),
        Decided::Stale | Decided::Refused(_) => {
            let opened = open(board, place, session).await?;
            read.notices.push(words::changed_meanwhile(read.locale).to_owned());
            opened.form(board, read, StatusCode::CONFLICT, |_| {})
        }
    }
}
