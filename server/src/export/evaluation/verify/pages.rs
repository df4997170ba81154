//! PDF: every word on its pages against the same document set anew. Nobody goes
//! on writing in a PDF, so each word that differs is a difference.

use app::domain::summary::Summary;
use app::locale::verify_words as words;

use super::{Findings, NotOurs};
use crate::export::evaluation::{locale, pdf};

/// Words before a difference that say where it is.
const BEFORE: usize = 6;

/// The number that the file says.
pub(super) fn number(file: &[u8]) -> Option<String> {
    pdf::texts(file)?.number
}

pub(super) fn compare(summary: &Summary, file: &[u8], to: &mut Findings) -> Result<(), NotOurs> {
    let found = pdf::texts(file).ok_or(NotOurs::OtherFormat)?.tokens;
    let anew = pdf::write(summary, None).map_err(NotOurs::NotSet)?;
    let frozen = pdf::texts(&anew).ok_or(NotOurs::NothingFound)?.tokens;
    let place = |at: usize| {
        let before = frozen.get(at.saturating_sub(BEFORE)..at).unwrap_or_default();
        words::word_after(locale(summary), before.join(" "))
    };
    if frozen.len() == found.len() {
        for (at, (ours, theirs)) in frozen.iter().zip(&found).enumerate() {
            if ours != theirs {
                to.add(place(at), ours, theirs);
            }
        }
        return Ok(());
    }
    // Words came in or went: all between what is the same at both ends.
    let same = |(one, other): &(&String, &String)| one == other;
    let begin = frozen.iter().zip(&found).take_while(same).count();
    let rest = |tokens: &[String]| tokens.len() - begin;
    let end = frozen.iter().rev().zip(found.iter().rev()).take_while(same).count();
    let end = end.min(rest(&frozen)).min(rest(&found));
    let between =
        |tokens: &[String]| tokens.get(begin..tokens.len() - end).unwrap_or_default().join(" ");
    to.add(place(begin), &between(&frozen), &between(&found));
    Ok(())
}
