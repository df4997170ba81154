//! Units beside a target: the programme's, whose value may or may not mean
//! something for one of them, and their own.

use app::domain::decimal::Decimal;
use support::{TestBoard, unit_targets};

use crate::comparing::ranking;
use crate::{BATTERY, TIANJIN};

fn on(target: &str) -> String {
    format!("/programmes/{TIANJIN}/compare?lang=en&target={target}")
}

#[tokio::test]
async fn a_ratio_s_value_is_drawn_for_each_and_said_to_be_nobody_s_target() {
    let board = TestBoard::demo().await;
    let page = board.page(&on("T6")).await;
    assert!(page.html().text_of("lead").contains("the programme's; the texts fix none for a unit"));
    // In each of sixteen charts and in the key.
    assert_eq!(page.text().matches("c-target").count(), 17);
    let table = ranking(&board, &on("T6")).await;
    assert_eq!(table.rows.len(), 16);
    for row in &table.rows {
        let Ok(percent) = row[2].parse::<Decimal>() else { continue };
        // Shown with two places; none lies that close to 32.
        let reached = percent >= "32".parse().expect("a number");
        let said = if reached { "●at the value" } else { "○not at the value" };
        assert_eq!(row[6], said, "{row:?}");
    }
}

#[tokio::test]
async fn of_a_sum_a_unit_is_only_a_part() {
    let board = TestBoard::demo().await;
    for target in ["T1", "T10", "T11"] {
        let page = board.page(&on(target)).await;
        let lead = page.html().text_of("lead").to_owned();
        assert!(lead.contains("for all units together"), "{target}: {lead}");
        assert!(!page.text().contains("c-target"), "{target}");
        let svg = board.page(&on(target).replace("compare?", "compare.svg?")).await;
        assert!(!svg.text().contains("c-target"), "{target}");
    }
}

#[tokio::test]
async fn a_target_s_page_leads_to_its_comparison_and_back() {
    let board = TestBoard::demo().await;
    let page = board.page(&format!("/programmes/{TIANJIN}/targets/T6?lang=en")).await.html();
    let there = format!("/programmes/{TIANJIN}/compare?target=T6&lang=en");
    assert!(page.links().contains(&there.as_str()), "{:?}", page.links());
    let page = board.page(&there).await.html();
    let back = format!("/programmes/{TIANJIN}/targets/T6?lang=en");
    assert!(page.links().contains(&back.as_str()));
    // What the city alone files has nobody beside it.
    let page = board.page(&format!("/programmes/{TIANJIN}/targets/T15?lang=en")).await.html();
    assert!(!page.links().iter().any(|link| link.contains("compare?target")));
}

#[tokio::test]
async fn units_with_targets_of_their_own_are_judged_each_by_its_own() {
    let board = TestBoard::own_demo().await;
    unit_targets::add(&board).await.expect("they are taken over");
    let address = format!("/programmes/{BATTERY}/compare?lang=en&target=U07&period=2026-Q2");
    let page = board.page(&address).await;
    assert!(page.html().text_of("lead").contains("18 units have a target of their own"));
    // One line in each chart, each with its own name; one in the key.
    assert_eq!(page.text().matches("c-target").count(), 19);
    let table = ranking(&board, &address).await;
    assert_eq!(table.rows.len(), 18);
    for row in &table.rows {
        let goal: Decimal =
            row[6].trim_start_matches("≥ ").trim_end_matches(" %").parse().expect(&row[6]);
        if let Ok(percent) = row[2].trim_end_matches('*').parse::<Decimal>() {
            let met = percent >= goal;
            assert_eq!(row[7].contains("Met"), met, "{row:?}");
        }
    }
    // All of them have one address: the first one's.
    let page = page.html();
    let shared = format!("/programmes/{BATTERY}/compare?period=2026-Q2&target=U01&lang=en");
    assert!(page.links().contains(&shared.as_str()));
}
