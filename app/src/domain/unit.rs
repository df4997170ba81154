//! Who files, and who is a part of whom.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;

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

/// The units of a programme in its file's order, found by code and by whose
/// members they are without going through all of them: a programme may have
/// tens of thousands.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Unit>", into = "Vec<Unit>")]
pub struct Units {
    all: Vec<Unit>,
    by_code: HashMap<UnitCode, usize>,
    members: HashMap<UnitCode, Vec<usize>>,
    top: Vec<usize>,
    beside: Vec<usize>,
    on_the_board: Vec<usize>,
}

impl Units {
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&Unit> {
        self.all.get(*self.by_code.get(code)?)
    }

    /// Where the unit stands in the programme's file.
    #[must_use]
    pub fn place(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    /// Those that are a direct part of `code`.
    pub fn members(&self, code: &str) -> impl Iterator<Item = &Unit> {
        self.at(self.members.get(code).map(Vec::as_slice).unwrap_or_default())
    }

    /// Those that are part of `code`, directly or through another one; who is not
    /// `counted` is left out, with all its parts. In the file's order.
    pub fn below(&self, code: &str, counted: impl Fn(&Unit) -> bool) -> Vec<&Unit> {
        let mut open: Vec<&Unit> = self.members(code).filter(|unit| counted(unit)).collect();
        let mut found = Vec::new();
        // Each is met once; the bound keeps units that are members of each other,
        // which the loader refuses, from hanging.
        while let Some(unit) = open.pop().filter(|_| found.len() <= self.all.len()) {
            open.extend(self.members(&unit.code).filter(|unit| counted(unit)));
            found.push(unit);
        }
        found.sort_by_key(|unit| self.place(&unit.code));
        found
    }

    #[must_use]
    pub fn has_members(&self, code: &str) -> bool {
        self.members.contains_key(code)
    }

    /// Those that are part of no other.
    pub fn top(&self) -> impl Iterator<Item = &Unit> {
        self.at(&self.top)
    }

    /// Those set beside each other: at the top; where that is one alone, its
    /// members.
    pub fn beside_each_other(&self) -> impl Iterator<Item = &Unit> {
        self.at(&self.beside)
    }

    /// Those beside each other, and the provinces of a joint unit; in the file's
    /// order.
    pub fn on_the_board(&self) -> impl Iterator<Item = &Unit> {
        self.at(&self.on_the_board)
    }

    fn at<'a>(&'a self, places: &'a [usize]) -> impl Iterator<Item = &'a Unit> {
        places.iter().filter_map(|place| self.all.get(*place))
    }
}

impl From<Vec<Unit>> for Units {
    fn from(all: Vec<Unit>) -> Self {
        let (mut by_code, mut members, mut top) = (HashMap::new(), HashMap::new(), Vec::new());
        for (place, unit) in all.iter().enumerate() {
            by_code.entry(unit.code.clone()).or_insert(place);
            match &unit.member_of {
                Some(above) => {
                    let of_above: &mut Vec<usize> = members.entry(above.clone()).or_default();
                    of_above.push(place);
                }
                None => top.push(place),
            }
        }
        let beside = match top.as_slice() {
            [one] => all.get(*one).and_then(|one| members.get(&one.code)).unwrap_or(&top),
            _ => &top,
        };
        let beside = beside.clone();
        let shown: HashSet<usize> = beside.iter().copied().collect();
        let on_the_board = (0..all.len())
            .zip(&all)
            .filter(|(place, unit)| unit.kind == UnitKind::Province || shown.contains(place))
            .map(|(place, _)| place)
            .collect();
        Self { all, by_code, members, top, beside, on_the_board }
    }
}

impl From<Units> for Vec<Unit> {
    fn from(units: Units) -> Self {
        units.all
    }
}

impl Deref for Units {
    type Target = [Unit];

    fn deref(&self) -> &[Unit] {
        &self.all
    }
}

impl<'a> IntoIterator for &'a Units {
    type Item = &'a Unit;
    type IntoIter = std::slice::Iter<'a, Unit>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}

impl FromIterator<Unit> for Units {
    fn from_iter<T: IntoIterator<Item = Unit>>(units: T) -> Self {
        Self::from(units.into_iter().collect::<Vec<_>>())
    }
}

impl PartialEq for Units {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl Eq for Units {}
