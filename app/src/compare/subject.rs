//! What is compared: an indicator, alone or held against a target, and which
//! units.

use crate::domain::indicator::Indicator;
use crate::domain::programme::Programme;
use crate::domain::target::Target;
use crate::domain::unit::Unit;

/// An indicator, and what its figures are held against.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    pub indicator: &'a Indicator,
    pub against: Against<'a>,
}

#[derive(Clone, Debug)]
pub enum Against<'a> {
    Nothing,
    /// The programme's target, whose value has a meaning for one unit too; it
    /// is none of the unit's, so nothing is judged.
    Each(&'a Target),
    /// The programme's target, of which a unit is only a part.
    Together(&'a Target),
    /// Targets of units, each its own.
    Own(Vec<&'a Target>),
}

impl<'a> Subject<'a> {
    #[must_use]
    pub fn of_indicator(indicator: &'a Indicator) -> Self {
        Self { indicator, against: Against::Nothing }
    }

    /// `None` where the target's indicator is not in the programme.
    #[must_use]
    pub fn of_target(programme: &'a Programme, target: &'a Target) -> Option<Self> {
        let indicator = programme.indicator(&target.indicator)?;
        let against = if target.unit.is_some() {
            Against::Own(own_targets(programme, &target.indicator))
        } else if target.holds_for_each(indicator) {
            Against::Each(target)
        } else {
            Against::Together(target)
        };
        Some(Self { indicator, against })
    }

    /// What can be chosen, each once: the programme's targets, and of units'
    /// own ones the first on each indicator.
    #[must_use]
    pub fn targets(programme: &'a Programme) -> Vec<&'a Target> {
        let first = |target: &&Target| {
            target.unit.is_none()
                || own_targets(programme, &target.indicator)
                    .first()
                    .is_some_and(|first| first.no == target.no)
        };
        programme.targets.iter().filter(first).collect()
    }

    /// The target under whose number this subject has its address.
    #[must_use]
    pub fn target(&self) -> Option<&'a Target> {
        match &self.against {
            Against::Nothing => None,
            Against::Each(target) | Against::Together(target) => Some(target),
            Against::Own(targets) => targets.first().copied(),
        }
    }

    /// The value a unit's figures are drawn beside.
    #[must_use]
    pub fn beside(&self, unit: &Unit) -> Option<&'a Target> {
        match &self.against {
            Against::Nothing | Against::Together(_) => None,
            Against::Each(target) => Some(target),
            Against::Own(_) => self.own(unit),
        }
    }

    /// The unit's own target.
    #[must_use]
    pub fn own(&self, unit: &Unit) -> Option<&'a Target> {
        match &self.against {
            Against::Own(targets) => {
                targets.iter().find(|target| target.unit.as_ref() == Some(&unit.code)).copied()
            }
            _ => None,
        }
    }
}

fn own_targets<'a>(programme: &'a Programme, indicator: &str) -> Vec<&'a Target> {
    let own = |target: &&Target| target.unit.is_some() && target.indicator == indicator;
    programme.targets.iter().filter(own).collect()
}

/// The units compared where none are chosen: those the board sets beside each
/// other, as far as they have figures; where they have none, whoever has.
#[must_use]
pub fn usual_units<'a>(programme: &'a Programme, indicator: &Indicator) -> Vec<&'a Unit> {
    let has = |unit: &&Unit| programme.has_figures(unit, indicator);
    let usual: Vec<&Unit> = programme.beside_each_other().into_iter().filter(has).collect();
    if usual.is_empty() { programme.units.iter().filter(has).collect() } else { usual }
}

/// Who is left out of what was asked for, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut<'a> {
    Unknown(String),
    WithoutFigures(&'a Unit),
}

/// The units asked for, each once and in the programme's order; nobody where
/// none of them can be compared, or they are the usual ones.
#[must_use]
pub fn chosen_units<'a>(
    programme: &'a Programme,
    indicator: &Indicator,
    asked: &[String],
) -> (Vec<&'a Unit>, Vec<LeftOut<'a>>) {
    let mut left_out = Vec::new();
    for code in asked {
        match programme.unit(code) {
            None => left_out.push(LeftOut::Unknown(code.clone())),
            Some(unit) if !programme.has_figures(unit, indicator) => {
                left_out.push(LeftOut::WithoutFigures(unit));
            }
            Some(_) => {}
        }
    }
    let chosen: Vec<&Unit> = programme
        .units
        .iter()
        .filter(|unit| asked.contains(&unit.code) && programme.has_figures(unit, indicator))
        .collect();
    let usual = usual_units(programme, indicator);
    let same = chosen.len() == usual.len()
        && usual.iter().all(|unit| chosen.iter().any(|chosen| chosen.code == unit.code));
    (if same { Vec::new() } else { chosen }, left_out)
}
