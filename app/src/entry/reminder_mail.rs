//! A reminder as a mail: in both languages, as an account has none of its own.

use crate::domain::due::{Due, Mark};
use crate::locale::{Locale, due_words as words, number_words};

/// The subject, in one line.
#[must_use]
pub fn subject(due: &Due) -> String {
    let of = |locale: Locale| {
        words::mail_subject(
            locale,
            number_words::quarter(locale, due.quarter),
            locale.name(&due.unit.name),
            locale.name(&due.programme.short),
        )
    };
    format!("{} / {}", of(Locale::Zh), of(Locale::En))
}

/// The text: what is waited for until when, what the ministry adds, and the
/// form's whole address.
#[must_use]
pub fn text(due: &Due, reason: &str, address: &str) -> String {
    Locale::ALL.map(|locale| paragraphs(locale, due, reason, address)).join("\n\n—\n\n") + "\n"
}

fn paragraphs(locale: Locale, due: &Due, reason: &str, address: &str) -> String {
    let unit = locale.name(&due.unit.name);
    let programme = locale.name(&due.programme.short);
    let quarter = number_words::quarter(locale, due.quarter);
    let what = match due.mark() {
        Mark::Returned | Mark::Reopened => words::mail_sent_back(locale, unit, programme, quarter),
        _ => {
            let day = due.last_day();
            words::mail_not_filed(locale, unit, programme, quarter, day)
        }
    };
    let mut paragraphs = vec![what];
    if !reason.is_empty() {
        paragraphs.push(words::mail_added(locale, reason));
    }
    paragraphs.push(words::mail_address(locale, address));
    paragraphs.push(words::mail_why(locale).to_owned());
    paragraphs.join("\n\n")
}
