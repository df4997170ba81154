//! What waits for a decision, oldest first; several returns can be approved
//! at once.

use std::collections::{BTreeSet, HashSet};

use leptos::prelude::*;

use super::chosen::Became;
use super::waiting::{became, lately, waiting, wishes};
use crate::domain::filing::Key;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::waiting::{Lately, Place, Queue, Waiting, Wish};
use crate::links::{Filters, Page};
use crate::locale::{Locale, board_words, number_words, review_words as words};
use crate::ui::form::{self, Fault};
use crate::ui::shell::{Shell, Step, document};
use crate::ui::turning::turning;

/// What the queue shows.
pub struct QueuePage<'a> {
    pub programmes: &'a [Programme],
    pub waiting: &'a [Waiting],
    /// How many wait, whatever the filters.
    pub all: usize,
    /// How many of them the filters leave.
    pub matching: usize,
    /// Where the next page goes on.
    pub next: Option<&'a Place>,
    pub wishes: Vec<&'a Wish>,
    pub lately: Vec<&'a Lately>,
    pub quarters: &'a BTreeSet<Quarter>,
    pub may_decide: bool,
    /// Which returns were ticked, on a page that comes back.
    pub ticked: Vec<String>,
    pub became: Vec<Became>,
    pub faults: Vec<Fault>,
}

impl<'a> QueuePage<'a> {
    /// The queue narrowed down by the shell's filters; `units` are those whose
    /// returns are asked for, all where it is `None`.
    #[must_use]
    pub fn compose(
        shell: &Shell,
        programmes: &'a [Programme],
        queue: &'a Queue,
        units: Option<&[String]>,
    ) -> Self {
        let filters = &shell.filters;
        let units: Option<HashSet<&String>> = units.map(|units| units.iter().collect());
        let wanted = |key: &Key| {
            filters.programme.as_ref().is_none_or(|code| *code == key.programme)
                && units.as_ref().is_none_or(|units| units.contains(&key.unit))
                && filters.period.is_none_or(|quarter| quarter == key.quarter)
        };
        Self {
            programmes,
            waiting: &queue.waiting,
            all: queue.all,
            matching: queue.matching,
            next: queue.next.as_ref(),
            wishes: queue.wishes.iter().filter(|wish| wanted(&wish.key)).collect(),
            lately: queue.lately.iter().filter(|lately| wanted(&lately.key)).collect(),
            quarters: &queue.quarters,
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
    let all = number_words::count(of.all);
    let count = match of.waiting.len() {
        _ if of.all == 0 => None,
        listed if listed == of.all => Some(words::waiting_count(locale, all)),
        listed if of.matching == of.all || listed == of.matching => {
            Some(words::waiting_count_some(locale, listed, all))
        }
        listed => {
            let matching = number_words::count(of.matching);
            Some(words::waiting_count_page(locale, listed, matching, all))
        }
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
        {pages(shell, of)}
        {wishes(shell, of)}
        {lately(shell, of)}
    };
    let path = [Step { name: board_words::overview(locale).into(), page: Page::Overview }];
    document(shell, title, &path, content)
}

fn pages(shell: &Shell, of: &QueuePage) -> Option<AnyView> {
    let locale = shell.locale;
    let from = |since: Option<&Place>| shell.here(|filters| filters.since = since.cloned());
    let first = shell.filters.since.as_ref().map(|_| (from(None), words::oldest(locale)));
    let next = of.next.map(|next| (from(Some(next)), words::newer(locale)));
    turning(words::pages(locale), first, next)
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
    let mut met = HashSet::new();
    let asked = of.programmes.iter();
    let units: Vec<(String, String)> = asked
        .filter(|programme| filters.programme.as_ref().is_none_or(|code| *code == programme.code))
        .flat_map(|programme| match programme.is_large() {
            true => programme.listed(),
            false => programme.filing_units().collect(),
        })
        .filter(|unit| met.insert(&unit.code))
        .map(|unit| (unit.code.clone(), locale.name(&unit.name).to_owned()))
        .collect();
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
