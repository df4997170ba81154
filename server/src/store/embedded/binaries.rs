//! Where the system keeps PostgreSQL's programs.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::EmbeddedError;

/// The major versions that Pilotboard is tested with.
pub const SUPPORTED: std::ops::RangeInclusive<u32> = 15..=18;

/// Debian's place: one folder per major version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// One directory that holds both `initdb` and `postgres`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binaries {
    pub dir: PathBuf,
    pub major: u32,
}

impl Binaries {
    /// The highest supported version, or exactly `wanted` where a cluster
    /// made by that version exists already.
    ///
    /// `named` is the operator's choice (`PILOTBOARD_PG_BIN`) and leaves no other.
    pub fn find(named: Option<&Path>, wanted: Option<(u32, &Path)>) -> Result<Self, EmbeddedError> {
        let found = Self::all(named);
        let fitting = found.iter().find(|binaries| match wanted {
            Some((major, _)) => binaries.major == major,
            None => SUPPORTED.contains(&binaries.major),
        });
        if let Some(binaries) = fitting {
            return Ok(binaries.clone());
        }
        Err(match wanted {
            Some((made_by, data)) => EmbeddedError::WrongVersion {
                data: data.to_owned(),
                made_by,
                found: found.iter().map(|binaries| binaries.major).collect(),
            },
            None => EmbeddedError::Missing {
                looked_in: match named {
                    Some(dir) => dir.display().to_string(),
                    None => format!("{DEBIAN}/*/bin, pg_config --bindir and PATH"),
                },
            },
        })
    }

    /// Every installation, highest version first.
    fn all(named: Option<&Path>) -> Vec<Self> {
        let mut dirs = match named {
            Some(dir) => vec![dir.to_owned()],
            None => likely_dirs(),
        };
        let mut seen = Vec::new();
        dirs.retain(|dir| {
            let fresh = !seen.contains(dir);
            seen.push(dir.clone());
            fresh
        });
        let mut found: Vec<Self> = dirs
            .into_iter()
            .filter(|dir| dir.join("initdb").is_file() && dir.join("postgres").is_file())
            .filter_map(|dir| {
                let major = major_of(&dir)?;
                Some(Self { dir, major })
            })
            .collect();
        // Stable: of two installations of one version the earlier place wins.
        found.sort_by_key(|binaries| std::cmp::Reverse(binaries.major));
        found
    }

    /// The program's full path.
    pub fn program(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }
}

fn likely_dirs() -> Vec<PathBuf> {
    let mut dirs: Vec<PathBuf> = std::fs::read_dir(DEBIAN)
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    if let Ok(answer) = Command::new("pg_config").arg("--bindir").output()
        && answer.status.success()
        && let Ok(dir) = String::from_utf8(answer.stdout)
    {
        dirs.push(PathBuf::from(dir.trim()));
    }
    if let Some(path) = std::env::var_os("PATH") {
        dirs.extend(std::env::split_paths(&path).filter(|dir| dir.is_absolute()));
    }
    dirs
}

/// Asks the program itself: folders may be named anything.
fn major_of(dir: &Path) -> Option<u32> {
    let answer = Command::new(dir.join("postgres")).arg("--version").output().ok()?;
    parse_major(&String::from_utf8_lossy(&answer.stdout))
}

/// The 15 of `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`, the 18 of `… 18beta2`.
fn parse_major(version: &str) -> Option<u32> {
    let number = version.split_once("(PostgreSQL)")?.1.trim_start();
    let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    number[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::parse_major;

    #[test]
    fn the_major_version_is_read_from_what_the_program_says() {
        for (said, major) in [
            ("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n", Some(15)),
            ("postgres (PostgreSQL) 18beta2\n", Some(18)),
            ("postgres (PostgreSQL) 17\n", Some(17)),
            ("something else 17.2\n", None),
            ("", None),
        ] {
            assert_eq!(parse_major(said), major, "{said}");
        }
    }
}
