//! Where the figures are written down, each with the decimals of its line.

use app::domain::decimal::Decimal;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::series::{Absence, Figure};
use app::domain::unit::Unit;
use bigdecimal::BigDecimal;

use super::DemoRow;

pub(super) struct Sheet<'a> {
    programme: &'a Programme,
    rows: Vec<DemoRow>,
}

/// One unit's return for one quarter. Numbers are given in the last place of
/// the line: 125 is 12.5 in a line with one decimal.
pub(super) struct Page<'s, 'a> {
    sheet: &'s mut Sheet<'a>,
    unit: &'a Unit,
    quarter: Quarter,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(programme: &'a Programme) -> Self {
        Self { programme, rows: Vec::new() }
    }

    pub(super) fn into_rows(self) -> Vec<DemoRow> {
        self.rows
    }

    /// The return of `unit`; `None` where the programme has no such unit or
    /// takes no returns for the quarter.
    pub(super) fn page<'s>(&'s mut self, unit: &str, quarter: Quarter) -> Option<Page<'s, 'a>> {
        let unit = self.programme.unit(unit)?;
        self.programme.covers(quarter).then_some(Page { sheet: self, unit, quarter })
    }
}

impl Page<'_, '_> {
    pub(super) fn number(&mut self, line: &str, number: i64) {
        let Some(indicator) = self.sheet.programme.indicator(line) else {
            return;
        };
        let figure = Figure::Number(decimal(number, indicator.decimals));
        self.write(line, figure, None);
    }

    /// Both parts of a ratio; without a denominator the line does not apply.
    pub(super) fn ratio(&mut self, line: &str, numerator: i64, denominator: i64) {
        let Some(indicator) = self.sheet.programme.indicator(line) else {
            return;
        };
        let Some(parts) = &indicator.parts else {
            return;
        };
        let figure = if denominator == 0 {
            Figure::Absent(Absence::NotApplicable)
        } else {
            Figure::Ratio {
                numerator: decimal(numerator, parts.numerator.decimals),
                denominator: decimal(denominator, parts.denominator.decimals),
            }
        };
        self.write(line, figure, None);
    }

    pub(super) fn not_applicable(&mut self, lines: &[&str], note: &str) {
        for line in lines {
            self.write(line, Figure::Absent(Absence::NotApplicable), Some(note));
        }
    }

    pub(super) fn not_available(&mut self, line: &str, note: &str) {
        self.write(line, Figure::Absent(Absence::NotAvailable), Some(note));
    }

    /// Adds a remark to a line already written.
    pub(super) fn remark(&mut self, line: &str, note: &str) {
        let (unit, quarter) = (&self.unit.code, self.quarter);
        let written = self
            .sheet
            .rows
            .iter_mut()
            .rev()
            .take_while(|row| row.quarter == quarter && row.unit == *unit)
            .find(|row| row.indicator == line);
        if let Some(row) = written {
            row.note = Some(note.to_owned());
        }
    }

    fn write(&mut self, line: &str, figure: Figure, note: Option<&str>) {
        let programme = self.sheet.programme;
        let owed = programme.indicator(line).is_some_and(|indicator| {
            indicator.valid_in(self.quarter) && programme.files(self.unit, indicator)
        });
        if owed {
            self.sheet.rows.push(DemoRow {
                unit: self.unit.code.clone(),
                quarter: self.quarter,
                indicator: line.to_owned(),
                figure,
                note: note.map(str::to_owned),
            });
        }
    }
}

fn decimal(number: i64, decimals: u8) -> Decimal {
    Decimal::new(BigDecimal::new(number.into(), i64::from(decimals)))
}

/// All quarters from `first` to `last`, each a year and a quarter of it.
pub(super) fn quarters(first: (u16, u8), last: (u16, u8)) -> impl Iterator<Item = Quarter> {
    Quarter::new(first.0, first.1)
        .zip(Quarter::new(last.0, last.1))
        .into_iter()
        .flat_map(|(first, last)| Quarter::range(first, last))
}

/// The value at `at` on the straight line from (`from`, `low`) to (`to`, `high`);
/// level outside.
pub(super) fn straight(at: i64, (from, low): (i64, i64), (to, high): (i64, i64)) -> i64 {
    if at <= from {
        low
    } else if at >= to {
        high
    } else {
        low + (high - low) * (at - from) / (to - from)
    }
}

/// The value at `at` on the line through `stops`, which are in order.
pub(super) fn through(at: i64, stops: &[(i64, i64)]) -> i64 {
    let after = stops.iter().position(|stop| stop.0 > at);
    match (after, stops.last()) {
        (Some(0), _) => stops[0].1,
        (Some(next), _) => straight(at, stops[next - 1], stops[next]),
        (None, Some(last)) => last.1,
        (None, None) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_through_its_stops_and_is_level_outside() {
        let stops = [(4, 10), (8, 30), (10, 20)];
        for (at, value) in [(0, 10), (4, 10), (6, 20), (8, 30), (9, 25), (10, 20), (99, 20)] {
            assert_eq!(through(at, &stops), value, "at {at}");
        }
    }
}
