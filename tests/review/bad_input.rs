//! Whatever is sent to the review is answered with a sentence and changes
//! nothing.

use crate::desk::{Desk, LAST, address};

#[tokio::test]
async fn what_cannot_be_a_return_is_not_found() {
    let desk = Desk::open().await;
    let reviewer = desk.board.person("reviewer").await;
    for place in [
        "/review/nowhere/130000/2026-Q3",
        "/review/nev-battery-pilot-2018/999999/2026-Q3",
        "/review/nev-battery-pilot-2018/130000/2026Q3",
        "/review/nev-battery-pilot-2018/130000/2026-q3",
        "/review/nev-battery-pilot-2018/130000/2017-Q1",
        "/review/nev-battery-pilot-2018/130000/%FF",
    ] {
        assert_eq!(reviewer.get(place).await.status, 404, "{place}");
        assert_eq!(reviewer.send(&format!("{place}/approve"), &[]).await.status, 404, "{place}");
    }
}

#[tokio::test]
async fn a_form_that_is_not_ours_is_refused_and_changes_nothing() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[]).await;
    let reviewer = desk.board.person("reviewer").await;
    let place = address("130000", LAST);
    let long = "x".repeat(2_001);
    for (said, fields) in [
        ("return", vec![("reason", long.as_str())]),
        ("return", vec![("reason", "x"), ("cells", "R99")]),
        ("return", vec![("reason", "x"), ("cells", "' or 1=1 --")]),
        ("return", vec![("reason", "x"), ("version", "1e3")]),
        ("return", vec![("reason", "x"), ("R01", "5")]),
        ("approve", vec![("version", "-")]),
        ("approve", vec![("R01", "5")]),
        ("comment", vec![]),
        ("comment", vec![("reason", "\u{3000}\t\r\n")]),
    ] {
        let answer = reviewer.send(&format!("{place}/{said}?lang=en"), &fields).await;
        assert_eq!(answer.status, 422, "{said} {fields:?}");
    }
    for (said, version) in [("approve", "0"), ("approve", "2147483647"), ("approve", "-1")] {
        let answer = reviewer.send(&format!("{place}/{said}"), &[("version", version)]).await;
        assert_eq!(answer.status, 409, "{said} {version}");
    }
    let nul = reviewer.send(&format!("{place}/comment"), &[("reason", "a\0b")]).await;
    assert_eq!(nul.status, 303, "NUL is made storable");
    let (state, said): (String, i64) = sqlx::query_as(
        "select state, (select count(*) from review_entry) from filing
         where unit = '130000' and quarter = $1",
    )
    .bind(LAST)
    .fetch_one(&desk.board.sql)
    .await
    .expect("the return");
    assert_eq!((state.as_str(), said), ("submitted", 1));
}

#[tokio::test]
async fn without_a_session_one_is_led_to_sign_in_and_nothing_is_decided() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[]).await;
    for place in ["/review".to_owned(), address("130000", LAST)] {
        let answer = desk.board.get(&place).await;
        assert_eq!(answer.status, 303, "{place}");
        assert!(answer.header("location").starts_with("/login?next="), "{place}");
    }
}
