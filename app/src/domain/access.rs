//! Who may do what: roles × actions × whose returns, in one table. The
//! database holds the same rules a second time (`migrations/0002_returns.sql`).

use std::fmt;
use std::str::FromStr;

use super::unit::UnitCode;

/// What an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// 填报人: types a return.
    Entry,
    /// 单位负责人: answers for a return and submits it.
    Lead,
    /// The lead ministry.
    Reviewer,
    /// The joint ministries.
    Observer,
    Auditor,
    Admin,
}

/// What is done with returns, accounts and the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Reads returns, submitted or being written, and what is said of duties.
    Read,
    /// Types, pastes, imports into a draft.
    Write,
    Submit,
    AskReopening,
    /// Reads what is submitted side by side, and the queue of what waits.
    Review,
    /// Approves, returns, reopens.
    Decide,
    Remind,
    Comment,
    Countersign,
    /// Says how a duty stands, and shows it.
    StateDuty,
    /// Remarks on what a unit says of a duty.
    RemarkOnDuty,
    /// Reads the record of what was done.
    Audit,
    /// Makes accounts, disables them, hands over activations.
    ManageAccounts,
    /// Writes to evaluation summaries and freezes them.
    Evaluate,
    /// Shows a frozen evaluation to everybody.
    Publish,
    /// Makes read-only links to approved figures.
    Share,
    /// Lists links and revokes them: one's own, an administrator everybody's.
    Revoke,
}

/// Over whose returns an action goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Nobody,
    OwnUnit,
    Everybody,
}

/// Who acts: a signed-in account, as far as the rules ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub account: i64,
    /// The name to sign in with; what records say.
    pub name: String,
    pub role: Role,
    /// For an entry clerk or a lead: whose.
    pub unit: Option<UnitCode>,
}

impl Role {
    pub const ALL: [Self; 6] =
        [Self::Entry, Self::Lead, Self::Reviewer, Self::Observer, Self::Auditor, Self::Admin];

    /// How the database and the command line spell it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Lead => "lead",
            Self::Reviewer => "reviewer",
            Self::Observer => "observer",
            Self::Auditor => "auditor",
            Self::Admin => "admin",
        }
    }

    /// Whether an account of this role belongs to a unit.
    #[must_use]
    pub fn is_of_a_unit(self) -> bool {
        matches!(self, Self::Entry | Self::Lead)
    }

    /// Whether signing in takes a second factor.
    #[must_use]
    pub fn needs_second_factor(self) -> bool {
        matches!(self, Self::Reviewer | Self::Admin)
    }

    /// The table. Observers read what is submitted; that they see no draft is
    /// decided where a return is read ([`Role::reads_drafts`]).
    #[must_use]
    pub fn reach(self, action: Action) -> Reach {
        use Reach::{Everybody, Nobody, OwnUnit};
        //                         entry    lead     reviewer   observer   auditor    admin
        let row = match action {
            Action::Read => [OwnUnit, OwnUnit, Everybody, Everybody, Everybody, Nobody],
            Action::Write => [OwnUnit, OwnUnit, Nobody, Nobody, Nobody, Nobody],
            Action::Submit => [Nobody, OwnUnit, Nobody, Nobody, Nobody, Nobody],
            Action::AskReopening => [Nobody, OwnUnit, Nobody, Nobody, Nobody, Nobody],
            Action::Review => [Nobody, Nobody, Everybody, Everybody, Everybody, Nobody],
            Action::Decide => [Nobody, Nobody, Everybody, Nobody, Nobody, Nobody],
            Action::Remind => [Nobody, Nobody, Everybody, Nobody, Nobody, Nobody],
            Action::Comment => [Nobody, Nobody, Everybody, Everybody, Nobody, Nobody],
            Action::Countersign => [Nobody, Nobody, Nobody, Everybody, Nobody, Nobody],
            Action::StateDuty => [OwnUnit, OwnUnit, Nobody, Nobody, Nobody, Nobody],
            Action::RemarkOnDuty => [Nobody, Nobody, Everybody, Nobody, Nobody, Nobody],
            Action::Audit => [Nobody, Nobody, Nobody, Nobody, Everybody, Nobody],
            Action::ManageAccounts => [Nobody, Nobody, Nobody, Nobody, Nobody, Everybody],
            Action::Evaluate => [Nobody, Nobody, Everybody, Nobody, Nobody, Nobody],
            Action::Publish => [Nobody, Nobody, Nobody, Nobody, Nobody, Everybody],
            Action::Share => [Nobody, Nobody, Everybody, Nobody, Nobody, Nobody],
            Action::Revoke => [Nobody, Nobody, Everybody, Nobody, Nobody, Everybody],
        };
        row[self as usize]
    }

    /// Whether somebody else's figures are seen while they are being typed.
    #[must_use]
    pub fn reads_drafts(self) -> bool {
        matches!(self, Self::Reviewer | Self::Auditor)
    }
}

impl Actor {
    /// Whether this actor may do that to a return of `unit`.
    #[must_use]
    pub fn may(&self, action: Action, unit: &str) -> bool {
        match self.role.reach(action) {
            Reach::Nobody => false,
            Reach::OwnUnit => self.unit.as_deref() == Some(unit),
            Reach::Everybody => true,
        }
    }

    /// Whether this actor may do that to anybody's at all.
    #[must_use]
    pub fn may_at_all(&self, action: Action) -> bool {
        self.role.reach(action) != Reach::Nobody
    }
}

/// The word names no role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARole;

impl FromStr for Role {
    type Err = NotARole;

    fn from_str(word: &str) -> Result<Self, NotARole> {
        Self::ALL.into_iter().find(|role| role.word() == word).ok_or(NotARole)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_both_writes_and_decides() {
        for role in Role::ALL {
            let writes = role.reach(Action::Write) != Reach::Nobody;
            let decides = role.reach(Action::Decide) != Reach::Nobody;
            assert!(!(writes && decides), "{role}");
            let states = role.reach(Action::StateDuty) != Reach::Nobody;
            let remarks = role.reach(Action::RemarkOnDuty) != Reach::Nobody;
            assert!(!(states && remarks), "{role}");
        }
    }

    #[test]
    fn only_their_own_unit_s_return_is_open_to_those_who_write() {
        let clerk = Actor {
            account: 1,
            name: "entry-120000".into(),
            role: Role::Entry,
            unit: Some("120000".into()),
        };
        assert!(clerk.may(Action::Write, "120000") && clerk.may(Action::Read, "120000"));
        assert!(!clerk.may(Action::Write, "JJJ") && !clerk.may(Action::Read, "110000"));
        assert!(!clerk.may(Action::Submit, "120000"), "a clerk types, the lead submits");
    }
}
