//! Exact decimals: what a figure is made of, from keyboard to export.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

use bigdecimal::BigDecimal;
use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact decimal number of any length. Equality is numeric (`12.0` is `12`),
/// and it is printed plainly: no exponent, no trailing zeros.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(BigDecimal);

/// The text is not `-?digits[.digits]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADecimal;

impl Decimal {
    #[must_use]
    pub fn zero() -> Self {
        Self::default()
    }

    /// Takes over a number of the database; any scale.
    #[must_use]
    pub fn new(number: BigDecimal) -> Self {
        Self(number)
    }

    /// The number for the database.
    #[must_use]
    pub fn into_inner(self) -> BigDecimal {
        self.0
    }

    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.sign() == Sign::Minus
    }

    #[must_use]
    pub fn abs(&self) -> Self {
        Self(self.0.abs())
    }

    /// How many digits stand behind the point once trailing zeros are dropped.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        let (_, scale) = self.0.normalized().into_bigint_and_exponent();
        u32::try_from(scale).unwrap_or(0)
    }

    /// The same number as an exact fraction, for rules that divide.
    #[must_use]
    pub fn to_ratio(&self) -> BigRational {
        let (digits, scale) = self.0.as_bigint_and_scale();
        // Nearly every figure: the fraction is reduced in machine words.
        if let (Some(digits), Ok(scale @ 0..=18)) = (digits.to_i64(), u32::try_from(scale)) {
            let unit = 10_i64.pow(scale);
            let common = digits.gcd(&unit);
            return BigRational::new_raw((digits / common).into(), (unit / common).into());
        }
        if scale >= 0 {
            BigRational::new(digits.into_owned(), power_of_ten(scale))
        } else {
            BigRational::from_integer(digits.into_owned() * power_of_ten(scale))
        }
    }

    /// This number in percent of another, exactly; `None` of zero. Reduced
    /// once, where two fractions would be three times.
    #[must_use]
    pub fn percent_of(&self, whole: &Self) -> Option<BigRational> {
        let (part, part_scale) = self.0.as_bigint_and_scale();
        let (all, all_scale) = whole.0.as_bigint_and_scale();
        if all.is_zero() {
            return None;
        }
        let shift = all_scale - part_scale + 2;
        let (mut numerator, mut denominator) = (part.into_owned(), all.into_owned());
        if shift >= 0 {
            numerator *= power_of_ten(shift);
        } else {
            denominator *= power_of_ten(shift);
        }
        Some(BigRational::new(numerator, denominator))
    }

    /// Rounds an exact fraction half to even at `decimals` places. Only for
    /// what is shown or answered; never on the way to another rule.
    #[must_use]
    pub fn round_half_even(ratio: &BigRational, decimals: u32) -> Self {
        let (floor, rest) =
            (ratio.numer() * power_of_ten(i64::from(decimals))).div_mod_floor(ratio.denom());
        let twice: BigInt = rest * 2;
        let up = match twice.cmp(ratio.denom()) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => floor.is_odd(),
        };
        let digits = if up { floor + BigInt::from(1) } else { floor };
        Self(BigDecimal::new(digits, i64::from(decimals)))
    }

    /// The number with at most `decimals` places, half to even.
    #[must_use]
    pub fn rounded(&self, decimals: u32) -> Self {
        let (digits, scale) = self.0.as_bigint_and_scale();
        if scale <= i64::from(decimals) {
            return self.clone();
        }
        let ratio = BigRational::new_raw(digits.into_owned(), power_of_ten(scale));
        Self::round_half_even(&ratio, decimals)
    }
}

/// Ten to the power of `exponent`, whose sign does not matter.
fn power_of_ten(exponent: i64) -> BigInt {
    BigInt::from(10).pow(u32::try_from(exponent.unsigned_abs()).unwrap_or(u32::MAX))
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(BigDecimal::from(number))
    }
}

impl FromStr for Decimal {
    type Err = NotADecimal;

    /// Accepts `-?digits[.digits]` and nothing else; people's typing goes
    /// through [`super::figure`].
    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(NotADecimal),
            Some(parts) => parts,
            None => (digits, ""),
        };
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(fraction) {
            return Err(NotADecimal);
        }
        let scale = i64::try_from(fraction.len()).map_err(|_| NotADecimal)?;
        let sign = if digits.len() < text.len() { "-" } else { "" };
        let digits: BigInt = format!("{sign}{whole}{fraction}").parse().map_err(|_| NotADecimal)?;
        Ok(Self(BigDecimal::new(digits, scale)))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (digits, scale) = self.0.as_bigint_and_scale();
        match (digits.to_i64(), u32::try_from(scale)) {
            // Nearly every figure: a page prints thousands of them.
            (Some(digits), Ok(scale)) if scale <= 18 => print_small(digits, scale, out),
            _ => print_large(&digits, scale, out),
        }
    }
}

/// The same for numbers of any size.
fn print_large(digits: &BigInt, scale: i64, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    if digits.is_zero() {
        return out.write_str("0");
    }
    if digits.sign() == Sign::Minus {
        out.write_str("-")?;
    }
    let digits = digits.magnitude().to_string();
    let Ok(places) = usize::try_from(scale) else {
        let zeros = usize::try_from(scale.unsigned_abs()).unwrap_or(0);
        return write!(out, "{digits}{}", "0".repeat(zeros));
    };
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    out.write_str(whole)?;
    match fraction.trim_end_matches('0') {
        "" => Ok(()),
        fraction => write!(out, ".{fraction}"),
    }
}

/// Prints `digits / 10^scale` without trailing zeros.
fn print_small(mut digits: i64, mut scale: u32, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    while scale > 0 && digits % 10 == 0 {
        digits /= 10;
        scale -= 1;
    }
    if scale == 0 {
        return write!(out, "{digits}");
    }
    let unit = 10_u64.pow(scale);
    let (sign, size) = (if digits < 0 { "-" } else { "" }, digits.unsigned_abs());
    let width = scale as usize;
    write!(out, "{sign}{}.{:0width$}", size / unit, size % unit)
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|NotADecimal| {
            serde::de::Error::custom(format!("`{text}` is not a decimal such as \"12.5\""))
        })
    }
}

impl Add for &Decimal {
    type Output = Decimal;
    fn add(self, other: Self) -> Decimal {
        Decimal(&self.0 + &other.0)
    }
}

impl Sub for &Decimal {
    type Output = Decimal;
    fn sub(self, other: Self) -> Decimal {
        Decimal(&self.0 - &other.0)
    }
}

impl Mul for &Decimal {
    type Output = Decimal;
    fn mul(self, other: Self) -> Decimal {
        Decimal(&self.0 * &other.0)
    }
}

impl Neg for &Decimal {
    type Output = Decimal;
    fn neg(self) -> Decimal {
        Decimal(-&self.0)
    }
}

impl<'a> Sum<&'a Self> for Decimal {
    fn sum<I: Iterator<Item = &'a Self>>(numbers: I) -> Self {
        numbers.fold(Self::zero(), |sum, number| &sum + number)
    }
}

impl Sum for Decimal {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::zero(), |sum, number| &sum + &number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn prints_plainly_whatever_the_scale() {
        for (typed, printed) in [
            ("12.50", "12.5"),
            ("0.000", "0"),
            ("-0", "0"),
            ("100", "100"),
            (
                "1000000000000000000000000000000000000000",
                "1000000000000000000000000000000000000000",
            ),
            ("0.0000000001", "0.0000000001"),
            ("-7.10", "-7.1"),
            ("-0.05", "-0.05"),
            ("9223372036854775807", "9223372036854775807"),
            ("-9223372036854775808", "-9223372036854775808"),
            ("92233720368547758.08", "92233720368547758.08"),
            ("0.000000000000000001", "0.000000000000000001"),
            ("0.0000000000000000001", "0.0000000000000000001"),
        ] {
            assert_eq!(decimal(typed).to_string(), printed);
        }
        assert_eq!(Decimal::new(BigDecimal::new(5.into(), -3)).to_string(), "5000");
    }

    #[test]
    fn fractions_are_exact_and_reduced() {
        for (number, fraction) in [
            ("12.50", "25/2"),
            ("-0.05", "-1/20"),
            ("0", "0"),
            ("300", "300"),
            ("92233720368547758070.5", "184467440737095516141/2"),
        ] {
            assert_eq!(decimal(number).to_ratio().to_string(), fraction);
        }
        assert_eq!(Decimal::new(BigDecimal::new(5.into(), -3)).to_ratio().to_string(), "5000");
        for (part, whole, percent) in [
            ("1", "3", Some("100/3")),
            ("0.5", "25", Some("2")),
            ("-9", "0.03", Some("-30000")),
            ("1", "0.0", None),
        ] {
            let exact = decimal(part).percent_of(&decimal(whole));
            assert_eq!(exact.map(|exact| exact.to_string()).as_deref(), percent);
        }
    }

    #[test]
    fn refuses_what_is_not_plain() {
        for text in ["", "-", ".5", "5.", "1e3", "+1", " 1", "1,000", "１", "--1"] {
            assert_eq!(text.parse::<Decimal>(), Err(NotADecimal), "{text}");
        }
    }

    #[test]
    fn rounds_half_to_even_on_both_sides_of_zero() {
        for (exact, rounded) in [
            ("0.5", "0"),
            ("1.5", "2"),
            ("2.5", "2"),
            ("2.51", "3"),
            ("-0.5", "0"),
            ("-1.5", "-2"),
            ("-2.5", "-2"),
            ("-2.4", "-2"),
        ] {
            assert_eq!(decimal(exact).rounded(0).to_string(), rounded, "{exact}");
        }
    }
}
