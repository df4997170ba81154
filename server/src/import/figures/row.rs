//! One row: looked up in its programme, parsed by the rules for typed figures.

use std::collections::HashMap;

use app::domain::decimal::Decimal;
use app::domain::figure::{Entry, Field, parse, parse_absence};
use app::domain::indicator::{Indicator, Kind};
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::series::{Absence, Figure};
use app::domain::unit::Unit;
use app::locale::{Locale, figure_words, import_words as words};
use csv::StringRecord;

use super::Fault;
use crate::store::importing::Staged;

/// Notes longer than this are refused, in characters.
const NOTE_LIMIT: usize = 2_000;

/// The names of the columns.
const NAMES: [&str; 8] =
    ["programme", "unit", "period", "indicator", "value", "numerator", "denominator", "note"];
/// Those no file can do without.
const NEEDED: [&str; 5] = ["programme", "unit", "period", "indicator", "value"];

/// Where each column stands in this file.
pub(super) struct Columns {
    at: HashMap<&'static str, usize>,
    count: usize,
}

impl Columns {
    /// Reads the header row.
    pub(super) fn read(header: &StringRecord, locale: Locale) -> Result<Self, Vec<Fault>> {
        let mut at = HashMap::new();
        let mut faults = Vec::new();
        for (index, given) in header.iter().enumerate() {
            let given = given.trim();
            let fault =
                |message| Fault { line: 1, column: Some((index + 1, shown(given))), message };
            match NAMES.into_iter().find(|name| given.eq_ignore_ascii_case(name)) {
                None => faults.push(fault(words::unknown_column(locale, NAMES.join(", ")))),
                Some(name) => {
                    if at.insert(name, index).is_some() {
                        faults.push(fault(words::column_twice(locale).to_owned()));
                    }
                }
            }
        }
        for name in NEEDED {
            if !at.contains_key(name) {
                let message = words::missing_column(locale, name);
                faults.push(Fault { line: 1, column: None, message });
            }
        }
        if faults.is_empty() { Ok(Self { at, count: header.len() }) } else { Err(faults) }
    }
}

/// One row under its columns, for faults that name them.
struct Row<'a> {
    line: u64,
    record: &'a StringRecord,
    columns: &'a Columns,
    locale: Locale,
}

impl<'a> Row<'a> {
    fn text(&self, column: &str) -> &'a str {
        self.columns.at.get(column).and_then(|at| self.record.get(*at)).unwrap_or("")
    }

    fn fault(&self, column: &str, message: impl Into<String>) -> Fault {
        let at = self.columns.at.get(column).map(|at| (at + 1, column.to_owned()));
        Fault { line: self.line, column: at, message: message.into() }
    }
}

/// What stands in the file, fit for a terminal: its beginning, without
/// characters that steer one.
fn shown(given: &str) -> String {
    given.chars().take(40).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

/// Checks a row. `None` for a row without a figure.
pub(super) fn read_row(
    line: u64,
    record: &StringRecord,
    columns: &Columns,
    programmes: &HashMap<&str, &Programme>,
    locale: Locale,
) -> Result<Option<Staged>, Fault> {
    let row = Row { line, record, columns, locale };
    if record.len() != columns.count {
        let message = words::field_count(locale, columns.count, record.len());
        return Err(Fault { line, column: None, message });
    }
    let code = row.text("programme").trim();
    let Some(programme) = programmes.get(code).copied() else {
        let known: Vec<&str> = programmes.keys().copied().collect();
        let message = words::no_programme(locale, shown(code), known.join(", "));
        return Err(row.fault("programme", message));
    };
    let code = row.text("unit").trim();
    let Some(unit) = programme.unit(code) else {
        return Err(
            row.fault("unit", words::no_unit(locale, shown(code), locale.name(&programme.name)))
        );
    };
    let quarter = read_quarter(&row, programme)?;
    let code = row.text("indicator").trim();
    let Some(indicator) = programme.indicator(code) else {
        let message = words::no_indicator(locale, shown(code), locale.name(&programme.name));
        return Err(row.fault("indicator", message));
    };
    refuse_not_filed(&row, programme, unit, indicator, quarter)?;
    let Some(figure) = read_figure(&row, indicator)? else { return Ok(None) };
    Ok(Some(Staged {
        line,
        programme: programme.code.clone(),
        unit: unit.code.clone(),
        quarter,
        indicator: indicator.code.clone(),
        figure,
        note: read_note(&row)?,
    }))
}

fn read_quarter(row: &Row, programme: &Programme) -> Result<Quarter, Fault> {
    let text = row.text("period").trim();
    let quarter: Quarter =
        text.parse().map_err(|_| row.fault("period", words::no_period(row.locale, shown(text))))?;
    if programme.covers(quarter) {
        return Ok(quarter);
    }
    let message = match programme.until {
        Some(until) => words::outside_validity(row.locale, quarter, programme.from, until),
        None => words::before_validity(row.locale, quarter, programme.from),
    };
    Err(row.fault("period", message))
}

fn refuse_not_filed(
    row: &Row,
    programme: &Programme,
    unit: &Unit,
    indicator: &Indicator,
    quarter: Quarter,
) -> Result<(), Fault> {
    let locale = row.locale;
    if !indicator.valid_in(quarter) {
        let message = words::not_valid_in(locale, &indicator.code, quarter);
        return Err(row.fault("indicator", message));
    }
    if !programme.files(unit, indicator) {
        let name = locale.name(&unit.name);
        let message = if programme.has_members(&unit.code) {
            words::sum_of_members(locale, name)
        } else {
            words::filed_above(locale, &indicator.code, name)
        };
        return Err(row.fault("unit", message));
    }
    Ok(())
}

fn read_figure(row: &Row, indicator: &Indicator) -> Result<Option<Figure>, Fault> {
    let locale = row.locale;
    let value = row.text("value");
    match parse_absence(value) {
        Some(Absence::Blank) | None => {}
        Some(absence) => {
            for column in ["numerator", "denominator"] {
                if !row.text(column).trim().is_empty() {
                    return Err(row.fault(column, words::beside_absence(locale)));
                }
            }
            return Ok(Some(Figure::Absent(absence)));
        }
    }
    let Some(parts) = &indicator.parts else {
        for column in ["numerator", "denominator"] {
            if !row.text(column).trim().is_empty() {
                return Err(row.fault(column, words::no_ratio(locale, &indicator.code)));
            }
        }
        let name = locale.name(&indicator.name);
        let unit = locale.name(&indicator.measure_unit);
        let milestone = indicator.kind == Kind::Milestone;
        let field = Field::of(indicator);
        // Of a milestone 0 and 1 are said below, rather than bounds.
        let field = if milestone { Field { min: None, max: None, ..field } } else { field };
        let number = read_number(row, "value", name, unit, &field)?;
        if milestone
            && let Some(number) = &number
            && *number != Decimal::zero()
            && *number != Decimal::from(1)
        {
            return Err(row.fault("value", words::zero_or_one(locale)));
        }
        return Ok(number.map(Figure::Number));
    };
    if !value.trim().is_empty() {
        return Err(row.fault("value", words::ratio_by_parts(locale, &indicator.code)));
    }
    // Two negative parts would pass for a percentage that is in bounds.
    let zero = Decimal::zero();
    let floor = indicator.min.as_ref().filter(|min| !min.is_negative()).map(|_| &zero);
    let part = |column, part: &app::domain::indicator::Part| {
        let (name, unit) = (locale.name(&part.name), locale.name(&part.measure_unit));
        read_number(row, column, name, unit, &Field { min: floor, ..Field::of_part(part) })
    };
    let numerator = part("numerator", &parts.numerator)?;
    let denominator = part("denominator", &parts.denominator)?;
    match (numerator, denominator) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(row.fault("denominator", words::both_parts(locale))),
        (None, Some(_)) => Err(row.fault("numerator", words::both_parts(locale))),
        (Some(numerator), Some(denominator)) => {
            let ratio = Figure::Ratio { numerator, denominator };
            refuse_percentage(row, indicator, &ratio)?;
            Ok(Some(ratio))
        }
    }
}

/// A percentage outside the indicator's bounds, or of nothing.
fn refuse_percentage(row: &Row, indicator: &Indicator, ratio: &Figure) -> Result<(), Fault> {
    let locale = row.locale;
    let Some(exact) = ratio.exact() else {
        return Err(row.fault("denominator", words::zero_denominator(locale)));
    };
    let below = indicator.min.as_ref().is_some_and(|min| exact < min.to_ratio());
    let above = indicator.max.as_ref().is_some_and(|max| exact > max.to_ratio());
    if !below && !above {
        return Ok(());
    }
    let shown = Decimal::round_half_even(&exact, u32::from(indicator.decimals));
    let bound = |bound: &Option<Decimal>| bound.as_ref().map_or("…".into(), Decimal::to_string);
    let message = words::ratio_outside(locale, shown, bound(&indicator.min), bound(&indicator.max));
    Err(row.fault("numerator", message))
}

fn read_number(
    row: &Row,
    column: &str,
    name: &str,
    unit: &str,
    field: &Field,
) -> Result<Option<Decimal>, Fault> {
    match parse(row.text(column), field) {
        Ok(parsed) => Ok(match parsed.entry {
            Entry::Number(number) => Some(number),
            Entry::Blank => None,
        }),
        Err(refusal) => {
            Err(row.fault(column, figure_words::refusal(row.locale, name, unit, &refusal)))
        }
    }
}

/// Notes are kept byte for byte; only what the database cannot hold is refused.
fn read_note(row: &Row) -> Result<Option<String>, Fault> {
    let note = row.text("note");
    if note.is_empty() {
        return Ok(None);
    }
    if note.contains('\0') {
        return Err(row.fault("note", words::note_with_nul(row.locale)));
    }
    let characters = note.chars().count();
    if characters > NOTE_LIMIT {
        return Err(row.fault("note", words::note_too_long(row.locale, NOTE_LIMIT, characters)));
    }
    Ok(Some(note.to_owned()))
}
