//! A browser that speaks in pages: opened by path, measured in pixels of the
//! page, asked by small scripts that see what a person would.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use fantoccini::elements::Element;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use http_body_util::BodyExt as _;
use hyper_util::client::legacy::Client as Http;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};

use crate::pages::Place;
use crate::sessions::Sessions;
use crate::{Fault, PASSWORD, Scripts};

/// As root in a container, on whatever display there is not.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
];

/// One line of the browser's log.
#[derive(Clone, Debug)]
pub struct Entry {
    pub level: String,
    pub message: String,
}

/// One browser window; [`Browser::close`] ends it.
pub struct Browser {
    pub(crate) client: Client,
    /// The product's address, which every path is below.
    address: String,
    /// Who can be signed in.
    sessions: Option<Arc<Sessions>>,
    /// Where files go that are downloaded.
    pub downloads: PathBuf,
}

impl Browser {
    pub(crate) async fn start(
        driver: &str,
        address: &str,
        chromium: &Path,
        profile: &Path,
        scripts: Scripts,
    ) -> Result<Self, Fault> {
        let mut flags: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_owned()).collect();
        flags.push(format!("--user-data-dir={}", profile.display()));
        if scripts == Scripts::Off {
            flags.push("--blink-settings=scriptEnabled=false".to_owned());
        }
        let downloads = profile.join("downloads");
        let preferences = json!({ "download.default_directory": downloads });
        let mut wanted = Capabilities::new();
        wanted.insert(
            "goog:chromeOptions".to_owned(),
            json!({ "binary": chromium, "args": flags, "prefs": preferences }),
        );
        wanted.insert("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted)
            .connect(driver)
            .await
            .map_err(|error| format!("Chromium did not start: {error}"))?;
        let browser = Self { client, address: address.to_owned(), sessions: None, downloads };
        browser.size(1440, 900).await?;
        Ok(browser)
    }

    /// The same, and it can be signed in by these sessions.
    pub(crate) fn knowing(self, sessions: Arc<Sessions>) -> Self {
        Self { sessions: Some(sessions), ..self }
    }

    /// Ends the browser.
    ///
    /// # Errors
    /// When the driver is gone.
    pub async fn close(self) -> Result<(), Fault> {
        Ok(self.client.close().await?)
    }

    /// Opens a page by its path and query.
    ///
    /// # Errors
    /// When the page does not load.
    pub async fn open(&self, path: &str) -> Result<(), Fault> {
        Ok(self.client.goto(&format!("{}{path}", self.address)).await?)
    }

    /// Opens a page as the person who has business there.
    ///
    /// # Errors
    /// When the page does not load, or the person cannot sign in.
    pub async fn visit(&self, place: &Place, lang: &str) -> Result<(), Fault> {
        let secret = match (place.who, &self.sessions) {
            (Some(name), Some(sessions)) => Some(sessions.of(name).await?),
            _ => None,
        };
        self.signed_in(secret.as_deref()).await?;
        let path = match &self.sessions {
            Some(sessions) => sessions.path(place, lang).await?,
            None => place.path(lang),
        };
        self.open(&path).await
    }

    /// From now on signed in with that session, or with none.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn signed_in(&self, secret: Option<&str>) -> Result<(), Fault> {
        let cookie = json!({ "name": "pilotboard", "url": self.address });
        match secret {
            Some(secret) => {
                let mut cookie = cookie;
                cookie["value"] = json!(secret);
                self.devtools("Network.setCookie", cookie).await?;
            }
            None => {
                self.devtools("Network.deleteCookies", cookie).await?;
            }
        }
        Ok(())
    }

    /// One page back, as with Alt and the left arrow.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn back(&self) -> Result<(), Fault> {
        Ok(self.client.back().await?)
    }

    /// Path and query of the page that is shown.
    ///
    /// # Errors
    /// When the page is not the product's.
    pub async fn path(&self) -> Result<String, Fault> {
        let url = self.client.current_url().await?;
        let path = url.as_str().strip_prefix(&self.address);
        Ok(path.ok_or_else(|| format!("{url} is not a page of the product"))?.to_owned())
    }

    /// Waits until another address than `before` is shown.
    ///
    /// # Errors
    /// When it is not within five seconds.
    pub async fn moved_from(&self, before: &str) -> Result<(), Fault> {
        for _ in 0..100 {
            if self.path().await? != before {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(format!("{before} is still shown").into())
    }

    /// Clicks what leads to another address, and waits until it is shown.
    ///
    /// # Errors
    /// When there is nothing to click, or it leads nowhere within five seconds.
    pub async fn follow(&self, css: &str) -> Result<(), Fault> {
        let before = self.path().await?;
        self.click(css).await?;
        self.moved_from(&before).await
    }

    /// The first element that matches a CSS selector; waited for, since a click
    /// may still be loading its page.
    ///
    /// # Errors
    /// When there is none within five seconds.
    pub async fn find(&self, css: &str) -> Result<Element, Fault> {
        let patience = Duration::from_secs(5);
        let found = self.client.wait().at_most(patience).for_element(Locator::Css(css)).await;
        Ok(found.map_err(|error| format!("`{css}`: {error}"))?)
    }

    /// Clicks the first element that matches, as a person would.
    ///
    /// # Errors
    /// When there is none, or it cannot be clicked.
    pub async fn click(&self, css: &str) -> Result<(), Fault> {
        let element = self.find(css).await?;
        Ok(element.click().await.map_err(|error| format!("`{css}`: {error}"))?)
    }

    /// The text a person reads in the first element that matches.
    ///
    /// # Errors
    /// When there is none.
    pub async fn text(&self, css: &str) -> Result<String, Fault> {
        Ok(self.find(css).await?.text().await?)
    }

    /// What stands in the first form field that matches.
    ///
    /// # Errors
    /// When there is none.
    pub async fn value(&self, css: &str) -> Result<String, Fault> {
        Ok(self.find(css).await?.prop("value").await?.unwrap_or_default())
    }

    /// Replaces what stands in a field by typing.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn fill(&self, css: &str, text: &str) -> Result<(), Fault> {
        let field = self.find(css).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Signs in on the page for it.
    ///
    /// # Errors
    /// When the page is not there or does not let in.
    pub async fn sign_in(&self, name: &str, lang: &str) -> Result<(), Fault> {
        self.open(&format!("/login?next=%2Fhelp&lang={lang}")).await?;
        self.fill("main #name", name).await?;
        self.fill("main #password", PASSWORD).await?;
        let before = self.path().await?;
        self.click("main form button[type=submit]").await?;
        self.moved_from(&before).await
    }

    /// Takes the line away, or gives it back.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn offline(&self, offline: bool) -> Result<(), Fault> {
        let conditions = json!({
            "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.devtools("Network.enable", json!({})).await?;
        self.devtools("Network.emulateNetworkConditions", conditions).await?;
        Ok(())
    }

    /// Presses keys wherever the focus is.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn press(&self, keys: &str) -> Result<(), Fault> {
        Ok(self.client.active_element().await?.send_keys(keys).await?)
    }

    /// What the body of a script function returns.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn ask(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Fault> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// What a script hands to its last argument.
    ///
    /// # Errors
    /// When the script throws or does not answer.
    pub async fn ask_later(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Fault> {
        Ok(self.client.execute_async(script, arguments).await?)
    }

    /// Asks until the script returns true, for at most ten seconds.
    ///
    /// # Errors
    /// When it does not come true.
    pub async fn until(&self, script: &str) -> Result<(), Fault> {
        for _ in 0..200 {
            if self.ask(script, vec![]).await? == json!(true) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let said = self.log().await?;
        Err(format!("never came true: {script}; the browser says: {said:?}").into())
    }

    /// Makes the page's area so many pixels wide and high, also narrower than
    /// a window may be.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn size(&self, width: u32, height: u32) -> Result<(), Fault> {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(())
    }

    /// From the next page on scripts run, or none does. Unlike [`Scripts::Off`]
    /// this can be turned for a moment, to look at a plain page with a script.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn run_scripts(&self, run: bool) -> Result<(), Fault> {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": !run })).await?;
        Ok(())
    }

    /// As for someone who prefers a dark or a light screen.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn scheme(&self, scheme: &str) -> Result<(), Fault> {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", features).await?;
        Ok(())
    }

    /// The whole page as a PNG, also what lies below the screen's edge.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn picture(&self) -> Result<Vec<u8>, Fault> {
        let whole = json!({ "format": "png", "captureBeyondViewport": true });
        let answer = self.devtools("Page.captureScreenshot", whole).await?;
        let data = answer.get("data").and_then(Value::as_str).ok_or("no picture came")?;
        Ok(BASE64.decode(data)?)
    }

    /// What the browser logged since the last call.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn log(&self) -> Result<Vec<Entry>, Fault> {
        let lines = self.command("se/log", json!({ "type": "browser" })).await?;
        let text = |line: &Value, name: &str| {
            line.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let lines = lines.as_array().cloned().unwrap_or_default();
        let entry =
            |line: &Value| Entry { level: text(line, "level"), message: text(line, "message") };
        Ok(lines.iter().map(entry).collect())
    }

    /// A file of the product: status, media type, content.
    ///
    /// # Errors
    /// When the product does not answer.
    pub async fn fetch(&self, path: &str) -> Result<(u16, String, Vec<u8>), Fault> {
        let http: Http<_, String> = Http::builder(TokioExecutor::new()).build_http();
        let answer = http.get(format!("{}{path}", self.address).parse()?).await?;
        let media_type = answer.headers().get("content-type");
        let media_type = media_type.map(|value| value.to_str()).transpose()?.unwrap_or("");
        let (status, media_type) = (answer.status().as_u16(), media_type.to_owned());
        let content = answer.into_body().collect().await?.to_bytes();
        Ok((status, media_type, content.to_vec()))
    }

    /// How many bytes of a file go over the line, packed with brotli.
    ///
    /// # Errors
    /// When the product does not answer, or not packed.
    pub async fn packed(&self, path: &str) -> Result<usize, Fault> {
        let http: Http<_, String> = Http::builder(TokioExecutor::new()).build_http();
        let request = http::Request::get(format!("{}{path}", self.address))
            .header("accept-encoding", "br")
            .body(String::new())?;
        let answer = http.request(request).await?;
        let packed = answer.headers().get("content-encoding").is_some_and(|it| it == "br");
        let size = answer.into_body().collect().await?.to_bytes().len();
        if packed { Ok(size) } else { Err(format!("{path} is not packed").into()) }
    }

    /// A command of the browser's own tools.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value, Fault> {
        self.command("goog/cdp/execute", json!({ "cmd": method, "params": parameters })).await
    }

    async fn command(&self, name: &'static str, body: Value) -> Result<Value, Fault> {
        Ok(self.client.issue_cmd(Command { name, body }).await?)
    }
}

/// A command of chromedriver's own, beyond the standard.
#[derive(Debug)]
struct Command {
    name: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.name))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
