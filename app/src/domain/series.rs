//! Figures of one indicator through time: the one value behind chart, table,
//! verdict and export.

use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use super::decimal::Decimal;
use super::indicator::{Covers, Indicator, Kind, Measure};
use super::period::{Period, Quarter};

/// Why a figure has no number. Zero is a number and not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// Nothing filed.
    Blank,
    NotApplicable,
    /// Known to exist, not known yet.
    NotAvailable,
}

/// One figure as it was filed and approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Figure {
    Number(Decimal),
    /// Both parts of a ratio; the percentage is computed, never stored.
    Ratio {
        numerator: Decimal,
        denominator: Decimal,
    },
    Absent(Absence),
}

/// How far a point can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Approved,
    /// Submitted, not yet approved: hatched in charts, 未审核 in words.
    Provisional,
    /// A sum to which not all units have filed: hatched, with both counts.
    Incomplete {
        filed: u32,
        expected: u32,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub period: Period,
    pub figure: Figure,
    pub standing: Standing,
}

/// Points in order of time, at most one a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    pub points: Vec<Point>,
}

impl Figure {
    /// The figure as one number: the number itself, or the ratio in percent
    /// as an exact fraction. `None` when absent or divided by zero.
    #[must_use]
    pub fn exact(&self) -> Option<BigRational> {
        match self {
            Self::Number(number) => Some(number.to_ratio()),
            Self::Ratio { numerator, denominator } => numerator.percent_of(denominator),
            Self::Absent(_) => None,
        }
    }

    /// The number to show: as filed, or a ratio's percentage rounded half to
    /// even at `decimals` places.
    #[must_use]
    pub fn shown(&self, decimals: u8) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(number.clone()),
            Self::Ratio { .. } => {
                self.exact().map(|exact| Decimal::round_half_even(&exact, u32::from(decimals)))
            }
            Self::Absent(_) => None,
        }
    }
}

impl Series {
    #[must_use]
    pub fn at(&self, period: Period) -> Option<&Point> {
        self.points
            .binary_search_by_key(&period.last_quarter(), |point| point.period.last_quarter())
            .ok()
            .and_then(|found| self.points.get(found))
            .filter(|point| point.period == period)
    }

    fn number(&self, quarter: Quarter) -> Option<&Decimal> {
        match self.at(quarter.into()).map(|point| &point.figure) {
            Some(Figure::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// Whether any point has a number.
    #[must_use]
    pub fn has_numbers(&self) -> bool {
        self.points.iter().any(|point| !matches!(point.figure, Figure::Absent(_)))
    }

    /// The points a verdict may rest on: approved ones; a sum to which not
    /// all have filed counts as not available.
    pub fn settled(&self) -> impl Iterator<Item = (Period, Option<BigRational>)> + '_ {
        self.points.iter().map(|point| {
            let settled = point.standing == Standing::Approved;
            (point.period, if settled { point.figure.exact() } else { None })
        })
    }
}

/// What happened in each quarter, from what was filed: the same, or the
/// difference to the quarter before where the figure filed is cumulative
/// since 1 January. Without the quarter before there is no difference, nor
/// between sums to which different units have filed.
#[must_use]
pub fn quarterly(indicator: &Indicator, filed: &Series) -> Series {
    if indicator.covers == Covers::Quarter || indicator.kind != Kind::Flow {
        return filed.clone();
    }
    let points = filed.points.iter().map(|point| {
        let quarter = point.period.last_quarter();
        if quarter.of_year() == 1 {
            return point.clone();
        }
        let before = quarter.plus(-1).and_then(|before| filed.at(before.into()));
        let mut difference = point.clone();
        let Figure::Number(now) = &point.figure else { return difference };
        let complete = |point: &Point| !matches!(point.standing, Standing::Incomplete { .. });
        difference.figure = match before.map(|before| (before, &before.figure)) {
            Some((before, Figure::Number(earlier))) if complete(before) && complete(point) => {
                Figure::Number(now - earlier)
            }
            _ => Figure::Absent(Absence::NotAvailable),
        };
        difference
    });
    Series { points: points.collect() }
}

/// The series a target is held against, up to `as_of`: levels as they are,
/// sums of whole calendar years, or the running sum. A calendar year counts
/// once it has ended and all four quarters are there; a running sum with a
/// quarter missing is incomplete from then on.
#[must_use]
pub fn measured(indicator: &Indicator, quarters: &Series, as_of: Quarter) -> Series {
    let known = quarters.points.iter().filter(|point| point.period.last_quarter() <= as_of);
    let points = match indicator.measure {
        Measure::Level => known.cloned().collect(),
        Measure::CalendarYear => calendar_years(quarters, as_of),
        Measure::Running => running(known),
    };
    Series { points }
}

fn calendar_years(quarters: &Series, as_of: Quarter) -> Vec<Point> {
    let Some(first) = quarters.points.first() else { return Vec::new() };
    let last = if as_of.of_year() == 4 { as_of.year() } else { as_of.year() - 1 };
    let year_sum = |year: u16| {
        let of_year = (1..=4).filter_map(move |of_year| Quarter::new(year, of_year));
        let numbers: Option<Vec<&Decimal>> =
            of_year.clone().map(|quarter| quarters.number(quarter)).collect();
        let standing = of_year
            .filter_map(|quarter| quarters.at(quarter.into()))
            .map(|point| point.standing)
            .find(|standing| *standing != Standing::Approved)
            .unwrap_or(Standing::Approved);
        let figure = match numbers {
            Some(numbers) => Figure::Number(numbers.into_iter().sum()),
            None => Figure::Absent(Absence::NotAvailable),
        };
        Point { period: Period::Year(year), figure, standing }
    };
    let last_with_figures =
        quarters.points.last().map_or(last, |point| point.period.year().min(last));
    (first.period.year()..=last_with_figures).map(year_sum).collect()
}

fn running<'a>(known: impl Iterator<Item = &'a Point>) -> Vec<Point> {
    let (mut sum, mut with_figure, mut expected) = (Decimal::zero(), 0, 0);
    let mut unsettled = None;
    known
        .map(|point| {
            expected += 1;
            if point.standing != Standing::Approved {
                unsettled = Some(point.standing);
            }
            let Figure::Number(number) = &point.figure else { return point.clone() };
            with_figure += 1;
            sum = &sum + number;
            let standing = match unsettled {
                Some(standing) => standing,
                None if with_figure < expected => {
                    Standing::Incomplete { filed: with_figure, expected }
                }
                None => Standing::Approved,
            };
            Point { period: point.period, figure: Figure::Number(sum.clone()), standing }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::indicator::{FiledBy, OverUnits};
    use crate::domain::unit::Names;

    fn indicator(covers: Covers, measure: Measure) -> Indicator {
        let names = |text: &str| Names { zh: text.into(), en: text.into() };
        Indicator {
            code: "R31".into(),
            name: names("investment"),
            section: "H".into(),
            kind: Kind::Flow,
            measure_unit: names("t"),
            decimals: 0,
            min: None,
            max: None,
            covers,
            measure,
            over_units: OverUnits::Sum,
            filed_by: FiledBy::Members,
            parts: None,
            valid_from: None,
            valid_until: None,
            definition: None,
        }
    }

    /// `2025-Q1=10`; `2025-Q2=-` for a blank; `2025-Q3=7 2/3` for an incomplete sum.
    fn series(points: &[&str]) -> Series {
        let point = |text: &&str| {
            let (period, rest) = text.split_once('=').expect("period=figure");
            let (figure, part) = rest.split_once(' ').unwrap_or((rest, ""));
            let figure = match figure {
                "-" => Figure::Absent(Absence::Blank),
                number => Figure::Number(number.parse().expect("a decimal")),
            };
            let standing = match part.split_once('/') {
                Some((filed, expected)) => Standing::Incomplete {
                    filed: filed.parse().expect("a count"),
                    expected: expected.parse().expect("a count"),
                },
                None => Standing::Approved,
            };
            Point { period: period.parse().expect("a period"), figure, standing }
        };
        Series { points: points.iter().map(point).collect() }
    }

    fn shown(series: &Series) -> Vec<String> {
        series
            .points
            .iter()
            .map(|point| {
                let figure = point.figure.shown(0).map_or("-".into(), |number| number.to_string());
                let mark = if point.standing == Standing::Approved { "" } else { " incomplete" };
                format!("{}={figure}{mark}", point.period)
            })
            .collect()
    }

    #[test]
    fn a_cumulative_filing_becomes_the_quarter_s_own_figure() {
        let filed = series(&["2025-Q1=10", "2025-Q2=25", "2025-Q3=25", "2025-Q4=40", "2026-Q1=3"]);
        let own = quarterly(&indicator(Covers::YearToDate, Measure::CalendarYear), &filed);
        assert_eq!(
            shown(&own),
            ["2025-Q1=10", "2025-Q2=15", "2025-Q3=0", "2025-Q4=15", "2026-Q1=3"]
        );
    }

    #[test]
    fn sums_of_different_units_are_not_subtracted() {
        let filed = series(&["2025-Q1=30", "2025-Q2=20 2/3", "2025-Q3=50", "2025-Q4=-"]);
        let own = quarterly(&indicator(Covers::YearToDate, Measure::CalendarYear), &filed);
        assert_eq!(shown(&own), ["2025-Q1=30", "2025-Q2=- incomplete", "2025-Q3=-", "2025-Q4=-"]);
    }

    #[test]
    fn a_calendar_year_counts_once_it_is_whole() {
        let quarters = series(&[
            "2023-Q1=1",
            "2023-Q2=2",
            "2023-Q3=3",
            "2023-Q4=4",
            "2024-Q1=1",
            "2024-Q2=-",
            "2024-Q3=1",
            "2024-Q4=1",
            "2025-Q1=9",
        ]);
        let measured_to = |as_of: &str| {
            let indicator = indicator(Covers::Quarter, Measure::CalendarYear);
            shown(&measured(&indicator, &quarters, as_of.parse().expect("a quarter")))
        };
        assert_eq!(measured_to("2025-Q1"), ["2023=10", "2024=-"]);
        assert_eq!(measured_to("2023-Q3"), Vec::<String>::new());
    }

    #[test]
    fn a_running_sum_says_when_a_quarter_is_missing() {
        let quarters = series(&["2024-Q1=1", "2024-Q2=-", "2024-Q3=5", "2024-Q4=1"]);
        let indicator = indicator(Covers::Quarter, Measure::Running);
        let running = measured(&indicator, &quarters, "2024-Q3".parse().expect("a quarter"));
        assert_eq!(shown(&running), ["2024-Q1=1", "2024-Q2=-", "2024-Q3=6 incomplete"]);
        let settled: Vec<bool> = running.settled().map(|(_, value)| value.is_some()).collect();
        assert_eq!(settled, [true, false, false]);
    }
}
