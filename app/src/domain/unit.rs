//! Who files, and who is a part of whom.

use serde::{Deserialize, Serialize};

/// A name in both languages of the product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    pub zh: String,
    pub en: String,
}

/// A unit's code: GB/T 2260 for territories (`120000`), or the programme's own
/// (`JJJ`, `TOWER`).
pub type UnitCode = String;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// Province, municipality or autonomous region.
    Province,
    City,
    /// Made of members; its figure is their sum.
    Joint,
    Enterprise,
    District,
    /// A department that files for the whole country.
    Department,
}

/// One filing unit of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub code: UnitCode,
    pub name: Names,
    pub kind: UnitKind,
    /// The unit of this programme whose figure this unit's figure is part of
    /// by being added up: Tianjin in Beijing-Tianjin-Hebei, Heping in Tianjin.
    pub member_of: Option<UnitCode>,
    /// The unit of this programme whose own filed figure already contains this
    /// one (Ningbo in Zhejiang). Shown, never added again.
    pub counted_in: Option<UnitCode>,
    /// Whether the programme's total takes this unit's figures. An enterprise
    /// without territory says so itself.
    pub in_total: bool,
    /// One of the pilots named by the policy, as against a member that only
    /// files for a joint pilot.
    pub pilot: bool,
    /// A remark on overlaps, for readers.
    pub note: Option<Names>,
}
