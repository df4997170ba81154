//! A programme file that changes: the old revision stays, sums and board follow.

use server::import::programme::parse;
use server::shipped;
use server::store::programmes::Saved;
use support::TestBoard;

const BATTERY: &str = "nev-battery-pilot-2018";

fn source() -> &'static str {
    let (_, source) =
        shipped::PROGRAMMES.iter().find(|(code, _)| *code == BATTERY).expect("it ships");
    source
}

async fn save(board: &TestBoard, text: &str) -> Saved {
    let programme = parse(text).expect("in order");
    board.store.save_programme(&programme, text, "wang.wu").await.expect("saved")
}

async fn one<T>(board: &TestBoard, sql: &str) -> T
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    sqlx::query_scalar(sql).fetch_one(&board.sql).await.expect(sql)
}

async fn total(board: &TestBoard) -> String {
    let address =
        format!("/programmes/{BATTERY}.csv?indicator=R01&chart=units&period=2026-Q2&lang=en");
    let rows = board.page(&address).await.csv();
    rows.iter().find(|row| row[0] == "Total").expect("a total")[1].clone()
}

#[tokio::test]
async fn the_same_file_again_is_no_revision() {
    let board = TestBoard::own_demo().await;
    let version = board.store.data_version().await.expect("a version");
    assert_eq!(save(&board, source()).await, Saved::Unchanged);
    assert_eq!(board.store.data_version().await.expect("a version"), version);
    assert_eq!(one::<i64>(&board, "select count(*) from programme_revision").await, 4);
}

#[tokio::test]
async fn taking_a_city_out_of_its_province_changes_the_national_total() {
    let board = TestBoard::own_demo().await;
    let contained = total(&board).await;
    let own: String = one(
        &board,
        "select trim_scale(f.value)::text from filing l
         join figure f on f.unit = l.unit and f.programme = l.programme and f.quarter = l.quarter
           and f.version = l.approved_version
         where l.unit = '330200' and l.quarter = '2026-Q2' and f.indicator = 'R01'",
    )
    .await;
    let (line, _) = source()
        .lines()
        .map(|line| (line, ()))
        .find(|(line, ())| line.starts_with("counted_in = \"330000\""))
        .expect("Ningbo is counted in Zhejiang");
    let changed = source().replacen(line, "", 1);
    assert_eq!(save(&board, &changed).await, Saved::Revised { revision: 2 });

    let now = total(&board).await;
    let tenths = |text: &str| -> i64 {
        let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
        format!("{whole}{tenth}").parse().expect("a number with one decimal")
    };
    assert_eq!(
        tenths(&now),
        tenths(&contained) + tenths(&own),
        "{contained} and {own} became {now}"
    );
    let page = board.page(&format!("/programmes/{BATTERY}?indicator=R01&lang=en")).await.html();
    let names = page.table("Retired batteries recovered by unit");
    assert!(names.names().contains(&"Ningbo"), "no longer marked as outside the total");

    let old: String = one(
        &board,
        "select source from programme_revision
         where programme = 'nev-battery-pilot-2018' and revision = 1",
    )
    .await;
    assert_eq!(old, source(), "the first revision stays as it was");
    let entry: String = one(
        &board,
        "select concat_ws('|', actor, action, subject, detail ->> 'revision') from audit_entry
         order by id desc limit 1",
    )
    .await;
    assert_eq!(entry, format!("wang.wu|import programme|{BATTERY}|2"));

    assert_eq!(save(&board, source()).await, Saved::Revised { revision: 3 });
    assert_eq!(total(&board).await, contained, "and back again");
}

#[tokio::test]
async fn a_unit_that_is_no_longer_named_keeps_its_figures() {
    let board = TestBoard::own_demo().await;
    let at = source().find("[[unit]]\ncode = \"350200\"").expect("Xiamen");
    let end = at + 8 + source()[at + 8..].find("[[unit]]").expect("a next unit");
    let without = format!("{}{}", &source()[..at], &source()[end..]);
    let before = total(&board).await;
    save(&board, &without).await;
    assert_eq!(board.get(&format!("/programmes/{BATTERY}/units/350200")).await.status, 404);
    assert_ne!(total(&board).await, before);
    let kept = one::<i64>(&board, "select count(*) from figure where unit = '350200'").await;
    assert!(kept > 1_000, "{kept}");
    save(&board, source()).await;
    assert_eq!(total(&board).await, before);
    board.page(&format!("/programmes/{BATTERY}/units/350200")).await;
}

#[tokio::test]
async fn a_new_programme_appears_on_the_board_at_once() {
    let board = TestBoard::own_demo().await;
    board.page("/").await;
    let text = source()
        .replacen(BATTERY, "another-pilot", 1)
        .replacen("动力电池试点", "另一个试点", 1)
        .replacen("Battery pilot", "Another pilot", 1);
    assert_eq!(save(&board, &text).await, Saved::Created);
    let page = board.page("/?lang=en").await.html();
    assert!(page.links().contains(&"/programmes/another-pilot?lang=en"), "{:?}", page.links());
    board.page("/programmes/another-pilot/units/JJJ").await;
}
