//! Who has filed, for those who look over all units: unit × quarter, and for
//! one quarter who is waited for.

use leptos::prelude::*;

use crate::domain::calendar::Day;
use crate::domain::due::{Due, Mark, Standings, Timing, last_over};
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::unit::Unit;
use crate::links::Page;
use crate::locale::{Locale, board_words, due_words as words, number_words, return_words};
use crate::ui::form::summary;
use crate::ui::shell::{Shell, document};
use crate::ui::table::Table;

use super::reminding::{self, Reminding};
use super::{list, mark};

/// Quarters shown side by side.
const SHOWN: i32 = 8;

/// How the returns of one programme stand.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// For the switch.
    pub programmes: &'a [Programme],
    pub programme: &'a Programme,
    pub units: Vec<&'a Unit>,
    /// The quarter that is looked at.
    pub quarter: Quarter,
    /// Its quarters that are over, latest first.
    pub choices: Vec<Quarter>,
    /// The columns, latest first: on narrow screens the earlier ones scroll.
    pub quarters: Vec<Quarter>,
    pub standings: &'a Standings,
}

/// How many of some returns are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub all: usize,
    pub filed: usize,
    pub in_time: usize,
    pub late: usize,
    pub approved: usize,
}

impl Counts {
    #[must_use]
    pub fn of<'a>(dues: impl IntoIterator<Item = Due<'a>>) -> Self {
        let mut counts = Self::default();
        for due in dues {
            counts.all += 1;
            let mark = due.mark();
            if !mark.is_in() {
                continue;
            }
            counts.filed += 1;
            counts.approved += usize::from(mark != Mark::Waiting);
            match due.timing() {
                Some(Timing::InTime) => counts.in_time += 1,
                Some(Timing::Late { .. }) => counts.late += 1,
                None => {}
            }
        }
        counts
    }
}

impl<'a> Standing<'a> {
    /// `asked` is the quarter to look at; where the programme has no returns
    /// for it, the latest is. `None` where none of its quarters is over.
    #[must_use]
    pub fn compose(
        programmes: &'a [Programme],
        programme: &'a Programme,
        asked: Option<Quarter>,
        standings: &'a Standings,
    ) -> Option<Self> {
        let latest = last_over(programme, standings.now.day())?;
        let quarter =
            asked.filter(|asked| (programme.from..=latest).contains(asked)).unwrap_or(latest);
        let choices: Vec<Quarter> = Quarter::range(programme.from, latest).rev().collect();
        // Columns go on to the latest quarter as long as the chosen one is among them.
        let last = if latest.index() - quarter.index() < SHOWN { latest } else { quarter };
        let first = last.plus(1 - SHOWN).unwrap_or(last).max(programme.from);
        let quarters = Quarter::range(first, last).rev().collect();
        let units = programme.filing_units().collect();
        Some(Self { programmes, programme, units, quarter, choices, quarters, standings })
    }

    #[must_use]
    pub fn due(&self, unit: &'a Unit, quarter: Quarter) -> Due<'a> {
        self.standings.due(self.programme, unit, quarter)
    }

    /// The returns for a quarter, in the order of the units.
    pub fn for_quarter(&self, quarter: Quarter) -> impl Iterator<Item = Due<'a>> {
        self.units.iter().map(move |unit| self.due(unit, quarter))
    }

    /// Those of the quarter looked at for which the units are waited.
    #[must_use]
    pub fn owing(&self) -> Vec<Due<'a>> {
        self.for_quarter(self.quarter).filter(|due| due.mark().is_owed()).collect()
    }

    /// The returns of the columns, unit by unit, as one table.
    #[must_use]
    pub fn table(&self, locale: Locale) -> Table {
        let dues: Vec<Due> = self
            .units
            .iter()
            .flat_map(|unit| self.quarters.iter().map(|quarter| self.due(unit, *quarter)))
            .collect();
        list::table(locale, caption(locale, self), &dues, false)
    }
}

/// The page. `reminding` is there for those who may remind.
pub fn page(shell: &Shell, standing: &Standing, reminding: Option<&Reminding>) -> AnyView {
    let locale = shell.locale;
    let title = words::standing_title(locale);
    let faults = reminding.and_then(|reminding| summary(locale, &reminding.faults));
    let content = view! {
        {faults}
        <div class="title">
            <h1>{title}</h1>
            <p class="period">{locale.name(&standing.programme.short).to_owned()}</p>
            {switch(shell, standing.programmes, standing.programme, Some(standing))}
            <p class="lead">
                {words::as_the_clock(locale, return_words::moment(standing.standings.now))}
            </p>
        </div>
        {reminding::view(shell, standing, reminding)}
        <section id="standing">
            <h2>{caption(locale, standing)}</h2>
            {matrix(shell, standing)}
            {list::download(shell, &caption(locale, standing))}
        </section>
        {others(shell, standing)}
    };
    document(shell, title, &[], content)
}

/// The page of a programme none of whose quarters is over.
pub fn page_before_first(
    shell: &Shell,
    programmes: &[Programme],
    programme: &Programme,
) -> AnyView {
    let locale = shell.locale;
    let title = words::standing_title(locale);
    let opens = Day::opens(programme.from);
    let content = view! {
        <div class="title">
            <h1>{title}</h1>
            <p class="period">{locale.name(&programme.short).to_owned()}</p>
            {switch(shell, programmes, programme, None)}
        </div>
        <p>{words::first_opens(locale, opens)}</p>
    };
    document(shell, title, &[], content)
}

/// The page of a board without programmes.
pub fn page_without_programmes(shell: &Shell) -> AnyView {
    let locale = shell.locale;
    let title = words::standing_title(locale);
    let content = view! {
        <section class="message"><h1>{title}</h1><p>{words::no_programmes(locale)}</p></section>
    };
    document(shell, title, &[], content)
}

fn caption(locale: Locale, standing: &Standing) -> String {
    let programme = locale.name(&standing.programme.short);
    words::standing_caption(locale, programme, standing.units.len())
}

/// Chooses programme and quarter; a plain form.
fn switch(
    shell: &Shell,
    programmes: &[Programme],
    chosen: &Programme,
    standing: Option<&Standing>,
) -> AnyView {
    let locale = shell.locale;
    let programmes = programmes
        .iter()
        .map(|programme| {
            let name = locale.name(&programme.short).to_owned();
            let is_chosen = programme.code == chosen.code;
            view! { <option value=programme.code.clone() selected=is_chosen>{name}</option> }
        })
        .collect_view();
    let quarters = standing.map(|standing| {
        let quarters = standing
            .choices
            .iter()
            .map(|quarter| {
                let is_chosen = *quarter == standing.quarter;
                let name = number_words::quarter(locale, *quarter);
                view! { <option value=quarter.to_string() selected=is_chosen>{name}</option> }
            })
            .collect_view();
        view! {
            <label>{board_words::quarter(locale)}" "<select id="period" name="period">{quarters}</select></label>
        }
    });
    let lang = shell.filters.lang.map(|lang| {
        view! { <input type="hidden" name="lang" value=lang.tag()/> }
    });
    view! {
        <form class="switch" method="get" action=Page::Returns.path()>
            <label>
                {board_words::programme(locale)}" "<select name="programme">{programmes}</select>
            </label>
            {quarters}
            {lang}
            <button type="submit">{board_words::show(locale)}</button>
        </form>
    }
    .into_any()
}

fn matrix(shell: &Shell, standing: &Standing) -> AnyView {
    let locale = shell.locale;
    let head = standing
        .quarters
        .iter()
        .map(|quarter| {
            let link = shell.here(|filters| filters.period = Some(*quarter));
            let current = (*quarter == standing.quarter).then_some("true");
            let name = number_words::quarter_short(locale, *quarter);
            view! { <th scope="col"><a href=link aria-current=current>{name}</a></th> }
        })
        .collect_view();
    let rows = standing
        .units
        .iter()
        .map(|unit| {
            let dues: Vec<Due> =
                standing.quarters.iter().map(|quarter| standing.due(unit, *quarter)).collect();
            let counts = Counts::of(dues.iter().copied());
            let cells = dues.iter().map(|due| cell(shell, due)).collect_view();
            let link = shell.link(&Page::Unit(standing.programme.code.clone(), unit.code.clone()));
            view! {
                <tr>
                    <th scope="row"><a href=link>{locale.name(&unit.name).to_owned()}</a></th>
                    {cells}
                    <td class="counted">{counted(locale, counts)}</td>
                </tr>
            }
        })
        .collect_view();
    let caption = caption(locale, standing);
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=caption.clone()>
            <table class="standings">
                <caption>{caption.clone()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{board_words::unit(locale)}</th>
                        {head}
                        <th scope="col">{words::per_unit(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>{totals(locale, standing)}</tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// One return; submitted ones lead to what was submitted.
fn cell(shell: &Shell, due: &Due) -> AnyView {
    let locale = shell.locale;
    let shown = mark::view(locale, due);
    let shown = if due.standing.is_some_and(|standing| standing.receipt) {
        let link = shell.link(&Page::Reviewed(due.key()));
        view! { <a href=link>{shown}</a> }.into_any()
    } else {
        shown
    };
    view! { <td>{shown}{mark::timeliness(locale, due)}</td> }.into_any()
}

fn counted(locale: Locale, counts: Counts) -> AnyView {
    let late = (counts.late > 0).then(|| {
        view! { " "<span class="timing caution">{words::of_these_late(locale, counts.late)}</span> }
    });
    view! { {board_words::of(locale, counts.filed, counts.all)}{late} }.into_any()
}

/// Counts for each quarter, and of all of them.
fn totals(locale: Locale, standing: &Standing) -> AnyView {
    let mut columns: Vec<Counts> = standing
        .quarters
        .iter()
        .map(|quarter| Counts::of(standing.for_quarter(*quarter)))
        .collect();
    let all = standing.quarters.iter().flat_map(|quarter| standing.for_quarter(*quarter));
    columns.push(Counts::of(all));
    let row = |title: &'static str, of: fn(&Counts) -> (usize, usize)| {
        let cells = columns
            .iter()
            .map(|counts| {
                // Of history from a file it is not known when it came.
                match of(counts) {
                    (_, 0) if counts.filed > 0 => {
                        view! { <td class="absent">{words::not_recorded(locale)}</td> }.into_any()
                    }
                    (part, whole) => {
                        view! { <td>{board_words::of(locale, part, whole)}</td> }.into_any()
                    }
                }
            })
            .collect_view();
        view! { <tr><th scope="row">{title}</th>{cells}</tr> }
    };
    view! {
        {row(words::filed_count(locale), |counts| (counts.filed, counts.all))}
        {row(words::in_time_count(locale), |counts| (counts.in_time, counts.in_time + counts.late))}
        {row(words::approved_count(locale), |counts| (counts.approved, counts.filed))}
    }
    .into_any()
}

/// The other programmes with their latest quarter, so that nobody who has not
/// filed is out of sight.
fn others(shell: &Shell, standing: &Standing) -> Option<AnyView> {
    let locale = shell.locale;
    let others: Vec<AnyView> = standing
        .programmes
        .iter()
        .filter(|programme| programme.code != standing.programme.code)
        .filter_map(|programme| {
            let other =
                Standing::compose(standing.programmes, programme, None, standing.standings)?;
            let counts = Counts::of(other.for_quarter(other.quarter));
            let link = shell.here(|filters| {
                filters.programme = Some(programme.code.clone());
                filters.period = None;
            });
            Some(
                view! {
                    <li>
                        <a href=link>{locale.name(&programme.short).to_owned()}</a>" "
                        <small>
                            {number_words::quarter(locale, other.quarter)}" · "
                            {words::filed_of(locale, counts.filed, counts.all)}
                        </small>
                    </li>
                }
                .into_any(),
            )
        })
        .collect();
    (!others.is_empty()).then(|| {
        view! {
            <section id="others">
                <h2>{words::other_programmes(locale)}</h2>
                <ul class="others">{others}</ul>
            </section>
        }
        .into_any()
    })
}
