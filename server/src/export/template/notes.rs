//! What is said of one cell: the note at an indicator's name, and the rule a
//! spreadsheet holds a typed number against. The rule only warns: a number of
//! more digits than a spreadsheet keeps must be written as text.

use app::domain::decimal::Decimal;
use app::domain::figure::Field;
use app::domain::indicator::{Covers, Indicator, Kind};
use app::locale::{Locale, template_words as words};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Note, XlsxError};

/// Definition, unit, decimals, bounds; what a cumulative figure covers.
pub(super) fn note(indicator: &Indicator, locked: bool, locale: Locale) -> Note {
    let mut lines = vec![locale.name(&indicator.name).to_owned()];
    lines.extend(indicator.definition.as_ref().map(|names| locale.name(names).to_owned()));
    if indicator.parts.is_none() && indicator.kind != Kind::Milestone {
        let unit = locale.name(&indicator.measure_unit);
        lines.push(unit_and_decimals(unit, indicator.decimals, locale));
    }
    if indicator.kind == Kind::Milestone {
        lines.push(words::done_or_not(locale).to_owned());
    } else {
        lines.extend(bounds(indicator.min.as_ref(), indicator.max.as_ref(), locale));
    }
    if indicator.covers == Covers::YearToDate {
        lines.push(words::since_january(locale).to_owned());
    }
    if locked {
        lines.push(words::locked(locale).to_owned());
    }
    let text = lines.join("\n");
    let rows = u32::from(super::look::rows_of_text(&text, 44));
    Note::new(text).add_author_prefix(false).set_width(320).set_height(rows * 17 + 12)
}

fn unit_and_decimals(unit: &str, decimals: u8, locale: Locale) -> String {
    match decimals {
        0 => words::unit_whole(locale, unit),
        _ => words::unit_and_decimals(locale, unit, decimals),
    }
}

fn bounds(min: Option<&Decimal>, max: Option<&Decimal>, locale: Locale) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) => Some(words::between(locale, min, max)),
        (Some(min), None) => Some(words::at_least(locale, min)),
        (None, Some(max)) => Some(words::at_most(locale, max)),
        (None, None) => None,
    }
}

/// Warns of what is no number, has too many decimals or is out of bounds.
pub(super) fn rule(
    code: &str,
    address: &str,
    field: &Field,
    locale: Locale,
) -> Result<DataValidation, XlsxError> {
    let mut all = vec![
        format!("ISNUMBER({address})"),
        format!("ROUND({address},{})={address}", field.decimals),
    ];
    all.extend(field.min.map(|min| format!("{address}>={min}")));
    all.extend(field.max.map(|max| format!("{address}<={max}")));
    let unit = locale
        .name(&app::domain::unit::Names {
            zh: field.measure_unit_zh.to_owned(),
            en: field.measure_unit_en.to_owned(),
        })
        .to_owned();
    let mut lines = vec![unit_and_decimals(&unit, field.decimals, locale)];
    lines.extend(bounds(field.min, field.max, locale));
    warning(
        DataValidation::new().allow_custom(Formula::new(format!("=AND({})", all.join(",")))),
        code,
        &lines.join("\n"),
    )
}

/// Offers 1 and 0.
pub(super) fn done_or_not(code: &str, locale: Locale) -> Result<DataValidation, XlsxError> {
    warning(
        DataValidation::new().allow_list_strings(&["1", "0"])?,
        code,
        words::done_or_not(locale),
    )
}

fn warning(rule: DataValidation, code: &str, text: &str) -> Result<DataValidation, XlsxError> {
    // A spreadsheet takes 32 and 255 characters.
    let title: String = code.chars().take(32).collect();
    let text: String = text.chars().take(255).collect();
    rule.set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title(title)?
        .set_error_message(text)
}
