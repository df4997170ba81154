//! Units side by side as lying bars, in the order given, each with its value.

use plotters::coord::ranged1d::Ranged;

use super::canvas::Canvas;
use super::ink::Ink;
use super::margins::{self, Key, Swatch};
use super::scale::DecimalAxis;
use super::svg::Setting;
use super::text::{Shown, width, wrap};
use super::{Frame, Hue, Value, Words, standing_word};
use crate::domain::decimal::Decimal;

#[derive(Clone, Debug)]
pub struct Row {
    pub name: String,
    pub value: Value,
    /// A tick across the bar.
    pub target: Option<Decimal>,
    pub hue: Hue,
}

#[derive(Clone, Debug)]
pub struct Bars {
    pub rows: Vec<Row>,
    /// The row singled out; all others are grey then.
    pub highlight: Option<usize>,
}

const ROW: i32 = 24;
const TOP: i32 = 4;

#[must_use]
pub fn draw(frame: &Frame, words: &Words, data: &Bars) -> String {
    let room = margins::room(frame);
    let axis = DecimalAxis::bare(
        data.rows.iter().flat_map(|row| row.value.number().into_iter().chain(&row.target)),
    );
    let ends: Vec<End> =
        data.rows.iter().map(|row| End::of(&row.value, room * 3 / 10, words)).collect();
    let layout = Layout::new(data, &ends, &axis, room);
    let height = i32::try_from(data.rows.len()).unwrap_or(0).clamp(1, 2000) * ROW + 2 * TOP;

    margins::page(frame, height, &keys(words, data), |canvas| {
        if data.rows.is_empty() {
            canvas.fitted((0, TOP + 16), words.empty, room, Setting::muted());
            return;
        }
        let mut top = TOP;
        for (at, (row, end)) in data.rows.iter().zip(&ends).enumerate() {
            let hue = match data.highlight {
                Some(one) if one == at => Hue::Accent,
                Some(_) => Hue::Rest,
                None => row.hue,
            };
            layout.row(canvas, row, end, hue, data.highlight == Some(at), top);
            top += ROW;
        }
        let zero = axis.map(&Decimal::zero(), layout.across);
        canvas.line((zero, TOP), (zero, top), Ink::AXIS, 1);
    })
}

/// Provisional and incomplete rows carry their word themselves.
fn keys(words: &Words, data: &Bars) -> Vec<Key> {
    let has_target = data.rows.iter().any(|row| row.target.is_some());
    let target = || Key { swatch: Swatch::Tick(Ink::TARGET), text: words.target.to_owned() };
    has_target.then(target).into_iter().collect()
}

/// What a row says beside its bar.
struct End {
    /// The number, or the word for its absence.
    value: Shown,
    absent: bool,
    standing: String,
}

impl End {
    fn of(value: &Value, room: i32, words: &Words) -> Self {
        match value {
            Value::Number(number, standing) => Self {
                value: Shown::number(words, number, 12, room),
                absent: false,
                standing: standing_word(words, *standing),
            },
            Value::Absent(absence) => {
                let value = Shown::whole((words.absence)(*absence));
                Self { value, absent: true, standing: String::new() }
            }
        }
    }

    /// With the gap before it.
    fn standing_width(&self) -> i32 {
        if self.standing.is_empty() { 0 } else { 6 + width(&self.standing, 11) }
    }

    fn value_setting(&self, single: bool) -> Setting {
        match (self.absent, single) {
            (true, _) => Setting::muted(),
            (false, true) => Setting::plain().bold(),
            (false, false) => Setting::plain(),
        }
    }
}

struct Layout<'d> {
    axis: &'d DecimalAxis,
    /// Right edge of the names.
    names: i32,
    /// Left and right end of the bars.
    across: (i32, i32),
    /// Widest value and widest standing.
    columns: (i32, i32),
    /// Values stand in a column of their own: at the bars' ends they would be
    /// taken for the targets', or stand to the left of bars below zero.
    apart: bool,
}

impl<'d> Layout<'d> {
    fn new(data: &Bars, ends: &[End], axis: &'d DecimalAxis, room: i32) -> Self {
        let names = data.rows.iter().map(|row| width(&row.name, 13)).max().unwrap_or(0);
        let names = names.min(room * 7 / 20).min(260);
        let values =
            ends.iter().map(|end| end.value.width(12)).max().unwrap_or(0).min(room * 3 / 10);
        let standings = ends.iter().map(End::standing_width).max().unwrap_or(0).min(room / 5);
        let below_zero = |row: &Row| row.value.number().is_some_and(Decimal::is_negative);
        let apart = data.rows.iter().any(|row| row.target.is_some() || below_zero(row));
        let beside = values + standings + 12;
        let left = names + 10;
        let across = (left, (room - beside).max(left + 1));
        Self { axis, names, across, columns: (values, standings), apart }
    }

    fn row(&self, canvas: &Canvas, row: &Row, end: &End, hue: Hue, single: bool, top: i32) {
        if self.apart {
            let end = self.across.1 + 10 + self.columns.0;
            canvas.line((self.across.0, top + ROW - 1), (end, top + ROW - 1), Ink::GRID, 1);
        }
        self.name(canvas, &row.name, single, top + 17);
        let zero = self.axis.map(&Decimal::zero(), self.across);
        let mut tip = zero;
        if let Value::Number(number, standing) = &row.value {
            tip = self.axis.map(number, self.across);
            let ink = Ink::of(hue).standing(*standing);
            canvas.rect((zero.min(tip), top + 5), (zero.max(tip), top + ROW - 5), ink);
        }
        if let Some(target) = &row.target {
            let x = self.axis.map(target, self.across);
            canvas.line((x, top + 2), (x, top + ROW - 2), Ink::TARGET.solid(), 2);
        }
        let y = top + 16;
        let set = end.value_setting(single);
        let (value, room) = (&end.value, self.columns.0);
        let after = if self.apart {
            let right = self.across.1 + 10 + room;
            canvas.fitted_for((right, y), &value.text, &value.full, room, set.right());
            right
        } else {
            canvas.fitted_for((tip + 6, y), &value.text, &value.full, room, set);
            tip + 6 + value.width(12).min(room)
        };
        canvas.fitted_if((after + 6, y), &end.standing, self.columns.1, SMALL);
    }

    /// In two small lines where one does not hold it.
    fn name(&self, canvas: &Canvas, name: &str, single: bool, baseline: i32) {
        let set = if single { Setting::plain().bold() } else { Setting::plain() }.right();
        match wrap(name, 11, self.names, 2).as_slice() {
            [one, two] if width(name, 13) > self.names => {
                canvas.part((self.names, baseline - 6), one, name, set.size(11));
                canvas.part((self.names, baseline + 5), two, name, set.size(11));
            }
            _ => canvas.fitted((self.names, baseline), name, self.names, set.size(13)),
        }
    }
}

const SMALL: Setting = Setting::muted().size(11);
