//! The approved figures and sums one page needs, looked up by who and when.

use std::collections::{BTreeMap, HashMap};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::indicator::{Covers, Indicator, Kind};
use super::period::Quarter;
use super::programme::Programme;
use super::rollup::{LikeForLike, Scope, Total, contributors};
use super::series::{Absence, Figure, Point, Series, Standing, measured, quarterly};
use super::target::Target;

/// By unit or scope, then by indicator, then by quarter, or by two of them.
type By<T, At = Quarter> = HashMap<String, HashMap<String, BTreeMap<At, T>>>;

/// Figures of one programme, as far as they were asked for.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    figures: By<Figure>,
    /// The scope is empty for the programme's sums.
    totals: By<Total>,
    /// Of scopes, a later quarter and an earlier one; `None` where they were not
    /// asked for.
    comparisons: Option<By<LikeForLike, (Quarter, Quarter)>>,
}

/// Where somebody's figures of one indicator come from.
#[derive(Clone, Copy)]
enum Origin<'a> {
    Filed(&'a BTreeMap<Quarter, Figure>),
    Summed(&'a BTreeMap<Quarter, Total>),
}

impl Origin<'_> {
    fn point(self, quarter: Quarter) -> Option<Point> {
        let (figure, standing) = match self {
            Self::Filed(figures) => (figures.get(&quarter)?.clone(), Standing::Approved),
            Self::Summed(totals) => {
                let total = totals.get(&quarter)?;
                (total.figure.clone(), total.standing())
            }
        };
        Some(Point { period: quarter.into(), figure, standing })
    }

    fn ends(self) -> Option<(Quarter, Quarter)> {
        let (first, last) = match self {
            Self::Filed(figures) => (figures.keys().next(), figures.keys().next_back()),
            Self::Summed(totals) => (totals.keys().next(), totals.keys().next_back()),
        };
        first.copied().zip(last.copied())
    }
}

/// How a figure stands to an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub size: ChangeSize,
    /// Units with a figure in both quarters, and units that owe one: the
    /// change is over the former, like for like.
    pub compared: u32,
    pub expected: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeSize {
    /// Change in percent of the earlier figure.
    Percent(BigRational),
    /// Difference of two percentages.
    PercentagePoints(BigRational),
}

impl Facts {
    /// Takes in figures of units: unit, indicator, quarter, figure.
    pub fn add_figures(
        &mut self,
        figures: impl IntoIterator<Item = (String, String, Quarter, Figure)>,
    ) {
        for (unit, indicator, quarter, figure) in figures {
            let of_unit = self.figures.entry(unit).or_default();
            of_unit.entry(indicator).or_default().insert(quarter, figure);
        }
    }

    /// Takes in the sums of one indicator over one scope, which is empty for
    /// the programme's.
    pub fn add_totals(
        &mut self,
        scope: String,
        indicator: String,
        totals: impl IntoIterator<Item = (Quarter, Total)>,
    ) {
        let of_scope = self.totals.entry(scope).or_default();
        of_scope.entry(indicator).or_default().extend(totals);
    }

    /// Takes in comparisons: scope, which is empty for the programme's,
    /// indicator, both quarters, what they come to. From then on all of scopes
    /// are taken to be here.
    pub fn add_comparisons(
        &mut self,
        comparisons: impl IntoIterator<Item = (String, String, (Quarter, Quarter), LikeForLike)>,
    ) {
        let kept = self.comparisons.get_or_insert_default();
        for (scope, indicator, quarters, compared) in comparisons {
            let of_scope = kept.entry(scope).or_default();
            of_scope.entry(indicator).or_default().insert(quarters, compared);
        }
    }

    /// What the unit filed itself, or the sums of those it is made of.
    fn origin(
        &self,
        programme: &Programme,
        who: Scope,
        indicator: &Indicator,
    ) -> Option<Origin<'_>> {
        let code = match who {
            Scope::Programme => "",
            Scope::Unit(code) => code,
        };
        let files = programme.unit(code).is_some_and(|unit| programme.files(unit, indicator));
        if files {
            self.figures.get(code)?.get(&indicator.code).map(Origin::Filed)
        } else {
            self.totals.get(code)?.get(&indicator.code).map(Origin::Summed)
        }
    }

    /// The figure of a unit or of the programme for one quarter, as filed or
    /// summed. `None` when nothing is there.
    #[must_use]
    pub fn point(
        &self,
        programme: &Programme,
        who: Scope,
        indicator: &Indicator,
        quarter: Quarter,
    ) -> Option<Point> {
        self.origin(programme, who, indicator)?.point(quarter)
    }

    /// The sum of a scope for one quarter, with how many units it is of; `None`
    /// where there is none, or the unit files the indicator itself.
    #[must_use]
    pub fn total(&self, who: Scope, indicator: &Indicator, quarter: Quarter) -> Option<&Total> {
        let code = match who {
            Scope::Programme => "",
            Scope::Unit(code) => code,
        };
        self.totals.get(code)?.get(&indicator.code)?.get(&quarter)
    }

    /// What happened in one quarter: the same, but for a cumulative filing,
    /// from which the quarter before is taken.
    #[must_use]
    pub fn in_quarter(
        &self,
        programme: &Programme,
        who: Scope,
        indicator: &Indicator,
        quarter: Quarter,
    ) -> Option<Point> {
        let origin = self.origin(programme, who, indicator)?;
        if indicator.covers == Covers::Quarter {
            return origin.point(quarter);
        }
        let both = [quarter.plus(-1), Some(quarter)];
        let points = both.into_iter().flatten().filter_map(|at| origin.point(at)).collect();
        quarterly(indicator, &Series { points }).at(quarter.into()).cloned()
    }

    /// All figures as filed, from the first quarter there is to the last;
    /// quarters in between without a figure are there, and blank.
    #[must_use]
    pub fn filed_series(&self, programme: &Programme, who: Scope, indicator: &Indicator) -> Series {
        let Some(origin) = self.origin(programme, who, indicator) else { return Series::default() };
        let Some((first, last)) = origin.ends() else { return Series::default() };
        let points = Quarter::range(first, last)
            .map(|quarter| {
                origin.point(quarter).unwrap_or(Point {
                    period: quarter.into(),
                    figure: Figure::Absent(Absence::Blank),
                    standing: Standing::Approved,
                })
            })
            .collect();
        Series { points }
    }

    /// What happened in each quarter: the filed series, cumulative filings
    /// turned into the quarter's own.
    #[must_use]
    pub fn series(&self, programme: &Programme, who: Scope, indicator: &Indicator) -> Series {
        quarterly(indicator, &self.filed_series(programme, who, indicator))
    }

    /// The series a target is held against.
    #[must_use]
    pub fn target_series(
        &self,
        programme: &Programme,
        target: &Target,
        indicator: &Indicator,
        as_of: Quarter,
    ) -> Series {
        let who = match &target.unit {
            Some(unit) => Scope::Unit(unit),
            None => Scope::Programme,
        };
        measured(indicator, &self.series(programme, who, indicator), as_of)
    }

    /// A quarter and an earlier one, like for like: as kept for a scope, where
    /// comparisons were asked for, else from the units' own figures.
    #[must_use]
    pub fn like_for_like(
        &self,
        programme: &Programme,
        who: Scope,
        indicator: &Indicator,
        (now, before): (Quarter, Quarter),
    ) -> Option<LikeForLike> {
        let code = match who {
            Scope::Programme => "",
            Scope::Unit(code) => code,
        };
        let files = programme.unit(code).is_some_and(|unit| programme.files(unit, indicator));
        if let Some(kept) = self.comparisons.as_ref().filter(|_| !files) {
            return kept.get(code)?.get(&indicator.code)?.get(&(now, before)).cloned();
        }
        let units = match who {
            Scope::Unit(code) if files => vec![code],
            _ => contributors(programme, indicator, who).into_iter().map(String::as_str).collect(),
        };
        let own = |unit: &str, quarter: Quarter| {
            self.in_quarter(programme, Scope::Unit(unit), indicator, quarter)
                .map(|point| point.figure)
        };
        let pairs = units.into_iter().map(|unit| (own(unit, now), own(unit, before)));
        Some(LikeForLike::of(indicator.over_units, pairs))
    }

    /// The change from `before` to `now`, over the units that have a figure in
    /// both. `None` when there is nothing to compare, or the earlier one is 0.
    #[must_use]
    pub fn change(
        &self,
        programme: &Programme,
        who: Scope,
        indicator: &Indicator,
        now: Quarter,
        before: Quarter,
    ) -> Option<Change> {
        // Done or not yet is no size.
        if indicator.kind == Kind::Milestone {
            return None;
        }
        let LikeForLike { later, earlier, compared, expected } =
            self.like_for_like(programme, who, indicator, (now, before))?;
        let (later, earlier) = (later.exact()?, earlier.exact()?);
        let hundred = BigRational::from_integer(BigInt::from(100));
        let size = if indicator.is_percentage() {
            ChangeSize::PercentagePoints(later - earlier)
        } else if earlier.is_zero() {
            return None;
        } else {
            ChangeSize::Percent((later - &earlier) / earlier * hundred)
        };
        Some(Change { size, compared, expected })
    }
}

#[cfg(test)]
#[path = "facts_tests.rs"]
mod tests;
