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
use crate::domain::series::Standing;

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

    margins::page(frame, height, &keys(words, data, &layout), |canvas| {
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

/// What the rows do not say themselves: hatching, where its words have no room
/// beside the bars, and the target's tick.
fn keys(words: &Words, data: &Bars, layout: &Layout) -> Vec<Key> {
    let mut standings: Vec<(Standing, Vec<&str>)> = Vec::new();
    for row in data.rows.iter().filter(|_| layout.columns.1 == 0) {
        let standing = row.value.standing();
        match standings.iter_mut().find(|(known, _)| *known == standing) {
            _ if standing == Standing::Approved => {}
            Some((_, names)) => names.push(&row.name),
            None => standings.push((standing, vec![&row.name])),
        }
    }
    let target = Key { swatch: Swatch::Tick(Ink::TARGET), text: words.target.to_owned() };
    let has_target = data.rows.iter().any(|row| row.target.is_some());
    standings
        .into_iter()
        .map(|(standing, names)| {
            let word = standing_word(words, standing);
            let text = format!("{word}{}{}", words.colon, names.join(words.comma));
            Key::standing((standing, text), Ink::of(Hue::Rest))
        })
        .chain(has_target.then_some(target))
        .collect()
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
    /// Widest value and widest standing; the latter 0 where the key tells it.
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
        let standings = ends
            .iter()
            .map(End::standing_width)
            .max()
            .filter(|widest| *widest <= room / 5)
            .unwrap_or(0);
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
        canvas.fitted_if((after + 6, y), &end.standing, self.columns.1 - 6, SMALL);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::{Picture, decimal, frame, missing, number, pixels, with_words};

    fn row(name: &str, value: Value) -> Row {
        Row { name: name.to_owned(), value, target: None, hue: Hue::Series(1) }
    }

    fn picture(data: &Bars) -> String {
        with_words(|words| draw(&frame(), words, data))
    }

    #[test]
    fn bars_begin_at_zero_and_keep_proportion() {
        let rows = vec![row("广东", number("300")), row("江苏", number("100"))];
        let svg = picture(&Bars { rows, highlight: None });
        let picture = Picture::read(&svg);
        let bars = picture.all("rect", "c-s2");
        assert_eq!(pixels(bars[0], "x"), pixels(bars[1], "x"));
        let (long, short) = (pixels(bars[0], "width"), pixels(bars[1], "width"));
        assert!((long - 3 * short).abs() <= 2, "{long} {short}");
    }

    #[test]
    fn a_missing_figure_has_a_word_and_no_bar_and_zero_has_a_number() {
        let rows = vec![row("广东", missing()), row("江苏", number("0")), row("青海", number("7"))];
        let svg = picture(&Bars { rows, highlight: None });
        let picture = Picture::read(&svg);
        assert_eq!(picture.all("rect", "c-s2").len(), 1);
        assert_eq!(picture.texts(), ["广东", "未报", "江苏", "0", "青海", "7"]);
    }

    #[test]
    fn one_is_singled_out_and_the_rest_is_grey() {
        let rows =
            vec![row("广东", number("3")), row("江苏", number("2")), row("青海", number("1"))];
        let svg = picture(&Bars { rows, highlight: Some(1) });
        let picture = Picture::read(&svg);
        assert_eq!(picture.all("rect", "c-accent").len(), 1);
        assert_eq!(picture.all("rect", "c-rest").len(), 2);
    }

    #[test]
    fn targets_are_ticks_and_explained() {
        let rows = vec![Row { target: Some(decimal("9")), ..row("广东", number("3")) }];
        let svg = picture(&Bars { rows, highlight: None });
        let picture = Picture::read(&svg);
        assert_eq!(picture.all("path", "c-target").len(), 2);
        assert!(picture.texts().contains(&"目标"));
    }

    #[test]
    fn markup_and_direction_marks_in_a_name_stay_text() {
        let value = Value::Number(decimal("3"), Standing::Provisional);
        let svg = picture(&Bars {
            rows: vec![row("<script>a\u{202E}</script>", value)],
            highlight: None,
        });
        let picture = Picture::read(&svg);
        assert_eq!(picture.texts(), ["<script>a</script>", "3", "未审核"]);
    }
}
