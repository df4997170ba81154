//! The sheet itself: head, table, foot.

use app::domain::check::Severity;
use app::domain::draft::{COMPILER, HEAD};
use app::locale::{board_words, number_words, template_words as words};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::look::{
    ABSENCE, CODE, EXPLANATION, LAST, Look, MEASURE_UNIT, NAME, NOTE, PREVIOUS, VALUE, YEAR_BEFORE,
    rows_of_text, widths,
};
use super::{Sheet, table};

/// A4.
const PAPER: u8 = 9;

pub(super) fn write(to: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let look = Look::new(sheet.locale);
    for (column, width) in (0..).zip(widths(sheet.locale)) {
        to.set_column_width(column, width)?;
    }
    head(to, sheet, &look)?;
    let end = table::write(to, sheet, &look)?;
    let end = foot(to, sheet, &look, end)?;
    signatures(to, sheet, &look, end + 1)?;

    to.set_freeze_panes(table::HEAD + 1, MEASURE_UNIT)?
        .set_repeat_rows(table::HEAD, table::HEAD)?;
    to.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    to.set_print_center_horizontally(true).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    let unit = sheet.locale.name(&sheet.unit.name);
    let quarter = number_words::quarter(sheet.locale, sheet.quarter());
    to.set_footer(format!("&C{}", words::page(sheet.locale, unit.replace('&', "&&"), quarter)));
    to.set_screen_gridlines(false).set_selection(table::HEAD + 2, VALUE, table::HEAD + 2, VALUE)?;
    to.protect();
    Ok(())
}

/// Title; whose return on the left, the form's particulars on the right.
fn head(to: &mut Worksheet, sheet: &Sheet, look: &Look) -> Result<(), XlsxError> {
    let (locale, form) = (sheet.locale, &sheet.programme.form);
    to.merge_range(0, 0, 0, LAST, locale.name(&form.title), &look.title)?;
    let unit = words::unit(locale, locale.name(&sheet.unit.name), &sheet.unit.code);
    let quarter = number_words::quarter(locale, sheet.quarter());
    let demo = if sheet.demo { board_words::demo(locale) } else { "" };
    let document = form.document_no.as_ref().map(|no| words::document_no(locale, no));
    let until = form.valid_until.as_ref().map(|until| words::valid_until(locale, until));
    let rows = [
        (unit, quarter, words::form_no(locale, &form.no)),
        (
            words::due(locale, sheet.due),
            demo.to_owned(),
            words::issued_by(locale, locale.name(&form.issued_by)),
        ),
        (document.unwrap_or_default(), String::new(), until.unwrap_or_default()),
    ];
    for (row, (left, middle, right)) in (1..).zip(rows) {
        let centre = if row == 1 { &look.about_centre } else { &look.demo };
        to.merge_range(row, CODE, row, MEASURE_UNIT, &left, &look.about)?;
        to.merge_range(row, VALUE, row, YEAR_BEFORE, &middle, centre)?;
        to.merge_range(row, ABSENCE, row, EXPLANATION, &right, &look.about_right)?;
    }
    to.set_row_height(0, 32)?.set_row_height(table::HEAD, 36)?;
    let before = |quarter: Option<_>| {
        quarter.map(|quarter| number_words::quarter_short(locale, quarter)).unwrap_or_default()
    };
    let columns = [
        words::code(locale).to_owned(),
        words::name(locale).to_owned(),
        words::measure_unit(locale).to_owned(),
        words::value(locale).to_owned(),
        words::previous(locale, before(sheet.quarter().plus(-1))),
        words::year_before(locale, before(sheet.quarter().year_before())),
        words::absence(locale).to_owned(),
        words::note(locale).to_owned(),
        words::explanation(locale).to_owned(),
    ];
    for (column, name) in (0..).zip(columns) {
        to.write_string_with_format(table::HEAD, column, name, &look.head)?;
    }
    Ok(())
}

/// Checks and guidance beneath the table; answers the row after them.
fn foot(to: &mut Worksheet, sheet: &Sheet, look: &Look, after: u32) -> Result<u32, XlsxError> {
    let locale = sheet.locale;
    let wide = |from: u16, to: u16| -> u16 {
        let widths = widths(locale);
        widths.iter().skip(from.into()).take(usize::from(to - from) + 1).sum::<u16>()
    };
    let mut row = after + 1;
    let on_form = |code: &String| {
        let mut form = sheet.programme.form_of(sheet.unit, sheet.quarter());
        form.any(|indicator| indicator.code == *code)
    };
    let mut checks = sheet.programme.checks.iter().filter(|check| check.rule.lines().all(on_form));
    let mut check = checks.next();
    if check.is_some() {
        to.merge_range(row, 0, row, LAST, words::checks(locale), &look.foot_title)?;
        row += 1;
    }
    while let Some(shown) = check {
        to.write_string_with_format(row, CODE, &shown.code, &look.foot_code)?;
        let text = locale.name(&shown.text);
        to.merge_range(row, NAME, row, NOTE, text, &look.foot)?;
        to.set_row_height(row, rows_of_text(text, wide(NAME, NOTE)) * 15)?;
        let severity = match shown.severity {
            Severity::Blocking => board_words::blocking(locale),
            Severity::Warning => board_words::warning(locale),
        };
        to.write_string_with_format(row, EXPLANATION, severity, &look.foot)?;
        row += 1;
        check = checks.next();
    }
    row += 1;
    to.merge_range(row, 0, row, LAST, words::guide_title(locale), &look.foot_title)?;
    let guide = words::guide(locale);
    to.merge_range(row + 1, 0, row + 1, LAST, guide, &look.foot)?;
    to.set_row_height(row + 1, rows_of_text(guide, wide(CODE, LAST)) * 15)?;
    Ok(row + 2)
}

/// Head of unit, compiler, date, as at the end of every statistical form.
fn signatures(to: &mut Worksheet, sheet: &Sheet, look: &Look, row: u32) -> Result<(), XlsxError> {
    let locale = sheet.locale;
    to.merge_range(row, CODE, row, NAME, words::head_of_unit(locale), &look.sign_label)?;
    to.merge_range(
        row,
        MEASURE_UNIT,
        row,
        VALUE,
        sheet.foot(HEAD),
        &look.sign(!sheet.dossier.is_line_open(HEAD)),
    )?;
    to.write_string_with_format(row, PREVIOUS, words::compiler(locale), &look.sign_label)?;
    to.merge_range(
        row,
        YEAR_BEFORE,
        row,
        ABSENCE,
        sheet.foot(COMPILER),
        &look.sign(!sheet.dossier.is_line_open(COMPILER)),
    )?;
    to.write_string_with_format(row, NOTE, words::filed_on(locale), &look.sign_label)?;
    to.write_string_with_format(row, EXPLANATION, words::on_submission(locale), &look.about)?;
    to.set_row_height(row, 24)?;
    Ok(())
}
