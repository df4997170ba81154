//! Returns chosen in the queue to be approved, and what became of them.

use crate::domain::filing::Key;

/// The field whose values are the returns to approve, as [`Chosen`] spells them.
pub const CHOSEN: &str = "approve";

/// A return to approve, with the version that was looked at. Written
/// `programme/unit/quarter/version`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub key: Key,
    pub version: i32,
}

impl std::fmt::Display for Chosen {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}/{}", self.key, self.version)
    }
}

impl std::str::FromStr for Chosen {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('/');
        let mut part = || parts.next().filter(|part| !part.is_empty()).ok_or(());
        let (programme, unit) = (part()?.to_owned(), part()?.to_owned());
        let quarter = part()?.parse().map_err(|_| ())?;
        let version = part()?.parse().map_err(|_| ())?;
        match parts.next() {
            None => Ok(Self { key: Key { programme, unit, quarter }, version }),
            Some(_) => Err(()),
        }
    }
}

/// What became of one return that was to be approved.
#[derive(Clone, Debug)]
pub struct Became {
    pub key: Key,
    /// Why it was not approved; `None` when it was.
    pub why_not: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_return_is_read_as_it_is_written() {
        let chosen: Chosen = "tianjin/120101/2026-Q3/2".parse().expect("a chosen return");
        assert_eq!(chosen.to_string(), "tianjin/120101/2026-Q3/2");
        for text in
            ["", "a/b/2026-Q3", "a/b/2026Q3/1", "a/b/2026-Q3/x", "a//2026-Q3/1", "a/b/2026-Q3/1/2"]
        {
            assert_eq!(text.parse::<Chosen>(), Err(()), "{text}");
        }
    }
}
