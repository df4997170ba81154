//! Links that show one view of approved figures to whoever has them, until
//! they expire or are revoked.

use super::calendar::Moment;

/// For how many days a link may hold.
pub const DAYS: [u16; 3] = [7, 30, 90];
/// Links of one person that open at the same time.
pub const MOST: i64 = 100;
/// Letters of what a link is for.
pub const PURPOSE: usize = 200;

/// A link as it is listed; its secret was told once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub id: i64,
    /// Path and query of the view.
    pub address: String,
    pub purpose: String,
    pub made_by: String,
    pub made_at: Moment,
    pub expires_at: Moment,
    pub revoked_at: Option<Moment>,
    /// How often it was opened, files of its view included.
    pub opened: i64,
}

/// Whether a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Open,
    Expired,
    Revoked,
}

impl Link {
    #[must_use]
    pub fn standing(&self, now: Moment) -> Standing {
        if self.revoked_at.is_some() {
            Standing::Revoked
        } else if self.expires_at <= now {
            Standing::Expired
        } else {
            Standing::Open
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_until_it_expires_or_is_revoked() {
        let link = |revoked: bool| Link {
            id: 1,
            address: "/".into(),
            purpose: String::new(),
            made_by: "reviewer".into(),
            made_at: Moment(0),
            expires_at: Moment(10),
            revoked_at: revoked.then_some(Moment(5)),
            opened: 0,
        };
        assert_eq!(link(false).standing(Moment(9)), Standing::Open);
        assert_eq!(link(false).standing(Moment(10)), Standing::Expired);
        assert_eq!(link(true).standing(Moment(20)), Standing::Revoked);
    }
}
