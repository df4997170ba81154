//! The database goes away and comes back.

use support::TestBoard;

use crate::BATTERY;

#[tokio::test]
async fn without_a_database_every_page_says_so_and_when_to_try_again() {
    let board = TestBoard::own_demo().await;
    board.page("/").await;
    board.sql.close().await;
    board.database.lock(true).await;
    for address in [
        "/".to_owned(),
        "/help".to_owned(),
        "/nothing".to_owned(),
        format!("/programmes/{BATTERY}"),
        format!("/programmes/{BATTERY}.csv"),
        format!("/programmes/{BATTERY}/units/JJJ"),
        format!("/programmes/{BATTERY}/targets/T10.png"),
    ] {
        for (locale, said) in [("en", "The database does not answer"), ("zh-CN", "数据库没有应答")]
        {
            let answer = board.get(&format!("{address}?lang={locale}")).await;
            assert_eq!(answer.status, 503, "{address}");
            assert_eq!(answer.header("retry-after"), "5", "{address}");
            assert_eq!(answer.header("cache-control"), "private, no-cache", "{address}");
            let page = answer.html();
            assert_eq!(page.one("html").attribute("lang"), locale, "{address}");
            assert!(page.one("main").text.contains(said), "{address}: {}", page.one("main").text);
            assert!(page.text_of("demo").len() > 4, "{address}: not marked as demo");
            assert!(!answer.text().contains("allow_connections"), "{address}: insides are shown");
            assert!(!answer.text().contains("postgres"), "{address}: insides are shown");
        }
    }
    assert_eq!(board.get("/readyz").await.status, 503);
    assert_eq!(board.get("/livez").await.status, 200);

    board.database.lock(false).await;
    board.page("/").await;
    board.page(&format!("/programmes/{BATTERY}.csv")).await;
    assert_eq!(board.get("/readyz").await.status, 200);
}

#[tokio::test]
async fn a_connection_that_breaks_between_two_requests_is_not_noticed() {
    let board = TestBoard::own_demo().await;
    board.page("/").await;
    sqlx::query(
        "select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()",
    )
    .execute(&board.sql)
    .await
    .expect("the board's connections are ended");
    board.page("/").await;
}
