//! Walking one chain from its first entry to its head, and naming the first
//! entry that is not as it was sealed. Holds one entry at a time, so that
//! millions of them take no more memory than two.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{hex, measured};

/// Places tried when an entry was sealed for another one than it stands at.
const TRIED: i64 = 100_000;

/// One entry as it is stored. Its chain is known from where it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the chain, from 1.
    pub seq: i64,
    /// Microseconds since 1970.
    pub at: i64,
    pub actor: String,
    pub action: String,
    pub subject: String,
    /// JSON as the database prints it.
    pub detail: String,
    /// The seal of the entry before; empty for the first.
    pub previous: Vec<u8>,
    pub hash: Vec<u8>,
}

/// Where a chain ends, as the database keeps it beside the entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub seq: i64,
    pub hash: Vec<u8>,
}

/// Seals that were noted outside the database, by place.
pub type Anchors = BTreeMap<i64, Vec<u8>>;

/// What is wrong with a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The content does not give the seal.
    Edited,
    /// Nothing is left at this place; what follows was sealed after it.
    Deleted,
    /// What stands here was sealed for that place.
    Swapped { sealed_as: i64 },
    /// What stands here was never sealed into the chain.
    Inserted,
    /// Earlier than the entry before it.
    BackDated,
    /// Sealed by somebody: the next entry was sealed after another one.
    Resealed,
    /// The entries from here to the end of the chain are gone.
    Cut,
    /// The head's seal is not that of the last entry.
    HeadEdited,
    /// The chain has entries and no head.
    HeadMissing,
    /// The chain holds together, and is not the one that was anchored: an entry
    /// up to here was changed and everything after it sealed again.
    Rebuilt,
}

/// The first bad entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bad {
    pub seq: i64,
    pub fault: Fault,
}

/// The last entry up to which everything is as it was sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intact {
    /// 0 where there is none.
    pub seq: i64,
    pub hash: Vec<u8>,
    pub at: i64,
}

/// What a walk along a chain came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub chain: String,
    pub intact: Intact,
    pub bad: Option<Bad>,
}

impl Fault {
    /// The fault in one word, for scripts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::Deleted => "deleted",
            Self::Swapped { .. } => "swapped",
            Self::Inserted => "inserted",
            Self::BackDated => "back-dated",
            Self::Resealed => "resealed",
            Self::Cut => "cut",
            Self::HeadEdited => "head-edited",
            Self::HeadMissing => "head-missing",
            Self::Rebuilt => "rebuilt",
        }
    }
}

impl Entry {
    /// The seal this content gets at the place `seq` of the chain; the same
    /// text as `audit_hash` of the schema.
    #[must_use]
    pub fn seal(&self, chain: &str, seq: i64) -> Vec<u8> {
        let text = measured(&[
            chain,
            &seq.to_string(),
            &self.at.to_string(),
            &self.actor,
            &self.action,
            &self.subject,
            &self.detail,
            &hex(&self.previous),
        ]);
        Sha256::digest(text).to_vec()
    }

    fn is_sealed_as(&self, chain: &str, seq: i64) -> bool {
        self.seal(chain, seq) == self.hash
    }

    /// The nearest place up to `last` for which this content was sealed.
    fn sealed_as(&self, chain: &str, last: i64) -> Option<i64> {
        let furthest = self.seq.max(last.saturating_sub(self.seq)).min(TRIED);
        (1..=furthest)
            .flat_map(|off| [self.seq.saturating_sub(off), self.seq.saturating_add(off)])
            .filter(|place| (1..=last).contains(place))
            .find(|place| self.is_sealed_as(chain, *place))
    }
}

/// An entry that is not as it was sealed; the next one tells in which way.
#[derive(Clone, Copy, Debug)]
struct Doubtful {
    seq: i64,
    /// The later place it was sealed for; `None` for no place at all.
    sealed_as: Option<i64>,
}

/// A walk under way: hand over the entries in order of their places.
#[derive(Debug)]
pub struct Walk<'a> {
    chain: &'a str,
    head: Option<&'a Head>,
    anchors: &'a Anchors,
    intact: Intact,
    doubtful: Option<Doubtful>,
    bad: Option<Bad>,
}

impl<'a> Walk<'a> {
    #[must_use]
    pub fn new(chain: &'a str, head: Option<&'a Head>, anchors: &'a Anchors) -> Self {
        Self { chain, head, anchors, intact: Intact::default(), doubtful: None, bad: None }
    }

    /// Takes the next entry, `None` for one with a field missing; false once
    /// the first bad one is known.
    pub fn take(&mut self, entry: Option<Entry>) -> bool {
        self.bad = match (entry, self.doubtful.take()) {
            (Some(next), Some(doubtful)) => Some(self.settled(doubtful, &next)),
            (Some(entry), None) => self.fault_of(&entry),
            (None, _) => Some(Bad { seq: self.intact.seq + 1, fault: Fault::Edited }),
        };
        self.bad.is_none()
    }

    /// What is wrong with the entry; goes on to it where nothing is.
    fn fault_of(&mut self, entry: &Entry) -> Option<Bad> {
        let (due, seq) = (self.intact.seq + 1, entry.seq);
        let bad = |seq, fault| Some(Bad { seq, fault });
        if seq > due {
            return bad(due, Fault::Deleted);
        }
        if seq < due {
            return bad(seq, Fault::Inserted);
        }
        let end = self.head.map_or(seq, |head| head.seq);
        if seq > end {
            // Moved down by what was put in before it, or put in behind the end.
            return match entry.sealed_as(self.chain, end) {
                Some(place) => bad(place, Fault::Inserted),
                None if self.ended_here() => bad(seq, Fault::Inserted),
                None => bad(seq, Fault::HeadEdited),
            };
        }
        let follows = entry.previous == self.intact.hash;
        if follows && due > 1 && entry.at < self.intact.at {
            return bad(seq, Fault::BackDated);
        }
        match (follows, entry.is_sealed_as(self.chain, seq)) {
            (true, true) => {
                if self.anchors.get(&seq).is_some_and(|anchor| *anchor != entry.hash) {
                    return bad(seq, Fault::Rebuilt);
                }
                self.intact = Intact { seq, hash: entry.hash.clone(), at: entry.at };
                None
            }
            // Its own seal holds and names another predecessor.
            (false, true) => bad((seq - 1).max(1), Fault::Resealed),
            (_, false) => match entry.sealed_as(self.chain, end) {
                // Moved down, to make room for what stands at its place.
                Some(place) if place < seq => bad(place, Fault::Inserted),
                sealed_as => {
                    self.doubtful = Some(Doubtful { seq, sealed_as });
                    None
                }
            },
        }
    }

    /// Whether the chain was noted to end with the last intact entry.
    fn ended_here(&self) -> bool {
        self.head.is_some_and(|head| head.hash == self.intact.hash)
    }

    /// In which way an entry is bad, seen from the one after it.
    fn settled(&self, Doubtful { seq, sealed_as }: Doubtful, next: &Entry) -> Bad {
        let fault = match sealed_as {
            // All moved up from there, over one that was taken out.
            Some(place) if next.is_sealed_as(self.chain, next.seq - seq + place) => Fault::Deleted,
            Some(sealed_as) => Fault::Swapped { sealed_as },
            // The next one stood in its place.
            None if next.previous == self.intact.hash && next.is_sealed_as(self.chain, seq) => {
                Fault::Inserted
            }
            None => Fault::Edited,
        };
        Bad { seq, fault }
    }

    /// What the walk came to, all entries being taken.
    #[must_use]
    pub fn end(self) -> Verified {
        let bad = self.bad.or_else(|| self.fault_of_end());
        Verified { chain: self.chain.to_owned(), intact: self.intact, bad }
    }

    fn fault_of_end(&self) -> Option<Bad> {
        let last = self.intact.seq;
        let bad = |seq, fault| Some(Bad { seq, fault });
        let ended_here = self.ended_here();
        match self.doubtful {
            Some(Doubtful { seq, sealed_as: Some(_) }) => return bad(seq, Fault::Deleted),
            Some(Doubtful { seq, sealed_as: None }) => {
                return bad(seq, if ended_here { Fault::Inserted } else { Fault::Edited });
            }
            None => {}
        }
        match self.head {
            None if last > 0 => return bad(last, Fault::HeadMissing),
            Some(head) if head.seq > last && !ended_here => return bad(last + 1, Fault::Cut),
            Some(head) if head.seq != last || !ended_here => return bad(last, Fault::HeadEdited),
            _ => {}
        }
        let anchored = self.anchors.keys().any(|anchored| *anchored > last);
        anchored.then_some(Bad { seq: last + 1, fault: Fault::Cut })
    }
}
