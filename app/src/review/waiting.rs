//! The queue's tables: what waits, what became of chosen returns, what was
//! decided lately.

use leptos::prelude::*;

use super::chosen::{CHOSEN, Chosen};
use super::queue::QueuePage;
use super::{deadline, lines_count, names};
use crate::domain::filing::Key;
use crate::domain::waiting::Waiting;
use crate::links::Page;
use crate::locale::{board_words, number_words, return_words, review_words as words};
use crate::ui::shell::Shell;
use crate::ui::tag::{Tone, tag};

/// What waits, each with a box for who decides.
pub(super) fn waiting(shell: &Shell, of: &QueuePage) -> AnyView {
    let locale = shell.locale;
    let rows = of.waiting.iter().map(|waiting| row(shell, of, waiting)).collect_view();
    let caption = words::queue_caption(locale);
    let columns = [
        words::quarter(locale),
        words::version(locale),
        words::submitted(locale),
        words::deadline(locale),
        words::explained(locale),
        words::changed(locale),
        words::countersigned(locale),
    ];
    let table = view! {
        <div class="scroll" tabindex="0" role="region" aria-label=caption>
            <table class="queue">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::unit(locale)}</th>
                        {columns.map(|name| view! { <th scope="col">{name}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    if !of.may_decide {
        return view! { <section id="waiting">{table}</section> }.into_any();
    }
    view! {
        <form id="waiting" class="decide" method="post" action=shell.page.link(&shell.filters)>
            {table}
            <p class="actions"><button type="submit">{words::approve_chosen(locale)}</button></p>
        </form>
    }
    .into_any()
}

fn row(shell: &Shell, of: &QueuePage, waiting: &Waiting) -> AnyView {
    let locale = shell.locale;
    let key = &waiting.key;
    let (programme_name, unit_name) = names(locale, of.programmes, key);
    let programme = of.programmes.iter().find(|programme| programme.code == key.programme);
    let quarter = number_words::quarter(locale, key.quarter);
    let link = shell.link(&Page::Reviewed(key.clone()));
    let chosen = Chosen { key: key.clone(), version: waiting.version }.to_string();
    let tick = of.may_decide.then(|| {
        let label = words::choose(locale, unit_name, &quarter, waiting.version);
        let ticked = of.ticked.contains(&chosen);
        view! {
            <label class="tick">
                <input type="checkbox" name=CHOSEN value=chosen checked=ticked aria-label=label/>
            </label>
        }
    });
    let changed = match waiting.changed {
        None => view! { <td class="absent">{words::first_version(locale)}</td> }.into_any(),
        Some(0) => view! { <td>{words::no_lines(locale)}</td> }.into_any(),
        Some(count) => view! { <td>{lines_count(locale, count)}</td> }.into_any(),
    };
    let explained = match waiting.explained {
        0 => view! { <td class="absent">{words::no_lines(locale)}</td> }.into_any(),
        count => view! { <td>{lines_count(locale, count)}</td> }.into_any(),
    };
    let signed = waiting.countersigned_by.join(board_words::comma(locale));
    let signed = if signed.is_empty() {
        view! { <td class="absent">{words::nobody(locale)}</td> }.into_any()
    } else {
        view! { <td>{signed}</td> }.into_any()
    };
    view! {
        <tr>
            <th scope="row">
                {tick}
                <a href=link>{unit_name.to_owned()}<small>{programme_name.to_owned()}</small></a>
            </th>
            <td>{quarter}</td>
            <td>{waiting.version}</td>
            <td>{return_words::moment(waiting.at)}<small>{waiting.by.clone()}</small></td>
            <td>{deadline(locale, programme, key, waiting.first_at)}</td>
            {explained}
            {changed}
            {signed}
        </tr>
    }
    .into_any()
}

/// What became of each return that was to be approved, where not all were.
pub(super) fn became(shell: &Shell, of: &QueuePage) -> Option<AnyView> {
    let locale = shell.locale;
    let rows = of
        .became
        .iter()
        .map(|became| {
            let result = match &became.why_not {
                None => tag(Tone::Good, words::now_approved(locale)),
                Some(why) => tag(Tone::Bad, why.clone()),
            };
            view! {
                <tr>{whose(shell, of, &became.key)}<td class="result">{result}</td></tr>
            }
        })
        .collect_view();
    let caption = words::became_caption(locale);
    let heads = [words::unit(locale), words::quarter(locale), words::result(locale)];
    (!of.became.is_empty()).then(|| listing("became", caption, &heads, rows.into_any()))
}

/// Who asks for an approved return to be reopened; nothing where nobody does.
pub(super) fn wishes(shell: &Shell, of: &QueuePage) -> Option<AnyView> {
    let locale = shell.locale;
    let rows = of
        .wishes
        .iter()
        .map(|wish| {
            view! {
                <tr>
                    {whose(shell, of, &wish.key)}
                    <td>{return_words::moment(wish.at)}<small>{wish.by.clone()}</small></td>
                    <td class="said">{wish.reason.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    let caption = words::wishes_caption(locale);
    let heads = [
        words::unit(locale),
        words::quarter(locale),
        words::wished(locale),
        words::wish_reason(locale),
    ];
    (!of.wishes.is_empty()).then(|| listing("wishes", caption, &heads, rows.into_any()))
}

/// What was decided lately; nothing where nothing was.
pub(super) fn lately(shell: &Shell, of: &QueuePage) -> Option<AnyView> {
    let locale = shell.locale;
    let rows = of
        .lately
        .iter()
        .map(|lately| {
            let said = words::said(locale, lately.said);
            let version = lately.version.map(|no| words::version_no(locale, no));
            view! {
                <tr>
                    {whose(shell, of, &lately.key)}
                    <td>{said}<small>{version}</small></td>
                    <td>{lately.by.clone()}</td>
                    <td>{return_words::moment(lately.at)}</td>
                </tr>
            }
        })
        .collect_view();
    let caption = words::lately_caption(locale);
    let heads = [
        words::unit(locale),
        words::quarter(locale),
        words::decision(locale),
        words::by_whom(locale),
        words::at_time(locale),
    ];
    (!of.lately.is_empty()).then(|| listing("lately", caption, &heads, rows.into_any()))
}

/// The first two cells of a row: whose return, for which quarter.
fn whose(shell: &Shell, of: &QueuePage, key: &Key) -> AnyView {
    let locale = shell.locale;
    let (programme, unit) = names(locale, of.programmes, key);
    let link = shell.link(&Page::Reviewed(key.clone()));
    view! {
        <th scope="row">
            <a href=link>{unit.to_owned()}<small>{programme.to_owned()}</small></a>
        </th>
        <td>{number_words::quarter(locale, key.quarter)}</td>
    }
    .into_any()
}

fn listing(
    id: &'static str,
    caption: &'static str,
    heads: &[&'static str],
    rows: AnyView,
) -> AnyView {
    let heads = heads.iter().map(|name| view! { <th scope="col">{*name}</th> }).collect_view();
    view! {
        <section id=id>
            <h2>{caption}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label=caption>
                <table class="queue">
                    <caption>{caption}</caption>
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
