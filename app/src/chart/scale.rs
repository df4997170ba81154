//! Axes that know where a figure lies to the pixel, without floating point.

use std::ops::Range;

use bigdecimal::BigDecimal;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged};

use crate::domain::decimal::Decimal;

/// An exact axis whose ends and ticks are 1, 2 or 5 times a power of ten.
#[derive(Clone, Debug)]
pub(super) struct DecimalAxis {
    /// Both in units of `10^-scale`; `span` is positive.
    low: BigInt,
    span: BigInt,
    scale: i64,
    /// The same two where they are small enough to compute with quickly.
    quick: Option<(i128, i128)>,
    ticks: Vec<Decimal>,
}

/// Extra places, so that a step never falls between two whole units.
const SPARE: u32 = 3;
/// Longer than any number a figure may hold; beyond it an exponent is a fault
/// in the data and must not fill the memory.
const LONGEST: u32 = 1_000;

impl DecimalAxis {
    /// An axis that begins at zero, for bars; `intervals` at most.
    pub(super) fn from_zero<'v>(values: impl Iterator<Item = &'v Decimal>, intervals: u32) -> Self {
        Self::new(values, intervals, true)
    }

    /// From zero to the furthest value and no further, without ticks: for bars
    /// whose values are printed.
    pub(super) fn bare<'v>(values: impl Iterator<Item = &'v Decimal>) -> Self {
        let (parts, scale) = common(values);
        let zero = BigInt::zero();
        let numbers = || parts.iter().map(|part| at_scale(part, scale));
        let low = numbers().min().map_or_else(BigInt::zero, |low| low.min(zero.clone()));
        let high = numbers().max().map_or_else(BigInt::zero, |high| high.max(zero));
        let high = if low == high { &low + BigInt::from(1) } else { high };
        Self::between(low, &high, scale, Vec::new())
    }

    /// An axis for lines: from zero too, unless the figures lie close together
    /// far from it.
    pub(super) fn fitting<'v>(values: impl Iterator<Item = &'v Decimal>, intervals: u32) -> Self {
        Self::new(values, intervals, false)
    }

    fn new<'v>(values: impl Iterator<Item = &'v Decimal>, intervals: u32, from_zero: bool) -> Self {
        let (parts, scale) = common(values);
        let numbers = || parts.iter().map(|part| at_scale(part, scale));
        let mut low = numbers().min().unwrap_or_default();
        let mut high = numbers().max().unwrap_or_default();
        let far_from_zero = (&high - &low) * 3 < low.abs().min(high.abs());
        if from_zero || !far_from_zero || low.is_negative() != high.is_negative() {
            low = low.min(BigInt::zero());
            high = high.max(BigInt::zero());
        }
        // Whole figures get whole ticks: half an outlet is no outlet.
        let unit = power(u32::try_from(scale).unwrap_or(LONGEST));
        let least = if scale == i64::from(SPARE) { unit.clone() } else { BigInt::from(1) };
        if low == high {
            low = low.min(BigInt::zero());
            high = if high.is_positive() { high } else { &low + &unit };
        }
        let step = nice_step(&(&high - &low), intervals.max(1)).max(least);
        let low = floor_to(&low, &step);
        let high = -floor_to(&-high, &step);
        let mut ticks = Vec::new();
        let mut tick = low.clone();
        while tick <= high {
            ticks.push(Decimal::new(BigDecimal::new(tick.clone(), scale)));
            tick += &step;
        }
        Self::between(low, &high, scale, ticks)
    }

    fn between(low: BigInt, high: &BigInt, scale: i64, ticks: Vec<Decimal>) -> Self {
        let span = high - &low;
        let quick = low
            .to_i128()
            .zip(span.to_i128())
            .filter(|(low, span)| low.unsigned_abs() < QUICK && span.unsigned_abs() < QUICK);
        Self { low, span, scale, quick, ticks }
    }

    pub(super) fn ticks(&self) -> &[Decimal] {
        &self.ticks
    }
}

/// Twice a number below this, times the longest axis in pixels, fits `i128`.
const QUICK: u128 = 1 << 88;

impl Ranged for DecimalAxis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = Decimal;

    /// The nearest pixel; halves go towards the axis' end.
    fn map(&self, value: &Decimal, limit: (i32, i32)) -> i32 {
        let length = i64::from(limit.1) - i64::from(limit.0);
        let value = digits(value);
        let away = match (self.quick, quick_at_scale(&value, self.scale)) {
            (Some((low, span)), Some(value)) => {
                let twice = 2 * (value - low) * i128::from(length.abs()) + span;
                twice.div_euclid(2 * span)
            }
            _ => self.far(&value, length.abs()),
        };
        let limit = i128::from(limit.0) + if length < 0 { -away } else { away };
        i32::try_from(limit).unwrap_or(if limit < 0 { i32::MIN } else { i32::MAX })
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<Decimal> {
        self.ticks.iter().take(hint.max_num_points()).cloned().collect()
    }

    fn range(&self) -> Range<Decimal> {
        let end = |number: BigInt| Decimal::new(BigDecimal::new(number, self.scale));
        end(self.low.clone())..end(&self.low + &self.span)
    }
}

/// A borrowed axis serves many small charts.
impl Ranged for &DecimalAxis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = Decimal;

    fn map(&self, value: &Decimal, limit: (i32, i32)) -> i32 {
        DecimalAxis::map(self, value, limit)
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<Decimal> {
        DecimalAxis::key_points(self, hint)
    }

    fn range(&self) -> Range<Decimal> {
        DecimalAxis::range(self)
    }
}

impl DecimalAxis {
    /// The same computation for numbers of any length.
    fn far(&self, value: &(BigInt, i64), length: i64) -> i128 {
        let scale = self.scale.max(value.1);
        let finer = |number: &BigInt| at_scale(&(number.clone(), self.scale), scale);
        let span = finer(&self.span);
        let twice = (at_scale(value, scale) - finer(&self.low)) * 2 * length + &span;
        let pixel: BigInt = floor_to(&twice, &(&span * 2)) / (span * 2);
        pixel.to_i128().unwrap_or(if pixel.is_negative() {
            i128::from(i32::MIN)
        } else {
            i128::from(i32::MAX)
        })
    }
}

/// Digits and scale of each value, and a scale that holds all of them with
/// places to spare.
fn common<'v>(values: impl Iterator<Item = &'v Decimal>) -> (Vec<(BigInt, i64)>, i64) {
    let parts: Vec<(BigInt, i64)> = values.map(digits).collect();
    let places = parts.iter().map(|part| part.1).max().unwrap_or(0);
    (parts, places + i64::from(SPARE))
}

/// A decimal as digits and a scale that is never negative.
fn digits(value: &Decimal) -> (BigInt, i64) {
    let (digits, scale) = value.clone().into_inner().into_bigint_and_exponent();
    if scale >= 0 {
        (digits, scale)
    } else {
        (digits * power(u32::try_from(scale.unsigned_abs()).unwrap_or(LONGEST)), 0)
    }
}

fn at_scale((digits, scale): &(BigInt, i64), to: i64) -> BigInt {
    digits * power(u32::try_from(to - scale).unwrap_or(0))
}

fn quick_at_scale((digits, scale): &(BigInt, i64), to: i64) -> Option<i128> {
    let factor = 10_i128.checked_pow(u32::try_from(to - scale).ok()?)?;
    let number = digits.to_i128()?.checked_mul(factor)?;
    (number.unsigned_abs() < QUICK).then_some(number)
}

fn power(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent.min(LONGEST))
}

/// The smallest of 1, 2, 5 × 10^n that covers `span` in `intervals` steps.
fn nice_step(span: &BigInt, intervals: u32) -> BigInt {
    let intervals = BigInt::from(intervals);
    // A step is at least a tenth of a power of ten below span / intervals.
    let places = span.to_string().len().saturating_sub(intervals.to_string().len() + 1);
    let mut unit = power(u32::try_from(places).unwrap_or(0));
    loop {
        for factor in [1, 2, 5] {
            let step = &unit * factor;
            if &step * &intervals >= *span {
                return step;
            }
        }
        unit *= 10;
    }
}

/// The greatest multiple of `step` that is not above `number`.
fn floor_to(number: &BigInt, step: &BigInt) -> BigInt {
    let rest = number % step;
    let rest = if rest.is_negative() { rest + step } else { rest };
    number - rest
}

/// Quarters or years in equal slots; positions within a slot in thousandths.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeAxis {
    pub(super) first: i32,
    /// At least one.
    pub(super) slots: i32,
}

impl TimeAxis {
    pub(super) fn middle(slot: i32) -> i64 {
        i64::from(slot) * 1000 + 500
    }
}

impl Ranged for TimeAxis {
    type FormatOption = NoDefaultFormatting;
    /// Slot × 1000.
    type ValueType = i64;

    fn map(&self, value: &i64, limit: (i32, i32)) -> i32 {
        let length = i64::from(limit.1) - i64::from(limit.0);
        let away = (value - i64::from(self.first) * 1000) * length;
        let pixel = i64::from(limit.0) + away.div_euclid(i64::from(self.slots.max(1)) * 1000);
        i32::try_from(pixel).unwrap_or(limit.1)
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<i64> {
        (self.first..self.first.saturating_add(self.slots))
            .take(hint.max_num_points())
            .map(Self::middle)
            .collect()
    }

    fn range(&self) -> Range<i64> {
        let first = i64::from(self.first);
        first * 1000..(first + i64::from(self.slots)) * 1000
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::decimal;
    use proptest::prelude::*;

    fn axis(values: &[&str]) -> DecimalAxis {
        let values: Vec<Decimal> = values.iter().map(|text| decimal(text)).collect();
        DecimalAxis::from_zero(values.iter(), 5)
    }

    fn ticks(axis: &DecimalAxis) -> Vec<String> {
        axis.ticks().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn steps_are_one_two_or_five_times_a_power_of_ten() {
        for (highest, wanted) in [
            ("6915", "0 2000 4000 6000 8000"),
            ("5", "0 1 2 3 4 5"),
            ("0.07", "0 0.02 0.04 0.06 0.08"),
            ("1001", "0 500 1000 1500"),
            ("0", "0 1"),
            ("3", "0 1 2 3"),
            (
                "10000000000000000000000000000000000000001",
                "0 5000000000000000000000000000000000000000 10000000000000000000000000000000000000000 15000000000000000000000000000000000000000",
            ),
        ] {
            assert_eq!(ticks(&axis(&[highest])).join(" "), wanted, "{highest}");
        }
        assert_eq!(ticks(&axis(&["-3", "4"])).join(" "), "-4 -2 0 2 4");
    }

    #[test]
    fn an_axis_for_bars_holds_zero_and_one_for_lines_need_not() {
        let close = [decimal("97.9"), decimal("99")];
        assert_eq!(DecimalAxis::from_zero(close.iter(), 5).range().start, Decimal::zero());
        assert_eq!(DecimalAxis::fitting(close.iter(), 5).range(), decimal("97.5")..decimal("99"));
    }

    #[test]
    fn maps_to_the_nearest_pixel_exactly() {
        let axis = axis(&["1000"]);
        for (value, pixel) in
            [("0", 0), ("1000", 300), ("500", 150), ("1.6", 0), ("1.7", 1), ("-1000", -300)]
        {
            assert_eq!(axis.map(&decimal(value), (0, 300)), pixel, "{value}");
            assert_eq!(axis.map(&decimal(value), (300, 0)), 300 - pixel, "{value} upwards");
        }
        // A third and a bit: the difference lies forty places behind the point.
        let third = "333.3333333333333333333333333333333333333333";
        assert_eq!(axis.map(&decimal(third), (0, 3)), 1);
        assert_eq!(axis.map(&decimal("499.9999999999999999999999999999999999999999"), (0, 1)), 0);
        assert_eq!(axis.map(&decimal("500"), (0, 1)), 1);
    }

    fn any_decimal() -> impl Strategy<Value = Decimal> {
        "-?[0-9]{1,38}(\\.[0-9]{1,12})?".prop_map(|text| decimal(&text))
    }

    proptest! {
        #[test]
        fn pixels_follow_the_order_of_the_figures(
            mut values in prop::collection::vec(any_decimal(), 1..9), length in 1..2000_i32,
        ) {
            values.sort();
            let axis = DecimalAxis::from_zero(values.iter(), 5);
            prop_assert!(axis.ticks().len() <= 12);
            let pixels: Vec<i32> = values.iter().map(|value| axis.map(value, (0, length))).collect();
            prop_assert!(pixels.is_sorted());
            prop_assert!(pixels.iter().all(|pixel| (0..=length).contains(pixel)));
        }

        #[test]
        fn the_quick_way_and_the_long_way_agree(
            values in prop::collection::vec(-1_000_000_000_i64..1_000_000_000, 1..6), length in 1..2000_i32,
        ) {
            let values: Vec<Decimal> = values.into_iter().map(Decimal::from).collect();
            let axis = DecimalAxis::fitting(values.iter(), 5);
            for value in &values {
                let long = axis.far(&digits(value), i64::from(length));
                prop_assert_eq!(i128::from(axis.map(value, (0, length))), long);
            }
        }
    }
}
