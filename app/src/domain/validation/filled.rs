//! Whether a ratio can be right at all, by its indicator alone. Of a number
//! the parser has seen to that.

use super::{Filed, Finding, Question, times};
use crate::domain::draft::Part;
use crate::domain::indicator::Indicator;
use crate::domain::series::Figure;

/// A denominator of nothing, for which there is "not applicable", or a
/// percentage outside the bounds, both of which are allowed. Blocking, as for
/// imports: bounds say what can be filed.
pub(super) fn fault(
    line: &Indicator,
    figure: &Figure,
    fits_swapped: impl FnOnce() -> bool,
) -> Option<Finding> {
    let Figure::Ratio { numerator, denominator } = figure else { return None };
    if denominator.is_zero() || denominator.is_negative() {
        let question = Question::DenominatorNotPositive;
        return Some(Finding::blocking(&line.code, Part::Denominator, question));
    }
    let percent = times(numerator, 100);
    let outside = line.min.as_ref().is_some_and(|min| percent < min * denominator)
        || line.max.as_ref().is_some_and(|max| percent > max * denominator);
    outside.then(|| {
        let question = Question::OutOfBounds { filed: figure.clone(), swapped: fits_swapped() };
        Finding::blocking(&line.code, Part::Numerator, question)
    })
}

/// Whether the ratio turned over is within a tenth of last time's.
pub(super) fn fits_swapped(filed: &Filed, line: &Indicator, figure: &Figure) -> bool {
    let (
        Figure::Ratio { numerator, denominator },
        Some((_, Figure::Ratio { numerator: part, denominator: whole })),
    ) = (figure, filed.latest(&line.code))
    else {
        return false;
    };
    let (turned, before) = (denominator * whole, numerator * part);
    times(&(&turned - &before).abs(), 10) <= before
}
