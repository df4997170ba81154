//! Why the private PostgreSQL is not there, in one line each: cause, then fix.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::exit;

/// Each kind has an exit code of its own, see [`EmbeddedError::code`].
#[derive(Debug)]
pub enum EmbeddedError {
    /// No directory holds both `initdb` and `postgres` of a supported version.
    Missing { looked_in: String },
    /// The cluster needs the programs of the version that made it.
    WrongVersion { data: PathBuf, made_by: u32, found: Vec<u32> },
    /// Another process holds the lock; it wrote `pid` into it.
    InUse { state: PathBuf, pid: Option<u32> },
    /// A file or directory of the state directory is in the way.
    State { path: PathBuf, cause: String, fix: String },
    /// PostgreSQL was found and failed; `tail` is the end of what it said.
    Failed { cause: String, log: PathBuf, tail: String },
    /// Root needs somebody else to run PostgreSQL as.
    NoUser { name: String, cause: String },
}

impl EmbeddedError {
    /// The exit code of a process that ends because of this.
    pub fn code(&self) -> u8 {
        match self {
            Self::Missing { .. } | Self::WrongVersion { .. } => exit::POSTGRES_MISSING,
            Self::InUse { .. } => exit::STATE_IN_USE,
            Self::State { .. } => exit::STATE_UNUSABLE,
            Self::Failed { .. } => exit::POSTGRES_FAILED,
            Self::NoUser { .. } => exit::NO_POSTGRES_USER,
        }
    }

    /// What the system said about `path`, with the fix that fits.
    pub(super) fn io(path: &Path, doing: &str, error: &io::Error) -> Self {
        let fix = match error.kind() {
            io::ErrorKind::PermissionDenied => {
                "give it to the user who runs pilotboard, or name another directory with --state"
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "free some space (an empty cluster takes 50 MB), or name a directory on another \
                 disk with --state"
            }
            io::ErrorKind::ReadOnlyFilesystem => "name a directory on another disk with --state",
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                "move what lies there, or name another directory with --state"
            }
            _ => "mend that, or name another directory with --state",
        };
        Self::State {
            path: path.to_owned(),
            cause: format!("{doing}: {error}"),
            fix: fix.to_owned(),
        }
    }
}

impl fmt::Display for EmbeddedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { looked_in } => write!(
                f,
                "no PostgreSQL 15 to 18 found (looked in {looked_in}): install it \
                 (apt-get install postgresql), or name the directory of its programs in \
                 PILOTBOARD_PG_BIN, or set DATABASE_URL"
            ),
            Self::WrongVersion { data, made_by, found } => {
                let found = match found.as_slice() {
                    [] => "none".to_owned(),
                    some => some.iter().map(u32::to_string).collect::<Vec<_>>().join(", "),
                };
                write!(
                    f,
                    "the cluster in {} was made by PostgreSQL {made_by}, and the programs of that \
                     version are not here (found: {found}): install postgresql-{made_by}, or carry \
                     the cluster over with pg_upgrade",
                    data.display()
                )
            }
            Self::InUse { state, pid } => {
                let who = match pid {
                    Some(pid) => format!("another pilotboard (process {pid})"),
                    None => "another pilotboard".to_owned(),
                };
                write!(
                    f,
                    "{who} uses {}: stop it first, or name another directory with --state",
                    state.display()
                )
            }
            Self::State { path, cause, fix } => {
                write!(f, "cannot use {}: {cause}: {fix}", path.display())
            }
            Self::Failed { cause, log, tail } => {
                write!(f, "the private PostgreSQL failed: {cause}")?;
                if !tail.is_empty() {
                    write!(f, " ({tail})")?;
                }
                write!(
                    f,
                    ": mend what {} tells and start again, or set DATABASE_URL",
                    log.display()
                )
            }
            Self::NoUser { name, cause } => write!(
                f,
                "cannot run PostgreSQL as the user \"{name}\": {cause}: install postgresql (which \
                 makes the user postgres), or name a user in PILOTBOARD_PG_USER, or start \
                 pilotboard as an ordinary user"
            ),
        }
    }
}

impl std::error::Error for EmbeddedError {}
