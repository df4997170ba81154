//! Duties one below the other, with what was said last: all of one unit, or
//! one of all who owe no other.

use leptos::prelude::*;

use super::matrix::{MatrixPage, key};
use crate::domain::duty::{Owing, Standing, Statement};
use crate::domain::programme::Duty;
use crate::exhibit::duties::{file_name, status_tag};
use crate::links::Page;
use crate::locale::{Locale, board_words, duty_words as words, return_words};
use crate::ui::shell::Shell;

/// Characters of a text that are shown; the duty's page has all of it.
const SHOWN: usize = 80;

/// What the rows are headed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Duty,
    Unit,
}

/// The list.
pub(super) fn view(
    shell: &Shell,
    of: &MatrixPage,
    by: By,
    caption: String,
    owed: Vec<(Owing, &Duty)>,
) -> AnyView {
    let locale = shell.locale;
    let head = match by {
        By::Duty => words::duty(locale),
        By::Unit => words::unit(locale),
    };
    let rows = owed.into_iter().map(|(who, duty)| row(shell, of, by, who, duty)).collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=caption.clone()>
            <table class="plain said-last">
                <caption>{caption.clone()}</caption>
                <thead><tr>
                    <th scope="col">{head}</th>
                    <th scope="col">{words::status(locale)}</th>
                    <th scope="col">{words::day(locale)}</th>
                    <th scope="col">{words::evidence(locale)}</th>
                    <th scope="col">{words::last_said(locale)}</th>
                    <th scope="col">{words::remark(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(shell: &Shell, of: &MatrixPage, by: By, who: Owing, duty: &Duty) -> AnyView {
    let locale = shell.locale;
    let none = Standing::default();
    let standing = of.standings.get(who.code, &duty.no).unwrap_or(&none);
    let said = standing.statement.as_ref();
    let day = said.and_then(|said| said.on).map(|day| day.to_string());
    let last = said.map(|said| {
        view! { {said.by.clone()}<small>{return_words::moment(said.at)}</small> }
    });
    let remark = standing.remark.as_ref().map(|remark| {
        let waits = standing.unanswered().is_some();
        let mark = waits.then(|| {
            view! { <small class="caution">{words::with_remark(locale)}</small> }
        });
        view! { {beginning(&remark.text)}{mark} }
    });
    let name = match by {
        By::Duty => words::number_name(locale, &duty.no, locale.name(&duty.name)),
        By::Unit => locale.name(who.name).to_owned(),
    };
    let link = shell.link(&Page::Duty(key(of.programme, &who, duty)));
    view! {
        <tr>
            <th scope="row"><a href=link>{name}</a></th>
            <td>{status_tag(locale, standing.status())}</td>
            <td class="day">{day}</td>
            <td>{said.map(|said| evidence(locale, said))}</td>
            <td class="by">{last}</td>
            <td>{remark}</td>
        </tr>
    }
    .into_any()
}

/// What the unit shows, in short.
fn evidence(locale: Locale, said: &Statement) -> AnyView {
    let text = (!said.text.is_empty()).then(|| beginning(&said.text));
    let file = said.evidence.as_ref().map(|file| file_name(locale, file));
    let link = (!said.link.is_empty()).then(|| {
        format!("{}{}{}", words::link(locale), board_words::colon(locale), beginning(&said.link))
    });
    let more = [file, link].into_iter().flatten();
    view! { {text}{more.map(|more| view! { <small>{more}</small> }).collect_view()} }.into_any()
}

/// The first of a text, with dots where it goes on.
fn beginning(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
