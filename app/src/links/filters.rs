//! What an address narrows its page to: the query.

use std::fmt::Write as _;
use std::str::FromStr;

use crate::domain::calendar::Day;
use crate::domain::period::Quarter;
use crate::domain::record::Place;
use crate::domain::waiting;
use crate::locale::Locale;

/// What a page is narrowed to, from the query of its address. Absent fields
/// are left to the page; written out in this order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    pub programme: Option<String>,
    pub period: Option<Quarter>,
    pub unit: Option<String>,
    pub indicator: Option<String>,
    /// The target that units are compared on.
    pub target: Option<String>,
    /// The units compared; empty for all of them. Written with commas between.
    pub units: Vec<String>,
    pub chart: Option<Chart>,
    pub sort: Option<Sort>,
    /// The supposed next figure on a target's page, as it was typed.
    pub suppose: Option<String>,
    /// A submitted version of a return.
    pub version: Option<i32>,
    /// Where to go after signing in: an address of this site.
    pub next: Option<String>,
    /// The one-time code that activates an account.
    pub code: Option<String>,
    /// Of the record: whose entries, of which action, from which day to which,
    /// and after which entry the page goes on.
    pub actor: Option<String>,
    pub action: Option<String>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub before: Option<Place>,
    /// Of the queue: the return after which the page goes on.
    pub since: Option<waiting::Place>,
    /// Of the accounts: how a name begins, or the code of a unit; and after
    /// which name the page goes on.
    pub find: Option<String>,
    pub after: Option<String>,
    /// A workbook that was sent in.
    pub id: Option<String>,
    pub lang: Option<Locale>,
}

/// A chart of a programme's page, by its word in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Quarter by quarter, stacked by unit.
    Quarters,
    /// Units beside each other in one quarter.
    Units,
    /// 方格图: 34 equal tiles.
    Tiles,
}

/// By what a table is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub by: Column,
    pub descending: bool,
}

/// A column by which tables can be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The order of the policy text.
    Number,
    Name,
    Value,
    Change,
    Verdict,
    Due,
}

impl Chart {
    pub const ALL: [Self; 3] = [Self::Quarters, Self::Units, Self::Tiles];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Quarters => "quarters",
            Self::Units => "units",
            Self::Tiles => "tiles",
        }
    }
}

impl FromStr for Chart {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|chart| chart.word() == text).ok_or(())
    }
}

impl Column {
    pub const ALL: [Self; 6] =
        [Self::Number, Self::Name, Self::Value, Self::Change, Self::Verdict, Self::Due];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Number => "no",
            Self::Name => "name",
            Self::Value => "value",
            Self::Change => "change",
            Self::Verdict => "verdict",
            Self::Due => "due",
        }
    }
}

impl FromStr for Sort {
    type Err = ();

    /// `name`, or `-name` for descending.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (descending, word) = match text.strip_prefix('-') {
            Some(word) => (true, word),
            None => (false, text),
        };
        let by = Column::ALL.into_iter().find(|column| column.word() == word).ok_or(())?;
        Ok(Self { by, descending })
    }
}

impl Filters {
    /// The same view in another language.
    #[must_use]
    pub fn in_language(&self, lang: Locale) -> Self {
        Self { lang: Some(lang), ..self.clone() }
    }

    /// Only what every page keeps when one walks on: period and language.
    #[must_use]
    pub fn carried(&self) -> Self {
        Self { period: self.period, lang: self.lang, ..Self::default() }
    }

    /// `?…` in canonical order, or nothing.
    #[must_use]
    pub fn query(&self) -> String {
        let mut query = String::new();
        let mut add = |name: &str, value: &str| {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(name);
            query.push('=');
            encode(value, &mut query);
        };
        if let Some(programme) = &self.programme {
            add("programme", programme);
        }
        if let Some(period) = self.period {
            add("period", &period.to_string());
        }
        if let Some(unit) = &self.unit {
            add("unit", unit);
        }
        if let Some(indicator) = &self.indicator {
            add("indicator", indicator);
        }
        if let Some(target) = &self.target {
            add("target", target);
        }
        if !self.units.is_empty() {
            add("units", &self.units.join(","));
        }
        if let Some(chart) = self.chart {
            add("chart", chart.word());
        }
        if let Some(sort) = self.sort {
            let sign = if sort.descending { "-" } else { "" };
            add("sort", &format!("{sign}{}", sort.by.word()));
        }
        if let Some(suppose) = &self.suppose {
            add("suppose", suppose);
        }
        if let Some(version) = self.version {
            add("version", &version.to_string());
        }
        if let Some(next) = &self.next {
            add("next", next);
        }
        if let Some(code) = &self.code {
            add("code", code);
        }
        for (name, value) in [("actor", &self.actor), ("action", &self.action)] {
            value.iter().for_each(|value| add(name, value));
        }
        for (name, day) in [("from", self.from), ("to", self.to)] {
            day.iter().for_each(|day| add(name, &day.to_string()));
        }
        if let Some(before) = &self.before {
            add("before", &before.to_string());
        }
        if let Some(since) = &self.since {
            add("since", &since.to_string());
        }
        for (name, value) in [("find", &self.find), ("after", &self.after)] {
            value.iter().for_each(|value| add(name, value));
        }
        if let Some(id) = &self.id {
            add("id", id);
        }
        if let Some(lang) = self.lang {
            add("lang", lang.tag());
        }
        query
    }
}

/// Percent-encodes all but unreserved characters, and the comma of lists, which
/// no code has.
pub(super) fn encode(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,".contains(&byte) {
            into.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(into, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sort_is_read_as_it_is_written() {
        assert_eq!("-value".parse(), Ok(Sort { by: Column::Value, descending: true }));
        assert_eq!("--value".parse::<Sort>(), Err(()));
        assert_eq!("size".parse::<Sort>(), Err(()));
    }
}
