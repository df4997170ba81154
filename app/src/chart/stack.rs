//! Volume by quarter, stacked by unit: columns from zero, the named units at
//! the right of the last one.

use plotters::coord::ranged1d::Ranged;

use super::canvas::{Canvas, Plot};
use super::ink::Ink;
use super::margins::{self, Key, SWATCH, SideLabel, TimeLabels, ValueLabels};
use super::scale::DecimalAxis;
use super::svg::Setting;
use super::text::{self, Shown, width};
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

/// Longer totals are written short.
const LONGEST_TOTAL: i32 = 64;
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
    let left = labels.width();
    let last = edges.iter().rposition(|column| column.iter().any(Option::is_some));
    let side_most = margins::side_most(room);
    let value_room = (room >= 480).then_some(side_most - SWATCH);
    let upwards = (height, ABOVE);
    let mut side = last.map_or_else(Vec::new, |at| {
        let edges = edges.get(at).map_or(&[][..], Vec::as_slice);
        side_labels(data, at, edges, |at| axis.map(at, upwards), value_room, words)
    });
    let total = last.and_then(|at| {
        total_label(data, at, |at| axis.map(at, upwards), side_most - SWATCH, words)
    });
    let total: Vec<SideLabel> = total.into_iter().collect();
    let side_room =
        margins::side_width(&side, side_most).max(margins::side_width(&total, side_most));
    let (first, slots) = span(&data.columns);
    let across = (room - left - side_room - 12).max(1);
    let pitch = (across / slots.max(1)).max(1);
    // Columns all as wide as each other, to the pixel.
    let right = left + if slots == 0 { across } else { pitch.saturating_mul(slots).min(across) };
    let totals: Vec<Option<Shown>> = data
        .columns
        .iter()
        .map(|column| Some(Shown::number(words, column.total.number()?, 11, LONGEST_TOTAL)))
        .collect();
    if steps(&totals, pitch) > 1 {
        side.extend(total);
    }
    let plot = Plot { left, top: ABOVE, right, bottom: height };

    margins::page(frame, height + TimeLabels::HEIGHT, &keys, |canvas| {
        labels.draw(canvas, &axis, plot);
        TimeLabels { first, slots, yearly: false }.draw(canvas, plot, words);
        let columns = Columns { first, pitch, plot, axis: &axis };
        let tops: Vec<Option<i32>> = data
            .columns
            .iter()
            .zip(&edges)
            .map(|(column, edges)| columns.draw(canvas, &data.layers, column, edges))
            .collect();
        let taken = columns.gaps(canvas, &data.columns, &tops, slots, words);
        columns.totals(canvas, &totals, &data.columns, &tops, &taken);
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
    match quarters().min().zip(quarters().max()) {
        Some((first, last)) => (first, last - first + 1),
        None => (0, 0),
    }
}

/// The layers that the last column shows, each at its middle.
fn side_labels(
    data: &Stack,
    last: usize,
    edges: &[Option<Edges>],
    y: impl Fn(&Decimal) -> i32,
    value_room: Option<i32>,
    words: &Words,
) -> Vec<SideLabel> {
    let Some(column) = data.columns.get(last) else { return Vec::new() };
    let parts = data.layers.iter().zip(&column.parts).zip(edges);
    parts
        .filter_map(|((layer, part), edges)| {
            let (part, edges) = (part.as_ref()?, edges.as_ref()?);
            Some(SideLabel {
                y: i32::midpoint(y(&edges.from), y(&edges.to)),
                ink: Some(Ink::of(layer.hue)),
                name: layer.name.clone(),
                value: value_room.map(|room| Shown::number(words, part, 12, room)),
            })
        })
        .collect()
}

/// The last column's total, where it has no room above its column: the
/// highest always has.
fn total_label(
    data: &Stack,
    last: usize,
    y: impl Fn(&Decimal) -> i32,
    room: i32,
    words: &Words,
) -> Option<SideLabel> {
    let numbers = || data.columns.iter().filter_map(|column| column.total.number());
    let total =
        data.columns.get(last)?.total.number().filter(|last| numbers().any(|any| any > last))?;
    let value = Some(Shown::number(words, total, 12, room));
    // A line above the column's end, so that it does not push the parts away.
    Some(SideLabel {
        y: y(total).max(0) - margins::LINE,
        ink: None,
        name: words.total.to_owned(),
        value,
    })
}

/// 1 where there is room for every total, 2 for every second, and so on.
fn steps(totals: &[Option<Shown>], pitch: i32) -> i32 {
    let widest = totals.iter().flatten().map(|total| total.width(11)).max().unwrap_or(0);
    (widest + 6) / pitch.max(1) + 1
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
    fn draw(
        &self,
        canvas: &Canvas,
        layers: &[Layer],
        column: &Column,
        edges: &[Option<Edges>],
    ) -> Option<i32> {
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

    /// Totals above the columns: above every one or every second as there is
    /// room, else above the highest alone.
    fn totals(
        &self,
        canvas: &Canvas,
        totals: &[Option<Shown>],
        columns: &[Column],
        tops: &[Option<i32>],
        taken: &[Plot],
    ) {
        let step = steps(totals, self.pitch);
        let last = totals.iter().rposition(Option::is_some).and_then(|at| columns.get(at));
        let highest = tops.iter().flatten().min();
        let mut free = 0;
        for ((column, total), top) in columns.iter().zip(totals).zip(tops) {
            let (Some(total), Some(top), Some(last)) = (total, top, last) else { continue };
            let wanted = match step {
                1 | 2 => (last.quarter.index() - column.quarter.index()) % step == 0,
                _ => highest == Some(top),
            };
            if !wanted {
                continue;
            }
            let half = total.width(11) / 2 + 1;
            let middle = self.left(column.quarter) + self.pitch / 2;
            let middle = middle.min(self.plot.right + 10 - half).max(self.plot.left - 6 + half);
            let beside = |word: &Plot| {
                word.right <= middle - half || word.left >= middle + half || word.top >= *top
            };
            let clear = taken.iter().all(beside)
                && columns.iter().zip(tops).all(|(other, other_top)| {
                    let (left, right) = self.sides(other.quarter);
                    right <= middle - half
                        || left >= middle + half
                        || other_top.is_none_or(|at| at >= *top)
                });
            if clear && middle - half >= free {
                let set = Setting::plain().size(11).centred();
                canvas.fitted_for((middle, top - 5), &total.text, &total.full, 2 * half, set);
                free = middle + half + 2;
            }
        }
    }

    /// The word for each run of quarters without figures; the answer says
    /// where the words stand.
    fn gaps(
        &self,
        canvas: &Canvas,
        columns: &[Column],
        tops: &[Option<i32>],
        slots: i32,
        words: &Words,
    ) -> Vec<Plot> {
        let mut taken = Vec::new();
        if tops.iter().all(Option::is_none) {
            return taken;
        }
        let mut absent = Vec::new();
        let mut known = columns.iter().zip(tops).peekable();
        for slot in self.first..self.first.saturating_add(slots) {
            match known.next_if(|(column, _)| column.quarter.index() == slot) {
                Some((_, Some(_))) => {}
                Some((Column { total: Value::Absent(absence), .. }, None)) => {
                    absent.push((slot, *absence))
                }
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
            let (middle, bottom) = (left + room / 2, self.plot.bottom);
            let mut take = |half: i32, height: i32| {
                let (left, right) = (middle - half, middle + half);
                taken.push(Plot { left, top: bottom - height, right, bottom });
            };
            let long = width(&word, 11);
            if long + 2 <= room {
                canvas.text((middle, bottom - 6), &word, set.centred());
                take(long / 2 + 1, 18);
            } else if room >= 12 && text::is_chinese(&word) {
                // Chinese stands on its feet, one character below the other.
                let height = i32::try_from(word.chars().count()).unwrap_or(0) * 13;
                let mut line = (bottom - height + 7).max(self.plot.top);
                for character in word.chars() {
                    let character = character.to_string();
                    canvas.text((middle, line), &character, set.centred());
                    line += 13;
                }
                take(6, height + 6);
            } else if room >= 12 {
                let most = bottom - self.plot.top;
                canvas.fitted((middle + 4, bottom - 6), &word, most, set.upright());
                take(6, long.min(most) + 8);
            }
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::{
        Picture, decimal, frame, missing, number, pixels, quarters, with_words,
    };

    fn two_layers(columns: Vec<(Value, [Option<&str>; 2])>) -> Stack {
        let layer = |name: &str, hue| Layer { name: name.to_owned(), hue };
        Stack {
            layers: vec![layer("广东", Hue::Series(0)), layer("其余", Hue::Rest)],
            columns: quarters("2025-Q1", 9)
                .into_iter()
                .zip(columns)
                .map(|(quarter, (total, parts))| Column {
                    quarter,
                    total,
                    parts: parts.map(|part| part.map(decimal)).to_vec(),
                })
                .collect(),
        }
    }

    fn picture(data: &Stack) -> String {
        with_words(|words| draw(&frame(), words, data))
    }

    #[test]
    fn columns_stand_on_zero_and_on_each_other() {
        let svg = picture(&two_layers(vec![(number("1000"), [Some("600"), Some("400")])]));
        let picture = Picture::read(&svg);
        let columns = |class| {
            picture.all("rect", class).into_iter().max_by_key(|rect| pixels(*rect, "width"))
        };
        let (lower, upper) =
            (columns("c-s1").expect("a layer"), columns("c-rest").expect("the rest"));
        let zero = 288;
        assert_eq!(pixels(lower, "y") + pixels(lower, "height"), zero);
        // A pixel of paper lies between the two.
        assert_eq!(pixels(upper, "y") + pixels(upper, "height"), pixels(lower, "y") - 1);
        let (lower, upper) = (pixels(lower, "height") + 1, pixels(upper, "height") + 1);
        assert!((lower * 400 - upper * 600).abs() <= 600, "{lower} {upper}");
    }

    #[test]
    fn a_missing_quarter_is_a_gap_with_its_word() {
        let full = [Some("600"), Some("400")];
        let svg = picture(&two_layers(vec![
            (number("1000"), full),
            (missing(), [None, None]),
            (number("1000"), full),
        ]));
        let picture = Picture::read(&svg);
        // Two columns and the swatch of the label.
        assert_eq!(picture.all("rect", "c-s1").len(), 3);
        assert!(picture.texts().contains(&"未报"));
    }

    #[test]
    fn a_zero_is_no_gap() {
        let svg = picture(&two_layers(vec![
            (number("0"), [Some("0"), None]),
            (number("5"), [Some("5"), None]),
        ]));
        let picture = Picture::read(&svg);
        assert!(!picture.texts().contains(&"未报"));
        assert!(picture.texts().contains(&"0"));
    }

    #[test]
    fn what_is_not_approved_is_hatched_and_said() {
        let provisional = Value::Number(decimal("1000"), Standing::Provisional);
        let incomplete =
            Value::Number(decimal("10"), Standing::Incomplete { filed: 13, expected: 18 });
        let svg = picture(&two_layers(vec![
            (provisional, [Some("1000"), None]),
            (incomplete, [Some("10"), None]),
        ]));
        let picture = Picture::read(&svg);
        assert_eq!(picture.all("rect", "c-hatch c-s1").len(), 2);
        assert!(
            svg.contains("url(#volume-rising-c-s1)")
                && svg.contains("<pattern id=\"volume-rising-c-s1\"")
        );
        assert!(picture.texts().contains(&"未审核：2025-Q1"));
        assert!(picture.texts().contains(&"已报 13/18：2025-Q2"));
    }

    #[test]
    fn nothing_at_all_is_said_in_words() {
        for data in [two_layers(vec![]), two_layers(vec![(missing(), [None, None])])] {
            assert!(Picture::read(&picture(&data)).texts().contains(&"暂无数据"));
        }
    }

    #[test]
    fn the_printed_total_is_the_one_given() {
        let svg = picture(&two_layers(vec![(number("998"), [Some("600"), Some("400")])]));
        assert!(Picture::read(&svg).texts().contains(&"998"));
    }
}
