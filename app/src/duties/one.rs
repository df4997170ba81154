//! One duty of one unit: how it stands, what was said and remarked, and the
//! forms of those who may add to it.

use leptos::prelude::*;

use super::matrix::key;
use super::{path_to, said, say};
use crate::domain::access::{Action, Actor};
use crate::domain::duty::{Course, Key, Owing};
use crate::domain::programme::{Duty, Programme};
use crate::exhibit::duties::{explanation, short_name, status_tag};
use crate::links::Page;
use crate::locale::{duty_words as words, return_words};
use crate::ui::form::{Fault, summary};
use crate::ui::shell::{Shell, document};

/// What the page shows.
pub struct DutyPage<'a> {
    pub programme: &'a Programme,
    pub who: Owing<'a>,
    pub duty: &'a Duty,
    pub course: &'a Course,
    pub actor: &'a Actor,
    /// What was typed and not taken, or what stands, to be gone on from.
    pub typed: say::Form,
    /// A remark that was not taken.
    pub remark: String,
    pub faults: Vec<Fault>,
    /// Whether the statement that came meanwhile is shown beside the typed one.
    pub contested: bool,
}

impl<'a> DutyPage<'a> {
    /// The page before anything is typed.
    #[must_use]
    pub fn new(
        programme: &'a Programme,
        (who, duty): (Owing<'a>, &'a Duty),
        course: &'a Course,
        actor: &'a Actor,
    ) -> Self {
        Self {
            programme,
            who,
            duty,
            course,
            actor,
            typed: say::Form::of(course),
            remark: String::new(),
            faults: Vec::new(),
            contested: false,
        }
    }

    pub(super) fn key(&self) -> Key {
        key(self.programme, &self.who, self.duty)
    }
}

/// The page.
pub fn page(shell: &Shell, of: &DutyPage) -> AnyView {
    let locale = shell.locale;
    let mut shell = shell.clone();
    shell.faulty = !of.faults.is_empty();
    let shell = &shell;
    let title = words::number_name(locale, &of.duty.no, short_name(locale, of.duty));
    let unit = locale.name(of.who.name).to_owned();
    let explained = Some(explanation(locale, of.duty)).filter(|text| !text.is_empty());
    let may = |action| of.actor.may(action, of.who.code);
    let content = view! {
        {summary(locale, &of.faults)}
        <div class="title">
            <h1>{title.clone()}</h1>
            <p class="period">{unit}</p>
            {explained.map(|text| view! { <p class="lead">{text.to_owned()}</p> })}
        </div>
        <div class="split wide-left">
            <div class="stack">
                {now(shell, of)}
                {of.contested.then(|| say::both(shell, of))}
                {may(Action::StateDuty).then(|| say::form(shell, of))}
                {may(Action::RemarkOnDuty).then(|| say::remark_form(shell, of))}
                {said::history(shell, &of.key(), of.course)}
            </div>
            <div class="stack">{about(shell, of)}{neighbours(shell, of)}</div>
        </div>
    };
    document(shell, &title, &path_to(shell, of.programme), content)
}

/// What the unit said last, and what the ministry remarked last.
fn now(shell: &Shell, of: &DutyPage) -> AnyView {
    let locale = shell.locale;
    let standing = of.course.standing();
    let statement = standing.statement.as_ref().map(|it| {
        let at = return_words::moment(it.at);
        let day = it.on.map(|day| view! { <span>{words::on_day(locale, day)}</span> });
        view! {
            <p class="stands">{status_tag(locale, Some(it.status))}{day}</p>
            {said::shown(shell, &of.key(), it)}
            <p class="who">{words::said_by(locale, &it.by, at, it.version)}</p>
        }
    });
    let nothing = standing.statement.is_none().then(|| {
        view! {
            <p class="stands">{status_tag(locale, None)}</p>
            <p>{words::nobody_said(locale)}</p>
        }
    });
    let remark = standing.remark.as_ref().map(|it| {
        let waits = standing
            .unanswered()
            .map(|_| view! { <p class="caution">{words::remark_waits(locale)}</p> });
        view! { <h3>{words::remark(locale)}</h3>{said::remark(locale, it)}{waits} }
    });
    view! {
        <section class="panel standing" id="now">
            <h2>{words::now_title(locale)}</h2>
            {statement}
            {nothing}
            {remark}
        </section>
    }
    .into_any()
}

/// What the text says of the duty.
fn about(shell: &Shell, of: &DutyPage) -> AnyView {
    let locale = shell.locale;
    let document = of.programme.document(&of.duty.document);
    let source = document.map(|document| {
        let title = locale.name(&document.title);
        words::source_of(locale, title, &of.duty.clause)
    });
    view! {
        <section class="panel">
            <h2>{words::duty(locale)}</h2>
            <dl class="source">
                <div>
                    <dt>{words::who_owes(locale)}</dt>
                    <dd>{locale.name(&of.duty.who).to_owned()}</dd>
                </div>
                <div>
                    <dt>{words::records(locale)}</dt>
                    <dd>{locale.name(&of.duty.records).to_owned()}</dd>
                </div>
                <div><dt>{words::source(locale)}</dt><dd>{source}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

/// The duties before and after this one, and all of them.
fn neighbours(shell: &Shell, of: &DutyPage) -> AnyView {
    let locale = shell.locale;
    let owed: Vec<&Duty> =
        of.programme.duties.iter().filter(|duty| duty.owed_by.contains(&of.who.bearer)).collect();
    let at = owed.iter().position(|duty| duty.no == of.duty.no).unwrap_or_default();
    let to = |duty: Option<&&Duty>, what: &'static str| {
        duty.map(|duty| {
            let page = Page::Duty(key(of.programme, &of.who, duty));
            let name = words::number_name(locale, &duty.no, short_name(locale, duty));
            view! { <li>{what}" "<a href=shell.link(&page)>{name}</a></li> }
        })
    };
    let all = shell.link_with(&Page::Duties(of.programme.code.clone()), |filters| {
        filters.unit = Some(of.who.code.to_owned());
    });
    view! {
        <nav class="panel" aria-label=words::neighbours(locale)>
            <h2>{words::neighbours(locale)}</h2>
            <ul class="neighbours">
                {to(at.checked_sub(1).and_then(|at| owed.get(at)), words::previous(locale))}
                {to(owed.get(at + 1), words::next(locale))}
                <li><a href=all>{words::of_unit(locale, locale.name(of.who.name))}</a></li>
            </ul>
        </nav>
    }
    .into_any()
}
