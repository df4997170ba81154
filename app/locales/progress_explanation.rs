//! The explanation that goes with every verdict.

use num_rational::BigRational;
use num_traits::Signed;

use crate::domain::period::Period;
use crate::domain::progress::{Basis, Case, Point, Verdict, printed};
use crate::domain::target::Comparator;
use crate::locale::{Locale, number_words};

/// What the verdict rests on: figures with their periods, the formula with the
/// numbers put in, and the threshold that decided. `unit` is the unit of
/// measure of the series in the same language, empty where it has none.
#[must_use]
pub fn explanation(locale: Locale, case: &Case, verdict: &Verdict, unit: &str) -> String {
    let words = Words { locale, unit, case };
    let mut sentences = match &verdict.latest {
        None => vec![words.no_figure(None)],
        Some(latest) => words.compared(verdict, latest),
    };
    sentences.extend(words.missing(&verdict.gaps));
    match locale {
        Locale::Zh => sentences.concat(),
        Locale::En => sentences.join(" "),
    }
}

/// The case in hand and the language it is explained in.
pub(super) struct Words<'a> {
    pub(super) locale: Locale,
    unit: &'a str,
    pub(super) case: &'a Case,
}

impl Words<'_> {
    pub(super) fn say(&self, zh: String, en: String) -> String {
        match self.locale {
            Locale::Zh => zh,
            Locale::En => en,
        }
    }

    pub(super) fn period(&self, period: Period) -> String {
        number_words::period(self.locale, period)
    }

    /// A figure with the series' unit.
    fn figure(&self, x: &BigRational) -> String {
        with_unit(self.locale, x, self.unit)
    }

    /// A difference of two figures: of percentages, in percentage points.
    fn distance(&self, x: &BigRational) -> String {
        if !self.unit.starts_with('%') {
            return self.figure(x);
        }
        self.say(format!("{}个百分点", number(x)), format!("{} percentage points", number(x)))
    }

    fn compared(&self, verdict: &Verdict, latest: &Point) -> Vec<String> {
        let (x, at) = (self.figure(&latest.1), self.period(latest.0));
        let latest_figure =
            self.say(format!("最新数据 {x}（{at}）"), format!("Latest figure {x} ({at})"));
        let asked = self.asked();
        match &verdict.basis {
            Basis::Nothing => vec![self.no_figure(None)],
            Basis::Level => {
                let mut said = vec![self.say(
                    format!("{latest_figure}，目标为{asked}。"),
                    format!("{latest_figure}; the target is {asked}."),
                )];
                said.extend(self.on_the_way(verdict, &latest.1));
                said
            }
            Basis::Around { distance, tolerance } => {
                let by_default = self.case.terms.tolerance.is_none();
                let (distance, tolerance) = (self.distance(distance), self.distance(tolerance));
                let source = match (by_default, self.locale) {
                    (false, _) => "",
                    (true, Locale::Zh) => "（目标值的 5%）",
                    (true, Locale::En) => " (5% of the value)",
                };
                let mut said = vec![self.say(
                    format!("{latest_figure}，目标为{asked}；相差 {distance}，允许 {tolerance}{source}。"),
                    format!("{latest_figure}; the target is {asked}. The distance is {distance}, the tolerance {tolerance}{source}."),
                )];
                said.extend(self.on_the_way(verdict, &latest.1));
                said
            }
            Basis::Maintained { from, checked, failed } => {
                vec![self.maintained(*from, *checked, failed.as_ref())]
            }
            Basis::Growth { base: None } => vec![self.say(
                format!("{latest_figure}，缺少基期数据，无法计算增长率。"),
                format!("{latest_figure}; the baseline figure is missing, so there is no growth to tell."),
            )],
            Basis::Growth { base: Some(base) } => {
                let mut said = vec![self.change(&latest_figure, &latest.1, base, verdict)];
                if let Some(change) = &verdict.change_percent {
                    said.extend(self.on_the_way(verdict, change));
                }
                said
            }
            Basis::YearOnYear { before: None } => vec![self.say(
                format!("{latest_figure}，缺少上年同期数据，无法计算同比。"),
                format!("{latest_figure}; there is no figure exactly one year before, so no change to tell."),
            )],
            Basis::YearOnYear { before: Some(before) } => {
                let mut said = vec![self.change(&latest_figure, &latest.1, before, verdict)];
                said.extend(self.due(verdict));
                said
            }
            Basis::Milestone { done } => vec![self.milestone(*done)],
        }
    }

    /// What the target asks, `at least 32%`. Changes are in percent whatever
    /// the series' unit is.
    fn asked(&self) -> String {
        let terms = &self.case.terms;
        let Some(value) = &terms.value else {
            return String::new();
        };
        let in_percent = with_unit(self.locale, value, "%");
        let value = self.figure(value);
        match terms.comparator {
            Comparator::Above | Comparator::MaintainAbove => {
                self.say(format!("大于 {value}"), format!("more than {value}"))
            }
            Comparator::AtLeast | Comparator::MaintainAtLeast => {
                self.say(format!("不小于 {value}"), format!("at least {value}"))
            }
            Comparator::Below => self.say(format!("小于 {value}"), format!("less than {value}")),
            Comparator::AtMost => self.say(format!("不大于 {value}"), format!("at most {value}")),
            Comparator::Around => self.say(format!("{value}左右"), format!("about {value}")),
            Comparator::Range => {
                let upper =
                    terms.upper.as_ref().map(|upper| self.figure(upper)).unwrap_or_default();
                self.say(
                    format!("{value}至{upper}（含两端）"),
                    format!("{value} to {upper}, both included"),
                )
            }
            Comparator::Growth => self.say(
                format!("增长不低于 {in_percent}"),
                format!("growth of at least {in_percent}"),
            ),
            Comparator::ChangeAtMost => self.say(
                format!("同比变化不高于 {in_percent}"),
                format!("a change of at most {in_percent} on the year before"),
            ),
            Comparator::Milestone => String::new(),
        }
    }

    /// (x ÷ base − 1) × 100.
    fn change(
        &self,
        latest_figure: &str,
        x: &BigRational,
        base: &Point,
        verdict: &Verdict,
    ) -> String {
        let (base_figure, at) = (self.figure(&base.1), self.period(base.0));
        let Some(change) = &verdict.change_percent else {
            return self.say(
                format!("{latest_figure}，对比数据 {base_figure}（{at}）；以零为基数无法计算变化率。"),
                format!("{latest_figure} against {base_figure} ({at}); a change against zero cannot be told."),
            );
        };
        let formula = format!(
            "({} ÷ {} − 1) × 100 {} {}",
            number(x),
            operand(&base.1),
            equals(change),
            with_unit(self.locale, change, "%"),
        );
        // 50 % to 55 % is a change of 10 percent and of 5 percentage points.
        let kind = match (self.unit.starts_with('%'), self.locale) {
            (false, _) => "",
            (true, Locale::Zh) => "（变化率，不是百分点）",
            (true, Locale::En) => " (percent, not percentage points)",
        };
        let asked = self.asked();
        self.say(
            format!("{latest_figure}，对比 {base_figure}（{at}）：{formula}{kind}；目标为{asked}。"),
            format!("{latest_figure} against {base_figure} ({at}): {formula}{kind}; the target is {asked}."),
        )
    }

    fn maintained(&self, from: Period, checked: usize, failed: Option<&Point>) -> String {
        let (since, asked) = (self.period(from), self.asked());
        match failed {
            Some((at, x)) => {
                let (at, x) = (self.period(*at), self.figure(x));
                self.say(
                    format!("要求各期{asked}；{at}为 {x}，不满足，之后恢复也不改变。"),
                    format!("Every period must be {asked}; {at} was {x}, and later recovery does not change that."),
                )
            }
            None if checked == 0 => self.no_figure(Some(from)),
            None => self.say(
                format!("自{since}起共 {checked} 期数据，均{asked}。"),
                format!("Figures since {since}: {checked}, every one {asked}."),
            ),
        }
    }

    fn no_figure(&self, from: Option<Period>) -> String {
        let until = self.period(self.case.as_of);
        match from.map(|from| self.period(from)) {
            None => self.say(
                format!("截至{until}没有数据。"),
                format!("There is no figure up to {until}."),
            ),
            Some(from) => self.say(
                format!("截至{until}，没有{from}及以后的数据。"),
                format!("There is no figure for {from} or later, as of {until}."),
            ),
        }
    }

    fn milestone(&self, done: Option<Period>) -> String {
        let as_of = self.period(self.case.as_of);
        let first = match done.map(|done| self.period(done)) {
            Some(done) => {
                self.say(format!("{done}首次记为完成"), format!("First marked as done in {done}"))
            }
            None => self
                .say(format!("截至{as_of}未记为完成"), format!("Not marked as done up to {as_of}")),
        };
        match self.case.terms.due.map(|due| self.period(due)) {
            Some(due) => self.say(format!("{first}；期限 {due}。"), format!("{first}; due {due}.")),
            None => self.say(
                format!("{first}；文件未写明期限。"),
                format!("{first}; the source prints no due date."),
            ),
        }
    }

    /// Periods without a figure, the first few by name.
    fn missing(&self, gaps: &[Period]) -> Option<String> {
        const NAMED: usize = 4;
        let named: Vec<String> = gaps.iter().take(NAMED).map(|gap| self.period(*gap)).collect();
        if named.is_empty() {
            return None;
        }
        let total = gaps.len();
        Some(if total > NAMED {
            self.say(
                format!("缺 {total} 期数据：{}等。", named.join("、")),
                format!("{total} periods have no figure, {} among them.", named.join(", ")),
            )
        } else {
            self.say(
                format!("缺少数据：{}。", named.join("、")),
                format!("No figure for {}.", named.join(", ")),
            )
        })
    }
}

/// A number as it is answered, with separators.
pub(super) fn number(x: &BigRational) -> String {
    number_words::exact(&printed(x))
}

/// A number inside a formula; a negative one in brackets.
pub(super) fn operand(x: &BigRational) -> String {
    if x.is_negative() { format!("({})", number(x)) } else { number(x) }
}

/// `≈` where the printed number is a rounded one.
pub(super) fn equals(x: &BigRational) -> &'static str {
    if printed(x).to_ratio() == *x { "=" } else { "≈" }
}

fn with_unit(locale: Locale, x: &BigRational, unit: &str) -> String {
    let joined = unit.is_empty()
        || unit.starts_with('%')
        || (locale == Locale::Zh && !unit.starts_with(|c: char| c.is_ascii()));
    let space = if joined { "" } else { " " };
    format!("{}{space}{unit}", number(x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::progress::{judge, parse_case};

    fn explained(locale: Locale, json: &str, unit: &str) -> String {
        let case = parse_case(json).expect("a case");
        let verdict = judge(&case).expect("a verdict");
        explanation(locale, &case, &verdict, unit)
    }

    const RATE: &str = r#"{"target":{"comparator":"at_least","value":"32","baseline":
        {"period":"2023","value":"20"},"due":"2027"},
        "series":[{"period":"2025-Q4","value":"26"}],"as_of":"2026-Q1"}"#;

    const GROWTH: &str = r#"{"target":{"comparator":"growth","value":"45","baseline":
        {"period":"2023","value":"100"},"due":"2027"},
        "series":[{"period":"2025","value":"118"}],"as_of":"2026-Q1"}"#;

    #[test]
    fn names_inputs_formula_periods_and_threshold() {
        assert_eq!(
            explained(Locale::En, RATE, "%"),
            "Latest figure 26% (Q4 2025); the target is at least 32%. \
             Planned by then: 26 = 20 + (32 − 20) × 8/16. \
             Pace (26 − 20) ÷ (26 − 20) = 1; at least 0.95 is on track."
        );
        assert_eq!(
            explained(Locale::Zh, RATE, "%"),
            "最新数据 26%（2025年第四季度），目标为不小于 32%。\
             届时计划值 26 = 20 + (32 − 20) × 8/16。\
             进度比 (26 − 20) ÷ (26 − 20) = 1，不低于 0.95 为“按期推进”。"
        );
    }

    #[test]
    fn growth_is_told_in_percent() {
        assert_eq!(
            explained(Locale::En, GROWTH, "vehicles"),
            "Latest figure 118 vehicles (2025) against 100 vehicles (2023): \
             (118 ÷ 100 − 1) × 100 = 18%; the target is growth of at least 45%. \
             Planned by then: 22.5 = 0 + (45 − 0) × 8/16. \
             Pace (18 − 0) ÷ (22.5 − 0) = 0.8; from 0.6 to under 0.95 needs acceleration."
        );
    }

    #[test]
    fn percent_and_percentage_points_are_different_words() {
        let around = r#"{"target":{"comparator":"around","value":"30","due":"2025"},
            "series":[{"period":"2024","value":"26"}],"as_of":"2024-Q4"}"#;
        assert_eq!(
            explained(Locale::En, around, "%"),
            "Latest figure 26% (2024); the target is about 30%. The distance is 4 percentage \
             points, the tolerance 1.5 percentage points (5% of the value). \
             Without a baseline it is compared with the target alone; there is no pace."
        );
        assert!(explained(Locale::Zh, around, "%").contains("相差 4个百分点"));
        assert!(
            explained(Locale::En, GROWTH, "%").contains("= 18% (percent, not percentage points)")
        );
        assert!(!explained(Locale::En, GROWTH, "t").contains("points"));
    }

    #[test]
    fn a_missing_figure_is_named() {
        let kept = r#"{"target":{"comparator":"maintain_above","value":"98"},
            "series":[{"period":"2024-Q1","value":"98.5"},{"period":"2024-Q3","value":"99"}],
            "as_of":"2025"}"#;
        assert_eq!(
            explained(Locale::En, kept, "%"),
            "Figures since Q1 2024: 2, every one more than 98%. No figure for Q2 2024."
        );
        assert_eq!(
            explained(Locale::Zh, kept, "%"),
            "自2024年第一季度起共 2 期数据，均大于 98%。缺少数据：2024年第二季度。"
        );
    }

    #[test]
    fn rounded_numbers_are_marked_as_such() {
        let third = GROWTH.replace("118", "1").replace("\"100\"", "\"3\"");
        assert!(explained(Locale::En, &third, "").contains("(1 ÷ 3 − 1) × 100 ≈ −66.666667%"));
    }
}
