//! A return's workbook that came back filled in: what it would change, line by
//! line, and why it is not taken.

mod refusal;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::calendar::Moment;
use super::draft::{COMPILER, HEAD, Lines, Part, Typed};
use super::indicator::{Indicator, IndicatorCode};
pub use refusal::{CellFault, FileRefusal, Why};

/// A workbook that was sent in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub id: String,
    /// As the person's machine called it.
    pub file_name: String,
    pub by: String,
    pub at: Moment,
    /// When its figures went into the draft.
    pub taken_at: Option<Moment>,
}

/// One line as the workbook has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilledLine {
    pub typed: Typed,
    /// Where each part stands: `D7`.
    pub addresses: BTreeMap<Part, String>,
    /// Parts that are a formula's result.
    pub formulas: BTreeSet<Part>,
    /// What of the line cannot be read.
    pub faults: Vec<CellFault>,
}

/// What a workbook says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// By indicator code or foot name.
    pub lines: BTreeMap<IndicatorCode, FilledLine>,
    /// What belongs to no line of the form.
    pub faults: Vec<CellFault>,
}

/// What a line comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing stood there.
    New,
    Changed,
    /// What stood there is gone.
    Cleared,
    Same,
    Refused,
}

/// One part of a line that the workbook has otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub part: Part,
    pub before: String,
    pub after: String,
    pub address: Option<String>,
    /// Whether it is a formula's result.
    pub formula: bool,
}

/// One line of the draft beside the same line of the workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Indicator code or foot name.
    pub line: IndicatorCode,
    pub outcome: Outcome,
    pub changes: Vec<Change>,
    pub faults: Vec<CellFault>,
}

/// A workbook beside the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Every line of the form in its order, then the foot.
    pub lines: Vec<Difference>,
    /// What belongs to no line of the form.
    pub faults: Vec<CellFault>,
}

impl Differences {
    /// How many lines come to that.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.lines.iter().filter(|line| line.outcome == outcome).count()
    }

    /// Whether anything is refused. Then nothing is taken over.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        !self.faults.is_empty() || self.count(Outcome::Refused) > 0
    }

    /// What is to be typed into the draft: all of it, or nothing where any of
    /// it is refused.
    #[must_use]
    pub fn cells(&self) -> Vec<(IndicatorCode, Part, String)> {
        if self.is_refused() {
            return Vec::new();
        }
        let of_line = |line: &Difference| {
            let code = line.line.clone();
            let cell = move |change: &Change| (code.clone(), change.part, change.after.clone());
            line.changes.iter().map(cell).collect::<Vec<_>>()
        };
        self.lines.iter().flat_map(of_line).collect()
    }
}

/// Holds a workbook against the draft `base`. `form` are the lines of the
/// form; `is_open` says which may be written now.
#[must_use]
pub fn differences<'a>(
    form: impl Iterator<Item = &'a Indicator>,
    base: &Lines,
    is_open: impl Fn(&str) -> bool,
    filled: &Filled,
) -> Differences {
    let none = Typed::default();
    let mut lines = Vec::new();
    for indicator in form {
        let code = &indicator.code;
        let before = base.get(code).unwrap_or(&none);
        lines.push(match filled.lines.get(code) {
            Some(line) => of_indicator(indicator, before, line, is_open(code)),
            None => Difference {
                line: code.clone(),
                outcome: Outcome::Refused,
                changes: Vec::new(),
                faults: vec![CellFault {
                    address: None,
                    why: Why::MissingLine { code: code.clone() },
                }],
            },
        });
    }
    for name in [HEAD, COMPILER] {
        // A foot that was cut off is not one that was cleared.
        if let Some(line) = filled.lines.get(name) {
            let before = base.get(name).unwrap_or(&none);
            let changes = changed(before, line, &[Part::Value]);
            lines.push(judged(name, changes, line, is_open(name), Vec::new()));
        }
    }
    Differences { lines, faults: filled.faults.clone() }
}

fn of_indicator(
    indicator: &Indicator,
    before: &Typed,
    line: &FilledLine,
    open: bool,
) -> Difference {
    let (was, read) = (before.read(indicator), line.typed.read(indicator));
    // The same figure in another spelling, `12,500` and `12500`, is no change.
    let same_figure = match (&was, &read) {
        (Ok(was), Ok(read)) => was.figure == read.figure,
        _ => false,
    };
    let parts: &[Part] = if indicator.parts.is_some() {
        &[Part::Numerator, Part::Denominator, Part::Absence]
    } else {
        &[Part::Value, Part::Absence]
    };
    let mut changes = if same_figure { Vec::new() } else { changed(before, line, parts) };
    let mut faults = Vec::new();
    // What stands in the draft as it is needs no second telling.
    if let (false, Err(found)) = (changes.is_empty(), read) {
        let address = |part: Part| line.addresses.get(&part).cloned();
        faults.extend(found.into_iter().map(|fault| CellFault::of_line(fault, address)));
    }
    changes.extend(changed(before, line, &[Part::Note, Part::Explanation]));
    judged(&indicator.code, changes, line, open, faults)
}

/// The parts whose text is another; the end of a line is one character here
/// and two there.
fn changed(before: &Typed, line: &FilledLine, parts: &[Part]) -> Vec<Change> {
    let plain = |text: &str| text.replace("\r\n", "\n");
    parts
        .iter()
        .filter(|part| plain(before.part(**part)) != plain(line.typed.part(**part)))
        .map(|part| Change {
            part: *part,
            before: before.part(*part).to_owned(),
            after: line.typed.part(*part).to_owned(),
            address: line.addresses.get(part).cloned(),
            formula: line.formulas.contains(part),
        })
        .collect()
}

fn judged(
    name: &str,
    changes: Vec<Change>,
    line: &FilledLine,
    open: bool,
    of_figure: Vec<CellFault>,
) -> Difference {
    let mut faults = line.faults.clone();
    if faults.is_empty() {
        faults = of_figure;
    }
    for change in &changes {
        let allowed = change.part.longest();
        if change.after.chars().take(allowed + 1).count() > allowed {
            faults
                .push(CellFault { address: change.address.clone(), why: Why::TooLong { allowed } });
        }
    }
    if let (Some(first), false) = (changes.first(), open) {
        faults = vec![CellFault { address: first.address.clone(), why: Why::Locked }];
    }
    let outcome = if !faults.is_empty() {
        Outcome::Refused
    } else if changes.is_empty() {
        Outcome::Same
    } else if changes.iter().all(|change| change.before.is_empty()) {
        Outcome::New
    } else if changes.iter().all(|change| change.after.is_empty()) {
        Outcome::Cleared
    } else {
        Outcome::Changed
    };
    Difference { line: name.to_owned(), outcome, changes, faults }
}
