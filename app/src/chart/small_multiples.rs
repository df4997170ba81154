//! Many units beside each other: a small chart for each, all on one scale, with
//! the target they are held against.

use plotters::coord::ranged1d::Ranged;

use super::canvas::{Canvas, Plot};
use super::ink::Ink;
use super::margins::{self, Key, Swatch, TimeLabels, ValueLabels};
use super::path::Goal;
use super::scale::{DecimalAxis, TimeAxis};
use super::svg::Setting;
use super::text::Shown;
use super::track::Track;
use super::{Frame, Hue, Value, Words};
use crate::domain::decimal::Decimal;
use crate::domain::period::Period;

#[derive(Clone, Debug)]
pub struct SmallMultiples {
    pub panels: Vec<Panel>,
}

/// One small chart.
#[derive(Clone, Debug)]
pub struct Panel {
    pub name: String,
    pub hue: Hue,
    /// In order of time; a period left out is a gap.
    pub values: Vec<(Period, Value)>,
    /// What this one is held against.
    pub target: Option<Goal>,
}

/// Above a small chart, where its target is named or not, and its height.
const CAPTION: i32 = 22;
const WITH_GOAL: i32 = 38;
const PLOT: i32 = 64;
/// Below it, for the years.
const BELOW: i32 = 32;
/// Between two of them.
const GAP: i32 = 16;
/// As narrow as they get.
const NARROWEST: i32 = 150;

impl SmallMultiples {
    fn goals(&self) -> impl Iterator<Item = &Goal> {
        self.panels.iter().filter_map(|panel| panel.target.as_ref())
    }

    fn numbers(&self) -> impl Iterator<Item = &Decimal> {
        let values = self.panels.iter().flat_map(|panel| &panel.values);
        let ends = self.goals().flat_map(|goal| std::iter::once(&goal.value).chain(&goal.upper));
        values.filter_map(|(_, value)| value.number()).chain(ends)
    }

    fn periods(&self) -> impl Iterator<Item = Period> {
        self.panels.iter().flat_map(|panel| &panel.values).map(|(period, _)| *period)
    }

    /// The goal they all share, to be named once.
    fn shared_goal(&self) -> Option<&Goal> {
        let first = self.goals().next()?;
        let all = self
            .panels
            .iter()
            .all(|panel| panel.target.as_ref().is_some_and(|goal| goal.label == first.label));
        all.then_some(first)
    }
}

#[must_use]
pub fn draw(frame: &Frame, words: &Words, data: &SmallMultiples) -> String {
    let room = margins::room(frame);
    let axis = DecimalAxis::fitting(data.numbers(), 3);
    let labels = ValueLabels::of(&axis, words);
    let left = labels.width();
    let yearly = data.periods().all(Period::is_year);
    let mut time = Time { first: 0, slots: 0, yearly };
    let slots = || data.periods().map(|period| time.slot(period));
    if let Some((first, last)) = slots().min().zip(slots().max()) {
        (time.first, time.slots) = (first, last - first + 1);
    }
    let named_once = data.shared_goal().is_some() || data.goals().next().is_none();
    let caption = if named_once { CAPTION } else { WITH_GOAL };
    let columns = ((room - left) / NARROWEST).clamp(1, 6);
    let count = i32::try_from(data.panels.len()).unwrap_or(1);
    let rows = (count + columns - 1) / columns;
    let across = (room - left - GAP * (columns - 1)) / columns;
    let row_height = caption + PLOT + BELOW;
    let height = (rows * row_height).max(row_height);
    let view = View { words, time, axis: &axis, named_once };

    margins::page(frame, height, &keys(words, data), |canvas| {
        for (at, panel) in (0_i32..).zip(&data.panels) {
            let (column, row) = (at % columns, at / columns);
            let start = left + column * (across + GAP);
            let top = row * row_height + caption;
            let plot = Plot { left: start, top, right: start + across, bottom: top + PLOT };
            if column == 0 {
                labels.draw(canvas, &axis, plot);
            } else {
                margins::draw_grid(canvas, &axis, plot);
            }
            view.caption(canvas, panel, plot, caption);
            view.panel(canvas, panel, plot);
        }
        if data.panels.is_empty() {
            let plot = Plot { left, top: caption, right: room, bottom: caption + PLOT };
            margins::say_empty(canvas, plot, words);
        }
    })
}

/// What the dashes and the hollow points mean.
fn keys(words: &Words, data: &SmallMultiples) -> Vec<Key> {
    let values = data.panels.iter().flat_map(|panel| &panel.values);
    let values = values.map(|(period, value)| (period.last_quarter(), value));
    let target = data.goals().next().map(|_| Key {
        swatch: Swatch::Line(Ink::TARGET),
        text: match data.shared_goal() {
            Some(goal) => format!("{} {}", words.target, goal.label),
            None => words.target.to_owned(),
        },
    });
    let standings = super::standings(words, values)
        .into_iter()
        .map(|(standing, text)| Key { swatch: Swatch::Dot(Ink::MUTED.dot(standing)), text });
    target.into_iter().chain(standings).collect()
}

/// Slots of quarters, or of years where nothing is finer.
#[derive(Clone, Copy)]
struct Time {
    first: i32,
    slots: i32,
    yearly: bool,
}

impl Time {
    fn slot(self, period: Period) -> i32 {
        if self.yearly { i32::from(period.year()) } else { period.last_quarter().index() }
    }
}

struct View<'a> {
    words: &'a Words<'a>,
    time: Time,
    axis: &'a DecimalAxis,
    /// Whether the target is named in the key alone.
    named_once: bool,
}

impl View<'_> {
    fn panel(&self, canvas: &Canvas, panel: &Panel, plot: Plot) {
        let Time { first, slots, yearly } = self.time;
        for end in
            panel.target.iter().flat_map(|goal| std::iter::once(&goal.value).chain(&goal.upper))
        {
            let y = self.axis.map(end, plot.upwards());
            canvas.line((plot.left, y), (plot.right, y), Ink::TARGET, 2);
        }
        let area = canvas.plot(TimeAxis { first, slots }, self.axis, plot);
        let values = panel.values.iter().map(|(period, value)| (*period, value));
        let track = Track::through(values, |period| self.time.slot(period));
        track.draw(&area, Ink::of(panel.hue), 0);
        let labels = TimeLabels { first, slots, yearly };
        labels.draw_years_only(canvas, plot, self.words);
    }

    /// Name and last figure above a small chart, or why there is none; below
    /// them the target, where each has its own.
    fn caption(&self, canvas: &Canvas, panel: &Panel, plot: Plot, height: i32) {
        let room = plot.right - plot.left;
        let last = match panel.values.last() {
            Some((_, Value::Number(number, _))) => Shown::number(self.words, number, 12, room / 2),
            Some((_, Value::Absent(absence))) => Shown::whole((self.words.absence)(*absence)),
            None => Shown::whole(self.words.empty.to_owned()),
        };
        let taken = last.width(12).min(room / 2);
        let y = plot.top - height + 13;
        canvas.fitted((plot.left, y), &panel.name, room - taken - 8, Setting::plain());
        let right = Setting::muted().right();
        canvas.fitted_for((plot.right, y), &last.text, &last.full, room / 2, right);
        if let Some(goal) = panel.target.as_ref().filter(|_| !self.named_once) {
            let text = format!("{} {}", self.words.target, goal.label);
            canvas.fitted((plot.left, y + 16), &text, room, Setting::muted());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::{Picture, decimal, frame, missing, number, quarters, with_words};

    fn goal(value: &str) -> Goal {
        Goal { value: decimal(value), upper: None, label: format!("≥ {value}") }
    }

    fn panel(name: &str, values: [Value; 4], target: Option<Goal>) -> Panel {
        let periods = quarters("2025-Q1", 4).into_iter().map(Period::Quarter);
        Panel { name: name.into(), hue: Hue::Accent, values: periods.zip(values).collect(), target }
    }

    fn drawn(panels: Vec<Panel>) -> String {
        with_words(|words| draw(&frame(), words, &SmallMultiples { panels }))
    }

    #[test]
    fn equal_figures_lie_equally_high_in_every_chart() {
        let svg = drawn(vec![
            panel("甲", [number("1"), number("5"), number("5"), number("5")], None),
            panel("乙", [number("50"), number("5"), number("5"), number("5")], None),
        ]);
        let picture = Picture::read(&svg);
        let ends: Vec<String> = picture
            .all("polyline", "c-accent")
            .into_iter()
            .filter_map(|line| {
                line.attribute("points")?.split_whitespace().last().map(str::to_owned)
            })
            .filter_map(|point| point.split_once(',').map(|(_, y)| y.to_owned()))
            .collect();
        assert_eq!(ends.len(), 2);
        assert_eq!(ends[0], ends[1], "{svg}");
    }

    #[test]
    fn a_gap_stays_open_and_the_last_quarter_says_why_it_is_empty() {
        let svg = drawn(vec![panel("甲", [number("3"), number("4"), missing(), missing()], None)]);
        let picture = Picture::read(&svg);
        assert_eq!(picture.all("polyline", "c-accent").len(), 1);
        assert!(picture.texts().contains(&"未报"), "{:?}", picture.texts());
    }

    #[test]
    fn a_target_they_share_is_named_once_and_drawn_in_each() {
        let values = || [number("3"), number("4"), number("4"), number("4")];
        let two = |first, second| {
            drawn(vec![panel("甲", values(), first), panel("乙", values(), second)])
        };
        let same = two(Some(goal("6")), Some(goal("6")));
        let picture = Picture::read(&same);
        assert_eq!(picture.texts().iter().filter(|text| text.contains("≥ 6")).count(), 1);
        // One in each chart and one in the key.
        assert_eq!(picture.all("path", "c-target").len(), 3, "{same}");
        let own = two(Some(goal("6")), Some(goal("7")));
        let picture = Picture::read(&own);
        for label in ["目标 ≥ 6", "目标 ≥ 7"] {
            assert!(picture.texts().contains(&label), "{:?}", picture.texts());
        }
    }
}
