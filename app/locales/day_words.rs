//! Days and moments as people of each language write them, in Beijing time.

use crate::domain::calendar::{Day, Moment};
use crate::locale::Locale;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2026年10月15日`, `15 October 2026`.
#[must_use]
pub fn day(locale: Locale, day: Day) -> String {
    let (year, month, of_month) = day.date();
    match locale {
        Locale::Zh => format!("{year}年{month}月{of_month}日"),
        Locale::En => {
            let name = MONTHS.get(usize::from(month.saturating_sub(1))).unwrap_or(&"");
            format!("{of_month} {name} {year}")
        }
    }
}

/// `2026年10月15日 09:05`, `15 October 2026, 09:05`.
#[must_use]
pub fn moment(locale: Locale, moment: Moment) -> String {
    let (hour, minute) = moment.time();
    let day = day(locale, moment.day());
    match locale {
        Locale::Zh => format!("{day} {hour:02}:{minute:02}"),
        Locale::En => format!("{day}, {hour:02}:{minute:02}"),
    }
}

/// `3 天`, `3 days`.
#[must_use]
pub fn days(locale: Locale, days: i64) -> String {
    match (locale, days) {
        (Locale::Zh, _) => format!("{days} 天"),
        (Locale::En, 1) => "1 day".to_owned(),
        (Locale::En, _) => format!("{days} days"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_people_write_it() {
        let last = Moment(1_792_079_999_999_999);
        assert_eq!(moment(Locale::Zh, last), "2026年10月15日 23:59");
        assert_eq!(moment(Locale::En, last), "15 October 2026, 23:59");
        assert_eq!(days(Locale::En, 1), "1 day");
    }
}
