//! The state directory: what lies where, and who may enter.
//!
//! ```text
//! DIR/lock                one pilotboard at a time; holds its pid
//! DIR/postgres/           the cluster
//! DIR/postgres.init-PID/  a cluster in the making, worthless until renamed
//! DIR/postgres.log        what PostgreSQL says; the previous one in postgres.log.1
//! DIR/socket/             the only way in, closed to everybody else
//! ```

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::EmbeddedError;
use super::account::Account;

/// `sun_path` holds 108 bytes, the last of them zero.
const SOCKET_PATH_MAX: usize = 107;

/// The name PostgreSQL gives its socket.
const SOCKET_FILE: &str = ".s.PGSQL.5432";

/// How the folder of a cluster in the making begins; the rest is a pid.
const NURSERY: &str = "postgres.init-";

/// Beyond this the log of earlier runs moves to `postgres.log.1`.
const LOG_MAX: u64 = 8 << 20;

/// The cluster's folder within the state directory.
pub const DATA: &str = "postgres";

/// Where things lie in one state directory. The path is absolute and free of links.
#[derive(Clone, Debug)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// Makes the directory, and those above it, where they are missing.
    pub fn create(dir: &Path) -> Result<Self, EmbeddedError> {
        // Root lets the account of PostgreSQL pass through, not look around.
        let mode = if rustix::process::geteuid().is_root() { 0o711 } else { 0o700 };
        DirBuilder::new()
            .recursive(true)
            .mode(mode)
            .create(dir)
            .map_err(|error| EmbeddedError::io(dir, "it cannot be made", &error))?;
        let root = dir
            .canonicalize()
            .map_err(|error| EmbeddedError::io(dir, "it cannot be entered", &error))?;
        Ok(Self { root })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn data(&self) -> PathBuf {
        self.root.join(DATA)
    }

    pub fn log(&self) -> PathBuf {
        self.root.join("postgres.log")
    }

    /// Takes the lock that lasts as long as the file is open; the system
    /// lets go of it however this process ends.
    pub fn lock(&self) -> Result<File, EmbeddedError> {
        let path = self.root.join("lock");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(|error| EmbeddedError::io(&path, "it cannot be opened", &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Unreadable only makes the message poorer.
                file.read_to_string(&mut holder).ok();
                return Err(EmbeddedError::InUse {
                    state: self.root.clone(),
                    pid: holder.trim().parse().ok(),
                });
            }
            Err(TryLockError::Error(error)) => {
                return Err(EmbeddedError::io(&path, "it cannot be locked", &error));
            }
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(|error| EmbeddedError::io(&path, "it cannot be written", &error))?;
        Ok(file)
    }

    /// The major version of the cluster in the data directory; `None` where there is none.
    pub fn cluster_version(&self) -> Result<Option<u32>, EmbeddedError> {
        let data = self.data();
        let path = data.join("PG_VERSION");
        match fs::read_to_string(&path) {
            Ok(text) => match text.trim().parse() {
                Ok(major) => Ok(Some(major)),
                Err(_) => Err(EmbeddedError::State {
                    path,
                    cause: "it does not hold a version of PostgreSQL".to_owned(),
                    fix: format!(
                        "bring {} back from a backup, or name another directory with --state",
                        data.display()
                    ),
                }),
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let empty =
                    fs::read_dir(&data).map_or(true, |mut entries| entries.next().is_none());
                if empty {
                    return Ok(None);
                }
                Err(EmbeddedError::State {
                    path: data,
                    cause: "it holds files and is no cluster of PostgreSQL".to_owned(),
                    fix: "move it away, or name another directory with --state".to_owned(),
                })
            }
            Err(error) => Err(EmbeddedError::io(&path, "it cannot be read", &error)),
        }
    }

    /// Removes clusters that were never finished.
    ///
    /// An `initdb` that outlived its server may still write into one; it
    /// fails then, and what it left is cleared by a later start.
    pub fn clear_nurseries(&self) {
        for entry in fs::read_dir(&self.root).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(NURSERY) {
                fs::remove_dir_all(entry.path()).ok();
            }
        }
    }

    /// Makes an empty folder for `initdb`.
    pub fn nursery(&self, account: &Account) -> Result<PathBuf, EmbeddedError> {
        let dir = self.root.join(format!("{NURSERY}{}", std::process::id()));
        make_private(&dir, account)?;
        Ok(dir)
    }

    /// Puts a finished cluster in place, in one step that outlives a power cut.
    pub fn adopt(&self, nursery: &Path) -> Result<(), EmbeddedError> {
        let data = self.data();
        fs::rename(nursery, &data)
            .and_then(|()| File::open(&self.root)?.sync_all())
            .map_err(|error| EmbeddedError::io(&data, "it cannot be put in place", &error))
    }

    /// Opens the log for appending.
    pub fn open_log(&self) -> Result<File, EmbeddedError> {
        let path = self.log();
        if fs::metadata(&path).is_ok_and(|meta| meta.len() > LOG_MAX) {
            // The old log goes on growing where it cannot be moved.
            fs::rename(&path, self.root.join("postgres.log.1")).ok();
        }
        OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&path)
            .map_err(|error| EmbeddedError::io(&path, "it cannot be opened", &error))
    }

    /// The socket's directory, made where missing: in the state directory,
    /// or in a short one elsewhere where that path is too long for a socket.
    pub fn socket_dir(
        &self,
        account: &Account,
        runtime_dir: Option<&Path>,
    ) -> Result<PathBuf, EmbeddedError> {
        let at_home = self.root.join("socket");
        let dir =
            if fits(&at_home) { at_home } else { self.short_socket_dir(account, runtime_dir) };
        match fs::symlink_metadata(&dir) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                make_private(&dir, account)?;
            }
            Err(error) => {
                return Err(EmbeddedError::io(&dir, "it cannot be looked at", &error));
            }
            Ok(meta) if account.owns_alone(&meta) => {}
            Ok(_) => {
                return Err(EmbeddedError::State {
                    path: dir,
                    cause: "it must be a directory that only the user who runs PostgreSQL owns \
                            and may enter"
                        .to_owned(),
                    fix: "remove it, or name a shorter directory with --state".to_owned(),
                });
            }
        }
        Ok(dir)
    }

    fn short_socket_dir(&self, account: &Account, runtime_dir: Option<&Path>) -> PathBuf {
        let mut hasher = DefaultHasher::new();
        self.root.hash(&mut hasher);
        let name = format!("pilotboard-{:016x}", hasher.finish());
        // A user's runtime directory is closed to the account that root chooses.
        let own = match account {
            Account::Own => runtime_dir.map(|dir| dir.join(&name)),
            Account::Other { .. } => None,
        };
        own.filter(|dir| fits(dir)).unwrap_or_else(|| Path::new("/tmp").join(name))
    }

    /// Removes a socket directory that lies outside the state directory.
    pub fn leave_socket_dir(&self, dir: &Path) {
        if !dir.starts_with(&self.root) {
            // Left behind it is empty, and the next start uses it again.
            fs::remove_dir(dir).ok();
        }
    }
}

/// Whether a socket in `dir` has a path the system takes. sqlx wants it in UTF-8.
pub fn fits(dir: &Path) -> bool {
    let socket = dir.join(SOCKET_FILE);
    socket.as_os_str().len() <= SOCKET_PATH_MAX && socket.to_str().is_some()
}

/// Makes a directory that only `account` may enter.
fn make_private(dir: &Path, account: &Account) -> Result<(), EmbeddedError> {
    DirBuilder::new()
        .mode(0o700)
        .create(dir)
        .and_then(|()| account.own(dir))
        .map_err(|error| EmbeddedError::io(dir, "it cannot be made", &error))
}
