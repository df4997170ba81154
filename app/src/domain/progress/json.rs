//! A case as the command and the API take it. Strict: what is not understood
//! is refused with the path to it, never skipped.

use num_rational::BigRational;
use serde_json::{Map, Value};

use super::super::decimal::Decimal;
use super::super::period::Period;
use super::super::target::Comparator;
use super::case::{Base, Case, InputFault, Terms};

/// Longer numbers are refused; no figure has half as many digits, and exact
/// arithmetic on them would cost time without end.
const MAX_DIGITS: usize = 100;

type Parsed<T> = Result<T, InputFault>;

/// Reads one case of the progress rules, section "Case".
///
/// # Errors
/// Text that is not JSON, unknown, missing and mistyped fields, JSON numbers
/// where decimals are strings, malformed numbers and periods, an unknown
/// comparator. What contradicts itself across fields is found by
/// [`super::judge`].
pub fn parse_case(json: &str) -> Parsed<Case> {
    let case: Value = serde_json::from_str(json)
        .map_err(|error| InputFault::new("case", format!("is not JSON: {error}")))?;
    let case = object(&case, "case", &["target", "series", "as_of"])?;
    let target = needed(case, "target", "target")?;
    let terms = terms(target)?;
    let series = list(needed(case, "series", "series")?, "series")?
        .iter()
        .enumerate()
        .map(|(position, point)| valued(point, &format!("series[{position}]")))
        .collect::<Parsed<_>>()?;
    let as_of = period(needed(case, "as_of", "as_of")?, "as_of")?;
    Ok(Case { terms, series, as_of })
}

fn terms(target: &Value) -> Parsed<Terms> {
    let target = object(
        target,
        "target",
        &["comparator", "value", "upper", "tolerance", "baseline", "milestones", "due"],
    )?;
    let comparator = needed(target, "comparator", "target.comparator")?;
    let comparator: Comparator = comparator
        .as_str()
        .and_then(|_| serde_json::from_value(comparator.clone()).ok())
        .ok_or_else(|| {
            InputFault::new(
                "target.comparator",
                format!("{} is not a comparator", quoted(comparator)),
            )
        })?;
    let optional = |key: &str| {
        given(target, key).map(|value| number(value, &format!("target.{key}"))).transpose()
    };
    let value = optional("value")?;
    if value.is_none() && comparator != Comparator::Milestone {
        return Err(InputFault::new("target.value", "is needed for this comparator"));
    }
    let baseline = given(target, "baseline")
        .map(|baseline| valued(baseline, "target.baseline"))
        .transpose()?
        .map(|(period, value)| Base { period, value });
    let milestones = match given(target, "milestones") {
        None => Vec::new(),
        Some(milestones) => list(milestones, "target.milestones")?
            .iter()
            .enumerate()
            .map(|(position, milestone)| {
                let at = format!("target.milestones[{position}]");
                let (period, value) = valued(milestone, &at)?;
                let missing = || InputFault::new(format!("{at}.value"), "must not be null");
                Ok((period, value.ok_or_else(missing)?))
            })
            .collect::<Parsed<_>>()?,
    };
    let due = given(target, "due").map(|due| period(due, "target.due")).transpose()?;
    Ok(Terms {
        comparator,
        value,
        upper: optional("upper")?,
        tolerance: optional("tolerance")?,
        baseline,
        milestones,
        due,
    })
}

/// `{"period":…,"value":…}`; the value may be null but not left out.
fn valued(value: &Value, at: &str) -> Parsed<(Period, Option<BigRational>)> {
    let fields = object(value, at, &["period", "value"])?;
    let field = format!("{at}.period");
    let period = period(needed(fields, "period", &field)?, &field)?;
    let field = format!("{at}.value");
    let value = match fields.get("value") {
        None => return Err(InputFault::new(field, "is missing")),
        Some(Value::Null) => None,
        Some(value) => Some(number(value, &field)?),
    };
    Ok((period, value))
}

fn object<'v>(value: &'v Value, at: &str, known: &[&str]) -> Parsed<&'v Map<String, Value>> {
    let fields = value.as_object().ok_or_else(|| InputFault::new(at, "must be a JSON object"))?;
    match fields.keys().find(|key| !known.contains(&key.as_str())) {
        None => Ok(fields),
        Some(unknown) => {
            let field = if at == "case" { unknown.clone() } else { format!("{at}.{unknown}") };
            let message = format!("is not a field; there are {}", known.join(", "));
            Err(InputFault::new(field, message))
        }
    }
}

fn list<'v>(value: &'v Value, at: &str) -> Parsed<&'v [Value]> {
    match value {
        Value::Array(values) => Ok(values),
        _ => Err(InputFault::new(at, "must be a JSON array")),
    }
}

/// The field's value; a field that is null counts as left out.
fn given<'v>(fields: &'v Map<String, Value>, key: &str) -> Option<&'v Value> {
    fields.get(key).filter(|value| !value.is_null())
}

fn needed<'v>(fields: &'v Map<String, Value>, key: &str, at: &str) -> Parsed<&'v Value> {
    given(fields, key).ok_or_else(|| InputFault::new(at, "is missing"))
}

fn period(value: &Value, at: &str) -> Parsed<Period> {
    value.as_str().and_then(|text| text.parse().ok()).ok_or_else(|| {
        InputFault::new(
            at,
            format!("{} is not a period; write \"2025\" or \"2025-Q3\"", quoted(value)),
        )
    })
}

fn number(value: &Value, at: &str) -> Parsed<BigRational> {
    let text = match value {
        Value::String(text) => text,
        Value::Number(number) => {
            let message = format!("decimals are strings here: write \"{number}\"");
            return Err(InputFault::new(at, message));
        }
        _ => {
            return Err(InputFault::new(at, "must be a decimal in a string, such as \"12.5\""));
        }
    };
    if text.len() > MAX_DIGITS {
        return Err(InputFault::new(at, format!("is longer than {MAX_DIGITS} characters")));
    }
    text.parse::<Decimal>().map(|number| number.to_ratio()).map_err(|_| {
        InputFault::new(at, format!("{} is not a decimal such as \"12.5\"", quoted(value)))
    })
}

/// The value as it was sent, when it is short enough to be quoted.
fn quoted(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 { text } else { "the value".to_owned() }
}
