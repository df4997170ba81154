//! A standby that dies, stands still, comes back, or goes its own way.

use support::Person;
use tokio::time::{Duration, Instant};

use crate::servers::{PAGES, Servers};
use crate::standby::Standby;

/// Pages are right meanwhile; how long the slowest of them took.
async fn slowest(servers: &Servers, reviewer: &Person<'_>) -> Duration {
    let mut slowest = Duration::ZERO;
    for _ in 0..4 {
        for page in PAGES {
            let begun = Instant::now();
            let shown = reviewer.page(page).await;
            slowest = slowest.max(begun.elapsed());
            let right = servers.right(Some(reviewer), page).await;
            assert!(shown.text() == right.text(), "{page} is not as the primary has it");
        }
    }
    slowest
}

#[tokio::test]
async fn pages_stay_quick_while_the_standby_is_away_and_its_return_is_noticed() {
    let mut standby = Standby::start().await;
    let servers = Servers::start(&standby).await;
    let reviewer = servers.reviewer().await;
    assert!(servers.asks(&standby, &reviewer).await, "the standby is not read from");
    let usual = slowest(&servers, &reviewer).await;

    standby.dies();
    let away = slowest(&servers, &reviewer).await;
    assert!(away < usual * 3 + Duration::from_millis(500), "{away:?}; with it {usual:?}");
    servers.approve(&reviewer).await;
    standby.start_again().await;
    servers.until(&standby, &reviewer, true).await;

    // One question waits for it in vain, and none after that.
    standby.freezes().await;
    let found_out = slowest(&servers, &reviewer).await;
    assert!(found_out < Duration::from_secs(4), "{found_out:?}");
    let away = slowest(&servers, &reviewer).await;
    assert!(away < usual * 3 + Duration::from_millis(500), "{away:?}; with it {usual:?}");
    standby.thaws();
    servers.until(&standby, &reviewer, true).await;

    // Its data are its own from then on.
    standby.is_promoted().await;
    servers.until(&standby, &reviewer, false).await;
}
