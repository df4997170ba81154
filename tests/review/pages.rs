//! A queue that is longer than a page.

use std::collections::HashSet;

use support::{Html, TestBoard};

fn rows(page: &Html) -> Vec<String> {
    let boxes = page.all("input").filter(|input| input.attribute("name") == "approve");
    boxes.map(|input| input.attribute("value").to_owned()).collect()
}

/// Many returns wait; in each second two came in at once.
async fn crowded() -> (TestBoard, usize) {
    let (board, of) = TestBoard::rolled_out(68, 2).await;
    let done = sqlx::query(
        "update filing l set state = 'submitted', submitted_version = approved_version,
           state_since = now() - make_interval(secs => n.at / 2)
         from (select unit, quarter, row_number() over (order by quarter desc, unit) as at
               from filing where programme = $1) n
         where l.programme = $1 and l.unit = n.unit and l.quarter = n.quarter",
    )
    .bind(&of.code)
    .execute(&board.sql)
    .await
    .expect("they wait");
    let waiting = usize::try_from(done.rows_affected()).expect("a count");
    assert!((101..150).contains(&waiting), "three pages: {waiting}");
    (board, waiting)
}

#[tokio::test]
async fn pages_go_on_without_a_gap_and_without_telling_twice() {
    let (board, all) = crowded().await;
    let reviewer = board.person("reviewer").await;
    let mut address = "/review?lang=en".to_owned();
    let (mut seen, mut lengths) = (Vec::new(), Vec::new());
    loop {
        let page = reviewer.page(&address).await.html();
        assert_eq!(page.faults, Vec::<String>::new());
        assert!(page.one("main").text.contains(&format!("of {all} waiting")), "{address}");
        lengths.push(rows(&page).len());
        seen.extend(rows(&page));
        let next = page.all("a").find(|link| link.attribute("rel") == "next");
        let Some(next) = next.map(|next| next.attribute("href").to_owned()) else { break };
        address = next;
        assert!(lengths.len() < 4, "no end");
    }
    assert_eq!(lengths, [50, 50, all - 100]);
    assert_eq!(seen.iter().collect::<HashSet<_>>().len(), all);
    let (oldest,): (String,) = sqlx::query_as(
        "select programme || '/' || unit || '/' || quarter from filing where state = 'submitted'
         order by state_since, unit limit 1",
    )
    .fetch_one(&board.sql)
    .await
    .expect("the oldest");
    assert!(seen[0].starts_with(&oldest), "{} before {oldest}", seen[0]);
    let last = reviewer.page(&address).await.html();
    assert!(last.links().contains(&"/review?lang=en"), "a way back to the oldest");
}

#[tokio::test]
async fn what_is_decided_meanwhile_takes_nothing_out_of_the_next_page() {
    let (board, _) = crowded().await;
    let reviewer = board.person("reviewer").await;
    let first = reviewer.page("/review?lang=en").await.html();
    let next = first.all("a").find(|link| link.attribute("rel") == "next").expect("a next page");
    let next = next.attribute("href").to_owned();
    let before = rows(&reviewer.page(&next).await.html());
    let chosen = rows(&first);
    let fields: Vec<(&str, &str)> =
        chosen.iter().take(10).map(|value| ("approve", value.as_str())).collect();
    let answer = reviewer.send("/review", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(rows(&reviewer.page(&next).await.html()), before);
}

#[tokio::test]
async fn a_province_stands_for_its_areas() {
    let (board, all) = crowded().await;
    let reviewer = board.person("reviewer").await;
    let page = reviewer.page("/review?unit=330000&lang=en").await.html();
    let waiting = rows(&page);
    assert_eq!(waiting.len(), 4);
    assert!(waiting.iter().all(|value| value.contains("/33A")), "{waiting:?}");
    assert!(page.one("main").text.contains(&format!("4 of {all} waiting")));
    let choices: Vec<&str> = page
        .all("option")
        .map(|option| option.attribute("value"))
        .filter(|value| value.contains("A0"))
        .collect();
    assert!(choices.is_empty(), "areas are not listed one by one: {choices:?}");
    let one = reviewer.page("/review?unit=33A0001&lang=en").await.html();
    assert_eq!(rows(&one).len(), 2);
}

#[tokio::test]
async fn a_place_that_cannot_be_read_is_left_out() {
    let (board, _) = crowded().await;
    let reviewer = board.person("reviewer").await;
    for since in ["x", "1", "1~a~b", "99999999999999999999~a~b~2026-Q3", "1~%00~b~2026-Q3"] {
        let page = reviewer.page(&format!("/review?since={since}&lang=en")).await.html();
        assert_eq!(rows(&page).len(), 50, "{since}");
    }
    let end = "/review?since=9000000000000000000~a~b~2026-Q3&lang=en";
    let answer = reviewer.get(end).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}
