//! What is typed into a return before it is one: raw texts, kept even where
//! they are no figure, and how two people's typing is brought together.

use std::collections::{BTreeMap, HashMap};

use super::figure::{self, Entry, Field, Notice, Refusal};
use super::indicator::{Indicator, IndicatorCode, Kind};
use super::series::{Absence, Figure};

/// Lines of the form's foot; no indicator has such a name.
pub const HEAD: &str = "head";
pub const COMPILER: &str = "compiler";

/// Longer texts are no cell's, in characters; notes and explanations may be
/// as long as [`MAX_REMARK`].
pub const MAX_CELL: usize = 200;
pub const MAX_REMARK: usize = 2_000;

/// One line of a draft: as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The figure; of the form's foot, the name.
    pub value: String,
    pub numerator: String,
    pub denominator: String,
    pub absence: Option<Absence>,
    pub note: String,
    pub explanation: String,
}

/// A part of a line that is typed on its own; addressed `R01`,
/// `R20.numerator`, `R01.note`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Value,
    Numerator,
    Denominator,
    Absence,
    Note,
    Explanation,
}

/// All lines of a draft that hold anything, by indicator code or foot name.
pub type Lines = BTreeMap<IndicatorCode, Typed>;

/// Why a line is no figure yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text of that part is not a number.
    NotAFigure(Part, Refusal),
    /// Only one part of a ratio is there; the other one is named.
    OnePart(Part),
    /// Nothing can be a share of nothing.
    ZeroDenominator,
    /// Both a number and a reason why there is none.
    NumberAndAbsence,
}

impl Fault {
    /// The part beside which it is said.
    #[must_use]
    pub fn part(&self) -> Part {
        match self {
            Self::NotAFigure(part, _) | Self::OnePart(part) => *part,
            Self::ZeroDenominator => Part::Denominator,
            Self::NumberAndAbsence => Part::Absence,
        }
    }
}

/// A line as it is understood: the figure, unless it is blank, and what was
/// normalised in reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    pub figure: Option<Figure>,
    pub notices: Vec<(Part, Notice)>,
}

impl Part {
    pub const ALL: [Self; 6] = [
        Self::Value,
        Self::Numerator,
        Self::Denominator,
        Self::Absence,
        Self::Note,
        Self::Explanation,
    ];

    fn suffix(self) -> &'static str {
        match self {
            Self::Value => "",
            Self::Numerator => ".numerator",
            Self::Denominator => ".denominator",
            Self::Absence => ".absence",
            Self::Note => ".note",
            Self::Explanation => ".explanation",
        }
    }

    /// The name of this part's field in forms and in the API.
    #[must_use]
    pub fn field(self, line: &str) -> String {
        format!("{line}{}", self.suffix())
    }

    /// Line and part that a field's name stands for; `None` for a name of
    /// another shape.
    #[must_use]
    pub fn of_field(name: &str) -> Option<(&str, Self)> {
        let (line, suffix) = match name.find('.') {
            Some(at) => name.split_at(at),
            None => (name, ""),
        };
        let part = Self::ALL.into_iter().find(|part| part.suffix() == suffix)?;
        (!line.is_empty()).then_some((line, part))
    }

    /// How many characters may be typed.
    #[must_use]
    pub fn longest(self) -> usize {
        match self {
            Self::Note | Self::Explanation => MAX_REMARK,
            _ => MAX_CELL,
        }
    }
}

/// How forms, files and the database spell an absence; empty for none.
#[must_use]
pub fn absence_word(absence: Option<Absence>) -> &'static str {
    match absence {
        Some(Absence::NotApplicable) => "not_applicable",
        Some(Absence::NotAvailable) => "not_available",
        Some(Absence::Blank) | None => "",
    }
}

impl Typed {
    /// The text of one part, as its field shows it.
    #[must_use]
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Value => &self.value,
            Part::Numerator => &self.numerator,
            Part::Denominator => &self.denominator,
            Part::Absence => absence_word(self.absence),
            Part::Note => &self.note,
            Part::Explanation => &self.explanation,
        }
    }

    /// Puts a text into one part. Of an absence only its own words count; any
    /// other text means none.
    pub fn set(&mut self, part: Part, text: &str) {
        match part {
            Part::Value => text.clone_into(&mut self.value),
            Part::Numerator => text.clone_into(&mut self.numerator),
            Part::Denominator => text.clone_into(&mut self.denominator),
            Part::Absence => self.absence = figure::parse_absence(text),
            Part::Note => text.clone_into(&mut self.note),
            Part::Explanation => text.clone_into(&mut self.explanation),
        }
    }

    /// The line that would be typed for this figure.
    #[must_use]
    pub fn of(figure: &Figure) -> Self {
        match figure {
            Figure::Number(number) => Self { value: number.to_string(), ..Self::default() },
            Figure::Ratio { numerator, denominator } => Self {
                numerator: numerator.to_string(),
                denominator: denominator.to_string(),
                ..Self::default()
            },
            Figure::Absent(absence) => Self { absence: Some(*absence), ..Self::default() },
        }
    }

    /// Whether neither a number nor an absence was typed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let blank = |text: &str| text.trim().is_empty();
        self.absence.is_none()
            && blank(&self.value)
            && blank(&self.numerator)
            && blank(&self.denominator)
    }

    /// What the line says, by the one parser of figures.
    ///
    /// # Errors
    /// Every fault of the line.
    pub fn read(&self, indicator: &Indicator) -> Result<Read, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut notices = Vec::new();
        let mut number = |part: Part, field: &Field| match figure::parse(self.part(part), field) {
            Ok(parsed) => {
                notices.extend(parsed.notices.into_iter().map(|notice| (part, notice)));
                match parsed.entry {
                    Entry::Number(number) => Some(number),
                    Entry::Blank => None,
                }
            }
            Err(refusal) => {
                faults.push(Fault::NotAFigure(part, refusal));
                None
            }
        };
        let figure = match &indicator.parts {
            Some(parts) if indicator.kind == Kind::Ratio => {
                let numerator = number(Part::Numerator, &Field::of_part(&parts.numerator));
                let denominator = number(Part::Denominator, &Field::of_part(&parts.denominator));
                match (numerator, denominator) {
                    (Some(_), Some(zero)) if zero.is_zero() => {
                        faults.push(Fault::ZeroDenominator);
                        None
                    }
                    (Some(numerator), Some(denominator)) => {
                        Some(Figure::Ratio { numerator, denominator })
                    }
                    (Some(_), None) if faults.is_empty() => {
                        faults.push(Fault::OnePart(Part::Denominator));
                        None
                    }
                    (None, Some(_)) if faults.is_empty() => {
                        faults.push(Fault::OnePart(Part::Numerator));
                        None
                    }
                    _ => None,
                }
            }
            _ => number(Part::Value, &Field::of(indicator)).map(Figure::Number),
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        match (figure, self.absence) {
            (Some(_), Some(_)) => Err(vec![Fault::NumberAndAbsence]),
            (None, Some(absence)) => Ok(Read { figure: Some(Figure::Absent(absence)), notices }),
            (figure, None) => Ok(Read { figure, notices }),
        }
    }
}

/// The figures and named absences of a form's lines. A blank line is not
/// there, nor one that cannot be read.
#[must_use]
pub fn figures<'a>(
    form: impl Iterator<Item = &'a Indicator>,
    lines: &Lines,
) -> HashMap<IndicatorCode, Figure> {
    form.filter_map(|indicator| {
        let figure = lines.get(&indicator.code)?.read(indicator).ok()?.figure?;
        Some((indicator.code.clone(), figure))
    })
    .collect()
}

/// Whether two drafts hold the same texts; a line that holds nothing is as none.
#[must_use]
pub fn same(one: &Lines, other: &Lines) -> bool {
    let none = Typed::default();
    one.keys()
        .chain(other.keys())
        .all(|line| one.get(line).unwrap_or(&none) == other.get(line).unwrap_or(&none))
}

/// Two people's different texts for one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub line: IndicatorCode,
    pub part: Part,
    pub mine: String,
    pub theirs: String,
}

/// Brings together what somebody typed (`mine`) into the draft as it was when
/// the form was loaded (`base`) with the draft as it is (`theirs`): the lines
/// that change, and the cells which both changed, differently. Where there is
/// a conflict nothing is to be stored.
#[must_use]
pub fn merge(base: &Lines, theirs: &Lines, mine: &Lines) -> (Lines, Vec<Conflict>) {
    let none = Typed::default();
    let (mut changed, mut conflicts) = (Lines::new(), Vec::new());
    for (line, mine) in mine {
        let base = base.get(line).unwrap_or(&none);
        let theirs = theirs.get(line).unwrap_or(&none);
        let mut merged = theirs.clone();
        for part in Part::ALL {
            let (before, now, typed) = (base.part(part), theirs.part(part), mine.part(part));
            if typed == before || typed == now {
                continue;
            }
            if now != before {
                conflicts.push(Conflict {
                    line: line.clone(),
                    part,
                    mine: typed.to_owned(),
                    theirs: now.to_owned(),
                });
            }
            merged.set(part, typed);
        }
        if merged != *theirs {
            changed.insert(line.clone(), merged);
        }
    }
    (changed, conflicts)
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
