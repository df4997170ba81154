//! Each rule beside what it says and what it lets pass.

mod between;
mod dossier;
mod filled;
mod plausible;
mod properties;

use std::collections::BTreeMap;

use super::*;
use crate::domain::dossier::Figures;
use crate::domain::draft::{Lines, Typed};
use crate::domain::indicator::{self, Covers, FiledBy, Kind, Measure, OverUnits, Parts};
use crate::domain::period::Quarter;
use crate::domain::unit::Names;

pub(super) fn quarter(text: &str) -> Quarter {
    text.parse().expect("a quarter")
}

pub(super) fn number(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn names(text: &str) -> Names {
    Names { zh: text.into(), en: text.into() }
}

/// A line with one decimal; a ratio from 0 to 100.
pub(super) fn line(code: &str, kind: Kind) -> Indicator {
    let bound = |text: &str| (kind == Kind::Ratio).then(|| number(text));
    let part =
        |name: &str| indicator::Part { name: names(name), measure_unit: names("t"), decimals: 1 };
    Indicator {
        code: code.into(),
        name: names(code),
        section: "A".into(),
        kind,
        measure_unit: names(if kind == Kind::Ratio { "%" } else { "t" }),
        decimals: 1,
        min: bound("0"),
        max: bound("100"),
        covers: Covers::Quarter,
        measure: Measure::Level,
        over_units: OverUnits::Sum,
        filed_by: FiledBy::Members,
        parts: (kind == Kind::Ratio)
            .then(|| Parts { numerator: part("part"), denominator: part("whole") }),
        valid_from: None,
        valid_until: None,
        definition: None,
    }
}

/// A form, what was filed in it and what is typed: cells as `12.5`, both parts
/// of a ratio as `95/100`, an absence as `n/a`, nothing as ``.
pub(super) struct Form {
    lines: Vec<Indicator>,
    checks: Vec<Check>,
    quarter: Quarter,
    typed: Lines,
    history: BTreeMap<Quarter, Figures>,
}

impl Form {
    pub(super) fn at(text: &str) -> Self {
        Self {
            lines: Vec::new(),
            checks: Vec::new(),
            quarter: quarter(text),
            typed: Lines::new(),
            history: BTreeMap::new(),
        }
    }

    /// One line, the quarters before it up to the last, and what is typed now.
    pub(super) fn with(mut self, line: Indicator, before: &[&str], now: &str) -> Self {
        for (back, text) in (1..).zip(before.iter().rev()) {
            let read = typed(text).read(&line).expect("a figure");
            let at = self.quarter.plus(-back).expect("a quarter");
            let figures = self.history.entry(at).or_default();
            figures.extend(read.figure.map(|figure| (line.code.clone(), figure)));
        }
        self.typed.insert(line.code.clone(), typed(now));
        self.lines.push(line);
        self
    }

    pub(super) fn flow(self, code: &str, before: &[&str], now: &str) -> Self {
        self.with(line(code, Kind::Flow), before, now)
    }

    pub(super) fn check(mut self, code: &str, severity: Severity, rule: &str) -> Self {
        self.checks.push(Check {
            code: code.into(),
            severity,
            rule: rule.parse().expect("a rule"),
            text: names(rule),
        });
        self
    }

    pub(super) fn explained(mut self, line: &str, text: &str) -> Self {
        self.typed.entry(line.into()).or_default().set(Part::Explanation, text);
        self
    }

    pub(super) fn filed(&self) -> Filed<'_> {
        Filed::read(&self.lines, &self.checks, self.quarter, &self.typed, &self.history)
    }

    pub(super) fn findings(&self) -> Vec<Finding> {
        findings(&self.filed())
    }

    /// `code line line …` of each finding.
    pub(super) fn found(&self) -> Vec<String> {
        self.findings().iter().map(told).collect()
    }
}

pub(super) fn told(finding: &Finding) -> String {
    format!("{} {}", finding.code(), finding.lines.join(" "))
}

pub(super) fn typed(text: &str) -> Typed {
    let mut typed = Typed::default();
    if text == "n/a" {
        typed.set(Part::Absence, text);
    } else if let Some((part, whole)) = text.split_once('/') {
        typed.set(Part::Numerator, part);
        typed.set(Part::Denominator, whole);
    } else {
        typed.set(Part::Value, text);
    }
    typed
}
