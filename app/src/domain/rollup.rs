//! Adding over units: each unit once, each ratio by its parts. The database
//! adds the same way (`server/src/store/rollups/adding.rs`); a test holds the two
//! against each other.

use std::collections::BTreeMap;

use super::decimal::Decimal;
use super::indicator::{FiledBy, Indicator, OverUnits};
use super::period::Quarter;
use super::programme::Programme;
use super::series::{Absence, Figure, Standing};
use super::unit::{Unit, UnitCode};

/// Over which units is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope<'a> {
    /// The programme's total.
    Programme,
    /// One unit that has members: a joint region, a city with districts.
    Unit(&'a str),
}

/// What several units' figures come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    pub figure: Figure,
    /// Units with a figure, and units that owe one.
    pub filed: u32,
    pub expected: u32,
}

impl Total {
    /// Approved when every unit has filed.
    #[must_use]
    pub fn standing(&self) -> Standing {
        if self.filed == self.expected {
            Standing::Approved
        } else {
            Standing::Incomplete { filed: self.filed, expected: self.expected }
        }
    }
}

/// The units whose own filed figures make up `scope`, each once, in the
/// programme's order. A unit that is `counted_in` another one, or says it is
/// not in the total, does not enter the programme's total. Empty where the
/// indicator has no meaning over units, or the scope files it itself.
#[must_use]
pub fn contributors<'a>(
    programme: &'a Programme,
    indicator: &Indicator,
    scope: Scope,
) -> Vec<&'a UnitCode> {
    if indicator.over_units == OverUnits::None {
        return Vec::new();
    }
    let mut units = match scope {
        Scope::Programme => {
            programme.units.iter().filter(|unit| in_total(programme, unit)).collect()
        }
        Scope::Unit(code) if indicator.filed_by == FiledBy::Members => below(programme, code),
        Scope::Unit(_) => Vec::new(),
    };
    units.retain(|unit| programme.files(unit, indicator));
    units.into_iter().map(|unit| &unit.code).collect()
}

/// Whether anybody's figures make up the sum of `above`: as [`contributors`],
/// without going through all of them.
#[must_use]
pub fn is_sum(programme: &Programme, indicator: &Indicator, above: &str) -> bool {
    if indicator.over_units == OverUnits::None || indicator.filed_by != FiledBy::Members {
        return false;
    }
    // Who has no members files itself.
    let (mut open, mut met) = (vec![above], 0);
    while let Some(code) = open.pop().filter(|_| met <= programme.units.len()) {
        for unit in programme.members(code).filter(|unit| unit.counted_in.is_none()) {
            if programme.files(unit, indicator) {
                return true;
            }
            open.push(&unit.code);
            met += 1;
        }
    }
    false
}

/// Of whose figures a sum is shown to be made: those who contribute; for the
/// total of a large programme, the units beside each other, whose figures are
/// sums themselves.
#[must_use]
pub fn made_of<'a>(
    programme: &'a Programme,
    indicator: &Indicator,
    scope: Scope,
) -> Vec<&'a UnitCode> {
    if scope != Scope::Programme || !programme.is_large() {
        return contributors(programme, indicator, scope);
    }
    let counts = |unit: &&Unit| in_total(programme, unit) && programme.has_figures(unit, indicator);
    let beside = programme.beside_each_other().into_iter();
    beside.filter(counts).map(|unit| &unit.code).collect()
}

/// Whether the unit and all it is a member of are in the programme's total and
/// not already contained in another unit's figure.
fn in_total(programme: &Programme, unit: &Unit) -> bool {
    // A member may be below a unit below another; the loader refuses cycles,
    // the bound keeps a hand-built programme from hanging.
    let mut unit = unit;
    for _ in 0..programme.units.len() {
        if !unit.in_total || unit.counted_in.is_some() {
            return false;
        }
        match unit.member_of.as_deref().and_then(|above| programme.unit(above)) {
            Some(above) => unit = above,
            None => return true,
        }
    }
    false
}

/// Whose figures are in that of `above`: not those in another member's.
fn below<'a>(programme: &'a Programme, above: &str) -> Vec<&'a Unit> {
    programme.units.below(above, |unit| unit.counted_in.is_none())
}

/// Adds what the contributors filed. Absent figures are left out and counted
/// as not filed; a unit for which the indicator does not apply owes none.
pub fn add<'a>(
    over_units: OverUnits,
    figures: impl IntoIterator<Item = Option<&'a Figure>>,
) -> Total {
    let (mut filed, mut expected) = (0, 0);
    let mut sum = Decimal::zero();
    let (mut numerators, mut denominators) = (Decimal::zero(), Decimal::zero());
    let mut all_done = true;
    for figure in figures {
        if matches!(figure, Some(Figure::Absent(Absence::NotApplicable))) {
            continue;
        }
        expected += 1;
        match figure {
            Some(Figure::Number(number)) => {
                filed += 1;
                sum = &sum + number;
                all_done &= !number.is_zero();
            }
            Some(Figure::Ratio { numerator, denominator }) => {
                filed += 1;
                numerators = &numerators + numerator;
                denominators = &denominators + denominator;
            }
            Some(Figure::Absent(_)) | None => {}
        }
    }
    let absent = Figure::Absent(Absence::Blank);
    let figure = match over_units {
        _ if filed == 0 => absent,
        OverUnits::Sum => Figure::Number(sum),
        OverUnits::Recompute => Figure::Ratio { numerator: numerators, denominator: denominators },
        // "All done" is only known once everybody has spoken; one "not yet" is enough for no.
        OverUnits::All if all_done && filed < expected => absent,
        OverUnits::All => Figure::Number(Decimal::from(i64::from(all_done))),
        OverUnits::None => absent,
    };
    Total { figure, filed, expected }
}

/// How many returns of a scope are in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnsIn {
    /// Units that file.
    pub units: usize,
    /// By quarter, how many of them have an approved return.
    pub filed: BTreeMap<Quarter, usize>,
}

/// A quarter and an earlier one of several units, over those that have a figure
/// in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LikeForLike {
    pub later: Figure,
    pub earlier: Figure,
    /// Units with a figure in both quarters, and units that owe one.
    pub compared: u32,
    pub expected: u32,
}

impl LikeForLike {
    /// Of each unit its later and its earlier figure. Whom the indicator does
    /// not apply to in one of them owes no figure to compare.
    #[must_use]
    pub fn of(
        over_units: OverUnits,
        pairs: impl IntoIterator<Item = (Option<Figure>, Option<Figure>)>,
    ) -> Self {
        let none = Some(Figure::Absent(Absence::NotApplicable));
        let (mut expected, mut both) = (0_u32, Vec::new());
        for (later, earlier) in pairs.into_iter().filter(|pair| pair.0 != none && pair.1 != none) {
            expected += 1;
            if let (Some(later), Some(earlier)) = (later, earlier)
                && !matches!((&later, &earlier), (Figure::Absent(_), _) | (_, Figure::Absent(_)))
            {
                both.push((later, earlier));
            }
        }
        let compared = u32::try_from(both.len()).unwrap_or(u32::MAX);
        let sum = |pick: fn(&(Figure, Figure)) -> &Figure| match both.as_slice() {
            [alone] => pick(alone).clone(),
            _ => add(over_units, both.iter().map(|pair| Some(pick(pair)))).figure,
        };
        Self { later: sum(|pair| &pair.0), earlier: sum(|pair| &pair.1), compared, expected }
    }
}

#[cfg(test)]
#[path = "rollup_tests.rs"]
mod tests;
