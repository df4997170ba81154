//! The way of one target: what was reached, what was planned, where it has to
//! arrive, and where it seems to go.

use plotters::coord::ranged1d::Ranged;

use super::canvas::{Canvas, Plot};
use super::ink::Ink;
use super::margins::{self, Key, SWATCH, SideLabel, Swatch, TimeLabels, ValueLabels};
use super::place::{Stroke, place_beside};
use super::scale::{DecimalAxis, TimeAxis};
use super::svg::Setting;
use super::text::{Shown, width};
use super::track::Track;
use super::{Frame, Hue, Value, Words, standing_word};
use crate::domain::decimal::Decimal;
use crate::domain::period::Period;
use crate::domain::series::Standing;

#[derive(Clone, Debug)]
pub struct Way {
    /// In order of time; a period left out is a gap.
    pub actual: Vec<(Period, Value)>,
    /// Baseline, waypoints and target, in order; joined by straight lines.
    pub planned: Vec<(Period, Decimal)>,
    pub target: Option<Goal>,
    pub due: Option<Period>,
    /// Until when figures are in.
    pub as_of: Option<Period>,
    /// In order of time.
    pub forecast: Vec<Outlook>,
}

#[derive(Clone, Debug)]
pub struct Goal {
    pub value: Decimal,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// As it is to be reached: `> 3,000`, `1 – 3`.
    pub label: String,
}

impl Goal {
    fn ends(&self) -> impl Iterator<Item = &Decimal> {
        std::iter::once(&self.value).chain(&self.upper)
    }
}

/// A forecast with its band.
#[derive(Clone, Debug)]
pub struct Outlook {
    pub period: Period,
    pub low: Decimal,
    pub middle: Decimal,
    pub high: Decimal,
}

/// Room above the plot for two rows of dates.
const ABOVE: i32 = 2 * 17 + 4;

#[must_use]
pub fn draw(frame: &Frame, words: &Words, data: &Way) -> String {
    let room = margins::room(frame);
    let height = (room * 2 / 5).clamp(190, 300) + ABOVE;
    let axis = DecimalAxis::fitting(data.numbers(), 5);
    let labels = ValueLabels::of(&axis, words);
    let left = labels.width();
    let time = Time::of(data);
    let side_most = margins::side_most(room);
    let mut side = data.side_labels(words, &axis, (height, ABOVE), side_most - SWATCH);
    let actual = side_actual(data, words, side_most - SWATCH);
    let side_room =
        margins::side_width(&side, side_most).max(margins::side_width(&actual, side_most));
    let across = (room - left - side_room - 12).max(1);
    let pitch = across / time.slots.max(1);
    let right = left + across;
    let plot = Plot { left, top: ABOVE, right, bottom: height };
    let track =
        Track::through(data.actual.iter().map(|(period, value)| (*period, value)), |period| {
            time.slot(period)
        });
    let view = View { data, words, time, plot, axis: &axis };

    margins::page(frame, height + TimeLabels::HEIGHT, &view.keys(), |canvas| {
        view.range(canvas);
        labels.draw(canvas, &axis, plot);
        let years = TimeLabels { first: time.first, slots: time.slots, yearly: time.yearly };
        years.draw(canvas, plot, words);
        view.dates(canvas, room);
        view.outlook(canvas);
        view.plan(canvas);
        let area = canvas.plot(time.axis(), &axis, plot);
        track.draw(&area, Ink::of(Hue::Accent), if pitch >= 12 { 3 } else { 2 });
        if let Some(y) = view.label_actual(canvas, &track) {
            side.extend(actual.into_iter().map(|label| SideLabel { y, ..label }));
        }
        margins::draw_side(canvas, &side, right + 12, side_room, (ABOVE - 8, height + 8));
        if data.numbers().next().is_none() {
            margins::say_empty(canvas, plot, words);
        }
    })
}

/// The label of the last figure, should it have to stand at the side.
fn side_actual(data: &Way, words: &Words, room: i32) -> Vec<SideLabel> {
    let last = data.actual.iter().rev().find_map(|(_, value)| value.number());
    let label = |last: &Decimal| SideLabel {
        y: 0,
        ink: Some(Ink::of(Hue::Accent)),
        name: words.actual.to_owned(),
        value: Some(Shown::number(words, last, 12, room)),
    };
    last.map(label).into_iter().collect()
}

impl Way {
    fn numbers(&self) -> impl Iterator<Item = &Decimal> {
        self.actual
            .iter()
            .filter_map(|(_, value)| value.number())
            .chain(self.planned.iter().map(|(_, number)| number))
            .chain(self.target.iter().flat_map(Goal::ends))
            .chain(
                self.forecast
                    .iter()
                    .flat_map(|outlook| [&outlook.low, &outlook.middle, &outlook.high]),
            )
    }

    fn periods(&self) -> impl Iterator<Item = Period> {
        self.actual
            .iter()
            .map(|(period, _)| *period)
            .chain(self.planned.iter().map(|(period, _)| *period))
            .chain(self.forecast.iter().map(|outlook| outlook.period))
            .chain(self.due)
            .chain(self.as_of)
    }

    /// Names of the lines that end at the right.
    fn side_labels(
        &self,
        words: &Words,
        axis: &DecimalAxis,
        upwards: (i32, i32),
        room: i32,
    ) -> Vec<SideLabel> {
        let y = |number: &Decimal| axis.map(number, upwards);
        let target = self.target.as_ref().map(|goal| SideLabel {
            y: match &goal.upper {
                Some(upper) => i32::midpoint(y(&goal.value), y(upper)),
                None => y(&goal.value),
            },
            ink: Some(Ink::TARGET),
            name: words.target.to_owned(),
            value: Some(Shown::whole(goal.label.clone())),
        });
        let planned =
            self.planned.last().filter(|_| self.planned.len() > 1).map(|(_, number)| SideLabel {
                y: y(number),
                ink: Some(Ink::PLANNED),
                name: words.planned.to_owned(),
                value: None,
            });
        let forecast = self.forecast.last().map(|outlook| SideLabel {
            y: y(&outlook.middle),
            ink: Some(Ink::FORECAST),
            name: words.forecast.to_owned(),
            value: Some(Shown::number(words, &outlook.middle, 12, room)),
        });
        target.into_iter().chain(planned).chain(forecast).collect()
    }
}

/// Slots of quarters, or of years where nothing is finer.
#[derive(Clone, Copy)]
struct Time {
    first: i32,
    slots: i32,
    yearly: bool,
}

impl Time {
    fn of(data: &Way) -> Self {
        let yearly = data.periods().all(Period::is_year);
        let mut time = Self { first: 0, slots: 0, yearly };
        let slots = || data.periods().map(|period| time.slot(period));
        if let Some((first, last)) = slots().min().zip(slots().max()) {
            (time.first, time.slots) = (first, last - first + 1);
        }
        time
    }

    fn slot(self, period: Period) -> i32 {
        if self.yearly { i32::from(period.year()) } else { period.last_quarter().index() }
    }

    fn axis(self) -> TimeAxis {
        TimeAxis { first: self.first, slots: self.slots }
    }
}

struct View<'d> {
    data: &'d Way,
    words: &'d Words<'d>,
    time: Time,
    plot: Plot,
    axis: &'d DecimalAxis,
}

impl View<'_> {
    fn x(&self, period: Period) -> i32 {
        self.time.axis().map(&TimeAxis::middle(self.time.slot(period)), self.plot.across())
    }

    fn y(&self, number: &Decimal) -> i32 {
        self.axis.map(number, self.plot.upwards())
    }

    fn keys(&self) -> Vec<Key> {
        let mut seen = Vec::new();
        for (_, value) in &self.data.actual {
            let standing = value.standing();
            if standing != Standing::Approved && !seen.contains(&standing) {
                seen.push(standing);
            }
        }
        let ink = Ink::of(Hue::Accent);
        seen.into_iter()
            .map(|standing| Key {
                swatch: Swatch::Dot(ink.dot(standing)),
                text: standing_word(self.words, standing),
            })
            .collect()
    }

    /// A range to stay in, behind everything.
    fn range(&self, canvas: &Canvas) {
        if let Some(Goal { value, upper: Some(upper), .. }) = &self.data.target {
            let (one, other) = (self.y(value), self.y(upper));
            let (top, bottom) = (one.min(other), one.max(other));
            canvas.rect((self.plot.left, top), (self.plot.right, bottom), Ink::BAND);
        }
    }

    /// Due date and as-of date, labelled above the plot.
    fn dates(&self, canvas: &Canvas, room: i32) {
        let dates = [(self.data.as_of, self.words.as_of), (self.data.due, self.words.due)];
        for (row, (period, word)) in (0_i32..).zip(dates) {
            let Some(period) = period else { continue };
            let x = self.x(period);
            let baseline = row * 17 + 13;
            canvas.line((x, baseline + 4), (x, self.plot.bottom), Ink::DUE, 1);
            let text = format!("{word} {}", (self.words.period)(period));
            let half = width(&text, 12).min(room) / 2 + 1;
            let middle = x.min(room - half).max(half);
            canvas.fitted((middle, baseline), &text, room, Setting::muted().centred());
        }
    }

    fn outlook(&self, canvas: &Canvas) {
        let outlook = &self.data.forecast;
        let edge = |edge: fn(&Outlook) -> &Decimal| {
            outlook.iter().map(move |at| (self.x(at.period), self.y(edge(at))))
        };
        if outlook.len() > 1 {
            let back = edge(|at| &at.low).rev();
            canvas.polygon(edge(|at| &at.high).chain(back).collect(), Ink::BAND);
        }
        canvas.path(edge(|at| &at.middle).collect(), Ink::FORECAST, 2);
        if let [alone] = outlook.as_slice() {
            let x = self.x(alone.period);
            canvas.line(
                (x, self.y(&alone.low)),
                (x, self.y(&alone.high)),
                Ink::FORECAST.solid(),
                2,
            );
        }
    }

    fn plan(&self, canvas: &Canvas) {
        for value in self.data.target.iter().flat_map(Goal::ends) {
            let y = self.y(value);
            canvas.line((self.plot.left, y), (self.plot.right, y), Ink::TARGET, 2);
        }
        let planned: Vec<(i32, i32)> = self
            .data
            .planned
            .iter()
            .map(|(period, number)| (self.x(*period), self.y(number)))
            .collect();
        canvas.path(planned.clone(), Ink::PLANNED, 2);
        for at in planned {
            canvas.dot(at, 3, Ink::PLANNED.hollow());
        }
    }

    /// The last figure beside its point, where nothing runs through; else its
    /// height, for a label at the side.
    fn label_actual(&self, canvas: &Canvas, track: &Track) -> Option<i32> {
        let last = track.stops().next_back()?;
        let (x, y) = (
            self.time.axis().map(&TimeAxis::middle(last.slot), self.plot.across()),
            self.y(last.number),
        );
        let value =
            Shown::number(self.words, last.number, 12, (self.plot.right - self.plot.left) / 2);
        let text = format!("{} {}", self.words.actual, value.text);
        let free = place_beside((x, y), width(&text, 12), self.plot, &self.strokes(track));
        let Some((at, anchor)) = free else { return Some(y) };
        canvas.text(at, &text, Setting { anchor, ..Setting::plain().bold() });
        None
    }

    /// Every stroke a label should keep clear of.
    fn strokes(&self, track: &Track) -> Vec<Stroke> {
        let mut strokes = Vec::new();
        let mut join = |points: &[(i32, i32)]| {
            strokes
                .extend(points.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))));
        };
        let stops: Vec<(i32, i32)> = track
            .stops()
            .map(|stop| {
                (
                    self.time.axis().map(&TimeAxis::middle(stop.slot), self.plot.across()),
                    self.y(stop.number),
                )
            })
            .collect();
        join(&stops);
        let planned = |(period, number): &(Period, Decimal)| (self.x(*period), self.y(number));
        join(&self.data.planned.iter().map(planned).collect::<Vec<_>>());
        let forecast = |at: &Outlook| (self.x(at.period), self.y(&at.middle));
        join(&self.data.forecast.iter().map(forecast).collect::<Vec<_>>());
        for value in self.data.target.iter().flat_map(Goal::ends) {
            let y = self.y(value);
            join(&[(self.plot.left, y), (self.plot.right, y)]);
        }
        for period in self.data.due.into_iter().chain(self.data.as_of) {
            let x = self.x(period);
            join(&[(x, self.plot.top), (x, self.plot.bottom)]);
        }
        strokes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::{Picture, decimal, frame, missing, number, with_words};

    fn period(text: &str) -> Period {
        text.parse().expect("a period")
    }

    fn way() -> Way {
        Way {
            actual: vec![
                (period("2022"), number("100")),
                (period("2023"), number("110")),
                (period("2024"), missing()),
                (period("2025"), number("118")),
                (period("2026"), number("119")),
            ],
            planned: vec![(period("2023"), decimal("110")), (period("2027"), decimal("145"))],
            target: Some(Goal { value: decimal("145"), upper: None, label: "> 145".into() }),
            due: Some(period("2027")),
            as_of: Some(period("2026")),
            forecast: vec![],
        }
    }

    #[test]
    fn a_gap_makes_two_lines_and_no_point() {
        let svg = with_words(|words| draw(&frame(), words, &way()));
        let picture = Picture::read(&svg);
        assert_eq!(picture.all("polyline", "c-accent").len(), 2);
        assert_eq!(picture.all("circle", "c-accent").len(), 4);
    }

    #[test]
    fn target_plan_and_dates_are_named_in_words() {
        let svg = with_words(|words| draw(&frame(), words, &way()));
        let picture = Picture::read(&svg);
        for text in ["目标", "> 145", "计划路径", "期限 2027", "截至 2026", "实际 119"]
        {
            assert!(picture.texts().contains(&text), "{text}");
        }
        assert_eq!(picture.all("path", "c-target")[0].attribute("stroke-dasharray"), Some("7 4"));
    }

    #[test]
    fn a_range_is_a_band_between_two_lines() {
        let goal = Goal { value: decimal("1"), upper: Some(decimal("3")), label: "1 – 3".into() };
        let data = Way { target: Some(goal), planned: vec![], ..way() };
        let svg = with_words(|words| draw(&frame(), words, &data));
        let picture = Picture::read(&svg);
        assert_eq!(picture.all("rect", "c-band").len(), 1);
        // Two lines and the swatch of the label.
        assert_eq!(picture.all("path", "c-target").len(), 3);
    }

    #[test]
    fn a_forecast_is_a_band_and_says_so() {
        let outlook = |text: &str, middle: &str| Outlook {
            period: period(text),
            low: decimal("110"),
            middle: decimal(middle),
            high: decimal("150"),
        };
        let data = Way { forecast: vec![outlook("2026", "119"), outlook("2027", "125")], ..way() };
        let svg = with_words(|words| draw(&frame(), words, &data));
        let picture = Picture::read(&svg);
        assert_eq!(picture.all("polygon", "c-band").len(), 1);
        assert!(picture.texts().contains(&"预测"));
    }
}
