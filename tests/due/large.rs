//! A programme of more units than one list holds: counted by province, listed
//! below it.

use app::domain::programme::Programme;
use support::{Html, Person, TestBoard};

const LAST: &str = "Q3 2026";

/// Returns of two areas of each province, some of them open again.
async fn rolled_out() -> (TestBoard, Programme) {
    let (board, of) = TestBoard::rolled_out(68, 3).await;
    for (unit, state) in [
        ("11A0001", "submitted"),
        ("11A0002", "returned"),
        ("12A0001", "reopened"),
        ("13A0001", "submitted"),
        ("13A0002", "submitted"),
    ] {
        let done = sqlx::query(
            "update filing set state = $2, submitted_version = approved_version
             where unit = $1 and quarter = '2026-Q3'",
        )
        .bind(unit)
        .bind(state)
        .execute(&board.sql)
        .await
        .expect("a state");
        assert_eq!(done.rows_affected(), 1, "{unit}");
    }
    (board, of)
}

async fn page(reviewer: &Person<'_>, of: &Programme, query: &str) -> Html {
    reviewer.page(&format!("/returns?programme={}&lang=en{query}", of.code)).await.html()
}

#[tokio::test]
async fn what_is_counted_above_is_what_is_listed_below() {
    let (board, of) = rolled_out().await;
    let reviewer = board.person("reviewer").await;
    let above = page(&reviewer, &of, "").await;
    assert_eq!(above.faults, Vec::<String>::new());
    let table = above.tables().remove(0);
    assert!(table.caption.ends_with("(68 units)"), "{}", table.caption);
    assert_eq!(table.rows.len(), 34 + 2, "the provinces, and two rows of counts");
    assert_eq!(table.cell("Beijing", LAST), "1 of 2 1 wait for review");
    assert_eq!(table.cell("Tianjin", LAST), "2 of 2");
    assert_eq!(table.cell("Hebei", LAST), "2 of 2 2 wait for review");
    // One was sent back, and three wait.
    let (came,): (i64,) =
        sqlx::query_as("select count(*) from filing where programme = $1 and quarter = '2026-Q3'")
            .bind(&of.code)
            .fetch_one(&board.sql)
            .await
            .expect("a count");
    assert_eq!(table.cell("Filed", LAST), format!("{} of 68", came - 1));
    let approved = format!("{} of {}", came - 4, came - 1);
    assert_eq!(table.cell("of these approved", LAST), approved);
    let mut owing = 0;
    for province in of.units.iter().filter(|unit| unit.member_of.is_none()) {
        let below = page(&reviewer, &of, &format!("&unit={}", province.code)).await;
        let listed = below.tables().remove(0);
        assert_eq!(listed.rows.len(), 2 + 3, "its areas, and the rows of counts");
        for quarter in ["Q1 2026", "Q2 2026", LAST] {
            let counted = table.cell(&province.name.en, quarter);
            assert!(counted.starts_with(listed.cell("Filed", quarter)), "{counted}");
        }
        let boxes = below.all("input").filter(|it| it.attribute("type") == "checkbox");
        owing += i64::try_from(boxes.count()).expect("a count");
    }
    // Those that did not come, one sent back, one reopened.
    assert_eq!(owing, 68 - came + 2);
    let said = format!("waiting for {owing} units");
    let waited = &above.by_id("owing").expect("who is waited for").text;
    assert!(waited.contains(&said), "{waited}");
}

#[tokio::test]
async fn the_areas_of_a_province_are_reminded_from_its_list() {
    let (board, of) = rolled_out().await;
    let reviewer = board.person("reviewer").await;
    let above = page(&reviewer, &of, "").await;
    let boxes = |page: &Html| page.all("input").any(|it| it.attribute("type") == "checkbox");
    assert!(!boxes(&above), "nobody is reminded from above");
    let address = format!("/returns?programme={}&unit=110000&lang=en", of.code);
    let below = reviewer.page(&address).await.html();
    let form = below.all("form").find(|form| form.attribute("class") == "reminding");
    let hidden = below.hidden_fields();
    for kept in [("programme", of.code.as_str()), ("unit", "110000")] {
        let kept = (kept.0.to_owned(), kept.1.to_owned());
        assert!(hidden.contains(&kept), "another quarter of the same list: {hidden:?}");
    }
    let action = form.expect("the form of reminders").attribute("action").to_owned();
    let fields = [("programme", of.code.as_str()), ("period", "2026-Q3"), ("unit", "11A0002")];
    let answer = reviewer.send(&action, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let back = reviewer.page(answer.header("location")).await.html();
    let said = &back.by_id("owing").expect("who is waited for").text;
    assert!(said.contains("Units reminded today: 1"), "{said}");
    assert!(back.tables().remove(0).caption.contains("Beijing"), "back at the same list");
    // An area of another province is not on that list.
    let fields = [("programme", of.code.as_str()), ("period", "2026-Q3"), ("unit", "12A0001")];
    let answer = reviewer.send(&action, &fields).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("No unit of this programme has the code"));
}

#[tokio::test]
async fn a_unit_without_members_is_named_and_left_out() {
    let (board, of) = rolled_out().await;
    let reviewer = board.person("reviewer").await;
    for unit in ["11A0001", "nowhere"] {
        let page = page(&reviewer, &of, &format!("&unit={unit}")).await;
        assert!(page.text_of("notice").contains(unit), "{}", page.text_of("notice"));
        assert_eq!(page.tables().remove(0).rows.len(), 36);
    }
}

#[tokio::test]
async fn the_file_counts_as_the_page_does() {
    let (board, of) = rolled_out().await;
    let reviewer = board.person("reviewer").await;
    let file = format!("/returns.csv?programme={}&lang=en", of.code);
    let rows = reviewer.page(&file).await.csv();
    assert_eq!(rows.len() - 1, 34 * 3);
    let beijing = rows.iter().find(|row| row[1] == "110000" && row[3] == "2026-Q3");
    assert_eq!(beijing.expect("Beijing")[4..7], ["2", "1", "0"]);
    let below = reviewer.page(&format!("{file}&unit=110000")).await.csv();
    assert_eq!(below.len() - 1, 2 * 3);
    assert!(below.iter().any(|row| row[1] == "11A0002" && row[4] == "sent back"));
}
