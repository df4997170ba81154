//! A unit's own list.

use app::domain::calendar::Day;
use support::TestBoard;

use crate::seen::{Filed, account, said};
use crate::{BATTERY, TIANJIN, last_quarter};

async fn guangdong() -> TestBoard {
    let board = TestBoard::real().await;
    account(&board, "entry-440000", "entry", Some("440000"), "").await;
    board
}

/// The row of the list that begins like this.
fn task(page: &support::Html, begins: &str) -> String {
    let rows: Vec<&str> = page.all("li").map(|row| row.text.as_str()).collect();
    let row = rows.iter().find(|row| row.starts_with(begins));
    row.unwrap_or_else(|| panic!("no row `{begins}` among {rows:#?}")).to_string()
}

#[tokio::test]
async fn a_unit_sees_what_it_owes_until_when_and_where_to_fill_it_in() {
    let board = guangdong().await;
    let last = last_quarter(&board).await;
    let clerk = board.person("entry-440000").await;
    let page = clerk.page("/returns?lang=en").await.html();
    assert_eq!(page.faults, Vec::<String>::new());
    let row = task(&page, &format!("Q{} {}", last.of_year(), last.year()));
    assert!(row.contains("not begun"), "{row}");
    assert!(row.contains(&Day::due(last, 15).to_string()), "{row}");
    let form = format!("/returns/{BATTERY}/440000/{last}?lang=en");
    assert!(page.links().contains(&form.as_str()), "{:?}", page.links());

    // The quarter that runs comes up, and is no link yet.
    let next = last.plus(1).expect("a quarter");
    let row = task(&page, &format!("Q{} {}", next.of_year(), next.year()));
    assert!(row.contains(&format!("opens on {}", Day::opens(next))), "{row}");
    assert!(!page.links().iter().any(|link| link.contains(&next.to_string())));
}

#[tokio::test]
async fn an_overdue_return_stays_on_the_list_however_old() {
    let board = guangdong().await;
    let last = last_quarter(&board).await;
    let clerk = board.person("entry-440000").await;
    let page = clerk.page("/returns?lang=en").await.html();
    let quarters = app::domain::period::Quarter::range("2018-Q3".parse().expect("a quarter"), last);
    for quarter in quarters {
        let form = format!("/returns/{BATTERY}/440000/{quarter}?lang=en");
        assert!(page.links().contains(&form.as_str()), "{quarter} vanished");
    }
    let older = page.one("summary").text.clone();
    assert!(older.starts_with("Earlier quarters that were not filed"), "{older}");
}

#[tokio::test]
async fn what_was_sent_back_says_why_in_its_first_words() {
    let board = guangdong().await;
    let quarter = last_quarter(&board).await;
    let filed = Filed {
        programme: BATTERY,
        unit: "440000",
        quarter,
        state: "returned",
        submitted: Some("2020-01-01 09:00:00"),
    };
    filed.put(&board).await;
    said(&board, filed, "return", "an older reason").await;
    let reason = format!("Line R01 <b>is</b> a hundred times last quarter's. {}", "x".repeat(900));
    said(&board, filed, "return", &reason).await;
    let clerk = board.person("entry-440000").await;
    let answer = clerk.page("/returns?lang=en").await;
    let page = answer.html();
    assert_eq!(page.faults, Vec::<String>::new());
    let row = task(&page, &format!("Q{} {}", quarter.of_year(), quarter.year()));
    assert!(row.contains("Sent back: Line R01 <b>is</b> a hundred times"), "{row}");
    assert!(row.contains('…') && !row.contains(&"x".repeat(100)), "{row}");
    assert!(!row.contains("an older reason"), "{row}");
    let receipt = format!("/returns/{BATTERY}/440000/{quarter}/receipt?lang=en");
    assert!(page.links().contains(&receipt.as_str()));
    // The file has the whole of it.
    let rows = clerk.page("/returns.csv?lang=en").await.csv();
    let row = rows.iter().find(|row| row[3] == quarter.to_string()).expect("its row");
    assert_eq!(row[8], reason);
    assert_eq!(row[4], "sent back");
}

#[tokio::test]
async fn returns_stand_where_they_belong_and_only_the_own_ones() {
    let board = guangdong().await;
    let last = last_quarter(&board).await;
    let at = |back: i32| last.plus(-back).expect("a quarter");
    for (unit, back, state) in [
        ("440000", 0, "draft"),
        ("440000", 1, "submitted"),
        ("440000", 2, "approved"),
        ("440000", 3, "reopened"),
        ("120000", 4, "submitted"),
    ] {
        let submitted = (state != "draft").then_some("2020-01-01 09:00:00");
        Filed { programme: BATTERY, unit, quarter: at(back), state, submitted }.put(&board).await;
    }
    let clerk = board.person("entry-440000").await;
    let page = clerk.page("/returns?lang=en").await.html();
    let section = |id: &str| {
        let found = page.all("section").find(|section| section.attribute("id") == id);
        found.unwrap_or_else(|| panic!("no section {id}")).text.clone()
    };
    let name = |back: i32| format!("Q{} {}", at(back).of_year(), at(back).year());
    assert!(section("to-do").contains("being written"));
    assert!(section("to-do").contains(&name(3)) && section("to-do").contains("reopened"));
    assert!(section("to-do").contains(&name(4)), "Tianjin's return is not Guangdong's");
    assert!(section("waiting").contains(&name(1)) && !section("waiting").contains(&name(4)));
    assert!(section("done").contains(&name(2)));
    assert!(!page.links().iter().any(|link| link.contains("120000")));
}

#[tokio::test]
async fn a_unit_of_two_programmes_sees_both_in_chinese_too() {
    let board = TestBoard::real().await;
    account(&board, "lead-120000", "lead", Some("120000"), "").await;
    let lead = board.person("lead-120000").await;
    let page = lead.page("/returns?lang=zh-CN").await.html();
    for programme in [BATTERY, TIANJIN] {
        let here = format!("/returns/{programme}/120000/");
        assert!(page.links().iter().any(|link| link.starts_with(&here)), "{programme}");
    }
    assert!(page.one("h1").text.contains("季报任务"));
    assert!(page.one("main").text.contains("未开始"));
    assert!(!page.one("main").text.contains("not begun"));
}
