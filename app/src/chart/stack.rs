//! Volume by quarter, stacked by unit: columns from zero, the named units at
//! the right of the last one.

use plotters::coord::ranged1d::Ranged;

use super::canvas::{Canvas, Plot};
use super::ink::Ink;
use super::margins::{self, Key, SideLabel, TimeLabels, ValueLabels};
use super::scale::DecimalAxis;
use super::svg::Setting;
use super::text::width;
use super::{Frame, Hue, Value, Words};
use crate::domain::decimal::Decimal;
use crate::domain::period::Quarter;
use crate::domain::series::{Absence, Standing};

/// Who is stacked, from the bottom up; the rest last.
#[derive(Clone, Debug)]
pub struct Layer {
    pub name: String,
    pub hue: Hue,
}

/// One quarter. An absent total without parts is a gap, with the word for it.
#[derive(Clone, Debug)]
pub struct Column {
    pub quarter: Quarter,
    /// As the rollup gives it; never added up here. Its standing is the
    /// column's.
    pub total: Value,
    /// In the order of the layers.
    pub parts: Vec<Option<Decimal>>,
}

/// Columns in order of time; a quarter left out is a gap too.
#[derive(Clone, Debug)]
pub struct Stack {
    pub layers: Vec<Layer>,
    pub columns: Vec<Column>,
}

/// Room above the plot for the highest total.
const ABOVE: i32 = 20;

#[must_use]
pub fn draw(frame: &Frame, words: &Words, data: &Stack) -> String {
    let room = margins::room(frame);
    let height = (room * 2 / 5).clamp(200, 340);
    let edges: Vec<Vec<Option<Edges>>> = data.columns.iter().map(Column::edges).collect();
    let axis = DecimalAxis::from_zero(
        edges.iter().flatten().flatten().flat_map(|edges| [&edges.from, &edges.to]),
        5,
    );
    let keys: Vec<Key> =
        super::standings(words, data.columns.iter().map(|column| (column.quarter, &column.total)))
            .into_iter()
            .map(|standing| Key::standing(standing, Ink::of(Hue::Rest)))
            .collect();

    let labels = ValueLabels::of(&axis, words);
    let left = labels.width(room / 4);
    let last = edges.iter().rposition(|column| column.iter().any(Option::is_some));
    let mut side = last.map_or_else(Vec::new, |at| side_labels(data, at, room >= 480, words));
    let side_room = margins::side_width(&side, if room < 480 { room * 3 / 10 } else { room / 4 });
    let (first, slots) = span(&data.columns);
    let across = (room - left - side_room - 12).max(1);
    let pitch = (across / slots).max(1);
    let plot = Plot { left, top: ABOVE, right: left + (pitch * slots).min(across), bottom: height };

    margins::page(frame, height + TimeLabels::HEIGHT, &keys, |canvas| {
        labels.draw(canvas, &axis, plot);
        TimeLabels { first, slots, pitch, yearly: false }.draw(canvas, plot, words);
        let columns = Columns { first, pitch, plot, axis: &axis };
        let tops: Vec<Option<i32>> = data
            .columns
            .iter()
            .zip(&edges)
            .map(|(column, edges)| columns.draw(canvas, &data.layers, column, edges))
            .collect();
        columns.totals(canvas, &data.columns, &tops, words);
        columns.gaps(canvas, &data.columns, &tops, slots, words);
        if let Some(edges) = last.and_then(|at| edges.get(at)) {
            for (label, edges) in side.iter_mut().zip(edges.iter().flatten()) {
                let middle = |at: &Decimal| axis.map(at, plot.upwards());
                label.y = i32::midpoint(middle(&edges.from), middle(&edges.to));
            }
        }
        margins::draw_side(canvas, &side, plot.right + 12, side_room, (0, plot.bottom + 8));
        if last.is_none() {
            margins::say_empty(canvas, plot, words);
        }
    })
}

/// Where a part begins and ends: its neighbours added up, above zero and
/// below it apart.
struct Edges {
    from: Decimal,
    to: Decimal,
}

impl Column {
    fn edges(&self) -> Vec<Option<Edges>> {
        let (mut above, mut below) = (Decimal::zero(), Decimal::zero());
        self.parts
            .iter()
            .map(|part| {
                let part = part.as_ref()?;
                let end = if part.is_negative() { &mut below } else { &mut above };
                let to = &*end + part;
                Some(Edges { from: std::mem::replace(end, to.clone()), to })
            })
            .collect()
    }

    fn standing(&self) -> Standing {
        self.total.standing()
    }
}

/// First slot and number of slots.
fn span(columns: &[Column]) -> (i32, i32) {
    let quarters = || columns.iter().map(|column| column.quarter.index());
    let first = quarters().min().unwrap_or(0);
    (first, quarters().max().unwrap_or(first) - first + 1)
}

/// The layers that the last column shows, in its order; placed later.
fn side_labels(data: &Stack, last: usize, with_value: bool, words: &Words) -> Vec<SideLabel> {
    let Some(column) = data.columns.get(last) else { return Vec::new() };
    data.layers
        .iter()
        .zip(&column.parts)
        .filter_map(|(layer, part)| {
            let part = part.as_ref()?;
            Some(SideLabel {
                y: 0,
                ink: Ink::of(layer.hue),
                name: layer.name.clone(),
                value: with_value.then(|| (words.number)(part)),
            })
        })
        .collect()
}

struct Columns<'d> {
    first: i32,
    pitch: i32,
    plot: Plot,
    axis: &'d DecimalAxis,
}

impl Columns<'_> {
    fn left(&self, quarter: Quarter) -> i32 {
        self.plot.left + (quarter.index() - self.first) * self.pitch
    }

    /// Left and right of the column itself.
    fn sides(&self, quarter: Quarter) -> (i32, i32) {
        let gap = (self.pitch / 5).clamp(i32::from(self.pitch > 2), 12);
        let left = self.left(quarter) + gap / 2 + gap % 2;
        (left, left + self.pitch - gap)
    }

    /// The column's top in pixels, if anything was drawn.
    fn draw(&self, canvas: &Canvas, layers: &[Layer], column: &Column, edges: &[Option<Edges>]) -> Option<i32> {
        let (left, right) = self.sides(column.quarter);
        let mut top = None;
        for (layer, edges) in layers.iter().zip(edges) {
            let Some(edges) = edges else { continue };
            let y = |at: &Decimal| self.axis.map(at, self.plot.upwards());
            let (from, to) = (y(&edges.from), y(&edges.to));
            let (upper, lower) = (from.min(to), from.max(to));
            // A line of paper between two layers, where there is room for it.
            let upper_edge = if lower - upper > 2 { upper + 1 } else { upper };
            let ink = Ink::of(layer.hue).standing(column.standing());
            canvas.rect((left, upper_edge), (right, lower), ink);
            top = Some(top.map_or(upper, |top: i32| top.min(upper)));
        }
        top
    }

    /// Totals above the columns: above every one, every second, every fourth,
    /// as there is room; always above the last.
    fn totals(&self, canvas: &Canvas, columns: &[Column], tops: &[Option<i32>], words: &Words) {
        let labels: Vec<Option<(String, i32)>> = columns
            .iter()
            .zip(tops)
            .map(|(column, top)| Some(((words.number)(column.total.number()?), (*top)?)))
            .collect();
        let widest = labels.iter().flatten().map(|label| width(&label.0, 11)).max().unwrap_or(0);
        let needed = (widest + 6) / self.pitch.max(1) + 1;
        let step = if needed <= 2 { needed } else { (needed + 3) / 4 * 4 };
        let Some(last) = labels.iter().rposition(Option::is_some) else { return };
        let last = columns[last].quarter.index();
        for (column, label) in columns.iter().zip(&labels) {
            let Some((label, top)) = label else { continue };
            if (last - column.quarter.index()) % step != 0 {
                continue;
            }
            let middle = self.left(column.quarter) + self.pitch / 2;
            let half = width(label, 11) / 2;
            let middle = middle.max(half);
            let clear = columns.iter().zip(tops).all(|(other, other_top)| {
                let (left, right) = self.sides(other.quarter);
                right <= middle - half || left >= middle + half || other_top.is_none_or(|at| at >= *top)
            });
            if clear {
                canvas.text((middle, top - 5), label, Setting::plain().size(11).centred());
            }
        }
    }

    /// The word for each run of quarters without figures.
    fn gaps(&self, canvas: &Canvas, columns: &[Column], tops: &[Option<i32>], slots: i32, words: &Words) {
        if tops.iter().all(Option::is_none) {
            return;
        }
        let mut absent = Vec::new();
        let mut known = columns.iter().zip(tops).peekable();
        for slot in self.first..self.first.saturating_add(slots) {
            match known.next_if(|(column, _)| column.quarter.index() == slot) {
                Some((_, Some(_))) => {}
                Some((Column { total: Value::Absent(absence), .. }, None)) => absent.push((slot, *absence)),
                Some((Column { total: Value::Number(..), .. }, None)) => {}
                None => absent.push((slot, Absence::Blank)),
            }
        }
        for run in absent.chunk_by(|one, next| one.1 == next.1 && one.0 + 1 == next.0) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let left = self.plot.left + (first.0 - self.first) * self.pitch;
            let room = (last.0 - first.0 + 1) * self.pitch;
            let word = (words.absence)(first.1);
            let set = Setting::muted().size(11);
            if width(&word, 11) + 2 <= room {
                canvas.text((left + room / 2, self.plot.bottom - 6), &word, set.centred());
            } else if room >= 12 {
                let at = (left + room / 2 + 4, self.plot.bottom - 6);
                canvas.fitted(at, &word, self.plot.bottom - self.plot.top, set.upright());
            }
        }
    }
}
