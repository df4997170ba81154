//! Every figure within the scope, each with the version it was filed in.

use std::collections::HashMap;

use super::Material;
use crate::domain::period::Quarter;
use crate::domain::rollup::Scope;
use crate::domain::series::{Absence, Figure};
use crate::domain::summary::{Cited, Counted, Party};
use crate::domain::unit::Unit;
use crate::locale::evaluation_words as words;

/// Parties, indicators, and the figures that name them by place.
pub(super) fn all(material: &Material) -> (Vec<Party>, Vec<Counted>, Vec<Cited>) {
    let (locale, programme) = (material.locale, material.programme);
    let units: Vec<&Unit> =
        programme.units.iter().filter(|unit| in_scope(material, unit)).collect();
    let mut parties = Vec::with_capacity(units.len() + 1);
    let mut scopes = Vec::with_capacity(units.len() + 1);
    if material.unit.is_none() {
        parties
            .push(Party { code: String::new(), name: words::whole_programme(locale).to_owned() });
        scopes.push(Scope::Programme);
    }
    for unit in &units {
        let name = locale.name(&unit.name).to_owned();
        parties.push(Party { code: unit.code.clone(), name });
        scopes.push(Scope::Unit(&unit.code));
    }
    let indicators = programme.indicators.iter().map(|indicator| Counted {
        code: indicator.code.clone(),
        name: locale.name(&indicator.name).to_owned(),
        measure_unit: locale.name(&indicator.measure_unit).to_owned(),
        measure_code: indicator.measure_code(),
        decimals: indicator.decimals,
    });
    let versions: HashMap<(&str, Quarter), i32> =
        material.versions.iter().map(|it| ((it.unit.as_str(), it.quarter), it.version)).collect();
    let mut figures = Vec::new();
    for (place, indicator) in (0_u16..).zip(&programme.indicators) {
        for (party, who) in (0_u16..).zip(&scopes) {
            for quarter in Quarter::range(programme.from, material.quarter) {
                let Some(point) = material.facts.point(programme, *who, indicator, quarter) else {
                    continue;
                };
                if point.figure == Figure::Absent(Absence::Blank) {
                    continue;
                }
                let filed = match who {
                    Scope::Unit(code) => programme
                        .unit(code)
                        .is_some_and(|unit| programme.files(unit, indicator))
                        .then_some(*code),
                    Scope::Programme => None,
                };
                let version = filed.and_then(|code| versions.get(&(code, quarter)).copied());
                let total = material.facts.total(*who, indicator, quarter);
                let summed = total.filter(|_| filed.is_none());
                figures.push(Cited {
                    party,
                    indicator: place,
                    quarter,
                    figure: point.figure,
                    summed: summed.map(|total| (total.filed, total.expected)),
                    version,
                });
            }
        }
    }
    (parties, indicators.collect(), figures)
}

/// The unit itself and its members; every unit for the whole programme.
pub(super) fn in_scope(material: &Material, unit: &Unit) -> bool {
    material.unit.is_none_or(|scope| {
        scope.code == unit.code || unit.member_of.as_deref() == Some(&scope.code)
    })
}
