//! Somebody at the desk filling in a return that nobody else is at.

use std::ops::Deref;
use std::sync::Arc;

use browser_tests::{Browser, Fault};
use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};

/// A return that the demo leaves open.
const FORM: &str = "/returns/nev-battery-pilot-2018/130000/2026-Q3";
const WHO: &str = "lead-130000";

pub(crate) const ENTER: &str = "\u{E007}";
pub(crate) const TAB: &str = "\u{E004}";
pub(crate) const SHIFT: &str = "\u{E008}";
pub(crate) const CTRL: &str = "\u{E009}";
pub(crate) const ESCAPE: &str = "\u{E00C}";
pub(crate) const END: &str = "\u{E010}";
pub(crate) const HOME: &str = "\u{E011}";
pub(crate) const LEFT: &str = "\u{E012}";
pub(crate) const UP: &str = "\u{E013}";
pub(crate) const RIGHT: &str = "\u{E014}";
pub(crate) const DOWN: &str = "\u{E015}";
pub(crate) const F2: &str = "\u{E032}";

/// The tests have one open return: each takes its turn at it.
static TURN: Mutex<()> = Mutex::const_new(());

/// Saves cells past the page, as somebody else does: `arguments[0]` by field,
/// or everything blank.
const ELSEWHERE: &str = "const page = new XMLHttpRequest(); \
    page.open('GET', location.pathname, false); page.send(); \
    const form = new DOMParser().parseFromString(page.responseText, 'text/html')\
        .querySelector('form[data-island]'); \
    const blank = () => Object.fromEntries(Array.from(\
        form.querySelectorAll('input[type=text][name], select[name], textarea[name]'), \
        field => [field.name, ''])); \
    const save = new XMLHttpRequest(); \
    save.open('POST', form.dataset.save, false); \
    save.setRequestHeader('content-type', 'application/json'); \
    save.send(JSON.stringify({ version: Number(form.elements.seen.value), \
        cells: arguments[0] || blank() })); \
    return save.status";

/// A browser with the form open and its island running.
pub(crate) struct Desk {
    browser: Arc<Browser>,
    pub form: String,
    _turn: MutexGuard<'static, ()>,
}

impl Deref for Desk {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl Desk {
    /// Signs in and opens the form, with nothing typed into it.
    pub(crate) async fn new(browser: Arc<Browser>, lang: &str) -> Result<Self, Fault> {
        let turn = TURN.lock().await;
        browser.sign_in(WHO, lang).await?;
        let desk = Self { browser, form: format!("{FORM}?lang={lang}"), _turn: turn };
        desk.reopen().await?;
        desk.elsewhere(Value::Null).await?;
        desk.ask("localStorage.clear()", vec![]).await?;
        desk.reopen().await?;
        Ok(desk)
    }

    /// Opens the form again.
    pub(crate) async fn reopen(&self) -> Result<(), Fault> {
        self.open(&self.form).await?;
        self.until("return document.documentElement.dataset.islands === 'ready'").await
    }

    /// Saves cells as somebody else does meanwhile.
    pub(crate) async fn elsewhere(&self, cells: Value) -> Result<(), Fault> {
        let status = self.ask(ELSEWHERE, vec![cells]).await?;
        if status == json!(200) { Ok(()) } else { Err(format!("not saved: {status}").into()) }
    }

    /// Clicks what may be behind the table's head.
    pub(crate) async fn click(&self, css: &str) -> Result<(), Fault> {
        self.browser.find(css).await?;
        let script = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })";
        self.ask(script, vec![json!(css)]).await?;
        self.browser.click(css).await
    }

    /// The id of what has the focus.
    pub(crate) async fn at(&self) -> Result<String, Fault> {
        let id = self.ask("return document.activeElement.id", vec![]).await?;
        Ok(id.as_str().unwrap_or_default().to_owned())
    }

    /// What a field holds.
    pub(crate) async fn cell(&self, field: &str) -> Result<String, Fault> {
        let script = "return document.getElementById(arguments[0]).value";
        let text = self.ask(script, vec![json!(field)]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// What the first field that matches holds, also a hidden one.
    pub(crate) async fn cell_of(&self, css: &str) -> Result<String, Fault> {
        let text = self.ask("return document.querySelector(arguments[0]).value", vec![json!(css)]);
        Ok(text.await?.as_str().unwrap_or_default().to_owned())
    }

    /// The text of an element, also of one that is not seen.
    pub(crate) async fn text_of(&self, css: &str) -> Result<String, Fault> {
        let script = "return document.querySelector(arguments[0]).textContent";
        Ok(self.ask(script, vec![json!(css)]).await?.as_str().unwrap_or_default().to_owned())
    }

    /// Pastes a text where the focus is; how long that took, in milliseconds.
    pub(crate) async fn paste(&self, text: &str) -> Result<Value, Fault> {
        let script = "const data = new DataTransfer(); \
            data.setData('text/plain', arguments[0]); \
            const paste = new ClipboardEvent('paste', \
                { clipboardData: data, bubbles: true, cancelable: true }); \
            const begun = performance.now(); \
            document.activeElement.dispatchEvent(paste); \
            document.body.getBoundingClientRect(); \
            return performance.now() - begun";
        self.ask(script, vec![json!(text)]).await
    }

    /// Waits until everything is saved.
    pub(crate) async fn saved(&self) -> Result<(), Fault> {
        self.until("return !!document.querySelector('#standing .tag.good')").await
    }

    /// Waits until the way saving stands is said with such a word.
    pub(crate) async fn standing(&self, words: &str) -> Result<(), Fault> {
        let words = json!(words);
        self.until(&format!(
            "return document.querySelector('#standing').textContent.includes({words})"
        ))
        .await
    }
}
