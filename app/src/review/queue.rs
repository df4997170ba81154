//! What waits for a decision, oldest first; several returns can be approved
//! at once.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::chosen::Became;
use super::waiting::{became, lately, waiting, wishes};
use crate::domain::filing::Key;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::waiting::{Lately, Waiting, Wish};
use crate::links::{Filters, Page};
use crate::locale::{Locale, board_words, number_words, review_words as words};
use crate::ui::form::{self, Fault};
use crate::ui::shell::{Shell, Step, document};

/// What the queue shows.
pub struct QueuePage<'a> {
    pub programmes: &'a [Programme],
    pub waiting: Vec<&'a Waiting>,
    /// How many wait, whatever the filters.
    pub all: usize,
    pub wishes: Vec<&'a Wish>,
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
        wishes: &'a [Wish],
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
            wishes: wishes.iter().filter(|wish| wanted(&wish.key)).collect(),
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
        {wishes(shell, of)}
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
