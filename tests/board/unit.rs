//! A unit's page.

use support::TestBoard;

use crate::{BATTERY, TIANJIN};

#[tokio::test]
async fn every_indicator_is_there_with_its_comparisons() {
    let board = TestBoard::demo().await;
    let address = format!("/programmes/{BATTERY}/units/440000?period=2026-Q2&lang=en");
    let table = board.page(&address).await.html().table("All indicators");
    assert_eq!(table.rows.len(), 33);
    for column in [
        "Indicator",
        "Unit of measure",
        "Q2 2026",
        "Q1 2026",
        "on the quarter",
        "Q2 2025",
        "on the year",
    ] {
        let cell = table.cell("R01", column);
        assert!(!cell.is_empty(), "{column}");
    }
}

#[tokio::test]
async fn a_joint_region_shows_its_members_and_that_it_is_incomplete() {
    let board = TestBoard::demo().await;
    let page = board.page(&format!("/programmes/{BATTERY}/units/JJJ?lang=en")).await.html();
    for member in ["110000", "120000", "130000"] {
        let link = format!("/programmes/{BATTERY}/units/{member}?lang=en");
        assert!(page.links().contains(&link.as_str()), "no link to the member {member}");
    }
    let table = page.table("All indicators");
    assert!(table.cell("R01", "Q3 2026").ends_with('*'));
    assert!(!table.cell("R01", "Q2 2026").ends_with('*'));
}

#[tokio::test]
async fn one_indicator_asked_for_is_drawn_through_time() {
    let board = TestBoard::demo().await;
    let address = format!("/programmes/{BATTERY}/units/330200?indicator=R13&lang=zh-CN");
    let page = board.page(&address).await.html();
    let table = page.table("宁波市：回收服务网点数");
    assert!(table.rows.len() > 30);
    assert_eq!(table.names()[0], "2026年第三季度", "the latest comes first");
}

#[tokio::test]
async fn a_district_of_tianjin_files_what_the_city_does_not() {
    let board = TestBoard::demo().await;
    let programmes = board.store.programmes().await.expect("programmes");
    let tianjin = programmes.iter().find(|programme| programme.code == TIANJIN).expect("Tianjin");
    let district = tianjin.units.iter().find(|unit| unit.member_of.is_some()).expect("a district");
    let page =
        board.page(&format!("/programmes/{TIANJIN}/units/{}?lang=en", district.code)).await.html();
    let shown = page.table("All indicators");
    let quarter = "2026-Q2".parse().expect("a quarter");
    for indicator in tianjin.form_of(district, quarter) {
        let there = shown.names().iter().any(|name| name.starts_with(&indicator.code));
        assert!(there, "{} is not on the district's page", indicator.code);
    }
}
