//! Signing in and out.

use axum::body::Body;
use axum::http::{Request, header};
use server::http::peer::Surroundings;
use support::{TestBoard, urlencoded};
use tokio::time::Instant;

use crate::browser::{Browser, PASSWORD, count, give_password};

#[tokio::test]
async fn whoever_signs_in_is_named_on_every_page_until_signing_out() {
    let board = TestBoard::own_demo().await;
    give_password(&board, "lead-120000").await;
    let mut browser = Browser::new(&board);
    let fields = [("name", " Lead-120000 "), ("password", PASSWORD), ("next", "/help?lang=en")];
    let answer = browser.send("/login", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.header("location"), "/help?lang=en");
    let page = browser.get("/?lang=en").await;
    assert!(page.text().contains("lead-120000"), "{}", page.text());
    assert!(page.text().contains("Tianjin · Head of unit"), "{}", page.text());
    let before = browser.cookie.clone();
    let out = browser.send("/logout?lang=en", &[]).await;
    assert_eq!((out.status.as_u16(), out.header("location")), (303, "/login?lang=en"));
    assert_eq!(browser.cookie, None);
    browser.cookie = before;
    let page = browser.get("/?lang=en").await;
    assert!(!page.text().contains("lead-120000"), "the session is gone, not only the cookie");
    let entries = "select count(*) from audit_entry where actor = 'lead-120000'
        and action in ('sign_in', 'sign_out')";
    assert_eq!(count(&board, entries).await, 2);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    let board = TestBoard::own_demo().await;
    give_password(&board, "lead-120000").await;
    let mut browser = Browser::new(&board);
    let wrong = browser.sign_in("lead-120000", "something else", "").await;
    let unknown = browser.sign_in("nobody-9", "something else", "").await;
    assert_eq!(wrong.status, 422);
    assert_eq!(unknown.status, 422);
    assert_eq!(wrong.text().replace("lead-120000", "nobody-9"), unknown.text());
    assert!(!wrong.text().contains("something else"), "a password is never sent back");
    assert!(wrong.text().contains("<title>Error: Sign in"), "{}", wrong.text());
}

#[tokio::test]
async fn what_is_missing_is_named_and_what_was_typed_stays() {
    let board = TestBoard::demo().await;
    let answer = Browser::new(&board).sign_in("reviewer", "", "").await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Enter your password"), "{}", answer.text());
    assert!(answer.text().contains("value=\"reviewer\""), "{}", answer.text());
}

#[tokio::test]
async fn nobody_is_led_to_another_site_after_signing_in() {
    let board = TestBoard::own_demo().await;
    give_password(&board, "observer").await;
    for next in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"] {
        let fields = [("name", "observer"), ("password", PASSWORD), ("next", next)];
        let answer = Browser::new(&board).send("/login?lang=en", &fields).await;
        assert_eq!(answer.status, 303);
        assert_eq!(answer.header("location"), "/review?lang=en", "{next}");
    }
}

#[tokio::test]
async fn a_page_for_accounts_leads_to_signing_in_and_from_there_to_itself() {
    let board = TestBoard::own_demo().await;
    give_password(&board, "auditor").await;
    let mut browser = Browser::new(&board);
    let answer = browser.get("/account?lang=en").await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), "/login?next=%2Faccount%3Flang%3Den&lang=en");
    let page = browser.get(answer.header("location")).await;
    assert!(page.text().contains("name=\"next\" value=\"/account?lang=en\""), "{}", page.text());
}

/// The line that gives the cookie, or takes it away, told of `scheme` by
/// whoever sends the request on.
async fn cookie_line(board: &TestBoard, address: &str, scheme: &str) -> String {
    let request = Request::post(address)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-proto", scheme)
        .header("x-forwarded-host", "board.example.org")
        .body(Body::from(urlencoded(&[("name", "observer"), ("password", PASSWORD)])));
    let answer = board.send(request.expect("a request")).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("set-cookie").to_owned()
}

#[tokio::test]
async fn the_cookie_is_for_encrypted_lines_alone_where_the_browser_has_one() {
    // A test's request comes from nowhere, which is 0.0.0.0.
    let behind = Surroundings { proxies: "0.0.0.0".parse().expect("proxies"), origin: None };
    let origin = Some("https://board.example.org".parse().expect("an origin"));
    let named = Surroundings { origin, ..Surroundings::default() };
    for (surroundings, told) in [
        (
            behind,
            // The proxy next to the person says it first, the one next to us last.
            &[
                ("https", true),
                ("HTTPS", true),
                ("http", false),
                ("http, https", true),
                ("https, http", false),
            ][..],
        ),
        (named, &[("http", true)]),
        // A stranger's word for it is worth nothing.
        (Surroundings::default(), &[("https", false)]),
    ] {
        let board = TestBoard::own_demo_in(surroundings.clone()).await;
        give_password(&board, "observer").await;
        for (scheme, secure) in told {
            for address in ["/login", "/logout"] {
                let line = cookie_line(&board, address, scheme).await;
                assert!(line.starts_with("pilotboard="), "{line}");
                assert!(line.contains("; HttpOnly; SameSite=Lax"), "{line}");
                assert_eq!(line.contains("; Secure"), *secure, "{surroundings:?} {scheme}: {line}");
            }
        }
    }
}

/// Names that are somebody's, and names that are nobody's, by turns, so that
/// both find the machine as busy; each but once, so that nobody is slowed down.
#[tokio::test]
async fn the_time_of_an_answer_does_not_tell_which_names_there_are() {
    let board = TestBoard::own_demo().await;
    give_password(&board, "lead-120000").await;
    sqlx::query(
        "update account set password = (select password from account where name = 'lead-120000')",
    )
    .execute(&board.sql)
    .await
    .expect("everybody has a password");
    let names: Vec<(String,)> =
        sqlx::query_as("select name from account where role in ('entry', 'lead') limit 21")
            .fetch_all(&board.sql)
            .await
            .expect("names");
    assert_eq!(names.len(), 21);
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for (at, (name,)) in names.iter().enumerate() {
        for (name, times) in [(name.clone(), &mut known), (format!("nobody-{at}"), &mut unknown)] {
            let begun = Instant::now();
            let answer = Browser::new(&board).sign_in(&name, "something else", "").await;
            times.push(begun.elapsed());
            assert_eq!(answer.status, 422, "{name}");
        }
    }
    known.sort();
    unknown.sort();
    let (known, unknown) = (known[10], unknown[10]);
    // One trial of a password is most of either; without it an answer takes
    // a tenth of the time or less.
    assert!(known < unknown * 2 && unknown < known * 2, "{known:?} against {unknown:?}");
}
