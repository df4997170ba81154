//! Whose account PostgreSQL runs under: it refuses to run as root.

use std::fs::{self, Metadata};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::EmbeddedError;

/// Debian's package makes this user.
const DEFAULT: &str = "postgres";

/// The account that runs `initdb` and `postgres` and owns their files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Account {
    /// The one pilotboard itself runs under.
    Own,
    /// Another one, which only root may choose.
    Other { name: String, uid: u32, gid: u32 },
}

impl Account {
    /// An ordinary user runs PostgreSQL as himself. Root runs it as the owner
    /// of the cluster that exists already, else as `named`
    /// (`PILOTBOARD_PG_USER`), else as `postgres`.
    pub fn choose(named: Option<&str>, data: &Path) -> Result<Self, EmbeddedError> {
        let own = rustix::process::geteuid().as_raw();
        let owner = fs::metadata(data).ok().map(|data| (data.uid(), data.gid()));
        if own == 0 {
            Self::for_root(named, data, owner)
        } else {
            Self::for_user(named, data, own, owner)
        }
    }

    fn for_root(
        named: Option<&str>,
        data: &Path,
        owner: Option<(u32, u32)>,
    ) -> Result<Self, EmbeddedError> {
        let chosen = named.map(Self::named).transpose()?;
        match (owner, chosen) {
            (Some((uid, gid)), chosen) if uid != 0 => match chosen {
                Some(Self::Other { name, uid: wanted, .. }) if wanted != uid => {
                    Err(EmbeddedError::State {
                        path: data.to_owned(),
                        cause: format!(
                            "it belongs to user {uid}, and PILOTBOARD_PG_USER says {name}"
                        ),
                        fix: format!(
                            "chown -R {name} {}, or unset PILOTBOARD_PG_USER",
                            data.display()
                        ),
                    })
                }
                Some(chosen) => Ok(chosen),
                None => Ok(Self::Other { name: format!("#{uid}"), uid, gid }),
            },
            (_, Some(chosen)) => Ok(chosen),
            (_, None) => Self::named(DEFAULT),
        }
    }

    fn for_user(
        named: Option<&str>,
        data: &Path,
        own: u32,
        owner: Option<(u32, u32)>,
    ) -> Result<Self, EmbeddedError> {
        if let Some(name) = named
            && !matches!(Self::named(name)?, Self::Other { uid, .. } if uid == own)
        {
            return Err(EmbeddedError::NoUser {
                name: name.to_owned(),
                cause: "only root may run it as somebody else".to_owned(),
            });
        }
        match owner {
            Some((uid, _)) if uid != own => Err(EmbeddedError::State {
                path: data.to_owned(),
                cause: format!("it belongs to user {uid}, and pilotboard runs as user {own}"),
                fix: "run pilotboard as that user, or name another directory with --state"
                    .to_owned(),
            }),
            _ => Ok(Self::Own),
        }
    }

    /// Asks `id`, which knows every place where users are kept.
    fn named(name: &str) -> Result<Self, EmbeddedError> {
        let no_user =
            |cause: &str| EmbeddedError::NoUser { name: name.to_owned(), cause: cause.to_owned() };
        let ask = |flag: &str| -> Option<u32> {
            let answer = Command::new("id").args([flag, "--", name]).output().ok()?;
            String::from_utf8(answer.stdout).ok()?.trim().parse().ok()
        };
        match (ask("-u"), ask("-g")) {
            (Some(0), _) => Err(no_user("PostgreSQL refuses to run as root")),
            (Some(uid), Some(gid)) => Ok(Self::Other { name: name.to_owned(), uid, gid }),
            _ => Err(no_user("there is no such user")),
        }
    }

    /// A command under this account, from `/`, with nothing of our environment:
    /// PGDATA, PGPORT and their kin would steer PostgreSQL elsewhere.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("LC_ALL", "C.UTF-8")
            .current_dir("/")
            .stdin(Stdio::null());
        if let Self::Other { uid, gid, .. } = self {
            command.uid(*uid).gid(*gid);
        }
        command
    }

    /// Hands `path` to this account.
    pub fn own(&self, path: &Path) -> std::io::Result<()> {
        match self {
            Self::Own => Ok(()),
            Self::Other { uid, gid, .. } => chown(path, Some(*uid), Some(*gid)),
        }
    }

    /// Whether this account owns it and nobody else may enter.
    pub fn owns_alone(&self, meta: &Metadata) -> bool {
        let uid = match self {
            Self::Own => rustix::process::geteuid().as_raw(),
            Self::Other { uid, .. } => *uid,
        };
        meta.is_dir() && meta.uid() == uid && meta.mode() & 0o077 == 0
    }

    /// Fails with the first directory above `dir` that keeps this account out.
    ///
    /// Tried rather than reckoned from the mode: access lists and mount
    /// options decide too.
    pub fn must_reach(&self, dir: &Path) -> Result<(), EmbeddedError> {
        let Self::Other { name, .. } = self else {
            return Ok(());
        };
        if self.reaches(dir) {
            return Ok(());
        }
        let mut way: Vec<PathBuf> = dir.ancestors().map(Path::to_owned).collect();
        way.reverse();
        let barred =
            way.into_iter().find(|step| !self.reaches(step)).unwrap_or_else(|| dir.to_owned());
        Err(EmbeddedError::State {
            cause: format!("the user {name}, who runs PostgreSQL, may not pass through it"),
            fix: format!(
                "chmod o+x {}, or name a directory elsewhere with --state (such as \
                 /var/lib/pilotboard)",
                barred.display()
            ),
            path: barred,
        })
    }

    fn reaches(&self, dir: &Path) -> bool {
        self.command(Path::new("/usr/bin/test"))
            .arg("-x")
            .arg(dir)
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }
}
