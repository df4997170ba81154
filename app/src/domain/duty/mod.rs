//! Duties that carry no figure: who owes which, what a unit says of one, and
//! what the ministry remarks. A statement is never changed; the latest counts.

mod evidence;
mod owing;
mod statement;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::calendar::{Day, Moment};
use super::programme::ProgrammeCode;
use super::unit::UnitCode;

pub use evidence::{FileFault, Kind, MAX_FILE, MAX_NAME, kind_of, safe_name};
pub use owing::{Group, Owing, groups, owed, owes, owing};
pub use statement::{
    EARLIEST, Fault, Field, MAX_LINK, MAX_TEXT, RemarkFault, Stated, Turn, Typed, read, remark,
    turn,
};

/// One duty of one unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub programme: ProgrammeCode,
    pub unit: UnitCode,
    /// The duty's number within the programme.
    pub no: String,
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}/duty-{}", self.programme, self.unit, self.no)
    }
}

/// The text names no duty of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAKey;

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let mut parts = text.split('/');
        let mut part = || parts.next().filter(|part| !part.is_empty()).ok_or(NotAKey);
        let (programme, unit, duty) = (part()?, part()?, part()?);
        let no = duty.strip_prefix("duty-").filter(|no| !no.is_empty()).ok_or(NotAKey)?;
        let key = Self { programme: programme.into(), unit: unit.into(), no: no.into() };
        if parts.next().is_none() { Ok(key) } else { Err(NotAKey) }
    }
}

/// How far a unit says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    NotBegun,
    UnderWay,
    Done,
    /// With the reason in the statement's text.
    NotApplicable,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::NotBegun, Self::UnderWay, Self::Done, Self::NotApplicable];

    /// How forms and the database spell it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotBegun => "not_begun",
            Self::UnderWay => "under_way",
            Self::Done => "done",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// The word names no status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAStatus;

impl FromStr for Status {
    type Err = NotAStatus;

    fn from_str(word: &str) -> Result<Self, NotAStatus> {
        Self::ALL.into_iter().find(|status| status.word() == word).ok_or(NotAStatus)
    }
}

/// A file that shows something; it never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub id: String,
    /// As the person's machine called it, fit to be shown and to be saved.
    pub name: String,
    pub kind: Kind,
    /// Bytes.
    pub size: u64,
    pub sha256: Vec<u8>,
}

/// What a unit said of a duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Counted from 1.
    pub version: i32,
    pub status: Status,
    /// The day it was done, or as of which it holds, as the unit says.
    pub on: Option<Day>,
    pub text: String,
    /// `http` or `https`; empty for none.
    pub link: String,
    pub evidence: Option<Evidence>,
    pub by: String,
    pub at: Moment,
}

/// What the ministry said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The statement it was made to; 0 where there was none.
    pub version: i32,
    pub text: String,
    pub by: String,
    pub at: Moment,
}

/// How one duty of one unit stands: the latest of both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub statement: Option<Statement>,
    pub remark: Option<Remark>,
}

impl Standing {
    /// `None` where the unit has not said anything.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.statement.as_ref().map(|statement| statement.status)
    }

    /// The ministry's remark while the unit has said nothing since.
    #[must_use]
    pub fn unanswered(&self) -> Option<&Remark> {
        let said = self.statement.as_ref().map_or(0, |statement| statement.version);
        self.remark.as_ref().filter(|remark| remark.version >= said)
    }
}

/// How all duties of a programme stand, as far as the one who asks may see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standings(BTreeMap<(UnitCode, String), Standing>);

impl Standings {
    /// The one by the unit's code and the duty's number, to be filled in.
    pub fn entry(&mut self, unit: UnitCode, no: String) -> &mut Standing {
        self.0.entry((unit, no)).or_default()
    }

    /// `None` where nobody has said anything.
    #[must_use]
    pub fn get(&self, unit: &str, no: &str) -> Option<&Standing> {
        self.0.get(&(unit.to_owned(), no.to_owned()))
    }

    /// `None` where the unit has not said anything.
    #[must_use]
    pub fn status(&self, unit: &str, no: &str) -> Option<Status> {
        self.get(unit, no).and_then(Standing::status)
    }
}

/// Everything said of one duty of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Oldest first.
    pub statements: Vec<Statement>,
    /// Oldest first.
    pub remarks: Vec<Remark>,
    /// The database's clock when this was read.
    pub now: Moment,
}

impl Course {
    #[must_use]
    pub fn latest(&self) -> Option<&Statement> {
        self.statements.last()
    }

    /// The latest statement's number; 0 for none.
    #[must_use]
    pub fn version(&self) -> i32 {
        self.latest().map_or(0, |statement| statement.version)
    }

    #[must_use]
    pub fn statement(&self, version: i32) -> Option<&Statement> {
        self.statements.iter().find(|statement| statement.version == version)
    }

    /// As the matrix has it.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing { statement: self.latest().cloned(), remark: self.remarks.last().cloned() }
    }
}
