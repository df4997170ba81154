//! Returns as the ministries meet them: what waits for a decision, and what
//! was decided lately.

use super::calendar::{Day, Moment};
use super::dossier::Said;
use super::filing::Key;
use super::programme::Programme;

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
