//! The zip archive: its directory read with bounds, its parts unpacked as a
//! stream. Nothing a file declares is believed: sizes, counts and offsets are
//! checked, and what really comes out is counted against the limit.

use std::cell::Cell;
use std::io::{self, Read};

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::Limits;
use app::domain::upload::FileRefusal;

const END: [u8; 4] = *b"PK\x05\x06";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";
const END_SIZE: usize = 22;
const CENTRAL_SIZE: usize = 46;
const LOCAL_SIZE: usize = 30;

/// Unpacked to less than this, how tightly it was packed is no matter.
const SMALL: u64 = 1 << 20;

/// A part that cannot be read. Its name comes from the file: fit to be shown,
/// and short.
pub(crate) fn damaged(part: &str) -> FileRefusal {
    let part = part.chars().filter(|c| !c.is_control()).take(60).collect();
    FileRefusal::Damaged { part }
}

/// One file of the archive, as its directory lists it.
struct Entry {
    name: String,
    deflated: bool,
    crc: u32,
    packed: usize,
    at: usize,
}

/// An archive whose directory was read and found to be within bounds.
pub(crate) struct Package<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry>,
    limit: u64,
    /// How much was unpacked so far, over all parts.
    unpacked: Cell<u64>,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, FileRefusal> {
        let end = end_of_directory(bytes).ok_or(FileRefusal::Truncated)?;
        let broken = || damaged("zip");
        let count = usize::from(half(bytes, end + 10).ok_or_else(broken)?);
        if count > limits.entries {
            return Err(FileRefusal::TooManyEntries { limit: limits.entries });
        }
        let mut at = word(bytes, end + 16).ok_or_else(broken)?;
        let mut entries: Vec<Entry> = Vec::with_capacity(count);
        let mut declared = 0_u64;
        for _ in 0..count {
            let (entry, size, next) = entry(bytes, at)?;
            declared = declared.saturating_add(size);
            if entries.iter().any(|other| other.name == entry.name) {
                return Err(damaged(&entry.name));
            }
            entries.push(entry);
            at = next;
        }
        if declared > limits.inflated {
            return Err(FileRefusal::TooLargeInflated { limit: limits.inflated });
        }
        if declared > SMALL && declared / limits.density > bytes.len() as u64 {
            return Err(FileRefusal::TooDense { limit: limits.density });
        }
        Ok(Self { bytes, entries, limit: limits.inflated, unpacked: Cell::new(0) })
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// The part of that name, to be unpacked while it is read.
    pub(crate) fn part(&self, name: &str) -> Result<Option<Part<'_>>, FileRefusal> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name == name) else {
            return Ok(None);
        };
        let packed = self.packed(entry).ok_or_else(|| damaged(name))?;
        let source = if entry.deflated {
            Source::Deflated(Box::new(DeflateDecoder::new(packed)))
        } else {
            Source::Stored(packed)
        };
        let (limit, unpacked) = (self.limit, &self.unpacked);
        Ok(Some(Part { source, crc: Crc::new(), expected: entry.crc, limit, unpacked }))
    }

    fn packed(&self, entry: &Entry) -> Option<&'a [u8]> {
        let at = entry.at;
        if self.bytes.get(at..at.checked_add(LOCAL_SIZE)?)?[..4] != LOCAL {
            return None;
        }
        let (name, extra) = (half(self.bytes, at + 26)?, half(self.bytes, at + 28)?);
        let begin = at + LOCAL_SIZE + usize::from(name) + usize::from(extra);
        self.bytes.get(begin..begin.checked_add(entry.packed)?)
    }

    /// Said once more was unpacked than the limit allows.
    pub(crate) fn too_large(&self) -> Option<FileRefusal> {
        let limit = self.limit;
        (self.unpacked.get() > limit).then_some(FileRefusal::TooLargeInflated { limit })
    }
}

/// Where the record that ends the directory begins; it stands at the end,
/// before a comment of at most 65,535 bytes.
fn end_of_directory(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_SIZE)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    (first..=last).rev().find(|at| {
        let comment = half(bytes, at + 20).map_or(0, usize::from);
        bytes[*at..].starts_with(&END) && at + END_SIZE + comment <= bytes.len()
    })
}

/// One entry, its declared size, and where the next stands.
fn entry(bytes: &[u8], at: usize) -> Result<(Entry, u64, usize), FileRefusal> {
    let broken = || damaged("zip");
    let head = bytes
        .get(at..at.saturating_add(CENTRAL_SIZE))
        .filter(|head| head.starts_with(&CENTRAL))
        .ok_or_else(broken)?;
    let field = |at: usize| half(head, at).map(usize::from).ok_or_else(broken);
    let (name, extra, comment) = (field(28)?, field(30)?, field(32)?);
    let begin = at + CENTRAL_SIZE;
    let name = bytes.get(begin..begin + name).ok_or_else(broken)?;
    let next = begin + name.len() + extra + comment;
    // Parts of a workbook are ASCII; any other name is not asked for.
    let name = String::from_utf8_lossy(name).into_owned();
    if field(8)? & 1 == 1 {
        return Err(FileRefusal::Encrypted);
    }
    let deflated = match field(10)? {
        0 => false,
        8 => true,
        _ => return Err(damaged(&name)),
    };
    let number = |at: usize| word(head, at).ok_or_else(broken);
    let crc = u32::try_from(number(16)?).map_err(|_| broken())?;
    let (packed, size, at) = (number(20)?, number(24)?, number(42)?);
    Ok((Entry { name, deflated, crc, packed, at }, size as u64, next))
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn word(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
}

enum Source<'a> {
    Stored(&'a [u8]),
    Deflated(Box<DeflateDecoder<&'a [u8]>>),
}

/// One part while it is unpacked. An error when the limit is passed, and at
/// the end when the checksum is another: a figure must not change on the way.
pub(crate) struct Part<'a> {
    source: Source<'a>,
    crc: Crc,
    expected: u32,
    limit: u64,
    unpacked: &'a Cell<u64>,
}

impl Read for Part<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.source {
            Source::Stored(bytes) => bytes.read(to)?,
            Source::Deflated(decoder) => decoder.read(to)?,
        };
        if read == 0 && !to.is_empty() && self.crc.sum() != self.expected {
            return Err(io::Error::other("the checksum is another"));
        }
        self.crc.update(&to[..read]);
        self.unpacked.set(self.unpacked.get().saturating_add(read as u64));
        if self.unpacked.get() > self.limit {
            return Err(io::Error::other("unpacked beyond the limit"));
        }
        Ok(read)
    }
}
