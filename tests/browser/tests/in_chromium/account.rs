//! Activating an account, signing in and out, as people do it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use browser_tests::Browser;
use browser_tests::PASSWORD;
use serde_json::json;

use crate::{Outcome, holds};

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";

/// Fills the sign-in page in and sends it.
pub(crate) async fn sign_in(browser: &Browser, lang: &str, name: &str) -> Outcome {
    browser.open(&format!("/login?lang={lang}")).await?;
    browser.fill("#name", name).await?;
    browser.fill("#password", PASSWORD).await?;
    browser.click("main button[type=submit]").await?;
    let shown = browser.text(".person strong").await?;
    holds(shown == name, || format!("signed in as {shown}, not as {name}"))
}

/// An administrator makes an account and hands its code over; its person
/// activates it, is signed in, signs out, and signs in again.
pub(crate) async fn activate(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("clerk-{}", COUNT.fetch_add(1, Ordering::Relaxed));
    sign_in(&browser, lang, "admin").await?;
    browser.open(&format!("/accounts?lang={lang}")).await?;
    browser.fill("#name", &name).await?;
    browser.find("#role").await?.select_by_value("entry").await?;
    browser.find("#unit").await?.select_by_value("120000").await?;
    browser.follow("main .part form button[type=submit]").await?;
    let path = browser.path().await?;
    holds(path.starts_with(&format!("/accounts/{name}")), || format!("at {path}"))?;
    browser.click("form[action*='/code'] button").await?;
    let code = browser.text(".handed-over .secret").await?;
    browser.click(".sign-out button").await?;
    browser.find("main form[action^='/login']").await?;

    browser.open(&format!("/activate?code={code}&lang={lang}")).await?;
    holds(browser.value("#code").await? == code, || "the link did not bring the code".into())?;
    browser.fill("#new", PASSWORD).await?;
    browser.fill("#repeat", PASSWORD).await?;
    browser.click("main button[type=submit]").await?;
    let shown = browser.text(".person strong").await?;
    holds(shown == name, || format!("activated as {shown}, not as {name}"))?;
    browser.click(".sign-out button").await?;
    browser.find("main form[action^='/login']").await?;
    sign_in(&browser, lang, &name).await
}

/// From the skip link on by Tab and Enter alone.
pub(crate) async fn sign_in_by_keyboard(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    browser.open(&format!("/login?lang={lang}")).await?;
    let focused = "return document.activeElement.id || document.activeElement.type";
    for (control, typed) in [("name", "lead-120000"), ("password", PASSWORD), ("submit", "")] {
        let mut reached = false;
        for _ in 0..30 {
            browser.press(TAB).await?;
            let main = "return document.querySelector('main').contains(document.activeElement)";
            let inside = browser.ask(main, vec![]).await? == json!(true);
            if inside && browser.ask(focused, vec![]).await? == json!(control) {
                reached = true;
                break;
            }
        }
        holds(reached, || format!("Tab does not come to {control}"))?;
        browser.press(if typed.is_empty() { ENTER } else { typed }).await?;
    }
    let shown = browser.text(".person strong").await?;
    holds(shown == "lead-120000", || format!("signed in as {shown}"))
}

/// What is to be put right stands on top, has the focus, and leads to its field.
pub(crate) async fn faults_take_the_focus(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    browser.open(&format!("/login?lang={lang}")).await?;
    browser.fill("#name", "reviewer").await?;
    browser.click("main button[type=submit]").await?;
    browser.until("return document.activeElement.id === 'faults'").await?;
    let (summary, field) =
        (browser.text(".faults li").await?, browser.text("#password-fault").await?);
    holds(field.contains(&summary), || format!("“{summary}” above, “{field}” at the field"))?;
    browser.click(".faults a").await?;
    browser.until("return document.activeElement.id === 'password'").await?;
    holds(browser.value("#name").await? == "reviewer", || "the name has to be typed again".into())
}
