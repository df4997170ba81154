//! Figures beside each other: a cell for each, and how the one of this quarter
//! stands to it.

use leptos::prelude::*;

use super::reviewed::ReviewedPage;
use crate::domain::decimal::Decimal;
use crate::domain::facts::{ChangeSize, Facts};
use crate::domain::indicator::{Covers, Indicator};
use crate::domain::period::Quarter;
use crate::domain::rollup::Scope;
use crate::domain::series::{Absence, Figure};
use crate::locale::{Locale, board_words, number_words, review_words as words};

/// The unit's own figures, for the comparisons the board makes too.
pub(super) fn facts(of: &ReviewedPage) -> Facts {
    let unit = &of.unit.code;
    let mut facts = Facts::default();
    for (quarter, figures) in &of.dossier.history {
        facts.add_figures(
            figures
                .iter()
                .map(|(line, figure)| (unit.clone(), line.clone(), *quarter, figure.clone())),
        );
    }
    let quarter = of.dossier.key.quarter;
    let now = of.shown.lines.iter();
    facts.add_figures(
        now.map(|(line, filed)| (unit.clone(), line.clone(), quarter, filed.figure.clone())),
    );
    facts
}

/// A figure, of a ratio with both parts beneath it, and how it stands to now.
pub(super) fn figure_cell(
    locale: Locale,
    line: &Indicator,
    figure: Option<&Figure>,
    change: Option<String>,
) -> AnyView {
    let change = change.map(|change| view! { <small>{change}</small> });
    match figure {
        None => view! { <td class="num absent">{words::blank(locale)}</td> }.into_any(),
        Some(Figure::Absent(absence)) => {
            let why = match absence {
                Absence::NotApplicable => board_words::not_applicable(locale),
                Absence::NotAvailable => board_words::not_available(locale),
                Absence::Blank => words::blank(locale),
            };
            view! { <td class="num absent">{why}</td> }.into_any()
        }
        Some(Figure::Number(number)) => {
            let shown = number_words::fixed(number, line.decimals);
            view! { <td class="num">{shown}{change}</td> }.into_any()
        }
        Some(Figure::Ratio { numerator, denominator }) => {
            let share = figure.and_then(|figure| figure.shown(line.decimals));
            let share = share.map(|share| number_words::fixed(&share, line.decimals));
            let parts = words::of_parts(
                locale,
                number_words::exact(numerator),
                number_words::exact(denominator),
            );
            view! { <td class="num">{share}<small>{parts}</small>{change}</td> }.into_any()
        }
    }
}

/// How a line stands to what was filed for the quarter `at`. A sum since
/// January is compared with the same quarter of another year; to one of the
/// same year it only adds.
pub(super) fn change_since(
    locale: Locale,
    of: &ReviewedPage,
    line: &Indicator,
    facts: &Facts,
    at: Quarter,
) -> Option<String> {
    let quarter = of.dossier.key.quarter;
    if line.covers == Covers::YearToDate && at.of_year() != quarter.of_year() {
        let now = of.shown.lines.get(&line.code).map(|filed| &filed.figure);
        let before = of.dossier.filed(Some(at), &line.code);
        return match (now, before) {
            (Some(Figure::Number(now)), Some(Figure::Number(before)))
                if at.year() == quarter.year() =>
            {
                let added = number_words::signed(&(now - before), line.decimals);
                Some(words::in_quarter(locale, added))
            }
            _ => None,
        };
    }
    // Figures are compared as they stand beside each other.
    let as_filed = Indicator { covers: Covers::Quarter, ..line.clone() };
    let who = Scope::Unit(&of.unit.code);
    let change = facts.change(of.programme, who, &as_filed, quarter, at)?;
    Some(change_words(locale, &change.size))
}

fn change_words(locale: Locale, change: &ChangeSize) -> String {
    let signed = |change| {
        let rounded = Decimal::round_half_even(change, 1);
        number_words::signed(&rounded, 1)
    };
    match change {
        ChangeSize::Percent(percent) => format!("{}%", signed(percent)),
        ChangeSize::PercentagePoints(points) => {
            board_words::percentage_points(locale, signed(points))
        }
    }
}
