//! The course of one cell through the earlier quarters.

use super::filed::QUARTERS_BACK;
use super::{Filed, number_in};
use crate::domain::decimal::Decimal;
use crate::domain::draft::Part;
use crate::domain::indicator::Indicator;

/// Where one cell comes from: what happened in each earlier quarter, latest
/// first, also where what is filed is cumulative.
pub(super) struct Course {
    /// The quarters that are known; gaps are left out.
    pub known: Vec<Decimal>,
    /// Of the same quarter a year before; not zero, which is no measure.
    pub year_ago: Option<Decimal>,
    /// What a cumulative figure already held when the quarter began.
    pub carried: Decimal,
}

impl Course {
    /// `None` where nothing can be compared: no earlier quarter, or a
    /// cumulative line without the quarter before.
    pub(super) fn of(filed: &Filed, line: &Indicator, cell: Part) -> Option<Self> {
        let filed_at = |back: i32| number_in(cell, filed.before(back, &line.code)?);
        let cumulative = line.is_cumulative();
        let begins_year = |back: i32| filed.quarter.plus(-back).is_none_or(|at| at.of_year() == 1);
        let own = |back: i32| {
            let figure = filed_at(back)?;
            if cumulative && !begins_year(back) {
                Some(figure - filed_at(back + 1)?)
            } else {
                Some(figure.clone())
            }
        };
        let mut known: Vec<Decimal> = (1..=QUARTERS_BACK).filter_map(own).collect();
        let mut carried = Decimal::zero();
        if cumulative && !begins_year(0) {
            let last = filed_at(1)?;
            if known.is_empty() {
                // Nothing but the sum so far: held against that.
                known.push(last.clone());
            } else {
                carried = last.clone();
            }
        }
        let year_ago = own(4).filter(|number| !number.is_zero());
        (!known.is_empty()).then_some(Self { known, year_ago, carried })
    }

    /// The median of the last year, in which each season stands once; where
    /// that is zero, the greatest of two years, so that a line that is mostly
    /// zero still has a usual size. `None` for nothing but zeros.
    pub(super) fn usual(&self) -> Option<&Decimal> {
        let usual =
            if self.is_mostly_zero() { self.known.iter().max() } else { self.median_of_year() };
        usual.filter(|usual| !usual.is_zero() && !usual.is_negative())
    }

    /// Whether zero is what is usual.
    pub(super) fn is_mostly_zero(&self) -> bool {
        self.median_of_year().is_some_and(Decimal::is_zero)
    }

    fn median_of_year(&self) -> Option<&Decimal> {
        median(self.known.get(..4).unwrap_or(&self.known))
    }

    /// The median of the changes from quarter to quarter.
    pub(super) fn usual_change(&self) -> Option<Decimal> {
        let changes: Vec<Decimal> = self
            .known
            .windows(2)
            .map(|pair| match pair {
                [later, earlier] => (later - earlier).abs(),
                _ => Decimal::zero(),
            })
            .collect();
        median(&changes).cloned()
    }

    /// The least and greatest of the last quarter and the same one a year ago.
    pub(super) fn expected(&self) -> Option<(&Decimal, &Decimal)> {
        let last = self.known.first()?;
        let other = self.year_ago.as_ref().unwrap_or(last);
        Some(if other < last { (other, last) } else { (last, other) })
    }
}

/// The upper median, found by counting: the few numbers need no sorting.
pub(super) fn median(numbers: &[Decimal]) -> Option<&Decimal> {
    let middle = numbers.len() / 2;
    numbers.iter().find(|candidate| {
        let below = numbers.iter().filter(|number| number < candidate).count();
        let not_above = numbers.iter().filter(|number| number <= candidate).count();
        below <= middle && middle < not_above
    })
}
