//! Who owes which duty, by what the programme says of units and regions.

use crate::domain::programme::{Bearer, Duty, Programme};
use crate::domain::unit::{Names, Unit, UnitKind};

/// A unit or region that owes duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owing<'a> {
    pub code: &'a str,
    pub name: &'a Names,
    pub bearer: Bearer,
}

/// Those who owe the same duties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<'a> {
    pub bearer: Bearer,
    /// In the order of the text.
    pub duties: Vec<&'a Duty>,
    /// In the order of the text.
    pub who: Vec<Owing<'a>>,
}

/// What a unit is to the duties; `None` for a member that only files for a
/// joint pilot, which answers for all of its members.
fn bearer(unit: &Unit) -> Option<Bearer> {
    let without_territory = matches!(unit.kind, UnitKind::Enterprise | UnitKind::Department);
    match (unit.pilot, without_territory) {
        (false, _) => None,
        (true, false) => Some(Bearer::PilotRegions),
        (true, true) => Some(Bearer::PilotEnterprises),
    }
}

/// Everybody who owes any duty, in the order of the programme's file.
pub fn owing(programme: &Programme) -> impl Iterator<Item = Owing<'_>> {
    // Where nothing is owed, a page does not go through all units for it.
    let any = !programme.duties.is_empty();
    let units = programme.units.iter().take_while(move |_| any).filter_map(|unit| {
        Some(Owing { code: &unit.code, name: &unit.name, bearer: bearer(unit)? })
    });
    let regions = programme.regions.iter().map(|region| Owing {
        code: &region.code,
        name: &region.name,
        bearer: Bearer::OtherRegions,
    });
    units
        .chain(regions)
        .filter(|who| programme.duties.iter().any(|duty| duty.owed_by.contains(&who.bearer)))
}

/// Every duty of everybody who owes it: all duties of one, then all of the
/// next.
pub fn owed(programme: &Programme) -> impl Iterator<Item = (Owing<'_>, &Duty)> {
    owing(programme).flat_map(|who| {
        let duties = programme.duties.iter().filter(move |duty| duty.owed_by.contains(&who.bearer));
        duties.map(move |duty| (who, duty))
    })
}

/// The one of that code, where it owes that duty.
#[must_use]
pub fn owes<'a>(programme: &'a Programme, code: &str, no: &str) -> Option<(Owing<'a>, &'a Duty)> {
    let duty = programme.duty(no)?;
    let who = owing(programme).find(|who| who.code == code)?;
    duty.owed_by.contains(&who.bearer).then_some((who, duty))
}

/// Everybody who owes duties, gathered by which.
#[must_use]
pub fn groups(programme: &Programme) -> Vec<Group<'_>> {
    [Bearer::PilotRegions, Bearer::PilotEnterprises, Bearer::OtherRegions]
        .into_iter()
        .map(|bearer| Group {
            bearer,
            duties: programme.duties.iter().filter(|duty| duty.owed_by.contains(&bearer)).collect(),
            who: owing(programme).filter(|who| who.bearer == bearer).collect(),
        })
        .filter(|group| !group.who.is_empty())
        .collect()
}
