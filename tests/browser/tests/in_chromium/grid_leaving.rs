//! Leaving the form and coming back, sending it, and what it weighs.

use std::sync::Arc;

use browser_tests::Browser;
use serde_json::{Value, json};

use crate::desk::{CTRL, Desk};
use crate::{Outcome, holds};

/// The most that the module and its glue may weigh, packed.
const MOST: usize = 100_000;

/// From here on no request of this page arrives, not even its last.
const NOTHING_ARRIVES: &str = "XMLHttpRequest.prototype.send = () => {}";

/// Whether the browser would ask before the page is left.
const ASKS: &str = "const leaving = new Event('beforeunload', { cancelable: true }); \
    window.dispatchEvent(leaving); return leaving.defaultPrevented";

/// What could not be saved is there again when the form is opened again.
pub(crate) async fn reopened(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let desk = Desk::new(browser, lang).await?;
    holds(desk.ask(ASKS, vec![]).await? == json!(false), || "asks with nothing to lose".into())?;
    desk.ask(NOTHING_ARRIVES, vec![]).await?;
    desk.click("#R01").await?;
    desk.press("77").await?;
    holds(desk.ask(ASKS, vec![]).await? == json!(true), || "leaves without asking".into())?;
    desk.reopen().await?;
    holds(desk.cell("R01").await? == "77", || "it was not put back".into())?;
    let notice = desk.text(".return > .notice").await?;
    holds(notice.contains("Ctrl+Z"), || format!("the notice says {notice}"))?;
    desk.saved().await?;
    let kept = desk.ask("return localStorage.length", vec![]).await?;
    holds(kept == json!(0), || format!("{kept} entries are left on this computer"))?;
    desk.click("#R02").await?;
    desk.press(&format!("{CTRL}z")).await?;
    holds(desk.cell("R01").await?.is_empty(), || "undo did not take it out".into())
}

/// What was kept never goes over a newer value unseen.
pub(crate) async fn newer(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let desk = Desk::new(browser, lang).await?;
    desk.ask(NOTHING_ARRIVES, vec![]).await?;
    desk.click("#R01").await?;
    desk.press("77").await?;
    // On a page without the island, so that it does not send first.
    desk.open(&desk.form.replace('?', "/check?")).await?;
    let script = "const save = new XMLHttpRequest(); \
        save.open('POST', '/api/v1' + location.pathname.replace('/check', ''), false); \
        save.setRequestHeader('content-type', 'application/json'); \
        const version = Number(document.querySelector('[name=seen]').value); \
        save.send(JSON.stringify({ version, cells: { R01: '99' } })); return save.status";
    let status = desk.ask(script, vec![]).await?;
    holds(status == json!(200), || format!("not saved: {status}"))?;
    desk.reopen().await?;
    let both = desk.text("#R01-contest").await?;
    holds(both.contains("77") && both.contains("99"), || format!("R01 says {both}"))?;
    desk.click("#R01-contest [data-theirs]").await?;
    holds(desk.cell("R01").await? == "99", || "theirs was not taken".into())?;
    let kept = desk.ask("return localStorage.length", vec![]).await?;
    holds(kept == json!(0), || format!("{kept} entries are left on this computer"))
}

/// Going on to the check right after typing takes it along.
pub(crate) async fn check(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let desk = Desk::new(browser, lang).await?;
    desk.click("#R01").await?;
    desk.press("812.5").await?;
    let before = desk.path().await?;
    desk.click("button[name=then][value=check]").await?;
    desk.moved_from(&before).await?;
    let path = desk.path().await?;
    holds(path.contains("/check"), || format!("the address became {path}"))?;
    let line = desk.text("tr[data-line=R01]").await?;
    holds(line.contains("812.5"), || format!("the check says {line}"))
}

/// Slow lines: module and glue together, as they are sent.
pub(crate) async fn small(browser: Arc<Browser>) -> Outcome {
    let desk = Desk::new(browser, "en").await?;
    let loaded = "return performance.getEntriesByType('resource').map(entry => \
        new URL(entry.name).pathname).filter(path => /[.](js|wasm)$/.test(path))";
    let loaded = desk.ask(loaded, vec![]).await?;
    let mut sizes = Vec::new();
    for path in loaded.as_array().into_iter().flatten().filter_map(Value::as_str) {
        sizes.push((path.to_owned(), desk.packed(path).await?));
    }
    let sum: usize = sizes.iter().map(|(_, size)| size).sum();
    holds(sizes.len() == 3 && sum <= MOST, || format!("{sum} bytes: {sizes:?}"))
}
