//! Duties as the evaluation summary tells of them.

use support::TestBoard;

use crate::desk::{BATTERY, done, says};

#[tokio::test]
async fn the_summary_counts_duties_and_cites_what_was_said_for_who_reads_it() {
    let board = TestBoard::own_demo().await;
    says(&board.person("lead-330000").await, ("1", "330000"), &done("0", "set\r\nup")).await;
    says(&board.person("lead-370000").await, ("13", "370000"), &done("0", "plan filed")).await;
    let whole = format!("/evaluations/{BATTERY}?period=2026-Q2&lang=en");
    for who in ["reviewer", "observer", "auditor"] {
        let html = board.person(who).await.page(&whole).await.html();
        let counted = html.table("How many say a duty stands where");
        assert_eq!(counted.rows.len(), 13, "{who}");
        assert_eq!(counted.cell("1 Organisation", "Owing it"), "17");
        assert_eq!(counted.cell("1 Organisation", "Done"), "1");
        assert_eq!(counted.cell("1 Organisation", "Nothing said"), "16");
        assert_eq!(counted.cell("13 Non-pilot", "Owing it"), "14");
        let said = html.table("What the units said last");
        assert_eq!(said.rows.len(), 2, "{who}");
        assert_eq!(said.cell("Zhejiang", "Evidence"), "set up");
        assert_eq!(said.cell("Shandong", "Date"), "2019-03-12");
    }
    // Of one unit its own people read as much, and others nothing.
    let own = format!("/evaluations/{BATTERY}?unit=330000&period=2026-Q2&lang=en");
    for (who, page, told) in [
        ("lead-330000", &own, true),
        ("lead-330000", &whole, false),
        ("lead-440000", &own, false),
        ("reviewer", &own, true),
    ] {
        let page = board.person(who).await.page(page).await;
        let shown = page.text().contains("What the units said last");
        assert_eq!(shown, told, "{who}");
        assert!(told || !page.text().contains("plan filed"), "{who}");
    }
    let html = board.person("lead-330000").await.page(&own).await.html();
    assert_eq!(html.table("What the units said last").rows.len(), 1, "nobody else's");
}
