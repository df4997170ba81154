//! What the browser must know of a line and of the programme's checks, written
//! into attributes of the page by the server and read from them here.

use crate::domain::check::{Check, Severity};
use crate::domain::decimal::Decimal;
use crate::domain::indicator::{Covers, FiledBy, Indicator, Kind, Measure, OverUnits, Part, Parts};
use crate::domain::series::Figure;
use crate::domain::unit::Names;
use crate::locale::Locale;

/// One line of the form, one thing in each row of text.
#[must_use]
pub fn write_line(locale: Locale, line: &Indicator) -> String {
    let bound =
        |bound: &Option<Decimal>| bound.as_ref().map(Decimal::to_string).unwrap_or_default();
    let mut text = format!(
        "{}\n{}\n{}\n{}\n{}",
        line.code,
        kind(line.kind),
        bound(&line.min),
        bound(&line.max),
        write_part(locale, &line.name, &line.measure_unit, line.decimals),
    );
    for part in line.parts.iter().flat_map(|parts| [&parts.numerator, &parts.denominator]) {
        text.push('\n');
        text += &write_part(locale, &part.name, &part.measure_unit, part.decimals);
    }
    text
}

/// Reads a line; `None` when the text is not one.
#[must_use]
pub fn read_line(text: &str) -> Option<Indicator> {
    let mut rows = text.split('\n');
    let code = rows.next()?.to_owned();
    let kind = rows.next()?;
    let kind = KINDS.into_iter().find(|(_, word)| *word == kind)?.0;
    let (min, max) = (rows.next()?.parse().ok(), rows.next()?.parse().ok());
    let of = read_part(&mut rows)?;
    let parts = match (read_part(&mut rows), read_part(&mut rows)) {
        (Some(numerator), Some(denominator)) => Some(Parts { numerator, denominator }),
        _ => None,
    };
    Some(Indicator {
        code,
        name: of.name,
        section: String::new(),
        kind,
        measure_unit: of.measure_unit,
        decimals: of.decimals,
        min,
        max,
        // What these say is judged with the unit's history, by the server.
        covers: Covers::Quarter,
        measure: Measure::Level,
        over_units: OverUnits::None,
        filed_by: FiledBy::Members,
        parts,
        valid_from: None,
        valid_until: None,
        definition: None,
    })
}

/// The programme's checks, four rows of text each.
#[must_use]
pub fn write_checks(locale: Locale, checks: &[Check]) -> String {
    let check = |check: &Check| {
        let severity = if check.severity == Severity::Blocking { "blocking" } else { "warning" };
        let text = locale.name(&check.text).replace('\n', " ");
        format!("{}\n{severity}\n{}\n{text}", check.code, check.rule)
    };
    checks.iter().map(check).collect::<Vec<_>>().join("\n")
}

/// Reads the checks; what is none is left out.
#[must_use]
pub fn read_checks(text: &str) -> Vec<Check> {
    let rows: Vec<&str> = text.split('\n').collect();
    let check = |rows: &[&str]| {
        let [code, severity, rule, text] = rows else { return None };
        Some(Check {
            code: (*code).to_owned(),
            severity: match *severity {
                "blocking" => Severity::Blocking,
                _ => Severity::Warning,
            },
            rule: rule.parse().ok()?,
            text: in_both(text),
        })
    };
    rows.chunks(4).filter_map(check).collect()
}

/// A figure as an attribute: `12.5`, or both parts of a ratio as `45/50`.
/// Empty for an absence: nothing is reckoned from it.
#[must_use]
pub fn write_figure(figure: Option<&Figure>) -> String {
    match figure {
        Some(Figure::Number(number)) => number.to_string(),
        Some(Figure::Ratio { numerator, denominator }) => format!("{numerator}/{denominator}"),
        Some(Figure::Absent(_)) | None => String::new(),
    }
}

/// Reads a figure of an attribute.
#[must_use]
pub fn read_figure(text: &str) -> Option<Figure> {
    Some(match text.split_once('/') {
        Some((numerator, denominator)) => Figure::Ratio {
            numerator: numerator.parse().ok()?,
            denominator: denominator.parse().ok()?,
        },
        None => Figure::Number(text.parse().ok()?),
    })
}

const KINDS: [(Kind, &str); 4] = [
    (Kind::Flow, "flow"),
    (Kind::Stock, "stock"),
    (Kind::Ratio, "ratio"),
    (Kind::Milestone, "milestone"),
];

fn kind(kind: Kind) -> &'static str {
    KINDS.into_iter().find(|(known, _)| *known == kind).map_or("", |(_, word)| word)
}

/// The name in the page's language, the unit in both: either may be typed.
fn write_part(locale: Locale, name: &Names, unit: &Names, decimals: u8) -> String {
    let name = locale.name(name).replace('\n', " ");
    format!("{name}\n{}\n{}\n{decimals}", unit.zh, unit.en)
}

fn read_part<'t>(rows: &mut impl Iterator<Item = &'t str>) -> Option<Part> {
    Some(Part {
        name: in_both(rows.next()?),
        measure_unit: Names { zh: rows.next()?.to_owned(), en: rows.next()?.to_owned() },
        decimals: rows.next()?.parse().ok()?,
    })
}

fn in_both(text: &str) -> Names {
    Names { zh: text.to_owned(), en: text.to_owned() }
}

#[cfg(test)]
#[path = "definition_tests.rs"]
pub(super) mod tests;
