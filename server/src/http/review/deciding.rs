//! Reading the form of a decision: what is said, with the version that was
//! looked at, a reason where one is due, and the lines it speaks of.

use app::domain::dossier::Said;
use app::domain::draft::{MAX_REMARK, Part};
use app::locale::{Locale, review_words as words};
use app::review::reviewed::{Typed, reason_id};
use app::ui::form::Fault;

use crate::http::form::Form;
use crate::store::review::Word;

/// A decision as it was sent, and what is to be put right in it.
pub(super) struct Decision {
    pub word: Word,
    pub typed: Typed,
    pub faults: Vec<Fault>,
}

/// The fields of each form. `extent` says which button was pressed: `cells`
/// for the ticked lines, `whole` for all; without it the ticks alone tell.
pub(super) fn fields(said: Said) -> &'static [&'static str] {
    match said {
        Said::Return | Said::Reopen => &["version", "reason", "cells", "extent"],
        Said::Comment | Said::AskReopening => &["version", "reason"],
        Said::Approve | Said::Countersign => &["version"],
    }
}

/// Reads it. `lines` are those of the form, in its order.
pub(super) fn read(locale: Locale, said: Said, form: &Form, lines: &[&str]) -> Decision {
    let mut faults = Vec::new();
    // Browsers end lines with two characters.
    let reason = form.get("reason").unwrap_or("").replace("\r\n", "\n");
    let missing = match said {
        Said::Return => Some(words::enter_return_reason(locale)),
        Said::Reopen | Said::AskReopening => Some(words::enter_reopen_reason(locale)),
        Said::Comment => Some(words::enter_comment(locale)),
        Said::Approve | Said::Countersign => None,
    };
    if let Some(missing) = missing.filter(|_| reason.trim().is_empty()) {
        faults.push(Fault::new(reason_id(said), missing));
    } else if reason.chars().count() > MAX_REMARK {
        faults.push(Fault::new(reason_id(said), words::too_long(locale, MAX_REMARK)));
    }
    let given: Vec<&str> = form.all("cells").collect();
    for cell in &given {
        if line_of(cell, lines).is_none() {
            faults.push(Fault::new("lines", words::no_such_line(locale, cell)));
        }
    }
    let named = |line: &&&str| given.iter().any(|cell| line_of(cell, lines) == Some(**line));
    let cells: Vec<String> = lines.iter().filter(named).map(|line| (*line).to_owned()).collect();
    let extent = form.get("extent");
    if extent == Some("cells") && given.is_empty() {
        faults.push(Fault::new("lines", words::tick_lines(locale)));
    }
    let version = form.get("version").map(str::trim).filter(|given| !given.is_empty());
    let read = version.and_then(|given| given.parse::<i32>().ok());
    if let Some(given) = version.filter(|_| read.is_none()) {
        faults.push(Fault::new("decide", words::version_unread(locale, beginning(given))));
    }
    let whole = extent == Some("whole") || cells.is_empty();
    let word = Word {
        said,
        version: read,
        reason: reason.trim().to_owned(),
        lines: (!whole).then(|| cells.clone()),
    };
    Decision { word, typed: Typed { said: Some(said), reason, cells }, faults }
}

/// The line that a field of it stands for: `R20` for `R20.numerator` too.
fn line_of<'a>(cell: &str, lines: &[&'a str]) -> Option<&'a str> {
    let (named, _) = Part::of_field(cell)?;
    lines.iter().find(|line| **line == named).copied()
}

fn beginning(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        let mut form = Form::default();
        for (name, value) in fields {
            form.add(name, value).expect("a field");
        }
        form
    }

    fn sent_back(fields: &[(&str, &str)]) -> Decision {
        read(Locale::En, Said::Return, &form(fields), &["R01", "R02", "R20"])
    }

    #[test]
    fn ticked_lines_are_sent_back_alone_and_none_means_the_whole_return() {
        let some = [("reason", "check"), ("cells", "R20.numerator"), ("cells", "R01")];
        let decision = sent_back(&some);
        assert_eq!(decision.word.lines, Some(vec!["R01".to_owned(), "R20".to_owned()]));
        assert!(decision.faults.is_empty(), "{:?}", decision.faults);
        assert_eq!(sent_back(&[("reason", "check")]).word.lines, None);
        let whole = [some.as_slice(), &[("extent", "whole")]].concat();
        assert_eq!(sent_back(&whole).word.lines, None);
        let nothing_ticked = sent_back(&[("reason", "check"), ("extent", "cells")]);
        assert_eq!(nothing_ticked.faults[0].at, "lines");
    }

    #[test]
    fn a_decision_that_cannot_be_read_says_where_and_keeps_what_was_typed() {
        let long = "字".repeat(MAX_REMARK + 1);
        for (fields, at) in [
            (vec![("reason", " \r\n ")], "return-reason"),
            (vec![("reason", long.as_str())], "return-reason"),
            (vec![("reason", "check"), ("cells", "R99")], "lines"),
            (vec![("reason", "check"), ("version", "two")], "decide"),
            (vec![("reason", "check"), ("version", "99999999999")], "decide"),
        ] {
            let decision = sent_back(&fields);
            let places: Vec<&str> = decision.faults.iter().map(|fault| fault.at.as_str()).collect();
            assert_eq!(places, [at], "{fields:?}");
        }
        assert_eq!(sent_back(&[("reason", "one\r\ntwo")]).word.reason, "one\ntwo");
    }
}
