//! How a line stands, in words and shapes: the same on the server's page and
//! while somebody types.

use crate::entry::grid::outbox::Kept;
use crate::locale::{Locale, return_words as words};
use crate::ui::tag::Tone;

/// What there is to say of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// It cannot be changed now, though the return can.
    pub locked: bool,
    /// Something must be put right.
    pub faulty: bool,
    /// Something is questioned; whether it is explained.
    pub questioned: Option<bool>,
    /// Neither a figure nor a reason for having none.
    pub blank: bool,
    pub note: bool,
    pub kept: Kept,
}

/// Its states, most pressing first.
#[must_use]
pub fn states(locale: Locale, line: Standing) -> Vec<(Tone, &'static str)> {
    let mut states = Vec::new();
    if line.locked {
        states.push((Tone::Open, words::locked(locale)));
    }
    if line.faulty {
        states.push((Tone::Bad, words::faulty(locale)));
    }
    match line.questioned {
        _ if line.faulty => {}
        Some(false) => states.push((Tone::Caution, words::questioned(locale))),
        Some(true) => states.push((Tone::Good, words::explained(locale))),
        None if line.blank => states.push((Tone::Open, words::compulsory(locale))),
        None => {}
    }
    match line.kept {
        Kept::Waiting => states.push((Tone::Open, words::waiting(locale))),
        Kept::Failed => states.push((Tone::Bad, words::unsaved(locale))),
        Kept::Contested => states.push((Tone::Caution, words::contested(locale))),
        Kept::Saved if !line.faulty && line.questioned.is_none() && !line.blank => {
            states.push((Tone::Good, words::saved(locale)));
        }
        Kept::Saved => {}
    }
    if line.note {
        states.push((Tone::Open, words::with_note(locale)));
    }
    states
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: Standing) -> Vec<&'static str> {
        states(Locale::En, line).into_iter().map(|(_, word)| word).collect()
    }

    #[test]
    fn a_line_says_what_is_to_be_done_and_whether_it_is_saved() {
        let line = Standing::default();
        assert_eq!(said(line), ["Saved"]);
        assert_eq!(said(Standing { blank: true, ..line }), ["To be filled in"]);
        let failed = Standing { faulty: true, kept: Kept::Failed, ..line };
        assert_eq!(said(failed), ["To be put right", "Not saved"]);
        let asked = Standing { questioned: Some(false), kept: Kept::Waiting, note: true, ..line };
        assert_eq!(said(asked), ["Questioned", "Waiting to be saved", "Has a note"]);
        let decided = Standing { kept: Kept::Contested, ..line };
        assert_eq!(said(decided), ["Changed by somebody else"]);
        assert_eq!(said(Standing { locked: true, ..line }), ["Locked", "Saved"]);
    }
}
