//! Exact decimals: what a figure is made of, from keyboard to export.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

use bigdecimal::BigDecimal;
use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::ToPrimitive;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact decimal number of any length. Equality is numeric (`12.0` is `12`),
/// and it is printed plainly: no exponent, no trailing zeros.
///
/// Nearly every figure fits a machine word and is kept and reckoned in it, as
/// pages hold tens of thousands; what does not fit is kept at any length.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(Kept);

/// Each number has exactly one of these forms, so that comparing forms is
/// comparing numbers.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Kept {
    /// `digits / 10^places`, with as few places as possible, at most [`PLACES`].
    Word { digits: i64, places: u8 },
    /// What does not fit above; no negative scale.
    Long(Box<BigDecimal>),
}

/// Most places behind the point of a number kept in a word: the powers of ten
/// up to it fit a word too.
const PLACES: u32 = 18;

/// The text is not `-?digits[.digits]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADecimal;

impl Decimal {
    #[must_use]
    pub fn zero() -> Self {
        Self::default()
    }

    /// Takes over a number of any size and scale.
    #[must_use]
    pub fn new(number: BigDecimal) -> Self {
        let kept = |number: &BigDecimal| {
            let (digits, scale) = number.as_bigint_and_scale();
            Self::word(digits.to_i128()?, u32::try_from(scale).ok()?)
        };
        kept(&number).unwrap_or_else(|| {
            let plain = number.normalized();
            let plain =
                if plain.fractional_digit_count() < 0 { plain.with_scale(0) } else { plain };
            kept(&plain).unwrap_or_else(|| Self(Kept::Long(Box::new(plain))))
        })
    }

    /// `digits / 10^places`.
    #[must_use]
    pub fn scaled(digits: i64, places: u32) -> Self {
        Self::reckoned(digits.into(), places)
    }

    /// The number in a word; `None` where it does not fit.
    fn word(mut digits: i128, mut places: u32) -> Option<Self> {
        while places > 0 && digits % 10 == 0 {
            digits /= 10;
            places -= 1;
        }
        let digits = i64::try_from(digits).ok()?;
        let places = u8::try_from(places).ok().filter(|places| u32::from(*places) <= PLACES)?;
        Some(Self(Kept::Word { digits, places }))
    }

    /// What a reckoning in words came to, which may fit none.
    fn reckoned(digits: i128, places: u32) -> Self {
        Self::word(digits, places)
            .unwrap_or_else(|| Self::new(BigDecimal::new(digits.into(), places.into())))
    }

    /// Digits and places of a number kept in a word.
    fn in_word(&self) -> Option<(i128, u32)> {
        match self.0 {
            Kept::Word { digits, places } => Some((digits.into(), places.into())),
            Kept::Long(_) => None,
        }
    }

    /// Both numbers as whole numbers of the same places, where both are words.
    fn aligned(&self, other: &Self) -> Option<(i128, i128, u32)> {
        let ((one, of_one), (two, of_two)) = (self.in_word()?, other.in_word()?);
        // A word times a power of ten that fits a word fits two words.
        let places = of_one.max(of_two);
        Some((one * ten_to(places - of_one), two * ten_to(places - of_two), places))
    }

    fn long(&self) -> Cow<'_, BigDecimal> {
        match &self.0 {
            Kept::Word { digits, places } => {
                Cow::Owned(BigDecimal::new((*digits).into(), (*places).into()))
            }
            Kept::Long(number) => Cow::Borrowed(number),
        }
    }

    /// The number for the database.
    #[must_use]
    pub fn into_inner(self) -> BigDecimal {
        self.long().into_owned()
    }

    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Kept::Word { digits: 0, .. })
    }

    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Kept::Word { digits, .. } => *digits < 0,
            Kept::Long(number) => number.sign() == Sign::Minus,
        }
    }

    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// How many digits stand behind the point once trailing zeros are dropped.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        match &self.0 {
            Kept::Word { places, .. } => (*places).into(),
            Kept::Long(number) => u32::try_from(number.fractional_digit_count()).unwrap_or(0),
        }
    }

    /// The same number as an exact fraction, for rules that divide.
    #[must_use]
    pub fn to_ratio(&self) -> BigRational {
        if let Some((digits, places)) = self.in_word() {
            return fraction(digits, ten_to(places));
        }
        let (digits, scale) = self.long().into_owned().into_bigint_and_exponent();
        BigRational::new(digits, power_of_ten(scale))
    }

    /// This number in percent of another, exactly; `None` of zero. Reduced
    /// once, where two fractions would be three times.
    #[must_use]
    pub fn percent_of(&self, whole: &Self) -> Option<BigRational> {
        if whole.is_zero() {
            return None;
        }
        if let Some((part, all, _)) = self.aligned(whole)
            && let Some(hundredfold) = part.checked_mul(100)
        {
            return Some(fraction(hundredfold, all));
        }
        let (part, part_scale) = self.clone().into_inner().into_bigint_and_exponent();
        let (all, all_scale) = whole.clone().into_inner().into_bigint_and_exponent();
        let shift = all_scale - part_scale + 2;
        let (mut numerator, mut denominator) = (part, all);
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
        if let (Some(numerator), Some(denominator)) =
            (ratio.numer().to_i64(), ratio.denom().to_i64())
            && decimals <= PLACES
        {
            let (numerator, denominator) = (i128::from(numerator), i128::from(denominator));
            let (floor, rest) = (numerator * ten_to(decimals)).div_mod_floor(&denominator);
            let up = match (rest * 2).cmp(&denominator) {
                Ordering::Less => false,
                Ordering::Greater => true,
                Ordering::Equal => floor.is_odd(),
            };
            return Self::reckoned(floor + i128::from(up), decimals);
        }
        let (floor, rest) =
            (ratio.numer() * power_of_ten(i64::from(decimals))).div_mod_floor(ratio.denom());
        let twice: BigInt = rest * 2;
        let up = match twice.cmp(ratio.denom()) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => floor.is_odd(),
        };
        let digits = if up { floor + BigInt::from(1) } else { floor };
        Self::new(BigDecimal::new(digits, i64::from(decimals)))
    }

    /// The number with at most `decimals` places, half to even.
    #[must_use]
    pub fn rounded(&self, decimals: u32) -> Self {
        if self.decimals() <= decimals {
            return self.clone();
        }
        Self::round_half_even(&self.to_ratio(), decimals)
    }
}

/// A reduced fraction of two numbers of at most two words; the denominator is
/// not zero.
fn fraction(numerator: i128, denominator: i128) -> BigRational {
    let sign = denominator.signum();
    let (numerator, denominator) = (numerator * sign, denominator * sign);
    // Mostly one word each, and then reduced in words.
    if let (Ok(numerator), Ok(denominator)) = (i64::try_from(numerator), i64::try_from(denominator))
    {
        let common = numerator.gcd(&denominator);
        return BigRational::new_raw((numerator / common).into(), (denominator / common).into());
    }
    let common = numerator.gcd(&denominator);
    BigRational::new_raw((numerator / common).into(), (denominator / common).into())
}

/// Ten to the power of at most twice [`PLACES`].
fn ten_to(exponent: u32) -> i128 {
    10_i128.pow(exponent)
}

/// Ten to the power of `exponent`, whose sign does not matter.
fn power_of_ten(exponent: i64) -> BigInt {
    BigInt::from(10).pow(u32::try_from(exponent.unsigned_abs()).unwrap_or(u32::MAX))
}

impl Default for Decimal {
    fn default() -> Self {
        Self(Kept::Word { digits: 0, places: 0 })
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.aligned(other) {
            Some((one, two, _)) => one.cmp(&two),
            None => self.long().cmp(&other.long()),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Decimal {
    fn from(digits: i64) -> Self {
        Self(Kept::Word { digits, places: 0 })
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
        let negative = digits.len() < text.len();
        // Any 18 digits fit a word.
        if let Ok(places) = u32::try_from(fraction.len())
            && whole.len() + fraction.len() <= PLACES as usize
        {
            let digit = |number: i64, byte: u8| number * 10 + i64::from(byte - b'0');
            let size = whole.bytes().chain(fraction.bytes()).fold(0, digit);
            return Ok(Self::scaled(if negative { -size } else { size }, places));
        }
        let scale = i64::try_from(fraction.len()).map_err(|_| NotADecimal)?;
        let sign = if negative { "-" } else { "" };
        let digits: BigInt = format!("{sign}{whole}{fraction}").parse().map_err(|_| NotADecimal)?;
        Ok(Self::new(BigDecimal::new(digits, scale)))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kept::Word { digits, places: 0 } => write!(out, "{digits}"),
            Kept::Word { digits, places } => {
                let width = usize::from(*places);
                let unit = 10_u64.pow((*places).into());
                let (sign, size) = (if *digits < 0 { "-" } else { "" }, digits.unsigned_abs());
                write!(out, "{sign}{}.{:0width$}", size / unit, size % unit)
            }
            Kept::Long(number) => {
                let (digits, scale) = number.as_bigint_and_scale();
                print_long(&digits, usize::try_from(scale).unwrap_or(0), out)
            }
        }
    }
}

/// The same for numbers of any size, which have no trailing zeros either.
fn print_long(digits: &BigInt, places: usize, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    if digits.sign() == Sign::Minus {
        out.write_str("-")?;
    }
    let digits = digits.magnitude().to_string();
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    out.write_str(whole)?;
    if fraction.is_empty() { Ok(()) } else { write!(out, ".{fraction}") }
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
        match self.aligned(other) {
            Some((one, two, places)) => Decimal::reckoned(one + two, places),
            None => Decimal::new(&*self.long() + &*other.long()),
        }
    }
}

impl Sub for &Decimal {
    type Output = Decimal;
    fn sub(self, other: Self) -> Decimal {
        match self.aligned(other) {
            Some((one, two, places)) => Decimal::reckoned(one - two, places),
            None => Decimal::new(&*self.long() - &*other.long()),
        }
    }
}

impl Mul for &Decimal {
    type Output = Decimal;
    fn mul(self, other: Self) -> Decimal {
        match (self.in_word(), other.in_word()) {
            (Some((one, of_one)), Some((two, of_two))) => {
                Decimal::reckoned(one * two, of_one + of_two)
            }
            _ => Decimal::new(&*self.long() * &*other.long()),
        }
    }
}

impl Neg for &Decimal {
    type Output = Decimal;
    fn neg(self) -> Decimal {
        match self.in_word() {
            Some((digits, places)) => Decimal::reckoned(-digits, places),
            None => Decimal::new(-&*self.long()),
        }
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

    /// What fits no word any more, and what again fits one.
    #[test]
    fn reckons_the_same_on_both_sides_of_a_word() {
        let most = "9223372036854775807";
        for (sum, printed) in [
            (&decimal(most) + &decimal("1"), "9223372036854775808"),
            (&decimal("9223372036854775808") - &decimal("1"), most),
            (&decimal(most) + &decimal("0.01"), "9223372036854775807.01"),
            (&decimal(most) * &decimal(most), "85070591730234615847396907784232501249"),
            (&decimal("0.000000001") * &decimal("0.0000000001"), "0.0000000000000000001"),
            (&decimal("0.0000000000000000001") * &decimal("10"), "0.000000000000000001"),
            (-&decimal("-9223372036854775808"), "9223372036854775808"),
            (decimal("-9223372036854775808").abs(), "9223372036854775808"),
            (&decimal("12345678901234567890.5") - &decimal("12345678901234567890"), "0.5"),
        ] {
            assert_eq!(sum.to_string(), printed);
            assert_eq!(sum, decimal(printed));
        }
        let one = Decimal::new(BigDecimal::new(BigInt::from(10).pow(60), 60));
        assert_eq!((&one, one.decimals()), (&Decimal::from(1), 0));
        assert_eq!(
            Decimal::new(BigDecimal::new(1.into(), -20)).to_string(),
            "100000000000000000000"
        );
    }

    proptest::proptest! {
        /// Words and numbers of any length are two ways to one answer.
        #[test]
        fn a_word_reckons_as_any_length_does(
            (one, two) in (proptest::prelude::any::<i64>(), proptest::prelude::any::<i64>()),
            (of_one, of_two) in (0_i64..=25, 0_i64..=25),
            places in 0_u32..=20,
        ) {
            let long = |digits: i64, scale: i64| BigDecimal::new(digits.into(), scale);
            let (a, b) = (long(one, of_one), long(two, of_two));
            let (x, y) = (Decimal::new(a.clone()), Decimal::new(b.clone()));
            assert_eq!(&x + &y, Decimal::new(&a + &b));
            assert_eq!(&x - &y, Decimal::new(&a - &b));
            assert_eq!(&x * &y, Decimal::new(&a * &b));
            assert_eq!(x.cmp(&y), a.cmp(&b));
            assert_eq!(x.clone().into_inner(), a);
            assert_eq!(x.to_string().parse(), Ok(x.clone()));
            let ratio = BigRational::new(one.into(), BigInt::from(10).pow(of_one as u32));
            assert_eq!(x.to_ratio(), ratio);
            if two != 0 {
                let hundred = BigRational::from_integer(100.into());
                assert_eq!(x.percent_of(&y), Some(x.to_ratio() / y.to_ratio() * hundred));
            }
            let rounded = x.rounded(places);
            let off = (&x - &rounded).abs();
            assert!(rounded.decimals() <= places);
            assert!(&off + &off <= Decimal::new(long(1, places.into())));
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
