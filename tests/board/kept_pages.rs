//! Pages that are kept: the same until the data changes, and then the new one.

use std::io::Read as _;

use axum::body::Body;
use axum::http::{Request, header};
use server::http::{Board, Settings, router, watch_data};
use server::store::Store;
use support::{Answer, Person, TestBoard};
use tokio::time::{Duration, Instant, sleep};

const PAGE: &str = "/?lang=en&period=2026-Q2";

async fn ask(board: &TestBoard, name: header::HeaderName, value: &str) -> Answer {
    let request = Request::get(PAGE).header(name, value).body(Body::empty());
    board.send(request.expect("a request")).await
}

/// Changes an approved figure behind the board, as another server would.
async fn change(board: &TestBoard, figure: &str) {
    let sql = "insert into submission (unit, programme, quarter, version, origin, submitted_by)
        values ('440000', 'nev-battery-pilot-2018', '2026-Q2', 2, 'import', 'test')";
    sqlx::query(sql).execute(&board.sql).await.expect("a version");
    sqlx::query(
        "insert into figure (unit, programme, quarter, version, indicator, value)
         select unit, programme, quarter, 2, indicator, value from figure
         where unit = '440000' and programme = 'nev-battery-pilot-2018' and quarter = '2026-Q2'
           and value is not null and indicator <> 'R01'
         union all select '440000', 'nev-battery-pilot-2018', '2026-Q2', 2, 'R01', $1::numeric",
    )
    .bind(figure)
    .execute(&board.sql)
    .await
    .expect("its figures");
    for sql in [
        "update filing set approved_version = 2 where unit = '440000'
           and programme = 'nev-battery-pilot-2018' and quarter = '2026-Q2'",
        "update rollup set value = value + 1000000 where programme = 'nev-battery-pilot-2018'
           and scope = '' and indicator = 'R01' and quarter = '2026-Q2'",
        "update programme set data_version = data_version + 1
           where code = 'nev-battery-pilot-2018'",
    ] {
        sqlx::query(sql).execute(&board.sql).await.expect(sql);
    }
}

#[tokio::test]
async fn a_browser_that_has_the_page_is_told_so() {
    let board = TestBoard::demo().await;
    let first = board.page(PAGE).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.len() > 20, "{tag}");
    let again = board.page(PAGE).await;
    assert_eq!((again.text(), again.header("etag")), (first.text(), tag.as_str()));
    let known = ask(&board, header::IF_NONE_MATCH, &format!("\"other\", {tag}")).await;
    assert_eq!(known.status, 304);
    assert!(known.text().is_empty());
    assert_eq!(ask(&board, header::IF_NONE_MATCH, "\"other\"").await.status, 200);
    let chinese = board.page("/?lang=zh-CN&period=2026-Q2").await;
    assert_ne!(chinese.header("etag"), tag);
}

#[tokio::test]
async fn a_packed_page_unpacks_to_the_same() {
    let board = TestBoard::demo().await;
    let plain = board.page(PAGE).await;
    for _ in 0..2 {
        let packed = ask(&board, header::ACCEPT_ENCODING, "gzip, br").await;
        assert_eq!(packed.header("content-encoding"), "br");
        let mut text = String::new();
        brotli::Decompressor::new(packed.body.as_slice(), 4096)
            .read_to_string(&mut text)
            .expect("it unpacks");
        assert_eq!(text, plain.text());
    }
    let refused = ask(&board, header::ACCEPT_ENCODING, "br;q=0").await;
    assert_eq!(refused.header("content-encoding"), "");
}

#[tokio::test]
async fn what_changed_is_shown_at_once() {
    let board = TestBoard::own_demo().await;
    let before = board.page(PAGE).await;
    change(&board, "1004670.6").await;
    let after = board.page(PAGE).await;
    assert_ne!(after.header("etag"), before.header("etag"));
    assert!(after.text().contains("1,025,802.6"), "the new sum");
    assert!(!before.text().contains("1,025,802.6"));
}

#[tokio::test]
async fn another_server_hears_of_the_change() {
    let board = TestBoard::own_demo().await;
    let store = Store::serve(board.database.options(), 4).await.expect("it serves");
    let as_of = Some(server::demo::AS_OF.parse().expect("a quarter"));
    let settings = Settings { demo: true, open: true, as_of, ..Settings::default() };
    let other = Board::new(store, settings);
    let watching = tokio::spawn(watch_data(other.clone()));
    let other = router(other);
    let page = async || {
        let request = Request::get(PAGE).body(Body::empty()).expect("a request");
        TestBoard::ask(&other, request).await
    };
    let before = page().await;
    sleep(Duration::from_millis(300)).await;
    change(&board, "1004670.6").await;
    let begun = Instant::now();
    while page().await.header("etag") == before.header("etag") {
        assert!(begun.elapsed() < Duration::from_secs(10), "it does not hear");
        sleep(Duration::from_millis(20)).await;
    }
    assert!(page().await.text().contains("1,025,802.6"));
    watching.abort();
}

#[tokio::test]
async fn nobody_gets_a_page_made_for_somebody_else() {
    let board = TestBoard::own_demo().await;
    let open = board.page(PAGE).await;
    let reviewer = board.person("reviewer").await;
    let own = reviewer.page(PAGE).await;
    assert!(own.text().contains("Sign out") && !open.text().contains("Sign out"));
    assert_eq!(own.header("etag"), "", "it is made for each request");
    assert!(!Person::nobody(&board).page(PAGE).await.text().contains("Sign out"));
    let closed = TestBoard::closed_demo().await;
    assert_eq!(closed.get(PAGE).await.status, 303);
    assert_eq!(closed.get(PAGE).await.status, 303);
}
