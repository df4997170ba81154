//! Units beside each other on one indicator: each with its figure, its changes,
//! its rank, and what asks for a look.

use num_rational::BigRational;

use super::facts::{Change, Facts};
use super::indicator::Indicator;
use super::period::Quarter;
use super::programme::Programme;
use super::rollup::{Scope, is_sum};
use super::series::{Point, Series, Standing};
use super::signal::{self, Signal};
use super::unit::Unit;

/// Units that a list names at most.
const LISTED: usize = 60;

/// One unit beside the others.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    pub unit: &'a Unit,
    /// All its quarters up to the one compared.
    pub series: Series,
    pub point: Option<Point>,
    pub year_before: Option<Point>,
    pub on_year: Option<Change>,
    pub on_quarter: Option<Change>,
    /// By size, the largest first; equal ones share a rank. `None` without a
    /// figure, and for a sum that lacks units.
    pub rank: Option<usize>,
    pub signals: Vec<Signal>,
}

impl Compared<'_> {
    /// The figure, where it can be held against others: a sum that lacks units
    /// is not theirs.
    #[must_use]
    pub fn settled(&self) -> Option<BigRational> {
        let point = self.point.as_ref()?;
        (point.standing == Standing::Approved).then(|| point.figure.exact())?
    }
}

impl Programme {
    /// Whether a unit has figures of an indicator at all: its own or its
    /// members', where they make a sum.
    #[must_use]
    pub fn has_figures(&self, unit: &Unit, indicator: &Indicator) -> bool {
        self.files(unit, indicator) || is_sum(self, indicator, &unit.code)
    }

    /// Whether there are more units than one list holds; then only those on the
    /// board stand in lists of the programme, the others on the pages of theirs.
    #[must_use]
    pub fn is_large(&self) -> bool {
        self.units.len() > LISTED
    }

    /// The units that the programme's charts and tables show: those beside each
    /// other, and the provinces of a joint unit.
    #[must_use]
    pub fn on_the_board(&self) -> Vec<&Unit> {
        self.units.on_the_board().collect()
    }

    /// The units that lists of the programme name.
    #[must_use]
    pub fn listed(&self) -> Vec<&Unit> {
        if self.is_large() { self.on_the_board() } else { self.units.iter().collect() }
    }

    /// The units set beside each other: those at the top; where that is one
    /// alone, its members.
    #[must_use]
    pub fn beside_each_other(&self) -> Vec<&Unit> {
        self.units.beside_each_other().collect()
    }
}

/// Sets `units` beside each other in `quarter`, in their order. `due` is the
/// last quarter whose returns were due.
#[must_use]
pub fn compare<'a>(
    programme: &Programme,
    facts: &Facts,
    indicator: &Indicator,
    units: &[&'a Unit],
    quarter: Quarter,
    due: Quarter,
) -> Vec<Compared<'a>> {
    let mut compared: Vec<Compared> = units
        .iter()
        .map(|unit| {
            let who = Scope::Unit(&unit.code);
            let mut series = facts.series(programme, who, indicator);
            let signals = signal::of_series(&series, quarter, due);
            series.points.retain(|point| point.period.last_quarter() <= quarter);
            let at = |quarter: Quarter| series.at(quarter.into()).cloned();
            let change = |before| facts.change(programme, who, indicator, quarter, before);
            Compared {
                unit,
                point: at(quarter),
                year_before: quarter.year_before().and_then(at),
                on_year: quarter.year_before().and_then(change),
                on_quarter: quarter.plus(-1).and_then(change),
                rank: None,
                signals,
                series,
            }
        })
        .collect();
    let figures: Vec<Option<BigRational>> = compared.iter().map(Compared::settled).collect();
    let median = if indicator.is_percentage() {
        signal::median(figures.iter().flatten().cloned())
    } else {
        None
    };
    for ((one, rank), figure) in compared.iter_mut().zip(ranks(&figures)).zip(&figures) {
        one.rank = rank;
        let below = figure.as_ref().zip(median.as_ref());
        one.signals.extend(below.and_then(|(figure, median)| signal::below_median(figure, median)));
    }
    compared
}

/// The place of each by size, the largest first; equal ones share it, and the
/// places after them stay free: 1, 2, 2, 4.
#[must_use]
pub fn ranks(figures: &[Option<BigRational>]) -> Vec<Option<usize>> {
    let larger =
        |figure: &BigRational| figures.iter().flatten().filter(|other| *other > figure).count();
    figures.iter().map(|figure| figure.as_ref().map(|figure| larger(figure) + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_figures_share_a_rank_and_missing_ones_have_none() {
        let figure = |text: &&str| {
            text.parse::<super::super::decimal::Decimal>().ok().map(|number| number.to_ratio())
        };
        let ranked = |figures: &[&str]| ranks(&figures.iter().map(figure).collect::<Vec<_>>());
        assert_eq!(
            ranked(&["5", "7", "-", "7", "0", "5.0"]),
            [Some(3), Some(1), None, Some(1), Some(5), Some(3)]
        );
        assert_eq!(ranked(&[]), []);
    }
}
