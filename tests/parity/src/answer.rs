//! One line of JSON in, one line of JSON out.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::domain::decimal::Decimal;
use crate::domain::figure::{Field, parse_json};
use crate::domain::progress::{answer, fault_answer, judge, parse_case};

/// A question to the domain.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    /// A case of the progress rules.
    Judge(Value),
    Parse(Typed),
}

/// A typed text, or any other JSON value, and the field it was typed into.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    text: Value,
    measure_unit_zh: String,
    measure_unit_en: String,
    decimals: u8,
    min: Option<Decimal>,
    max: Option<Decimal>,
}

/// Answers newline-separated lines with as many newline-separated lines.
#[must_use]
pub fn answer_all(lines: &str) -> String {
    lines.lines().map(answer_line).collect::<Vec<_>>().join("\n")
}

/// Answers one line: a verdict or a parsed entry, a refusal, or an error.
#[must_use]
pub fn answer_line(line: &str) -> String {
    match serde_json::from_str(line) {
        Ok(Line::Judge(case)) => judged(&case),
        Ok(Line::Parse(typed)) => parsed(&typed).to_string(),
        Err(error) => {
            json!({ "error": { "field": "line", "message": error.to_string() } }).to_string()
        }
    }
}

/// The words of an explanation belong to the app; what they are made from
/// stands in their place here, so that it is compared too.
fn judged(case: &Value) -> String {
    let verdict = parse_case(&case.to_string()).and_then(|case| judge(&case));
    let line = match &verdict {
        Ok(verdict) => {
            let made_from = format!("{:?} {:?}", verdict.basis, verdict.segment);
            serde_json::to_string(&answer(verdict, &made_from))
        }
        Err(fault) => serde_json::to_string(&fault_answer(fault)),
    };
    line.unwrap_or_else(|error| json!({ "error": error.to_string() }).to_string())
}

fn parsed(typed: &Typed) -> Value {
    let field = Field {
        measure_unit_zh: &typed.measure_unit_zh,
        measure_unit_en: &typed.measure_unit_en,
        other_spellings: &[],
        decimals: typed.decimals,
        min: typed.min.as_ref(),
        max: typed.max.as_ref(),
    };
    match parse_json(&typed.text, &field) {
        Ok(parsed) => json!(parsed),
        Err(refusal) => json!({ "refusal": refusal }),
    }
}
