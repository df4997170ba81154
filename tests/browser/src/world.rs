//! One product with demo figures and one driver, for all that follows.

use std::env;
use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::browser::Browser;
use crate::process::Process;
use crate::sessions::Sessions;
use crate::{Fault, PASSWORD};

/// Whether the browser runs scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    On,
    Off,
}

/// What drives browsers. Ends them and removes its folder when dropped, also
/// when a test has failed.
pub struct Driver {
    // Dropped in this order.
    process: Process,
    place: Arc<Place>,
    address: String,
    chromium: PathBuf,
    browsers: AtomicU32,
}

/// Where the product answers, and a driver.
pub struct World {
    // Dropped in this order: driver, product, folder.
    driver: Driver,
    product: Process,
    place: Arc<Place>,
    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub address: String,
    sessions: Arc<Sessions>,
}

/// A folder of our own, gone with us.
struct Place(PathBuf);

impl Place {
    fn new() -> Result<Self, Fault> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "pilotboard-browser-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let path = env::temp_dir().join(name);
        // Started by root, the private PostgreSQL runs as another user, who
        // must be able to pass.
        DirBuilder::new()
            .mode(0o711)
            .create(&path)
            .map_err(|error| format!("{} cannot be made: {error}", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // A leftover below the system's temporary folder harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Driver {
    /// Starts the driver alone, for tests with a board of their own.
    ///
    /// # Errors
    /// When Chromium or its driver is missing.
    pub fn start() -> Result<Self, Fault> {
        let packages = "install the packages chromium and chromium-driver (scripts/test does)";
        let chromedriver = program("PILOTBOARD_CHROMEDRIVER", "/usr/bin/chromedriver", packages)?;
        let chromium = program("PILOTBOARD_CHROMIUM", "/usr/bin/chromium", packages)?;
        let place = Arc::new(Place::new()?);
        let mut driving = Command::new(chromedriver);
        // What Chromium keeps about its user stays in our folder too.
        driving.arg("--port=0").env("HOME", &place.0).env("XDG_CONFIG_HOME", &place.0);
        let mut process = Process::start("chromedriver", driving, place.0.join("driver.log"))?;
        let port = process.says("started successfully on port ", '.', Duration::from_secs(30))?;
        let address = format!("http://127.0.0.1:{port}");
        Ok(Self { process, place, address, chromium, browsers: AtomicU32::new(0) })
    }

    /// A browser with a profile of its own, for the product at that address.
    ///
    /// # Errors
    /// When Chromium does not start.
    pub async fn browser(&self, product: &str, scripts: Scripts) -> Result<Browser, Fault> {
        let _kept_alive = &self.process;
        let at = self.browsers.fetch_add(1, Ordering::Relaxed);
        let profile = self.place.0.join(format!("profile-{at}"));
        Browser::start(&self.address, product, &self.chromium, &profile, scripts).await
    }
}

impl World {
    /// Starts the product's demo and the driver.
    ///
    /// # Errors
    /// When the product is not built, or Chromium or its driver is missing.
    pub fn start() -> Result<Self, Fault> {
        let product = product()?;
        let driver = Driver::start()?;
        let place = driver.place.clone();
        let mut demo = Command::new(product);
        demo.args(["--lang", "en", "demo", "--listen", "127.0.0.1:0", "--state"])
            .arg(place.0.join("state"))
            .env_remove("DATABASE_URL")
            .env("PILOTBOARD_LINKS", "on")
            .env("PILOTBOARD_DEMO_PASSWORD", PASSWORD);
        let mut product = Process::start("pilotboard", demo, place.0.join("pilotboard.log"))?;
        let host = product.says("pilotboard: http://", '/', Duration::from_secs(120))?;
        let address = format!("http://{host}");
        Ok(Self { driver, product, place, sessions: Arc::new(Sessions::at(&address)), address })
    }

    /// A browser with a profile of its own.
    ///
    /// # Errors
    /// When Chromium does not start.
    pub async fn browser(&self, scripts: Scripts) -> Result<Browser, Fault> {
        let browser = self.driver.browser(&self.address, scripts).await?;
        Ok(browser.knowing(self.sessions.clone()))
    }

    /// The product's talk, for when something failed.
    #[must_use]
    pub fn talk(&self) -> String {
        let _kept_alive = &self.product;
        fs::read_to_string(self.place.0.join("pilotboard.log")).unwrap_or_default()
    }
}

/// The folder of the build that these tests belong to: TARGET/PROFILE.
fn built() -> Result<PathBuf, Fault> {
    let own = env::current_exe()?;
    let folder = own.parent().ok_or("this program has no folder")?;
    let folder = if folder.ends_with("deps") { folder.parent() } else { Some(folder) };
    Ok(folder.ok_or("this program has no folder")?.to_path_buf())
}

fn product() -> Result<PathBuf, Fault> {
    let beside = built()?.join("pilotboard");
    let path = env::var_os("PILOTBOARD_BIN").map_or(beside, PathBuf::from);
    if path.is_file() {
        return Ok(path);
    }
    Err(format!(
        "{} is not there: scripts/test builds it before the tests, or name one in PILOTBOARD_BIN",
        path.display()
    )
    .into())
}

/// The domain as a module for the browser, as `scripts/test` builds it.
///
/// # Errors
/// When it is not built.
pub fn parity_module() -> Result<PathBuf, Fault> {
    let target = built()?.parent().map(Path::to_path_buf).ok_or("no target folder")?;
    let path = target.join("wasm32-unknown-unknown/wasm-release/parity.wasm");
    if path.is_file() {
        return Ok(path);
    }
    Err(format!(
        "{} is not there: scripts/test builds it with \
         cargo build -p parity --lib --target wasm32-unknown-unknown --profile wasm-release",
        path.display()
    )
    .into())
}

fn program(variable: &str, usual: &str, fix: &str) -> Result<PathBuf, Fault> {
    let path = env::var_os(variable).map_or_else(|| PathBuf::from(usual), PathBuf::from);
    if path.is_file() {
        return Ok(path);
    }
    Err(format!("{} is not there: {fix}, or name one in {variable}", path.display()).into())
}

/// The source of axe-core, which `scripts/test` fetches.
///
/// # Errors
/// When it is not there.
pub fn axe_source() -> Result<String, Fault> {
    let target = built()?.parent().map(Path::to_path_buf).ok_or("no target folder")?;
    let path = target.join("axe-core/axe.min.js");
    fs::read_to_string(&path)
        .map_err(|error| format!("{}: {error}; scripts/test fetches it", path.display()).into())
}
