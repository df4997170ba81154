//! What an approval does to the board: at once, everywhere the same number,
//! and each unit counted as the programme says.

use app::domain::decimal::Decimal;
use support::Html;

use crate::desk::{BATTERY, Desk, LAST, address};

/// `25,272.0*` and `25,272 t` are numbers.
fn number(shown: &str) -> Decimal {
    let plain: String =
        shown.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    plain.parse().unwrap_or_else(|_| panic!("`{shown}` is no number"))
}

/// R01 of the last quarter, as the board shows it to anybody.
#[derive(Debug, PartialEq)]
struct Shown {
    tile: Decimal,
    by_unit: Decimal,
    through_time: Decimal,
    csv: Decimal,
    csv_by_unit: Decimal,
    /// Of the joint region, on its own page, and in the table by unit.
    joint: Decimal,
    joint_by_unit: Decimal,
    /// As shown, with the mark of an incomplete sum.
    joint_cell: String,
}

fn exact(page: &Html, name: &str) -> Decimal {
    let at = page.with_class("key").position(|tile| tile.text.contains(name));
    let big = page.with_class("big").nth(at.expect("the tile")).expect("its figure");
    number(big.attribute("title"))
}

async fn shown(desk: &Desk) -> Shown {
    let board = &desk.board;
    let overview = board.page(&format!("/?period={LAST}&lang=en")).await.html();
    let view = |more: &str| format!("/programmes/{BATTERY}{more}?period={LAST}&indicator=R01");
    let page = board.page(&format!("{}&lang=en", view(""))).await.html();
    let by_unit = page.table("Retired batteries recovered by unit, Q3 2026");
    let through_time = page.table("Retired batteries recovered by quarter");
    let csv = board.page(&format!("{}&lang=en", view(".csv"))).await.csv();
    let column = csv[0].iter().position(|name| name == LAST).expect("the quarter");
    let total = csv.iter().find(|row| row[0] == "Total").expect("a total");
    let units = board.page(&format!("{}&chart=units&lang=en", view(".csv"))).await.csv();
    let of_units = units.iter().find(|row| row[0] == "Total").expect("a total");
    let joint = board.page(&format!("{}&lang=en", view("/units/JJJ"))).await.html();
    let joint_cell = joint.table("All indicators").cell("R01", "Q3 2026").to_owned();
    let in_table = by_unit.rows.iter().find(|row| row[0].starts_with("Beijing-Tianjin-Hebei"));
    Shown {
        tile: exact(&overview, "Retired batteries recovered"),
        by_unit: number(&by_unit.rows.last().expect("a total")[1]),
        through_time: number(through_time.cell("Total", LAST)),
        csv: number(&total[column]),
        csv_by_unit: number(&of_units[1]),
        joint: number(&joint_cell),
        joint_by_unit: number(&in_table.expect("the joint region")[1]),
        joint_cell,
    }
}

impl Shown {
    /// All that show the national total say this.
    fn says(&self, total: &Decimal) {
        for shown in [&self.tile, &self.by_unit, &self.through_time, &self.csv, &self.csv_by_unit] {
            assert_eq!(shown, total, "{self:?}");
        }
    }
}

fn plus(number: &Decimal, more: &str) -> Decimal {
    number + &more.parse().expect("a decimal")
}

#[tokio::test]
async fn an_approved_figure_is_everywhere_at_once_and_before_that_nowhere() {
    let desk = Desk::open().await;
    let before = shown(&desk).await;
    before.says(&before.tile);
    assert!(before.joint_cell.ends_with('*'), "Hebei is missing: {}", before.joint_cell);
    desk.files("130000", LAST, &[("R01", "1000.5")]).await;
    assert_eq!(shown(&desk).await, before, "a submitted figure is on the board");

    let reviewer = desk.board.person("reviewer").await;
    let approve = format!("{}/approve", address("130000", LAST));
    assert_eq!(reviewer.send(&approve, &[("version", "1")]).await.status, 303);
    let after = shown(&desk).await;
    after.says(&plus(&before.tile, "1000.5"));
    assert_eq!(after.joint, plus(&before.joint, "1000.5"));
    assert_eq!(after.joint_by_unit, after.joint);
    assert!(!after.joint_cell.ends_with('*'), "all three have filed: {}", after.joint_cell);
    let own = format!("/programmes/{BATTERY}/units/130000.csv?period={LAST}&lang=en");
    let rows = desk.board.page(&own).await.csv();
    let row = rows.iter().find(|row| row[0].starts_with("R01")).expect("R01");
    assert_eq!(row[2], "1000.5");
    let svg = format!("/programmes/{BATTERY}/units/130000.svg?period={LAST}&indicator=R01&lang=en");
    assert!(desk.board.page(&svg).await.text().contains("1,000.5"), "the chart's label");
}

#[tokio::test]
async fn who_is_contained_in_another_or_has_no_territory_changes_no_total() {
    let desk = Desk::open().await;
    let before = shown(&desk).await;
    let reviewer = desk.board.person("reviewer").await;
    for unit in ["330200", "TOWER"] {
        let reopen = format!("{}/reopen", address(unit, LAST));
        let answer = reviewer.send(&reopen, &[("reason", "a scale was wrong")]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let version = desk.files(unit, LAST, &[("R01", "777.5")]).await.to_string();
        let approve = format!("{}/approve", address(unit, LAST));
        let answer = reviewer.send(&approve, &[("version", version.as_str())]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let own = format!("/programmes/{BATTERY}/units/{unit}?period={LAST}&lang=en");
        let table = desk.board.page(&own).await.html().table("All indicators");
        assert_eq!(table.cell("R01", "Q3 2026"), "777.5", "{unit} shows its own figure");
    }
    assert_eq!(shown(&desk).await, before);
}

#[tokio::test]
async fn approval_writes_version_sums_and_record_in_one_transaction() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[("R01", "1000.5")]).await;
    let before = shown(&desk).await;
    // The record cannot be written: then nothing else is either.
    sqlx::query("revoke insert (unit, actor, action, subject, detail) on audit_entry from pilotboard_server")
        .execute(&desk.board.sql)
        .await
        .expect("revoked");
    let reviewer = desk.board.person("reviewer").await;
    let approve = format!("{}/approve", address("130000", LAST));
    let answer = reviewer.send(&approve, &[("version", "1")]).await;
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert_eq!(shown(&desk).await, before);
    let (state, said): (String, i64) = sqlx::query_as(
        "select state, (select count(*) from review_entry) from filing
         where unit = '130000' and quarter = $1",
    )
    .bind(LAST)
    .fetch_one(&desk.board.sql)
    .await
    .expect("the return");
    assert_eq!((state.as_str(), said), ("submitted", 0));
}
