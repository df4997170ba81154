//! What stands beside a line: what the unit filed before, and what the figure
//! of this quarter makes of it.

use std::collections::HashMap;

use crate::domain::decimal::Decimal;
use crate::domain::dossier::Dossier;
use crate::domain::indicator::{Covers, Indicator, IndicatorCode, Kind, Measure};
use crate::domain::programme::Programme;
use crate::domain::series::{Absence, Figure};
use crate::domain::target::{Comparator, Target};
use crate::domain::unit::Unit;
use crate::locale::{Locale, board_words, number_words, return_words as words};

/// One line's comparisons, ready to be shown; empty where there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    pub previous: String,
    pub last_year: String,
    /// This quarter less the quarter before.
    pub change: String,
    /// Since 1 January, of what happens during a quarter.
    pub cumulative: String,
    /// What `change` is reckoned from.
    pub before: Option<Figure>,
    /// What is added to this quarter for `cumulative`; `None` where a quarter
    /// of the year has no figure, or there is nothing to add up.
    pub earlier: Option<Decimal>,
    /// How far each target of the unit's own still is.
    pub targets: Vec<String>,
}

/// Everything a line is compared with.
#[derive(Clone, Copy)]
pub struct Comparing<'a> {
    pub locale: Locale,
    pub programme: &'a Programme,
    pub unit: &'a Unit,
    pub dossier: &'a Dossier,
    /// This quarter's figures as they are typed.
    pub figures: &'a HashMap<IndicatorCode, Figure>,
}

impl Comparing<'_> {
    #[must_use]
    pub fn line(&self, indicator: &Indicator) -> Beside {
        let quarter = self.dossier.key.quarter;
        let now = self.figures.get(&indicator.code);
        let previous = self.dossier.filed(quarter.plus(-1), &indicator.code);
        let last_year = self.dossier.filed(quarter.plus(-4), &indicator.code);
        let shown = |figure: Option<&Figure>| {
            figure.map(|figure| shown(self.locale, figure, indicator.decimals)).unwrap_or_default()
        };
        let earlier = self.earlier(indicator);
        Beside {
            cumulative: cumulative(now, earlier.as_ref(), indicator).unwrap_or_default(),
            before: previous.cloned(),
            earlier,
            previous: shown(previous),
            last_year: shown(last_year),
            change: change(now, previous, indicator).unwrap_or_default(),
            targets: self.targets(indicator),
        }
    }

    /// The sum of the year's quarters before this one.
    fn earlier(&self, indicator: &Indicator) -> Option<Decimal> {
        if indicator.kind != Kind::Flow || indicator.covers != Covers::Quarter {
            return None;
        }
        let quarters = i32::from(self.dossier.key.quarter.of_year()) - 1;
        (1..=quarters).try_fold(Decimal::zero(), |sum, back| {
            match self.dossier.filed(self.dossier.key.quarter.plus(-back), &indicator.code)? {
                Figure::Number(number) => Some(&sum + number),
                Figure::Absent(Absence::NotApplicable) => Some(sum),
                _ => None,
            }
        })
    }

    /// The level a target of this indicator is held against.
    fn level(&self, indicator: &Indicator, target_measure: Measure) -> Option<Decimal> {
        let now = match self.figures.get(&indicator.code)? {
            Figure::Number(number) => number.clone(),
            _ => return None,
        };
        match (target_measure, indicator.covers) {
            (Measure::Level, _) | (Measure::CalendarYear, Covers::YearToDate) => Some(now),
            (Measure::CalendarYear, Covers::Quarter) => {
                let quarters = i32::from(self.dossier.key.quarter.of_year()) - 1;
                (1..=quarters).try_fold(now, |sum, back| {
                    match self.dossier.filed(self.dossier.key.quarter.plus(-back), &indicator.code)
                    {
                        Some(Figure::Number(number)) => Some(&sum + number),
                        _ => None,
                    }
                })
            }
            // What was filed before the last two years is not at hand here.
            (Measure::Running, _) => None,
        }
    }

    fn targets(&self, indicator: &Indicator) -> Vec<String> {
        let of_unit = |target: &&Target| {
            target.indicator == indicator.code && target.unit.as_ref() == Some(&self.unit.code)
        };
        self.programme
            .targets
            .iter()
            .filter(of_unit)
            .filter_map(|target| self.target(indicator, target))
            .collect()
    }

    fn target(&self, indicator: &Indicator, target: &Target) -> Option<String> {
        let at_least = match target.comparator {
            Comparator::Above | Comparator::AtLeast => true,
            Comparator::Below | Comparator::AtMost => false,
            _ => return None,
        };
        let (goal, level) = (target.value.as_ref()?, self.level(indicator, indicator.measure)?);
        let gap = if at_least { goal - &level } else { &level - goal };
        let unit = self.locale.name(&target.value_unit);
        let with_unit = |number: &Decimal| {
            board_words::with_unit(self.locale, number_words::exact(number), unit)
        };
        let sign = match target.comparator {
            Comparator::Above => ">",
            Comparator::AtLeast => "≥",
            Comparator::Below => "<",
            _ => "≤",
        };
        let aim = format!("{sign} {}", with_unit(goal));
        let strict = matches!(target.comparator, Comparator::Above | Comparator::Below);
        Some(if gap.is_negative() || (gap.is_zero() && !strict) {
            words::target_reached(self.locale, &target.no, aim)
        } else {
            words::target_gap(self.locale, &target.no, aim, with_unit(&gap))
        })
    }
}

/// A figure as people read it: the number, the percentage, or why there is none.
#[must_use]
pub fn shown(locale: Locale, figure: &Figure, decimals: u8) -> String {
    match figure {
        Figure::Absent(Absence::NotApplicable) => board_words::not_applicable(locale).to_owned(),
        Figure::Absent(Absence::NotAvailable) => board_words::not_available(locale).to_owned(),
        Figure::Absent(Absence::Blank) => String::new(),
        Figure::Number(number) => number_words::fixed(number, decimals),
        Figure::Ratio { .. } => figure
            .shown(decimals)
            .map(|percent| number_words::fixed(&percent, decimals) + "%")
            .unwrap_or_default(),
    }
}

/// The sum since 1 January with this quarter's figure.
#[must_use]
pub fn cumulative(
    now: Option<&Figure>,
    earlier: Option<&Decimal>,
    indicator: &Indicator,
) -> Option<String> {
    let earlier = earlier?;
    let sum = match now? {
        Figure::Number(number) => earlier + number,
        Figure::Absent(Absence::NotApplicable) => earlier.clone(),
        _ => return None,
    };
    Some(number_words::fixed(&sum, indicator.decimals))
}

/// The difference between two figures of one line, with its sign.
#[must_use]
pub fn change(
    now: Option<&Figure>,
    before: Option<&Figure>,
    indicator: &Indicator,
) -> Option<String> {
    if let (Some(Figure::Number(now)), Some(Figure::Number(before))) = (now, before) {
        return Some(number_words::signed(&(now - before), indicator.decimals));
    }
    let points = now?.exact()? - before?.exact()?;
    let points = Decimal::round_half_even(&points, u32::from(indicator.decimals));
    Some(number_words::signed(&points, indicator.decimals))
}
