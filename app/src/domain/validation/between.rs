//! What shows only when the lines of a return are seen together: last
//! quarter's figures once more, and two figures in each other's place.

use super::history::Course;
use super::{Filed, Finding, Question, cells, decimals, first_cell, last_places, number_in, times};
use crate::domain::check::Severity;
use crate::domain::decimal::Decimal;
use crate::domain::draft::Part;
use crate::domain::indicator::{Indicator, Kind};

/// So many moving cells equal to last quarter's look pasted. By chance one
/// repeats now and then, three hardly ever.
const SAME_CELLS: usize = 4;
/// Figures of fewer steps in the last place filed repeat by chance, and are
/// not compared between lines.
const LEAST_FIGURE: i64 = 10;
/// A stock counts as moving when each known change was at least a twentieth:
/// capacities and outlets may honestly stay as they are.
const MOVING_PART: i64 = 20;
/// Two figures look swapped when they fit each other's history this much
/// better (3/2) than their own, measured as the product of both distances.
const SWAPPED: (i64, i64) = (3, 2);
/// Each must itself be outside of what is expected of it by a tenth.
const OUTSIDE: (i64, i64) = (11, 10);
/// A history of fewer quarters is no measure.
const LEAST_HISTORY: usize = 3;

pub(super) fn same_as_before(filed: &Filed, found: &mut Vec<Finding>) {
    let Some(at) = filed.quarter.plus(-1) else { return };
    let (mut same, mut moving) = (Vec::new(), 0);
    for line in &filed.lines {
        let figure = filed.figure(&line.code);
        let (Some(figure), true) = (figure, figure == filed.before(1, &line.code)) else {
            continue;
        };
        let numbers = || {
            let number = |cell: &Part| Some((*cell, number_in(*cell, figure)?));
            cells(line).iter().filter_map(number)
        };
        if numbers().any(|(_, number)| !number.is_zero()) {
            same.push(*line);
        }
        moving += numbers()
            .filter(|(cell, number)| is_sizeable(number, line, *cell) && moves(filed, line, *cell))
            .count();
    }
    if let (Some(first), true) = (same.first(), moving >= SAME_CELLS) {
        let lines = same.iter().map(|line| line.code.clone()).collect();
        let question = Question::SameAsBefore { at };
        found.push(Finding::new(Severity::Warning, lines, first_cell(first), question));
    }
}

/// Whether the cell is one that differs from quarter to quarter.
fn moves(filed: &Filed, line: &Indicator, cell: Part) -> bool {
    match line.kind {
        Kind::Flow | Kind::Ratio => true,
        Kind::Milestone => false,
        Kind::Stock => Course::of(filed, line, cell).is_some_and(|course| {
            course.known.len() >= LEAST_HISTORY
                && course.known.windows(2).all(|pair| match pair {
                    [later, earlier] => times(&(later - earlier).abs(), MOVING_PART) >= *later,
                    _ => false,
                })
        }),
    }
}

/// A figure that is not where its own history expects it.
struct Stray<'a> {
    line: &'a Indicator,
    cell: Part,
    number: &'a Decimal,
    course: Course,
}

/// Pairs of strays that fit each other; only those with the line `at`, if given.
pub(super) fn swapped(filed: &Filed, at: Option<&str>, found: &mut Vec<Finding>) {
    let strays: Vec<Stray> = filed.lines.iter().flat_map(|line| strays(filed, line)).collect();
    for (place, first) in strays.iter().enumerate() {
        for second in strays.iter().skip(place + 1) {
            let named = at.is_none_or(|at| first.line.code == at || second.line.code == at);
            if named && fit_each_other(first, second) == Some(true) {
                let mut lines = vec![first.line.code.clone()];
                if second.line.code != first.line.code {
                    lines.push(second.line.code.clone());
                }
                let question = Question::Swapped {
                    first: first.number.clone(),
                    second: second.number.clone(),
                    other: second.cell,
                };
                found.push(Finding::new(Severity::Warning, lines, first.cell, question));
            }
        }
    }
}

fn strays<'a>(filed: &'a Filed<'_>, line: &'a Indicator) -> impl Iterator<Item = Stray<'a>> {
    let quarterly = line.kind != Kind::Milestone && !line.is_cumulative();
    let compared = if quarterly { cells(line) } else { &[] };
    compared.iter().filter_map(move |&cell| {
        let number = number_in(cell, filed.figure(&line.code)?)?;
        let course = Course::of(filed, line, cell)?;
        let (far, near) = distance(number, &course)?;
        let outside = times(&far, OUTSIDE.1) >= times(&near, OUTSIDE.0);
        let known = course.known.len() >= LEAST_HISTORY && is_sizeable(number, line, cell);
        (known && outside).then_some(Stray { line, cell, number, course })
    })
}

fn fit_each_other(first: &Stray, second: &Stray) -> Option<bool> {
    let own = [distance(first.number, &first.course)?, distance(second.number, &second.course)?];
    let other = [distance(first.number, &second.course)?, distance(second.number, &first.course)?];
    let product = |pairs: [(&Decimal, &Decimal); 2]| {
        let [(a, b), (c, d)] = pairs;
        &(a * b) * &(c * d)
    };
    let [(own_far, own_near), (own_far_2, own_near_2)] = &own;
    let [(far, near), (far_2, near_2)] = &other;
    Some(
        times(&product([(own_far, own_far_2), (near, near_2)]), SWAPPED.1)
            >= times(&product([(own_near, own_near_2), (far, far_2)]), SWAPPED.0),
    )
}

/// How far a number is from what is expected, as a fraction of at least one;
/// `None` where either is not above zero.
fn distance(number: &Decimal, course: &Course) -> Option<(Decimal, Decimal)> {
    let (low, high) = course.expected()?;
    let positive = |number: &Decimal| !number.is_zero() && !number.is_negative();
    if !positive(number) || !positive(low) {
        return None;
    }
    let (far, near) = if number < low {
        (low, number)
    } else if number > high {
        (number, high)
    } else {
        (number, number)
    };
    Some((far.clone(), near.clone()))
}

fn is_sizeable(number: &Decimal, line: &Indicator, cell: Part) -> bool {
    *number >= last_places(LEAST_FIGURE, decimals(cell, line))
}
