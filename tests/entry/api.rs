//! The form's own programming interface.

use app::domain::access::Role;
use serde_json::{Value, json};
use server::store::accounts::NewAccount;
use support::{Answer, Person, TestBoard};

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

/// Whoever asks with whatever: where programs ask, nothing answers with a page.
#[tokio::test]
async fn a_program_is_told_in_json_why_it_gets_nothing() {
    let board = TestBoard::real().await;
    for (name, role, unit) in
        [("entry-130000", Role::Entry, Some("130000".into())), ("reviewer", Role::Reviewer, None)]
    {
        let new = NewAccount { name: name.into(), role, unit, mail: None };
        board.store.make_account("operator", &new).await.expect("an account");
    }
    let nobody = Person::nobody(&board);
    let form = "application/x-www-form-urlencoded";
    let elsewhere = API.replace("130000", "110000");
    let sound = json!({ "version": 0, "cells": {} }).to_string();
    let clerk = board.person("entry-130000").await;
    let reviewer = board.person("reviewer").await;
    sqlx::query("update account set totp_secret = null").execute(&board.sql).await.expect("none");
    for (who, address, kind, body, status, said) in [
        (&nobody, API, JSON, sound.as_str(), 401, "sign in"),
        (&nobody, API, form, "seen=0", 401, "sign in"),
        (&nobody, API, "text/plain", "", 401, "sign in"),
        (&clerk, &elsewhere, JSON, &sound, 404, "110000"),
        (&clerk, API, form, "seen=0", 415, JSON),
        (&reviewer, API, JSON, &sound, 403, "second factor"),
        (&clerk, "/api/v1/nothing", JSON, sound.as_str(), 404, "address"),
    ] {
        let answer = who.post(&format!("{address}?lang=en"), kind, body.to_owned()).await;
        assert_eq!(answer.status, status, "{address} {kind}: {}", answer.text());
        let told = read(&answer);
        let message = told["error"]["message"].as_str().unwrap_or_default();
        assert!(message.contains(said), "{address} {kind}: {message}");
    }
    let answer = nobody.get("/api/v1/nothing?lang=zh-CN").await;
    assert_eq!(answer.status, 404);
    assert!(read(&answer)["error"]["message"].as_str().is_some_and(|it| it.contains("没有页面")));
}
