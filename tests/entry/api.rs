//! The form's own programming interface.

use serde_json::{Value, json};
use support::{Answer, TestBoard};

use crate::typing::{API, FORM, kept};

const JSON: &str = "application/json";

fn read(answer: &Answer) -> Value {
    assert_eq!(answer.header("content-type"), JSON, "{}", answer.text());
    serde_json::from_str(answer.text()).expect("JSON")
}

#[tokio::test]
async fn a_cell_is_saved_and_what_is_found_comes_back() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    let body = json!({ "version": 0, "cells": { "R01": "12e5", "R20.note": "a", "head": "x" } });
    let answer = clerk.post(&format!("{API}?lang=en"), JSON, body.to_string()).await;
    assert_eq!(answer.status, 200);
    let saved = read(&answer);
    assert_eq!(
        (&saved["version"], &saved["filled"], &saved["lines"]),
        (&json!(1), &json!(1), &json!(33))
    );
    let finding = saved["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .find(|it| it["field"] == "R01")
        .expect("one of R01");
    assert_eq!(
        (&finding["code"], &finding["severity"]),
        (&json!("not-a-figure"), &json!("blocking"))
    );
    assert!(finding["sentence"].as_str().is_some_and(|it| it.contains("1200000")), "{finding}");
    assert_eq!(kept(&board).await.lines["R01"].value, "12e5");
}

#[tokio::test]
async fn a_conflict_gives_both_values_and_stores_nothing() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    let lead = board.person("lead-130000").await;
    let body = |version: i64, text: &str| json!({ "version": version, "cells": { "R01": text } });
    assert_eq!(clerk.post(API, JSON, body(0, "1").to_string()).await.status, 200);
    let answer = lead.post(API, JSON, body(0, "2").to_string()).await;
    assert_eq!(answer.status, 409);
    let conflict = &read(&answer)["conflicts"][0];
    assert_eq!((&conflict["mine"], &conflict["theirs"]), (&json!("2"), &json!("1")));
    assert_eq!((&conflict["field"], &conflict["by"]), (&json!("R01"), &json!("entry-130000")));
    assert_eq!(kept(&board).await.lines["R01"].value, "1");
}

#[tokio::test]
async fn what_is_no_text_of_a_cell_is_refused_by_field() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    for (cells, status) in [
        (json!({ "R01": 12.5 }), 422),
        (json!({ "R01": true }), 422),
        (json!({ "R01": ["1"] }), 422),
        (json!({ "R77": "1" }), 422),
        (json!({ "R01": "9".repeat(201) }), 422),
        (json!("R01"), 422),
    ] {
        let body = json!({ "version": 0, "cells": cells });
        let answer = clerk.post(&format!("{API}?lang=en"), JSON, body.to_string()).await;
        assert_eq!(answer.status, status, "{cells}: {}", answer.text());
        assert!(read(&answer)["error"]["message"].is_string(), "{cells}");
    }
    for (body, status) in [("{", 400), ("", 400), ("{\"version\":0}", 422)] {
        assert_eq!(clerk.post(API, JSON, body).await.status, status, "{body}");
    }
    assert_eq!(clerk.post(API, "text/plain", "{}").await.status, 415);
    let number = json!({ "version": 0, "cells": { "R01": 12.5 } }).to_string();
    let answer = clerk.post(&format!("{API}?lang=en"), JSON, number).await;
    let sentence = &read(&answer)["error"]["fields"][0]["message"];
    assert!(sentence.as_str().is_some_and(|it| it.contains("as strings")), "{sentence}");
    assert!(kept(&board).await.lines.is_empty());
    assert_eq!(clerk.page(FORM).await.status, 200);
}
