//! "What if the next figure were …": the verdict of a supposed figure, by the
//! same rules as the filed ones. A plain form that asks the page again.

use leptos::prelude::*;

use crate::domain::decimal::Decimal;
use crate::domain::figure::{Entry, Field, parse};
use crate::domain::indicator::Kind;
use crate::domain::period::Period;
use crate::domain::progress::{Case, judge};
use crate::exhibit::judged::Judged;
use crate::locale::{Locale, board_words as words, figure_words, number_words, progress_words};
use crate::ui::shell::Shell;

/// What is answered to a typed figure.
enum Answer {
    /// Nothing typed.
    Nothing,
    /// Not a figure; says why and what to write.
    Refused(String),
    /// The verdict's word and its explanation.
    Judged { outcome: &'static str, explanation: String },
}

/// The period for which a figure can be supposed: the one after the latest.
fn next(judged: &Judged) -> Option<Period> {
    let verdict = judged.verdict.as_ref().ok()?;
    if judged.indicator.kind == Kind::Milestone {
        return None;
    }
    match verdict.latest.as_ref()?.0 {
        Period::Year(year) => year.checked_add(1).map(Period::Year),
        Period::Quarter(quarter) => quarter.plus(1).map(Period::Quarter),
    }
}

/// The case with the supposed figure in place of what comes after it.
fn supposed(case: &Case, period: Period, figure: &Decimal) -> Case {
    let mut series = case.series.clone();
    series.retain(|(at, _)| at.last_quarter() < period.last_quarter());
    series.push((period, Some(figure.to_ratio())));
    Case { terms: case.terms.clone(), series, as_of: period }
}

/// Judges what was typed.
fn answer(locale: Locale, judged: &Judged, period: Period, typed: &str) -> Answer {
    let unit = locale.name(&judged.indicator.measure_unit);
    let figure = match parse(typed, &Field::of(judged.indicator)) {
        Ok(parsed) => match parsed.entry {
            Entry::Blank => return Answer::Nothing,
            Entry::Number(figure) => figure,
        },
        Err(refusal) => {
            let name = locale.name(&judged.target.name);
            return Answer::Refused(figure_words::refusal(locale, name, unit, &refusal));
        }
    };
    let case = supposed(&judged.case, period, &figure);
    match judge(&case) {
        Ok(verdict) => Answer::Judged {
            outcome: progress_words::outcome(locale, &verdict.outcome),
            explanation: progress_words::explanation(locale, &case, &verdict, unit),
        },
        Err(fault) => Answer::Refused(fault.message),
    }
}

/// The form and the answer to what was typed into it; `None` where no next
/// figure can be supposed.
pub fn panel(shell: &Shell, judged: &Judged, typed: String) -> Option<AnyView> {
    let locale = shell.locale;
    let period = next(judged)?;
    let label = words::suppose_label(
        locale,
        number_words::period(locale, period),
        locale.name(&judged.target.name),
        locale.name(&judged.indicator.measure_unit),
    );
    let answer = answer(locale, judged, period, &typed);
    let refused = matches!(answer, Answer::Refused(_));
    let told = match answer {
        Answer::Nothing => String::new(),
        Answer::Refused(sentence) => sentence,
        Answer::Judged { outcome, explanation } => format!("{outcome} · {explanation}"),
    };
    Some(view! {
        <section class="panel">
            <h2>{words::suppose_title(locale)}</h2>
            <form class="suppose" method="get" action=shell.page.path()>
                {kept(shell)}
                <label for="suppose">{label}</label>
                <span class="row">
                    <input
                        id="suppose"
                        name="suppose"
                        inputmode="decimal"
                        autocomplete="off"
                        value=typed
                        aria-describedby="suppose-answer"
                        aria-invalid=refused.then_some("true")
                    />
                    <button type="submit">{words::suppose_button(locale)}</button>
                </span>
                <output id="suppose-answer" for="suppose" class=if refused { "refused" } else { "" }>
                    {told}
                </output>
            </form>
        </section>
    }
    .into_any())
}

/// What the page is narrowed to besides, kept by the form.
fn kept(shell: &Shell) -> impl IntoView {
    let period = shell.filters.period.map(|period| ("period", period.to_string()));
    let lang = shell.filters.lang.map(|lang| ("lang", lang.tag().to_owned()));
    period
        .into_iter()
        .chain(lang)
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
}
