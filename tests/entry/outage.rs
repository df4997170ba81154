//! The database goes away while somebody types.

use support::TestBoard;

use crate::typing::{FORM, kept};

#[tokio::test]
async fn what_was_typed_comes_back_with_the_page_and_is_sent_again_from_there() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    clerk.page(FORM).await;
    board.sql.close().await;
    board.database.lock(true).await;
    let typed =
        [("seen", "0"), ("R01", "1.25万\"<"), ("R01.note", "first\r\nsecond"), ("then", "save")];
    let answer = clerk.send(&format!("{FORM}?lang=en"), &typed).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "5"));
    let page = answer.html();
    assert!(page.one("main").text.contains("All you typed is held by this page"));
    let form = page.all("form").find(|it| it.attribute("action").contains("2026-Q3"));
    let form = form.expect("a form to send again");
    assert_eq!(form.attribute("action"), format!("{FORM}?lang=en"));
    let held: Vec<(String, String)> = page
        .all("input")
        .filter(|it| it.attribute("type") == "hidden")
        .map(|it| (it.attribute("name").to_owned(), it.attribute("value").to_owned()))
        .collect();
    let held: Vec<(&str, &str)> = held.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    for field in typed {
        assert!(held.contains(&field), "{field:?} is not among {held:?}");
    }

    board.database.lock(false).await;
    let answer = clerk.send(&format!("{FORM}?lang=en"), &held).await;
    assert_eq!(answer.status, 422, "it is read again, and kept: {}", answer.text());
    assert_eq!(kept(&board).await.lines["R01"].value, "1.25万\"<");
}

#[tokio::test]
async fn a_password_is_never_given_back() {
    let board = TestBoard::own_demo().await;
    board.page("/login").await;
    board.sql.close().await;
    board.database.lock(true).await;
    let clerk = support::Person::nobody(&board);
    let answer = clerk.send("/login", &[("name", "admin"), ("password", "geheim-geheim")]).await;
    assert_eq!(answer.status, 503);
    assert!(!answer.text().contains("geheim"), "{}", answer.text());
}
