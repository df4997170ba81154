//! Everything about one return that a page shows or a rule asks: how far it
//! has come, what is typed, what was filed before, what was said of it.

use std::collections::{BTreeMap, HashMap};

use super::calendar::{Day, Moment};
use super::draft::Lines;
use super::filing::{Filing, Key, State};
use super::indicator::IndicatorCode;
use super::period::Quarter;
use super::programme::Programme;
use super::series::Figure;

/// Figures of one quarter, by indicator; a blank line is not there.
pub type Figures = HashMap<IndicatorCode, Figure>;

/// How many quarters back a return is compared with.
pub const QUARTERS_BACK: i32 = 8;

/// One change of one line, for its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub by: String,
    pub at: Moment,
}

/// A submitted version; it never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub version: i32,
    pub by: String,
    pub at: Moment,
    /// `None` for history taken over from a file.
    pub receipt: Option<String>,
    /// Why an approved return was filed again.
    pub reason: Option<String>,
    pub head: Option<String>,
    pub compiler: Option<String>,
}

/// What somebody said or decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Return,
    Approve,
    Reopen,
    Comment,
    Countersign,
    AskReopening,
}

/// An entry of the review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub said: Said,
    pub reason: String,
    /// The lines it speaks of; `None` for the whole return.
    pub lines: Option<Vec<IndicatorCode>>,
    pub version: Option<i32>,
    pub by: String,
    pub at: Moment,
}

/// One return, as far as the one who asks may see it.
#[derive(Clone, Debug)]
pub struct Dossier {
    pub key: Key,
    pub filing: Filing,
    /// Since when it is in its state; `None` before it was begun.
    pub since: Option<Moment>,
    /// The draft as it is, over the newest version.
    pub draft_version: i64,
    pub lines: Lines,
    /// The latest change of each line since the newest version.
    pub changes: BTreeMap<IndicatorCode, Change>,
    /// Who typed since the newest version.
    pub writers: Vec<String>,
    /// Oldest first.
    pub versions: Vec<Version>,
    /// Oldest first.
    pub remarks: Vec<Remark>,
    /// What the unit filed in the quarters before, newest versions.
    pub history: BTreeMap<Quarter, Figures>,
    /// The database's clock when this was read.
    pub now: Moment,
}

impl Said {
    pub const ALL: [Self; 6] = [
        Self::Return,
        Self::Approve,
        Self::Reopen,
        Self::Comment,
        Self::Countersign,
        Self::AskReopening,
    ];

    /// How the database spells it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Approve => "approve",
            Self::Reopen => "reopen",
            Self::Comment => "comment",
            Self::Countersign => "countersign",
            Self::AskReopening => "ask_reopening",
        }
    }
}

/// How a return stands to its deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timeliness {
    /// The quarter is not over yet.
    NotOpen {
        opens: Day,
    },
    Due {
        due: Day,
    },
    Overdue {
        due: Day,
        days: i64,
    },
}

/// Where the clock stands between a quarter's end and its deadline.
#[must_use]
pub fn timeliness(programme: &Programme, quarter: Quarter, today: Day) -> Timeliness {
    let (opens, due) = (Day::opens(quarter), Day::due(quarter, programme.form.due_days));
    if today < opens {
        Timeliness::NotOpen { opens }
    } else if today <= due {
        Timeliness::Due { due }
    } else {
        Timeliness::Overdue { due, days: today.since(due) }
    }
}

impl Dossier {
    /// A return nobody has begun.
    #[must_use]
    pub fn empty(key: Key, now: Moment) -> Self {
        Self {
            key,
            filing: Filing::default(),
            since: None,
            draft_version: 0,
            lines: Lines::new(),
            changes: BTreeMap::new(),
            writers: Vec::new(),
            versions: Vec::new(),
            remarks: Vec::new(),
            history: BTreeMap::new(),
            now,
        }
    }

    /// What was filed for a quarter before this one.
    #[must_use]
    pub fn filed(&self, quarter: Option<Quarter>, line: &str) -> Option<&Figure> {
        self.history.get(&quarter?)?.get(line)
    }

    /// Whether the unit may write now: the quarter is over and nothing waits
    /// for a decision.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.now.day() >= Day::opens(self.key.quarter)
            && self.filing.state.is_none_or(State::is_open)
    }

    /// Whether that line may be written now.
    #[must_use]
    pub fn is_line_open(&self, line: &str) -> bool {
        self.is_open() && self.filing.is_line_open(line)
    }

    /// Why the return was sent back or reopened last, while it is.
    #[must_use]
    pub fn reason(&self) -> Option<&Remark> {
        let said = match self.filing.state? {
            State::Returned => Said::Return,
            State::Reopened => Said::Reopen,
            _ => return None,
        };
        self.remarks.iter().rev().find(|remark| remark.said == said)
    }

    /// The wish for reopening that nobody has answered yet.
    #[must_use]
    pub fn asked_for_reopening(&self) -> Option<&Remark> {
        self.remarks
            .iter()
            .rev()
            .take_while(|remark| remark.said != Said::Reopen)
            .find(|remark| remark.said == Said::AskReopening)
    }
}
