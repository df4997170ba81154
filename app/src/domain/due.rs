//! What is owed by whom, until when, and how it stands: by the days of Beijing.

use std::collections::HashMap;

use super::calendar::{Day, Moment};
use super::filing::{Filing, Key, State};
use super::period::Quarter;
use super::programme::Programme;
use super::unit::Unit;

/// A word of the ministry that a return is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    pub at: Moment,
    pub by: String,
    /// What the ministry added; may be empty.
    pub reason: String,
    /// How many mails went out; `None` while they are being sent.
    pub mails: Option<i32>,
    /// How many could not be sent.
    pub failed: i32,
}

/// How far one return has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Without a state where nobody has begun.
    pub filing: Filing,
    pub since: Option<Moment>,
    /// When its first version was submitted; `None` before, and for history
    /// taken over from a file.
    pub first_submitted: Option<Moment>,
    /// Whether there is proof of a submission.
    pub receipt: bool,
    /// Why it was sent back or reopened, while it is.
    pub reason: Option<String>,
    /// The latest one.
    pub reminder: Option<Reminder>,
}

/// Returns that were begun or reminded of, and the database's clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standings {
    pub returns: HashMap<Key, Standing>,
    /// Where there are too many to list, how many of the units below one, or
    /// of all of them where the code is empty.
    pub counted: HashMap<Key, Counts>,
    pub now: Moment,
}

/// How many of some returns are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub all: usize,
    pub filed: usize,
    /// Of these; history from a file is in neither of the two.
    pub in_time: usize,
    pub late: usize,
    pub approved: usize,
    /// For which a unit is waited.
    pub owed: usize,
}

/// Where a return is, seen from outside: a draft is not filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The quarter is not over.
    Upcoming,
    /// Not filed and not late; the last day is that many days away.
    Open {
        left: i64,
    },
    /// Not filed, that many days after the last day.
    Missing {
        days: i64,
    },
    /// Submitted; the ministry has not decided.
    Waiting,
    Returned,
    Approved,
    /// Approved before, and open for a restatement.
    Reopened,
}

/// Whether the first version came in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    InTime,
    Late { days: i64 },
}

/// One return that a unit owes, begun or not.
#[derive(Clone, Copy, Debug)]
pub struct Due<'a> {
    pub programme: &'a Programme,
    pub unit: &'a Unit,
    pub quarter: Quarter,
    /// `None` where nobody has begun and nobody was reminded.
    pub standing: Option<&'a Standing>,
    pub today: Day,
}

impl Mark {
    /// Whether it is with the ministry, or approved.
    #[must_use]
    pub fn is_in(self) -> bool {
        matches!(self, Self::Waiting | Self::Approved | Self::Reopened)
    }

    /// Whether the unit has something to do.
    #[must_use]
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Open { .. } | Self::Missing { .. } | Self::Returned | Self::Reopened)
    }
}

impl Counts {
    #[must_use]
    pub fn of<'a>(dues: impl IntoIterator<Item = Due<'a>>) -> Self {
        let mut counts = Self::default();
        for due in dues {
            let mark = due.mark();
            counts.all += 1;
            counts.owed += usize::from(mark.is_owed());
            if !mark.is_in() {
                continue;
            }
            counts.filed += 1;
            counts.approved += usize::from(mark != Mark::Waiting);
            match due.timing() {
                Some(Timing::InTime) => counts.in_time += 1,
                Some(Timing::Late { .. }) => counts.late += 1,
                None => {}
            }
        }
        counts
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            all: sum.all + one.all,
            filed: sum.filed + one.filed,
            in_time: sum.in_time + one.in_time,
            late: sum.late + one.late,
            approved: sum.approved + one.approved,
            owed: sum.owed + one.owed,
        })
    }
}

impl Standings {
    /// The return of a unit for a quarter.
    #[must_use]
    pub fn due<'a>(
        &'a self,
        programme: &'a Programme,
        unit: &'a Unit,
        quarter: Quarter,
    ) -> Due<'a> {
        let key = Key { programme: programme.code.clone(), unit: unit.code.clone(), quarter };
        let today = self.now.day();
        Due { programme, unit, quarter, standing: self.returns.get(&key), today }
    }

    /// How many returns of the units below one are in, or of all of them where
    /// its code is empty.
    #[must_use]
    pub fn counted_of(&self, programme: &Programme, above: &str, quarter: Quarter) -> Counts {
        let key = Key { programme: programme.code.clone(), unit: above.to_owned(), quarter };
        self.counted.get(&key).copied().unwrap_or_default()
    }
}

impl<'a> Due<'a> {
    #[must_use]
    pub fn key(&self) -> Key {
        Key {
            programme: self.programme.code.clone(),
            unit: self.unit.code.clone(),
            quarter: self.quarter,
        }
    }

    /// The first day on which it can be filled in.
    #[must_use]
    pub fn opens(&self) -> Day {
        Day::opens(self.quarter)
    }

    /// The last day on which it is in time.
    #[must_use]
    pub fn last_day(&self) -> Day {
        Day::due(self.quarter, self.programme.form.due_days)
    }

    #[must_use]
    pub fn state(&self) -> Option<State> {
        self.standing.and_then(|standing| standing.filing.state)
    }

    #[must_use]
    pub fn mark(&self) -> Mark {
        match self.state() {
            Some(State::Submitted) => Mark::Waiting,
            Some(State::Returned) => Mark::Returned,
            Some(State::Approved) => Mark::Approved,
            Some(State::Reopened) => Mark::Reopened,
            None | Some(State::Draft) if self.today < self.opens() => Mark::Upcoming,
            None | Some(State::Draft) => match self.last_day().since(self.today) {
                left @ 0.. => Mark::Open { left },
                over => Mark::Missing { days: -over },
            },
        }
    }

    /// `None` before it was submitted, and for history taken over from a file.
    #[must_use]
    pub fn timing(&self) -> Option<Timing> {
        let submitted = self.standing?.first_submitted?.day();
        match submitted.since(self.last_day()) {
            days @ 1.. => Some(Timing::Late { days }),
            _ => Some(Timing::InTime),
        }
    }

    #[must_use]
    pub fn reminder(&self) -> Option<&'a Reminder> {
        self.standing.and_then(|standing| standing.reminder.as_ref())
    }

    /// Whether somebody reminded of it today; twice a day is too often.
    #[must_use]
    pub fn reminded_today(&self) -> bool {
        self.reminder().is_some_and(|reminder| reminder.at.day() == self.today)
    }
}

/// The quarter in which a day lies.
#[must_use]
pub fn quarter_of(day: Day) -> Quarter {
    let (year, month, _) = day.date();
    Quarter::new(year, month.div_ceil(3)).unwrap_or(Quarter::FIRST)
}

/// The last quarter of the programme that is over; `None` before its first is.
#[must_use]
pub fn last_over(programme: &Programme, today: Day) -> Option<Quarter> {
    let ended = quarter_of(today).plus(-1)?;
    let last = programme.until.map_or(ended, |until| until.min(ended));
    (last >= programme.from).then_some(last)
}

#[cfg(test)]
#[path = "due_tests.rs"]
mod tests;
