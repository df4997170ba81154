//! A standby that lags: nobody sees it, least of all who just wrote.

use support::Html;
use tokio::time::{Duration, Instant, sleep};

use crate::servers::{PAGES, Servers};
use crate::standby::Standby;

#[tokio::test]
async fn what_was_approved_is_seen_at_once_though_the_standby_lags() {
    let standby = Standby::start().await;
    let servers = Servers::start(&standby).await;
    let reviewer = servers.reviewer().await;
    assert!(servers.asks(&standby, &reviewer).await, "the standby is not read from");

    standby.pauses(true).await;
    let mut before = Vec::new();
    for page in PAGES {
        before.push(servers.desk.board.page(page).await.text().to_owned());
        servers.second(None, page).await;
    }
    servers.approve(&reviewer).await;
    let summary = "/evaluations/nev-battery-pilot-2018?period=2026-Q3&lang=en";
    for (page, before) in PAGES.into_iter().zip(before) {
        // Who wrote, at the server that took it and at the other one.
        let right = servers.right(Some(&reviewer), page).await.text().to_owned();
        assert!(reviewer.page(page).await.text() == right, "{page} is older than the data");
        let second = servers.second(Some(&reviewer), page).await;
        assert!(second.text() == right, "{page} of the second server is older than the data");
        // Everybody else, as soon as the servers heard of it; a page that is
        // kept is the new one.
        let right = servers.right(None, page).await.text().to_owned();
        assert!(right != before, "{page} must show what was approved");
        let begun = Instant::now();
        while servers.desk.board.page(page).await.text() != right
            || servers.second(None, page).await.text() != right
        {
            assert!(begun.elapsed() < Duration::from_secs(5), "{page} is older than the data");
            sleep(Duration::from_millis(10)).await;
        }
    }
    // Who freezes freezes what is approved.
    let figures = |page: &Html| page.table("All indicators, Q3 2026").rows.clone();
    let right = figures(&servers.right(Some(&reviewer), summary).await.html());
    assert_eq!(figures(&reviewer.page(summary).await.html()), right);
    assert_eq!(figures(&servers.second(Some(&reviewer), summary).await.html()), right);
    assert!(!servers.asks(&standby, &reviewer).await, "a standby that lags is read from");

    standby.pauses(false).await;
    servers.until(&standby, &reviewer, true).await;
}
