//! A body of JSON, and what is wrong with one that cannot be read.

use axum::extract::Request;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::form::has_type;
use super::limits;
use super::request_refusal::RequestRefusal;

const JSON_TYPE: &str = "application/json";

/// Reads a body of JSON. A type that takes no fields but its own says
/// `#[serde(deny_unknown_fields)]`.
///
/// # Errors
/// When it is too large, of another type, no JSON, or holds something else
/// than `T`.
pub async fn read_json<T: DeserializeOwned>(request: Request) -> Result<T, RequestRefusal> {
    if !has_type(request.headers(), JSON_TYPE) {
        return Err(RequestRefusal::WrongType(JSON_TYPE));
    }
    parse(&limits::whole(request, limits::JSON).await?)
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, RequestRefusal> {
    let text = str::from_utf8(body).map_err(|_| RequestRefusal::NotText)?;
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        if error.classify() != Category::Data {
            return RequestRefusal::BrokenJson { line, column };
        }
        let what = error.to_string();
        // The one fault that callers make by themselves gets a sentence of its
        // own; serde names the field in no other way.
        match what.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`')) {
            Some((name, _)) => RequestRefusal::UnknownField(name.to_owned()),
            None => RequestRefusal::UnfitJson { line, column, what },
        }
    })
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Eq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Cell {
        code: String,
        raw: Option<String>,
    }

    #[test]
    fn each_fault_is_told_from_the_others() {
        let cell = Cell { code: "R01".into(), raw: None };
        assert_eq!(parse(br#"{"code":"R01"}"#), Ok(cell));
        for body in ["", "{", "{\"code\":}", "{\"code\":\"R01\"} x", "{'code':1}"] {
            let refusal = parse::<Cell>(body.as_bytes());
            assert!(
                matches!(refusal, Err(RequestRefusal::BrokenJson { .. })),
                "{body}: {refusal:?}"
            );
        }
        let deep = "[".repeat(100_000);
        let refusal = parse::<serde_json::Value>(deep.as_bytes());
        assert!(matches!(refusal, Err(RequestRefusal::BrokenJson { .. })), "{refusal:?}");
        assert_eq!(parse::<Cell>(b"\"\xff\""), Err(RequestRefusal::NotText));
        assert_eq!(
            parse::<Cell>(br#"{"code":"R01","row":"1"}"#),
            Err(RequestRefusal::UnknownField("row".into()))
        );
        for body in ["{}", "[]", "null", "{\"code\":1}", "{\"code\":\"a\",\"code\":\"b\"}"] {
            let refusal = parse::<Cell>(body.as_bytes());
            assert!(
                matches!(refusal, Err(RequestRefusal::UnfitJson { .. })),
                "{body}: {refusal:?}"
            );
        }
    }
}
