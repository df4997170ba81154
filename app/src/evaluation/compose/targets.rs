//! Which targets are reached: the verdicts, their explanations and clauses,
//! and what the verdicts mean.

use super::{Material, or_sentence};
use crate::domain::summary::{Block, Cell, Column, Row, Section, Table};
use crate::exhibit::judged::{Judged, goal};
use crate::exhibit::target_table::{far, latest};
use crate::locale::{board_words, evaluation_words as words, number_words, progress_words};

pub(super) fn section(material: &Material) -> Option<Section> {
    let locale = material.locale;
    let judged: Vec<Judged> = Judged::all(material.programme, &material.facts, material.quarter)
        .into_iter()
        .filter(|judged| {
            material.unit.is_none_or(|unit| judged.target.unit.as_deref() == Some(&unit.code))
        })
        .collect();
    let none = match material.unit {
        Some(_) => words::no_own_targets(locale),
        None => board_words::no_targets(locale),
    };
    let mut blocks = vec![or_sentence(verdicts(material, &judged), none)];
    if !judged.is_empty() {
        blocks.push(Block::Table(explanations(material, &judged)));
        blocks.push(Block::Table(legend(material, &judged)));
    }
    Some(super::section("targets", board_words::targets(locale), blocks))
}

fn row(cells: Vec<Cell>) -> Row {
    Row { cells, total: false }
}

fn verdicts(material: &Material, judged: &[Judged]) -> Table {
    let locale = material.locale;
    let rows = judged.iter().map(|judged| {
        let reason = judged.verdict.as_ref().ok().and_then(|verdict| verdict.reason);
        let outcome = progress_words::outcome(locale, &judged.outcome());
        let verdict = match reason {
            Some(reason) => {
                board_words::with_period(locale, outcome, progress_words::reason(locale, &reason))
            }
            None => outcome.to_owned(),
        };
        let due = judged.target.due.map_or_else(
            || board_words::no_deadline(locale).to_owned(),
            |due| number_words::period(locale, due),
        );
        let way = match far(judged) {
            Some(percent) => match percent.parse() {
                Ok(number) => Cell::number(percent, number, 0),
                Err(_) => Cell::text(percent),
            },
            None => Cell::text(words::no_way(locale)),
        };
        row(vec![
            Cell::text(judged.target.no.clone()),
            Cell::text(locale.name(&judged.target.name)),
            Cell::text(goal(locale, judged.target)),
            Cell::text(latest(locale, judged)),
            way,
            Cell::text(verdict),
            Cell::text(due),
        ])
    });
    Table {
        code: "targets".to_owned(),
        title: board_words::targets_caption(locale, judged.len()),
        columns: vec![
            Column::text(board_words::number(locale)),
            Column::text(board_words::target(locale)),
            Column::text(board_words::goal(locale)),
            Column::text(board_words::latest(locale)),
            Column::number(words::way(locale), Some("%".to_owned())),
            Column::text(board_words::verdict(locale)),
            Column::text(board_words::due(locale)),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

fn explanations(material: &Material, judged: &[Judged]) -> Table {
    let locale = material.locale;
    let rows = judged.iter().map(|judged| {
        let target = judged.target;
        let explanation = match &judged.verdict {
            Ok(verdict) => {
                let unit = locale.name(&judged.indicator.measure_unit);
                progress_words::explanation(locale, &judged.case, verdict, unit)
            }
            Err(fault) => fault.message.clone(),
        };
        let document = material.programme.document(&target.source.document);
        let source = words::clause_in(
            locale,
            document.map_or("", |document| locale.name(&document.title)),
            &target.source.clause,
        );
        row(vec![
            Cell::text(target.no.clone()),
            Cell::text(explanation),
            Cell::text(source),
            Cell::text(target.printed_as.clone()),
            Cell::text(locale.name(&target.responsible)),
        ])
    });
    Table {
        code: "verdicts".to_owned(),
        title: words::explanations(locale).to_owned(),
        columns: vec![
            Column::text(board_words::number(locale)),
            Column::text(words::explanation(locale)),
            Column::text(board_words::source(locale)),
            Column::text(board_words::printed_as(locale)),
            Column::text(board_words::responsible(locale)),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

/// What the verdicts that occur mean.
fn legend(material: &Material, judged: &[Judged]) -> Table {
    let locale = material.locale;
    let occurring = crate::domain::progress::Outcome::ALL
        .into_iter()
        .filter(|outcome| judged.iter().any(|judged| judged.outcome() == *outcome));
    let rows = occurring.map(|outcome| {
        row(vec![
            Cell::text(progress_words::outcome(locale, &outcome)),
            Cell::text(progress_words::outcome_meaning(locale, &outcome)),
        ])
    });
    Table {
        code: "legend".to_owned(),
        title: words::legend(locale).to_owned(),
        columns: vec![
            Column::text(board_words::verdict(locale)),
            Column::text(words::meaning(locale)),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}
