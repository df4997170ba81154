//! The ministries' table: marks, counts, filters, the file.

use app::domain::calendar::Day;
use app::domain::period::Quarter;
use support::TestBoard;

use crate::seen::{Filed, account};
use crate::{BATTERY, last_quarter};

async fn with_reviewer() -> TestBoard {
    let board = TestBoard::real().await;
    account(&board, "reviewer", "reviewer", None, "").await;
    board
}

fn short(quarter: Quarter) -> String {
    format!("Q{} {}", quarter.of_year(), quarter.year())
}

#[tokio::test]
async fn midnight_in_shanghai_divides_what_is_in_time_from_what_is_late() {
    let board = with_reviewer().await;
    let quarter: Quarter = "2025-Q4".parse().expect("a quarter");
    for (unit, at) in [
        ("440000", "2026-01-15 23:59:59.999999"),
        ("330000", "2026-01-16 00:00:00"),
        ("430000", "2025-12-31 12:00:00"),
    ] {
        Filed { programme: BATTERY, unit, quarter, state: "submitted", submitted: Some(at) }
            .put(&board)
            .await;
    }
    let reviewer = board.person("reviewer").await;
    let address = format!("/returns?programme={BATTERY}&period=2025-Q4&lang=en");
    let answer = reviewer.page(&address).await;
    let page = answer.html();
    assert_eq!(page.faults, Vec::<String>::new());
    let table = page.tables().remove(0);
    let column = short(quarter);
    assert_eq!(table.cell("Guangdong", &column), "◐waits for review filed in time");
    assert_eq!(table.cell("Zhejiang", &column), "◐waits for review filed 1 day late");
    assert_eq!(table.cell("Hunan", &column), "◐waits for review filed in time");
    let late = (Day::new(2026, 1, 15), last_quarter(&board).await);
    assert!(Day::opens(late.1) > late.0, "these tests are run after January 2026");
    assert!(table.cell("China Tower", &column).starts_with("■not filed"));
    assert_eq!(table.cell("Filed", &column), format!("3 of {}", table.rows.len() - 3));
    assert_eq!(table.cell("of these in time", &column), "2 of 3");
    assert_eq!(table.cell("of these approved", &column), "0 of 3");
    let reviewed = format!("/review/{BATTERY}/330000/2025-Q4?period=2025-Q4&lang=en");
    assert!(page.links().contains(&reviewed.as_str()), "{:?}", page.links());
}

#[tokio::test]
async fn the_file_says_of_each_return_what_the_table_says() {
    let board = with_reviewer().await;
    let last = last_quarter(&board).await;
    for (unit, state, at) in [
        ("440000", "approved", Some("2020-01-01 00:00:00")),
        ("330000", "returned", Some("2020-01-01 00:00:00")),
        ("TOWER", "draft", None),
    ] {
        Filed { programme: BATTERY, unit, quarter: last, state, submitted: at }.put(&board).await;
    }
    let reviewer = board.person("reviewer").await;
    let query = format!("?programme={BATTERY}&lang=en");
    let table = reviewer.page(&format!("/returns{query}")).await.html().tables().remove(0);
    let rows = reviewer.page(&format!("/returns.csv{query}")).await.csv();
    assert_eq!(rows[0][..4], ["Programme", "Unit code", "Unit", "Quarter"]);
    let units = table.rows.len() - 3;
    assert_eq!(rows.len() - 1, units * 8);
    for row in &rows[1..] {
        let quarter: Quarter = row[3].parse().expect("a quarter");
        let cell = table.cell(&row[2], &short(quarter));
        let shape = cell.chars().next().expect("a shape");
        assert_eq!(cell, format!("{shape}{} {}", row[4], row[5]).trim_end());
        assert_eq!(row[6], Day::due(quarter, 15).to_string());
    }
    let of = |unit: &str| {
        let row = rows.iter().find(|row| row[1] == unit && row[3] == last.to_string());
        row.expect("its row")[4].clone()
    };
    assert_eq!((of("440000"), of("330000")), ("approved".into(), "sent back".into()));
    assert_eq!(of("TOWER"), "not filed", "a draft is the unit's own");
}

#[tokio::test]
async fn history_from_a_file_is_neither_in_time_nor_late() {
    let board = TestBoard::own_demo().await;
    account(&board, "test-auditor", "auditor", None, "").await;
    let auditor = board.person("test-auditor").await;
    let address = format!("/returns?programme={BATTERY}&period=2020-Q1&lang=en");
    let page = auditor.page(&address).await.html();
    let table = page.tables().remove(0);
    let cell = table.cell("Guangdong", "Q1 2020");
    assert!(cell == "●approved" || cell.starts_with("■not filed"), "{cell}");
    assert_eq!(table.cell("of these in time", "Q1 2020"), "not recorded");
    assert!(
        page.all("form").all(|form| form.attribute("method") != "post"
            || form.attribute("action").starts_with("/logout")),
        "an auditor reminds nobody"
    );
}

#[tokio::test]
async fn filters_stand_in_the_address_and_a_bad_one_is_said() {
    let board = with_reviewer().await;
    let reviewer = board.person("reviewer").await;
    let last = last_quarter(&board).await;
    let page = reviewer.page("/returns?programme=nothing&period=1999-Q1&lang=en").await.html();
    let notice = page.text_of("notice").to_owned();
    assert!(notice.contains("nothing") && notice.contains("Q1 1999"), "{notice}");
    assert!(notice.contains(&short(last)), "{notice}");
    // A programme that has ended shows its last quarters.
    let ended = "/returns?programme=industrial-energy-saving-2018&lang=en";
    let table = reviewer.page(ended).await.html().tables().remove(0);
    assert_eq!(table.head[1], "Q4 2018");
    assert_eq!(table.head.len(), 10);
    for address in ["/returns?period=2025Q3", "/returns?period=%00", "/returns.csv?period=x"] {
        assert_eq!(reviewer.get(address).await.status, 200, "{address}");
    }
}

#[tokio::test]
async fn a_board_without_programmes_says_so() {
    let board = TestBoard::real().await;
    account(&board, "observer", "observer", None, "").await;
    account(&board, "entry-x", "entry", Some("X"), "").await;
    // Definitions are append-only: they go past the triggers that say so.
    sqlx::raw_sql(
        "begin; set local session_replication_role = replica; truncate programme cascade; commit",
    )
    .execute(&board.sql)
    .await
    .expect("no programme is left");
    let observer = board.person("observer").await;
    assert!(observer.page("/returns?lang=en").await.text().contains("no programme yet"));
    let clerk = board.person("entry-x").await;
    assert!(clerk.page("/returns?lang=en").await.text().contains("files returns in no programme"));
}
