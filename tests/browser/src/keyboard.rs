//! A person at the keyboard: every key goes down and up again, and nothing is
//! ever clicked.

use std::time::Duration;

use fantoccini::Locator;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use serde_json::{Value, json};

use crate::{Browser, Fault};

pub const TAB: char = '\u{E004}';
pub const ENTER: char = '\u{E007}';
pub const SHIFT: char = '\u{E008}';
pub const CONTROL: char = '\u{E009}';
pub const ESCAPE: char = '\u{E00C}';
pub const SPACE: char = ' ';
pub const DELETE: char = '\u{E017}';
pub const UP: char = '\u{E013}';
pub const DOWN: char = '\u{E015}';

/// More stops than any page has.
const STOPS: usize = 500;
/// What is seen of the stop: whether it is the wanted one, and what is wrong
/// with it for somebody who follows the focus with the eyes.
const STOP: &str = include_str!("stop.js");

impl Browser {
    /// Presses keys one after another.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn keys(&self, keys: &str) -> Result<(), Fault> {
        let mut actions = KeyActions::new("keyboard".into());
        for value in keys.chars() {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Presses a key.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn key(&self, key: char) -> Result<(), Fault> {
        self.keys(&key.to_string()).await
    }

    /// Presses a key while another is held.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn chord(&self, held: char, key: char) -> Result<(), Fault> {
        let actions = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Goes on with Tab to the first stop that matches. Every stop on the way
    /// must be seen and show that it has the focus.
    ///
    /// # Errors
    /// When there is no such stop, or one cannot be seen.
    pub async fn tab_to(&self, css: &str) -> Result<(), Fault> {
        self.step_to(css, false).await
    }

    /// The same backwards.
    ///
    /// # Errors
    /// When there is no such stop, or one cannot be seen.
    pub async fn tab_back_to(&self, css: &str) -> Result<(), Fault> {
        self.step_to(css, true).await
    }

    async fn step_to(&self, css: &str, backwards: bool) -> Result<(), Fault> {
        let mut ends = 0;
        for _ in 0..STOPS {
            if backwards {
                self.chord(SHIFT, TAB).await?;
            } else {
                self.key(TAB).await?;
            }
            let stop = self.ask(STOP, vec![json!(css)]).await?;
            let part = |name: &str| stop.get(name).cloned().unwrap_or_default();
            if let Some(wrong) = part("wrong").as_str() {
                return Err(format!("on the way to `{css}`: {wrong}").into());
            }
            if part("there") == json!(true) {
                return Ok(());
            }
            // The focus left the page and comes back to it; once is enough.
            if part("outside") == json!(true) {
                ends += 1;
                if ends > 2 {
                    break;
                }
            }
        }
        Err(format!("`{css}` is not reached by Tab on {}", self.path().await?).into())
    }

    /// Goes to a field and types over what stands there.
    ///
    /// # Errors
    /// When the field is not reached.
    pub async fn type_into(&self, css: &str, text: &str) -> Result<(), Fault> {
        self.tab_to(css).await?;
        self.type_over(text).await
    }

    /// Types over what stands in the field that has the focus.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn type_over(&self, text: &str) -> Result<(), Fault> {
        self.chord(CONTROL, 'a').await?;
        if text.is_empty() { self.key(DELETE).await } else { self.keys(text).await }
    }

    /// Goes to a list that opens and chooses the option with that value, by the
    /// arrow keys.
    ///
    /// # Errors
    /// When the list has no such option.
    pub async fn choose(&self, css: &str, value: &str) -> Result<(), Fault> {
        self.tab_to(css).await?;
        let places = "const list = document.activeElement; \
            const options = [...list.options].map(option => option.value); \
            return [list.selectedIndex, options.indexOf(arguments[0])]";
        let places = self.ask(places, vec![json!(value)]).await?;
        let place = |at: usize| places.get(at).and_then(Value::as_i64).unwrap_or(-1);
        let (now, wanted) = (place(0), place(1));
        if wanted < 0 {
            return Err(format!("`{css}` has no option {value}").into());
        }
        let key = if wanted > now { DOWN } else { UP };
        for _ in 0..now.abs_diff(wanted) {
            self.key(key).await?;
        }
        let chosen = self.ask("return document.activeElement.value", vec![]).await?;
        if chosen == json!(value) {
            return Ok(());
        }
        Err(format!("the arrow keys chose {chosen} in `{css}`, not {value}").into())
    }

    /// Goes to a link or button, presses Enter, and waits for the page it
    /// leads to.
    ///
    /// # Errors
    /// When it is not reached, or no page comes.
    pub async fn enter_on(&self, css: &str) -> Result<(), Fault> {
        self.tab_to(css).await?;
        self.enter().await
    }

    /// Presses Enter and waits for the page that comes.
    ///
    /// # Errors
    /// When none comes within ten seconds.
    pub async fn enter(&self) -> Result<(), Fault> {
        let page = self.client.find(Locator::Css("html")).await?;
        self.key(ENTER).await?;
        for _ in 0..400 {
            // The page's element is gone with the page.
            if page.attr("lang").await.is_err() {
                self.find("main").await?;
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        Err(format!("Enter leads nowhere on {}", self.path().await?).into())
    }

    /// Chooses a file in the field that has the focus. The window in which a
    /// person chooses is the system's, not the page's: the driver answers for it.
    ///
    /// # Errors
    /// When the field takes no file.
    pub async fn choose_file(&self, file: &std::path::Path) -> Result<(), Fault> {
        let field = self.client.active_element().await?;
        Ok(field.send_keys(&file.display().to_string()).await?)
    }

    /// Puts a text on the clipboard, as a spreadsheet beside the browser does.
    ///
    /// # Errors
    /// When the browser does not let it.
    pub async fn copied_elsewhere(&self, text: &str) -> Result<(), Fault> {
        let permissions =
            json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.devtools("Browser.grantPermissions", permissions).await?;
        let copy = "navigator.clipboard.writeText(arguments[0]).then(            () => arguments[1](true), error => arguments[1](String(error)))";
        let copied = self.ask_later(copy, vec![json!(text)]).await?;
        if copied == json!(true) { Ok(()) } else { Err(format!("not copied: {copied}").into()) }
    }

    /// Presses Enter on what downloads a file; the file, once it is whole.
    ///
    /// # Errors
    /// When none arrives within ten seconds.
    pub async fn download(&self, css: &str) -> Result<(String, Vec<u8>), Fault> {
        let known = self.downloaded();
        self.tab_to(css).await?;
        self.key(ENTER).await?;
        for _ in 0..200 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let arrived = self.downloaded().into_iter().find(|name| {
                !known.contains(name) && !name.ends_with(".crdownload") && !name.starts_with('.')
            });
            if let Some(name) = arrived {
                let content = std::fs::read(self.downloads.join(&name))?;
                // Until the file is whole, an empty one holds its name.
                if !content.is_empty() {
                    return Ok((name, content));
                }
            }
        }
        Err(format!("no file came from `{css}`").into())
    }

    fn downloaded(&self) -> Vec<String> {
        let files = std::fs::read_dir(&self.downloads).into_iter().flatten();
        files.flatten().map(|file| file.file_name().to_string_lossy().into_owned()).collect()
    }
}
