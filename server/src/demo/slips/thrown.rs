//! Slips of the pen, put into demo returns by a fixed rule: return and cells
//! are thrown, among all returns with an earlier one and all cells that are
//! not zero.

use app::domain::decimal::Decimal;
use app::domain::draft::{Lines, Part, Typed};
use app::domain::indicator::{Indicator, Kind};
use app::domain::period::Quarter;
use bigdecimal::BigDecimal;

use super::Returns;
use crate::demo::dice::Dice;

pub(super) const KINDS: [&str; 6] =
    ["x10", "x1000", "10,000 for units", "swapped cells", "cumulative", "last block again"];

/// A return with a slip in it, and the cells it is in.
pub(super) struct Slip {
    pub kind: &'static str,
    pub unit: String,
    pub quarter: Quarter,
    pub typed: Lines,
    pub places: Vec<(String, Part)>,
}

pub(super) struct Slips<'a> {
    returns: &'a Returns,
    dice: Dice,
}

impl<'a> Slips<'a> {
    pub(super) fn of(returns: &'a Returns, seed: &str) -> Self {
        Self { returns, dice: Dice::of(&["slips", seed]) }
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        let all = i64::try_from(from.len()).ok().filter(|all| *all > 0)?;
        let at = usize::try_from(self.dice.between(0, all - 1)).ok()?;
        from.get(at).cloned()
    }

    pub(super) fn throw(&mut self, kind: &'static str) -> Slip {
        let returns = self.returns;
        let keys: Vec<(&str, Quarter)> = returns
            .all()
            .map(|(unit, quarter, _)| (unit, quarter))
            .filter(|(unit, quarter)| returns.at(unit, quarter.plus(-1)).is_some())
            .collect();
        loop {
            let (unit, quarter) = self.pick(&keys).expect("a return");
            let typed = returns.typed(unit, quarter);
            let mut slip = Slip { kind, unit: unit.to_owned(), quarter, typed, places: Vec::new() };
            if self.put_in(&mut slip).is_some() {
                return slip;
            }
        }
    }

    /// `None` where this return has no room for the slip.
    fn put_in(&mut self, slip: &mut Slip) -> Option<()> {
        let programme = &self.returns.programme;
        let unit = programme.unit(&slip.unit)?;
        let filled: Vec<(&Indicator, Part)> = programme
            .form_of(unit, slip.quarter)
            .flat_map(|line| CELLS.map(|cell| (line, cell)))
            .filter(|(line, cell)| slip.number(line, *cell).is_some())
            .collect();
        let not_zero: Vec<(&Indicator, Part)> = filled
            .iter()
            .copied()
            .filter(|(line, cell)| slip.number(line, *cell).is_some_and(|n| !n.is_zero()))
            .collect();
        match slip.kind {
            "x10" => self.scaled(slip, &not_zero, |number, _| number * &Decimal::from(10)),
            "x1000" => self.scaled(slip, &not_zero, |number, _| number * &Decimal::from(1000)),
            "10,000 for units" => self.scaled(slip, &not_zero, in_ten_thousands),
            "swapped cells" => self.swapped(slip, &not_zero),
            "cumulative" => self.cumulative(slip, &not_zero),
            _ => self.last_block(slip, &filled),
        }
    }

    fn scaled(
        &mut self,
        slip: &mut Slip,
        cells: &[(&Indicator, Part)],
        scale: impl Fn(&Decimal, u8) -> Decimal,
    ) -> Option<()> {
        let (line, cell) = self.pick(cells)?;
        let typed = scale(&slip.number(line, cell)?, decimals(line, cell));
        slip.type_in(line, cell, &typed);
        Some(())
    }

    /// Two cells beside each other.
    fn swapped(&mut self, slip: &mut Slip, cells: &[(&Indicator, Part)]) -> Option<()> {
        let pairs: Vec<_> = cells.windows(2).collect();
        let [(first, cell), (second, other)] = self.pick(&pairs)? else { return None };
        let (a, b) = (slip.number(first, *cell)?, slip.number(second, *other)?);
        if a == b {
            return None;
        }
        slip.type_in(first, *cell, &b);
        slip.type_in(second, *other, &a);
        Some(())
    }

    /// The sum since 1 January where the quarter's figure belongs.
    fn cumulative(&mut self, slip: &mut Slip, cells: &[(&Indicator, Part)]) -> Option<()> {
        let flows: Vec<&Indicator> = cells
            .iter()
            .filter(|(line, _)| line.kind == Kind::Flow && !line.is_cumulative())
            .map(|(line, _)| *line)
            .collect();
        let line = self.pick(&flows)?;
        let earlier: Decimal = (1..i32::from(slip.quarter.of_year()))
            .filter_map(|back| {
                let figures = self.returns.at(&slip.unit, slip.quarter.plus(-back))?;
                number_in(Part::Value, &Typed::of(figures.get(&line.code)?))
            })
            .sum();
        if earlier.is_zero() {
            return None;
        }
        let typed = &slip.number(line, Part::Value)? + &earlier;
        slip.type_in(line, Part::Value, &typed);
        Some(())
    }

    /// At least a third of the form, in one piece, as in the quarter before.
    fn last_block(&mut self, slip: &mut Slip, cells: &[(&Indicator, Part)]) -> Option<()> {
        let before = self.returns.at(&slip.unit, slip.quarter.plus(-1))?;
        let all = i64::try_from(cells.len()).ok()?;
        let length = self.dice.between(12, all);
        let from = self.dice.between(0, all - length);
        let (from, length) = (usize::try_from(from).ok()?, usize::try_from(length).ok()?);
        let mut changed = false;
        for (line, cell) in cells.iter().skip(from).take(length) {
            let number = before.get(&line.code).map(Typed::of);
            let Some(number) = number.and_then(|typed| number_in(*cell, &typed)) else { continue };
            changed |= slip.number(line, *cell).as_ref() != Some(&number);
            slip.type_in(line, *cell, &number);
        }
        changed.then_some(())
    }
}

const CELLS: [Part; 3] = [Part::Value, Part::Numerator, Part::Denominator];

impl Slip {
    fn number(&self, line: &Indicator, cell: Part) -> Option<Decimal> {
        number_in(cell, self.typed.get(&line.code)?)
    }

    fn type_in(&mut self, line: &Indicator, cell: Part, number: &Decimal) {
        self.places.push((line.code.clone(), cell));
        if let Some(typed) = self.typed.get_mut(&line.code) {
            typed.set(cell, &number.to_string());
        }
    }
}

fn number_in(cell: Part, typed: &Typed) -> Option<Decimal> {
    typed.part(cell).parse().ok()
}

fn decimals(line: &Indicator, cell: Part) -> u8 {
    match (cell, &line.parts) {
        (Part::Numerator, Some(parts)) => parts.numerator.decimals,
        (Part::Denominator, Some(parts)) => parts.denominator.decimals,
        _ => line.decimals,
    }
}

/// In ten thousands where the line has room for that, else in units where ten
/// thousands are asked for.
fn in_ten_thousands(number: &Decimal, decimals: u8) -> Decimal {
    let small = number * &Decimal::new(BigDecimal::new(1.into(), 4));
    let small = small.rounded(u32::from(decimals));
    if small.is_zero() { number * &Decimal::from(10_000) } else { small }
}
