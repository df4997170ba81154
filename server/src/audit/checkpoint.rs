//! Where every chain ended at one moment, as a small text file to be kept
//! outside: whoever rewrites a chain whole cannot rewrite what lies elsewhere.
//!
//! ```text
//! pilotboard-checkpoint-1
//! time 2026-10-15T09:12:33.123456+08:00
//! 41 2f0c… unit=120000
//! 7 99ab… unit=
//! sha256 51d0…
//! ```
//! The last line is of the lines above it. Written down by itself, in minutes
//! or on paper, it anchors all the rest.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use app::domain::calendar::Moment;
use sha2::{Digest, Sha256};

use super::chain::{Anchors, Head};
use super::{hex, unhex};

const FORMAT: &str = "pilotboard-checkpoint-1";

/// The heads of all chains at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkpoint {
    /// As it is spelt; nothing depends on it.
    pub time: String,
    pub heads: BTreeMap<String, Head>,
}

/// Why a file is no checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotACheckpoint {
    OtherFormat,
    /// That line, counted from 1, is no chain's head.
    Line(usize),
    /// The last line is missing, or is not of the lines above it.
    Changed,
}

impl Checkpoint {
    #[must_use]
    pub fn new(at: Moment, heads: BTreeMap<String, Head>) -> Self {
        Self { time: at.to_string(), heads }
    }

    /// The file, and the SHA-256 that stands for all of it.
    #[must_use]
    pub fn file(&self) -> (String, String) {
        let mut text = format!("{FORMAT}\ntime {}\n", self.time);
        for (chain, head) in &self.heads {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{} {} unit={chain}", head.seq, hex(&head.hash));
        }
        let sha256 = hex(&Sha256::digest(&text));
        let _ = writeln!(text, "sha256 {sha256}");
        (text, sha256)
    }

    /// Reads a checkpoint back.
    ///
    /// # Errors
    /// [`NotACheckpoint`].
    pub fn read(file: &str) -> Result<Self, NotACheckpoint> {
        let file = file.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
        let mut lines = file.lines().zip(1..).peekable();
        if lines.next().is_none_or(|(first, _)| first != FORMAT) {
            return Err(NotACheckpoint::OtherFormat);
        }
        let time = lines
            .next_if(|(line, _)| line.starts_with("time "))
            .map(|(line, _)| line["time ".len()..].to_owned())
            .ok_or(NotACheckpoint::Line(2))?;
        let mut heads = BTreeMap::new();
        let sealed = loop {
            let (line, no) = lines.next().ok_or(NotACheckpoint::Changed)?;
            if let Some(sha256) = line.strip_prefix("sha256 ") {
                break sha256;
            }
            let (chain, head) = head(line).ok_or(NotACheckpoint::Line(no))?;
            heads.insert(chain, head);
        };
        let read = Self { time, heads };
        if read.file().1 == sealed.trim() { Ok(read) } else { Err(NotACheckpoint::Changed) }
    }

    /// What it says of one chain.
    #[must_use]
    pub fn anchors(&self, chain: &str) -> Anchors {
        self.heads.get(chain).map(|head| (head.seq, head.hash.clone())).into_iter().collect()
    }
}

fn head(line: &str) -> Option<(String, Head)> {
    let (seq, rest) = line.split_once(' ')?;
    let (hash, chain) = rest.split_once(" unit=")?;
    Some((chain.to_owned(), Head { seq: seq.parse().ok()?, hash: unhex(hash)? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkpoint() -> Checkpoint {
        let head = |seq, byte| Head { seq, hash: vec![byte; 32] };
        Checkpoint::new(
            Moment(1_792_079_999_999_999),
            BTreeMap::from([("120000".to_owned(), head(41, 1)), (String::new(), head(7, 2))]),
        )
    }

    #[test]
    fn a_checkpoint_reads_back_as_it_was_written() {
        let (file, _) = checkpoint().file();
        assert_eq!(Checkpoint::read(&file), Ok(checkpoint()));
        assert_eq!(Checkpoint::read(&file.replace('\n', "\r\n")), Ok(checkpoint()));
        let none = Checkpoint::default();
        assert_eq!(Checkpoint::read(&none.file().0), Ok(none));
    }

    #[test]
    fn a_checkpoint_that_was_changed_is_none() {
        let (file, _) = checkpoint().file();
        let changed = file.replace("41 ", "40 ");
        assert_eq!(Checkpoint::read(&changed), Err(NotACheckpoint::Changed));
        let cut = file.lines().take(3).collect::<Vec<_>>().join("\n");
        assert_eq!(Checkpoint::read(&cut), Err(NotACheckpoint::Changed));
        let broken = file.replace(" unit=1", " 1");
        assert_eq!(Checkpoint::read(&broken), Err(NotACheckpoint::Line(4)));
        assert_eq!(Checkpoint::read("unit,seq"), Err(NotACheckpoint::OtherFormat));
    }
}
