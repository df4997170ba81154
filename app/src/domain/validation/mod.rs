//! What is asked of one return before it may be submitted: the programme's
//! checks between lines, whether every line is filled in and within its
//! bounds, and whether each figure fits what the unit filed before.
//!
//! A blocking finding stops the submission; a warning asks for an explanation.
//! The sentences stand in `app/locales/check_words.rs`, what is asked and why
//! in `docs/checks.md`. Runs on the server and in the browser: products of
//! decimals are compared, nothing is divided.

mod between;
mod filed;
mod filled;
mod finding;
mod history;
mod plausible;
#[cfg(test)]
mod tests;
mod typing;

use bigdecimal::BigDecimal;

use super::check::{Check, Severity};
use super::decimal::Decimal;
use super::dossier::Dossier;
use super::draft::Part;
use super::indicator::{Indicator, IndicatorCode};
use super::programme::Programme;
use super::series::{Absence, Figure};
pub use filed::Filed;
pub use finding::{Finding, Question};
pub use typing::while_typing;

/// Everything found in a return as it is typed: what blocks first, then
/// warnings, both in the form's order. Nothing for a unit that the programme
/// does not have.
///
/// Of lines that are locked only what blocks is said: their warnings could not
/// be explained any more, and were there when the return was reviewed.
#[must_use]
pub fn of_return(programme: &Programme, dossier: &Dossier) -> Vec<Finding> {
    let Some(unit) = programme.unit(&dossier.key.unit) else { return Vec::new() };
    let lines = programme.form_of(unit, dossier.key.quarter);
    let mut found = findings(&Filed::read(
        lines,
        &programme.checks,
        dossier.key.quarter,
        &dossier.lines,
        &dossier.history,
    ));
    if dossier.is_open() {
        found.retain(|finding| {
            finding.severity == Severity::Blocking
                || finding.lines.iter().any(|line| dossier.is_line_open(line))
        });
    }
    found
}

/// Whether nothing stands between the return and its submission.
#[must_use]
pub fn may_be_submitted(found: &[Finding]) -> bool {
    !found.iter().any(Finding::is_open)
}

/// Everything found; [`of_return`] for what has no [`Dossier`].
#[must_use]
pub fn findings(filed: &Filed) -> Vec<Finding> {
    let mut found = Vec::new();
    for line in &filed.lines {
        of_line(filed, line, &mut found);
        let first = |check: &&Check| check.rule.left.first() == Some(&line.code);
        broken(|line| filed.number(line), filed.checks.iter().filter(first), &mut found);
    }
    between::same_as_before(filed, &mut found);
    between::swapped(filed, None, &mut found);
    in_order(filed, found)
}

/// What is found at one line alone, cheap enough for each keystroke: as
/// [`findings`], but for the comparison of the whole return with the last one.
#[must_use]
pub fn findings_at(filed: &Filed, code: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(line) = filed.lines.iter().find(|line| line.code == code) {
        of_line(filed, line, &mut found);
        let naming = |check: &&Check| check.rule.lines().any(|named| named == code);
        broken(|line| filed.number(line), filed.checks.iter().filter(naming), &mut found);
        between::swapped(filed, Some(code), &mut found);
    }
    in_order(filed, found)
}

fn of_line(filed: &Filed, line: &Indicator, found: &mut Vec<Finding>) {
    match filed.read_line(&line.code) {
        Err(faults) => found.extend(faults.iter().map(|fault| {
            let question = Question::NotAFigure(fault.clone());
            Finding::blocking(&line.code, fault.part(), question)
        })),
        Ok(None | Some(Figure::Absent(Absence::Blank))) => {
            found.push(Finding::blocking(&line.code, first_cell(line), Question::LeftBlank));
        }
        // What cannot be right is not compared with what was.
        Ok(Some(figure)) => {
            match filled::fault(line, figure, || filled::fits_swapped(filed, line, figure)) {
                Some(fault) => found.push(fault),
                None => plausible::against_history(filed, line, figure, found),
            }
        }
    }
}

fn broken<'c, 'n>(
    number: impl Fn(&str) -> Option<&'n Decimal>,
    checks: impl Iterator<Item = &'c Check>,
    found: &mut Vec<Finding>,
) {
    let figures =
        |codes: &[IndicatorCode]| codes.iter().filter_map(|code| number(code)).cloned().collect();
    for check in checks {
        let rule = &check.rule;
        if let Some(sums) = rule.broken(&number) {
            let question = Question::Check {
                code: check.code.clone(),
                text: check.text.clone(),
                rule: rule.clone(),
                figures: [figures(&rule.left), figures(&rule.right)],
                sums,
            };
            let lines = rule.lines().cloned().collect();
            found.push(Finding::new(check.severity, lines, Part::Value, question));
        }
    }
}

/// Puts what blocks first, and to each warning the explanation it got.
fn in_order(filed: &Filed, found: Vec<Finding>) -> Vec<Finding> {
    let (mut blocking, mut warnings): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|finding| finding.severity == Severity::Blocking);
    for warning in &mut warnings {
        let explained = warning.lines.iter().map(|line| filed.explanation(line));
        warning.explanation =
            explained.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned();
    }
    blocking.extend(warnings);
    blocking
}

/// The cells of a line with both parts, or with one value.
fn cells(line: &Indicator) -> &'static [Part] {
    if line.parts.is_some() { &[Part::Numerator, Part::Denominator] } else { &[Part::Value] }
}

fn first_cell(line: &Indicator) -> Part {
    if line.parts.is_some() { Part::Numerator } else { Part::Value }
}

/// What the cell holds, unless it is absent.
fn number_in(cell: Part, figure: &Figure) -> Option<&Decimal> {
    match (cell, figure) {
        (Part::Value, Figure::Number(number)) => Some(number),
        (Part::Numerator, Figure::Ratio { numerator, .. }) => Some(numerator),
        (Part::Denominator, Figure::Ratio { denominator, .. }) => Some(denominator),
        _ => None,
    }
}

/// How many places behind the point are filed in the cell.
fn decimals(cell: Part, line: &Indicator) -> u8 {
    match (cell, &line.parts) {
        (Part::Numerator, Some(parts)) => parts.numerator.decimals,
        (Part::Denominator, Some(parts)) => parts.denominator.decimals,
        _ => line.decimals,
    }
}

fn times(number: &Decimal, factor: i64) -> Decimal {
    number * &Decimal::from(factor)
}

/// So many steps in the last of `decimals` places.
fn last_places(steps: i64, decimals: u8) -> Decimal {
    Decimal::new(BigDecimal::new(steps.into(), i64::from(decimals)))
}
