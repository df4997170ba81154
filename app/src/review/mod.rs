//! What the ministries do with submitted returns: a queue of what waits, a
//! return beside its version before, and the decisions, as plain forms. No
//! figure can be typed here. Nothing here knows another slice.

pub mod chosen;
mod comparison;
mod decision;
mod form_head;
mod mark;
pub mod queue;
pub mod reviewed;
mod said;
mod side_by_side;
mod waiting;

use leptos::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::filing::{Key, State};
use crate::domain::programme::Programme;
use crate::domain::waiting::{Punctuality, punctuality};
use crate::locale::{Locale, return_words, review_words as words};
use crate::ui::tag::{Tone, tag};

/// What a return is called by its programme and unit, or by their codes where
/// a later revision does not know them any more.
fn names<'a>(locale: Locale, programmes: &'a [Programme], key: &'a Key) -> (&'a str, &'a str) {
    let programme = programmes.iter().find(|programme| programme.code == key.programme);
    let unit = programme.and_then(|programme| programme.unit(&key.unit));
    (
        programme.map_or(&key.programme, |programme| locale.name(&programme.short)),
        unit.map_or(&key.unit, |unit| locale.name(&unit.name)),
    )
}

/// In time or late, as a tag; a restatement has no deadline.
fn deadline(
    locale: Locale,
    programme: Option<&Programme>,
    key: &Key,
    at: Option<Moment>,
) -> AnyView {
    let Some((programme, at)) = programme.zip(at) else {
        return words::restatement(locale).into_any();
    };
    match punctuality(programme, key, at) {
        Punctuality::InTime { .. } => tag(Tone::Good, words::in_time(locale)),
        Punctuality::Late { days: 1, .. } => tag(Tone::Caution, words::late_by_one(locale)),
        Punctuality::Late { days, .. } => tag(Tone::Caution, words::late_by(locale, days)),
    }
}

/// Where the return stands, as a tag.
fn state_tag(locale: Locale, state: Option<State>) -> AnyView {
    let tone = match state {
        Some(State::Approved) => Tone::Good,
        Some(State::Submitted) => Tone::Caution,
        Some(State::Returned | State::Reopened) => Tone::Bad,
        Some(State::Draft) | None => Tone::Open,
    };
    tag(tone, return_words::state(locale, state))
}

fn lines_count(locale: Locale, count: u32) -> String {
    if count == 1 { words::one_line(locale).to_owned() } else { words::lines_count(locale, count) }
}
