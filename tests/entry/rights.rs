//! Nobody is where they do not belong.

use support::TestBoard;

use crate::typing::{FORM, kept};

#[tokio::test]
async fn somebody_else_s_return_answers_like_one_that_does_not_exist() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    let at = |unit: &str, end: &str| format!("/returns/nev-battery-pilot-2018/{unit}/2026-Q3{end}");
    for end in ["", "/check", "/receipt", "/receipt.txt", "/history?indicator=R01"] {
        let theirs = clerk.get(&at("310000", end)).await;
        let nobody_s = clerk.get(&at("999999", end)).await;
        assert_eq!((theirs.status.as_u16(), nobody_s.status.as_u16()), (404, 404), "{end}");
        assert_eq!(
            theirs.text().replace("310000", "…"),
            nobody_s.text().replace("999999", "…"),
            "{end}"
        );
    }
    let answer = clerk.send(&at("310000", ""), &[("seen", "0"), ("R01", "1")]).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn who_decides_reads_and_does_not_write() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    clerk.send(FORM, &[("seen", "0"), ("R01", "1234.5")]).await;
    for (name, sees) in [("reviewer", true), ("auditor", true), ("observer", false)] {
        let person = board.person(name).await;
        let page = person.page(FORM).await;
        assert_eq!(page.text().contains("1234.5"), sees, "{name} and a draft");
        assert!(!page.text().contains("name=\"seen\""), "{name} has no form to send");
        let answer = person.send(FORM, &[("seen", "1"), ("R01", "1")]).await;
        assert_eq!(answer.status, 403, "{name}");
    }
    let admin = board.person("admin").await;
    assert_eq!(admin.get(FORM).await.status, 404);
    assert_eq!(kept(&board).await.lines["R01"].value, "1234.5");
}

#[tokio::test]
async fn who_is_not_signed_in_is_led_to_the_sign_in_page_and_back() {
    let board = TestBoard::own_demo().await;
    let answer = board.get(FORM).await;
    assert_eq!(answer.status, 303);
    let next = FORM.replace('/', "%2F");
    assert_eq!(answer.header("location"), format!("/login?next={next}"));
}
