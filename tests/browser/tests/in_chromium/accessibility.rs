//! What a screen reader, a keyboard and tired eyes need.

use std::sync::Arc;

use browser_tests::pages::PLACES;
use browser_tests::{Browser, axe_source};
use serde_json::json;

use crate::layout::found;
use crate::{Outcome, holds, none};

const OUTLINE: &str = include_str!("outline.js");
const NAMES: &str = include_str!("names.js");
const CONTRAST: &str = include_str!("contrast.js");

/// Asks the same on every page.
async fn everywhere(browser: &Browser, lang: &'static str, script: &str) -> Outcome {
    let mut findings = Vec::new();
    for place in PLACES {
        browser.visit(place, lang).await?;
        let answer = browser.ask(script, vec![json!(lang)]).await?;
        findings.extend(found(place.name, &answer));
    }
    none(&findings)
}

/// Language, landmarks, one heading of the first order, the rest in order.
pub(crate) async fn outline(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    everywhere(&browser, lang, OUTLINE).await
}

/// Pictures, fields, tables and links say what they are.
pub(crate) async fn names(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    // Where it is narrow, more of them scroll.
    browser.size(360, 800).await?;
    everywhere(&browser, lang, NAMES).await
}

/// Text against what lies behind it, light and dark (WCAG 1.4.3).
pub(crate) async fn contrast(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let mut findings = Vec::new();
    for scheme in ["light", "dark"] {
        browser.scheme(scheme).await?;
        for place in PLACES {
            browser.visit(place, lang).await?;
            let answer = browser.ask(CONTRAST, vec![]).await?;
            findings.extend(found(&format!("{} {scheme}", place.name), &answer));
        }
    }
    none(&findings)
}

/// Nothing that axe knows of, on any page, light and dark.
pub(crate) async fn axe(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let source = axe_source()?;
    let mut findings = Vec::new();
    for place in PLACES {
        browser.visit(place, lang).await?;
        let found = browser.axe(&source).await?;
        findings.extend(found.into_iter().map(|said| format!("{}: {said}", place.name)));
    }
    none(&findings)
}

/// Tab comes to the skip link first, every stop is seen, and the link skips.
pub(crate) async fn keyboard(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    const TAB: &str = "\u{E004}";
    const ENTER: &str = "\u{E007}";
    let stop = "const focus = document.activeElement, box = focus.getBoundingClientRect(), \
        style = getComputedStyle(focus); \
        return [focus.className, box.left >= 0 && box.top >= 0 && box.right <= innerWidth + 1 && box.top < innerHeight, \
                style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, \
                focus === document.body]";
    for path in ["/", "/programmes/tianjin-waste-recycling-2027/targets/T10"] {
        browser.open(&format!("{path}?lang={lang}")).await?;
        for at in 0..25 {
            browser.press(TAB).await?;
            let seen = browser.ask(stop, vec![]).await?;
            let is = |at: usize| seen.get(at).cloned().unwrap_or_default();
            // After the last stop the focus leaves the page.
            if is(3) == json!(true) && at > 10 {
                break;
            }
            holds(at > 0 || is(0) == json!("skip"), || format!("the first stop is {}", is(0)))?;
            holds(is(1) == json!(true), || {
                format!("stop {at} of {path} is out of sight: {}", is(0))
            })?;
            holds(is(2) == json!(true), || {
                format!("stop {at} of {path} shows no focus: {}", is(0))
            })?;
        }
        browser.open(&format!("{path}?lang={lang}")).await?;
        browser.press(TAB).await?;
        browser.press(ENTER).await?;
        browser.press(TAB).await?;
        let inside = browser.ask("return !!document.activeElement.closest('main')", vec![]).await?;
        holds(inside == json!(true), || "the skip link does not lead into the content".into())?;
    }
    Ok(())
}
