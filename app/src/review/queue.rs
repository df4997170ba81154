//! What waits for a decision, oldest first; several returns can be approved
//! at once.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{deadline, lines_count, names};
use crate::domain::filing::Key;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::waiting::{Lately, Waiting};
use crate::links::{Filters, Page};
use crate::locale::{Locale, board_words, number_words, return_words, review_words as words};
use crate::ui::form::{self, Fault};
use crate::ui::shell::{Shell, Step, document};
use crate::ui::tag::{Tone, tag};

/// The field whose values are the returns to approve, as [`Chosen`] spells them.
pub const CHOSEN: &str = "approve";

/// A return to approve, with the version that was looked at. Written
/// `programme/unit/quarter/version`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub key: Key,
    pub version: i32,
}

impl std::fmt::Display for Chosen {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}/{}", self.key, self.version)
    }
}

impl std::str::FromStr for Chosen {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('/');
        let mut part = || parts.next().filter(|part| !part.is_empty()).ok_or(());
        let (programme, unit) = (part()?.to_owned(), part()?.to_owned());
        let quarter = part()?.parse().map_err(|_| ())?;
        let version = part()?.parse().map_err(|_| ())?;
        match parts.next() {
            None => Ok(Self { key: Key { programme, unit, quarter }, version }),
            Some(_) => Err(()),
        }
    }
}

/// What became of one return that was to be approved.
#[derive(Clone, Debug)]
pub struct Became {
    pub key: Key,
    /// Why it was not approved; `None` when it was.
    pub why_not: Option<String>,
}

/// What the queue shows.
pub struct QueuePage<'a> {
    pub programmes: &'a [Programme],
    pub waiting: Vec<&'a Waiting>,
    /// How many wait, whatever the filters.
    pub all: usize,
    pub lately: Vec<&'a Lately>,
    pub quarters: BTreeSet<Quarter>,
    pub may_decide: bool,
    /// Which returns were ticked, on a page that comes back.
    pub ticked: Vec<String>,
    pub became: Vec<Became>,
    pub faults: Vec<Fault>,
}

impl<'a> QueuePage<'a> {
    /// The queue narrowed down by the shell's filters.
    #[must_use]
    pub fn compose(
        shell: &Shell,
        programmes: &'a [Programme],
        waiting: &'a [Waiting],
        lately: &'a [Lately],
    ) -> Self {
        let filters = &shell.filters;
        let wanted = |key: &Key| {
            filters.programme.as_ref().is_none_or(|code| *code == key.programme)
                && filters.unit.as_ref().is_none_or(|code| *code == key.unit)
                && filters.period.is_none_or(|quarter| quarter == key.quarter)
        };
        Self {
            programmes,
            waiting: waiting.iter().filter(|waiting| wanted(&waiting.key)).collect(),
            all: waiting.len(),
            lately: lately.iter().filter(|lately| wanted(&lately.key)).collect(),
            quarters: waiting.iter().map(|waiting| waiting.key.quarter).collect(),
            may_decide: false,
            ticked: Vec::new(),
            became: Vec::new(),
            faults: Vec::new(),
        }
    }
}

/// The page.
pub fn page(shell: &Shell, of: &QueuePage) -> AnyView {
    let locale = shell.locale;
    let title = words::queue_title(locale);
    let filtered = of.waiting.len() < of.all;
    let count = match (of.all, filtered) {
        (0, _) => None,
        (all, false) => Some(words::waiting_count(locale, all)),
        (all, true) => Some(words::waiting_count_some(locale, of.waiting.len(), all)),
    };
    let narrowed = shell.filters.programme.is_some()
        || shell.filters.unit.is_some()
        || shell.filters.period.is_some();
    let content = view! {
        {form::summary(locale, &of.faults)}
        <div class="title">
            <h1>{title}</h1>
            {(of.all > 0 || narrowed).then(|| switch(shell, of))}
            {count.map(|count| view! { <p class="lead">{count}</p> })}
        </div>
        {became(shell, of)}
        {if of.waiting.is_empty() { nothing(shell, of) } else { waiting(shell, of) }}
        {lately(shell, of)}
    };
    let path = [Step { name: board_words::overview(locale).into(), page: Page::Overview }];
    document(shell, title, &path, content)
}

fn nothing(shell: &Shell, of: &QueuePage) -> AnyView {
    let locale = shell.locale;
    if of.all == 0 {
        return view! { <p class="empty" id="waiting">{words::nothing_waits(locale)}</p> }
            .into_any();
    }
    let all = Filters { lang: shell.filters.lang, ..Filters::default() };
    view! {
        <p class="empty" id="waiting">
            {words::nothing_waits_here(locale)}" "
            <a href=shell.page.link(&all)>{words::show_all(locale)}</a>
        </p>
    }
    .into_any()
}

/// Narrows the queue down; a plain form.
fn switch(shell: &Shell, of: &QueuePage) -> AnyView {
    let locale = shell.locale;
    let filters = &shell.filters;
    let programmes = of.programmes.iter();
    let programmes: Vec<(String, String)> = programmes
        .map(|programme| (programme.code.clone(), locale.name(&programme.short).to_owned()))
        .collect();
    let quarters: Vec<(String, String)> = of
        .quarters
        .iter()
        .chain(filters.period.iter().filter(|quarter| !of.quarters.contains(quarter)))
        .map(|quarter| (quarter.to_string(), number_words::quarter(locale, *quarter)))
        .collect();
    let mut units: Vec<(String, String)> = Vec::new();
    for programme in of.programmes {
        if filters.programme.as_ref().is_some_and(|code| *code != programme.code) {
            continue;
        }
        for unit in programme.filing_units() {
            if !units.iter().any(|(code, _)| *code == unit.code) {
                units.push((unit.code.clone(), locale.name(&unit.name).to_owned()));
            }
        }
    }
    let period = filters.period.map(|quarter| quarter.to_string());
    view! {
        <form class="switch" method="get" action=shell.page.path()>
            {select(locale, "programme", words::programmes(locale), &programmes, filters.programme.as_deref())}
            {select(locale, "period", words::quarters(locale), &quarters, period.as_deref())}
            {select(locale, "unit", words::units(locale), &units, filters.unit.as_deref())}
            {filters.lang.map(|lang| view! { <input type="hidden" name="lang" value=lang.tag()/> })}
            <button type="submit">{board_words::show(locale)}</button>
        </form>
    }
    .into_any()
}

fn select(
    locale: Locale,
    name: &'static str,
    what: &str,
    options: &[(String, String)],
    chosen: Option<&str>,
) -> AnyView {
    let all = words::all_of(locale, what);
    let options = options
        .iter()
        .map(|(value, words)| {
            let selected = chosen == Some(value.as_str());
            view! { <option value=value.clone() selected=selected>{words.clone()}</option> }
        })
        .collect_view();
    view! {
        <select name=name aria-label=what.to_owned()>
            <option value="" selected=chosen.is_none()>{all}</option>
            {options}
        </select>
    }
    .into_any()
}

fn waiting(shell: &Shell, of: &QueuePage) -> AnyView {
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
fn became(shell: &Shell, of: &QueuePage) -> Option<AnyView> {
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

fn lately(shell: &Shell, of: &QueuePage) -> Option<AnyView> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_return_is_read_as_it_is_written() {
        let chosen: Chosen = "tianjin/120101/2026-Q3/2".parse().expect("a chosen return");
        assert_eq!(chosen.to_string(), "tianjin/120101/2026-Q3/2");
        for text in
            ["", "a/b/2026-Q3", "a/b/2026Q3/1", "a/b/2026-Q3/x", "a//2026-Q3/1", "a/b/2026-Q3/1/2"]
        {
            assert_eq!(text.parse::<Chosen>(), Err(()), "{text}");
        }
    }
}
