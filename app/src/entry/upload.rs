//! A filled-in template comes back: choosing the file, and what it has
//! otherwise than the draft before any of it is stored.

use leptos::prelude::*;

use crate::domain::filing::Key;
use crate::domain::programme::Programme;
use crate::domain::unit::Unit;
use crate::domain::upload::{Differences, Outcome, Sent};
use crate::entry::upload_table;
use crate::links::{Page, Part};
use crate::locale::{Locale, number_words, return_words, upload_words as words};
use crate::ui::form::{Fault, described_by, fault_at, fault_line, summary};
use crate::ui::shell::{Shell, Step, document};

/// The names of the fields: the file; its id and the draft's version that its
/// differences were shown against.
pub const FILE: &str = "file";
pub const ID: &str = "id";
pub const SEEN: &str = "seen";

/// Whose return it is.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub programme: &'a Programme,
    pub unit: &'a Unit,
    pub key: &'a Key,
}

/// Where a file is chosen.
pub struct Choosing<'a> {
    pub subject: Subject<'a>,
    /// Whether this person may write, and why nobody can now.
    pub may_write: bool,
    pub locked: Option<String>,
    /// Why the file that was sent is not taken.
    pub faults: Vec<Fault>,
    /// What went into the draft before.
    pub taken: Vec<Sent>,
}

/// A file beside the draft.
pub struct Comparing<'a> {
    pub subject: Subject<'a>,
    pub sent: Sent,
    pub differences: Differences,
    /// The draft's version they were found against.
    pub seen: i64,
    /// Why nothing was stored when it was to be: cells that somebody else
    /// changed meanwhile, each with its sentence.
    pub conflicts: Vec<Fault>,
}

fn path(locale: Locale, subject: &Subject) -> [Step; 2] {
    let form = Page::Return(subject.key.clone(), Part::Form);
    let name = locale.name(&subject.programme.form.title).to_owned();
    [
        Step { name: return_words::returns(locale).to_owned(), page: Page::Returns },
        Step { name, page: form },
    ]
}

fn title(locale: Locale, subject: &Subject, title: &'static str) -> AnyView {
    let unit = locale.name(&subject.unit.name);
    let whose = format!("{unit} · {}", number_words::quarter(locale, subject.key.quarter));
    view! { <div class="title"><h1>{title}</h1><p class="period">{whose}</p></div> }.into_any()
}

fn back(shell: &Shell, subject: &Subject) -> AnyView {
    let form = shell.link(&Page::Return(subject.key.clone(), Part::Form));
    view! { <a href=form>{return_words::back_to_form(shell.locale)}</a> }.into_any()
}

fn original(shell: &Shell, subject: &Subject, sent: &Sent, words: String) -> AnyView {
    let page = Page::Return(subject.key.clone(), Part::Original);
    let link = shell.link_with(&page, |filters| filters.id = Some(sent.id.clone()));
    view! { <a href=link download=sent.file_name.clone()>{words}</a> }.into_any()
}

/// The page on which a file is chosen.
pub fn choose(shell: &Shell, of: &Choosing) -> AnyView {
    let (locale, subject) = (shell.locale, &of.subject);
    let mut shell = shell.clone();
    shell.faulty = !of.faults.is_empty();
    let shell = &shell;
    let taken = of
        .taken
        .iter()
        .map(|sent| {
            let at = return_words::moment(sent.taken_at.unwrap_or(sent.at));
            let link = original(shell, subject, sent, words::original_of(locale, &sent.file_name));
            view! { <li>{link}" · "{return_words::changed(locale, &sent.by, at)}</li> }
        })
        .collect_view();
    let content = view! {
        {summary(locale, &of.faults)}
        {title(locale, subject, words::choose_title(locale))}
        {of.locked.clone().map(|why| view! { <p class="locked">{why}</p> })}
        {(of.may_write && of.locked.is_none()).then(|| file_form(shell, of))}
        <section class="panel">
            <h2>{words::originals(locale)}</h2>
            {of.taken.is_empty().then(|| view! { <p>{words::no_originals(locale)}</p> })}
            <ul class="versions">{taken}</ul>
        </section>
        <p>{back(shell, subject)}</p>
    };
    document(shell, words::choose_title(locale), &path(locale, subject), content)
}

fn file_form(shell: &Shell, of: &Choosing) -> AnyView {
    let locale = shell.locale;
    let fault = fault_at(&of.faults, FILE).map(str::to_owned);
    let faulty = fault.is_some();
    let here = Page::Return(of.subject.key.clone(), Part::Upload);
    let template = Page::Return(of.subject.key.clone(), Part::Template);
    view! {
        <form class="form" method="post" enctype="multipart/form-data" action=shell.link(&here)>
            <div class="field" class:faulty=faulty>
                <label for=FILE>{return_words::workbook(locale)}</label>
                <p class="hint" id="file-hint">{words::choose_lead(locale)}</p>
                {fault.map(|sentence| fault_line(FILE, &sentence))}
                <input type="file" id=FILE name=FILE
                    accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                    aria-describedby=described_by(FILE, true, faulty)
                    aria-invalid=faulty.then_some("true")/>
            </div>
            <div class="actions">
                <button type="submit">{words::send(locale)}</button>
                <a href=shell.link(&template)>{return_words::template(locale)}</a>
            </div>
        </form>
    }
    .into_any()
}

/// The page with the differences.
pub fn compare(shell: &Shell, of: &Comparing) -> AnyView {
    let (locale, subject) = (shell.locale, &of.subject);
    let refused = upload_table::faults(locale, of);
    let mut shell = shell.clone();
    shell.faulty = !refused.is_empty() || !of.conflicts.is_empty();
    let shell = &shell;
    let sent = &of.sent;
    let about = match sent.taken_at {
        Some(at) => words::taken(locale, &sent.file_name, return_words::moment(at)),
        None => words::sent(locale, &sent.file_name, &sent.by, return_words::moment(sent.at)),
    };
    let content = view! {
        {conflicts(locale, of)}
        {refusals(locale, &refused)}
        {title(locale, subject, words::compare_title(locale))}
        <p class=sent.taken_at.map(|_| "done")>{about}" "{original(shell, subject, sent, words::original(locale).to_owned())}</p>
        {sent.taken_at.is_none().then(|| counts(locale, &of.differences))}
        {sent.taken_at.is_none().then(|| upload_table::view(locale, of))}
        {consent(shell, of)}
    };
    document(shell, words::compare_title(locale), &path(locale, subject), content)
}

fn counts(locale: Locale, differences: &Differences) -> AnyView {
    let counted = upload_table::OUTCOMES
        .into_iter()
        .map(|outcome| (outcome, differences.count(outcome)))
        .filter(|(_, count)| *count > 0)
        .map(|(outcome, count)| {
            let words = words::counted(locale, upload_table::word(locale, outcome), count);
            view! { <li>{words}</li> }
        })
        .collect_view();
    view! { <ul class="counts">{counted}</ul> }.into_any()
}

/// What cannot be taken, each with its cell; it takes the focus.
fn refusals(locale: Locale, refused: &[Fault]) -> Option<AnyView> {
    if refused.is_empty() {
        return None;
    }
    let lines = refused
        .iter()
        .map(|fault| view! { <li><a href=format!("#{}", fault.at)>{fault.sentence.clone()}</a></li> })
        .collect_view();
    Some(
        view! {
            <div class="faults" id="faults" role="alert" tabindex="-1" autofocus=true
                aria-labelledby="faults-title">
                <h2 id="faults-title">{words::some_refused(locale, refused.len())}</h2>
                <ul>{lines}</ul>
            </div>
        }
        .into_any(),
    )
}

fn conflicts(locale: Locale, of: &Comparing) -> Option<AnyView> {
    if of.conflicts.is_empty() {
        return None;
    }
    let lines = of
        .conflicts
        .iter()
        .map(|fault| view! { <li><a href=format!("#{}", fault.at)>{fault.sentence.clone()}</a></li> })
        .collect_view();
    Some(
        view! {
            <div class="faults" id="conflicts" role="alert" tabindex="-1" autofocus=true
                aria-labelledby="conflicts-title">
                <h2 id="conflicts-title">{words::conflict_title(locale)}</h2>
                <ul>{lines}</ul>
                <p>{words::conflict_way_on(locale)}</p>
            </div>
        }
        .into_any(),
    )
}

/// The button that takes everything over, or why there is none.
fn consent(shell: &Shell, of: &Comparing) -> AnyView {
    let (locale, subject) = (shell.locale, &of.subject);
    let upload = Page::Return(subject.key.clone(), Part::Upload);
    let another = shell.link(&upload);
    let changed: usize = [Outcome::New, Outcome::Changed, Outcome::Cleared]
        .map(|outcome| of.differences.count(outcome))
        .iter()
        .sum();
    if of.sent.taken_at.is_some() || of.differences.is_refused() {
        return view! {
            <div class="actions">
                <a href=another>{words::another(locale)}</a>
                {back(shell, subject)}
            </div>
        }
        .into_any();
    }
    if changed == 0 {
        return view! {
            <p class="done">{words::nothing_differs(locale)}</p>
            <div class="actions">
                <a href=another>{words::another(locale)}</a>
                {back(shell, subject)}
            </div>
        }
        .into_any();
    }
    let form = shell.link(&Page::Return(subject.key.clone(), Part::Form));
    view! {
        <form class="consent" method="post" action=shell.link(&upload)>
            <input type="hidden" name=ID value=of.sent.id.clone()/>
            <input type="hidden" name=SEEN value=of.seen.to_string()/>
            <p>{words::take_over_meaning(locale)}</p>
            <div class="actions">
                <button type="submit">{words::take_over(locale, changed)}</button>
                <a href=form>{words::leave(locale)}</a>
            </div>
        </form>
    }
    .into_any()
}
