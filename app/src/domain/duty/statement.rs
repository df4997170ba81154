//! What makes a statement acceptable, and whose counts where two make one at
//! the same time.

use super::evidence::is_hidden;
use super::{Remark, Statement, Status};
use crate::domain::calendar::Day;

/// Characters of a statement's or a remark's text.
pub const MAX_TEXT: usize = 2_000;
/// Characters of a link.
pub const MAX_LINK: usize = 500;
/// A day before this one is a slip of the pen, such as 0218-05-01.
pub const EARLIEST: (u16, u8, u8) = (2000, 1, 1);

/// A statement as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub status: String,
    pub on: String,
    pub text: String,
    pub link: String,
}

impl Typed {
    /// What stands already, to be gone on from.
    #[must_use]
    pub fn of(statement: &Statement) -> Self {
        Self {
            status: statement.status.word().to_owned(),
            on: statement.on.map(|day| day.to_string()).unwrap_or_default(),
            text: statement.text.clone(),
            link: statement.link.clone(),
        }
    }
}

/// A statement that can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    pub status: Status,
    pub on: Option<Day>,
    pub text: String,
    pub link: String,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Status,
    On,
    Text,
    Link,
}

/// What is to be put right in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    NoStatus,
    /// A status that is none of the four.
    OtherStatus,
    /// What is done has a day.
    NoDay,
    NotADay,
    DayAhead {
        today: Day,
    },
    DayTooEarly {
        earliest: Day,
    },
    /// What is done is shown by a text, a link or a file.
    NothingToShow,
    /// What does not apply has a reason.
    NoReason,
    TextTooLong,
    LinkTooLong,
    /// No address that begins with `http://` or `https://`.
    NotALink,
}

impl Fault {
    /// Where it is put right.
    #[must_use]
    pub fn field(self) -> Field {
        match self {
            Self::NoStatus | Self::OtherStatus => Field::Status,
            Self::NoDay | Self::NotADay | Self::DayAhead { .. } | Self::DayTooEarly { .. } => {
                Field::On
            }
            Self::NothingToShow | Self::NoReason | Self::TextTooLong => Field::Text,
            Self::LinkTooLong | Self::NotALink => Field::Link,
        }
    }
}

/// Reads a statement as of `today`; `with_file` where a file comes with it.
///
/// # Errors
/// All that is to be put right, in the order of the form.
pub fn read(typed: &Typed, with_file: bool, today: Day) -> Result<Stated, Vec<Fault>> {
    let mut faults = Vec::new();
    let text = typed.text.replace("\r\n", "\n").trim().to_owned();
    let link = typed.link.trim().to_owned();
    let status = match (typed.status.trim(), typed.status.trim().parse::<Status>()) {
        ("", _) => Err(Fault::NoStatus),
        (_, read) => read.map_err(|_| Fault::OtherStatus),
    };
    let status = status.map_err(|fault| faults.push(fault)).ok();
    let on = match day(typed.on.trim(), today) {
        Ok(None) if status == Some(Status::Done) => {
            faults.push(Fault::NoDay);
            None
        }
        Ok(on) => on,
        Err(fault) => {
            faults.push(fault);
            None
        }
    };
    if longer(&text, MAX_TEXT) {
        faults.push(Fault::TextTooLong);
    } else if status == Some(Status::NotApplicable) && text.is_empty() {
        faults.push(Fault::NoReason);
    } else if status == Some(Status::Done) && text.is_empty() && link.is_empty() && !with_file {
        faults.push(Fault::NothingToShow);
    }
    if longer(&link, MAX_LINK) {
        faults.push(Fault::LinkTooLong);
    } else if !link.is_empty() && !is_link(&link) {
        faults.push(Fault::NotALink);
    }
    match status {
        Some(status) if faults.is_empty() => Ok(Stated { status, on, text, link }),
        _ => Err(faults),
    }
}

fn longer(text: &str, most: usize) -> bool {
    text.chars().nth(most).is_some()
}

fn day(text: &str, today: Day) -> Result<Option<Day>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let day: Day = text.parse().map_err(|_| Fault::NotADay)?;
    let (year, month, first) = EARLIEST;
    let earliest = Day::new(year, month, first);
    if day > today {
        Err(Fault::DayAhead { today })
    } else if day < earliest {
        Err(Fault::DayTooEarly { earliest })
    } else {
        Ok(Some(day))
    }
}

/// An address of the web with a host, and nothing in it that cannot be seen or
/// that shows another host than it leads to.
fn is_link(text: &str) -> bool {
    let begins = |scheme: &str| {
        let begin = text.get(..scheme.len())?;
        begin.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
    };
    let Some(rest) = begins("https://").or_else(|| begins("http://")) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |character: char| {
        !character.is_whitespace() && !is_hidden(character) && !"\"<>\\^`{|}".contains(character)
    };
    !host.is_empty()
        && !host.starts_with([':', '.'])
        && !host.contains('@')
        && text.chars().all(plain)
}

/// What becomes of a statement beside what was said meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It is made, under this number.
    Next(i32),
    /// The same person has just made the same one: the button was pressed twice.
    SaidAlready,
    /// Somebody said something else since the form was loaded.
    Overtaken,
}

/// Whose turn it is; `seen` is the latest statement the form knew of, 0 for
/// none, and `evidence` the id of the file that goes with the new one.
#[must_use]
pub fn turn(
    latest: Option<&Statement>,
    seen: i32,
    stated: &Stated,
    evidence: Option<&[u8]>,
    by: &str,
) -> Turn {
    let version = latest.map_or(0, |latest| latest.version);
    if version == seen {
        return version.checked_add(1).map_or(Turn::Overtaken, Turn::Next);
    }
    let same = |latest: &Statement| {
        let said = Stated {
            status: latest.status,
            on: latest.on,
            text: latest.text.clone(),
            link: latest.link.clone(),
        };
        let shown = latest.evidence.as_ref().map(|file| file.sha256.as_slice());
        latest.by == by && said == *stated && shown == evidence
    };
    if latest.is_some_and(same) { Turn::SaidAlready } else { Turn::Overtaken }
}

/// What is to be put right in a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemarkFault {
    Empty,
    TooLong,
}

/// Reads a remark.
///
/// # Errors
/// When there is nothing in it, or too much.
pub fn remark(typed: &str) -> Result<String, RemarkFault> {
    let text = typed.replace("\r\n", "\n").trim().to_owned();
    if text.is_empty() {
        Err(RemarkFault::Empty)
    } else if longer(&text, MAX_TEXT) {
        Err(RemarkFault::TooLong)
    } else {
        Ok(text)
    }
}

impl Remark {
    /// Whether the same was said of the same by the same person: the button
    /// was pressed twice.
    #[must_use]
    pub fn repeats(&self, version: i32, text: &str, by: &str) -> bool {
        (self.version, self.text.as_str(), self.by.as_str()) == (version, text, by)
    }
}
