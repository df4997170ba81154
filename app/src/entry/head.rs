//! The form's head, in the shape officials know, how the return stands, and
//! the ways besides typing: workbooks, earlier versions.

use leptos::prelude::*;

use crate::domain::calendar::Day;
use crate::domain::dossier::{Remark, Timeliness, timeliness};
use crate::domain::filing::{Refusal, State};
use crate::entry::form::FormPage;
use crate::links::{Page, Part};
use crate::locale::{Locale, number_words, return_words as words};
use crate::ui::shell::Shell;
use crate::ui::tag::{Tone, tag};

/// The tone in which a return's state is shown.
#[must_use]
pub fn tone(state: Option<State>) -> Tone {
    match state {
        None | Some(State::Draft | State::Submitted) => Tone::Open,
        Some(State::Returned | State::Reopened) => Tone::Caution,
        Some(State::Approved) => Tone::Good,
    }
}

/// Title, the form's particulars, and how the return stands.
pub fn view(shell: &Shell, of: &FormPage) -> AnyView {
    let locale = shell.locale;
    let form = &of.programme.form;
    let key = &of.dossier.key;
    let due = Day::due(key.quarter, form.due_days);
    let particulars = [
        (words::form_no(locale), Some(form.no.clone())),
        (words::issued_by(locale), Some(locale.name(&form.issued_by).to_owned())),
        (words::document_no(locale), form.document_no.clone()),
        (words::valid_until(locale), form.valid_until.clone()),
        (words::filing_unit(locale), Some(locale.name(&of.unit.name).to_owned())),
        (words::period(locale), Some(number_words::quarter(locale, key.quarter))),
        (words::deadline(locale), Some(deadline(locale, of, due))),
    ];
    let particulars = particulars
        .into_iter()
        .filter_map(|(name, value)| {
            let value = value?;
            Some(view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        })
        .collect_view();
    view! {
        <div class="form-head">
            <h1>{locale.name(&form.title).to_owned()}</h1>
            <dl>{particulars}</dl>
        </div>
        {standing(locale, of)}
    }
    .into_any()
}

fn deadline(locale: Locale, of: &FormPage, due: Day) -> String {
    let waits = of.dossier.filing.state.is_none_or(State::is_open);
    if waits { words::days_left(locale, due, of.dossier.now.day()) } else { due.to_string() }
}

/// In which state the return is, since when, and why it is not written.
fn standing(locale: Locale, of: &FormPage) -> AnyView {
    let dossier = of.dossier;
    let state = dossier.filing.state;
    let last = dossier.changes.values().max_by_key(|change| change.at);
    let latest = match (state, last, dossier.versions.last()) {
        (Some(State::Submitted | State::Approved), _, Some(version)) => {
            Some(words::submitted_by(locale, &version.by, words::moment(version.at)))
        }
        (_, Some(change), _) => Some(words::saved_at(locale, &change.by, words::moment(change.at))),
        (None, ..) => Some(words::not_begun(locale).to_owned()),
        _ => None,
    };
    let locked = match (state, timeliness(of.programme, dossier.key.quarter, dossier.now.day())) {
        (None, Timeliness::NotOpen { opens }) => Some(words::not_open(locale, opens)),
        (Some(state), _) if !state.is_open() => {
            Some(words::refusal(locale, &Refusal::Locked(state)))
        }
        _ if !of.may_write => Some(words::no_right_to_write(locale).to_owned()),
        _ => None,
    };
    view! {
        <div class="return-state">
            <p>
                {tag(tone(state), words::state(locale, state))}
                " "{latest}
            </p>
            {locked.map(|why| view! { <p class="locked">{why}</p> })}
            {of.done.as_ref().map(|done| view! { <p role="status" class="done">{done.clone()}</p> })}
            {dossier.reason().map(|remark| reason(locale, state, remark))}
        </div>
    }
    .into_any()
}

/// Why it was sent back or reopened, and which lines are open.
fn reason(locale: Locale, state: Option<State>, remark: &Remark) -> AnyView {
    let title = if state == Some(State::Returned) {
        words::returned_title(locale)
    } else {
        words::reopened_title(locale)
    };
    let lines = remark.lines.as_ref().map(|lines| words::returned_lines(locale, lines.join(", ")));
    view! {
        <div class="notice reason">
            <h2>{title}</h2>
            <p class="said">{remark.reason.clone()}</p>
            {lines.map(|lines| view! { <p><strong>{lines}</strong></p> })}
            <p><small>
                {words::returned_by(locale, &remark.by, words::moment(remark.at))}
            </small></p>
        </div>
    }
    .into_any()
}

/// Filling the form in with a spreadsheet.
pub fn workbook(shell: &Shell, of: &FormPage) -> Option<AnyView> {
    let locale = shell.locale;
    let key = &of.dossier.key;
    if !(of.may_write && of.dossier.is_open()) {
        return None;
    }
    let template = shell.link(&Page::Return(key.clone(), Part::Template));
    let upload = shell.link(&Page::Return(key.clone(), Part::Upload));
    Some(
        view! {
            <section class="panel workbook">
                <h2>{words::other_ways(locale)}</h2>
                <p><a href=template>{words::template(locale)}</a></p>
                <form method="post" enctype="multipart/form-data" action=upload>
                    <label for="file">{words::workbook(locale)}</label>
                    <input type="file" id="file" name="file" required=true
                        accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>
                    <button type="submit" class="quiet">{words::upload(locale)}</button>
                </form>
            </section>
        }
        .into_any(),
    )
}

/// What was submitted before, newest first.
pub fn versions(shell: &Shell, of: &FormPage) -> Option<AnyView> {
    let locale = shell.locale;
    if of.dossier.versions.is_empty() {
        return None;
    }
    let receipt = Page::Return(of.dossier.key.clone(), Part::Receipt);
    let versions = of
        .dossier
        .versions
        .iter()
        .rev()
        .map(|version| {
            let link = shell.link_with(&receipt, |filters| filters.version = Some(version.version));
            let (by, at) = (&version.by, words::moment(version.at));
            let has_receipt = version.receipt.is_some();
            view! {
                <li>
                    {words::version(locale, version.version)}" · "
                    {words::submitted_by(locale, by, at)}
                    {has_receipt.then(|| view! { " · "<a href=link>{words::receipt(locale)}</a> })}
                    {version.reason.as_ref().map(|reason| view! { <p class="said">{reason.clone()}</p> })}
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="panel">
                <h2>{words::versions(locale)}</h2>
                <ul class="versions">{versions}</ul>
            </section>
        }
        .into_any(),
    )
}
