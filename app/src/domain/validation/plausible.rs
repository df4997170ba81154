//! Whether a figure fits what its unit filed before in the same line.

use bigdecimal::BigDecimal;

use super::filed::QUARTERS_BACK;
use super::history::Course;
use super::{Filed, Finding, Question, cells, decimals, last_places, number_in, times};
use crate::domain::decimal::Decimal;
use crate::domain::draft::Part;
use crate::domain::indicator::{Indicator, Kind};
use crate::domain::period::Quarter;
use crate::domain::series::Figure;

/// Nothing is asked about a difference of fewer than this many steps in the
/// last place filed: 2 outlets after 5, 0.3 t after 0.8 t.
const LEAST_DIFFERENCE: i64 = 6;
/// A figure this many times the median of the last year, or so small a part of
/// it, is far from it. A new line may grow threefold within a year and seasons
/// differ by two fifths, so less would question honest growth; a slip of one
/// place is ten.
const FAR: i64 = 4;
/// The same while fewer than three quarters are known.
const FAR_WITH_LITTLE_HISTORY: i64 = 5;
/// From five known quarters on, a figure is also far when it is twice or half
/// the median and moved this many times as far as it usually moves in a
/// quarter.
const USUAL_CHANGES: i64 = 8;
const FAR_WHEN_CALM: i64 = 2;
/// A figure looks shifted by a power of ten when shifting it back brings it
/// within this factor (3/2) of the median.
const NEAR: (i64, i64) = (3, 2);
/// A quarter's figure looks cumulative when it is within a fifth of the sum
/// since 1 January (from 4/5 to 5/4) and at least 1.65 times both the last
/// quarter and the same one a year ago: a second quarter filed cumulatively is
/// about 1.8 times, and an honest one is hardly ever above 1.5.
const CUMULATIVE_TIMES_100: i64 = 165;
/// A stock that is at most this part of the last one, and below all known.
const STOCK_FALLS_TO: i64 = 2;
/// A ratio moved when it is beyond the last year's by more than a quarter of
/// what its bounds allow; without bounds, by [`FAR_WHEN_CALM`] times.
const PART_OF_BOUNDS: i64 = 4;

/// What is asked about the line's figure, at most one question a cell.
pub(super) fn against_history(
    filed: &Filed,
    line: &Indicator,
    figure: &Figure,
    found: &mut Vec<Finding>,
) {
    if line.kind == Kind::Milestone {
        return;
    }
    let asked = found.len();
    for &cell in cells(line) {
        // Multiples say nothing of a figure below zero.
        let Some(number) = number_in(cell, figure).filter(|number| !number.is_negative()) else {
            continue;
        };
        let question = fell(filed, line, cell, number).or_else(|| {
            let course = Course::of(filed, line, cell)?;
            let of = OfCell { filed, line, cell, number, course: &course };
            of.cumulative_for_quarter().or_else(|| of.far()).or_else(|| of.stock_fell())
        });
        if let Some(question) = question {
            found.push(Finding::warning(&line.code, cell, question));
        }
    }
    if found.len() == asked
        && let Some(question) = ratio_moved(filed, line, figure)
    {
        found.push(Finding::warning(&line.code, Part::Numerator, question));
    }
}

/// One figure beside its course.
struct OfCell<'a> {
    filed: &'a Filed<'a>,
    line: &'a Indicator,
    cell: Part,
    number: &'a Decimal,
    course: &'a Course,
}

impl OfCell<'_> {
    fn far(&self) -> Option<Question> {
        let (course, usual) = (self.course, self.course.usual()?);
        let own = self.number - &course.carried;
        let factor = if course.known.len() < 3 { FAR_WITH_LITTLE_HISTORY } else { FAR };
        let far = is_multiple(&own, usual, factor)
            || (is_part(&own, usual, factor) && !course.is_mostly_zero())
            || self.left_its_calm(&own, usual);
        if !far || !self.is_large(&(&own - usual)) {
            return None;
        }
        if self.cell == Part::Numerator && self.is_percentage() {
            return Some(Question::PercentAsPart {
                filed: self.number.clone(),
                usual: usual.clone(),
            });
        }
        Some(self.scale(usual).unwrap_or_else(|| Question::FarFromUsual {
            filed: self.number.clone(),
            usual: &course.carried + usual,
        }))
    }

    fn left_its_calm(&self, own: &Decimal, usual: &Decimal) -> bool {
        let (Some(last), Some(change)) = (self.course.known.first(), self.course.usual_change())
        else {
            return false;
        };
        self.course.known.len() >= 5
            && !change.is_zero()
            && (is_multiple(own, usual, FAR_WHEN_CALM) || is_part(own, usual, FAR_WHEN_CALM))
            && (own - last).abs() >= times(&change, USUAL_CHANGES)
    }

    /// The power of ten by which the figure was shifted, if by one.
    fn scale(&self, usual: &Decimal) -> Option<Question> {
        for too_large in [true, false] {
            for places in 1..=4_u32 {
                let exponent = i64::from(places) * if too_large { 1 } else { -1 };
                let would_be = self.number * &Decimal::new(BigDecimal::new(1.into(), exponent));
                let own = &would_be - &self.course.carried;
                let near =
                    |one: &Decimal, other: &Decimal| times(one, NEAR.1) <= times(other, NEAR.0);
                if near(&own, usual) && near(usual, &own) {
                    return Some(Question::Scale {
                        filed: self.number.clone(),
                        times: 10_i64.pow(places),
                        too_large,
                        would_be,
                        usual: &self.course.carried + usual,
                    });
                }
            }
        }
        None
    }

    /// Whether a numerator is within a tenth of last time's percentage, which
    /// is far from last time's numerator.
    fn is_percentage(&self) -> bool {
        let Some((_, Figure::Ratio { numerator, denominator })) =
            self.filed.latest(&self.line.code)
        else {
            return false;
        };
        let (now, before) = (self.number * denominator, times(numerator, 100));
        times(&(&now - &before).abs(), 10) <= before
    }

    fn cumulative_for_quarter(&self) -> Option<Question> {
        let quarter = self.filed.quarter;
        let per_quarter =
            matches!(self.line.kind, Kind::Flow | Kind::Ratio) && !self.line.is_cumulative();
        let earlier = i32::from(quarter.of_year()) - 1;
        if !per_quarter || earlier == 0 || self.course.known.len() < 2 {
            return None;
        }
        let mut since_january = Decimal::zero();
        for back in 1..=earlier {
            let figure = self.filed.before(back, &self.line.code)?;
            since_january = &since_january + number_in(self.cell, figure)?;
        }
        let (_, highest) = self.course.expected()?;
        let sum = &since_january + self.course.known.first()?;
        let about =
            times(self.number, 5) >= times(&sum, 4) && times(self.number, 4) <= times(&sum, 5);
        let above = times(self.number, 100) >= times(highest, CUMULATIVE_TIMES_100)
            && self.is_large(&(self.number - highest));
        (about && above).then(|| Question::CumulativeForQuarter {
            filed: self.number.clone(),
            would_be: self.number - &since_january,
        })
    }

    fn stock_fell(&self) -> Option<Question> {
        if self.line.kind != Kind::Stock {
            return None;
        }
        let last = self.course.known.first()?;
        let fell = times(self.number, STOCK_FALLS_TO) <= *last
            && self.course.known.iter().all(|known| self.number < known)
            && self.is_large(&(last - self.number));
        let (at, _) = self.filed.latest(&self.line.code)?;
        fell.then(|| Question::StockFell { filed: self.number.clone(), before: last.clone(), at })
    }

    fn is_large(&self, difference: &Decimal) -> bool {
        difference.abs() >= last_places(LEAST_DIFFERENCE, decimals(self.cell, self.line))
    }
}

/// A cumulative figure below that of the latest known quarter of its year.
fn fell(filed: &Filed, line: &Indicator, cell: Part, number: &Decimal) -> Option<Question> {
    let (at, figure) = filed.latest(&line.code).filter(|_| line.is_cumulative())?;
    let before = number_in(cell, figure)?;
    (at.year() == filed.quarter.year() && number < before).then(|| Question::CumulativeFell {
        filed: number.clone(),
        before: before.clone(),
        at,
    })
}

/// A ratio beyond all those of the last year, when no question was asked about
/// its parts.
fn ratio_moved(filed: &Filed, line: &Indicator, figure: &Figure) -> Option<Question> {
    let Figure::Ratio { numerator, denominator } = figure else { return None };
    let mut latest: Option<(Quarter, &Figure)> = None;
    for back in 1..=QUARTERS_BACK / 2 {
        let Some(before) = filed.before(back, &line.code) else { continue };
        let Figure::Ratio { numerator: part, denominator: whole } = before else { continue };
        // Both percentages times both denominators.
        let (now, then) = (numerator * whole, part * denominator);
        let moved = match (&line.min, &line.max) {
            (Some(min), Some(max)) => {
                let difference = times(&(&now - &then).abs(), 100 * PART_OF_BOUNDS);
                difference > &(max - min) * &(denominator * whole)
            }
            _ => is_multiple(&now, &then, FAR_WHEN_CALM) || is_part(&now, &then, FAR_WHEN_CALM),
        };
        if !moved {
            return None;
        }
        latest = latest.or(filed.quarter.plus(-back).map(|at| (at, before)));
    }
    let (at, before) = latest?;
    Some(Question::RatioMoved { filed: figure.clone(), before: before.clone(), at })
}

fn is_multiple(number: &Decimal, usual: &Decimal, factor: i64) -> bool {
    *number >= times(usual, factor)
}

fn is_part(number: &Decimal, usual: &Decimal, factor: i64) -> bool {
    times(number, factor) <= *usual
}
