//! One submission sent many times, as by an impatient finger or a proxy that
//! sends again: every copy gets the one receipt.

use futures_util::future::join_all;
use support::TestBoard;

use crate::submitting::{explained, hidden, typed};
use crate::typing::{FORM, fields, kept};

/// Opens the return again as the ministry would.
async fn send_back(board: &TestBoard) {
    sqlx::query(
        "update filing set state = 'returned' where unit = '130000' and quarter = '2026-Q3'",
    )
    .execute(&board.sql)
    .await
    .expect("it is sent back");
}

#[tokio::test]
async fn pressing_submit_again_and_again_submits_once_with_what_was_explained() {
    let board = TestBoard::own_demo().await;
    typed(&board).await;
    let lead = board.person("lead-130000").await;
    // A figure a hundred times too high, so that the check asks about it.
    let dossier = kept(&board).await;
    let slipped = format!("{}00", dossier.lines["R06"].value.replace('.', ""));
    let version = dossier.draft_version.to_string();
    assert_eq!(lead.send(FORM, &[("seen", &version), ("R06", &slipped)]).await.status, 303);
    let address = format!("{FORM}/check?lang=en");
    for round in 1..=50 {
        let check = lead.page(&address).await;
        let (seen, key) = (hidden(&check, "seen"), hidden(&check, "key"));
        // Typed on the check itself, so that every copy has something to keep.
        let mut explained = explained(&check);
        assert!(!explained.is_empty(), "the check asks");
        for (_, text) in &mut explained {
            *text = format!("核实无误，第{round}次。");
        }
        let along = [("seen", seen.as_str()), ("key", key.as_str()), ("then", "submit")];
        let fields = fields(&explained, &along);
        let copies = (0..2 + round % 7).map(|_| lead.send(&address, &fields));
        for copy in join_all(copies).await {
            let receipt = format!("{FORM}/receipt?version={round}&lang=en");
            assert_eq!(copy.status, 303, "round {round}: {}", copy.text());
            assert_eq!(copy.header("location"), receipt);
        }
        let dossier = kept(&board).await;
        assert_eq!(dossier.versions.len(), round, "one version a round");
        assert_eq!(dossier.lines["R06"].explanation, explained[0].1);
        send_back(&board).await;
    }
}

#[tokio::test]
async fn pressing_keep_twice_keeps_once_and_says_nothing_of_others() {
    let board = TestBoard::own_demo().await;
    typed(&board).await;
    let lead = board.person("lead-130000").await;
    let version = kept(&board).await.draft_version;
    let seen = version.to_string();
    let typed = [("seen", seen.as_str()), ("R06.explanation", "集中报废")];
    let address = format!("{FORM}/check");
    for copy in join_all((0..4).map(|_| lead.send(&address, &typed))).await {
        assert_eq!(copy.status, 303, "{}", copy.text());
    }
    assert_eq!(kept(&board).await.draft_version, version + 1);
}

#[tokio::test]
async fn copies_that_are_refused_all_say_why() {
    let board = TestBoard::own_demo().await;
    typed(&board).await;
    let lead = board.person("lead-130000").await;
    let version = kept(&board).await.draft_version.to_string();
    lead.send(FORM, &[("seen", &version), ("R02", "900"), ("R03", "900"), ("R04", "")]).await;
    let seen = kept(&board).await.draft_version.to_string();
    let typed = [
        ("seen", seen.as_str()),
        ("key", "one"),
        ("then", "submit"),
        ("R06.explanation", "集中报废"),
    ];
    let address = format!("{FORM}/check?lang=en");
    for copy in join_all((0..4).map(|_| lead.send(&address, &typed))).await {
        assert_eq!(copy.status, 422, "{}", copy.text());
        assert!(copy.text().contains("(K01)"), "{}", copy.text());
    }
    let dossier = kept(&board).await;
    assert_eq!(dossier.lines["R06"].explanation, "集中报废", "what was explained is kept");
    assert!(dossier.versions.is_empty());
}
