//! What a unit's people have to file: their returns by what is to be done.

use leptos::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::due::{Due, Mark, Standings, last_over, quarter_of};
use crate::domain::filing::State;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::links::{Page, Part};
use crate::locale::{Locale, due_words as words, number_words, return_words};
use crate::ui::shell::{Shell, document};
use crate::ui::table::Table;

use super::{list, mark};

/// Quarters shown at full length, to be filed and approved; earlier ones are
/// gathered below.
const SHOWN: i32 = 8;
const SHOWN_DONE: i32 = 4;
/// Signs of a reason that are shown; the form has the whole of it.
const FIRST_WORDS: usize = 80;

/// A unit's returns, in the groups in which they are shown.
#[derive(Clone, Debug)]
pub struct TaskList<'a> {
    /// The unit's name, from any programme that has it.
    pub unit: Option<&'a str>,
    /// To be filled in, most urgent first.
    pub to_do: Vec<Due<'a>>,
    pub older_missing: Vec<Due<'a>>,
    pub waiting: Vec<Due<'a>>,
    pub upcoming: Vec<Due<'a>>,
    /// Latest first.
    pub done: Vec<Due<'a>>,
    pub older_done: Vec<Due<'a>>,
    pub now: Moment,
}

impl<'a> TaskList<'a> {
    #[must_use]
    pub fn compose(
        locale: Locale,
        programmes: &'a [Programme],
        unit: &str,
        standings: &'a Standings,
    ) -> Self {
        let mut list = Self {
            unit: None,
            to_do: Vec::new(),
            older_missing: Vec::new(),
            waiting: Vec::new(),
            upcoming: Vec::new(),
            done: Vec::new(),
            older_done: Vec::new(),
            now: standings.now,
        };
        let today = standings.now.day();
        for programme in programmes {
            let unit = programme.unit(unit).filter(|unit| programme.owes_returns(unit));
            let Some(unit) = unit else {
                continue;
            };
            list.unit = Some(locale.name(&unit.name));
            // The quarter that runs comes up next.
            let running = quarter_of(today);
            let over = last_over(programme, today);
            let last = if programme.covers(running) { Some(running) } else { over };
            for quarter in last.into_iter().flat_map(|last| Quarter::range(programme.from, last)) {
                let ago = over.map_or(0, |over| over.index() - quarter.index());
                list.add(standings.due(programme, unit, quarter), ago);
            }
        }
        list.to_do.sort_by_key(|due| (due.last_day(), due.programme.code.clone()));
        for latest_first in [&mut list.done, &mut list.older_missing, &mut list.older_done] {
            latest_first.sort_by_key(|due| std::cmp::Reverse(due.last_day()));
        }
        list
    }

    /// `ago` counts quarters back from the last that is over.
    fn add(&mut self, due: Due<'a>, ago: i32) {
        let group = match due.mark() {
            Mark::Missing { .. } if ago >= SHOWN && due.state().is_none() => {
                &mut self.older_missing
            }
            Mark::Open { .. } | Mark::Missing { .. } | Mark::Returned | Mark::Reopened => {
                &mut self.to_do
            }
            Mark::Waiting => &mut self.waiting,
            Mark::Upcoming => &mut self.upcoming,
            Mark::Approved if ago >= SHOWN_DONE => &mut self.older_done,
            Mark::Approved => &mut self.done,
        };
        group.push(due);
    }

    /// All of them in the order of the page, as one table.
    #[must_use]
    pub fn table(&self, locale: Locale) -> Table {
        let groups = [
            &self.to_do,
            &self.waiting,
            &self.upcoming,
            &self.older_missing,
            &self.done,
            &self.older_done,
        ];
        let dues: Vec<Due> = groups.into_iter().flatten().copied().collect();
        list::table(locale, words::tasks_title(locale).to_owned(), &dues, true)
    }
}

/// The page.
pub fn page(shell: &Shell, list: &TaskList) -> AnyView {
    let locale = shell.locale;
    let title = words::tasks_title(locale);
    let Some(unit) = list.unit else {
        let content = view! {
            <section class="message"><h1>{title}</h1><p>{words::owes_nothing(locale)}</p></section>
        };
        return document(shell, title, &[], content);
    };
    let content = view! {
        <div class="title">
            <h1>{title}</h1>
            <p class="period">{words::tasks_of(locale, unit)}</p>
            <p class="lead">{words::as_the_clock(locale, return_words::moment(list.now))}</p>
        </div>
        <section id="to-do">
            <h2>{words::to_do(locale)}</h2>
            {if list.to_do.is_empty() {
                view! { <p class="quiet-line">{words::nothing_to_do(locale)}</p> }.into_any()
            } else {
                tasks(shell, &list.to_do)
            }}
            {older(shell, &list.older_missing, words::older_missing)}
        </section>
        {group(shell, "waiting", words::waiting_title(locale), &list.waiting)}
        {group(shell, "upcoming", words::upcoming_title(locale), &list.upcoming)}
        {group(shell, "done", words::done_title(locale), &list.done)}
        {older(shell, &list.older_done, words::older_done)}
        {list::download(shell, title)}
    };
    document(shell, title, &[], content)
}

fn group(shell: &Shell, id: &'static str, title: &'static str, dues: &[Due]) -> Option<AnyView> {
    (!dues.is_empty())
        .then(|| view! { <section id=id><h2>{title}</h2>{tasks(shell, dues)}</section> }.into_any())
}

fn tasks(shell: &Shell, dues: &[Due]) -> AnyView {
    let rows = dues.iter().map(|due| task(shell, due)).collect_view();
    view! { <ul class="tasks">{rows}</ul> }.into_any()
}

/// One return; all of its row leads to the form, as far as that is open.
fn task(shell: &Shell, due: &Due) -> AnyView {
    let locale = shell.locale;
    let name = format!(
        "{} · {}",
        number_words::quarter(locale, due.quarter),
        locale.name(&due.programme.short)
    );
    let form = words::form_no(locale, &due.programme.form.no);
    let heading = match due.mark() {
        Mark::Upcoming => name.into_any(),
        _ => {
            let link = shell.link(&Page::Return(due.key(), Part::Form));
            view! { <a href=link>{name}</a> }.into_any()
        }
    };
    let receipt = due.standing.is_some_and(|standing| standing.receipt).then(|| {
        let link = shell.link(&Page::Return(due.key(), Part::Receipt));
        view! { <a class="apart" href=link>{return_words::receipt(locale)}</a> }
    });
    view! {
        <li>
            <h3>{heading}" "<small>{form}</small></h3>
            <p class="task-mark">{mark::own_view(locale, due)}{mark::timeliness(locale, due)}</p>
            <p class="task-days"><span>{days(locale, due)}</span>{receipt}</p>
            {remarks(locale, due)}
        </li>
    }
    .into_any()
}

/// The day that matters now.
fn days(locale: Locale, due: &Due) -> String {
    match (due.mark(), due.standing.and_then(|standing| standing.first_submitted)) {
        (Mark::Upcoming, _) => words::opens_on(locale, due.opens()),
        (Mark::Waiting | Mark::Approved, Some(submitted)) => {
            words::submitted_at(locale, return_words::moment(submitted))
        }
        _ => words::due_on(locale, due.last_day()),
    }
}

/// What the ministry said, and when it last reminded.
fn remarks(locale: Locale, due: &Due) -> Option<AnyView> {
    let standing = due.standing?;
    let said = standing.reason.as_deref().map(|reason| {
        let reason = first_words(reason);
        match (due.state(), &standing.filing.open_lines) {
            (Some(State::Reopened), _) => words::was_reopened(locale, reason),
            (_, Some(lines)) => words::sent_back_lines(locale, lines.len(), reason),
            (_, None) => words::sent_back(locale, reason),
        }
    });
    let reminded = due.mark().is_owed().then_some(standing.reminder.as_ref()).flatten();
    let reminded = reminded.map(|reminder| {
        let at = return_words::moment(reminder.at);
        if reminder.reason.is_empty() {
            words::reminded_of(locale, at)
        } else {
            words::reminded_of_why(locale, at, &reminder.reason)
        }
    });
    let lines: Vec<String> = said.into_iter().chain(reminded).collect();
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
        view! { <div class="task-remarks">{lines}</div> }.into_any()
    })
}

fn first_words(reason: &str) -> String {
    let mut first: String = reason.chars().take(FIRST_WORDS).collect();
    if first.len() < reason.len() {
        first.push('…');
    }
    first
}

fn older(
    shell: &Shell,
    dues: &[Due],
    title: impl FnOnce(Locale, usize) -> String,
) -> Option<AnyView> {
    let locale = shell.locale;
    if dues.is_empty() {
        return None;
    }
    let links = dues
        .iter()
        .map(|due| {
            let link = shell.link(&Page::Return(due.key(), Part::Form));
            let quarter = number_words::quarter_short(locale, due.quarter);
            let programme = locale.name(&due.programme.short);
            view! { <li><a href=link>{format!("{quarter} · {programme}")}</a></li> }
        })
        .collect_view();
    Some(
        view! {
            <details class="older">
                <summary>{title(locale, dues.len())}</summary>
                <ul class="names">{links}</ul>
            </details>
        }
        .into_any(),
    )
}
