//! Scripts switched on: the islands make pages faster, and say the same.

use std::sync::Arc;

use browser_tests::pages::{PLACES, T10};
use browser_tests::{Browser, Fault};
use serde_json::json;

use crate::{Outcome, holds, none};

const READY: &str = "return document.documentElement.dataset.islands === 'ready'";

/// Good figures, refused ones, and those at the edge of either.
const TYPED: [&str; 20] = [
    "480000",
    "460894",
    "460894.1",
    "375110",
    "1",
    "0",
    "-1",
    "500000",
    "500001",
    "",
    " 400,000 ",
    "４０万",
    "1.25万",
    "40,00",
    "4e5",
    "约400000",
    "400000辆",
    "无",
    "=1+1",
    "九万八千",
];

/// The verdict changes with the typing, on the same page.
pub(crate) async fn typing(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    browser.open(&format!("{T10}?lang={lang}")).await?;
    browser.until(READY).await?;
    browser.ask("window.stillThisPage = true", vec![]).await?;
    let (met, short) =
        if lang == "en" { ("Met", "Off track") } else { ("已达标", "进度滞后") };
    browser.fill("#suppose", "480000").await?;
    browser.until(&answer_starts(met)).await?;
    browser.fill("#suppose", "330000").await?;
    browser.until(&answer_starts(short)).await?;
    browser.fill("#suppose", "1.25万").await?;
    browser
        .until("return document.querySelector('#suppose-answer').textContent.includes('12500')")
        .await?;
    let field = browser.find("#suppose").await?;
    holds(field.attr("aria-invalid").await?.as_deref() == Some("true"), || {
        "a refused figure is not marked at its field".into()
    })?;
    browser.fill("#suppose", "480000").await?;
    browser
        .until("return !document.querySelector('#suppose').hasAttribute('aria-invalid')")
        .await?;
    let still = browser.ask("return window.stillThisPage === true", vec![]).await?;
    holds(still == json!(true), || "the page was loaded anew".into())
}

fn answer_starts(word: &str) -> String {
    format!("return document.querySelector('#suppose-answer').textContent.startsWith('{word}')")
}

/// What is typed gets the same sentence from the island and the plain form.
pub(crate) async fn same_answer(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let mut differences = Vec::new();
    for typed in TYPED {
        browser.open(&format!("{T10}?lang={lang}")).await?;
        browser.until(READY).await?;
        // As an input method would: the whole text at once.
        let script = "const field = document.querySelector('#suppose'); field.value = arguments[0]; \
                      field.dispatchEvent(new InputEvent('input', { bubbles: true }))";
        browser.ask(script, vec![json!(typed)]).await?;
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        let island = answer(&browser).await?;
        // The server's own page, before any island touches it.
        let query =
            browser.ask("return encodeURIComponent(arguments[0])", vec![json!(typed)]).await?;
        let query = query.as_str().unwrap_or_default().to_owned();
        let script = "const done = arguments[1]; fetch(arguments[0]).then(page => page.text()).then(page => \
            done(new DOMParser().parseFromString(page, 'text/html').querySelector('#suppose-answer').textContent.trim()))";
        let path = format!("{T10}?suppose={query}&lang={lang}");
        let server = browser.ask_later(script, vec![json!(path)]).await?;
        let server = server.as_str().unwrap_or_default();
        if island != server {
            differences
                .push(format!("{typed:?}: in the browser {island:?}, from the server {server:?}"));
        }
    }
    none(&differences)
}

async fn answer(browser: &Browser) -> Result<String, Fault> {
    let script = "return document.querySelector('#suppose-answer').textContent.trim()";
    Ok(browser.ask(script, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

/// The module is heavy for a slow line: only pages with an island load it.
pub(crate) async fn no_module_without_an_island(
    browser: Arc<Browser>,
    lang: &'static str,
) -> Outcome {
    let mut findings = Vec::new();
    for place in PLACES {
        browser.open(&place.path(lang)).await?;
        if place.has_island() {
            browser.until(READY).await?;
        }
        let loaded = browser.ask(
            "return performance.getEntriesByType('resource').some(entry => entry.name.endsWith('.wasm'))",
            vec![],
        );
        if loaded.await? != json!(place.has_island()) {
            findings.push(format!(
                "{}: has an island {}, and the module was loaded or not against it",
                place.name,
                place.has_island()
            ));
        }
    }
    none(&findings)
}

/// No page makes the browser complain: no errors, no breach of the policy.
pub(crate) async fn nothing_in_the_log(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let mut findings = Vec::new();
    for place in PLACES {
        browser.open(&place.path(lang)).await?;
        if place.has_island() {
            browser.until(READY).await?;
        }
        for entry in browser.log().await? {
            // That there is no such page is said by the status, too.
            if place.name == "not-found" && entry.message.contains("404") {
                continue;
            }
            findings.push(format!("{}: {} {}", place.name, entry.level, entry.message));
        }
    }
    none(&findings)
}
