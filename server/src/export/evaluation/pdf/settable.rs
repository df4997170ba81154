//! Text as it can be set. What no format shows is dropped ([`plain`]); what has
//! no shape in the fonts at hand stands there by its code: `[U+1F600]`.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::faces::Faces;
use crate::export::evaluation::plain::plain;

/// A Latin word longer than this may be broken anywhere after so many letters.
const LONGEST_WORD: usize = 24;

/// One paragraph or more.
pub(super) fn text(text: &str, faces: &Faces) -> String {
    shaped(&plain(text), faces)
}

/// One line.
pub(super) fn line(text: &str, faces: &Faces) -> String {
    self::text(text, faces).replace('\n', " ")
}

/// A picture's source: its markup is of characters that need no care.
pub(super) fn picture(svg: &str, faces: &Faces) -> String {
    shaped(svg, faces)
}

fn shaped(text: &str, faces: &Faces) -> String {
    let known = |c: char| matches!(c, ' '..='~' | '\n') || (!is_unseen(c) && faces.cover(c));
    if text.chars().all(known) {
        return text.to_owned();
    }
    let mut shaped = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        if known(c) {
            shaped.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(shaped, "[U+{:04X}]", u32::from(c));
        }
    }
    shaped
}

/// A font may have it, and yet nothing is seen where it stands; or its meaning
/// is private, which archives refuse.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{10ffff}')
}

/// Lets words that no column is wide enough for be broken.
pub(super) fn breakable(text: &str) -> Cow<'_, str> {
    let long = |word: &str| word.chars().take_while(char::is_ascii).count() > LONGEST_WORD;
    if !text.split([' ', '\n']).any(long) {
        return Cow::Borrowed(text);
    }
    let mut broken = String::with_capacity(text.len() * 2);
    let mut run = 0;
    for c in text.chars() {
        run = if c.is_ascii_graphic() { run + 1 } else { 0 };
        broken.push(c);
        if run > 0 && run % LONGEST_WORD == 0 {
            broken.push('\u{200b}');
        }
    }
    Cow::Owned(broken)
}
