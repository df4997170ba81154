//! Series become pictures here: each file draws one kind of chart as an
//! accessible SVG, through plotters.
//!
//! | file | the picture |
//! |---|---|
//! | `stack` | volume by quarter, stacked by unit |
//! | `bars` | units side by side, lying |
//! | `tiles` | 方格图: the 34 province-level units as equal tiles |
//! | `path` | the way of a target: actual, planned, target, forecast |
//! | `lines` | a few lines |
//! | `small_multiples` | many units, a small chart each, all on one scale |
//! | `spark` | a line the size of a word |
//!
//! What must not come in: leptos, IO, the clock, the locale. Wording arrives
//! as [`Words`], numbers as exact decimals; positions are whole pixels computed
//! without floating point. What a series has no number for is never drawn as
//! zero, and nothing here panics whatever the data.
//!
//! Adding a chart: one file with a data struct and
//! `pub fn draw(&Frame, &Words, &Data) -> String`, one line in the table above.

pub mod bars;
pub mod lines;
pub mod path;
pub mod small_multiples;
pub mod spark;
pub mod stack;
pub mod tiles;

mod canvas;
mod ink;
mod margins;
mod place;
mod scale;
mod svg;
mod text;
mod track;

use crate::domain::decimal::Decimal;
use crate::domain::period::{Period, Quarter};
use crate::domain::series::{Absence, Point, Standing};

/// What every picture needs besides its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What the picture shows, as a sentence.
    pub title: String,
    /// Unit of measure, and whether per quarter or cumulative.
    pub subtitle: String,
    /// The picture in words, for those who do not see it.
    pub description: String,
    /// `zh-CN` or `en`.
    pub lang: &'static str,
    /// A mark that must not get lost when the picture is passed on, such as
    /// `演示数据 DEMO`.
    pub mark: Option<String>,
    /// Natural width in pixels, kept within 200 to 4000.
    pub width: u32,
    /// Prefix of all ids; unique within the page.
    pub id: String,
    /// A file of its own: paper, title, subtitle and mark are drawn, and the
    /// size is fixed. Embedded in a page, the page shows them.
    pub standalone: bool,
}

/// How figures and periods are worded; the locale's side of a chart.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// A full value: `12,345.6`.
    pub number: &'a dyn Fn(&Decimal) -> String,
    /// A short value for axes: `1.2万`, `12k`.
    pub axis: &'a dyn Fn(&Decimal) -> String,
    /// `2025年第三季度`, `Q3 2025`; a year likewise.
    pub period: &'a dyn Fn(Period) -> String,
    /// A year under an axis: `2025年`, `2025`.
    pub year: &'a dyn Fn(u16) -> String,
    /// The quarters of a year under an axis, widest spelling first; the first
    /// that fits is taken, none if none fits.
    pub quarters: &'a [[&'a str; 4]],
    /// Why there is no number: 未报, 不适用, 暂缺.
    pub absence: &'a dyn Fn(Absence) -> String,
    pub provisional: &'a str,
    /// `17/18 已报`, from filed and expected.
    pub incomplete: &'a dyn Fn(u32, u32) -> String,
    /// The sum of a stack: 合计.
    pub total: &'a str,
    pub actual: &'a str,
    pub target: &'a str,
    pub planned: &'a str,
    pub forecast: &'a str,
    /// The label of a target's due date: `期限`, `due`.
    pub due: &'a str,
    /// `截至`, `as of`.
    pub as_of: &'a str,
    /// A tile that takes no part: 非试点.
    pub outside: &'a str,
    /// A chart without a single figure: 暂无数据.
    pub empty: &'a str,
    /// `：` or `: `.
    pub colon: &'a str,
    /// `、` or `, `.
    pub comma: &'a str,
}

/// One figure as a chart sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Number(Decimal, Standing),
    Absent(Absence),
}

/// The colour of a shape. The caller gives one unit the same hue everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hue {
    /// One of the eight colours; beyond 7 they repeat.
    Series(u8),
    /// The one singled out, or the only one.
    Accent,
    /// Everything else, grey.
    Rest,
}

impl Value {
    /// The point's figure as it is shown; a ratio without denominator counts
    /// as not applicable.
    #[must_use]
    pub fn of(point: &Point, decimals: u8) -> Self {
        use crate::domain::series::Figure;
        match (&point.figure, point.figure.shown(decimals)) {
            (_, Some(number)) => Self::Number(number, point.standing),
            (Figure::Absent(absence), None) => Self::Absent(*absence),
            (_, None) => Self::Absent(Absence::NotApplicable),
        }
    }

    #[must_use]
    pub fn number(&self) -> Option<&Decimal> {
        match self {
            Self::Number(number, _) => Some(number),
            Self::Absent(_) => None,
        }
    }

    fn standing(&self) -> Standing {
        match self {
            Self::Number(_, standing) => *standing,
            Self::Absent(_) => Standing::Approved,
        }
    }
}

/// The words under a chart that explain its hatching: each standing once,
/// with the quarters it applies to. `None` where all is approved.
fn standings<'v>(
    words: &Words,
    values: impl Iterator<Item = (Quarter, &'v Value)>,
) -> Vec<(Standing, String)> {
    let mut found: Vec<(Standing, Vec<Quarter>)> = Vec::new();
    for (quarter, value) in values {
        let standing = value.standing();
        if standing == Standing::Approved {
            continue;
        }
        match found.iter_mut().find(|(known, _)| *known == standing) {
            Some((_, quarters)) if quarters.contains(&quarter) => {}
            Some((_, quarters)) => quarters.push(quarter),
            None => found.push((standing, vec![quarter])),
        }
    }
    found
        .into_iter()
        .map(|(standing, quarters)| {
            let quarters: Vec<String> =
                quarters.iter().map(|quarter| (words.period)((*quarter).into())).collect();
            let word = standing_word(words, standing);
            (standing, format!("{word}{}{}", words.colon, quarters.join(words.comma)))
        })
        .collect()
}

fn standing_word(words: &Words, standing: Standing) -> String {
    match standing {
        Standing::Approved => String::new(),
        Standing::Provisional => words.provisional.to_owned(),
        Standing::Incomplete { filed, expected } => (words.incomplete)(filed, expected),
    }
}

#[cfg(test)]
mod any_data;
#[cfg(test)]
mod testing;
