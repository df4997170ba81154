//! Where PDFs are set. Typst lays out all pages before the first is written and
//! takes whole font files into memory: several hundred megabytes for a large
//! document. The server starts its own program once more for each, so that
//! whatever that takes, leaves behind or breaks ends with that process.
//!
//! Over go the summary in its canonical spelling, by standard input; back come
//! the PDF, by standard output, and, where there is none, why, by standard error
//! and exit code. The process gets no environment of the server's, which holds
//! passwords, and no open file or connection of it: those close when a program
//! starts.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use app::domain::summary::{Format, Summary};
use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::{PDF, WriteError, write};
use crate::cli::exit;

/// Processes at a time; who comes next waits. Each has as much memory as
/// [`confined::MEMORY`].
///
/// [`confined::MEMORY`]: super::confined::MEMORY
const AT_A_TIME: usize = 2;
/// How long one may take: a hundred thousand figures take seconds.
const AT_MOST: Duration = Duration::from_secs(120);
/// A longer file is none of ours, in bytes; a hundred thousand figures are 3 MB.
const LONGEST: u64 = 100 << 20;
/// What is heard of why there is no file, in bytes.
const HEARD: u64 = 4 << 10;

/// Who sets PDFs.
#[derive(Clone, Debug, Default)]
pub enum Typesetter {
    /// This process: for programs that are no `pilotboard`, such as tests.
    #[default]
    Here,
    /// A process of its own for each.
    Apart(Arc<Apart>),
}

/// The program that sets PDFs, and how many of it run.
#[derive(Debug)]
pub struct Apart {
    program: PathBuf,
    at_most: Duration,
    places: Semaphore,
}

impl Typesetter {
    /// The program that runs here.
    ///
    /// # Errors
    /// When the system does not say which that is.
    pub fn this_program() -> io::Result<Self> {
        // It names what runs, also when an upgrade has put another file in its
        // place: the two must spell a summary alike.
        let own = Path::new("/proc/self/exe");
        let program = if own.exists() { own.to_owned() } else { std::env::current_exe()? };
        Ok(Self::program(program))
    }

    /// A program that understands `evaluation set-pdf`.
    #[must_use]
    pub fn program(program: PathBuf) -> Self {
        Self::program_within(program, AT_MOST)
    }

    /// The same with less time.
    #[must_use]
    pub fn program_within(program: PathBuf, at_most: Duration) -> Self {
        Self::Apart(Arc::new(Apart { program, at_most, places: Semaphore::new(AT_A_TIME) }))
    }

    /// Writes the file beside the threads that answer requests. Dropped, it
    /// takes the process with it.
    ///
    /// # Errors
    /// When the format is not in this build, or cannot be written on this machine.
    pub async fn write(
        &self,
        summary: Summary,
        format: Format,
        font: Option<PathBuf>,
    ) -> Result<Vec<u8>, WriteError> {
        match self {
            Self::Apart(_) if format == Format::Pdf && !PDF => Err(WriteError::NotInThisBuild),
            Self::Apart(apart) if format == Format::Pdf => apart.set(summary, font).await,
            _ => spawn_blocking(move || write(&summary, format, font.as_deref()))
                .await
                .unwrap_or_else(|error| Err(WriteError::Failed(error.to_string()))),
        }
    }
}

impl Apart {
    async fn set(&self, summary: Summary, font: Option<PathBuf>) -> Result<Vec<u8>, WriteError> {
        let _place = self.places.acquire().await.map_err(failed)?;
        let set = self.set_now(summary, font);
        timeout(self.at_most, set).await.unwrap_or_else(|_| {
            let seconds = self.at_most.as_secs();
            Err(WriteError::Failed(format!("it was not set within {seconds} seconds")))
        })
    }

    async fn set_now(
        &self,
        summary: Summary,
        font: Option<PathBuf>,
    ) -> Result<Vec<u8>, WriteError> {
        let mut child = self.start(font.as_deref()).map_err(failed)?;
        let gone = || WriteError::Failed("the process has no pipes".to_owned());
        let input = child.stdin.take().ok_or_else(gone)?.into_owned_fd().map_err(failed)?;
        let output = child.stdout.take().ok_or_else(gone)?;
        let error = child.stderr.take().ok_or_else(gone)?;
        let handing = spawn_blocking(move || hand_over(&summary, input));
        let (handed, pdf, heard) =
            tokio::join!(handing, whole(output, LONGEST), whole(error, HEARD));
        let ended = child.wait().await.map_err(failed)?;
        // Why the process ended says more than that it took no more.
        if !ended.success() {
            return Err(fault(ended, &heard.unwrap_or_default()));
        }
        handed.map_err(failed)?.map_err(failed)?;
        let pdf = pdf.map_err(failed)?;
        if u64::try_from(pdf.len()).is_ok_and(|length| length < LONGEST) {
            return Ok(pdf);
        }
        Err(WriteError::Failed(format!("it is longer than {LONGEST} bytes")))
    }

    /// To be called where requests are answered: the process ends with the
    /// thread that starts it, and those threads last as long as the server.
    fn start(&self, font: Option<&Path>) -> io::Result<Child> {
        let mut command = Command::new(&self.program);
        command.arg0("pilotboard").args(["evaluation", "set-pdf"]);
        if let Some(font) = font {
            command.arg("--font").arg(font);
        }
        command.env_clear().env("LC_ALL", "C.UTF-8").kill_on_drop(true);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
    }
}

/// The canonical spelling, a part at a time; what it spells is gone before the
/// file comes.
fn hand_over(summary: &Summary, to: OwnedFd) -> io::Result<()> {
    let mut to = BufWriter::with_capacity(64 << 10, File::from(to));
    serde_json::to_writer(&mut to, summary)?;
    to.flush()
}

async fn whole(from: impl AsyncRead + Unpin, longest: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(longest).read_to_end(&mut bytes).await?;
    Ok(bytes)
}

fn fault(ended: ExitStatus, heard: &[u8]) -> WriteError {
    if ended.code() == Some(i32::from(exit::NO_FONT)) {
        return WriteError::NoFont;
    }
    let heard = String::from_utf8_lossy(heard);
    let last = heard.trim().lines().last().unwrap_or_default();
    let colon = if last.is_empty() { "" } else { ": " };
    WriteError::Failed(format!("the process that sets it ended with {ended}{colon}{last}"))
}

fn failed(error: impl ToString) -> WriteError {
    WriteError::Failed(error.to_string())
}
