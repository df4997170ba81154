//! Somebody's desk: a browser, and a board that is nobody else's.

use std::sync::{Arc, Mutex, PoisonError};

use app::domain::access::{Actor, Role};
use app::domain::dossier::Dossier;
use app::domain::filing::Key;
use browser_tests::{Browser, Driver, Fault, Scripts, axe_source};
use serde_json::json;
use server::http::Accepting;
use support::{Listening, TestBoard};

use super::figures::{PROGRAMME, QUARTER};
use crate::{Outcome, holds};

/// A password nobody guesses.
pub(crate) const PASSWORD: &str = "violet kettle ninety drum";

pub(crate) struct Desk {
    pub board: TestBoard,
    pub browser: Browser,
    pub lang: &'static str,
    scripts: Scripts,
    axe: String,
    /// What axe found on the way, told at the end all together.
    findings: Mutex<Vec<String>>,
    _listening: Listening,
}

impl Desk {
    pub(crate) async fn open_at(
        driver: &Driver,
        lang: &'static str,
        scripts: Scripts,
    ) -> Result<Self, Fault> {
        let board = TestBoard::own_demo_with_links().await;
        let listening = Listening::start(board.router.clone(), Accepting::default()).await;
        let address = format!("http://{}", listening.address);
        let browser = driver.browser(&address, Scripts::On).await?;
        browser.run_scripts(scripts == Scripts::On).await?;
        let findings = Mutex::default();
        let axe = axe_source()?;
        Ok(Self { board, browser, lang, scripts, axe, findings, _listening: listening })
    }

    /// Ends the browser; what axe found.
    pub(crate) async fn close(self) -> Result<Vec<String>, Fault> {
        self.browser.close().await?;
        Ok(self.findings.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on signed in as the account of that name.
    pub(crate) async fn signed_in_as(&self, name: &str) -> Outcome {
        self.browser.signed_in(Some(&self.board.person(name).await.secret)).await
    }

    /// Opens an address in the desk's language.
    pub(crate) async fn open(&self, path: &str) -> Outcome {
        let joint = if path.contains('?') { '&' } else { '?' };
        self.browser.open(&format!("{path}{joint}lang={}", self.lang)).await
    }

    /// The words of the desk's language.
    pub(crate) fn say<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        if self.lang == "en" { en } else { zh }
    }

    /// Lays axe over the page. Without scripts the page is the same, unless
    /// it has an island.
    pub(crate) async fn sound(&self, state: &str) -> Outcome {
        let islands = "return document.querySelectorAll('[data-island]').length";
        if self.scripts == Scripts::Off && self.browser.ask(islands, vec![]).await? == json!(0) {
            return Ok(());
        }
        self.browser.run_scripts(true).await?;
        let found = self.browser.axe(&self.axe).await?;
        self.browser.run_scripts(self.scripts == Scripts::On).await?;
        let mut findings = self.findings.lock().unwrap_or_else(PoisonError::into_inner);
        findings.extend(found.into_iter().map(|said| format!("{state}: {said}")));
        Ok(())
    }

    /// The words are read at that place.
    pub(crate) async fn reads(&self, css: &str, words: &str) -> Outcome {
        let text = self.browser.text(css).await?;
        holds(text.contains(words), || format!("`{css}` says “{text}”, not “{words}”"))
    }

    /// The summary of faults came and has the focus, the title says so, and
    /// each of its links leads to something.
    pub(crate) async fn faulty(&self) -> Outcome {
        self.browser.find("#faults").await?;
        let asked = "const links = [...document.querySelectorAll('#faults a[href^=\"#\"]')]; \
            return [document.activeElement.id, document.title, \
                links.filter(link => !document.getElementById(decodeURIComponent(link.hash.slice(1)))) \
                    .map(link => link.hash)]";
        let answer = self.browser.ask(asked, vec![]).await?;
        let part = |at: usize| answer.get(at).cloned().unwrap_or_default();
        holds(part(0) == json!("faults"), || format!("the focus is at {}", part(0)))?;
        let title = part(1);
        holds(
            title.as_str().is_some_and(|it| it.starts_with(self.say("错误：", "Error: "))),
            || format!("the title is {title}"),
        )?;
        holds(part(2) == json!([]), || format!("these lead nowhere: {}", part(2)))
    }

    /// What stands in a field, by its id.
    pub(crate) async fn typed(&self, id: &str) -> Result<String, Fault> {
        self.browser.value(&at(id)).await
    }

    /// The address that is shown begins like this.
    pub(crate) async fn is_at(&self, path: &str) -> Outcome {
        let shown = self.browser.path().await?;
        holds(shown.starts_with(path), || format!("{shown} is shown, not {path}"))
    }

    /// The return of a unit, as it is kept.
    pub(crate) async fn kept(&self, unit: &str) -> Result<Dossier, Fault> {
        let auditor = Actor { account: 0, name: "auditor".into(), role: Role::Auditor, unit: None };
        let quarter = QUARTER.parse().map_err(|_| "no quarter")?;
        let key = Key { programme: PROGRAMME.into(), unit: unit.into(), quarter };
        Ok(self.board.store.dossier(&auditor, &key).await?)
    }

    /// One figure of a return's draft.
    pub(crate) async fn draft(&self, unit: &str, line: &str) -> Result<String, Fault> {
        let dossier = self.kept(unit).await?;
        Ok(dossier.lines.get(line).map(|typed| typed.value.clone()).unwrap_or_default())
    }

    /// A test's way of changing what has no page.
    pub(crate) async fn meanwhile(&self, sql: &str) -> Outcome {
        sqlx::query(sql).execute(&self.board.sql).await?;
        Ok(())
    }
}

/// A field by its id, which may have a dot in it.
pub(crate) fn at(id: &str) -> String {
    format!("[id='{id}']")
}

/// What a test gets.
pub(crate) type Mine = Arc<Desk>;
