//! The number proper: digits, one point, separators of thousands.

use super::{Refusal, is_space, signed};

/// Splits `body` into the longest beginning that consists of digits, points
/// and things people separate digits with, and what follows it. Spaces between
/// the two belong to neither.
pub(super) fn head(body: &str) -> (&str, &str) {
    let end = body.find(|c: char| !(c.is_ascii_digit() || is_mark(c))).unwrap_or(body.len());
    let (head, tail) = body.split_at(end);
    (head.trim_end_matches(is_space), tail)
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '，' | '\'' | '’' | '`') || is_space(c)
}

/// Marks that may separate thousands: comma, full-width comma, thin and
/// no-break spaces.
fn separates_thousands(c: char) -> bool {
    matches!(c, ',' | '，' | '\u{A0}' | '\u{2007}' | '\u{2009}' | '\u{202F}')
}

/// `digits[.digits]` without separators.
///
/// # Errors
/// [`Refusal::AmbiguousGrouping`] unless one kind of separator stands at every
/// third digit of the whole part. `0,125` is refused too: nobody groups after
/// a zero, but half the world writes one eighth so.
pub(super) fn ungrouped(minus: bool, number: &str) -> Result<String, Refusal> {
    if !number.contains(|c: char| c.is_ascii_digit()) {
        return Err(Refusal::NotANumber);
    }
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    if fraction.is_some_and(|fraction| !fraction.bytes().all(|b| b.is_ascii_digit())) {
        return Err(Refusal::AmbiguousGrouping);
    }
    let whole = match whole.find(|c: char| !c.is_ascii_digit()) {
        None => whole.to_owned(),
        Some(_) => groups_of_three(whole).ok_or(Refusal::AmbiguousGrouping)?,
    };
    match fraction {
        None => Ok(whole),
        Some(fraction) if whole.is_empty() || fraction.is_empty() => {
            let zero_if_empty = |part: &str| {
                if part.is_empty() { "0".to_owned() } else { part.to_owned() }
            };
            let completed = format!("{}.{}", zero_if_empty(&whole), zero_if_empty(fraction));
            let suggestion = signed(minus, &completed).ok_or(Refusal::NotANumber)?;
            Err(Refusal::BarePoint { suggestion })
        }
        Some(fraction) => Ok(format!("{whole}.{fraction}")),
    }
}

fn groups_of_three(whole: &str) -> Option<String> {
    let separator = whole.chars().find(|c| !c.is_ascii_digit())?;
    if !separates_thousands(separator) {
        return None;
    }
    let mut groups = whole.split(separator);
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let proper_first = (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
    let mut joined = first.to_owned();
    for group in groups {
        if group.len() != 3 || !digits(group) {
            return None;
        }
        joined.push_str(group);
    }
    proper_first.then_some(joined)
}
