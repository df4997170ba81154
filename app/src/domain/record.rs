//! Entries of the record of what was done, as they are read.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use super::calendar::Moment;
use super::unit::UnitCode;

/// Where an entry stands: entries are read in this order, newest first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub at: Moment,
    /// In the chain of its unit, from 1.
    pub seq: i64,
    /// Empty for what is no unit's.
    pub unit: UnitCode,
}

/// Who did what, when, to what.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub place: Place,
    /// The name of the account, or of the system's user for commands.
    pub actor: String,
    pub action: String,
    /// A return, a programme, an account.
    pub subject: String,
    pub detail: Value,
}

impl Entry {
    /// The action with spaces between its words, however it was written.
    #[must_use]
    pub fn action_word(&self) -> String {
        self.action.replace('_', " ")
    }
}

/// As addresses spell it: `1792079999999999-41-120000`.
impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}-{}", self.at.0, self.seq, self.unit)
    }
}

/// The text is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPlace;

impl FromStr for Place {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let mut parts = text.splitn(3, '-');
        let mut number = || {
            let digits = parts.next()?;
            let plain = digits.len() <= 16 && digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse::<i64>().ok().filter(|_| plain)
        };
        let (at, seq) = (number().ok_or(NotAPlace)?, number().ok_or(NotAPlace)?);
        let unit = parts.next().ok_or(NotAPlace)?;
        Ok(Self { at: Moment(at), seq, unit: unit.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written_and_nothing_else_is() {
        for unit in ["120000", "", "a-b"] {
            let place = Place { at: Moment(1_792_079_999_999_999), seq: 41, unit: unit.into() };
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        for text in ["", "1", "1-2", "x-2-", "-1-2-u", "1--2", "99999999999999999-1-"] {
            assert_eq!(text.parse::<Place>(), Err(NotAPlace), "{text}");
        }
    }
}
