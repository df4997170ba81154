//! Who has filed: unit by quarter.

use std::collections::{BTreeSet, HashMap};

use leptos::prelude::*;

use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::rollup::ReturnsIn;
use crate::domain::unit::Unit;
use crate::links::Page;
use crate::locale::{board_words as words, number_words};
use crate::ui::shell::Shell;

/// Quarters shown at most.
const SHOWN: i32 = 8;

/// Which returns are in: of units that file, and counted by who they belong to.
#[derive(Clone, Debug, Default)]
pub struct Returns {
    pub approved: BTreeSet<(String, Quarter)>,
    /// By scope, empty for all of the programme; asked for where there are too
    /// many units to list.
    pub counted: HashMap<String, ReturnsIn>,
}

/// Which returns of the last quarters are in.
#[derive(Clone, Debug)]
pub struct Completeness<'a> {
    pub programme: &'a Programme,
    pub quarters: Vec<Quarter>,
    /// Who is listed: all that file, or those they belong to.
    units: Vec<&'a Unit>,
    returns: &'a Returns,
}

/// The first quarter a completeness table up to `last` needs.
#[must_use]
pub fn first_shown(programme: &Programme, last: Quarter) -> Quarter {
    let first = last.plus(1 - SHOWN).unwrap_or(last);
    first.max(programme.from)
}

impl<'a> Completeness<'a> {
    #[must_use]
    pub fn compose(programme: &'a Programme, returns: &'a Returns, last: Quarter) -> Self {
        let quarters = Quarter::range(first_shown(programme, last), last)
            .filter(|quarter| programme.covers(*quarter))
            .collect();
        let units = if programme.is_large() {
            programme.listed()
        } else {
            programme.filing_units().collect()
        };
        Self { programme, quarters, units, returns }
    }

    /// How many of a scope's returns are in, of how many.
    fn counted(&self, scope: &str, quarter: Quarter) -> Option<(usize, usize)> {
        let counted = self.returns.counted.get(scope)?;
        Some((counted.filed.get(&quarter).copied().unwrap_or(0), counted.units))
    }

    /// How many returns of a listed unit are in, of how many: its own, or those
    /// of its members.
    fn of(&self, unit: &str, quarter: Quarter) -> (usize, usize) {
        if self.programme.has_members(unit)
            && let Some(counted) = self.counted(unit, quarter)
        {
            return counted;
        }
        (usize::from(self.returns.approved.contains(&(unit.to_owned(), quarter))), 1)
    }

    /// How many returns of the programme are in, of how many.
    #[must_use]
    pub fn of_all(&self, quarter: Quarter) -> (usize, usize) {
        self.counted("", quarter).unwrap_or_else(|| {
            let filed = self.units.iter().map(|unit| self.of(&unit.code, quarter).0).sum();
            (filed, self.units.len())
        })
    }

    /// The listed units that lack a return for `quarter`, their own or a
    /// member's.
    #[must_use]
    pub fn missing(&self, quarter: Quarter) -> Vec<&'a Unit> {
        let lacks = |unit: &&&Unit| {
            let (filed, units) = self.of(&unit.code, quarter);
            filed < units
        };
        self.units.iter().filter(lacks).copied().collect()
    }
}

/// The matrix, with a count for each quarter below.
pub fn view(shell: &Shell, completeness: &Completeness) -> AnyView {
    let locale = shell.locale;
    let programme = completeness.programme;
    let all = completeness.quarters.last().map_or(0, |last| completeness.of_all(*last).1);
    let caption = words::completeness_caption(locale, number_words::count(all));
    let head = completeness
        .quarters
        .iter()
        .map(|quarter| view! { <th scope="col">{number_words::quarter_short(locale, *quarter)}</th> })
        .collect_view();
    let rows = completeness
        .units
        .iter()
        .map(|unit| {
            let cells = completeness
                .quarters
                .iter()
                .map(|quarter| {
                    let (filed, units) = completeness.of(&unit.code, *quarter);
                    if units > 1 {
                        let class = if filed == units { "in" } else { "out" };
                        let count = words::of(locale, number_words::count(filed), number_words::count(units));
                        view! { <td class=class>{count}</td> }.into_any()
                    } else if filed == units {
                        view! { <td class="in"><span aria-hidden="true">"●"</span>{words::filed(locale)}</td> }
                            .into_any()
                    } else {
                        view! { <td class="out"><span aria-hidden="true">"○"</span>{words::not_filed(locale)}</td> }
                            .into_any()
                    }
                })
                .collect_view();
            let link = shell.link(&Page::Unit(programme.code.clone(), unit.code.clone()));
            view! {
                <tr>
                    <th scope="row"><a href=link>{locale.name(&unit.name).to_owned()}</a></th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let counts = completeness
        .quarters
        .iter()
        .map(|quarter| {
            let (filed, units) = completeness.of_all(*quarter);
            view! { <td>{words::of(locale, number_words::count(filed), number_words::count(units))}</td> }
        })
        .collect_view();
    let last = completeness.quarters.last().map(|last| number_words::quarter(locale, *last));
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=caption.clone()>
            <table class="filings">
                <caption>{caption.clone()}{last.map(|last| format!(" · {}", words::up_to(locale, last)))}</caption>
                <thead><tr><th scope="col">{words::unit(locale)}</th>{head}</tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row">{words::filed_total(locale)}</th>{counts}</tr></tfoot>
            </table>
        </div>
    }
    .into_any()
}
