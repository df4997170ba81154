//! One return as it stands, beside what its unit filed before.

use std::collections::{BTreeMap, HashMap};

use super::number_in;
use crate::domain::check::Check;
use crate::domain::decimal::Decimal;
use crate::domain::dossier::Figures;
use crate::domain::draft::{Fault, Lines, Part};
use crate::domain::indicator::Indicator;
use crate::domain::period::Quarter;
use crate::domain::series::Figure;

/// How far back a figure is compared: two years hold each season twice, and
/// what lies further back says little about a pilot that grows.
pub(super) const QUARTERS_BACK: i32 = 8;

/// What is typed into each line of a form, and what was filed before.
pub struct Filed<'a> {
    /// The lines of the unit's form, in its order.
    pub(super) lines: Vec<&'a Indicator>,
    pub(super) checks: &'a [Check],
    pub(super) quarter: Quarter,
    typed: &'a Lines,
    read: HashMap<&'a str, Result<Option<Figure>, Vec<Fault>>>,
    history: &'a BTreeMap<Quarter, Figures>,
}

impl<'a> Filed<'a> {
    /// Reads what is typed. `history` may have gaps.
    pub fn read(
        lines: impl IntoIterator<Item = &'a Indicator>,
        checks: &'a [Check],
        quarter: Quarter,
        typed: &'a Lines,
        history: &'a BTreeMap<Quarter, Figures>,
    ) -> Self {
        let lines: Vec<&Indicator> = lines.into_iter().collect();
        let read = lines.iter().filter_map(|line| {
            let read = typed.get(&line.code)?.read(line);
            Some((line.code.as_str(), read.map(|read| read.figure)))
        });
        Self { read: read.collect(), lines, checks, quarter, typed, history }
    }

    /// The figure of a line; `None` while it is blank.
    pub(super) fn read_line(&self, line: &str) -> Result<Option<&Figure>, &[Fault]> {
        match self.read.get(line) {
            None => Ok(None),
            Some(Ok(figure)) => Ok(figure.as_ref()),
            Some(Err(faults)) => Err(faults),
        }
    }

    pub(super) fn figure(&self, line: &str) -> Option<&Figure> {
        self.read_line(line).ok().flatten()
    }

    pub(super) fn number(&self, line: &str) -> Option<&Decimal> {
        number_in(Part::Value, self.figure(line)?)
    }

    pub(super) fn explanation(&self, line: &str) -> &'a str {
        self.typed.get(line).map_or("", |typed| typed.explanation.trim())
    }

    /// What was filed so many quarters before.
    pub(super) fn before(&self, back: i32, line: &str) -> Option<&'a Figure> {
        self.history.get(&self.quarter.plus(-back)?)?.get(line)
    }

    /// The latest earlier figure that has a number, at most
    /// [`QUARTERS_BACK`].
    pub(super) fn latest(&self, line: &str) -> Option<(Quarter, &'a Figure)> {
        (1..=QUARTERS_BACK).find_map(|back| {
            let figure = self.before(back, line)?;
            let at = self.quarter.plus(-back)?;
            (!matches!(figure, Figure::Absent(_))).then_some((at, figure))
        })
    }
}
