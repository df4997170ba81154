//! The planned path: straight by quarters from the baseline through the
//! milestones to the target (rule 10).

use num_rational::BigRational;
use num_traits::Zero;

use super::super::period::{Period, Quarter};
use super::super::target::Comparator;
use super::case::Terms;
use super::{Point, whole};

/// The straight stretch of a path in which a period lies: `elapsed` of
/// `quarters` quarters after `from`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub from: Point,
    pub to: Point,
    pub elapsed: i32,
    pub quarters: i32,
}

impl Segment {
    /// What is planned at its place on the stretch.
    #[must_use]
    pub fn planned(&self) -> BigRational {
        let (from, to) = (&self.from.1, &self.to.1);
        from + (to - from) * whole(self.elapsed.into()) / whole(self.quarters.max(1).into())
    }
}

/// Baseline, milestones and target in order of time.
pub(super) struct Path {
    points: Vec<Point>,
}

impl Path {
    /// The path of `terms`, where they have one: a comparator that is reached
    /// step by step, a baseline and a due date. Growth starts at 0 percent,
    /// everything else at the baseline's value.
    pub(super) fn of(terms: &Terms) -> Option<Self> {
        let baseline = terms.baseline.as_ref()?;
        let start = match terms.comparator {
            Comparator::Above
            | Comparator::AtLeast
            | Comparator::Below
            | Comparator::AtMost
            | Comparator::Around => baseline.value.clone()?,
            Comparator::Growth => BigRational::zero(),
            Comparator::Range
            | Comparator::MaintainAbove
            | Comparator::MaintainAtLeast
            | Comparator::ChangeAtMost
            | Comparator::Milestone => return None,
        };
        let mut points = vec![(baseline.period, start)];
        points.extend(terms.milestones.iter().cloned());
        points.push((terms.due?, terms.value.clone()?));
        points.sort_by_key(|(period, _)| period.last_quarter());
        Some(Self { points })
    }

    /// Where the path starts.
    pub(super) fn start(&self) -> Option<&Point> {
        self.points.first()
    }

    /// The stretch `at` lies on; `None` at or before the start and after the end.
    pub(super) fn segment(&self, at: Period) -> Option<Segment> {
        let at = at.last_quarter().index();
        let end_of = |point: &Point| point.0.last_quarter().index();
        self.points.windows(2).find_map(|pair| {
            let [from, to] = pair else { return None };
            (end_of(from) < at && at <= end_of(to)).then(|| Segment {
                from: from.clone(),
                to: to.clone(),
                elapsed: at - end_of(from),
                quarters: end_of(to) - end_of(from),
            })
        })
    }
}

/// The planned value at the end of each quarter from the baseline's period to
/// the due date, for charts; in the unit of `terms.value`, so percent for
/// growth. Empty where there is no path: without a baseline or due date, for
/// ranges, maintained values, yearly changes and milestones.
#[must_use]
pub fn planned_path(terms: &Terms) -> Vec<(Quarter, BigRational)> {
    let Some(path) = Path::of(terms) else {
        return Vec::new();
    };
    let (Some((start, value)), Some((end, _))) = (path.points.first(), path.points.last()) else {
        return Vec::new();
    };
    let (first, last) = (start.last_quarter(), end.last_quarter());
    let later = Quarter::range(first, last)
        .skip(1)
        .filter_map(|quarter| Some((quarter, path.segment(quarter.into())?.planned())));
    std::iter::once((first, value.clone())).chain(later).collect()
}
