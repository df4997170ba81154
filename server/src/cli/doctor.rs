//! `pilotboard doctor`: what the board needs on this machine, what is missing,
//! and how to mend it. One function per need; it looks and changes nothing.

mod pooler;
mod standby;

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access, statvfs};

use super::{Failure, database, exit, mail, talk};
use crate::mail::Mailer;
use crate::shipped;
use crate::store::embedded::account::Account;
use crate::store::embedded::binaries::{Binaries, SUPPORTED};
use crate::store::embedded::{Settings, layout, probe};

/// A fresh cluster takes 40 MB and its journal grows to 1 GB when much is imported.
const ROOM_WANTED: u64 = 2 << 30;
const ROOM_NEEDED: u64 = 200 << 20;

/// What came out of looking at one need.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    need: &'static str,
    /// What is there, or what is missing and why.
    seen: String,
    /// How to mend it; `None` where nothing is missing.
    fix: Option<String>,
}

impl Finding {
    fn ok(need: &'static str, seen: impl Into<String>) -> Self {
        Self { need, seen: seen.into(), fix: None }
    }

    fn missing(need: &'static str, seen: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { need, seen: seen.into(), fix: Some(fix.into()) }
    }

    /// What is missing, of a sentence like `cause; fix`.
    fn of_sentence(need: &'static str, sentence: &str) -> Self {
        let (cause, fix) = sentence.split_once("; ").unwrap_or((sentence, "see above"));
        Self::missing(need, cause, fix)
    }

    fn lines(&self) -> Vec<String> {
        let status = if self.fix.is_none() { "ok" } else { "missing" };
        let mut lines = vec![format!("{status:<9}{:<18}{}", self.need, self.seen)];
        lines.extend(self.fix.iter().map(|fix| format!("{:27}fix: {fix}", "")));
        lines
    }
}

/// Carries out the command.
pub(super) async fn command(asked: super::Doctor) -> Result<u8, Failure> {
    let mut findings = match &super::Database::url() {
        Some(url) => {
            let mut ways = vec![database_answers(url).await];
            ways.extend(pooler::answers(url).await);
            ways.extend(standby::answers(url).await);
            ways
        }
        None => {
            let settings = database::embedded_settings(&asked.database, "pilotboard")?;
            private_database(&settings)
        }
    };
    findings.push(port_is_free(asked.listen));
    findings.extend(mail_server(mail::mailer()).await);
    findings.push(chinese_font(asked.font.as_deref(), &font_folders()));
    findings.push(assets(shipped::ASSETS.iter().map(|asset| asset.name)));
    for line in findings.iter().flat_map(Finding::lines) {
        talk::put(&line)?;
    }
    let well = findings.iter().all(|finding| finding.fix.is_none());
    Ok(if well { exit::DONE } else { exit::REFUSED })
}

/// The needs of the private PostgreSQL.
fn private_database(settings: &Settings) -> Vec<Finding> {
    let data = settings.state_dir.join("postgres");
    let account = Account::choose(settings.run_as.as_deref(), &data);
    vec![
        programs(settings.bin_dir.as_deref(), &data),
        runs_as(&account),
        state_directory(&settings.state_dir, account.as_ref().ok()),
        room(&settings.state_dir),
        socket_path(&settings.state_dir),
    ]
}

fn programs(named: Option<&Path>, data: &Path) -> Finding {
    let need = "PostgreSQL";
    let made_by = fs::read_to_string(data.join("PG_VERSION"))
        .ok()
        .and_then(|version| version.trim().parse().ok());
    match Binaries::find(named, made_by.map(|major| (major, data))) {
        Ok(found) => Finding::ok(need, format!("{} in {}", found.major, found.dir.display())),
        Err(error) => split(need, &error.to_string()),
    }
}

fn runs_as(account: &Result<Account, crate::store::embedded::EmbeddedError>) -> Finding {
    let need = "user";
    match account {
        Ok(Account::Own) => Finding::ok(need, "PostgreSQL runs as the user who starts pilotboard"),
        Ok(Account::Other { name, .. }) => {
            Finding::ok(need, format!("root runs PostgreSQL as {name}"))
        }
        Err(error) => split(need, &error.to_string()),
    }
}

fn state_directory(dir: &Path, account: Option<&Account>) -> Finding {
    let need = "state directory";
    let there = nearest(dir);
    if !there.is_dir() {
        return Finding::missing(
            need,
            format!("{} is not a directory", there.display()),
            "move it away, or name another directory with --state",
        );
    }
    if let Err(error) = access(&there, Access::WRITE_OK | Access::EXEC_OK) {
        return Finding::missing(
            need,
            format!("{} cannot be written: {error}", there.display()),
            format!(
                "as root: install --directory --owner={} {}; or name another directory with --state",
                rustix::process::geteuid().as_raw(),
                dir.display()
            ),
        );
    }
    if let Some(Err(error)) = account.map(|account| account.must_reach(&there)) {
        return split(need, &error.to_string());
    }
    let coming = if there == dir { "" } else { " (will be made)" };
    Finding::ok(need, format!("{}{coming}", dir.display()))
}

fn room(dir: &Path) -> Finding {
    let need = "free space";
    match statvfs(nearest(dir)) {
        Ok(disk) => room_of(disk.f_bavail.saturating_mul(disk.f_frsize)),
        Err(error) => Finding::missing(need, format!("unknown: {error}"), "mend the disk"),
    }
}

fn room_of(bytes: u64) -> Finding {
    let need = "free space";
    let free = format!("{} MB", bytes >> 20);
    if bytes < ROOM_NEEDED {
        Finding::missing(
            need,
            format!("only {free}; {} MB are needed", ROOM_NEEDED >> 20),
            "free some, or name a directory on another disk with --state",
        )
    } else if bytes < ROOM_WANTED {
        Finding::ok(need, format!("{free}; large imports may want {} MB", ROOM_WANTED >> 20))
    } else {
        Finding::ok(need, free)
    }
}

/// Never missing: a path that is too long moves the socket elsewhere.
fn socket_path(dir: &Path) -> Finding {
    let dir = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let socket = dir.join("socket");
    if layout::fits(&socket) {
        Finding::ok("socket", socket.display().to_string())
    } else {
        Finding::ok(
            "socket",
            "in a short directory elsewhere; the state directory's path is too long",
        )
    }
}

async fn database_answers(url: &str) -> Finding {
    let need = "DATABASE_URL";
    let options = match database::options(url) {
        Ok(options) => options,
        Err(error) => {
            return Finding::missing(
                need,
                format!("cannot be read: {error}"),
                "write it like postgres://user:password@host/database",
            );
        }
    };
    let place = match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    };
    match probe::probe(&options).await {
        Ok(facts) => database_fits(&place, facts),
        Err(sqlx::Error::Database(answer)) => Finding::missing(
            need,
            format!("{place} refuses: {answer}"),
            "check user, password and database name",
        ),
        Err(error) => Finding::missing(
            need,
            format!("{place} does not answer: {error}"),
            "check host and port, and that PostgreSQL runs there and lets this machine in",
        ),
    }
}

fn database_fits(place: &str, facts: probe::Facts) -> Finding {
    let need = "DATABASE_URL";
    let seen = format!("PostgreSQL {} at {place}", facts.major);
    if !SUPPORTED.contains(&facts.major) {
        return Finding::missing(
            need,
            format!("{seen}; {} to {} are supported", SUPPORTED.start(), SUPPORTED.end()),
            "use a server of a supported version",
        );
    }
    if !facts.may_make_tables {
        return Finding::missing(
            need,
            format!("{seen}; this user may not make tables"),
            "make the user owner of the database: alter database NAME owner to USER",
        );
    }
    Finding::ok(need, seen)
}

fn port_is_free(address: SocketAddr) -> Finding {
    let need = "port";
    match TcpListener::bind(address) {
        Ok(_) => Finding::ok(need, format!("{address} is free")),
        Err(error) => Finding::missing(
            need,
            format!("cannot listen on {address}: {error}"),
            "stop what listens there, or choose another address with --listen",
        ),
    }
}

/// Nothing is said where no mail is to be sent.
async fn mail_server(mailer: Result<Option<Mailer>, Failure>) -> Option<Finding> {
    let need = "mail server";
    let mailer = match mailer {
        Ok(mailer) => mailer?,
        Err(error) => return Some(Finding::of_sentence(need, &error.to_string())),
    };
    let server = mailer.server();
    Some(match mailer.check().await {
        Ok(()) => Finding::ok(need, format!("{server} answers")),
        Err(error) => Finding::missing(
            need,
            format!("{server}: {error}"),
            "check host, port, user and password in PILOTBOARD_SMTP_URL",
        ),
    })
}

/// Only pictures (`.png`) need it: browsers bring their own fonts.
fn chinese_font(named: Option<&Path>, folders: &[PathBuf]) -> Finding {
    let need = "Chinese font";
    let fix =
        "apt-get install fonts-noto-cjk, or name a font file with --font (only pictures need it)";
    match named {
        Some(file) => match fs::File::open(file) {
            Ok(_) => Finding::ok(need, file.display().to_string()),
            Err(error) => Finding::missing(need, format!("{}: {error}", file.display()), fix),
        },
        None => match folders.iter().find_map(|folder| font_in(folder, 4)) {
            Some(file) => Finding::ok(need, file.display().to_string()),
            None => Finding::missing(need, "none found", fix),
        },
    }
}

fn font_folders() -> Vec<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let mut folders: Vec<PathBuf> =
        ["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from).into();
    folders.extend(home.iter().map(|home| home.join(".local/share/fonts")));
    folders.extend(home.iter().map(|home| home.join(".fonts")));
    folders
}

/// A font that by its name holds Chinese characters, at most `depth` folders down.
fn font_in(folder: &Path, depth: u8) -> Option<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    entries.into_iter().find_map(|path| {
        if path.is_dir() {
            return depth.checked_sub(1).and_then(|depth| font_in(&path, depth));
        }
        let name = path.file_name()?.to_str()?.to_lowercase();
        let font = [".ttf", ".ttc", ".otf", ".otc"].iter().any(|end| name.ends_with(end));
        let chinese =
            ["cjk", "sanssc", "serifsc", "sourcehan", "wqy", "fallback", "simsun", "simhei"]
                .iter()
                .any(|part| name.contains(part));
        (font && chinese).then_some(path)
    })
}

fn assets<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Finding {
    let need = "assets";
    let has = |end: &str| names.clone().any(|name| name.ends_with(end));
    match (has(".css"), has(".wasm")) {
        (true, true) => Finding::ok(need, "inside the binary"),
        (true, false) => Finding::missing(
            need,
            "the module for the browser is not inside the binary; pages work, without islands",
            "build with scripts/build",
        ),
        (false, _) => {
            Finding::missing(need, "no style sheet inside the binary", "build with scripts/build")
        }
    }
}

/// The directory itself, or the nearest one above it that is there.
fn nearest(dir: &Path) -> PathBuf {
    let dir = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    dir.ancestors().find(|dir| dir.exists()).unwrap_or(Path::new("/")).to_owned()
}

/// An error's sentence is `cause: fix`.
fn split(need: &'static str, sentence: &str) -> Finding {
    match sentence.rsplit_once(": ") {
        Some((cause, fix)) => Finding::missing(need, cause, fix),
        None => Finding::missing(need, sentence, "see above"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_comes_with_its_fix() {
        let missing = Finding::missing("port", "taken", "free it");
        assert_eq!(
            missing.lines(),
            ["missing  port              taken", "                           fix: free it"]
        );
        assert_eq!(Finding::ok("port", "free").lines(), ["ok       port              free"]);
    }

    #[test]
    fn a_taken_port_is_missing_and_a_free_one_is_not() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap();
        assert!(port_is_free(address).fix.is_some());
        // Port 0 stands for any that is free.
        assert_eq!(port_is_free(SocketAddr::new(address.ip(), 0)).fix, None);
    }

    #[test]
    fn little_room_is_missing_and_less_than_wanted_is_said() {
        assert!(room_of(ROOM_NEEDED - 1).fix.is_some());
        let tight = room_of(ROOM_NEEDED);
        assert!(tight.fix.is_none() && tight.seen.contains("large imports"));
        assert_eq!(room_of(ROOM_WANTED), Finding::ok("free space", "2048 MB"));
    }

    #[test]
    fn a_database_must_be_of_a_supported_version_and_let_us_make_tables() {
        let fits = |major, may_make_tables| {
            database_fits("db:5432", probe::Facts { major, may_make_tables }).fix.is_none()
        };
        assert!(fits(15, true) && fits(18, true));
        assert!(!fits(14, true) && !fits(19, true) && !fits(16, false));
    }

    #[tokio::test]
    async fn a_database_that_is_not_there_is_named_without_the_password() {
        let finding = database_answers("postgres://who:secret@127.0.0.1:1/board").await;
        assert!(finding.fix.is_some());
        assert!(finding.seen.contains("127.0.0.1:1"), "{finding:?}");
        assert!(!finding.seen.contains("secret"), "{finding:?}");
    }

    #[test]
    fn the_module_for_the_browser_belongs_inside() {
        assert!(assets(["a.css", "b.wasm"].into_iter()).fix.is_none());
        assert!(assets(["a.css"].into_iter()).fix.is_some());
    }

    #[test]
    fn a_font_that_was_named_must_be_readable() {
        assert!(chinese_font(Some(Path::new("/nowhere.ttf")), &[]).fix.is_some());
        assert!(chinese_font(None, &[]).fix.is_some());
    }
}
