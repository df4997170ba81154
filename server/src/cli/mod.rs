//! The command line: one file per command. Data goes to standard output, talk
//! to standard error; the exit code says how it ended ([`exit`]).

mod audit;
mod database;
pub mod demo;
pub mod doctor;
mod evaluation;
pub mod exit;
mod failure;
mod import;
mod mail;
mod progress;
mod receipt;
mod serve;
mod set_pdf;
mod talk;
mod user;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use app::domain::period::Quarter;
use app::locale::Locale;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::demo::roll_out::Scale;
use crate::http::Accepting;
use crate::http::origin::Origin;
use crate::http::peer::Surroundings;
use crate::http::proxies::Proxies;

pub use failure::Failure;

/// Pilotboard gathers the figures of regional policy pilots and shows how far
/// each target is.
#[derive(Debug, Parser)]
#[command(name = "pilotboard", version, propagate_version = true)]
struct Line {
    /// Language of what is said: zh-CN or en; by default the system's.
    #[arg(long, global = true, value_parser = language, env = "PILOTBOARD_LANG")]
    lang: Option<Locale>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the board with the figures of its database.
    Serve(Serving),
    /// Serves the board with made-up figures, in a state directory of its own.
    Demo {
        #[command(flatten)]
        serving: Serving,
        /// How many made-up figures: with more than `s`, a programme rolled out
        /// to areas of all provinces is there besides.
        #[arg(long, value_name = "SIZE", default_value = "s")]
        scale: Scale,
    },
    /// Brings the database's schema up to this version, and ends.
    Migrate(Database),
    /// Takes over programmes and figures from files.
    #[command(subcommand)]
    Import(Import),
    /// Verifies the record of what was done.
    #[command(subcommand)]
    Audit(Audit),
    /// Verifies files of frozen evaluations.
    #[command(subcommand)]
    Evaluation(Evaluation),
    /// Verifies receipts of submitted returns.
    #[command(subcommand)]
    Receipt(Receipt),
    /// Makes accounts, hands over one-time codes, disables and lists.
    #[command(subcommand)]
    User(user::User),
    /// Judges targets: one JSON case a line on standard input, one verdict a line out.
    Progress,
    /// Says what is missing on this machine, and how to mend it.
    Doctor(Doctor),
}

/// Where the figures are kept: in the PostgreSQL 15 to 18 of `DATABASE_URL`, or
/// in a private one. The address may hold a password, so it is taken from the
/// environment alone and never from a flag.
#[derive(Clone, Debug, Args)]
struct Database {
    /// Folder for the private PostgreSQL; by default /var/lib/pilotboard for
    /// root, else a folder below the user's state folder.
    #[arg(long, env = "PILOTBOARD_STATE", value_name = "DIR")]
    state: Option<PathBuf>,
    /// Folder with PostgreSQL's programs, where they are not found.
    #[arg(long, env = "PILOTBOARD_PG_BIN", value_name = "DIR")]
    pg_bin: Option<PathBuf>,
    /// The user to run the private PostgreSQL as, when started by root.
    #[arg(long, env = "PILOTBOARD_PG_USER", value_name = "USER")]
    pg_user: Option<String>,
}

#[derive(Clone, Debug, Args)]
struct Serving {
    /// Address and port to listen on.
    #[arg(long, env = "PILOTBOARD_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[command(flatten)]
    database: Database,
    /// Connections to the database at most; as many more for what the board reads.
    #[arg(long, env = "PILOTBOARD_CONNECTIONS", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=200))]
    connections: u32,
    /// Quarter as of which targets are judged, like 2026-Q3; by default the
    /// one that ended last.
    #[arg(long, env = "PILOTBOARD_AS_OF", value_parser = quarter)]
    as_of: Option<Quarter>,
    /// A font file with Chinese characters for pictures, where none is found.
    #[arg(long, env = "PILOTBOARD_FONT", value_name = "FILE")]
    font: Option<PathBuf>,
    /// Who sees approved figures: everybody, or who is signed in. A demo is
    /// open by default, a board with real figures is not.
    #[arg(long, env = "PILOTBOARD_BOARD", value_name = "WHO")]
    board: Option<Openness>,
    /// Whether reviewers may make read-only links to views of approved figures,
    /// which open without an account until they expire; off by default.
    #[arg(long, env = "PILOTBOARD_LINKS", value_name = "ON_OR_OFF")]
    links: Option<Switch>,
    /// Connections from browsers and proxies at a time; more wait.
    #[arg(long, env = "PILOTBOARD_MAX_CONNECTIONS", default_value_t = 1_024, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    max_connections: u32,
    /// Seconds for which the server goes on answering when it is told to stop,
    /// while /readyz says that it is about to; told again, it stops at once.
    #[arg(long, env = "PILOTBOARD_DRAIN", value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=600))]
    drain: u64,
    /// Addresses and networks of proxies, with commas between, whose word is
    /// taken for who asks and whether the line is encrypted.
    #[arg(
        long,
        env = "PILOTBOARD_TRUSTED_PROXIES",
        value_name = "LIST",
        default_value = "",
        hide_default_value = true
    )]
    trusted_proxies: Proxies,
    /// The address people type, like https://board.example.org, where a proxy
    /// does not pass it on.
    #[arg(long, env = "PILOTBOARD_ORIGIN")]
    origin: Option<Origin>,
}

impl Serving {
    fn accepting(&self) -> Accepting {
        // No machine has fewer bits in an address.
        let connections = usize::try_from(self.max_connections).unwrap_or(usize::MAX);
        Accepting { connections, ..Accepting::default() }
    }

    fn drain(&self) -> Duration {
        Duration::from_secs(self.drain)
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings { proxies: self.trusted_proxies.clone(), origin: self.origin.clone() }
    }
}

/// Who sees approved figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Openness {
    /// Everybody who reaches the board.
    Open,
    /// Who is signed in.
    SignedIn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

#[derive(Debug, Subcommand)]
enum Import {
    /// A programme file; an older revision stays readable.
    Programme {
        /// The TOML file.
        file: PathBuf,
        #[command(flatten)]
        database: Database,
    },
    /// Approved figures from a CSV file: all of it, or nothing.
    Figures {
        /// The CSV file, in UTF-8 or GB18030.
        file: PathBuf,
        /// Only say what would be taken over.
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        database: Database,
    },
}

#[derive(Debug, Subcommand)]
enum Audit {
    /// Walks along every unit's chain of entries and names the first bad one.
    Verify {
        /// A checkpoint kept outside, to hold the chains against.
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
        #[command(flatten)]
        database: Database,
    },
    /// Verifies all chains and writes down where they end, to be kept outside.
    Checkpoint {
        /// The file to make; one that is there is never written over.
        file: PathBuf,
        #[command(flatten)]
        database: Database,
    },
}

#[derive(Debug, Subcommand)]
enum Evaluation {
    /// Says which evaluation a file is of, and whether its figures are the frozen ones.
    Verify {
        /// A PDF, DOCX, XLSX, CSV or SDMX-CSV, as it was downloaded or saved again.
        file: PathBuf,
        #[command(flatten)]
        database: Database,
    },
    /// Sets the summary on standard input as PDF; the server starts this itself.
    #[command(hide = true)]
    SetPdf {
        #[arg(long, value_name = "FILE")]
        font: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
enum Receipt {
    /// Says whether a receipt is the one the database holds, and which line differs.
    Verify {
        /// The receipt as it was downloaded.
        file: PathBuf,
        #[command(flatten)]
        database: Database,
    },
}

#[derive(Clone, Debug, Args)]
struct Doctor {
    /// The address the board is to listen on.
    #[arg(long, env = "PILOTBOARD_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[command(flatten)]
    database: Database,
    #[arg(long, env = "PILOTBOARD_FONT", value_name = "FILE")]
    font: Option<PathBuf>,
}

impl Database {
    /// The address of `DATABASE_URL`, if one is set.
    fn url() -> Option<String> {
        std::env::var("DATABASE_URL").ok().filter(|url| !url.is_empty())
    }
}

fn language(tag: &str) -> Result<Locale, String> {
    tag.parse().map_err(|()| "the languages are zh-CN and en".to_owned())
}

fn quarter(text: &str) -> Result<Quarter, String> {
    text.parse().map_err(|_| "write a quarter like 2026-Q3".to_owned())
}

/// The language of the system, by its usual variables; English if it is neither.
fn system_language() -> Locale {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .filter(|value| value.starts_with("zh"))
        .map_or(Locale::En, |_| Locale::Zh)
}

/// Reads the command line and carries it out.
pub async fn run() -> ExitCode {
    let line = Line::parse();
    let locale = line.lang.unwrap_or_else(system_language);
    let done = match line.command {
        Command::Serve(serving) => serve::run(serving).await,
        Command::Demo { serving, scale } => demo::run(serving, scale).await,
        Command::Migrate(database) => database::migrate(&database).await,
        Command::Import(Import::Programme { file, database }) => {
            import::programme(&database, &file).await
        }
        Command::Import(Import::Figures { file, dry_run, database }) => {
            import::figures(&database, &file, dry_run, locale).await
        }
        Command::Audit(Audit::Verify { checkpoint, database }) => {
            audit::verify(&database, checkpoint.as_deref(), locale).await
        }
        Command::Audit(Audit::Checkpoint { file, database }) => {
            audit::checkpoint(&database, &file, locale).await
        }
        Command::Evaluation(Evaluation::Verify { file, database }) => {
            evaluation::verify(&database, &file, locale).await
        }
        Command::Evaluation(Evaluation::SetPdf { font }) => set_pdf::run(font.as_deref()),
        Command::Receipt(Receipt::Verify { file, database }) => {
            receipt::verify(&database, &file, locale).await
        }
        Command::User(user) => user::run(user, locale).await,
        Command::Progress => progress::run(locale),
        Command::Doctor(asked) => doctor::command(asked).await,
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            talk::say(&format!("pilotboard: {failure}"));
            ExitCode::from(failure.code())
        }
    }
}
