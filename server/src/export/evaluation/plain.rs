//! Which characters of a name or a note reach a file. What stands in one must
//! be text in all formats alike: a control character that XML has no way for
//! or a mark that turns the direction of what follows would break the file, or
//! rearrange the figures beside it. Charts drop the same (`app::chart`).

use std::borrow::Cow;

/// Whether the character never reaches a file.
fn is_dropped(character: char) -> bool {
    character != '\n' && character.is_control()
        || matches!(character,
            '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FFF9}'..='\u{FFFF}')
}

/// The text without them; lines end with a line feed alone, and a tab is a
/// space.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(is_dropped) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    Cow::Owned(text.chars().filter(|character| !is_dropped(*character)).collect())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn only_text_is_left() {
        for (text, left) in [
            ("回收量 = 12 <b>&\"'", "回收量 = 12 <b>&\"'"),
            ("a\r\nb\rc\td", "a\nb\nc d"),
            ("1\u{202E}2\u{2066}3\u{200F}", "123"),
            ("\u{0}\u{1B}[2J\u{FFFE}\u{FEFF}x\u{7F}\u{85}", "[2Jx"),
            ("e\u{0301}\u{200D}\u{1F600}", "e\u{0301}\u{200D}\u{1F600}"),
        ] {
            assert_eq!(plain(text), left);
        }
    }
}
