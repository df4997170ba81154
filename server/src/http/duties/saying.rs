//! What is said of a duty, and remarked. Whatever is refused comes back with
//! the page and all that was typed; a file that was fit to be taken is kept
//! meanwhile.

use app::domain::duty::{
    self, Evidence, FileFault, MAX_FILE, RemarkFault, Stated, Typed, kind_of, safe_name,
};
use app::duties::say::{
    DAY, FILE, Form as Shown, KEPT, LINK, REMARK, STATUS, TEXT, VERSION, control,
};
use app::links::Page;
use app::locale::{Locale, duty_words as words, return_words};
use app::ui::form::Fault;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Opened, Visit};
use crate::http::answer::Refusal;
use crate::http::form::{Form, read_form};
use crate::http::limits::Admission;
use crate::http::parts::{File, Parts, read_parts};
use crate::http::request_refusal::RequestRefusal;
use crate::http::resend;
use crate::http::sent::go;
use crate::store::duties::{NewFile, Remarked, Said, With};

/// `POST /programmes/{programme}/duties/{no}/{unit}`
pub(in crate::http) async fn say(visit: Visit, request: Request) -> Response {
    let parts = read_parts(request, FILE, MAX_FILE, visit.board.uploads()).await;
    let parts = match parts {
        Ok(parts) => parts,
        Err(refusal) => return visit.answer(Err(refusal.into())).await,
    };
    let fields = parts.fields.clone();
    match said(&visit, parts).await {
        // A form with a file is not given back by `resend::keep`.
        Err(Refusal::Store(error)) => {
            tracing::error!(%error, "a statement could not be kept");
            resend::give_back(&visit.board, &visit.uri, visit.read.clone(), &fields).await
        }
        made => visit.answer(made).await,
    }
}

/// The file of a statement, as far as it was looked at.
enum Brought {
    Nothing,
    Fit { name: String, kind: duty::Kind, bytes: Vec<u8>, _place: Admission },
    Unfit(FileFault),
}

impl Brought {
    fn of(file: File) -> Self {
        match file {
            File::None => Self::Nothing,
            File::TooLarge => Self::Unfit(FileFault::TooLarge),
            File::Busy => Self::Unfit(FileFault::Busy),
            File::Whole { name, bytes, place } => match kind_of(&bytes) {
                Ok(kind) => Self::Fit { name: safe_name(&name, kind), kind, bytes, _place: place },
                Err(fault) => Self::Unfit(fault),
            },
        }
    }

    fn fit(&self) -> Option<NewFile<'_>> {
        match self {
            Self::Fit { name, kind, bytes, .. } => {
                Some(NewFile { name, kind: *kind, content: bytes })
            }
            _ => None,
        }
    }
}

/// A form for a statement as it was sent.
struct Sent {
    typed: Typed,
    /// The id of the file to go on showing; empty for none.
    kept: String,
    seen: i32,
    brought: Brought,
}

impl Sent {
    fn read(parts: Parts) -> Result<Self, RequestRefusal> {
        let fields = &parts.fields;
        fields.deny_unknown(&[STATUS, DAY, TEXT, LINK, KEPT, VERSION])?;
        let text = |name| fields.get(name).unwrap_or_default().to_owned();
        Ok(Self {
            typed: Typed {
                status: text(STATUS),
                on: text(DAY),
                text: text(TEXT),
                link: text(LINK),
            },
            kept: text(KEPT),
            seen: version(fields)?,
            brought: Brought::of(parts.file),
        })
    }

    fn with(&self) -> With<'_> {
        match self.brought.fit() {
            Some(file) => With::New(file),
            None if self.kept.is_empty() => With::NoFile,
            None => With::Kept(&self.kept),
        }
    }
}

/// The latest statement a form knows of; none where it does not say.
fn version(form: &Form) -> Result<i32, RequestRefusal> {
    let text = form.get(VERSION).unwrap_or("0");
    text.parse().ok().filter(|version| *version >= 0).ok_or(RequestRefusal::BrokenForm)
}

async fn said(visit: &Visit, parts: Parts) -> Result<Response, Refusal> {
    let sent = Sent::read(parts)?;
    let opened = visit.open().await?;
    let locale = visit.read.locale;
    let today = opened.course.now.day();
    let with_file = !matches!(sent.with(), With::NoFile);
    let mut faults = Vec::new();
    let stated = match duty::read(&sent.typed, with_file, today) {
        Ok(stated) => Some(stated),
        Err(found) => {
            faults.extend(
                found
                    .into_iter()
                    .map(|fault| Fault::new(control(fault.field()), words::fault(locale, fault))),
            );
            None
        }
    };
    if let Brought::Unfit(fault) = &sent.brought {
        faults.push(Fault::new(FILE, words::file_fault(locale, *fault)));
    }
    let Some(stated) = stated.filter(|_| faults.is_empty()) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return back(visit, &opened, sent, status, faults, false).await;
    };
    taken(visit, opened, sent, &stated).await
}

/// Stores what can be said, unless somebody said something meanwhile.
async fn taken(
    visit: &Visit,
    opened: Opened,
    mut sent: Sent,
    stated: &Stated,
) -> Result<Response, Refusal> {
    let (store, locale) = (visit.board.store(), visit.read.locale);
    let actor = &visit.session.actor;
    match store.state_duty(actor, &opened.key, sent.seen, stated, sent.with()).await? {
        Said::Done => Ok(go(&visit.read, &Page::Duty(opened.key))),
        Said::NoSuchEvidence => {
            sent.kept.clear();
            let faults = vec![Fault::new(FILE, words::file_fault(locale, FileFault::Gone))];
            back(visit, &opened, sent, StatusCode::UNPROCESSABLE_ENTITY, faults, false).await
        }
        Said::Overtaken => {
            let opened = visit.open().await?;
            let faults = overtaken(locale, &opened, words::overtaken, "both");
            back(visit, &opened, sent, StatusCode::CONFLICT, faults, true).await
        }
    }
}

/// Who said what meanwhile, as a sentence at that place of the page.
fn overtaken(
    locale: Locale,
    opened: &Opened,
    sentence: fn(Locale, String, String, i32) -> String,
    at: &str,
) -> Vec<Fault> {
    let latest = opened.course.latest();
    latest
        .map(|it| sentence(locale, it.by.clone(), return_words::moment(it.at), it.version))
        .map(|sentence| Fault::new(at, sentence))
        .into_iter()
        .collect()
}

/// The page with what was typed; a file that is fit waits for the next try.
async fn back(
    visit: &Visit,
    opened: &Opened,
    sent: Sent,
    status: StatusCode,
    faults: Vec<Fault>,
    contested: bool,
) -> Result<Response, Refusal> {
    let kept = kept(visit, opened, &sent).await?;
    let shown = Shown { typed: sent.typed, kept, seen: opened.course.version() };
    let shown = if contested { shown } else { Shown { seen: sent.seen, ..shown } };
    opened.page(visit, status, |page| {
        page.typed = shown;
        page.faults = faults;
        page.contested = contested;
    })
}

/// The file that the form comes back with, and whether it is to be shown.
async fn kept(
    visit: &Visit,
    opened: &Opened,
    sent: &Sent,
) -> Result<Option<(Evidence, bool)>, Refusal> {
    let (store, actor) = (visit.board.store(), &visit.session.actor);
    if let Some(file) = sent.brought.fit() {
        return Ok(Some((store.keep_evidence(actor, &opened.key, &file).await?, true)));
    }
    if let Some(file) = store.kept_evidence(actor, &opened.key, &sent.kept).await? {
        return Ok(Some((file, true)));
    }
    // What stands can still be chosen after all.
    let latest = opened.course.latest().and_then(|it| it.evidence.clone());
    Ok(latest.map(|file| (file, false)))
}

/// `POST …/remark`
pub(in crate::http) async fn remark(visit: Visit, request: Request) -> Response {
    let made = remarked(&visit, request).await;
    visit.answer(made).await
}

async fn remarked(visit: &Visit, request: Request) -> Result<Response, Refusal> {
    let form = read_form(request).await?;
    form.deny_unknown(&[REMARK, VERSION])?;
    let typed = form.get(REMARK).unwrap_or_default().to_owned();
    let seen = version(&form)?;
    let opened = visit.open().await?;
    let locale = visit.read.locale;
    let text = match duty::remark(&typed) {
        Ok(text) => text,
        Err(fault) => return remark_back(visit, &opened, typed, fault),
    };
    let (store, actor) = (visit.board.store(), &visit.session.actor);
    match store.remark_on_duty(actor, &opened.key, seen, &text).await? {
        Remarked::Done => Ok(go(&visit.read, &Page::Duty(opened.key))),
        Remarked::Overtaken => {
            let opened = visit.open().await?;
            let faults = overtaken(locale, &opened, words::overtaken_remark, "now");
            opened.page(visit, StatusCode::CONFLICT, |page| {
                page.remark = typed;
                page.faults = faults;
            })
        }
    }
}

fn remark_back(
    visit: &Visit,
    opened: &Opened,
    typed: String,
    fault: RemarkFault,
) -> Result<Response, Refusal> {
    let sentence = words::remark_fault(visit.read.locale, fault);
    opened.page(visit, StatusCode::UNPROCESSABLE_ENTITY, |page| {
        page.remark = typed;
        page.faults = vec![Fault::new(REMARK, sentence)];
    })
}
