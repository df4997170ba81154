//! The decisions on a return, and words about it, as plain forms. Which of
//! them are there follows from who looks and how far the return has come.

use leptos::prelude::*;

use super::reviewed::ReviewedPage;
use crate::domain::access::Action;
use crate::domain::dossier::Said;
use crate::domain::filing::State;
use crate::links::Page;
use crate::locale::{Locale, return_words, review_words as words};
use crate::ui::form;
use crate::ui::shell::Shell;

/// The id of the form to which the boxes at the lines belong.
const BACK: &str = "back";

/// The id of the field for what is said, by what is said.
#[must_use]
pub fn reason_id(said: Said) -> String {
    format!("{}-reason", said.word())
}

/// What can be done now, by who looks, to the newest version.
pub(super) fn possible(of: &ReviewedPage) -> Vec<Said> {
    let unit = &of.unit.code;
    let may = |action| of.actor.may(action, unit);
    let mut possible = Vec::new();
    if of.is_newest() {
        match of.dossier.filing.state {
            Some(State::Submitted) if may(Action::Decide) => {
                possible.extend([Said::Approve, Said::Return]);
            }
            Some(State::Approved) if may(Action::Decide) => possible.push(Said::Reopen),
            _ => {}
        }
        let stands = matches!(of.dossier.filing.state, Some(State::Submitted | State::Approved));
        if stands && may(Action::Countersign) {
            possible.push(Said::Countersign);
        }
        if may(Action::Comment) {
            possible.push(Said::Comment);
        }
    }
    possible
}

/// The form to which the boxes at the lines belong, where there is one.
pub(super) fn ticking(possible: &[Said]) -> Option<&'static str> {
    possible.iter().any(|said| matches!(said, Said::Return | Said::Reopen)).then_some(BACK)
}

/// What the forms are about, for who decides and for who only speaks.
pub(super) fn title(locale: Locale, of: &ReviewedPage) -> String {
    let version = of.shown.version.version;
    if of.actor.may(Action::Decide, &of.unit.code) {
        words::decide_title(locale, version)
    } else {
        words::view_title(locale, version)
    }
}

/// All forms that are possible, or why there is none.
pub(super) fn view(shell: &Shell, of: &ReviewedPage, possible: &[Said]) -> Option<AnyView> {
    let locale = shell.locale;
    let open = of.dossier.filing.state.is_some_and(State::is_open);
    let waits = (open && of.is_newest())
        .then(|| view! { <p class="hint">{words::unit_writes(locale)}</p> });
    if possible.is_empty() && waits.is_none() {
        return None;
    }
    let forms = possible.iter().map(|said| one(shell, of, *said)).collect_view();
    Some(
        view! {
            <section id="decide">
                <h2>{title(locale, of)}</h2>
                {waits}
                <div class="decisions">{forms}</div>
            </section>
        }
        .into_any(),
    )
}

fn one(shell: &Shell, of: &ReviewedPage, said: Said) -> AnyView {
    let locale = shell.locale;
    let (title, hint) = match said {
        Said::Approve => (words::approve_title(locale), words::approve_hint(locale)),
        Said::Return => (words::return_title_of(locale), words::return_hint(locale)),
        Said::Reopen => (words::reopen_title(locale), words::reopen_hint(locale)),
        Said::Comment => (words::comment_title(locale), words::comment_hint(locale)),
        Said::Countersign => (words::countersign_title(locale), words::countersign_hint(locale)),
        Said::AskReopening => return ().into_any(),
    };
    if let (Said::Countersign, Some(at)) = (said, of.countersigned_at()) {
        let moment = return_words::moment(at);
        return view! {
            <div class="form">
                <h3>{title}</h3>
                <p>{words::countersigned_already(locale, moment)}</p>
            </div>
        }
        .into_any();
    }
    let id = if matches!(said, Said::Return | Said::Reopen) { BACK } else { said.word() };
    let action = Page::Saying(of.dossier.key.clone(), said).link(&shell.filters.carried());
    view! {
        <form class="form" id=id method="post" action=action>
            <h3>{title}</h3>
            <p class="hint">{hint}</p>
            <input type="hidden" name="version" value=of.shown.version.version.to_string()/>
            {reason(shell, of, said)}
            <p class="actions">{buttons(shell, said)}</p>
        </form>
    }
    .into_any()
}

fn buttons(shell: &Shell, said: Said) -> AnyView {
    let locale = shell.locale;
    let two = |cells: &'static str, whole: &'static str| {
        view! {
            <button type="submit" name="extent" value="cells">{cells}</button>
            <button type="submit" name="extent" value="whole" class="quiet">{whole}</button>
        }
        .into_any()
    };
    let single = |name: &'static str| view! { <button type="submit">{name}</button> }.into_any();
    match said {
        Said::Return => two(words::return_cells(locale), words::return_whole(locale)),
        Said::Reopen => two(words::reopen_cells(locale), words::reopen_whole(locale)),
        Said::Approve => single(words::approve(locale)),
        Said::Countersign => single(words::countersign(locale)),
        Said::Comment => single(words::comment(locale)),
        Said::AskReopening => ().into_any(),
    }
}

/// The field for a reason, with what was typed.
fn reason(shell: &Shell, of: &ReviewedPage, said: Said) -> Option<AnyView> {
    let locale = shell.locale;
    let label = match said {
        Said::Return => words::return_reason(locale),
        Said::Reopen => words::reopen_reason(locale),
        Said::Comment => words::comment_reason(locale),
        Said::Approve | Said::Countersign | Said::AskReopening => return None,
    };
    let id = reason_id(said);
    let fault = form::fault_at(&of.faults, &id);
    let typed = if of.typed.said == Some(said) { of.typed.reason.clone() } else { String::new() };
    Some(
        view! {
            <div class="field" class:faulty=fault.is_some()>
                <label for=id.clone()>{label}</label>
                {fault.map(|sentence| form::fault_line(&id, sentence))}
                <textarea id=id.clone() name="reason" rows="3"
                    aria-describedby=form::described_by(&id, false, fault.is_some())
                    aria-invalid=fault.map(|_| "true")>{form::area(&typed)}</textarea>
            </div>
        }
        .into_any(),
    )
}
