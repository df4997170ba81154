//! A statement and a remark as they stand on a page, and all of them in a row.

use leptos::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::duty::{Course, Key, Remark, Statement};
use crate::exhibit::duties::{file_name, status_tag};
use crate::links::Page;
use crate::locale::{Locale, board_words, duty_words as words, return_words};
use crate::ui::shell::Shell;

/// Text, link and file of a statement.
pub(super) fn shown(shell: &Shell, key: &Key, said: &Statement) -> AnyView {
    let locale = shell.locale;
    let text = (!said.text.is_empty()).then(|| view! { <p class="said">{said.text.clone()}</p> });
    let link = (!said.link.is_empty()).then(|| {
        view! {
            <p class="shows">
                {words::link(locale)}{board_words::colon(locale)}
                <a href=said.link.clone() rel="external nofollow noopener noreferrer">
                    {words::leads_out(locale, &said.link)}
                </a>
            </p>
        }
    });
    let file = said.evidence.as_ref().map(|file| {
        let page = Page::DutyEvidence(key.clone());
        let link = shell.link_with(&page, |filters| filters.version = Some(said.version));
        view! {
            <p class="shows">
                {words::file(locale)}{board_words::colon(locale)}
                <a href=link download=file.name.clone()>{file_name(locale, file)}</a>
            </p>
        }
    });
    view! { {text}{link}{file} }.into_any()
}

/// The ministry's remark.
pub(super) fn remark(locale: Locale, remark: &Remark) -> AnyView {
    let on = match remark.version {
        0 => words::remark_on_nothing(locale).to_owned(),
        version => words::remark_on(locale, version),
    };
    let who = words::remarked(locale, &remark.by, return_words::moment(remark.at));
    view! {
        <blockquote class="remark">
            <p class="said">{remark.text.clone()}</p>
            <p class="who">{who}" · "{on}</p>
        </blockquote>
    }
    .into_any()
}

/// Everything that was said and remarked, newest first.
pub(super) fn history(shell: &Shell, key: &Key, course: &Course) -> AnyView {
    let locale = shell.locale;
    let statements = course.statements.iter().map(|said| (said.at, stated(shell, key, said)));
    let remarks = course.remarks.iter().map(|it| (it.at, remarked(locale, it)));
    let mut entries: Vec<(Moment, AnyView)> = statements.chain(remarks).collect();
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let none = entries.is_empty().then(|| view! { <p>{words::history_none(locale)}</p> });
    let entries = entries.into_iter().map(|(_, entry)| entry).collect_view();
    view! {
        <section class="panel" id="history">
            <h2>{words::history(locale)}</h2>
            {none}
            <ol class="record">{entries}</ol>
        </section>
    }
    .into_any()
}

fn stated(shell: &Shell, key: &Key, said: &Statement) -> AnyView {
    let locale = shell.locale;
    let day = said.on.map(|day| words::on_day(locale, day));
    view! {
        <li>
            <p>
                <b>{said.by.clone()}</b>" "{words::statement_no(locale, said.version)}
                <small>{return_words::moment(said.at)}</small>
            </p>
            <p class="stands">{status_tag(locale, Some(said.status))}" "{day}</p>
            {shown(shell, key, said)}
        </li>
    }
    .into_any()
}

fn remarked(locale: Locale, remark: &Remark) -> AnyView {
    view! {
        <li>
            <p>
                <b>{remark.by.clone()}</b>" "{words::remarked_word(locale)}
                <small>{return_words::moment(remark.at)}</small>
            </p>
            <p class="said">{remark.text.clone()}</p>
        </li>
    }
    .into_any()
}
