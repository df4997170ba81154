//! Returns to be filed: what is typed into each, from the demo's figures.

use std::collections::BTreeMap;

use app::domain::draft::{Part, absence_word};
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::series::Figure;

/// Whose returns they are.
pub const PROGRAMME: &str = "nev-battery-pilot-2018";

/// Texts by field.
pub type Fields = Vec<(String, String)>;

/// The returns of each unit, quarter by quarter. A return whose form the demo
/// fills in only in part is left out.
pub fn by_unit(programme: &Programme) -> BTreeMap<String, Vec<(Quarter, Fields)>> {
    let mut returns: BTreeMap<(String, Quarter), Fields> = BTreeMap::new();
    for row in server::demo::rows(programme) {
        let fields = returns.entry((row.unit, row.quarter)).or_default();
        match &row.figure {
            Figure::Number(value) => fields.push((row.indicator, value.to_string())),
            Figure::Ratio { numerator, denominator } => {
                fields.push((Part::Numerator.field(&row.indicator), numerator.to_string()));
                fields.push((Part::Denominator.field(&row.indicator), denominator.to_string()));
            }
            Figure::Absent(absence) => {
                let word = absence_word(Some(*absence)).to_owned();
                fields.push((Part::Absence.field(&row.indicator), word));
            }
        }
    }
    let mut by_unit: BTreeMap<String, Vec<(Quarter, Fields)>> = BTreeMap::new();
    for ((unit, quarter), fields) in returns {
        let form = programme.unit(&unit).map(|unit| programme.form_of(unit, quarter).count());
        if form == Some(lines(&fields).len()) {
            by_unit.entry(unit).or_default().push((quarter, fields));
        }
    }
    by_unit
}

/// The lines these fields belong to.
pub fn lines(fields: &Fields) -> Vec<String> {
    let mut lines: Vec<String> = fields
        .iter()
        .filter_map(|(field, _)| Part::of_field(field))
        .map(|(line, _)| line.to_owned())
        .collect();
    lines.sort();
    lines.dedup();
    lines
}
