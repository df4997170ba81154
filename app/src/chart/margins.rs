//! What stands around a plot: heading, value axis, time axis, labels at the
//! side, key, mark.

use std::cell::Cell;

use plotters::coord::ranged1d::Ranged;

use super::canvas::{Canvas, Plot};
use super::ink::Ink;
use super::scale::DecimalAxis;
use super::svg::{self, Setting, Sheet};
use super::text::{self, Shown, magnitude, spread, width, wrap};
use super::{Frame, Words};
use crate::domain::series::Standing;

const SMALL: i32 = 11;
/// Longer tick labels are written by their magnitude.
const WIDEST_TICK: i32 = 80;
/// From one baseline to the next.
pub(super) const LINE: i32 = 16;

/// One entry of the key under a picture.
pub(super) struct Key {
    pub(super) swatch: Swatch,
    pub(super) text: String,
}

#[derive(Clone, Copy)]
pub(super) enum Swatch {
    Fill(Ink),
    Dot(Ink),
    /// A short upright stroke.
    Tick(Ink),
    /// A lying stroke, dashed as the ink is.
    Line(Ink),
    Outline,
}

impl Key {
    /// How figures of this standing look.
    pub(super) fn standing((standing, text): (Standing, String), ink: Ink) -> Self {
        Self { swatch: Swatch::Fill(ink.standing(standing)), text }
    }
}

/// The width a picture's body may use, in pixels.
pub(super) fn room(frame: &Frame) -> i32 {
    let width = i32::try_from(frame.width.clamp(200, 4000)).unwrap_or(720);
    if frame.standalone { width - 2 * MARGIN } else { width }
}

/// A whole picture: heading and mark where the file stands alone, the body
/// `height` pixels high, the key below it.
pub(super) fn page(frame: &Frame, height: i32, keys: &[Key], draw: impl FnOnce(&Canvas)) -> String {
    let room = room(frame);
    let heading = Heading::of(frame, room);
    let rows = key_rows(keys, room);
    let key_height = rows.iter().map(|row| row.0).max().map_or(0, |last| (last + 1) * 20 + 4);
    let mark = frame.mark.as_deref().filter(|_| frame.standalone);
    let mark_height = if mark.is_some() { 24 } else { 0 };
    let margin = if frame.standalone { MARGIN } else { 0 };
    let total = heading.height + height + key_height + mark_height + margin;
    let size = (
        u32::try_from(room + 2 * margin).unwrap_or(200),
        u32::try_from(total + margin).unwrap_or(200),
    );

    sheet(frame, size, |whole| {
        if frame.standalone {
            whole.rect((0, 0), (room + 2 * margin, total + margin), Ink::PAPER);
        }
        let inner = whole.within(margin, margin);
        heading.draw(&inner);
        draw(&inner.below(heading.height));
        draw_keys(&inner.below(heading.height + height + 4), keys, &rows);
        if let Some(mark) = mark {
            draw_mark(&inner.below(heading.height + height + key_height), mark, room);
        }
    })
}

/// A picture of nothing but what `draw` draws.
pub(super) fn sheet(frame: &Frame, size: (u32, u32), draw: impl FnOnce(&Canvas)) -> String {
    let mut body = String::with_capacity(16 * 1024);
    let patterns = Cell::new(0);
    let id = svg::plain_id(&frame.id);
    draw(&Canvas::new(Sheet { out: &mut body, size, id: &id, patterns: &patterns }));
    svg::document(frame, &id, size, patterns.get(), &body)
}

/// Around a file that stands alone.
const MARGIN: i32 = 16;

struct Heading {
    title: Vec<String>,
    subtitle: Vec<String>,
    height: i32,
}

impl Heading {
    fn of(frame: &Frame, room: i32) -> Self {
        if !frame.standalone {
            return Self { title: Vec::new(), subtitle: Vec::new(), height: 0 };
        }
        let title = wrap(&frame.title, 16, room, 3);
        let subtitle = if frame.subtitle.trim().is_empty() {
            Vec::new()
        } else {
            wrap(&frame.subtitle, 13, room, 2)
        };
        let lines = |lines: &[String]| i32::try_from(lines.len()).unwrap_or(0);
        let height = lines(&title) * 22 + lines(&subtitle) * 18 + 10;
        Self { title, subtitle, height }
    }

    fn draw(&self, canvas: &Canvas) {
        let mut baseline = 0;
        for line in &self.title {
            baseline += 22;
            canvas.text((0, baseline - 6), line, Setting::plain().size(16).bold());
        }
        for line in &self.subtitle {
            baseline += 18;
            canvas.text((0, baseline - 4), line, Setting::muted().size(13));
        }
    }
}

fn draw_mark(canvas: &Canvas, mark: &str, room: i32) {
    let shown = text::shorten(mark, SMALL, room - 12);
    let left = room - width(&shown, SMALL) - 12;
    canvas.outline((left, 4), (room, 22), Ink::MUTED);
    canvas.fitted((left + 6, 17), mark, room - 12, Setting::muted().size(SMALL));
}

/// Row and left edge of each entry.
fn key_rows(keys: &[Key], room: i32) -> Vec<(i32, i32)> {
    let mut at = (0, 0);
    keys.iter()
        .map(|key| {
            let size = 24 + width(&key.text, 12);
            if at.1 > 0 && at.1 + size > room {
                at = (at.0 + 1, 0);
            }
            let here = at;
            at.1 += size + 16;
            here
        })
        .collect()
}

fn draw_keys(canvas: &Canvas, keys: &[Key], rows: &[(i32, i32)]) {
    for (key, &(row, left)) in keys.iter().zip(rows) {
        let y = row * 20;
        key.swatch.draw(canvas, left, y + 10);
        canvas.fitted((left + 22, y + 14), &key.text, canvas.room() - left - 22, Setting::muted());
    }
}

impl Swatch {
    /// Sixteen pixels wide, `y` its middle.
    pub(super) fn draw(self, canvas: &Canvas, left: i32, y: i32) {
        match self {
            Self::Fill(ink) => canvas.rect((left, y - 6), (left + 16, y + 6), ink),
            Self::Dot(ink) => canvas.dot((left + 8, y), 3, ink),
            Self::Tick(ink) => canvas.line((left + 8, y - 7), (left + 8, y + 7), ink.solid(), 2),
            Self::Line(ink) => canvas.line((left, y), (left + 18, y), ink, 2),
            Self::Outline => canvas.outline((left, y - 6), (left + 16, y + 6), Ink::OUTSIDE),
        }
    }
}

/// Tick labels of a value axis, measured before the plot's place is known.
pub(super) struct ValueLabels(Vec<String>);

impl ValueLabels {
    pub(super) fn of(axis: &DecimalAxis, words: &Words) -> Self {
        let mut labels: Vec<String> = axis.ticks().iter().map(words.axis).collect();
        if labels.iter().any(|label| width(label, 12) > WIDEST_TICK) {
            labels = axis.ticks().iter().map(magnitude).collect();
        }
        Self(labels)
    }

    /// Pixels they take at the left of a plot.
    pub(super) fn width(&self) -> i32 {
        self.0.iter().map(|label| width(label, 12)).max().unwrap_or(0) + 8
    }

    /// Grid lines and labels; zero stands out.
    pub(super) fn draw(&self, canvas: &Canvas, axis: &DecimalAxis, plot: Plot) {
        draw_grid(canvas, axis, plot);
        for (tick, label) in axis.ticks().iter().zip(&self.0) {
            let y = axis.map(tick, plot.upwards());
            canvas.text((plot.left - 8, y + 4), label, Setting::muted().right());
        }
    }
}

/// Lines at the ticks of a value axis.
pub(super) fn draw_grid(canvas: &Canvas, axis: &DecimalAxis, plot: Plot) {
    for tick in axis.ticks() {
        let y = axis.map(tick, plot.upwards());
        let ink = if tick.is_zero() { Ink::AXIS } else { Ink::GRID };
        canvas.line((plot.left, y), (plot.right, y), ink, 1);
    }
}

/// Slots of time under a plot.
pub(super) struct TimeLabels {
    pub(super) first: i32,
    pub(super) slots: i32,
    /// A slot is a year, not a quarter.
    pub(super) yearly: bool,
}

impl TimeLabels {
    /// What [`Self::draw`] needs under the plot.
    pub(super) const HEIGHT: i32 = 36;

    /// Quarters where they fit, and the years below them; both thinned out
    /// rather than crowded.
    pub(super) fn draw(&self, canvas: &Canvas, plot: Plot, words: &Words) {
        let names = words.quarters.iter().filter(|_| !self.yearly).find(|names| {
            let widest = names.iter().map(|name| width(name, SMALL)).max();
            widest.is_some_and(|widest| widest + 4 <= self.pitch(plot))
        });
        let small = Setting::muted().size(SMALL).centred();
        for at in 0..self.slots {
            let of_year = usize::try_from((self.first + at).rem_euclid(4)).unwrap_or(0);
            if let Some(name) = names.and_then(|names| names.get(of_year)) {
                let middle = i32::midpoint(self.edge(plot, at), self.edge(plot, at + 1));
                canvas.text((middle, plot.bottom + 15), name, small);
            }
        }
        let line = if names.is_some() { 31 } else { 18 };
        self.draw_years(canvas, plot, 8, line, &self.years(plot), words);
    }

    /// For small charts beside each other: no quarters, nothing beyond the
    /// plot.
    pub(super) fn draw_years_only(&self, canvas: &Canvas, plot: Plot, words: &Words) {
        self.draw_years(canvas, plot, 0, 18, &self.years(plot), words);
    }

    /// Each year with the edges of what is shown of it.
    fn years(&self, plot: Plot) -> Vec<(u16, i32, i32)> {
        let mut years: Vec<(u16, i32, i32)> = Vec::new();
        for at in 0..self.slots {
            let slot = self.first + at;
            let year = if self.yearly { slot } else { slot.div_euclid(4) };
            let (left, right) = (self.edge(plot, at), self.edge(plot, at + 1));
            match (years.last_mut(), u16::try_from(year)) {
                (Some(last), Ok(year)) if last.0 == year => last.2 = right,
                (_, Ok(year)) => years.push((year, left, right)),
                (_, Err(_)) => {}
            }
        }
        years
    }

    fn edge(&self, plot: Plot, at: i32) -> i32 {
        let across = i64::from(plot.right - plot.left) * i64::from(at);
        plot.left + i32::try_from(across / i64::from(self.slots.max(1))).unwrap_or(0)
    }

    /// Pixels of one slot, rounded down.
    fn pitch(&self, plot: Plot) -> i32 {
        (plot.right - plot.left) / self.slots.max(1)
    }

    /// Years in equal steps, the last among them; labels may reach `over`
    /// pixels beyond the plot.
    fn draw_years(
        &self,
        canvas: &Canvas,
        plot: Plot,
        over: i32,
        line: i32,
        years: &[(u16, i32, i32)],
        words: &Words,
    ) {
        let labels: Vec<String> = years.iter().map(|year| (words.year)(year.0)).collect();
        let widest = labels.iter().map(|label| width(label, 12)).max().unwrap_or(0);
        let whole = if self.yearly { self.pitch(plot) } else { self.pitch(plot) * 4 };
        let step = usize::try_from((widest + 8) / whole.max(1)).unwrap_or(0) + 1;
        let line = plot.bottom + line;
        let mut free = plot.right + over;
        for (at, (&(_, left, right), label)) in years.iter().zip(&labels).enumerate().rev() {
            if at > 0 && !self.yearly {
                canvas.line((left, plot.bottom + 1), (left, line + 2), Ink::GRID, 1);
            }
            let half = width(label, 12) / 2 + 1;
            let middle = i32::midpoint(left, right);
            let middle = middle.min(plot.right + over - half).max(plot.left - over + half);
            if (years.len() - 1 - at).is_multiple_of(step) && middle + half <= free {
                canvas.text((middle, line), label, Setting::muted().centred());
                free = middle - half - 6;
            }
        }
    }
}

/// A label at the right of a plot, beside what it names.
pub(super) struct SideLabel {
    /// Where its middle would best lie.
    pub(super) y: i32,
    /// `None` for what is not drawn itself, such as a sum.
    pub(super) ink: Option<Ink>,
    pub(super) name: String,
    /// Set below the name.
    pub(super) value: Option<Shown>,
}

/// How wide the side labels should be: as wide as the longest, at most `most`.
pub(super) fn side_width(labels: &[SideLabel], most: i32) -> i32 {
    let widest = |label: &SideLabel| {
        width(&label.name, 12).max(label.value.as_ref().map_or(0, |value| value.width(12)))
    };
    labels.iter().map(widest).max().map_or(0, |widest| (widest + SWATCH).min(most))
}

/// Swatch and the gap behind it.
pub(super) const SWATCH: i32 = 16;

/// How wide side labels may be in a picture of this width.
pub(super) fn side_most(room: i32) -> i32 {
    if room < 480 { room * 3 / 10 } else { room / 4 }
}

pub(super) fn draw_side(
    canvas: &Canvas,
    labels: &[SideLabel],
    left: i32,
    room: i32,
    (top, bottom): (i32, i32),
) {
    let room = room - SWATCH;
    let broken = |rows: usize| -> Vec<Vec<String>> {
        labels.iter().map(|label| wrap(&label.name, 12, room, rows)).collect()
    };
    let sizes = |lines: &[Vec<String>]| -> Vec<(i32, i32)> {
        let rows = |(label, lines): (&SideLabel, &Vec<String>)| {
            let rows = lines.len() + usize::from(label.value.is_some());
            (label.y, i32::try_from(rows).unwrap_or(1) * 14 + 4)
        };
        labels.iter().zip(lines).map(rows).collect()
    };
    let mut lines = broken(2);
    let mut wishes = sizes(&lines);
    if wishes.iter().map(|wish| wish.1).sum::<i32>() > bottom - top {
        lines = broken(1);
        wishes = sizes(&lines);
    }
    for (((label, lines), middle), (_, size)) in
        labels.iter().zip(&lines).zip(spread(&wishes, top, bottom)).zip(&wishes)
    {
        let mut baseline = middle - size / 2 + 13;
        match label.ink {
            None => {}
            Some(ink) if ink.dashes().is_empty() => {
                canvas.rect((left, baseline - 10), (left + 10, baseline), ink);
            }
            Some(ink) => canvas.line((left - 3, baseline - 5), (left + 12, baseline - 5), ink, 2),
        }
        for line in lines {
            canvas.part((left + SWATCH, baseline), line, &label.name, Setting::plain());
            baseline += 14;
        }
        if let Some(value) = &label.value {
            let at = (left + SWATCH, baseline);
            canvas.fitted_for(at, &value.text, &value.full, room, Setting::muted());
        }
    }
}

/// A plot without a single figure says so.
pub(super) fn say_empty(canvas: &Canvas, plot: Plot, words: &Words) {
    let at = ((plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2 + 4);
    canvas.fitted(at, words.empty, plot.right - plot.left, Setting::muted().size(13).centred());
}
