//! A target with everything its row and its page say of it.

use crate::domain::facts::Facts;
use crate::domain::indicator::Indicator;
use crate::domain::period::{Period, Quarter};
use crate::domain::programme::Programme;
use crate::domain::progress::{Case, InputFault, Outcome, Verdict, judge};
use crate::domain::series::Series;
use crate::domain::target::{Comparator, Target};
use crate::locale::{Locale, board_words as words, number_words};
use crate::ui::tag::Tone;

/// One target, judged as of a quarter.
#[derive(Clone, Debug)]
pub struct Judged<'a> {
    pub programme: &'a Programme,
    pub target: &'a Target,
    pub indicator: &'a Indicator,
    pub series: Series,
    pub case: Case,
    /// The fault is one of the programme's file that its loader did not see.
    pub verdict: Result<Verdict, InputFault>,
}

impl<'a> Judged<'a> {
    /// `None` when the target's indicator is not in the programme.
    #[must_use]
    pub fn new(
        programme: &'a Programme,
        facts: &Facts,
        target: &'a Target,
        as_of: Quarter,
    ) -> Option<Self> {
        let indicator = programme.indicator(&target.indicator)?;
        let series = facts.target_series(programme, target, indicator, as_of);
        let case = Case::of(target, series.settled().collect(), Period::Quarter(as_of));
        let verdict = judge(&case);
        Some(Self { programme, target, indicator, series, case, verdict })
    }

    /// All targets of a programme, in the order of its text.
    #[must_use]
    pub fn all(programme: &'a Programme, facts: &Facts, as_of: Quarter) -> Vec<Self> {
        programme
            .targets
            .iter()
            .filter_map(|target| Self::new(programme, facts, target, as_of))
            .collect()
    }

    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.verdict.as_ref().map_or(Outcome::NotAssessable, |verdict| verdict.outcome)
    }
}

/// The tone in which an outcome is shown.
#[must_use]
pub fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Met | Outcome::OnTrack | Outcome::Kept | Outcome::Within => Tone::Good,
        Outcome::NeedsAcceleration | Outcome::MetLate | Outcome::Below | Outcome::Above => {
            Tone::Caution
        }
        Outcome::OffTrack | Outcome::MovingAway | Outcome::Missed | Outcome::Breached => Tone::Bad,
        Outcome::NotYet | Outcome::Pending | Outcome::NotAssessable => Tone::Open,
    }
}

/// How urgent an outcome is; the most urgent first.
#[must_use]
pub fn urgency(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Missed => 0,
        Outcome::Breached => 1,
        Outcome::MovingAway => 2,
        Outcome::OffTrack => 3,
        Outcome::NeedsAcceleration => 4,
        Outcome::Below | Outcome::Above => 5,
        Outcome::NotAssessable => 6,
        Outcome::NotYet => 7,
        Outcome::Pending => 8,
        Outcome::MetLate => 9,
        Outcome::OnTrack => 10,
        Outcome::Within => 11,
        Outcome::Kept => 12,
        Outcome::Met => 13,
    }
}

/// Whether the target asks for attention now.
#[must_use]
pub fn behind(outcome: Outcome) -> bool {
    urgency(outcome) <= 5
}

/// The target in signs: `> 3,000 个`, `1–3 个`, `≥ +45%（较2023年）`.
#[must_use]
pub fn goal(locale: Locale, target: &Target) -> String {
    let unit = locale.name(&target.value_unit);
    let number = |value: &Option<crate::domain::decimal::Decimal>| {
        value.as_ref().map(number_words::exact).unwrap_or_default()
    };
    let value = number(&target.value);
    let with_unit = |value: &str| words::with_unit(locale, value, unit);
    match target.comparator {
        Comparator::Above => format!("> {}", with_unit(&value)),
        Comparator::AtLeast => format!("≥ {}", with_unit(&value)),
        Comparator::Below => format!("< {}", with_unit(&value)),
        Comparator::AtMost => format!("≤ {}", with_unit(&value)),
        Comparator::Range => with_unit(&format!("{value}–{}", number(&target.upper))),
        Comparator::Around => words::goal_around(locale, with_unit(&value)),
        Comparator::MaintainAbove => words::goal_always(locale, ">", with_unit(&value)),
        Comparator::MaintainAtLeast => words::goal_always(locale, "≥", with_unit(&value)),
        Comparator::Growth => {
            let base = target.baseline.as_ref().map(|base| base.period);
            match base {
                Some(base) => words::goal_growth(locale, value, number_words::period(locale, base)),
                None => words::goal_growth_no_base(locale, value),
            }
        }
        Comparator::ChangeAtMost => words::goal_change(locale, value),
        Comparator::Milestone => words::goal_milestone(locale).to_owned(),
    }
}
