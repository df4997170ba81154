//! Scripts switched on: a page loads them only where it has an island.

use std::sync::Arc;

use browser_tests::Browser;
use browser_tests::pages::PLACES;
use serde_json::json;

use crate::{Outcome, none};

/// The module is heavy for a slow line: a plain page loads neither it nor the
/// script that would start it.
pub(crate) async fn no_script_without_an_island(
    browser: Arc<Browser>,
    lang: &'static str,
) -> Outcome {
    let mut findings = Vec::new();
    for place in PLACES {
        browser.visit(place, lang).await?;
        let islands = "return document.querySelectorAll('[data-island]').length";
        let scripts = "return performance.getEntriesByType('resource')\
             .filter(entry => /[.](js|wasm)$/.test(entry.name)).map(entry => entry.name)";
        if browser.ask(islands, vec![]).await? != json!(0) {
            continue;
        }
        let loaded = browser.ask(scripts, vec![]).await?;
        if loaded != json!([]) {
            findings.push(format!("{} has no island and loaded {loaded}", place.name));
        }
    }
    none(&findings)
}

/// No page makes the browser complain: no errors, no breach of the policy.
pub(crate) async fn nothing_in_the_log(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let mut findings = Vec::new();
    for place in PLACES {
        browser.visit(place, lang).await?;
        for entry in browser.log().await? {
            // That there is no such page is said by the status, too.
            if ["not-found", "no-return"].contains(&place.name) && entry.message.contains("404") {
                continue;
            }
            findings.push(format!("{}: {} {}", place.name, entry.level, entry.message));
        }
    }
    none(&findings)
}
