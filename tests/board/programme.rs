//! A programme's page.

use app::domain::decimal::Decimal;
use support::{Table, TestBoard};

use crate::{BATTERY, TIANJIN};

async fn by_unit(board: &TestBoard, sort: &str) -> (Table, Vec<String>) {
    let address = format!("/programmes/{BATTERY}?indicator=R01&period=2026-Q2&lang=en{sort}");
    let page = board.page(&address).await.html();
    let sorted = page
        .all("th")
        .filter(|head| matches!(head.attribute("aria-sort"), "ascending" | "descending"))
        .map(|head| format!("{} {}", head.text.trim(), head.attribute("aria-sort")))
        .collect();
    (page.table("Retired batteries recovered by unit"), sorted)
}

fn values(table: &Table) -> Vec<Decimal> {
    let (_, units) = table.rows.split_last().expect("a total");
    units.iter().map(|row| row[1].replace([',', '*'], "").parse().expect("a number")).collect()
}

#[tokio::test]
async fn the_table_by_unit_is_ordered_by_plain_links() {
    let board = TestBoard::demo().await;
    let (down, sorted) = by_unit(&board, "&sort=-value").await;
    assert!(values(&down).is_sorted_by(|a, b| a >= b), "{:?}", values(&down));
    assert!(sorted.iter().any(|head| head.ends_with("descending")), "{sorted:?}");
    let (up, sorted) = by_unit(&board, "&sort=value").await;
    assert!(values(&up).is_sorted(), "{:?}", values(&up));
    assert!(sorted.iter().any(|head| head.ends_with("ascending")), "{sorted:?}");
    let (by_name, _) = by_unit(&board, "&sort=name").await;
    let names = by_name.names();
    let (_, units) = names.split_last().expect("a total");
    assert!(units.is_sorted(), "{units:?}");
    assert_ne!(up.names(), down.names());
    for table in [&down, &up, &by_name] {
        assert!(table.names().last().expect("a row").starts_with("Total"), "the total stays last");
        assert_eq!(table.rows.len(), down.rows.len());
    }
}

#[tokio::test]
async fn the_link_of_a_sorted_column_turns_the_order_round() {
    let board = TestBoard::demo().await;
    let address = format!("/programmes/{BATTERY}?period=2026-Q2&indicator=R01&sort=-value&lang=en");
    let page = board.page(&address).await.html();
    let back = address.replace("sort=-value", "sort=value");
    assert!(page.links().contains(&back.as_str()), "no link {back}");
}

#[tokio::test]
async fn units_that_have_not_filed_come_last_in_either_order() {
    let board = TestBoard::demo().await;
    for sort in ["value", "-value"] {
        let address =
            format!("/programmes/{BATTERY}?indicator=R01&period=2026-Q3&sort={sort}&lang=en");
        let table = board.page(&address).await.html().table("Retired batteries recovered by unit");
        let (_, units) = table.rows.split_last().expect("a total");
        let missing: Vec<bool> = units.iter().map(|row| row[1] == "not filed").collect();
        assert!(missing.is_sorted() && missing.contains(&true), "{sort}: {missing:?}");
    }
}

#[tokio::test]
async fn the_targets_are_ordered_by_plain_links() {
    let board = TestBoard::demo().await;
    let mut orders = Vec::new();
    for sort in ["no", "-no", "name", "-name", "due", "-due", "verdict", "-verdict", "value"] {
        let address = format!("/programmes/{TIANJIN}?sort={sort}&lang=en");
        let table = board.page(&address).await.html().table("Progress towards targets");
        assert_eq!(table.rows.len(), 18, "{sort}");
        orders.push((sort, table.names().into_iter().map(str::to_owned).collect::<Vec<_>>()));
    }
    let order = |sort: &str| {
        orders.iter().find(|(name, _)| *name == sort).map(|(_, order)| order.clone()).expect("it")
    };
    assert_eq!(order("no")[0], "T1");
    assert_eq!(order("-no")[0], "T18");
    for (up, down) in [("no", "-no"), ("name", "-name"), ("verdict", "-verdict")] {
        assert_ne!(order(up), order(down), "{up}");
    }
    assert_ne!(order("name"), order("no"));
}

#[tokio::test]
async fn overlaps_are_said_in_words() {
    let board = TestBoard::demo().await;
    let page = board.page(&format!("/programmes/{BATTERY}?lang=en")).await.html();
    let units = page.table("Filing units");
    let said = |code: &str| {
        let row = units.rows.iter().find(|row| row.iter().any(|cell| cell == code));
        row.expect("its row").join(" | ")
    };
    assert!(
        said("330200").contains("contained in Zhejiang, not counted again"),
        "{}",
        said("330200")
    );
    assert!(said("TOWER").contains("not in the total"), "{}", said("TOWER"));
    assert!(
        said("110000").contains("counted as a member of Beijing-Tianjin-Hebei"),
        "{}",
        said("110000")
    );
    assert!(said("JJJ").contains("sum of its members"), "{}", said("JJJ"));
}

#[tokio::test]
async fn a_quarter_without_figures_shows_the_latest_and_says_so() {
    let board = TestBoard::demo().await;
    for asked in ["2018-Q2", "2027-Q1"] {
        let address = format!("/programmes/{BATTERY}?period={asked}&lang=en");
        let page = board.page(&address).await.html();
        assert!(page.text_of("notice").contains("Q3 2026 is shown"), "{}", page.text_of("notice"));
    }
}

#[tokio::test]
async fn a_programme_without_any_figures_still_has_all_its_pages() {
    let board = TestBoard::real().await;
    for address in [
        "/?lang=en".to_owned(),
        format!("/programmes/{TIANJIN}?lang=en&indicator=T5"),
        format!("/programmes/{TIANJIN}.csv?indicator=T5"),
        format!("/programmes/{TIANJIN}.svg?indicator=T5&chart=units"),
        format!("/programmes/{BATTERY}.svg?chart=tiles"),
        format!("/programmes/{TIANJIN}/targets/T10.svg"),
        format!("/programmes/{TIANJIN}/targets/T10.csv"),
        format!("/programmes/{TIANJIN}/units/120101.csv"),
    ] {
        let answer = board.get(&address).await;
        let there = answer.status == 200 || answer.status == 404;
        assert!(there, "{address}: {}", answer.status);
        assert!(!answer.text().contains("NaN"), "{address}");
    }
    let page = board.page(&format!("/programmes/{TIANJIN}/targets/T10?lang=en")).await.html();
    assert!(
        page.text_of("verdict-panel").contains("Not assessable"),
        "{}",
        page.text_of("verdict-panel")
    );
}
