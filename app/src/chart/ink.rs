//! The inks a picture is drawn with: a class, and the colour where no style
//! sheet says otherwise. plotters hands colours through as three bytes; an ink
//! travels in them as its number.
//!
//! Lines and shapes stand out at 3:1 from white, text at 4.5:1. The eight
//! series colours stay at least 20 apart (CIE 76) for red-, green- and
//! blue-blind eyes, and differ in lightness for print in grey.

use plotters::style::{RGBAColor, ShapeStyle};

use super::Hue;
use crate::domain::series::Standing;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink {
    /// Place in [`INKS`].
    number: u8,
    pattern: Pattern,
    /// Lines keep the ink's dashes.
    dashed: bool,
}

/// How an ink fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    Solid,
    /// Strokes rising to the right: provisional.
    Rising,
    /// Dots: incomplete.
    Dotted,
    /// Paper inside, ink around.
    Hollow,
}

/// Class, colour, dashes when a line.
pub(super) const INKS: [(&str, &str, &str); 28] = [
    ("c-paper", "#FFFFFF", ""),
    ("c-text", "#1B2327", ""),
    ("c-muted", "#59636A", ""),
    ("c-axis", "#6B757B", ""),
    ("c-grid", "#E1E5E8", ""),
    ("c-accent", "#0A6A70", ""),
    ("c-rest", "#8E9499", ""),
    ("c-s1", "#4A8FDA", ""),
    ("c-s2", "#CC7A1E", ""),
    ("c-s3", "#247251", ""),
    ("c-s4", "#B0328F", ""),
    ("c-s5", "#79161A", ""),
    ("c-s6", "#24404F", ""),
    ("c-s7", "#A08A55", ""),
    ("c-s8", "#6440B5", ""),
    ("c-target", "#A3341B", "7 4"),
    ("c-planned", "#59636A", "2 3"),
    ("c-forecast", "#0A6A70", "5 3"),
    ("c-band", "#E3EBEB", ""),
    ("c-due", "#59636A", "1 3"),
    ("c-q1", "#E4F0EF", ""),
    ("c-q2", "#B4D9D7", ""),
    ("c-q3", "#78B9B8", ""),
    ("c-q4", "#227A7E", ""),
    ("c-q5", "#0A4B52", ""),
    ("c-bright", "#FFFFFF", ""),
    ("c-dark", "#1B2327", ""),
    ("c-outside", "#C0C8CC", ""),
];

impl Ink {
    pub(super) const PAPER: Self = Self::number(0);
    pub(super) const TEXT: Self = Self::number(1);
    pub(super) const MUTED: Self = Self::number(2);
    pub(super) const AXIS: Self = Self::number(3);
    pub(super) const GRID: Self = Self::number(4);
    pub(super) const TARGET: Self = Self::number(15);
    pub(super) const PLANNED: Self = Self::number(16);
    pub(super) const FORECAST: Self = Self::number(17);
    pub(super) const BAND: Self = Self::number(18);
    pub(super) const DUE: Self = Self::number(19);
    /// Text on the two darkest classes, and on the three others: both stay as
    /// they are when paper and text change places.
    pub(super) const BRIGHT: Self = Self::number(25);
    pub(super) const DARK: Self = Self::number(26);
    /// The outline of what takes no part.
    pub(super) const OUTSIDE: Self = Self::number(27);

    const fn number(number: u8) -> Self {
        Self { number, pattern: Pattern::Solid, dashed: true }
    }

    pub(super) const fn of(hue: Hue) -> Self {
        Self::number(match hue {
            Hue::Accent => 5,
            Hue::Rest => 6,
            Hue::Series(place) => 7 + place % 8,
        })
    }

    /// One of the five classes, 0 the lowest.
    pub(super) const fn class(class: u8) -> Self {
        Self::number(20 + if class > 4 { 4 } else { class })
    }

    /// The same ink, marked as not to be relied on yet.
    pub(super) fn standing(self, standing: Standing) -> Self {
        let pattern = match standing {
            Standing::Approved => self.pattern,
            Standing::Provisional => Pattern::Rising,
            Standing::Incomplete { .. } => Pattern::Dotted,
        };
        Self { pattern, ..self }
    }

    /// As a point: filled when approved, else only its outline.
    pub(super) fn dot(self, standing: Standing) -> Self {
        if standing == Standing::Approved { self } else { self.hollow() }
    }

    /// The same ink, without dashes.
    pub(super) fn solid(self) -> Self {
        Self { dashed: false, ..self }
    }

    pub(super) fn hollow(self) -> Self {
        Self { pattern: Pattern::Hollow, ..self }
    }

    pub(super) fn pattern(self) -> Pattern {
        self.pattern
    }

    pub(super) fn class_name(self) -> &'static str {
        self.entry().0
    }

    pub(super) fn colour(self) -> &'static str {
        self.entry().1
    }

    pub(super) fn dashes(self) -> &'static str {
        if self.dashed { self.entry().2 } else { "" }
    }

    fn entry(self) -> (&'static str, &'static str, &'static str) {
        INKS.get(usize::from(self.number)).copied().unwrap_or(INKS[1])
    }

    /// The bit by which a picture remembers which patterns it uses.
    pub(super) fn pattern_bit(self) -> u64 {
        match self.pattern {
            Pattern::Rising => 1 << (self.number % 32),
            Pattern::Dotted => 1 << (32 + self.number % 32),
            Pattern::Solid | Pattern::Hollow => 0,
        }
    }

    /// All inks that have a pattern of their own, for the definitions.
    pub(super) fn patterned() -> impl Iterator<Item = Self> {
        (0_u8..).take(INKS.len()).flat_map(|number| {
            [Pattern::Rising, Pattern::Dotted]
                .map(|pattern| Self { pattern, ..Self::number(number) })
        })
    }

    pub(super) fn from_rgb((number, pattern, dashed): (u8, u8, u8)) -> Self {
        let pattern = match pattern {
            1 => Pattern::Rising,
            2 => Pattern::Dotted,
            3 => Pattern::Hollow,
            _ => Pattern::Solid,
        };
        Self { number, pattern, dashed: dashed != 0 }
    }

    pub(super) fn fill(self) -> ShapeStyle {
        let color = RGBAColor(self.number, self.pattern as u8, u8::from(self.dashed), 1.0);
        ShapeStyle { color, filled: true, stroke_width: 1 }
    }

    pub(super) fn stroke(self, width: u32) -> ShapeStyle {
        ShapeStyle { filled: false, stroke_width: width, ..self.fill() }
    }
}
