//! The rows of the table, and the codes by which they are found again when the
//! file comes back.

use app::domain::indicator::{Indicator, IndicatorCode};

/// What a row of the table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// An indicator's own row: of a ratio, the one with the percentage.
    Whole,
    Numerator,
    Denominator,
}

/// The rows of `indicator`, with the codes printed on them: `R01`, and for a
/// ratio `R20`, `R20-1`, `R20-2`. An indicator's code has no hyphen, so none
/// can be taken for another's part.
#[must_use]
pub fn rows_of(indicator: &Indicator) -> Vec<(Row, IndicatorCode)> {
    let code = &indicator.code;
    let mut rows = vec![(Row::Whole, code.clone())];
    if indicator.parts.is_some() {
        rows.push((Row::Numerator, format!("{code}-1")));
        rows.push((Row::Denominator, format!("{code}-2")));
    }
    rows
}
