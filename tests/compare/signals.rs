//! What asks for a look.

use support::{Table, TestBoard};

use crate::BATTERY;
use crate::comparing::ranking;

fn signals<'a>(table: &'a Table, unit: &str) -> &'a str {
    table.cell(unit, "Signals")
}

#[tokio::test]
async fn a_unit_that_did_not_file_the_last_due_quarter_is_stale() {
    let board = TestBoard::demo().await;
    let address = format!("/programmes/{BATTERY}/compare?lang=en&indicator=R13");
    let table = ranking(&board, &address).await;
    for unit in ["Guangxi", "Gansu"] {
        assert!(signals(&table, unit).contains("stale, the latest is of Q2 2026"), "{unit}");
    }
    assert_eq!(signals(&table, "Guangdong"), "none");
    // As it was then.
    let table = ranking(&board, &format!("{address}&period=2026-Q2")).await;
    assert!(!signals(&table, "Gansu").contains("stale"), "{}", signals(&table, "Gansu"));
}

#[tokio::test]
async fn falling_is_what_falls_twice_in_the_database() {
    let board = TestBoard::demo().await;
    let falling: Vec<(String,)> = sqlx::query_as(
        "select c.unit from approved_figure c
         join approved_figure b using (unit, programme, indicator)
         join approved_figure a using (unit, programme, indicator)
         where programme = $1 and indicator = 'R01' and a.quarter = '2025-Q3'
           and b.quarter = '2025-Q4' and c.quarter = '2026-Q1'
           and a.value > b.value and b.value > c.value
           and unit not in ('110000', '120000', '130000')
         order by unit",
    )
    .bind(BATTERY)
    .fetch_all(&board.sql)
    .await
    .expect("an answer");
    let address = format!("/programmes/{BATTERY}/compare?lang=en&indicator=R01&period=2026-Q1");
    let table = ranking(&board, &address).await;
    let told = table.rows.iter().filter(|row| {
        row.last().is_some_and(|cell| cell.contains("falling")) && !row[0].contains("Hebei")
    });
    assert_eq!(told.count(), falling.len(), "{falling:?}");
}

#[tokio::test]
async fn far_below_the_median_is_told_for_percentages_and_nothing_filed_for_all() {
    let board = TestBoard::own_demo().await;
    for sql in [
        "alter table figure disable trigger user",
        "update figure set numerator = numerator / 2
         where unit = '440000' and indicator = 'R20' and quarter = '2026-Q2'",
        "delete from figure where unit = '350200' and indicator = 'R20'",
    ] {
        sqlx::query(sql).execute(&board.sql).await.expect("it is changed");
    }
    let address = format!("/programmes/{BATTERY}/compare?lang=en&indicator=R20&period=2026-Q2");
    let table = ranking(&board, &address).await;
    assert!(signals(&table, "Guangdong").contains("points below the median"));
    assert_eq!(signals(&table, "Xiamen"), "■nothing filed");
    let page = board.page(&address).await;
    assert!(page.text().contains("more than 10 percentage points below the median"));
    let address = address.replace("R20", "R01");
    assert!(board.page(&address).await.text().contains("Only percentages are held against"));
}
