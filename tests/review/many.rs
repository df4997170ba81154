//! Approving several returns at once: each for itself, and each is answered.

use crate::desk::{BATTERY, Desk, LAST, address};

fn chosen(unit: &str, version: i32) -> String {
    format!("{BATTERY}/{unit}/{LAST}/{version}")
}

async fn states(desk: &Desk) -> Vec<(String, String)> {
    sqlx::query_as(
        "select unit, state from filing where programme = $1 and quarter = $2
           and unit in ('130000', '450000', '620000') order by unit",
    )
    .bind(BATTERY)
    .bind(LAST)
    .fetch_all(&desk.board.sql)
    .await
    .expect("states")
}

#[tokio::test]
async fn all_ticked_returns_are_approved_and_listed_as_decided() {
    let desk = Desk::open().await;
    for unit in ["130000", "450000", "620000"] {
        desk.files(unit, LAST, &[]).await;
    }
    let reviewer = desk.board.person("reviewer").await;
    let ticked = [chosen("130000", 1), chosen("620000", 1)];
    let fields: Vec<(&str, &str)> = ticked.iter().map(|text| ("approve", text.as_str())).collect();
    let answer = reviewer.send("/review?lang=en", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.header("location"), "/review?lang=en");
    let page = reviewer.page("/review?lang=en").await.html();
    assert_eq!(page.table("Returns to review").rows.len(), 1);
    let lately = page.table("Decided in the last day");
    for unit in ["Hebei", "Gansu"] {
        assert!(lately.cell(unit, "Decision").starts_with("approved"), "{unit}");
        assert_eq!(lately.cell(unit, "By"), "reviewer", "{unit}");
    }
    let approved = "approved".to_owned();
    assert_eq!(
        states(&desk).await,
        [
            ("130000".to_owned(), approved.clone()),
            ("450000".to_owned(), "submitted".to_owned()),
            ("620000".to_owned(), approved),
        ]
    );
}

#[tokio::test]
async fn what_cannot_be_approved_is_named_and_stops_none_of_the_others() {
    let desk = Desk::open().await;
    for unit in ["130000", "450000", "620000"] {
        desk.files(unit, LAST, &[]).await;
    }
    let reviewer = desk.board.person("reviewer").await;
    // One was decided on, and one submitted again, since the queue was loaded.
    let approve = format!("{}/approve", address("130000", LAST));
    assert_eq!(reviewer.send(&approve, &[("version", "1")]).await.status, 303);
    let back = [("version", "1"), ("reason", "R13")];
    let send_back = format!("{}/return", address("450000", LAST));
    assert_eq!(reviewer.send(&send_back, &back).await.status, 303);
    desk.files("450000", LAST, &[("R13", "12")]).await;
    let ticked = ["130000", "450000", "620000"].map(|unit| chosen(unit, 1));
    let fields: Vec<(&str, &str)> = ticked.iter().map(|text| ("approve", text.as_str())).collect();
    let answer = reviewer.send("/review?lang=en", &fields).await;
    assert_eq!(answer.status, 409);
    let page = answer.html();
    assert!(page.text_of("faults").contains("Not all of the ticked returns"));
    let became = page.table("What became of each ticked return");
    assert!(
        became.cell("Hebei", "Result").contains("approved now"),
        "{}",
        became.cell("Hebei", "Result")
    );
    assert!(became.cell("Guangxi", "Result").contains("Version 1 is no longer"));
    assert!(became.cell("Gansu", "Result").ends_with("approved"));
    let states = states(&desk).await;
    assert_eq!(states[1].1, "submitted", "a version nobody looked at was approved");
    assert_eq!(states[2].1, "approved");
}

#[tokio::test]
async fn nothing_ticked_is_said_and_changes_nothing() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[]).await;
    let reviewer = desk.board.person("reviewer").await;
    for fields in [vec![], vec![("approve", "what/ever")], vec![("approve", "")]] {
        let answer = reviewer.send("/review?lang=en", &fields).await;
        assert_eq!(answer.status, 422, "{fields:?}");
        assert!(answer.html().text_of("faults").contains("Tick the returns to approve"));
    }
    let unknown = format!("nowhere/130000/{LAST}/1");
    let answer = reviewer.send("/review?lang=en", &[("approve", unknown.as_str())]).await;
    assert_eq!(answer.status, 409);
    assert_eq!(states(&desk).await, [("130000".to_owned(), "submitted".to_owned())]);
}
