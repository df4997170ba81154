//! "What if the next figure were …": the verdict of a supposed figure, by the
//! same rules in the server (the plain form) and in the browser (the island).

use std::str::FromStr;

use leptos::prelude::*;
use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use crate::domain::decimal::Decimal;
use crate::domain::figure::{Entry, Field, parse};
use crate::domain::period::Period;
use crate::domain::progress::{Base, Case, Terms, judge};
use crate::domain::target::Comparator;
use crate::locale::{Locale, board_words as words, figure_words, number_words, progress_words};

/// An exact fraction as text, `26/1`, for the way to the browser.
type Fraction = String;

/// Everything needed to judge a supposed figure away from the server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Supposition {
    pub locale: Locale,
    pub comparator: Comparator,
    pub value: Option<Fraction>,
    pub upper: Option<Fraction>,
    pub tolerance: Option<Fraction>,
    pub baseline: Option<(Period, Option<Fraction>)>,
    pub milestones: Vec<(Period, Fraction)>,
    pub due: Option<Period>,
    pub series: Vec<(Period, Option<Fraction>)>,
    /// For which period the figure is supposed.
    pub period: Period,
    pub field_name: String,
    pub measure_unit_zh: String,
    pub measure_unit_en: String,
    pub decimals: u8,
    pub min: Option<Decimal>,
    pub max: Option<Decimal>,
}

/// What is answered to a typed figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing typed.
    Nothing,
    /// Not a figure; says why and what to write.
    Refused(String),
    /// The verdict's word and its explanation.
    Judged { outcome: &'static str, explanation: String },
}

fn fraction(number: &BigRational) -> Fraction {
    number.to_string()
}

impl Supposition {
    /// Supposes a figure for `period` in a case. `indicator_field` says what
    /// may be typed.
    #[must_use]
    pub fn new(
        locale: Locale,
        case: &Case,
        period: Period,
        field_name: String,
        field: &Field,
    ) -> Self {
        let terms = &case.terms;
        let of = |number: &Option<BigRational>| number.as_ref().map(fraction);
        Self {
            locale,
            comparator: terms.comparator,
            value: of(&terms.value),
            upper: of(&terms.upper),
            tolerance: of(&terms.tolerance),
            baseline: terms.baseline.as_ref().map(|base| (base.period, of(&base.value))),
            milestones: terms
                .milestones
                .iter()
                .map(|(period, value)| (*period, fraction(value)))
                .collect(),
            due: terms.due,
            series: case.series.iter().map(|(period, value)| (*period, of(value))).collect(),
            period,
            field_name,
            measure_unit_zh: field.measure_unit_zh.to_owned(),
            measure_unit_en: field.measure_unit_en.to_owned(),
            decimals: field.decimals,
            min: field.min.cloned(),
            max: field.max.cloned(),
        }
    }

    /// The case with the supposed figure in it; `None` when a fraction was
    /// garbled on its way.
    fn case(&self, figure: &Decimal) -> Option<Case> {
        let read = |text: &Fraction| BigRational::from_str(text).ok();
        let optional = |text: &Option<Fraction>| match text {
            Some(text) => read(text).map(Some),
            None => Some(None),
        };
        let mut series = self
            .series
            .iter()
            .filter(|(period, _)| period.last_quarter() < self.period.last_quarter())
            .map(|(period, value)| Some((*period, optional(value)?)))
            .collect::<Option<Vec<_>>>()?;
        series.push((self.period, Some(figure.to_ratio())));
        let baseline = match &self.baseline {
            Some((period, value)) => Some(Base { period: *period, value: optional(value)? }),
            None => None,
        };
        let milestones = self
            .milestones
            .iter()
            .map(|(period, value)| Some((*period, read(value)?)))
            .collect::<Option<Vec<_>>>()?;
        let terms = Terms {
            comparator: self.comparator,
            value: optional(&self.value)?,
            upper: optional(&self.upper)?,
            tolerance: optional(&self.tolerance)?,
            baseline,
            milestones,
            due: self.due,
        };
        Some(Case { terms, series, as_of: self.period })
    }

    /// Judges what was typed.
    #[must_use]
    pub fn answer(&self, typed: &str) -> Answer {
        let field = Field {
            measure_unit_zh: &self.measure_unit_zh,
            measure_unit_en: &self.measure_unit_en,
            other_spellings: &[],
            decimals: self.decimals,
            min: self.min.as_ref(),
            max: self.max.as_ref(),
        };
        let unit = match self.locale {
            Locale::Zh => &self.measure_unit_zh,
            Locale::En => &self.measure_unit_en,
        };
        let figure = match parse(typed, &field) {
            Ok(parsed) => match parsed.entry {
                Entry::Blank => return Answer::Nothing,
                Entry::Number(figure) => figure,
            },
            Err(refusal) => {
                let sentence = figure_words::refusal(self.locale, &self.field_name, unit, &refusal);
                return Answer::Refused(sentence);
            }
        };
        let judged = self.case(&figure).map(|case| (judge(&case), case));
        match judged {
            Some((Ok(verdict), case)) => Answer::Judged {
                outcome: progress_words::outcome(self.locale, &verdict.outcome),
                explanation: progress_words::explanation(self.locale, &case, &verdict, unit),
            },
            Some((Err(fault), _)) => Answer::Refused(fault.message),
            None => Answer::Nothing,
        }
    }
}

/// The form and its answer. Without scripts the button sends it to the page's
/// own address; with them the verdict follows the typing.
#[island]
pub fn Suppose(
    supposition: Supposition,
    /// The page's path, to which the plain form is sent.
    action: String,
    /// What the page is narrowed to besides, to be kept.
    kept: Vec<(String, String)>,
    typed: String,
) -> impl IntoView {
    let locale = supposition.locale;
    let unit = match locale {
        Locale::Zh => supposition.measure_unit_zh.clone(),
        Locale::En => supposition.measure_unit_en.clone(),
    };
    let label = words::suppose_label(
        locale,
        number_words::period(locale, supposition.period),
        &supposition.field_name,
        unit,
    );
    let (typed, set_typed) = signal(typed);
    let answer = Memo::new(move |_| supposition.answer(&typed.get()));
    let hidden = kept
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let refused = move || matches!(answer.get(), Answer::Refused(_)).then_some("true");
    view! {
        <form class="suppose" method="get" action=action>
            {hidden}
            <label for="suppose">{label}</label>
            <span class="row">
                <input
                    id="suppose"
                    name="suppose"
                    inputmode="decimal"
                    autocomplete="off"
                    value=typed.get_untracked()
                    aria-describedby="suppose-answer"
                    aria-invalid=refused
                    on:input:target=move |event| set_typed.set(event.target().value())
                />
                <button type="submit">{words::suppose_button(locale)}</button>
            </span>
            <output id="suppose-answer" for="suppose" class=move || match answer.get() {
                Answer::Refused(_) => "refused",
                _ => "",
            }>
                {move || match answer.get() {
                    Answer::Nothing => String::new(),
                    Answer::Refused(sentence) => sentence,
                    Answer::Judged { outcome, explanation } => format!("{outcome} · {explanation}"),
                }}
            </output>
        </form>
    }
}
