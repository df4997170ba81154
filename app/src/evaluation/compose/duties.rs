//! How far the duties of the policy are carried out, as the units say.

use super::cited::in_scope;
use super::{Material, or_sentence, section as section_of};
use crate::domain::summary::{Block, Cell, Column, Row, Section, Table};
use crate::locale::{board_words, evaluation_words as words};

pub(super) fn section(material: &Material) -> Option<Section> {
    let locale = material.locale;
    let programme = material.programme;
    let standings = material.duties.as_ref().filter(|_| !programme.duties.is_empty())?;
    let mut rows = Vec::new();
    for unit in programme.units.iter().filter(|unit| in_scope(material, unit)) {
        for standing in standings.iter().filter(|standing| standing.unit == unit.code) {
            let duty = programme.duties.iter().find(|duty| duty.no == standing.duty);
            let Some(duty) = duty else { continue };
            rows.push(Row {
                cells: vec![
                    Cell::text(locale.name(&unit.name)),
                    Cell::text(duty.no.clone()),
                    Cell::text(locale.name(&duty.name)),
                    Cell::text(standing.status.clone()),
                    Cell::text(standing.since.clone().unwrap_or_default()),
                    Cell::text(standing.evidence.clone()),
                    Cell::text(standing.said_by.clone()),
                    Cell::text(standing.remark.clone()),
                ],
                total: false,
            });
        }
    }
    let table = Table {
        code: "duties".to_owned(),
        title: words::duties_caption(locale).to_owned(),
        columns: [
            board_words::unit(locale),
            board_words::number(locale),
            board_words::duty(locale),
            words::status(locale),
            words::date(locale),
            words::evidence(locale),
            words::said_by(locale),
            words::remark(locale),
        ]
        .into_iter()
        .map(Column::text)
        .collect(),
        rows,
        notes: Vec::new(),
    };
    let blocks: Vec<Block> = vec![or_sentence(table, words::no_duties_said(locale))];
    Some(section_of("duties", words::duties(locale), blocks))
}
