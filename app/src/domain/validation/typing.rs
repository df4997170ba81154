//! What is found by the form alone, without what was filed before: at once,
//! while somebody types, in the browser.

use super::{Finding, Question, broken, filled, number_in};
use crate::domain::check::{Check, Severity};
use crate::domain::draft::{Part, Typed};
use crate::domain::indicator::Indicator;
use crate::domain::series::Figure;

/// The figures of a form as it is typed, line by line, and what [`super::findings`]
/// would find in it without any history: no blank lines, no warnings of ours.
#[must_use]
pub fn while_typing(
    lines: &[Indicator],
    checks: &[Check],
    typed: &[Typed],
) -> (Vec<Option<Figure>>, Vec<Finding>) {
    let mut found = Vec::new();
    let mut figures = Vec::with_capacity(lines.len());
    for (line, typed) in lines.iter().zip(typed) {
        figures.push(match typed.read(line) {
            Ok(read) => read.figure,
            Err(faults) => {
                found.extend(faults.into_iter().map(|fault| {
                    Finding::blocking(&line.code, fault.part(), Question::NotAFigure(fault))
                }));
                None
            }
        });
        if let Some(Some(figure)) = figures.last() {
            found.extend(filled::fault(line, figure, || false));
        }
    }
    let at = |code: &str| lines.iter().position(|line| line.code == code);
    let number = |code: &str| number_in(Part::Value, figures.get(at(code)?)?.as_ref()?);
    broken(number, checks.iter(), &mut found);
    for finding in found.iter_mut().filter(|it| it.severity == Severity::Warning) {
        let explained = finding.lines.iter().filter_map(|code| typed.get(at(code)?));
        let explained = explained.map(|typed| typed.explanation.trim());
        finding.explanation =
            explained.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned();
    }
    (figures, found)
}

#[cfg(test)]
#[path = "typing_tests.rs"]
mod tests;
