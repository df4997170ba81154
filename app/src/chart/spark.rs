//! A line the size of a word, beside a key figure.

use super::canvas::Plot;
use super::ink::Ink;
use super::margins;
use super::scale::{DecimalAxis, TimeAxis};
use super::{Frame, Hue, Value, Words};

/// One value per period, in order; the last is the one written beside it.
#[derive(Clone, Debug)]
pub struct Spark {
    pub values: Vec<Value>,
    pub hue: Hue,
}

const SIZE: (u32, u32) = (120, 32);
/// The line's own room: a dot at its end must not touch the edge.
const PLOT: Plot = Plot { left: 3, top: 5, right: 117, bottom: 27 };

/// Has title and description but no text of its own; `frame.width` is not used.
#[must_use]
pub fn draw(frame: &Frame, _: &Words, data: &Spark) -> String {
    let frame = Frame { width: 120, standalone: false, ..frame.clone() };
    let slots = i32::try_from(data.values.len()).unwrap_or(i32::MAX).max(1);
    let axis = DecimalAxis::fitting(data.values.iter().filter_map(Value::number), 2);
    let time = TimeAxis { first: 0, slots };
    margins::sheet(&frame, SIZE, |canvas| {
        let area = canvas.plot(time, axis, PLOT);
        let ink = Ink::of(data.hue);
        let points: Vec<_> = (0..slots)
            .zip(&data.values)
            .map(|(slot, value)| Some((TimeAxis::middle(slot), value.number()?.clone())))
            .collect();
        let last = points.iter().rev().flatten().next().cloned();
        for run in points.split(Option::is_none) {
            match run {
                [Some(alone)] => area.dot(alone.clone(), 1, ink),
                run => area.path(run.iter().flatten().cloned().collect(), ink, 2),
            }
        }
        if let Some(last) = last {
            let standing = data
                .values
                .iter()
                .rev()
                .find(|value| value.number().is_some())
                .map(Value::standing);
            area.dot(last, 3, standing.map_or(ink, |standing| ink.dot(standing)));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::{Picture, frame, missing, number, with_words};

    fn picture(values: Vec<Value>) -> String {
        with_words(|words| draw(&frame(), words, &Spark { values, hue: Hue::Accent }))
    }

    #[test]
    fn has_no_text_but_a_title_and_gaps_as_gaps() {
        let svg = picture(vec![number("1"), number("2"), missing(), number("2"), number("3")]);
        let picture = Picture::read(&svg);
        assert!(picture.texts().is_empty());
        assert_eq!(picture.all("polyline", "c-accent").len(), 2);
    }

    #[test]
    fn nothing_is_drawn_for_nothing() {
        for values in [vec![], vec![missing(), missing()]] {
            let svg = picture(values);
            let picture = Picture::read(&svg);
            assert!(picture.all("circle", "c-accent").is_empty());
        }
    }
}
