//! 方格图: the 34 province-level units as equal tiles in a fixed grid, a
//! labelled matrix. It is not a map, draws no outline and is never called one.

use super::canvas::Canvas;
use super::ink::Ink;
use super::margins::{self, Key, Swatch};
use super::svg::Setting;
use super::text::{Shown, width, wrap};
use super::{Frame, Value, Words, standing_word};
use crate::domain::decimal::Decimal;
use crate::domain::series::Standing;

/// GB/T 2260 code, column and row of every tile: eight by eight, neighbours
/// roughly beside each other, so that a place is found where it is expected.
pub const GRID: [(&str, u8, u8); 34] = [
    ("230000", 7, 0),
    ("150000", 4, 1),
    ("210000", 6, 1),
    ("220000", 7, 1),
    ("650000", 0, 2),
    ("620000", 1, 2),
    ("640000", 2, 2),
    ("140000", 3, 2),
    ("130000", 4, 2),
    ("110000", 5, 2),
    ("120000", 6, 2),
    ("630000", 1, 3),
    ("610000", 2, 3),
    ("410000", 3, 3),
    ("370000", 4, 3),
    ("540000", 0, 4),
    ("510000", 1, 4),
    ("500000", 2, 4),
    ("420000", 3, 4),
    ("340000", 4, 4),
    ("320000", 5, 4),
    ("310000", 6, 4),
    ("530000", 1, 5),
    ("520000", 2, 5),
    ("430000", 3, 5),
    ("360000", 4, 5),
    ("330000", 5, 5),
    ("450000", 2, 6),
    ("440000", 3, 6),
    ("350000", 4, 6),
    ("710000", 5, 6),
    ("460000", 2, 7),
    ("820000", 3, 7),
    ("810000", 4, 7),
];
const COLUMNS: i32 = 8;
const ROWS: i32 = 8;
const GAP: i32 = 3;

/// One unit. Tiles whose code is not in [`GRID`] stand in a row below, apart.
#[derive(Clone, Debug)]
pub struct Tile {
    pub code: String,
    pub name: String,
    /// Where the name does not fit: 粤, GD.
    pub short: String,
    /// `None`: takes no part in the programme.
    pub value: Option<Value>,
    /// 0 to 4, from [`classes`].
    pub class: Option<u8>,
}

/// Grid tiles that are not given are drawn as taking no part, by code.
#[derive(Clone, Debug)]
pub struct Tiles {
    pub tiles: Vec<Tile>,
    /// Lowest and highest value of each class, lowest class first.
    pub bounds: Vec<(u8, Decimal, Decimal)>,
}

/// Values sorted into five classes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classes {
    /// In the order of the values.
    pub of: Vec<Option<u8>>,
    /// Class, lowest and highest value found in it; empty classes left out.
    pub bounds: Vec<(u8, Decimal, Decimal)>,
}

/// Five classes of about equal size. Volumes of provinces are skewed: with
/// equal intervals one large unit would leave all others in the lowest class;
/// by rank every class is used. Equal values share a class, and the bounds are
/// values that occur.
#[must_use]
pub fn classes(values: &[Option<Decimal>]) -> Classes {
    let mut sorted: Vec<&Decimal> = values.iter().flatten().collect();
    sorted.sort_unstable();
    let class = |value: &Decimal| {
        let below = sorted.partition_point(|other| *other < value);
        u8::try_from(below * 5 / sorted.len().max(1)).unwrap_or(4)
    };
    let of = values.iter().map(|value| value.as_ref().map(class)).collect();
    let mut bounds: Vec<(u8, Decimal, Decimal)> = Vec::new();
    for value in &sorted {
        let class = class(value);
        match bounds.last_mut() {
            Some((last, _, high)) if *last == class => *high = (*value).clone(),
            _ => bounds.push((class, (*value).clone(), (*value).clone())),
        }
    }
    Classes { of, bounds }
}

#[must_use]
pub fn draw(frame: &Frame, words: &Words, data: &Tiles) -> String {
    let room = margins::room(frame);
    let across = ((room - GAP * (COLUMNS - 1)) / COLUMNS).clamp(16, 92);
    let size = (across, (across * 3 / 5).clamp(38, 52));
    let place = |column: i32, row: i32| (column * (size.0 + GAP), row * (size.1 + GAP));
    let apart: Vec<&Tile> = data
        .tiles
        .iter()
        .filter(|tile| !GRID.iter().any(|(code, ..)| *code == tile.code))
        .collect();
    let apart_rows = (i32::try_from(apart.len()).unwrap_or(0) + COLUMNS - 1) / COLUMNS;
    let apart_top = ROWS * (size.1 + GAP) + 13;
    let height =
        if apart.is_empty() { apart_top - 12 } else { apart_top + apart_rows * (size.1 + GAP) };

    let legend: Vec<(u8, String)> = data.bounds.iter().map(|bound| legend(bound, words)).collect();
    // The corner above the north-west is free for the legend, if it fits.
    let corner = place(4, 0).0 - 24;
    let inside = legend.iter().all(|(_, text)| width(text, 12) + 22 <= corner) && legend.len() <= 5;
    let mut keys = keys(words, data);
    if !inside {
        let classes = legend.iter().map(|(class, text)| Key {
            swatch: Swatch::Fill(Ink::class(*class)),
            text: text.clone(),
        });
        keys = classes.chain(keys).collect();
    }

    margins::page(frame, height, &keys, |canvas| {
        if inside {
            let line = (size.1 * 2 + GAP) / 5;
            let mut y = line / 2;
            for (class, text) in &legend {
                Swatch::Fill(Ink::class(*class)).draw(canvas, 0, y);
                canvas.text((22, y + 4), text, Setting::plain());
                y += line;
            }
        }
        for (code, column, row) in GRID {
            let at = place(i32::from(column), i32::from(row));
            match data.tiles.iter().find(|tile| tile.code == code) {
                Some(tile) => draw_tile(canvas, tile, at, size, words),
                None => canvas.outline(at, (at.0 + size.0, at.1 + size.1), Ink::OUTSIDE),
            }
        }
        if !apart.is_empty() {
            canvas.line(
                (0, apart_top - 9),
                (place(COLUMNS, 0).0 - GAP, apart_top - 9),
                Ink::GRID,
                1,
            );
        }
        for (at, tile) in (0_i32..).zip(&apart) {
            let (left, top) = place(at % COLUMNS, at / COLUMNS);
            draw_tile(canvas, tile, (left, top + apart_top), size, words);
        }
    })
}

fn legend((class, low, high): &(u8, Decimal, Decimal), words: &Words) -> (u8, String) {
    let number = words.number;
    let text =
        if low == high { number(low) } else { format!("{} – {}", number(low), number(high)) };
    (*class, text)
}

/// What the tiles' outlines and marks mean, where they occur.
fn keys(words: &Words, data: &Tiles) -> Vec<Key> {
    let mut keys = Vec::new();
    if data.tiles.len() < GRID.len() || data.tiles.iter().any(|tile| tile.value.is_none()) {
        keys.push(Key { swatch: Swatch::Outline, text: words.outside.to_owned() });
    }
    let mut seen: Vec<Standing> = Vec::new();
    for tile in &data.tiles {
        let standing = tile.value.as_ref().map_or(Standing::Approved, Value::standing);
        if standing != Standing::Approved && !seen.contains(&standing) {
            seen.push(standing);
            keys.push(Key::standing((standing, standing_word(words, standing)), Ink::AXIS));
        }
    }
    keys
}

fn draw_tile(
    canvas: &Canvas,
    tile: &Tile,
    (left, top): (i32, i32),
    size: (i32, i32),
    words: &Words,
) {
    let corner = (left + size.0, top + size.1);
    let class =
        tile.class.filter(|_| tile.value.as_ref().is_some_and(|value| value.number().is_some()));
    let (ink, muted) = match (class, &tile.value) {
        (Some(class), _) => {
            canvas.rect((left, top), corner, Ink::class(class));
            let ink = if class > 2 { Ink::BRIGHT } else { Ink::DARK };
            (ink, ink)
        }
        (None, Some(_)) => {
            canvas.outline((left, top), corner, Ink::AXIS);
            (Ink::TEXT, Ink::MUTED)
        }
        (None, None) => {
            canvas.outline((left, top), corner, Ink::OUTSIDE);
            (Ink::MUTED, Ink::MUTED)
        }
    };
    let middle = left + size.0 / 2;
    let inside = size.0 - 3;
    let upper = top + size.1 / 2 - 3;
    let names = [(&tile.name, 12), (&tile.name, 11), (&tile.name, 10), (&tile.short, 12)];
    let fits = |(name, size): &(&String, i32)| width(name, *size) <= inside;
    let (name, name_size) = names.into_iter().find(fits).unwrap_or((&tile.short, 10));
    let below = tile.value.as_ref().map(|value| Below::of(value, inside, words));
    let name_line = match &below {
        None => top + size.1 / 2 + 4,
        Some(below) if below.lines.len() > 1 => upper - 4,
        Some(_) => upper,
    };
    let set = Setting::plain().ink(ink).size(name_size).centred();
    canvas.fitted_for((middle, name_line), name, &tile.name, inside, set);
    if let Some(Below { lines, full, size }) = below {
        let set = Setting::plain().ink(muted).size(size).centred();
        let mut line = name_line + if lines.len() > 1 { 11 } else { 15 };
        for text in &lines {
            canvas.fitted_for(
                (middle, line),
                text,
                if lines.len() > 1 { text } else { &full },
                inside,
                set,
            );
            line += 11;
        }
    }
    let standing = tile.value.as_ref().map_or(Standing::Approved, Value::standing);
    if standing != Standing::Approved {
        canvas.rect((left, corner.1 - 6), corner, Ink::AXIS.standing(standing));
    }
}

/// What a tile says below its name.
struct Below {
    lines: Vec<String>,
    full: String,
    size: i32,
}

impl Below {
    /// The value as exact as fits; the word for its absence in two lines where
    /// one does not hold it.
    fn of(value: &Value, room: i32, words: &Words) -> Self {
        let fits =
            |text: &str, largest: i32| (9..=largest).rev().find(|size| width(text, *size) <= room);
        match value {
            Value::Number(number, _) => {
                let full = (words.number)(number);
                if let Some(size) = fits(&full, 12) {
                    return Self { lines: vec![full.clone()], full, size };
                }
                let text = Shown::number(words, number, 9, room).text;
                Self { size: fits(&text, 11).unwrap_or(9), lines: vec![text], full }
            }
            Value::Absent(absence) => {
                let full = (words.absence)(*absence);
                match fits(&full, 11) {
                    Some(size) => Self { lines: vec![full.clone()], full, size },
                    None => Self { lines: wrap(&full, 10, room, 2), full, size: 10 },
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::{Picture, decimal, frame, missing, number, with_words};

    #[test]
    fn the_grid_has_34_places_and_none_twice() {
        let mut places: Vec<(u8, u8)> =
            GRID.iter().map(|(_, column, row)| (*column, *row)).collect();
        let mut codes: Vec<&str> = GRID.iter().map(|(code, ..)| *code).collect();
        places.sort_unstable();
        places.dedup();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!((places.len(), codes.len()), (34, 34));
        assert!(
            places
                .iter()
                .all(|(column, row)| i32::from(*column) < COLUMNS && i32::from(*row) < ROWS)
        );
    }

    fn values(numbers: &[&str]) -> Vec<Option<Decimal>> {
        numbers.iter().map(|text| (*text != "-").then(|| decimal(text))).collect()
    }

    #[test]
    fn five_classes_of_two_each_with_bounds_that_occur() {
        let classes = classes(&values(&["10", "1", "2", "-", "3", "4", "5", "6", "7", "8", "900"]));
        let of: Vec<Option<u8>> = vec![4, 0, 0, 9, 1, 1, 2, 2, 3, 3, 4]
            .into_iter()
            .map(|class| (class < 9).then_some(class))
            .collect();
        assert_eq!(classes.of, of);
        assert_eq!(classes.bounds[4], (4, decimal("10"), decimal("900")));
        assert_eq!(classes.bounds[0], (0, decimal("1"), decimal("2")));
    }

    #[test]
    fn equal_values_share_a_class() {
        let classes = classes(&values(&["0", "0", "0", "0", "5", "0.0"]));
        assert_eq!(classes.of, [0, 0, 0, 0, 4, 0].map(Some));
        assert_eq!(super::classes(&values(&["-"])).bounds, []);
    }

    fn tile(code: &str, value: Option<Value>, class: Option<u8>) -> Tile {
        Tile { code: code.into(), name: code.into(), short: code.into(), value, class }
    }

    #[test]
    fn a_missing_value_is_said_and_not_coloured() {
        let tiles = vec![
            tile("440000", Some(number("12")), Some(3)),
            tile("620000", Some(missing()), Some(0)),
            tile("540000", None, None),
            tile("TOWER", Some(number("40")), Some(4)),
        ];
        let data = Tiles { tiles, bounds: vec![(3, decimal("12"), decimal("12"))] };
        let svg = with_words(|words| draw(&frame(), words, &data));
        let picture = Picture::read(&svg);
        // One tile and its place in the legend.
        assert_eq!(picture.all("rect", "c-q4").len(), 2);
        assert_eq!(picture.all("rect", "c-q1").len(), 0);
        assert_eq!(picture.all("rect", "c-q5").len(), 1);
        assert!(picture.texts().contains(&"未报") && picture.texts().contains(&"非试点"));
    }
}
