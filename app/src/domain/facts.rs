//! The approved figures and sums one page needs, looked up by who and when.

use std::collections::{BTreeMap, HashMap};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::indicator::{Indicator, Kind};
use super::period::Quarter;
use super::programme::Programme;
use super::rollup::{Scope, Total, add, contributors};
use super::series::{Figure, Point, Series, Standing, measured, quarterly};
use super::target::Target;

type Key = (String, String);

/// Figures of one programme, as far as they were asked for.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// By unit and indicator.
    figures: HashMap<Key, BTreeMap<Quarter, Figure>>,
    /// By scope (empty for the programme) and indicator.
    totals: HashMap<Key, BTreeMap<Quarter, Total>>,
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
    /// Takes in figures of units.
    pub fn add_figures(
        &mut self,
        figures: impl IntoIterator<Item = (String, String, Quarter, Figure)>,
    ) {
        for (unit, indicator, quarter, figure) in figures {
            self.figures.entry((unit, indicator)).or_default().insert(quarter, figure);
        }
    }

    /// Takes in sums; the scope is empty for the programme's.
    pub fn add_totals(
        &mut self,
        totals: impl IntoIterator<Item = (String, String, Quarter, Total)>,
    ) {
        for (scope, indicator, quarter, total) in totals {
            self.totals.entry((scope, indicator)).or_default().insert(quarter, total);
        }
    }

    fn filed(&self, unit: &str, indicator: &str, quarter: Quarter) -> Option<&Figure> {
        self.figures.get(&(unit.to_owned(), indicator.to_owned()))?.get(&quarter)
    }

    /// The figure of a unit or of the programme for one quarter: as filed, or
    /// the sum of the members. `None` when nothing is there.
    #[must_use]
    pub fn point(
        &self,
        programme: &Programme,
        who: Scope,
        indicator: &Indicator,
        quarter: Quarter,
    ) -> Option<Point> {
        let summed = |scope: &str| {
            let key = (scope.to_owned(), indicator.code.clone());
            self.totals.get(&key)?.get(&quarter).map(|total| Point {
                period: quarter.into(),
                figure: total.figure.clone(),
                standing: total.standing(),
            })
        };
        match who {
            Scope::Programme => summed(""),
            Scope::Unit(code) => {
                let files =
                    programme.unit(code).is_some_and(|unit| programme.files(unit, indicator));
                if files {
                    self.filed(code, &indicator.code, quarter).map(|figure| Point {
                        period: quarter.into(),
                        figure: figure.clone(),
                        standing: Standing::Approved,
                    })
                } else {
                    summed(code)
                }
            }
        }
    }

    /// All figures as filed, from the first quarter there is to the last;
    /// quarters in between without a figure are there, and blank.
    #[must_use]
    pub fn filed_series(&self, programme: &Programme, who: Scope, indicator: &Indicator) -> Series {
        let quarters = self.quarters(programme, who, indicator);
        let (Some(first), Some(last)) = (quarters.first(), quarters.last()) else {
            return Series::default();
        };
        let points = Quarter::range(*first, *last)
            .map(|quarter| {
                self.point(programme, who, indicator, quarter).unwrap_or(Point {
                    period: quarter.into(),
                    figure: Figure::Absent(super::series::Absence::Blank),
                    standing: Standing::Approved,
                })
            })
            .collect();
        Series { points }
    }

    fn quarters(&self, programme: &Programme, who: Scope, indicator: &Indicator) -> Vec<Quarter> {
        let code = match who {
            Scope::Programme => "",
            Scope::Unit(code) => code,
        };
        let key = (code.to_owned(), indicator.code.clone());
        let files = programme.unit(code).is_some_and(|unit| programme.files(unit, indicator));
        if files {
            self.figures.get(&key).map(|at| at.keys().copied().collect()).unwrap_or_default()
        } else {
            self.totals.get(&key).map(|at| at.keys().copied().collect()).unwrap_or_default()
        }
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
        let units: Vec<&str> = match who {
            Scope::Unit(code)
                if programme.unit(code).is_some_and(|unit| programme.files(unit, indicator)) =>
            {
                vec![code]
            }
            _ => contributors(programme, indicator, who).into_iter().map(String::as_str).collect(),
        };
        let own = |unit: &str, quarter: Quarter| {
            let point = self
                .series_window(programme, unit, indicator, quarter)
                .at(quarter.into())
                .map(|point| point.figure.clone());
            point.filter(|figure| !matches!(figure, Figure::Absent(_)))
        };
        let both: Vec<(Figure, Figure)> =
            units.iter().filter_map(|unit| Some((own(unit, now)?, own(unit, before)?))).collect();
        let compared = u32::try_from(both.len()).unwrap_or(u32::MAX);
        let expected = u32::try_from(units.len()).unwrap_or(u32::MAX);
        let side = |pick: fn(&(Figure, Figure)) -> &Figure| {
            add(indicator.over_units, both.iter().map(|pair| Some(pick(pair)))).figure.exact()
        };
        let (later, earlier) = if let [pair] = both.as_slice() {
            (pair.0.exact()?, pair.1.exact()?)
        } else {
            (side(|pair| &pair.0)?, side(|pair| &pair.1)?)
        };
        let hundred = BigRational::from_integer(BigInt::from(100));
        // A ratio in another unit than percent (energy for value added) changes in percent.
        let percentage = indicator.kind == Kind::Ratio && indicator.measure_unit.en == "%";
        let size = if percentage {
            ChangeSize::PercentagePoints(later - earlier)
        } else if earlier.is_zero() {
            return None;
        } else {
            ChangeSize::Percent((later - &earlier) / earlier * hundred)
        };
        Some(Change { size, compared, expected })
    }

    /// The unit's own quarter figure with the one before it, enough to undo a
    /// cumulative filing.
    fn series_window(
        &self,
        programme: &Programme,
        unit: &str,
        indicator: &Indicator,
        quarter: Quarter,
    ) -> Series {
        let points = [quarter.plus(-1), Some(quarter)]
            .into_iter()
            .flatten()
            .filter_map(|quarter| self.point(programme, Scope::Unit(unit), indicator, quarter))
            .collect();
        quarterly(indicator, &Series { points })
    }
}
