//! What changed in a line since the version before.

use crate::domain::receipt::Line;
use crate::locale::{Locale, review_words as words};

/// How a line stands to the same line of the version before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Same,
    Changed,
    /// The same figure with another note.
    Note,
    Added,
    Removed,
}

impl Mark {
    /// Compares a line with the version before.
    #[must_use]
    pub(super) fn of(now: Option<&Line>, before: Option<&Line>) -> Self {
        match (now, before) {
            (None, None) => Self::Same,
            (Some(_), None) => Self::Added,
            (None, Some(_)) => Self::Removed,
            (Some(now), Some(before)) if now.figure != before.figure => Self::Changed,
            (Some(now), Some(before)) if now.note != before.note => Self::Note,
            _ => Self::Same,
        }
    }

    pub(super) fn word(self, locale: Locale) -> &'static str {
        match self {
            Self::Same => words::mark_same(locale),
            Self::Changed => words::mark_changed(locale),
            Self::Note => words::mark_note(locale),
            Self::Added => words::mark_added(locale),
            Self::Removed => words::mark_removed(locale),
        }
    }

    pub(super) fn shape(self) -> &'static str {
        match self {
            Self::Same => "＝",
            Self::Changed => "◆",
            Self::Note => "◇",
            Self::Added => "＋",
            Self::Removed => "−",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::series::Figure;

    fn filed(number: &str, note: Option<&str>) -> Line {
        Line {
            code: "R01".into(),
            figure: Figure::Number(number.parse().expect("a decimal")),
            note: note.unwrap_or_default().to_owned(),
            explanation: String::new(),
        }
    }

    #[test]
    fn every_way_of_changing_has_its_mark() {
        let (one, same, two) = (filed("1", None), filed("1.0", None), filed("2", None));
        let noted = filed("1", Some("recounted"));
        assert_eq!(Mark::of(Some(&one), Some(&same)), Mark::Same);
        assert_eq!(Mark::of(Some(&two), Some(&one)), Mark::Changed);
        assert_eq!(Mark::of(Some(&noted), Some(&one)), Mark::Note);
        assert_eq!(Mark::of(Some(&one), None), Mark::Added);
        assert_eq!(Mark::of(None, Some(&one)), Mark::Removed);
        assert_eq!(Mark::of(None, None), Mark::Same);
    }
}
