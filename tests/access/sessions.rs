//! Sessions end by themselves, and what was typed into a form survives it.

use support::TestBoard;

use crate::browser::{Browser, PASSWORD, count, give_password};

#[tokio::test]
async fn a_session_ends_after_an_hour_of_nothing_or_half_a_day_of_anything() {
    let board = TestBoard::own_demo().await;
    let person = board.person("lead-120000").await;
    for (passes, expected) in [
        ("seen_at = now() - interval '59 minutes'", 200),
        ("seen_at = now() - interval '61 minutes'", 303),
        ("seen_at = now(), started_at = now() - interval '11 hours 59 minutes'", 200),
        ("started_at = now() - interval '12 hours 1 minute'", 303),
    ] {
        sqlx::query(&format!("update session set {passes}"))
            .execute(&board.sql)
            .await
            .expect("time passes");
        assert_eq!(person.get("/account").await.status, expected, "{passes}");
    }
}

#[tokio::test]
async fn the_end_of_a_session_is_said_half_an_hour_before() {
    let board = TestBoard::own_demo().await;
    let person = board.person("lead-120000").await;
    assert!(!person.page("/?lang=en").await.text().contains("Your session ends at"));
    sqlx::query("update session set started_at = now() - interval '11 hours 35 minutes'")
        .execute(&board.sql)
        .await
        .expect("time passes");
    assert!(person.page("/?lang=en").await.text().contains("Your session ends at"));
    assert!(person.page("/help?lang=zh-CN").await.text().contains("登录到期"));
}

#[tokio::test]
async fn whoever_signs_in_gets_a_secret_nobody_had_before() {
    let board = TestBoard::own_demo().await;
    give_password(&board, "lead-120000").await;
    let mut browser = Browser::new(&board);
    browser.cookie = Some("pilotboard=made-up-by-somebody-else".into());
    browser.sign_in("lead-120000", PASSWORD, "").await;
    let first = browser.cookie.clone().expect("a cookie");
    assert!(!first.contains("made-up"));
    browser.sign_in("lead-120000", PASSWORD, "").await;
    assert_ne!(browser.cookie.clone(), Some(first.clone()));
    browser.cookie = Some(first);
    assert_eq!(browser.get("/account").await.status, 303, "the one before has ended");
    let as_text = "select count(*) from session where encode(secret_sha256, 'hex') =
        substr(current_setting('server_version'), 1, 0)";
    assert_eq!(count(&board, as_text).await, 0);
}

#[tokio::test]
async fn what_was_typed_when_the_session_ended_is_sent_after_signing_in_as_the_same_person() {
    let board = TestBoard::own_demo().await;
    for name in ["lead-120000", "lead-110000"] {
        give_password(&board, name).await;
    }
    let typed = [
        ("current", "万 & <i>\"'"),
        ("note", "first <line> & \"so on\"\r\nsecond line </textarea>"),
        ("note", "the same name again"),
    ];
    for (who, comes_back) in [("lead-120000", true), ("lead-110000", false)] {
        let mut browser = Browser::new(&board);
        browser.sign_in("lead-120000", PASSWORD, "").await;
        sqlx::query("update session set seen_at = now() - interval '2 hours'")
            .execute(&board.sql)
            .await
            .expect("time passes");
        let asked = browser.send("/account/password?lang=en", &typed).await;
        assert_eq!(asked.status, 401, "{}", asked.text());
        assert!(asked.text().contains("Everything you typed is kept"), "{}", asked.text());
        let hidden = asked.html().hidden_fields();
        let mut fields: Vec<(&str, &str)> =
            hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.extend([("name", who), ("password", "wrong")]);
        let again = browser.send("/login?lang=en", &fields).await;
        assert_eq!(again.status, 422);
        assert_eq!(again.html().hidden_fields(), hidden, "kept through a wrong password too");
        fields.pop();
        fields.push(("password", PASSWORD));
        let on = browser.send("/login?lang=en", &fields).await;
        if comes_back {
            assert_eq!(on.status, 200, "{}", on.text());
            assert!(on.text().contains("action=\"/account/password?lang=en\""), "{}", on.text());
            let kept = on.html().hidden_fields();
            let kept: Vec<(&str, &str)> =
                kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(kept, typed);
        } else {
            assert_eq!(on.status, 303, "another's typing is not sent");
        }
    }
}

#[tokio::test]
async fn a_program_whose_session_ended_is_told_so_in_its_own_format() {
    let board = TestBoard::own_demo().await;
    let person = board.person("lead-120000").await;
    sqlx::query("delete from session").execute(&board.sql).await.expect("it ends");
    let answer = person.post("/account/password?lang=en", "application/json", "{}").await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header("content-type"), "application/json");
    assert!(answer.text().contains("sign in and send it again"), "{}", answer.text());
}
