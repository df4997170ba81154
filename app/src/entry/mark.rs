//! A return's mark: a shape, a word, a hue.

use leptos::prelude::*;

use crate::domain::due::{Due, Mark, Timing};
use crate::locale::{Locale, due_words as words};

/// The mark for those who look on.
pub(super) fn view(locale: Locale, due: &Due) -> AnyView {
    let mark = due.mark();
    let (tone, shape) = look(mark);
    shown(tone, shape, words::mark(locale, mark))
}

/// The mark for the unit's own people, who know of their draft; that it is
/// overdue stands beside it.
pub(super) fn own_view(locale: Locale, due: &Due) -> AnyView {
    let mark = due.mark();
    let (tone, shape) = match mark {
        Mark::Missing { .. } => look(Mark::Open { left: 0 }),
        _ => look(mark),
    };
    shown(tone, shape, words::own_mark(locale, mark, due.state()))
}

/// How the return stands to its last day, where that matters.
pub(super) fn timeliness(locale: Locale, due: &Due) -> Option<AnyView> {
    let (mark, timing) = (due.mark(), due.timing());
    let word = words::timeliness(locale, mark, timing)?;
    let class = match (mark, timing) {
        (Mark::Missing { .. }, _) => "timing bad",
        (Mark::Open { .. }, _) | (_, None | Some(Timing::InTime)) => "timing",
        (_, Some(Timing::Late { .. })) => "timing caution",
    };
    // What is read aloud needs the space that the style draws.
    Some(view! { " "<span class=class>{word}</span> }.into_any())
}

fn shown(tone: &'static str, shape: &'static str, word: &'static str) -> AnyView {
    view! { <span class=tone><span aria-hidden="true">{shape}</span>{word}</span> }.into_any()
}

fn look(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Upcoming => ("tag open", "◇"),
        Mark::Open { .. } => ("tag open", "○"),
        Mark::Missing { .. } => ("tag bad", "■"),
        Mark::Waiting => ("tag open", "◐"),
        Mark::Returned => ("tag caution", "▲"),
        Mark::Approved => ("tag good", "●"),
        Mark::Reopened => ("tag caution", "△"),
    }
}
