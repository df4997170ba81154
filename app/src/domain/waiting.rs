//! Returns as the ministries meet them: what waits for a decision, and what
//! was decided lately.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::calendar::{Day, Moment};
use super::dossier::Said;
use super::filing::Key;
use super::period::Quarter;
use super::programme::Programme;

/// How many returns one page of the queue lists.
pub const LISTED: usize = 50;

/// A submitted version that nobody has decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub key: Key,
    pub version: i32,
    pub by: String,
    pub at: Moment,
    /// When the return was first submitted; `None` for a restatement, whose
    /// return was in before.
    pub first_at: Option<Moment>,
    /// Lines with an explanation of what was questioned.
    pub explained: u32,
    /// Lines that differ from the version before, in figure or note; `None`
    /// where there is none before.
    pub changed: Option<u32>,
    /// Who of the joint ministries has countersigned this version.
    pub countersigned_by: Vec<String>,
}

/// What the ministries find when they come to decide: a page of what waits, and
/// what was said and decided of late.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    /// Oldest first, [`LISTED`] at the most.
    pub waiting: Vec<Waiting>,
    /// How many wait, whatever is asked for.
    pub all: usize,
    /// How many of them are asked for.
    pub matching: usize,
    /// The quarters of all of them.
    pub quarters: BTreeSet<Quarter>,
    /// Where the next page goes on; `None` on the last.
    pub next: Option<Place>,
    /// Oldest first.
    pub wishes: Vec<Wish>,
    /// Newest first, of the last day.
    pub lately: Vec<Lately>,
}

/// Where a return stands in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Since when it waits.
    pub since: Moment,
    pub key: Key,
}

/// The end of the year 9999, beyond which no return waits.
const END: i64 = 253_402_300_800_000_000;

/// The text is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPlace;

/// As addresses spell it: `1792079999999999~tianjin~120101~2026-Q3`.
impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Key { programme, unit, quarter } = &self.key;
        write!(out, "{}~{programme}~{unit}~{quarter}", self.since.0)
    }
}

impl FromStr for Place {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let parts: Vec<&str> = text.split('~').collect();
        let [since, programme, unit, quarter] = parts[..] else { return Err(NotAPlace) };
        let known = !programme.is_empty() && !unit.is_empty();
        let since = since.parse().ok().filter(|since| known && (0..END).contains(since));
        let quarter = quarter.parse().map_err(|_| NotAPlace)?;
        Ok(Self {
            since: Moment(since.ok_or(NotAPlace)?),
            key: Key { programme: programme.to_owned(), unit: unit.to_owned(), quarter },
        })
    }
}

/// A unit's wish to have its approved return reopened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub key: Key,
    pub by: String,
    pub at: Moment,
    pub reason: String,
}

/// A decision that was taken lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lately {
    pub key: Key,
    pub said: Said,
    pub version: Option<i32>,
    pub by: String,
    pub at: Moment,
}

/// How a return's first submission stands to its deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Punctuality {
    InTime { due: Day },
    Late { due: Day, days: i64 },
}

/// Whether what came in at `at` was in time.
#[must_use]
pub fn punctuality(programme: &Programme, key: &Key, at: Moment) -> Punctuality {
    let due = Day::due(key.quarter, programme.form.due_days);
    match at.day().since(due) {
        days if days > 0 => Punctuality::Late { due, days },
        _ => Punctuality::InTime { due },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let text = "1792079999999999~tianjin-waste~120101~2026-Q3";
        let place: Place = text.parse().expect("a place");
        assert_eq!(place.to_string(), text);
        for text in [
            "",
            "1~a~b",
            "x~a~b~2026-Q3",
            "-1~a~b~2026-Q3",
            "1~a~~2026-Q3",
            "1~a~b~2026-Q5",
            "253402300800000000~a~b~2026-Q3",
        ] {
            assert_eq!(text.parse::<Place>(), Err(NotAPlace), "{text}");
        }
    }
}
