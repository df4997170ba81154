//! Development over time: up to four lines with their names at the end, or,
//! for more, one small chart each on a common scale.

use plotters::coord::ranged1d::Ranged;

use super::canvas::{Canvas, Plot};
use super::ink::Ink;
use super::margins::{self, Key, SWATCH, SideLabel, Swatch, TimeLabels, ValueLabels};
use super::scale::{DecimalAxis, TimeAxis};
use super::small_multiples::{self, Panel, SmallMultiples};
use super::text::Shown;
use super::track::Track;
use super::{Frame, Hue, Value, Words};
use crate::domain::period::{Period, Quarter};

/// One value per quarter, in the order of the quarters.
#[derive(Clone, Debug)]
pub struct Line {
    pub name: String,
    pub hue: Hue,
    pub values: Vec<Value>,
}

/// Quarters in order; one left out is a gap.
#[derive(Clone, Debug)]
pub struct Lines {
    pub quarters: Vec<Quarter>,
    pub lines: Vec<Line>,
}

/// More would be a tangle.
const TOGETHER: usize = 4;

#[must_use]
pub fn draw(frame: &Frame, words: &Words, data: &Lines) -> String {
    if data.lines.len() > TOGETHER {
        return small_multiples::draw(frame, words, &apart(data));
    }
    let values = data.lines.iter().flat_map(|line| data.quarters.iter().copied().zip(&line.values));
    let keys: Vec<Key> = super::standings(words, values)
        .into_iter()
        .map(|(standing, text)| Key { swatch: Swatch::Dot(Ink::MUTED.dot(standing)), text })
        .collect();
    Chart::new(data).together(frame, words, &keys)
}

/// The same lines with a chart each.
fn apart(data: &Lines) -> SmallMultiples {
    let panel = |line: &Line| Panel {
        name: line.name.clone(),
        hue: line.hue,
        values: data
            .quarters
            .iter()
            .map(|quarter| (*quarter).into())
            .zip(line.values.clone())
            .collect(),
        target: None,
    };
    SmallMultiples { panels: data.lines.iter().map(panel).collect() }
}

struct Chart<'d> {
    data: &'d Lines,
    axis: DecimalAxis,
    first: i32,
    slots: i32,
}

impl<'d> Chart<'d> {
    fn new(data: &'d Lines) -> Self {
        let quarters = || data.quarters.iter().map(|quarter| quarter.index());
        let ends = quarters().min().zip(quarters().max());
        let (first, slots) = ends.map_or((0, 0), |(first, last)| (first, last - first + 1));
        let numbers = data.lines.iter().flat_map(|line| &line.values).filter_map(Value::number);
        Self { data, axis: DecimalAxis::fitting(numbers, 5), first, slots }
    }

    fn together(&self, frame: &Frame, words: &Words, keys: &[Key]) -> String {
        let room = margins::room(frame);
        let height = (room * 2 / 5).clamp(200, 320);
        let labels = ValueLabels::of(&self.axis, words);
        let left = labels.width();
        let vertical = (height, 8);
        let side_most = margins::side_most(room);
        let side: Vec<SideLabel> = self
            .data
            .lines
            .iter()
            .filter_map(|line| self.side_label(line, vertical, side_most - SWATCH, words))
            .collect();
        let side_room = margins::side_width(&side, side_most);
        let across = (room - left - side_room - 12).max(1);
        let pitch = across / self.slots.max(1);
        let right = left + across;
        let plot = Plot { left, top: vertical.1, right, bottom: height };
        margins::page(frame, height + TimeLabels::HEIGHT, keys, |canvas| {
            labels.draw(canvas, &self.axis, plot);
            let time = TimeLabels { first: self.first, slots: self.slots, yearly: false };
            time.draw(canvas, plot, words);
            for line in &self.data.lines {
                self.line(canvas, plot, line, if pitch >= 14 { 3 } else { 0 });
            }
            margins::draw_side(canvas, &side, right + 12, side_room, (0, height + 8));
            if side.is_empty() {
                margins::say_empty(canvas, plot, words);
            }
        })
    }

    fn side_label(
        &self,
        line: &Line,
        vertical: (i32, i32),
        room: i32,
        words: &Words,
    ) -> Option<SideLabel> {
        let last = line.values.iter().rev().find_map(Value::number)?;
        Some(SideLabel {
            y: self.axis.map(last, vertical),
            ink: Some(Ink::of(line.hue)),
            name: line.name.clone(),
            value: Some(Shown::number(words, last, 12, room)),
        })
    }

    fn line(&self, canvas: &Canvas, plot: Plot, line: &Line, radius: u32) {
        let time = TimeAxis { first: self.first, slots: self.slots };
        let area = canvas.plot(time, &self.axis, plot);
        let periods = self.data.quarters.iter().map(|quarter| Period::Quarter(*quarter));
        let track =
            Track::through(periods.zip(&line.values), |period| period.last_quarter().index());
        track.draw(&area, Ink::of(line.hue), radius);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::{Picture, frame, missing, number, quarters, with_words};

    fn lines(count: u8) -> Lines {
        let values = || vec![number("3"), missing(), number("5"), number("4")];
        let line =
            |at| Line { name: format!("单位{at}"), hue: Hue::Series(at), values: values() };
        Lines { quarters: quarters("2025-Q1", 4), lines: (0..count).map(line).collect() }
    }

    #[test]
    fn up_to_four_lines_share_a_plot_and_more_get_one_each() {
        for (count, axes) in [(1, 1), (4, 1), (5, 2), (9, 3)] {
            let svg = with_words(|words| draw(&frame(), words, &lines(count)));
            let picture = Picture::read(&svg);
            // One value axis per row of charts; five ticks or fewer, zero among them.
            let zeros = picture.texts().iter().filter(|text| **text == "0").count();
            assert_eq!(zeros, axes, "{count}");
            for at in 0..count {
                assert!(picture.texts().contains(&format!("单位{at}").as_str()));
            }
        }
    }

    #[test]
    fn a_gap_stays_open() {
        let svg = with_words(|words| draw(&frame(), words, &lines(1)));
        let picture = Picture::read(&svg);
        assert_eq!(picture.all("polyline", "c-s1").len(), 1);
        assert_eq!(picture.all("circle", "c-s1").len(), 3);
    }
}
