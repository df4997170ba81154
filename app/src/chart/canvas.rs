//! plotters' drawing areas, with the few strokes the charts need. Drawing on a
//! sheet in memory cannot fail, so its outcomes are dropped here, once.

use std::iter::{Once, once};

use plotters::coord::Shift;
use plotters::coord::ranged1d::Ranged;
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle};
use plotters::prelude::{Cartesian2d, CoordTranslate, DrawingArea, IntoDrawingArea};
use plotters::style::ShapeStyle;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

use super::ink::Ink;
use super::svg::{Setting, Sheet, TEXT_SIZE};
use super::text;

/// An area in pixels, or one whose points are given as data.
pub(super) struct Canvas<'a, C: CoordTranslate = Shift> {
    area: DrawingArea<Sheet<'a>, C>,
    /// The sheet's pixel that is this canvas' zero.
    zero: BackendCoord,
    /// Pixels from there to the right end.
    room: i32,
}

/// Where a plot lies on its canvas, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plot {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Plot {
    /// From bottom to top, as a value axis runs.
    pub(super) fn upwards(self) -> (i32, i32) {
        (self.bottom, self.top)
    }

    pub(super) fn across(self) -> (i32, i32) {
        (self.left, self.right)
    }
}

impl<C: CoordTranslate> Canvas<'_, C> {
    fn draw<'e, E>(&self, element: &'e E)
    where
        &'e E: PointCollection<'e, C::From>,
        E: for<'s> Drawable<Sheet<'s>>,
    {
        let _ = self.area.draw(element);
    }

    pub(super) fn rect(&self, from: C::From, to: C::From, ink: Ink) {
        self.draw(&Rectangle::new([from, to], ink.fill()));
    }

    /// A rectangle without filling.
    pub(super) fn outline(&self, from: C::From, to: C::From, ink: Ink) {
        self.draw(&Rectangle::new([from, to], ink.stroke(1)));
    }

    /// One straight line.
    pub(super) fn line(&self, from: C::From, to: C::From, ink: Ink, width: u32) {
        self.draw(&Stroke { ends: [from, to], style: ink.stroke(width) });
    }

    /// Points joined in order; fewer than two draw nothing.
    pub(super) fn path(&self, points: Vec<C::From>, ink: Ink, width: u32) {
        if points.len() > 1 {
            self.draw(&PathElement::new(points, ink.stroke(width)));
        }
    }

    pub(super) fn polygon(&self, points: Vec<C::From>, ink: Ink) {
        self.draw(&Polygon::new(points, ink.fill()));
    }

    pub(super) fn dot(&self, at: C::From, radius: u32, ink: Ink) {
        self.draw(&Circle::new(at, radius, ink.fill().stroke_width(2)));
    }
}

impl<'a> Canvas<'a, Shift> {
    pub(super) fn new(sheet: Sheet<'a>) -> Self {
        let room = i32::try_from(sheet.size.0).unwrap_or(i32::MAX);
        Self { area: sheet.into_drawing_area(), zero: (0, 0), room }
    }

    /// The same sheet without `left` pixels at both sides and `top` above.
    pub(super) fn within(&self, left: i32, top: i32) -> Self {
        let zero = (self.zero.0 + left, self.zero.1 + top);
        Self { area: self.area.apply_coord_spec(Shift(zero)), zero, room: self.room - 2 * left }
    }

    pub(super) fn below(&self, top: i32) -> Self {
        self.within(0, top)
    }

    /// How wide it is.
    pub(super) fn room(&self) -> i32 {
        self.room
    }

    /// The same sheet with points given as data.
    pub(super) fn plot<X: Ranged, Y: Ranged>(
        &self,
        x: X,
        y: Y,
        at: Plot,
    ) -> Canvas<'a, Cartesian2d<X, Y>> {
        let (left, top) = self.zero;
        let across = left + at.left..left + at.right;
        let coordinates = Cartesian2d::new(x, y, (across, top + at.bottom..top + at.top));
        let area = self.area.apply_coord_spec(coordinates);
        Canvas { area, zero: self.zero, room: self.room }
    }

    pub(super) fn text(&self, at: BackendCoord, text: &str, set: Setting) {
        let _ = self.area.draw(&Label { at, text, full: None, set });
    }

    /// Text that must keep to `room` pixels: shortened where it is too long,
    /// the whole of it in the element's title.
    pub(super) fn fitted(&self, at: BackendCoord, text: &str, room: i32, set: Setting) {
        self.fitted_for(at, text, text, room, set);
    }

    /// The same where `text` already stands for something longer.
    pub(super) fn fitted_for(
        &self,
        at: BackendCoord,
        text: &str,
        full: &str,
        room: i32,
        set: Setting,
    ) {
        let short = text::shorten(text, set.size, room);
        let full = (short != full).then_some(full);
        let _ = self.area.draw(&Label { at, text: &short, full, set });
    }

    /// As [`Self::fitted`]; nothing where there is no text or no room.
    pub(super) fn fitted_if(&self, at: BackendCoord, text: &str, room: i32, set: Setting) {
        if !text.is_empty() && room > set.size {
            self.fitted(at, text, room, set);
        }
    }

    /// A line of a name that was broken into `shown`; the title goes with it
    /// where something was left out.
    pub(super) fn part(&self, at: BackendCoord, shown: &str, full: &str, set: Setting) {
        let full = shown.ends_with('…').then_some(full);
        let _ = self.area.draw(&Label { at, text: shown, full, set });
    }
}

impl Setting {
    pub(super) const fn plain() -> Self {
        Self { ink: Ink::TEXT, size: TEXT_SIZE, anchor: HPos::Left, bold: false, upright: false }
    }

    pub(super) const fn muted() -> Self {
        Self::plain().ink(Ink::MUTED)
    }

    pub(super) const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    pub(super) const fn size(self, size: i32) -> Self {
        Self { size, ..self }
    }

    pub(super) const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) const fn upright(self) -> Self {
        Self { upright: true, ..self }
    }

    pub(super) const fn centred(self) -> Self {
        Self { anchor: HPos::Center, ..self }
    }

    pub(super) const fn right(self) -> Self {
        Self { anchor: HPos::Right, ..self }
    }
}

struct Stroke<P> {
    ends: [P; 2],
    style: ShapeStyle,
}

impl<'e, P> PointCollection<'e, P> for &'e Stroke<P> {
    type Point = &'e P;
    type IntoIter = std::slice::Iter<'e, P>;

    fn point_iter(self) -> Self::IntoIter {
        self.ends.iter()
    }
}

impl<P, B: DrawingBackend> Drawable<B> for Stroke<P> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut ends: I,
        backend: &mut B,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        match (ends.next(), ends.next()) {
            (Some(from), Some(to)) => backend.draw_line(from, to, &self.style),
            _ => Ok(()),
        }
    }
}

struct Label<'t> {
    at: BackendCoord,
    text: &'t str,
    full: Option<&'t str>,
    set: Setting,
}

impl<'e> PointCollection<'e, BackendCoord> for &'e Label<'_> {
    type Point = &'e BackendCoord;
    type IntoIter = Once<&'e BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        once(&self.at)
    }
}

impl<'s> Drawable<Sheet<'s>> for Label<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut at: I,
        sheet: &mut Sheet<'s>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<std::convert::Infallible>> {
        if let Some(at) = at.next() {
            sheet.text(self.text, self.full, at, self.set);
        }
        Ok(())
    }
}
