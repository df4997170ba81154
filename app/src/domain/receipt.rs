//! What the lead gets for a submission: everything that was filed, in one
//! exact spelling, so that one SHA-256 stands for all of it.
//!
//! The spelling is a line `name: value` for each fact, in a fixed order; cells
//! are named as in forms (`R01`, `R20.numerator`, `R01.note`). It must never
//! change, or no receipt handed out before could be verified: a new spelling
//! gets a new [`FORMAT`].

use std::fmt::Write as _;

use super::calendar::Moment;
use super::draft::absence_word;
use super::filing::Key;
use super::indicator::IndicatorCode;
use super::programme::Programme;
use super::series::Figure;
use super::unit::Names;

/// How the facts are spelt; the first line of each receipt.
pub const FORMAT: &str = "pilotboard-receipt-1";

/// What stands before and after the facts in a file.
const BEGIN: &str = "----- BEGIN RECEIPT -----";
const END: &str = "----- END RECEIPT -----";
/// What the line with the hash begins with.
const SHA256: &str = "SHA-256: ";

/// A file longer than this is no receipt, in bytes.
pub const LONGEST: usize = 4 << 20;

/// One filed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub code: IndicatorCode,
    pub figure: Figure,
    /// Empty for none, as is the explanation.
    pub note: String,
    pub explanation: String,
}

/// A submission as it was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub key: Key,
    pub version: i32,
    /// When it was received, by the database's clock.
    pub at: Moment,
    /// The programme's revision whose form was filled in.
    pub revision: i32,
    pub submitted_by: String,
    pub head: String,
    pub compiler: String,
    /// Why an approved return was filed again; empty for none.
    pub reason: String,
    pub lines: Vec<Line>,
}

/// The facts of a receipt by their names, as they are spelt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(Vec<(String, String)>);

/// A receipt as a file holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub facts: Facts,
    /// The SHA-256 that the file says, in hexadecimal digits.
    pub sha256: String,
}

/// Why a file is no receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAReceipt {
    /// The marks around the facts, or the hash after them, are missing.
    Incomplete,
    /// That line of the file, counted from 1, is not `name: value`.
    Line(usize),
    /// A fact stands there twice.
    Twice(String),
    OtherFormat(String),
}

/// A fact on which two receipts differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub name: String,
    /// `None` where that one does not have it.
    pub here: Option<String>,
    pub there: Option<String>,
    /// The first character that is not the same, from 1.
    pub from: usize,
}

/// The number of a receipt: form number, unit, quarter, version.
#[must_use]
pub fn number(form_no: &str, key: &Key, version: i32) -> String {
    format!("{form_no}/{}/{}/{version}", key.unit, key.quarter)
}

impl Receipt {
    /// The receipt's number, by the form it is for.
    #[must_use]
    pub fn number(&self, programme: &Programme) -> String {
        number(&programme.form.no, &self.key, self.version)
    }

    /// All facts. `programme` is the revision that was filled in; names of
    /// lines and of the unit are taken from it.
    #[must_use]
    pub fn facts(&self, programme: &Programme) -> Facts {
        let mut facts = Facts::default();
        facts.add("format", FORMAT);
        facts.add("number", &self.number(programme));
        facts.add("time", &self.at.to_string());
        facts.add("programme", &self.key.programme);
        facts.add("programme.name", &both(&programme.name));
        facts.add("form", &programme.form.no);
        facts.add("revision", &self.revision.to_string());
        facts.add("unit", &self.key.unit);
        if let Some(unit) = programme.unit(&self.key.unit) {
            facts.add("unit.name", &both(&unit.name));
        }
        facts.add("quarter", &self.key.quarter.to_string());
        facts.add("version", &self.version.to_string());
        facts.add("head", &self.head);
        facts.add("compiler", &self.compiler);
        facts.add("submitted_by", &self.submitted_by);
        facts.add("reason", &self.reason);
        // However they come: the same lines are the same receipt.
        let mut lines: Vec<&Line> = self.lines.iter().collect();
        lines.sort_by(|one, other| one.code.cmp(&other.code));
        for line in lines {
            facts.add_line(programme, line);
        }
        facts
    }
}

fn both(names: &Names) -> String {
    format!("{} | {}", names.zh, names.en)
}

impl Facts {
    /// What is empty is no fact: editors drop the blank behind a colon.
    fn add(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.0.push((name.to_owned(), escaped(value)));
        }
    }

    fn add_line(&mut self, programme: &Programme, line: &Line) {
        let code = &line.code;
        if let Some(indicator) = programme.indicator(code) {
            let (name, of) = (&indicator.name, &indicator.measure_unit);
            let name = format!("{}, {} | {}, {}", name.zh, of.zh, name.en, of.en);
            self.add(&format!("{code}.name"), &name);
        }
        match &line.figure {
            Figure::Number(number) => self.add(code, &number.to_string()),
            Figure::Ratio { numerator, denominator } => {
                self.add(&format!("{code}.numerator"), &numerator.to_string());
                self.add(&format!("{code}.denominator"), &denominator.to_string());
            }
            Figure::Absent(absence) => {
                self.add(&format!("{code}.absence"), absence_word(Some(*absence)));
            }
        }
        self.add(&format!("{code}.note"), &line.note);
        self.add(&format!("{code}.explanation"), &line.explanation);
    }

    /// What a fact says, as it is spelt.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The text of which the SHA-256 is taken, in UTF-8.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (name, value) in &self.0 {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{name}: {value}");
        }
        text
    }

    /// The facts as a file, `head` being what people are told before.
    #[must_use]
    pub fn file(&self, head: &str, sha256: &str) -> String {
        format!("{head}\n{BEGIN}\n{}{END}\n{SHA256}{sha256}\n", self.text())
    }

    /// Where the other one says something else, in the order of these facts.
    #[must_use]
    pub fn differences(&self, there: &Self) -> Vec<Difference> {
        let mut found: Vec<Difference> = self
            .0
            .iter()
            .filter_map(|(name, here)| difference(name, Some(here), there.get(name)))
            .collect();
        let more = there.0.iter().filter(|(name, _)| self.get(name).is_none());
        found.extend(more.filter_map(|(name, there)| difference(name, None, Some(there))));
        found
    }
}

fn difference(name: &str, here: Option<&str>, there: Option<&str>) -> Option<Difference> {
    if here == there {
        return None;
    }
    let (one, other) = (here.unwrap_or_default(), there.unwrap_or_default());
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Some(Difference { name: name.into(), here: owned(here), there: owned(there), from: same + 1 })
}

/// The text on one line: what would break it, or hide in it, is written out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            hidden if hidden.is_control() || is_mark(hidden) => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(hidden));
            }
            plain => out.push(plain),
        }
    }
    out
}

/// Marks that turn the direction of text, break lines, or show nothing.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Reads a receipt back from its file. A byte-order mark and line ends that an
/// editor brought in do no harm.
///
/// # Errors
/// [`NotAReceipt`].
pub fn read(file: &str) -> Result<Read, NotAReceipt> {
    let mut lines = file.trim_start_matches('\u{FEFF}').lines().zip(1..);
    lines.find(|(line, _)| *line == BEGIN).ok_or(NotAReceipt::Incomplete)?;
    let mut facts = Facts::default();
    loop {
        let (line, no) = lines.next().ok_or(NotAReceipt::Incomplete)?;
        if line == END {
            break;
        }
        let (name, value) = line.split_once(": ").ok_or(NotAReceipt::Line(no))?;
        facts.0.push((name.to_owned(), value.to_owned()));
    }
    let sha256 =
        lines.find_map(|(line, _)| line.strip_prefix(SHA256)).ok_or(NotAReceipt::Incomplete)?;
    match facts.get("format") {
        Some(FORMAT) => {}
        other => return Err(NotAReceipt::OtherFormat(other.unwrap_or_default().to_owned())),
    }
    let mut names: Vec<&str> = facts.0.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(NotAReceipt::Twice(twice[0].to_owned()));
    }
    Ok(Read { sha256: sha256.trim().to_ascii_lowercase(), facts })
}

#[cfg(test)]
#[path = "receipt_tests.rs"]
mod tests;
