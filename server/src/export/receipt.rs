//! A receipt as a text file that people can read and anybody can verify.

use app::domain::receipt::Facts;
use app::locale::{Locale, receipt_words as words};

use crate::audit::hex;

/// Takes the SHA-256 of what stands between the marks, where there is a shell.
const BY_HAND: &str = "sed '1,/^--* BEGIN/d;/^--* END/,$d' FILE | tr -d '\\r' | sha256sum";

/// The file; in both languages, for whoever it is shown to.
#[must_use]
pub fn file(facts: &Facts, sha256: &[u8], demo: bool) -> String {
    let mut head = String::new();
    for locale in Locale::ALL {
        let said = [
            words::file_title(locale),
            if demo { words::demo_mark(locale) } else { "" },
            words::file_meaning(locale),
            words::file_names(locale),
            words::file_lines(locale),
            words::file_verify(locale),
            BY_HAND,
        ];
        for line in said.into_iter().filter(|line| !line.is_empty()) {
            head.push_str(line);
            head.push('\n');
        }
        head.push('\n');
    }
    facts.file(head.trim_end(), &hex(sha256))
}
