//! Freezing: once, whole, and never changed by what comes after.

use app::domain::summary::Summary;
use sha2::{Digest, Sha256};
use support::TestBoard;

use crate::office::{BATTERY, address, freeze, freeze_seen, hidden, number_of, restate};

/// The content of an evaluation, as the database keeps it.
async fn content(board: &TestBoard, number: &str) -> String {
    let (content,): (String,) = sqlx::query_as("select content from evaluation where number = $1")
        .bind(number)
        .fetch_one(&board.sql)
        .await
        .expect("it is kept");
    content
}

#[tokio::test]
async fn what_is_frozen_has_a_number_and_the_hash_of_its_content() {
    let board = TestBoard::own_demo().await;
    let reviewer = board.person("reviewer").await;
    for lang in ["zh-CN", "en"] {
        let number = freeze(&reviewer, lang).await;
        let kept = content(&board, &number).await;
        let summary: Summary = serde_json::from_str(&kept).expect("a summary");
        assert_eq!(summary.head.number.as_deref(), Some(number.as_str()));
        assert_eq!(summary.head.language, lang);
        assert_eq!(summary.canonical().expect("it is spelt"), kept);
        assert!(summary.figures.len() > 5_000 && summary.versions.len() > 100);
        let sha256 = format!("{:x}", Sha256::digest(&kept));
        let page = reviewer.page(&address(&format!("/{number}"), lang)).await;
        assert!(page.text().contains(&sha256), "{number} does not say its hash");
        assert!(page.text().contains(&number));
        let api = format!("/api/v1/evaluations/nev-battery-pilot-2018/{number}");
        assert_eq!(reviewer.page(&api).await.text(), kept, "the API answers what is hashed");
    }
}

#[tokio::test]
async fn pressing_twice_freezes_once_and_numbers_have_no_gaps() {
    let board = TestBoard::own_demo().await;
    let reviewer = board.person("reviewer").await;
    let page = reviewer.page(&address("", "en")).await.html();
    let (seen, key) = (hidden(&page, "seen"), hidden(&page, "key"));
    let again = || freeze_seen(&reviewer, "en", &seen, &key);
    let (one, two, three) = tokio::join!(again(), again(), again());
    let numbers = [number_of(&one), number_of(&two), number_of(&three)];
    assert!(numbers.iter().all(|number| *number == numbers[0]), "{numbers:?}");
    assert!(numbers[0].ends_with("-0001"), "{numbers:?}");
    assert!(freeze(&reviewer, "en").await.ends_with("-0002"));
}

#[tokio::test]
async fn a_correction_leaves_the_old_one_alone_and_the_new_one_names_it() {
    let board = TestBoard::own_demo().await;
    let reviewer = board.person("reviewer").await;
    let number = freeze(&reviewer, "en").await;
    let before = content(&board, &number).await;
    let page = reviewer.page(&address("", "en")).await.html();
    assert!(page.by_id("changes").is_some_and(|it| it.text.contains("No figure has changed")));

    restate(&board, "4671.6").await;
    assert_eq!(content(&board, &number).await, before);
    let page = reviewer.page(&address("", "en")).await.html();
    let changes = page.table("Figures changed since");
    assert_eq!(changes.rows.len(), 1, "{:?}", changes.rows);
    let row = &changes.rows[0];
    assert_eq!(row[0], "Guangdong");
    assert!(row[1].starts_with("R01 "), "{row:?}");
    assert_eq!((row[3].as_str(), row[4].as_str(), row[5].as_str()), ("4,670.6", "4,671.6", "2"));
    let restated = page.table("Returns filed again");
    assert_eq!(restated.rows[0][3], "a supplier corrected its records");
    let new = freeze(&reviewer, "en").await;
    let new: Summary = serde_json::from_str(&content(&board, &new).await).expect("a summary");
    assert!(new.sections.iter().any(|section| section.code == "changes"));
}

#[tokio::test]
async fn what_changed_since_it_was_looked_at_is_not_frozen_unseen() {
    let board = TestBoard::own_demo().await;
    let reviewer = board.person("reviewer").await;
    let page = reviewer.page(&address("", "en")).await.html();
    let (seen, key) = (hidden(&page, "seen"), hidden(&page, "key"));
    restate(&board, "4671.6").await;
    let answer = freeze_seen(&reviewer, "en", &seen, &key).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("nothing was frozen"), "{}", answer.text());
    assert!(answer.text().contains("4,671.6"), "the page shows what there is now");
    let (count,): (i64,) =
        sqlx::query_as("select count(*) from evaluation").fetch_one(&board.sql).await.expect("it");
    assert_eq!(count, 0);
}

#[tokio::test]
async fn nobody_rewrites_what_is_frozen_not_even_the_owner() {
    let board = TestBoard::own_demo().await;
    let reviewer = board.person("reviewer").await;
    let number = freeze(&reviewer, "en").await;
    for change in [
        "update evaluation set content = '{}', sha256 = sha256('{}')",
        "delete from evaluation",
        "truncate evaluation cascade",
    ] {
        let refused = sqlx::query(change).execute(&board.sql).await.expect_err("it is refused");
        assert!(refused.to_string().contains("append-only"), "{change}: {refused}");
    }
    assert!(!content(&board, &number).await.is_empty());
}

#[tokio::test]
async fn only_the_ministry_freezes_and_what_is_no_subject_is_refused() {
    let board = TestBoard::own_demo().await;
    for (who, status) in [("lead-440000", 403), ("observer", 403), ("auditor", 403), ("admin", 403)]
    {
        let answer = freeze_seen(&board.person(who).await, "en", "1", "key").await;
        assert_eq!(answer.status, status, "{who}");
    }
    let reviewer = board.person("reviewer").await;
    for (query, status) in [
        ("period=1999-Q1&lang=en", 404),
        ("period=2026-Q2&unit=999999&lang=en", 404),
        ("period=2026-Q2&unit=440000&lang=en", 409),
    ] {
        let address = format!("/evaluations/{BATTERY}/freeze?{query}");
        let answer = reviewer.send(&address, &[("seen", "1"), ("key", "k")]).await;
        assert_eq!(answer.status, status, "{query}: {}", answer.text());
    }
    let without = reviewer.send(&address("/freeze", "en"), &[("seen", "1"), ("key", "")]).await;
    assert_eq!(without.status, 422);
    let unknown = reviewer.send("/evaluations/none/freeze?lang=en", &[]).await;
    assert_eq!(unknown.status, 404);
}
