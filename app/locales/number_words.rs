//! Numbers and periods as people of each language write them. The exact
//! number stays exact; only what is marked short is rounded.

use std::fmt::Display;

use crate::domain::decimal::Decimal;
use crate::domain::period::{Period, Quarter};
use crate::locale::Locale;

/// How many there are of something, with separators: `2,938`.
pub fn count(number: impl Display) -> String {
    group(&number.to_string())
}

/// The exact number with separators: `12,345.6`.
#[must_use]
pub fn exact(number: &Decimal) -> String {
    group(&number.to_string())
}

/// The number with exactly `decimals` places, for columns aligned at the point.
#[must_use]
pub fn fixed(number: &Decimal, decimals: u8) -> String {
    let rounded = number.rounded(u32::from(decimals)).to_string();
    let (whole, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    if decimals == 0 {
        return group(whole);
    }
    let width = usize::from(decimals);
    format!("{}.{fraction:0<width$}", group(whole))
}

/// With a sign, for changes: `+18`, `−4.5`; the minus is a real one.
#[must_use]
pub fn signed(number: &Decimal, decimals: u8) -> String {
    let rounded = number.rounded(u32::from(decimals));
    let sign = if rounded.is_zero() {
        "±"
    } else if rounded.is_negative() {
        "−"
    } else {
        "+"
    };
    format!("{sign}{}", fixed(&rounded.abs(), decimals))
}

/// A headline: three significant places and 万 or 亿 in Chinese, thousands
/// separators and no more than one place in English. Returns the number and
/// the scale word to set before the unit of measure.
#[must_use]
pub fn headline(locale: Locale, number: &Decimal) -> (String, &'static str) {
    let at_least = |limit: i64| number.abs() >= Decimal::from(limit);
    let scaled = |shift: &str| -> Decimal {
        let factor: Decimal = shift.parse().unwrap_or_default();
        number * &factor
    };
    match locale {
        Locale::Zh if at_least(100_000_000) => (fixed(&scaled("0.00000001"), 2), "亿"),
        Locale::Zh if at_least(10_000) => (fixed(&scaled("0.0001"), 2), "万"),
        _ if at_least(1_000) => (exact(&number.rounded(0)), ""),
        _ => (exact(&number.rounded(2)), ""),
    }
}

/// A short label for an axis: `5万`, `50k`.
#[must_use]
pub fn axis(locale: Locale, number: &Decimal) -> String {
    let at_least = |limit: i64| number.abs() >= Decimal::from(limit);
    let scaled = |factor: &str| -> String {
        let factor: Decimal = factor.parse().unwrap_or_default();
        exact(&(number * &factor))
    };
    match locale {
        Locale::Zh if at_least(100_000_000) => scaled("0.00000001") + "亿",
        Locale::Zh if at_least(10_000) => scaled("0.0001") + "万",
        Locale::En if at_least(1_000_000) => scaled("0.000001") + "M",
        Locale::En if at_least(10_000) => scaled("0.001") + "k",
        _ => exact(number),
    }
}

/// `2025年第三季度`, `Q3 2025`.
#[must_use]
pub fn quarter(locale: Locale, quarter: Quarter) -> String {
    let (year, of_year) = (quarter.year(), quarter.of_year());
    match locale {
        Locale::Zh => format!("{year}年第{}季度", chinese_digit(of_year)),
        Locale::En => format!("Q{of_year} {year}"),
    }
}

/// `2025年一季度`, `Q1 2025`: for axes and narrow columns.
#[must_use]
pub fn quarter_short(locale: Locale, quarter: Quarter) -> String {
    let (year, of_year) = (quarter.year(), quarter.of_year());
    match locale {
        Locale::Zh => format!("{year}年{}季度", chinese_digit(of_year)),
        Locale::En => format!("Q{of_year} {year}"),
    }
}

/// A year or a quarter.
#[must_use]
pub fn period(locale: Locale, period: Period) -> String {
    match (locale, period) {
        (Locale::Zh, Period::Year(year)) => format!("{year}年"),
        (Locale::En, Period::Year(year)) => year.to_string(),
        (_, Period::Quarter(of)) => quarter(locale, of),
    }
}

/// The quarters of a year under an axis, widest spelling first.
#[must_use]
pub fn quarters_of_year(locale: Locale) -> &'static [[&'static str; 4]] {
    match locale {
        Locale::Zh => &[["一季度", "二季度", "三季度", "四季度"], ["一", "二", "三", "四"]],
        Locale::En => &[["Q1", "Q2", "Q3", "Q4"], ["1", "2", "3", "4"]],
    }
}

fn chinese_digit(of_year: u8) -> &'static str {
    match of_year {
        1 => "一",
        2 => "二",
        3 => "三",
        _ => "四",
    }
}

/// Separates groups of three in the whole part.
fn group(plain: &str) -> String {
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("−", digits),
        None => ("", plain),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let mut grouped = String::with_capacity(plain.len() + plain.len() / 3);
    grouped.push_str(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn exact_numbers_lose_nothing() {
        assert_eq!(exact(&decimal("1234567.8900")), "1,234,567.89");
        assert_eq!(exact(&decimal("-999")), "−999");
        assert_eq!([count(999), count(37_914)], ["999", "37,914"]);
        assert_eq!(fixed(&decimal("1234.5"), 2), "1,234.50");
        assert_eq!(fixed(&decimal("0.005"), 2), "0.00");
        assert_eq!(signed(&decimal("-0.001"), 1), "±0.0");
        assert_eq!(signed(&decimal("4.55"), 1), "+4.6");
    }

    #[test]
    fn headlines_follow_each_language() {
        assert_eq!(headline(Locale::Zh, &decimal("105213.4")), ("10.52".into(), "万"));
        assert_eq!(headline(Locale::En, &decimal("105213.4")), ("105,213".into(), ""));
        assert_eq!(axis(Locale::Zh, &decimal("15000")), "1.5万");
        assert_eq!(axis(Locale::En, &decimal("15000")), "15k");
    }

    #[test]
    fn periods_are_named_as_people_name_them() {
        let third: Quarter = "2025-Q3".parse().expect("a quarter");
        assert_eq!(quarter(Locale::Zh, third), "2025年第三季度");
        assert_eq!(quarter_short(Locale::Zh, third), "2025年三季度");
        assert_eq!(quarter(Locale::En, third), "Q3 2025");
    }
}
