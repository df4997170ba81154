//! Quarters, and the years in which targets speak. One spelling each:
//! `2025-Q3` and `2025`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One quarter of one year, written `2025-Q3` in addresses, files and API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: u16,
    /// 1 to 4.
    of_year: u8,
}

/// A year or a quarter, as targets print them. A year stands for the end of
/// its fourth quarter, and is ordered so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    Year(u16),
    Quarter(Quarter),
}

/// The text is not the one accepted spelling of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPeriod;

impl Quarter {
    /// The first quarter that can be written.
    pub const FIRST: Self = Self { year: 1000, of_year: 1 };

    /// The last one.
    pub const LAST: Self = Self { year: 9999, of_year: 4 };

    /// `of_year` must be 1 to 4 and the year 1000 to 9999.
    #[must_use]
    pub fn new(year: u16, of_year: u8) -> Option<Self> {
        ((1000..=9999).contains(&year) && (1..=4).contains(&of_year))
            .then_some(Self { year, of_year })
    }

    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    #[must_use]
    pub fn of_year(self) -> u8 {
        self.of_year
    }

    /// Quarters since year 0: consecutive quarters differ by one.
    #[must_use]
    pub fn index(self) -> i32 {
        i32::from(self.year) * 4 + i32::from(self.of_year) - 1
    }

    #[must_use]
    pub fn from_index(index: i32) -> Option<Self> {
        let year = u16::try_from(index.div_euclid(4)).ok()?;
        let of_year = u8::try_from(index.rem_euclid(4)).ok()? + 1;
        Self::new(year, of_year)
    }

    /// The quarter `quarters` later, or earlier when negative; `None` outside
    /// the years 1000 to 9999.
    #[must_use]
    pub fn plus(self, quarters: i32) -> Option<Self> {
        Self::from_index(self.index() + quarters)
    }

    /// The same quarter of the year before.
    #[must_use]
    pub fn year_before(self) -> Option<Self> {
        self.plus(-4)
    }

    /// All quarters from `first` to `last`, both included.
    pub fn range(first: Self, last: Self) -> impl DoubleEndedIterator<Item = Self> + Clone {
        (first.index()..=last.index()).filter_map(Self::from_index)
    }
}

impl Period {
    /// The quarter at whose end this period ends.
    #[must_use]
    pub fn last_quarter(self) -> Quarter {
        match self {
            Self::Year(year) => Quarter { year, of_year: 4 },
            Self::Quarter(quarter) => quarter,
        }
    }

    #[must_use]
    pub fn year(self) -> u16 {
        match self {
            Self::Year(year) => year,
            Self::Quarter(quarter) => quarter.year,
        }
    }

    #[must_use]
    pub fn is_year(self) -> bool {
        matches!(self, Self::Year(_))
    }
}

impl From<Quarter> for Period {
    fn from(quarter: Quarter) -> Self {
        Self::Quarter(quarter)
    }
}

impl FromStr for Quarter {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let bytes = text.as_bytes();
        if bytes.len() != 7 || &bytes[4..6] != b"-Q" {
            return Err(NotAPeriod);
        }
        let year = year(&text[..4])?;
        let of_year = bytes[6].wrapping_sub(b'0');
        Self::new(year, of_year).ok_or(NotAPeriod)
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        if text.len() == 4 { year(text).map(Self::Year) } else { text.parse().map(Self::Quarter) }
    }
}

/// Four ASCII digits, the first not zero.
fn year(text: &str) -> Result<u16, NotAPeriod> {
    let plain =
        text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    if plain { text.parse().map_err(|_| NotAPeriod) } else { Err(NotAPeriod) }
}

impl fmt::Display for Quarter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-Q{}", self.year, self.of_year)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(out, "{year}"),
            Self::Quarter(quarter) => quarter.fmt(out),
        }
    }
}

macro_rules! serde_as_text {
    ($type:ty, $example:literal) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                text.parse().map_err(|NotAPeriod| {
                    serde::de::Error::custom(format!(
                        "`{text}` is not a period; write {}",
                        $example
                    ))
                })
            }
        }
    };
}

serde_as_text!(Quarter, "2025-Q3");
serde_as_text!(Period, "2025 or 2025-Q3");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_one_spelling_is_accepted() {
        assert_eq!("2025-Q3".parse(), Ok(Quarter { year: 2025, of_year: 3 }));
        for text in [
            "2025Q3",
            "2025-q3",
            "2025-Q0",
            "2025-Q5",
            "25-Q3",
            "2025-Q03",
            " 2025-Q3",
            "2025-Q3 ",
            "0025-Q3",
            "２０２５-Q3",
            "2025-3",
            "2025",
            "",
            "2025年Q3",
        ] {
            assert_eq!(text.parse::<Quarter>(), Err(NotAPeriod), "{text}");
        }
        assert_eq!("2025".parse(), Ok(Period::Year(2025)));
        assert_eq!("0999".parse::<Period>(), Err(NotAPeriod));
    }

    #[test]
    fn quarters_count_on_across_years() {
        let last: Quarter = "2024-Q4".parse().expect("a quarter");
        assert_eq!(last.plus(1).map(|q| q.to_string()).as_deref(), Some("2025-Q1"));
        assert_eq!(last.year_before().map(|q| q.to_string()).as_deref(), Some("2023-Q4"));
        let first = "2024-Q2".parse().expect("a quarter");
        assert_eq!(Quarter::range(first, last).count(), 3);
    }
}
