//! Signing in and out.

use support::TestBoard;

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
