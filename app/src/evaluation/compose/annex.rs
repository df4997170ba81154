//! The annex: every figure that the sections show, with how it is made and
//! where it was filed.

use std::collections::{HashMap, HashSet};

use super::{Material, or_sentence, section as section_of};
use crate::domain::period::Quarter;
use crate::domain::series::Figure;
use crate::domain::summary::{Cell, Cited, Column, Row, Section, Summary, Table, Version};
use crate::exhibit::absence_word;
use crate::locale::{board_words, evaluation_words as words, number_words, return_words};

pub(super) fn section(material: &Material, summary: &Summary) -> Option<Section> {
    let locale = material.locale;
    let versions: HashMap<(&str, Quarter), &Version> =
        summary.versions.iter().map(|it| ((it.unit.as_str(), it.quarter), it)).collect();
    // Named by place; whose own figure a sum is of comes after it.
    let leading: HashSet<&str> = leading(material);
    let rows = summary.figures.iter().filter(|cited| cited.quarter == material.quarter).filter_map(
        |cited| {
            let (party, counted) = summary.named(cited)?;
            let own = material.unit.map_or("", |unit| unit.code.as_str());
            let shown = party.code == own || leading.contains(counted.code.as_str());
            shown.then(|| row(material, summary, cited, &versions)).flatten()
        },
    );
    let table = Table {
        code: "annex".to_owned(),
        title: words::annex_caption(locale, number_words::quarter(locale, material.quarter)),
        columns: vec![
            Column::text(board_words::indicator(locale)),
            Column::text(board_words::unit(locale)),
            Column::number(words::figure(locale), None),
            Column::text(words::how(locale)),
            Column::text(words::filed_in(locale)),
            Column::text(words::approved_by(locale)),
        ],
        rows: rows.collect(),
        notes: vec![words::annex_note(locale).to_owned()],
    };
    let block = or_sentence(table, board_words::no_figures_yet(locale));
    Some(section_of("annex", words::annex(locale), vec![block]))
}

/// The indicators that sections show unit by unit.
fn leading<'a>(material: &Material<'a>) -> HashSet<&'a str> {
    let programme = material.programme;
    let shown = [&programme.volume_indicator, &programme.outlet_indicator];
    programme.key_indicators.iter().chain(shown.into_iter().flatten()).map(String::as_str).collect()
}

fn row(
    material: &Material,
    summary: &Summary,
    cited: &Cited,
    versions: &HashMap<(&str, Quarter), &Version>,
) -> Option<Row> {
    let locale = material.locale;
    let (party, counted) = summary.named(cited)?;
    let indicator = material.programme.indicator(&counted.code)?;
    let figure = match (&cited.figure, cited.figure.shown(counted.decimals)) {
        (_, Some(number)) => {
            let text = number_words::fixed(&number, counted.decimals);
            let mut cell = Cell::number(text, number, counted.decimals);
            cell.unsettled = cited.summed.is_some_and(|(filed, expected)| filed < expected);
            cell
        }
        (Figure::Absent(absence), None) => Cell::text(absence_word(locale, *absence)),
        (_, None) => Cell::text(board_words::not_applicable(locale)),
    };
    let mut how = match cited.summed {
        Some((filed, expected)) => words::sum_of(locale, filed, expected),
        None => words::as_filed(locale).to_owned(),
    };
    if let Figure::Ratio { numerator, denominator } = &cited.figure {
        how.push_str(&words::ratio_of(
            locale,
            number_words::exact(numerator),
            number_words::exact(denominator),
        ));
    }
    if indicator.is_cumulative() {
        how.push_str(words::cumulative(locale));
    }
    let version = versions.get(&(party.code.as_str(), cited.quarter));
    let version = version.filter(|_| cited.summed.is_none());
    let filed = version.map(|it| match &it.receipt {
        Some(receipt) => words::version_with_receipt(locale, it.version, receipt),
        None => words::version_no(locale, it.version),
    });
    let approved = version
        .map(|it| words::by_on(locale, &it.approved_by, return_words::moment(it.approved_at)));
    Some(Row {
        cells: vec![
            Cell::text(words::with_code(
                locale,
                &counted.code,
                &counted.name,
                &counted.measure_unit,
            )),
            Cell::text(party.name.clone()),
            figure,
            Cell::text(how),
            Cell::text(filed.unwrap_or_else(|| words::of_its_units(locale).to_owned())),
            Cell::text(approved.unwrap_or_else(|| words::of_its_units(locale).to_owned())),
        ],
        total: false,
    })
}
