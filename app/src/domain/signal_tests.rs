use super::*;
use crate::domain::series::Point;

fn number(text: &str) -> BigRational {
    text.parse::<crate::domain::decimal::Decimal>().expect("a number").to_ratio()
}

fn quarter(text: &str) -> Quarter {
    text.parse().expect("a quarter")
}

/// Figures from 2025-Q1 on: a number, `-` not filed, `/` not applicable, `?`
/// not available, `2*` a sum that lacks units.
fn series(figures: &str) -> Series {
    let points = figures.split_whitespace().enumerate().map(|(at, text)| {
        let (text, standing) = match text.strip_suffix('*') {
            Some(text) => (text, Standing::Incomplete { filed: 1, expected: 2 }),
            None => (text, Standing::Approved),
        };
        let figure = match text {
            "-" => Figure::Absent(Absence::Blank),
            "/" => Figure::Absent(Absence::NotApplicable),
            "?" => Figure::Absent(Absence::NotAvailable),
            text => Figure::Number(text.parse().expect("a number")),
        };
        let at = i32::try_from(at).expect("few");
        let period = quarter("2025-Q1").plus(at).expect("a quarter").into();
        Point { period, figure, standing }
    });
    Series { points: points.collect() }
}

#[test]
fn what_a_series_says() {
    let stale = |latest: &str| Signal::Stale { latest: quarter(latest) };
    for (figures, expected) in [
        ("", vec![Signal::Missing]),
        ("- - - -", vec![Signal::Missing]),
        ("? ? ? ?", vec![Signal::Missing]),
        ("/ / / /", vec![]),
        ("1 1 1 1", vec![]),
        ("1 1 1 -", vec![stale("2025-Q3")]),
        ("1 1 1 ?", vec![stale("2025-Q3")]),
        ("1 - - -", vec![stale("2025-Q1")]),
        // Since then it does not apply any more.
        ("1 1 / /", vec![]),
        ("0 0 0 0", vec![]),
        ("9 9 8 7", vec![Signal::Falling]),
        ("9 9 8 8", vec![]),
        ("9 7 8 7", vec![]),
        ("9 9 - 7", vec![]),
        // Other units' sum is no fall.
        ("9 9 8 7*", vec![]),
        ("9 9* 8 7", vec![]),
    ] {
        let found = of_series(&series(figures), quarter("2025-Q4"), quarter("2025-Q4"));
        assert_eq!(found, expected, "{figures}");
    }
}

#[test]
fn a_figure_after_the_last_due_quarter_is_not_stale() {
    let found = of_series(&series("1 1 1"), quarter("2025-Q3"), quarter("2025-Q2"));
    assert_eq!(found, []);
}

#[test]
fn the_median_is_in_the_middle_and_needs_three() {
    let of = |figures: &str| median(figures.split_whitespace().map(number));
    assert_eq!(of("3 1"), None);
    assert_eq!(of("30 10 20"), Some(number("20")));
    assert_eq!(of("1 2 4 100"), Some(number("3")));
}

#[test]
fn ten_points_below_the_median_are_not_yet_told() {
    let median = number("80");
    assert_eq!(below_median(&number("70"), &median), None);
    assert_eq!(below_median(&number("90"), &median), None);
    let points = number("10.001");
    assert_eq!(below_median(&number("69.999"), &median), Some(Signal::BelowMedian { points }));
}
