//! Who has filed, for those who look over all units: unit × quarter
//! (`standing_table`), and for one quarter who is waited for.

use leptos::prelude::*;

use crate::domain::calendar::Day;
use crate::domain::due::{Counts, Due, Standings, last_over};
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::rollup::Scope;
use crate::domain::unit::Unit;
use crate::links::Page;
use crate::locale::{Locale, board_words, due_words as words, number_words, return_words};
use crate::ui::form::summary;
use crate::ui::shell::{Shell, document};
use crate::ui::table::Table;

use super::reminding::{self, Reminding};
use super::{list, standing_table};

/// Quarters shown side by side.
const SHOWN: i32 = 8;

/// Which returns of a programme are looked at: who files them, and for when.
#[derive(Clone, Debug)]
pub struct Look<'a> {
    pub programme: &'a Programme,
    /// Whose members are listed; `None` for the programme's units.
    pub of: Option<&'a Unit>,
    /// Who is listed: units that file, or those that they belong to where there
    /// are too many of them.
    pub units: Vec<&'a Unit>,
    /// The quarter that is looked at.
    pub quarter: Quarter,
    /// Its quarters that are over, latest first.
    pub choices: Vec<Quarter>,
    /// The columns, latest first: on narrow screens the earlier ones scroll.
    pub quarters: Vec<Quarter>,
}

/// How the returns of one programme stand.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// For the switch.
    pub programmes: &'a [Programme],
    pub look: Look<'a>,
    pub standings: &'a Standings,
}

impl<'a> Look<'a> {
    /// `asked` is the quarter to look at; where the programme has no returns
    /// for it, the latest is. `None` where none of its quarters is over.
    #[must_use]
    pub fn at(
        programme: &'a Programme,
        of: Option<&'a Unit>,
        asked: Option<Quarter>,
        today: Day,
    ) -> Option<Self> {
        let latest = last_over(programme, today)?;
        let quarter =
            asked.filter(|asked| (programme.from..=latest).contains(asked)).unwrap_or(latest);
        let choices: Vec<Quarter> = Quarter::range(programme.from, latest).rev().collect();
        // Columns go on to the latest quarter as long as the chosen one is among them.
        let last = if latest.index() - quarter.index() < SHOWN { latest } else { quarter };
        let first = last.plus(1 - SHOWN).unwrap_or(last).max(programme.from);
        let quarters = Quarter::range(first, last).rev().collect();
        let units = match of {
            Some(of) => programme.filing_units_of(Scope::Unit(&of.code)),
            None if programme.is_large() => programme.listed(),
            None => programme.filing_units().collect(),
        };
        Some(Self { programme, of, units, quarter, choices, quarters })
    }

    /// Whether the programme has too many units to list them here.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.of.is_none() && self.programme.is_large()
    }

    /// Whether a listed unit stands for those that belong to it.
    #[must_use]
    pub fn stands_for_members(&self, unit: &Unit) -> bool {
        self.is_counted() && self.programme.has_members(&unit.code)
    }

    /// Of how many units the returns are.
    fn filing(&self, standings: &Standings) -> usize {
        if self.is_counted() {
            standings.counted_of(self.programme, "", self.quarter).all
        } else {
            self.units.len()
        }
    }
}

impl<'a> Standing<'a> {
    #[must_use]
    pub fn due(&self, unit: &'a Unit, quarter: Quarter) -> Due<'a> {
        self.standings.due(self.look.programme, unit, quarter)
    }

    /// The returns for a quarter that are listed one by one, in the order of
    /// the units.
    pub fn for_quarter(&self, quarter: Quarter) -> impl Iterator<Item = Due<'a>> {
        let alone = self.look.units.iter().filter(|unit| !self.look.stands_for_members(unit));
        alone.map(move |unit| self.due(unit, quarter))
    }

    /// Those of the quarter looked at for which the units are waited.
    #[must_use]
    pub fn owing(&self) -> Vec<Due<'a>> {
        self.for_quarter(self.look.quarter).filter(|due| due.mark().is_owed()).collect()
    }

    /// How a listed unit's return stands, or those of its members.
    #[must_use]
    pub fn counts(&self, unit: &'a Unit, quarter: Quarter) -> Counts {
        if self.look.stands_for_members(unit) {
            self.standings.counted_of(self.look.programme, &unit.code, quarter)
        } else {
            Counts::of([self.due(unit, quarter)])
        }
    }

    /// How all the returns for a quarter stand.
    #[must_use]
    pub fn counts_of_all(&self, quarter: Quarter) -> Counts {
        if self.look.is_counted() {
            self.standings.counted_of(self.look.programme, "", quarter)
        } else {
            Counts::of(self.for_quarter(quarter))
        }
    }

    /// The returns of the columns, unit by unit, as one table.
    #[must_use]
    pub fn table(&self, locale: Locale) -> Table {
        let caption = caption(locale, self);
        if self.look.is_counted() {
            return list::counted(locale, caption, self);
        }
        let units = self.look.units.iter();
        let dues: Vec<Due> = units
            .flat_map(|unit| self.look.quarters.iter().map(|quarter| self.due(unit, *quarter)))
            .collect();
        list::table(locale, caption, &dues, false)
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
            <p class="period">{subject(locale, &standing.look)}</p>
            {switch(shell, standing.programmes, standing.look.programme, Some(standing))}
            <p class="lead">
                {words::as_the_clock(locale, return_words::moment(standing.standings.now))}
                {standing.look.of.map(|_| {
                    let all = shell.here(|filters| filters.unit = None);
                    view! { " · "<a href=all>{words::all_units(locale)}</a> }
                })}
            </p>
        </div>
        {reminding::view(shell, standing, reminding)}
        <section id="standing">
            <h2>{caption(locale, standing)}</h2>
            {standing_table::view(shell, standing)}
            {list::download(shell, &caption(locale, standing))}
        </section>
        {others(shell, standing)}
    };
    document(shell, title, &[], content)
}

/// The programme, and the unit whose members are listed.
fn subject(locale: Locale, look: &Look) -> String {
    let programme = locale.name(&look.programme.short);
    match look.of {
        Some(of) => format!("{programme} · {}", locale.name(&of.name)),
        None => programme.to_owned(),
    }
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

pub(super) fn caption(locale: Locale, standing: &Standing) -> String {
    let programme = locale.name(&standing.look.programme.short);
    let count = number_words::count(standing.look.filing(standing.standings));
    match standing.look.of {
        Some(of) => words::standing_caption_of(locale, programme, locale.name(&of.name), count),
        None => words::standing_caption(locale, programme, count),
    }
}

/// Chooses programme and quarter, among a unit's members the quarter alone; a
/// plain form.
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
            .look.choices
            .iter()
            .map(|quarter| {
                let is_chosen = *quarter == standing.look.quarter;
                let name = number_words::quarter(locale, *quarter);
                view! { <option value=quarter.to_string() selected=is_chosen>{name}</option> }
            })
            .collect_view();
        view! {
            <label>{board_words::quarter(locale)}" "<select id="period" name="period">{quarters}</select></label>
        }
    });
    let hidden = |name: &'static str, value: &str| {
        view! { <input type="hidden" name=name value=value.to_owned()/> }.into_any()
    };
    let programme = match standing.and_then(|standing| standing.look.of) {
        Some(of) => {
            view! { {hidden("programme", &chosen.code)}{hidden("unit", &of.code)} }.into_any()
        }
        None => view! {
            <label>
                {board_words::programme(locale)}" "<select name="programme">{programmes}</select>
            </label>
        }
        .into_any(),
    };
    view! {
        <form class="switch" method="get" action=Page::Returns.path()>
            {programme}
            {quarters}
            {shell.filters.lang.map(|lang| hidden("lang", lang.tag()))}
            <button type="submit">{board_words::show(locale)}</button>
        </form>
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
        .filter(|programme| programme.code != standing.look.programme.code)
        .filter_map(|programme| {
            let look = Look::at(programme, None, None, standing.standings.now.day())?;
            let other = Standing { look, ..standing.clone() };
            let quarter = other.look.quarter;
            let counts = other.counts_of_all(quarter);
            let link = shell.here(|filters| {
                filters.programme = Some(programme.code.clone());
                filters.unit = None;
                filters.period = None;
            });
            let (filed, all) = (number_words::count(counts.filed), number_words::count(counts.all));
            Some(
                view! {
                    <li>
                        <a href=link>{locale.name(&programme.short).to_owned()}</a>" "
                        <small>
                            {number_words::quarter(locale, quarter)}" · "
                            {words::filed_of(locale, filed, all)}
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
