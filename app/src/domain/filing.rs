//! A return on its way: which step leads from which state to which, and what
//! is said when a step cannot be taken. Pure: the store writes what comes of it.
//!
//! ```text
//!            write              submit               approve
//! not begun ──────▶ draft ──────────────▶ submitted ─────────▶ approved
//!                                ▲  ▲          │ return            │ reopen
//!                         submit │  │ submit   ▼                   ▼
//!                                │  └────── returned            reopened
//!                                └──────────────────────────────────┘
//! ```
//! A returned return may be open only line by line; a reopened one keeps its
//! approved version on the board until the restatement is approved.

use std::fmt;
use std::str::FromStr;

use super::indicator::IndicatorCode;
use super::period::Quarter;
use super::programme::ProgrammeCode;
use super::unit::UnitCode;

/// Which return: one programme's, of one unit, for one quarter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub programme: ProgrammeCode,
    pub unit: UnitCode,
    pub quarter: Quarter,
}

/// How far a return has come. One that was never begun has no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Draft,
    Submitted,
    Returned,
    Approved,
    Reopened,
}

/// What somebody wants to do with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Change these lines of the draft.
    Write {
        lines: Vec<IndicatorCode>,
    },
    Submit,
    Approve,
    /// Send it back, whole (`None`) or only these lines.
    Return {
        lines: Option<Vec<IndicatorCode>>,
    },
    Reopen {
        lines: Option<Vec<IndicatorCode>>,
    },
}

/// A return as far as its way is concerned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filing {
    pub state: Option<State>,
    /// The newest submitted version; versions count from 1.
    pub submitted: Option<i32>,
    /// The version that counts on the board.
    pub approved: Option<i32>,
    /// The lines that may be changed; `None` for all.
    pub open_lines: Option<Vec<IndicatorCode>>,
}

/// Why a step cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// What is submitted or approved is not changed.
    Locked(State),
    /// Only the named lines were sent back.
    LineLocked(IndicatorCode),
    /// Nothing was typed yet.
    NothingWritten,
    /// It waits for nobody's decision.
    NotSubmitted(Option<State>),
    /// Only an approved return is reopened.
    NotApproved(Option<State>),
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}/{}", self.programme, self.unit, self.quarter)
    }
}

impl State {
    pub const ALL: [Self; 5] =
        [Self::Draft, Self::Submitted, Self::Returned, Self::Approved, Self::Reopened];

    /// How the database spells it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Reopened => "reopened",
        }
    }

    /// Whether the unit may write.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Returned | Self::Reopened)
    }
}

/// The word names no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAState;

impl FromStr for State {
    type Err = NotAState;

    fn from_str(word: &str) -> Result<Self, NotAState> {
        Self::ALL.into_iter().find(|state| state.word() == word).ok_or(NotAState)
    }
}

impl Filing {
    /// Whether that line may be written now.
    #[must_use]
    pub fn is_line_open(&self, line: &str) -> bool {
        self.state.is_none_or(State::is_open)
            && self.open_lines.as_ref().is_none_or(|open| open.iter().any(|code| code == line))
    }

    /// The return after the step.
    ///
    /// # Errors
    /// A [`Refusal`]; then nothing changes.
    pub fn after(&self, step: &Step) -> Result<Self, Refusal> {
        let mut next = self.clone();
        match step {
            Step::Write { lines } => {
                match self.state {
                    None => next.state = Some(State::Draft),
                    Some(state) if !state.is_open() => return Err(Refusal::Locked(state)),
                    Some(_) => {}
                }
                if let Some(locked) = lines.iter().find(|line| !self.is_line_open(line)) {
                    return Err(Refusal::LineLocked(locked.clone()));
                }
            }
            Step::Submit => {
                match self.state {
                    None => return Err(Refusal::NothingWritten),
                    Some(state) if !state.is_open() => return Err(Refusal::Locked(state)),
                    Some(_) => {}
                }
                let last = self.submitted.max(self.approved).unwrap_or(0);
                next.state = Some(State::Submitted);
                next.submitted = Some(last + 1);
                next.open_lines = None;
            }
            Step::Approve => {
                self.must_be_submitted()?;
                next.state = Some(State::Approved);
                next.approved = self.submitted;
            }
            Step::Return { lines } => {
                self.must_be_submitted()?;
                next.state = Some(State::Returned);
                next.open_lines.clone_from(lines);
            }
            Step::Reopen { lines } => {
                if self.state != Some(State::Approved) {
                    return Err(Refusal::NotApproved(self.state));
                }
                next.state = Some(State::Reopened);
                next.open_lines.clone_from(lines);
            }
        }
        Ok(next)
    }

    fn must_be_submitted(&self) -> Result<(), Refusal> {
        if self.state == Some(State::Submitted) {
            Ok(())
        } else {
            Err(Refusal::NotSubmitted(self.state))
        }
    }
}

#[cfg(test)]
#[path = "filing_tests.rs"]
mod tests;
