//! Days and moments as the offices count them: in Beijing time, which has been
//! eight hours ahead of UTC all year round since 1992.

use std::fmt;
use std::str::FromStr;

use super::period::Quarter;

const DAY: i64 = 86_400;
const AHEAD: i64 = 8 * 3_600;

/// A day, counted from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

/// A moment, in microseconds since 1970 by the database's clock.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Moment(pub i64);

impl Day {
    /// The day with that date; a month outside 1 to 12 is taken as the nearest.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Self {
        let month = i64::from(month.clamp(1, 12));
        // The year begins in March here, so that the leap day is its last.
        let year = i64::from(year) - i64::from(month <= 2);
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day) - 1;
        Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// Year, month and day of the month.
    #[must_use]
    pub fn date(self) -> (u16, u8, u8) {
        let days = self.0 + 719_468;
        let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        let small = |number: i64| u8::try_from(number).unwrap_or_default();
        (u16::try_from(year).unwrap_or_default(), small(month), small(day))
    }

    /// Its first moment in Beijing.
    #[must_use]
    pub fn begins(self) -> Moment {
        Moment((self.0 * DAY - AHEAD) * 1_000_000)
    }

    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// Days from `earlier` to this one.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// The first day of a quarter.
    #[must_use]
    pub fn first_of(quarter: Quarter) -> Self {
        Self::new(quarter.year(), quarter.of_year() * 3 - 2, 1)
    }

    /// The day on which a quarter's returns can first be filled in: the one
    /// after its end.
    #[must_use]
    pub fn opens(quarter: Quarter) -> Self {
        // The last quarter that can be written has no day after it.
        quarter.plus(1).map_or_else(|| Self::new(9999, 12, 31), Self::first_of)
    }

    /// The last day on which a return is in time, `due_days` after the quarter.
    #[must_use]
    pub fn due(quarter: Quarter, due_days: u16) -> Self {
        Self::opens(quarter).plus(i64::from(due_days) - 1)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

/// The text is no day, or not in its one spelling `2026-10-15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let mut parts = text.splitn(3, '-');
        let mut part = || parts.next().ok_or(NotADay);
        let (year, month, day) = (part()?, part()?, part()?);
        let read = Self::new(
            year.parse().map_err(|_| NotADay)?,
            month.parse().map_err(|_| NotADay)?,
            day.parse().map_err(|_| NotADay)?,
        );
        if read.to_string() == text { Ok(read) } else { Err(NotADay) }
    }
}

impl Moment {
    /// The day in Beijing.
    #[must_use]
    pub fn day(self) -> Day {
        Day(self.seconds_in_beijing().div_euclid(DAY))
    }

    /// Hour and minute in Beijing.
    #[must_use]
    pub fn time(self) -> (u8, u8) {
        let minutes = self.seconds_in_beijing().rem_euclid(DAY) / 60;
        let small = |number: i64| u8::try_from(number).unwrap_or_default();
        (small(minutes / 60), small(minutes % 60))
    }

    fn seconds_in_beijing(self) -> i64 {
        self.0.div_euclid(1_000_000) + AHEAD
    }
}

/// To the microsecond, in Beijing time: `2026-10-14T09:12:33.123456+08:00`.
impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((hour, minute), within) = (self.time(), self.0.rem_euclid(60_000_000));
        let (second, micros) = (within / 1_000_000, within % 1_000_000);
        write!(out, "{}T{hour:02}:{minute:02}:{second:02}.{micros:06}+08:00", self.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_date() {
        for (date, days) in [
            ((1970, 1, 1), 0),
            ((2000, 2, 29), 11_016),
            ((2024, 12, 31), 20_088),
            ((2026, 10, 15), 20_741),
        ] {
            let day = Day::new(date.0, date.1, date.2);
            assert_eq!((day.0, day.date()), (days, date));
        }
        let (mut day, first) = (Day::new(1999, 1, 1), Day::new(1999, 1, 1));
        while day < Day::new(2101, 1, 1) {
            let (year, month, of_month) = day.date();
            assert_eq!(Day::new(year, month, of_month), day);
            day = day.plus(1);
        }
        assert_eq!(day.since(first), 37_255, "102 years with 25 leap days");
    }

    #[test]
    fn a_day_has_one_spelling() {
        let day = Day::new(2026, 10, 15);
        assert_eq!(day.to_string().parse(), Ok(day));
        assert_eq!((day.begins().day(), day.begins().time()), (day, (0, 0)));
        assert_ne!(Moment(day.begins().0 - 1).day(), day);
        for text in
            ["2026-02-30", "2026-13-01", "26-10-15", "2026-10-5", "2026/10/15", "+2026-10-15"]
        {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
    }

    #[test]
    fn a_return_is_due_by_its_last_day_in_beijing() {
        let quarter: Quarter = "2026-Q3".parse().expect("a quarter");
        assert_eq!(Day::opens(quarter).to_string(), "2026-10-01");
        assert_eq!(Day::due(quarter, 15).to_string(), "2026-10-15");
        // 2026-10-15 23:59:59.999999 in Beijing, and a microsecond later.
        let last = Moment(1_792_079_999_999_999);
        assert_eq!((last.day().to_string().as_str(), last.time()), ("2026-10-15", (23, 59)));
        assert_eq!(last.to_string(), "2026-10-15T23:59:59.999999+08:00");
        assert_eq!(Moment(last.0 + 1).day().to_string(), "2026-10-16");
    }
}
