//! Nothing cut, nothing overlapping, everything large enough to touch.

use std::sync::Arc;

use browser_tests::Browser;
use browser_tests::pages::PLACES;
use serde_json::{Value, json};

use crate::{Outcome, none};

const WORDS_IN_CHARTS: &str = include_str!("words_in_charts.js");
const SMALL_TARGETS: &str = include_str!("small_targets.js");

/// What a script found, one sentence each, with the page it was found on.
pub(crate) fn found(at: &str, answer: &Value) -> Vec<String> {
    let sentences = answer.as_array().cloned().unwrap_or_default();
    sentences.iter().filter_map(Value::as_str).map(|text| format!("{at}: {text}")).collect()
}

/// No page scrolls sideways, however narrow; only frames within it may.
pub(crate) async fn no_overflow(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let script = "const page = document.documentElement; \
        return page.scrollWidth > page.clientWidth ? [`${page.scrollWidth} px wide`] : []";
    let mut findings = Vec::new();
    for place in PLACES {
        browser.visit(place, lang).await?;
        // 320: WCAG's reflow, what 1280 at 400 % leaves.
        for width in [320, 360, 768, 1024, 1600] {
            browser.size(width, 900).await?;
            let answer = browser.ask(script, vec![]).await?;
            findings.extend(found(&format!("{} at {width}", place.name), &answer));
        }
    }
    none(&findings)
}

/// How much, which targets are behind, who has not filed: without scrolling.
pub(crate) async fn first_screen(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let script = "return arguments[0].flatMap(css => { \
            const element = document.querySelector(css); \
            if (!element) return [`no ${css}`]; \
            const box = element.getBoundingClientRect(); \
            const inside = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth; \
            return inside && box.height > 0 ? [] : [`${css} ends at ${Math.round(box.bottom)}`]; })";
    browser.open(&format!("/?lang={lang}")).await?;
    let wanted = json!([".keys", ".behind", ".panel .names", ".keys .key:last-child .big"]);
    let answer = browser.ask(script, vec![wanted]).await?;
    none(&found("overview at 1440 x 900", &answer))
}

/// No text of a chart leaves the picture or covers another one.
pub(crate) async fn words_in_charts(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let mut findings = Vec::new();
    browser.size(1600, 900).await?;
    for place in PLACES {
        browser.visit(place, lang).await?;
        let answer = browser.ask(WORDS_IN_CHARTS, vec![]).await?;
        findings.extend(found(place.name, &answer));
    }
    none(&findings)
}

/// A table's heads stand over their columns, in whatever width.
pub(crate) async fn heads_over_columns(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let script = "return [...document.querySelectorAll('table')].flatMap(table => { \
            const head = table.tHead?.rows[0], row = table.tBodies[0]?.rows[0]; \
            if (!head || !row || !head.checkVisibility()) return []; \
            const all = [...head.cells, ...row.cells]; \
            if (all.some(cell => cell.colSpan > 1 || cell.rowSpan > 1)) return []; \
            return [...head.cells].flatMap((cell, at) => { \
                const under = row.cells[at]; \
                const left = box => Math.round(box.getBoundingClientRect().left); \
                const off = under ? left(cell) - left(under) : 0; \
                return Math.abs(off) > 1 ? [`${cell.textContent} is ${off} px off`] : []; }); })";
    let mut findings = Vec::new();
    for width in [1024, 1600] {
        browser.size(width, 900).await?;
        for place in PLACES {
            browser.visit(place, lang).await?;
            let answer = browser.ask(script, vec![]).await?;
            findings.extend(found(&format!("{} at {width}", place.name), &answer));
        }
    }
    none(&findings)
}

/// What can be pressed on a narrow screen is at least 24 px high (WCAG 2.5.8).
pub(crate) async fn large_enough(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let mut findings = Vec::new();
    browser.size(360, 800).await?;
    for place in PLACES {
        browser.visit(place, lang).await?;
        let answer = browser.ask(SMALL_TARGETS, vec![]).await?;
        findings.extend(found(place.name, &answer));
    }
    none(&findings)
}
