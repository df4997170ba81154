//! The table: a row for each line, with what is typed and what was filed.

use app::domain::decimal::Decimal;
use app::domain::draft::Typed;
use app::domain::figure::{Entry, Field, parse};
use app::domain::indicator::{Covers, Indicator, Kind, Part};
use app::domain::series::{Absence, Figure};
use app::locale::template_words as words;
use rust_xlsxwriter::{
    DataValidation, Format, Formula, IgnoreError, Worksheet, XlsxError, row_col_to_cell,
};

use super::line::{Row, rows_of};
use super::look::{
    ABSENCE, CODE, EXPLANATION, LAST, Look, MEASURE_UNIT, NAME, NOTE, PREVIOUS, VALUE, YEAR_BEFORE,
    rows_of_text, widths,
};
use super::{Sheet, notes};
use crate::export::exact::as_double;

/// Where the table's head stands.
pub(super) const HEAD: u32 = 4;
/// Of one line of text, in points.
const LINE_HEIGHT: u16 = 15;
/// What stands where there is no percentage yet.
const NO_PERCENTAGE: &str = "—";

/// The lines by sections; answers the row after the last.
pub(super) fn write(to: &mut Worksheet, sheet: &Sheet, look: &Look) -> Result<u32, XlsxError> {
    let locale = sheet.locale;
    let mut row = HEAD + 1;
    let mut section: Option<&str> = None;
    for indicator in sheet.programme.form_of(sheet.unit, sheet.quarter()) {
        if section != Some(&indicator.section) {
            section = Some(&indicator.section);
            let named = sheet.programme.sections.iter().find(|one| one.code == indicator.section);
            let name = named.map(|one| format!("{}　{}", one.code, locale.name(&one.name)));
            to.merge_range(row, 0, row, LAST, &name.unwrap_or_default(), &look.section)?;
            to.set_row_height(row, 20)?;
            row += 1;
        }
        row = line(to, sheet, look, indicator, row)?;
    }
    let last = row.saturating_sub(1).max(HEAD + 1);
    let choices = [Absence::NotApplicable, Absence::NotAvailable]
        .map(|absence| words::absence_choice(locale, absence));
    let choice = DataValidation::new().allow_list_strings(&choices)?;
    to.add_data_validation(HEAD + 1, ABSENCE, last, ABSENCE, &choice)?;
    to.ignore_error_range(HEAD + 1, VALUE, last, YEAR_BEFORE, IgnoreError::NumberStoredAsText)?;
    Ok(row)
}

/// One indicator's row or, for a ratio, three; answers the next row.
fn line(
    to: &mut Worksheet,
    sheet: &Sheet,
    look: &Look,
    indicator: &Indicator,
    first: u32,
) -> Result<u32, XlsxError> {
    let locale = sheet.locale;
    let locked = !sheet.dossier.is_line_open(&indicator.code);
    let nothing = Typed::default();
    let entered = sheet.dossier.lines.get(&indicator.code).unwrap_or(&nothing);
    let (before, year_before) = (sheet.quarter().plus(-1), sheet.quarter().year_before());
    let mut row = first;
    for (kind, code) in rows_of(indicator) {
        let part = indicator.parts.as_ref().and_then(|parts| match kind {
            Row::Whole => None,
            Row::Numerator => Some((
                words::numerator(locale, locale.name(&parts.numerator.name)),
                &parts.numerator,
            )),
            Row::Denominator => Some((
                words::denominator(locale, locale.name(&parts.denominator.name)),
                &parts.denominator,
            )),
        });
        to.write_string_with_format(row, CODE, &code, &look.code)?;
        let mut lines = 1;
        match &part {
            Some((name, part)) => {
                to.write_string_with_format(row, NAME, name, &look.part)?;
                to.write_string_with_format(
                    row,
                    MEASURE_UNIT,
                    locale.name(&part.measure_unit),
                    &look.measure_unit,
                )?;
                let typed =
                    if kind == Row::Numerator { &entered.numerator } else { &entered.denominator };
                figure_cell(to, sheet, look, (row, &code), typed, &Field::of_part(part), locked)?;
                for column in [ABSENCE, NOTE, EXPLANATION] {
                    to.write_blank(row, column, &look.blank)?;
                }
            }
            None => {
                let name = shown_name(indicator, sheet);
                to.write_string_with_format(row, NAME, &name, &look.name)?;
                lines = rows_of_text(&name, widths(locale)[usize::from(NAME)]);
                to.insert_note(row, NAME, &notes::note(indicator, locked, locale))?;
                to.write_string_with_format(
                    row,
                    MEASURE_UNIT,
                    locale.name(&indicator.measure_unit),
                    &look.measure_unit,
                )?;
                if indicator.parts.is_some() {
                    percentage(to, row, entered, indicator, look)?;
                } else {
                    let field = Field::of(indicator);
                    figure_cell(to, sheet, look, (row, &code), &entered.value, &field, locked)?;
                }
                let absence = entered.absence.unwrap_or(Absence::Blank);
                let absence = words::absence_choice(locale, absence);
                to.write_string_with_format(row, ABSENCE, absence, &look.choice(locked))?;
                to.write_string_with_format(row, NOTE, &entered.note, &look.text(locked))?;
                to.write_string_with_format(
                    row,
                    EXPLANATION,
                    &entered.explanation,
                    &look.text(locked),
                )?;
            }
        }
        let decimals = part.as_ref().map_or(indicator.decimals, |(_, part)| part.decimals);
        for (column, quarter) in [(PREVIOUS, before), (YEAR_BEFORE, year_before)] {
            let format = look.figure(decimals, true);
            let figure = sheet.dossier.filed(quarter, &indicator.code);
            let shown = figure.and_then(|figure| figure_of(figure, kind, indicator.decimals));
            let text = match (shown, figure) {
                (Some(number), _) => number.to_string(),
                (None, Some(Figure::Absent(absence))) if kind == Row::Whole => {
                    words::absence_choice(locale, *absence).to_owned()
                }
                _ => String::new(),
            };
            number_or_text(to, (row, column), &text, &format)?;
        }
        to.set_row_height(row, LINE_HEIGHT * lines + 4)?;
        row += 1;
    }
    Ok(row)
}

/// The name, with what a cumulative or computed figure needs said at once.
fn shown_name(indicator: &Indicator, sheet: &Sheet) -> String {
    let locale = sheet.locale;
    let name = locale.name(&indicator.name);
    if indicator.parts.is_some() {
        words::ratio_of(locale, name)
    } else if indicator.covers == Covers::YearToDate {
        format!("{name}\n{}", words::since_january(locale))
    } else if indicator.kind == Kind::Milestone {
        format!("{name}\n{}", words::done_or_not(locale))
    } else {
        name.to_owned()
    }
}

/// What a row shows of a filed figure.
fn figure_of(figure: &Figure, row: Row, decimals: u8) -> Option<Decimal> {
    match (row, figure) {
        (Row::Whole, figure) => figure.shown(decimals),
        (Row::Numerator, Figure::Ratio { numerator, .. }) => Some(numerator.clone()),
        (Row::Denominator, Figure::Ratio { denominator, .. }) => Some(denominator.clone()),
        _ => None,
    }
}

/// A cell for a number, with what was typed into it so far.
fn figure_cell(
    to: &mut Worksheet,
    sheet: &Sheet,
    look: &Look,
    (row, code): (u32, &str),
    typed: &str,
    field: &Field,
    locked: bool,
) -> Result<(), XlsxError> {
    let format = look.figure(field.decimals, locked);
    let plain = match parse(typed, field).map(|parsed| parsed.entry) {
        Ok(Entry::Number(number)) => number.to_string(),
        // What is not a number yet goes along as it was typed.
        Ok(Entry::Blank) | Err(_) => typed.to_owned(),
    };
    number_or_text(to, (row, VALUE), &plain, &format)?;
    if !locked {
        let indicator = sheet.programme.indicator(code);
        let rule = if indicator.is_some_and(|one| one.kind == Kind::Milestone) {
            notes::done_or_not(code, sheet.locale)?
        } else {
            notes::rule(code, &row_col_to_cell(row, VALUE), field, sheet.locale)?
        };
        to.add_data_validation(row, VALUE, row, VALUE, &rule)?;
    }
    Ok(())
}

/// The percentage of a ratio, computed from the two rows below for whoever
/// fills them in; it is not read back.
fn percentage(
    to: &mut Worksheet,
    row: u32,
    entered: &Typed,
    indicator: &Indicator,
    look: &Look,
) -> Result<(), XlsxError> {
    let (part, whole) = (row_col_to_cell(row + 1, VALUE), row_col_to_cell(row + 2, VALUE));
    let number = |text: &str, part: &Part| match parse(text, &Field::of_part(part)).ok()?.entry {
        Entry::Number(number) => Some(number),
        Entry::Blank => None,
    };
    let shown = indicator.parts.as_ref().and_then(|parts| {
        let numerator = number(&entered.numerator, &parts.numerator)?;
        let denominator = number(&entered.denominator, &parts.denominator)?;
        Figure::Ratio { numerator, denominator }.shown(indicator.decimals)
    });
    let formula = format!(
        "=IF(COUNT({part},{whole})<2,\"{NO_PERCENTAGE}\",IFERROR({part}/{whole}*100,\"{NO_PERCENTAGE}\"))"
    );
    let formula = Formula::new(formula)
        .set_result(shown.map_or_else(|| NO_PERCENTAGE.into(), |number| number.to_string()));
    to.write_formula_with_format(row, VALUE, formula, &look.figure(indicator.decimals, true))?;
    Ok(())
}

/// A number where a spreadsheet keeps it exactly, else text.
fn number_or_text(
    to: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    match text.parse::<Decimal>().ok().and_then(|figure| as_double(&figure)) {
        Some(number) => to.write_number_with_format(row, column, number, format)?,
        None => to.write_string_with_format(row, column, text, format)?,
    };
    Ok(())
}
