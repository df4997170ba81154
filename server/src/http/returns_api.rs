//! Saving a draft as JSON, cell by cell: what the form's island sends while
//! somebody types. The same rules as the plain form.
//!
//! ```json
//! { "version": 12, "cells": { "R01": "1200.5", "R20.note": "…" } }
//! ```
//! Texts are kept as they were typed, also where they are no figure; what is
//! found in the return comes back.

use std::collections::BTreeMap;

use app::domain::check::Severity;
use app::domain::draft::{COMPILER, HEAD, Part};
use app::domain::figure::{self, Field, Refusal as NoFigure};
use app::domain::indicator::Indicator;
use app::entry::form::Asked as Questioned;
use app::locale::{Locale, figure_words, request_words, return_words as words};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Refusal, refuse};
use super::json::read_json;
use super::opened::{Opened, Visit};
use crate::store::returns::{Cell, Saved};

/// What is sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Typing {
    /// The draft's version the form holds.
    version: i64,
    /// Texts by field: `R01`, `R20.numerator`, `R01.note`, `head`.
    cells: BTreeMap<String, Value>,
}

/// `POST /api/v1/returns/{programme}/{unit}/{quarter}`
pub(super) async fn save(visit: Visit, request: Request) -> Response {
    match saved(&visit, request).await {
        Ok(response) => response,
        Err(refusal) => refuse(&visit.board, visit.read, refusal).await,
    }
}

fn answer(status: StatusCode, body: &Value) -> Response {
    let json = HeaderValue::from_static("application/json");
    (status, [(CONTENT_TYPE, json)], body.to_string()).into_response()
}

async fn saved(visit: &Visit, request: Request) -> Result<Response, Refusal> {
    let typing: Typing = read_json(request).await?;
    let locale = visit.read.locale;
    let mut opened = visit.find().await?;
    let cells = match cells(locale, &opened, &typing.cells)? {
        Ok(cells) => cells,
        Err(faults) => {
            let message = request_words::not_taken(locale);
            let body = json!({ "error": { "message": message, "fields": faults } });
            return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &body));
        }
    };
    let (store, key) = (visit.board.store(), &opened.dossier.key);
    let (saved, dossier) =
        store.save_and_question(&opened.actor, key, typing.version, &cells).await?;
    match saved {
        Saved::Done { version, lines, at, .. } => {
            opened.dossier = dossier;
            let mut body = standing(locale, &opened)?;
            body["version"] = json!(version);
            body["changed"] = json!(lines);
            body["saved_at"] = json!(words::moment(at));
            Ok(answer(StatusCode::OK, &body))
        }
        Saved::Conflict { version, conflicts, .. } => {
            let conflicts: Vec<Value> = conflicts
                .iter()
                .map(|it| {
                    let field = it.conflict.part.field(&it.conflict.line);
                    let (mine, theirs) = (&it.conflict.mine, &it.conflict.theirs);
                    let at = words::moment(it.at);
                    json!({ "field": field, "mine": mine, "theirs": theirs, "by": it.by, "at": at })
                })
                .collect();
            let message = words::conflict_title(locale);
            let body = json!({
                "error": { "message": message }, "version": version, "conflicts": conflicts,
            });
            Ok(answer(StatusCode::CONFLICT, &body))
        }
        Saved::Refused(refusal) => {
            let message = words::refusal(locale, &refusal);
            let body = json!({ "error": { "message": message }, "locked": true });
            Ok(answer(StatusCode::CONFLICT, &body))
        }
    }
}

/// What is found in the draft as it is kept now.
fn standing(locale: Locale, opened: &Opened) -> Result<Value, Refusal> {
    let (programme, unit) = opened.filed_by()?;
    let dossier = &opened.dossier;
    let findings: Vec<Value> = Questioned::all(locale, programme, dossier)
        .iter()
        .map(|asked| {
            let finding = &asked.finding;
            let severity = match finding.severity {
                Severity::Blocking => "blocking",
                Severity::Warning => "warning",
            };
            json!({
                "code": finding.code(), "severity": severity, "field": finding.field(),
                "lines": finding.lines, "sentence": asked.sentence,
                "explain": finding.explanation_field(), "open": finding.is_open(),
            })
        })
        .collect();
    let form: Vec<&Indicator> = programme.form_of(unit, dossier.key.quarter).collect();
    let blank = |line: &&&Indicator| {
        dossier.lines.get(&line.code).is_none_or(app::domain::draft::Typed::is_blank)
    };
    let filled = form.len() - form.iter().filter(blank).count();
    Ok(json!({ "findings": findings, "filled": filled, "lines": form.len() }))
}

/// The cells as the store takes them, or what is wrong with them by field.
fn cells(
    locale: Locale,
    opened: &Opened,
    sent: &BTreeMap<String, Value>,
) -> Result<Result<Vec<Cell>, Vec<Value>>, Refusal> {
    let (programme, unit) = opened.filed_by()?;
    let quarter = opened.dossier.key.quarter;
    let (mut cells, mut faults) = (Vec::new(), Vec::new());
    for (name, value) in sent {
        let mut fault = |message: String| faults.push(json!({ "field": name, "message": message }));
        let known = Part::of_field(name).filter(|(line, part)| {
            let is_foot = *part == Part::Value && (*line == HEAD || *line == COMPILER);
            is_foot || programme.form_of(unit, quarter).any(|known| known.code == *line)
        });
        let Some((line, part)) = known else {
            fault(request_words::unknown_field(locale, super::reading::showable(name)));
            continue;
        };
        let indicator = programme.indicator(line);
        let text = match value {
            Value::Null => String::new(),
            Value::String(text) => text.replace("\r\n", "\n").replace('\0', "\u{FFFD}"),
            other => {
                fault(no_text(locale, indicator, name, part, other));
                continue;
            }
        };
        if text.chars().count() > part.longest() {
            fault(words::too_long(locale, name, part.longest()));
            continue;
        }
        cells.push((line.to_owned(), part, text));
    }
    Ok(if faults.is_empty() { Ok(cells) } else { Err(faults) })
}

/// Why a JSON value that is no string is no cell.
fn no_text(
    locale: Locale,
    indicator: Option<&Indicator>,
    name: &str,
    part: Part,
    value: &Value,
) -> String {
    let plain = Field {
        measure_unit_zh: "",
        measure_unit_en: "",
        other_spellings: &[],
        decimals: 0,
        min: None,
        max: None,
    };
    let refusal = figure::parse_json(value, &plain).err().unwrap_or(NoFigure::JsonStructure);
    let name = indicator.map_or_else(|| name.to_owned(), |it| words::field(locale, it, part));
    figure_words::refusal(locale, &name, "", &refusal)
}
