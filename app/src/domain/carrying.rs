//! What can be filled in without asking: stocks that stood so a quarter ago,
//! and totals that a rule of the form fixes. Only blank cells are proposed.

use super::check::Relation;
use super::decimal::Decimal;
use super::dossier::Dossier;
use super::draft::{Lines, Part, Typed};
use super::indicator::{Indicator, IndicatorCode, Kind};
use super::programme::Programme;
use super::series::Figure;
use super::unit::Unit;

/// The lines that would be filled in, and with what.
#[must_use]
pub fn carried_over(programme: &Programme, unit: &Unit, dossier: &Dossier) -> Lines {
    let quarter = dossier.key.quarter;
    let form: Vec<&Indicator> = programme.form_of(unit, quarter).collect();
    let is_blank = |code: &str| {
        dossier.lines.get(code).is_none_or(Typed::is_blank) && dossier.is_line_open(code)
    };
    let mut carried = Lines::new();
    for line in form.iter().filter(|line| line.kind == Kind::Stock && is_blank(&line.code)) {
        if let Some(figure @ Figure::Number(_)) = dossier.filed(quarter.plus(-1), &line.code) {
            carried.insert(line.code.clone(), filled(dossier, &line.code, figure));
        }
    }
    // A total comes last: what it adds up may just have been carried over.
    for rule in programme.checks.iter().map(|check| &check.rule) {
        let [total] = rule.left.as_slice() else { continue };
        if rule.relation != Relation::Equal
            || !is_blank(total)
            || !form.iter().any(|line| line.code == *total)
        {
            continue;
        }
        if let Some(sum) = sum(&form, dossier, &carried, &rule.right) {
            let line = filled(dossier, total, &Figure::Number(sum));
            carried.insert(total.clone(), line);
        }
    }
    carried
}

fn filled(dossier: &Dossier, code: &str, figure: &Figure) -> Typed {
    let mut typed = dossier.lines.get(code).cloned().unwrap_or_default();
    if let Figure::Number(number) = figure {
        typed.set(Part::Value, &number.to_string());
    }
    typed
}

/// The sum of lines as they are typed or would be carried over; `None` where
/// one of them is no number yet.
fn sum(
    form: &[&Indicator],
    dossier: &Dossier,
    carried: &Lines,
    codes: &[IndicatorCode],
) -> Option<Decimal> {
    codes.iter().try_fold(Decimal::zero(), |sum, code| {
        let line = form.iter().find(|line| line.code == *code)?;
        let typed = carried.get(code).or_else(|| dossier.lines.get(code))?;
        match typed.read(line).ok()?.figure? {
            Figure::Number(number) => Some(&sum + &number),
            _ => None,
        }
    })
}
