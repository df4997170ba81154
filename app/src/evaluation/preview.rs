//! The evaluation summary as it stands now: what it says, what the ministry
//! writes to it, freezing it, and its files.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{document, files};
use crate::domain::access::Action;
use crate::domain::access::Actor;
use crate::domain::calendar::Moment;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::summary::{Section, Summary};
use crate::links::{EvaluationDeed, Page};
use crate::locale::{Locale, board_words, evaluation_words as words, number_words, return_words};
use crate::ui::form::{self, Fault};
use crate::ui::shell::{Shell, Step, document as whole};

/// The longest text to a section, in characters.
pub const LONGEST: usize = 4_000;

/// What was written to a section last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub version: i32,
    pub content: String,
    pub by: String,
    pub at: Option<Moment>,
}

/// A frozen evaluation as a line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenLine {
    pub number: String,
    pub unit: Option<String>,
    pub quarter: Quarter,
    pub language: String,
    pub by: String,
    pub at: Moment,
    pub public: bool,
}

/// What the page shows.
pub struct Preview<'a> {
    pub actor: &'a Actor,
    pub programme: &'a Programme,
    pub summary: &'a Summary,
    /// Quarters that can be chosen, latest first.
    pub quarters: Vec<Quarter>,
    pub written: BTreeMap<String, Written>,
    pub frozen: Vec<FrozenLine>,
    pub jobs: Vec<files::Line>,
    /// The version of the data it was composed from, and a key for freezing it
    /// once.
    pub seen: i64,
    pub key: String,
    pub faults: Vec<Fault>,
    /// Whether this build writes PDF.
    pub pdf: bool,
    /// What was typed to a section and not taken.
    pub typed: Option<(String, String)>,
}

/// The id of a section's field for text.
#[must_use]
pub fn field_of(section: &str) -> String {
    format!("narrative-{section}")
}

/// The page.
pub fn page(shell: &Shell, of: &Preview) -> AnyView {
    let locale = shell.locale;
    let programme = of.programme;
    let title = words::page_title(locale, locale.name(&programme.short));
    let evaluates = of.actor.may_at_all(Action::Evaluate);
    let body = document::view(of.summary, |section| {
        let narrated = super::compose::NARRATED.contains(&section.code.as_str());
        (evaluates && narrated).then(|| narrative(shell, of, section))
    });
    let content = view! {
        {form::summary(locale, &of.faults)}
        <div class="title">
            <h1>{title.clone()}</h1>
            {chooser(shell, of)}
        </div>
        <p class="prose">{words::about(locale)}</p>
        <div class="split tools">
            <section>
                <h2>{words::files_title(locale)}</h2>
                {files::asking(shell, &programme.code, None, of.pdf)}
                {files::list(shell, &programme.code, &of.jobs)}
            </section>
            <section>
                {evaluates.then(|| freezing(shell, of))}
                <h2>{words::frozen_title(locale)}</h2>
                {frozen(shell, of)}
            </section>
        </div>
        {body}
    };
    whole(shell, &title, &path_to(shell, programme), content)
}

/// The way to the page.
pub(super) fn path_to(shell: &Shell, programme: &Programme) -> Vec<Step> {
    vec![
        Step { name: board_words::overview(shell.locale).to_owned(), page: Page::Overview },
        Step {
            name: shell.locale.name(&programme.short).to_owned(),
            page: Page::Programme(programme.code.clone()),
        },
    ]
}

fn chooser(shell: &Shell, of: &Preview) -> AnyView {
    let locale = shell.locale;
    let head = &of.summary.head;
    let quarters = of
        .quarters
        .iter()
        .map(|quarter| {
            let name = number_words::quarter(locale, *quarter);
            let chosen = *quarter == head.quarter;
            view! { <option value=quarter.to_string() selected=chosen>{name}</option> }
        })
        .collect_view();
    let units = of
        .programme
        .units
        .iter()
        .map(|unit| {
            let chosen = head.unit.as_deref() == Some(&unit.code);
            let name = locale.name(&unit.name).to_owned();
            view! { <option value=unit.code.clone() selected=chosen>{name}</option> }
        })
        .collect_view();
    view! {
        <form class="switch" method="get" action=shell.page.path()>
            <label>{words::period_label(locale)}" "<select name="period">{quarters}</select></label>
            <label>{words::unit_label(locale)}" "
                <select name="unit">
                    <option value="" selected=head.unit.is_none()>{words::whole_programme(locale)}</option>
                    {units}
                </select>
            </label>
            <input type="hidden" name="lang" value=locale.tag()/>
            <button type="submit">{words::show(locale)}</button>
        </form>
    }
    .into_any()
}

fn freezing(shell: &Shell, of: &Preview) -> AnyView {
    let locale = shell.locale;
    let head = &of.summary.head;
    let whose = scope_name(locale, of.programme, head.unit.as_deref());
    let period = number_words::quarter(locale, head.quarter);
    let deed = Page::EvaluationDeed(of.programme.code.clone(), EvaluationDeed::Freeze);
    view! {
        <form class="form" id="freeze" method="post" action=deed.link(&shell.filters)>
            <h2>{words::freeze_title(locale)}</h2>
            <p class="hint">{words::freeze_hint(locale, whose, period)}</p>
            <input type="hidden" name="seen" value=of.seen.to_string()/>
            <input type="hidden" name="key" value=of.key.clone()/>
            <p class="actions"><button type="submit">{words::freeze(locale)}</button></p>
        </form>
    }
    .into_any()
}

/// The name of what an evaluation is about.
pub(super) fn scope_name(locale: Locale, programme: &Programme, unit: Option<&str>) -> String {
    match unit {
        None => words::whole_programme(locale).to_owned(),
        Some(code) => programme
            .unit(code)
            .map_or_else(|| code.to_owned(), |unit| locale.name(&unit.name).to_owned()),
    }
}

/// The name of a language by its tag.
pub(super) fn language_name(tag: &str) -> String {
    tag.parse().map_or_else(|()| tag.to_owned(), |locale| board_words::own_name(locale).to_owned())
}

fn frozen(shell: &Shell, of: &Preview) -> AnyView {
    let locale = shell.locale;
    if of.frozen.is_empty() {
        return view! { <p>{words::none_frozen(locale)}</p> }.into_any();
    }
    let caption = words::frozen_caption(locale, of.frozen.len());
    let rows = of
        .frozen
        .iter()
        .map(|line| {
            let page = Page::Evaluation(of.programme.code.clone(), line.number.clone());
            let public =
                if line.public { words::public(locale) } else { words::not_public(locale) };
            view! {
                <tr>
                    <th scope="row"><a href=shell.link(&page)>{line.number.clone()}</a></th>
                    <td>{scope_name(locale, of.programme, line.unit.as_deref())}</td>
                    <td>{number_words::quarter(locale, line.quarter)}</td>
                    <td>{language_name(&line.language)}</td>
                    <td>{return_words::moment(line.at)}<small>{line.by.clone()}</small></td>
                    <td>{public}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=caption.clone()>
            <table class="frozen">
                <caption>{caption.clone()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::number(locale)}</th>
                        <th scope="col">{words::scope(locale)}</th>
                        <th scope="col">{words::period(locale)}</th>
                        <th scope="col">{words::language(locale)}</th>
                        <th scope="col">{words::frozen_at(locale)}</th>
                        <th scope="col">{words::shown_to(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The form for a section's text, open where it was refused.
fn narrative(shell: &Shell, of: &Preview, section: &Section) -> AnyView {
    let locale = shell.locale;
    let id = field_of(&section.code);
    let written = of.written.get(&section.code).cloned().unwrap_or_default();
    let typed = of.typed.as_ref().filter(|(code, _)| *code == section.code);
    let text = typed.map_or_else(|| written.content.clone(), |(_, text)| text.clone());
    let fault = form::fault_at(&of.faults, &id);
    let deed = Page::EvaluationDeed(of.programme.code.clone(), EvaluationDeed::Write);
    let last = written.at.map(|at| {
        let moment = return_words::moment(at);
        view! { <p class="hint">{words::narrative_by(locale, written.version, &written.by, moment)}</p> }
    });
    view! {
        <details class="narrative" open=fault.is_some()>
            <summary>{words::narrative(locale, &section.heading)}</summary>
            <form class="form" method="post" action=deed.link(&shell.filters)>
                <input type="hidden" name="section" value=section.code.clone()/>
                <input type="hidden" name="version" value=written.version.to_string()/>
                <div class="field" class:faulty=fault.is_some()>
                    <label for=id.clone()>{words::narrative_text(locale)}</label>
                    <p class="hint" id=format!("{id}-hint")>{words::narrative_hint(locale, LONGEST)}</p>
                    {fault.map(|sentence| form::fault_line(&id, sentence))}
                    <textarea id=id.clone() name="text" rows="5"
                        aria-describedby=form::described_by(&id, true, fault.is_some())
                        aria-invalid=fault.map(|_| "true")>{form::area(&text)}</textarea>
                </div>
                {last}
                <p class="actions"><button type="submit">{words::narrative_save(locale)}</button></p>
            </form>
        </details>
    }
    .into_any()
}
