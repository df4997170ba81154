//! Who has filed: unit by quarter.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::links::Page;
use crate::locale::{board_words as words, number_words};
use crate::ui::shell::Shell;

/// Quarters shown at most.
const SHOWN: i32 = 8;

/// Which returns of the last quarters are in.
#[derive(Clone, Debug)]
pub struct Completeness<'a> {
    pub programme: &'a Programme,
    pub quarters: Vec<Quarter>,
    pub approved: &'a BTreeSet<(String, Quarter)>,
}

/// The first quarter a completeness table up to `last` needs.
#[must_use]
pub fn first_shown(programme: &Programme, last: Quarter) -> Quarter {
    let first = last.plus(1 - SHOWN).unwrap_or(last);
    first.max(programme.from)
}

impl<'a> Completeness<'a> {
    #[must_use]
    pub fn compose(
        programme: &'a Programme,
        approved: &'a BTreeSet<(String, Quarter)>,
        last: Quarter,
    ) -> Self {
        let quarters = Quarter::range(first_shown(programme, last), last)
            .filter(|quarter| programme.covers(*quarter))
            .collect();
        Self { programme, quarters, approved }
    }

    fn filed(&self, unit: &str, quarter: Quarter) -> bool {
        self.approved.contains(&(unit.to_owned(), quarter))
    }

    /// Names of the units whose return for `quarter` is not in.
    #[must_use]
    pub fn missing(&self, quarter: Quarter) -> Vec<&'a crate::domain::unit::Unit> {
        self.programme.filing_units().filter(|unit| !self.filed(&unit.code, quarter)).collect()
    }
}

/// The matrix, with a count for each quarter below.
pub fn view(shell: &Shell, completeness: &Completeness) -> AnyView {
    let locale = shell.locale;
    let programme = completeness.programme;
    let units: Vec<_> = programme.filing_units().collect();
    let caption = words::completeness_caption(locale, units.len());
    let head = completeness
        .quarters
        .iter()
        .map(|quarter| view! { <th scope="col">{number_words::quarter_short(locale, *quarter)}</th> })
        .collect_view();
    let rows = units
        .iter()
        .map(|unit| {
            let cells = completeness
                .quarters
                .iter()
                .map(|quarter| {
                    if completeness.filed(&unit.code, *quarter) {
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
            let in_count = units.len() - completeness.missing(*quarter).len();
            view! { <td>{words::of(locale, in_count, units.len())}</td> }
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
