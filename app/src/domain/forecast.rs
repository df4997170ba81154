//! Where a series is heading if it goes on as it did.
//!
//! Theil–Sen: the slope is the median of the slopes between all pairs of
//! points (H. Theil 1950, P. K. Sen 1968), so one odd quarter does not turn the
//! line. The band runs between the lower and the upper quartile of those
//! slopes. Both start at the last point, because that figure is known. It is no
//! probability statement and is shown with the method's name. Exact throughout.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::period::{Period, Quarter};

/// The method's name, to be shown beside every forecast.
pub const METHOD: &str = "Theil–Sen";

/// Fewer figures than this say nothing about what comes.
pub const LEAST_POINTS: usize = 4;

/// One period to come; `low <= mid <= high`, in the series' unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    pub period: Period,
    pub low: BigRational,
    pub mid: BigRational,
    pub high: BigRational,
}

/// Projects `series` from its last figure to `horizon`, both ends in order of
/// time: years when every point is a year, else quarters. `series` holds what
/// is known at the time, in any order; of two points for one period the last
/// counts.
///
/// `None` with fewer than [`LEAST_POINTS`] figures; empty when `horizon` is not
/// after the last of them.
#[must_use]
pub fn forecast(
    series: &[(Period, Option<BigRational>)],
    horizon: Period,
) -> Option<Vec<Projection>> {
    let known: std::collections::BTreeMap<Quarter, &BigRational> = series
        .iter()
        .filter_map(|(period, value)| Some((period.last_quarter(), value.as_ref()?)))
        .collect();
    if known.len() < LEAST_POINTS {
        return None;
    }
    let (last, level) = known.last_key_value()?;
    let mut slopes: Vec<BigRational> = known
        .iter()
        .flat_map(|(early, before)| {
            known
                .range(early..)
                .skip(1)
                .map(move |(late, after)| (*after - *before) / whole(late.index() - early.index()))
        })
        .collect();
    slopes.sort();
    let (low, mid, high) = (quartile(&slopes, 1)?, quartile(&slopes, 2)?, quartile(&slopes, 3)?);

    let yearly = series.iter().all(|(period, _)| period.is_year());
    let periods = Quarter::range(*last, horizon.last_quarter())
        .skip(1)
        .filter(|quarter| !yearly || quarter.of_year() == 4);
    Some(
        periods
            .map(|quarter| {
                let ahead = whole(quarter.index() - last.index());
                let at = |slope: &BigRational| *level + slope * &ahead;
                let period =
                    if yearly { Period::Year(quarter.year()) } else { Period::Quarter(quarter) };
                Projection { period, low: at(&low), mid: at(&mid), high: at(&high) }
            })
            .collect(),
    )
}

/// The quartile `count` of sorted values, linear between neighbours
/// (Hyndman and Fan 1996, type 7, as in spreadsheets).
fn quartile(sorted: &[BigRational], count: usize) -> Option<BigRational> {
    let place = sorted.len().checked_sub(1)? * count;
    let below = sorted.get(place / 4)?;
    let above = sorted.get(place.div_ceil(4))?;
    let rest = BigRational::new(BigInt::from(place % 4), BigInt::from(4));
    Some(below + (above - below) * rest)
}

fn whole(number: i32) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> BigRational {
        text.parse::<super::super::decimal::Decimal>().expect("a decimal").to_ratio()
    }

    fn period(text: &str) -> Period {
        text.parse().expect("a period")
    }

    fn series(points: &[(&str, &str)]) -> Vec<(Period, Option<BigRational>)> {
        points
            .iter()
            .map(|(at, value)| (period(at), (!value.is_empty()).then(|| number(value))))
            .collect()
    }

    #[test]
    fn three_figures_are_too_few_and_a_missing_one_is_no_figure() {
        let points = series(&[("2024", "1"), ("2025", "2"), ("2026", "3"), ("2027", "")]);
        assert_eq!(forecast(&points, period("2030")), None);
    }

    #[test]
    fn a_straight_series_goes_straight_on_without_a_band() {
        let points =
            series(&[("2025-Q2", "12"), ("2025-Q1", "10"), ("2025-Q4", "16"), ("2025-Q3", "14")]);
        let ahead = forecast(&points, period("2026-Q2")).expect("four figures");
        let shown: Vec<String> =
            ahead.iter().map(|p| format!("{} {} {} {}", p.period, p.low, p.mid, p.high)).collect();
        assert_eq!(shown, ["2026-Q1 18 18 18", "2026-Q2 20 20 20"]);
    }

    /// By hand: points 0, 1, 2, 9 in consecutive years have the slopes a year
    /// 1, 1, 1, 3, 4, 7; quartiles at places 1.25, 2.5, 3.75: 1, 2, 3.75.
    #[test]
    fn one_odd_year_widens_the_band_and_moves_the_middle_little() {
        let points = series(&[("2021", "0"), ("2022", "1"), ("2023", "2"), ("2024", "9")]);
        let ahead = forecast(&points, period("2026")).expect("four figures");
        let shown: Vec<String> =
            ahead.iter().map(|p| format!("{} {} {} {}", p.period, p.low, p.mid, p.high)).collect();
        assert_eq!(shown, ["2025 10 11 51/4", "2026 11 13 33/2"]);
    }

    #[test]
    fn a_horizon_in_the_past_yields_nothing() {
        let points = series(&[("2021", "0"), ("2022", "1"), ("2023", "2"), ("2024", "9")]);
        assert_eq!(forecast(&points, period("2024")), Some(Vec::new()));
    }
}
