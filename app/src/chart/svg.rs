//! The SVG itself. plotters' own SVG backend knows no classes, hatching,
//! dashes or titles, repeats the font with every word and measures Chinese
//! wrongly; this one writes what a page under a strict content security policy
//! can restyle: presentation attributes as the fallback, classes to override
//! them, never a `style` attribute.
//!
//! | class | on |
//! |---|---|
//! | `chart` | the `<svg>` |
//! | `c-fill` | what is filled with its ink: shapes and text |
//! | `c-line` | what is stroked with its ink |
//! | `c-hatch` | filled with a pattern, outlined with its ink |
//! | `c-hollow` | filled with paper, outlined with its ink |
//! | `c-paper` … `c-bright` | the ink, see [`super::ink`] |
//!
//! So dark mode sets one variable per ink: `.c-s1 { --c-ink: … }`,
//! `.c-fill { fill: var(--c-ink) }`, `.c-line, .c-hatch { stroke: var(--c-ink) }`.

use std::cell::Cell;
use std::convert::Infallible;
use std::fmt::{self, Write as _};

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind,
};

use plotters::style::text_anchor::HPos;

use super::Frame;
use super::ink::{Ink, Pattern};
use super::text::is_dropped;

/// Chinese first; the last resort is the reader's own.
const FONTS: &str = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif";
/// What text is set in unless it says otherwise.
pub(super) const TEXT_SIZE: i32 = 12;

type Outcome = Result<(), DrawingErrorKind<Infallible>>;

/// The sheet plotters draws on: every element one line of SVG.
pub(super) struct Sheet<'a> {
    pub(super) out: &'a mut String,
    pub(super) size: (u32, u32),
    pub(super) id: &'a str,
    /// Which patterns were used, by [`Ink::pattern_bit`].
    pub(super) patterns: &'a Cell<u64>,
}

/// One line of text as it stands in the picture.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    pub(super) ink: Ink,
    pub(super) size: i32,
    pub(super) anchor: HPos,
    pub(super) bold: bool,
    /// Reads upwards.
    pub(super) upright: bool,
}

impl Sheet<'_> {
    /// `at` is the end of the baseline that `anchor` names. `full` is what a
    /// shortened text stands for.
    pub(super) fn text(&mut self, text: &str, full: Option<&str>, at: BackendCoord, set: Setting) {
        let (x, y) = at;
        self.open("text", "c-fill", set.ink);
        self.put(format_args!(" x=\"{x}\" y=\"{y}\" fill=\"{}\"", set.ink.colour()));
        match set.anchor {
            HPos::Left => {}
            HPos::Center => self.out.push_str(" text-anchor=\"middle\""),
            HPos::Right => self.out.push_str(" text-anchor=\"end\""),
        }
        if set.size != TEXT_SIZE {
            self.put(format_args!(" font-size=\"{}\"", set.size));
        }
        if set.bold {
            self.out.push_str(" font-weight=\"600\"");
        }
        if set.upright {
            self.put(format_args!(" transform=\"rotate(-90 {x} {y})\""));
        }
        self.out.push('>');
        if let Some(full) = full {
            self.out.push_str("<title>");
            escape(self.out, full);
            self.out.push_str("</title>");
        }
        escape(self.out, text);
        self.out.push_str("</text>\n");
    }

    fn open(&mut self, tag: &str, kind: &str, ink: Ink) {
        self.put(format_args!("<{tag} class=\"{kind} {}\"", ink.class_name()));
    }

    fn line_style(&mut self, ink: Ink, width: u32) {
        self.put(format_args!(" fill=\"none\" stroke=\"{}\"", ink.colour()));
        if width != 1 {
            self.put(format_args!(" stroke-width=\"{width}\""));
        }
        if !ink.dashes().is_empty() {
            self.put(format_args!(" stroke-dasharray=\"{}\"", ink.dashes()));
        }
        self.out.push_str("/>\n");
    }

    fn points(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        self.out.push_str(" points=\"");
        for (at, (x, y)) in points.into_iter().enumerate() {
            let space = if at == 0 { "" } else { " " };
            self.put(format_args!("{space}{x},{y}"));
        }
        self.out.push('"');
    }

    fn put(&mut self, text: fmt::Arguments) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(text);
    }
}

fn ink<S: BackendStyle>(style: &S) -> Ink {
    Ink::from_rgb(style.color().rgb)
}

impl DrawingBackend for Sheet<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        Ok(())
    }

    fn present(&mut self) -> Outcome {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Outcome {
        Ok(())
    }

    /// Straight lines lie on the middle of a pixel, so that they stay sharp.
    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Outcome {
        let ink = ink(style);
        self.open("path", "c-line", ink);
        if from.1 == to.1 {
            self.put(format_args!(" d=\"M{} {}.5H{}\"", from.0, from.1, to.0));
        } else if from.0 == to.0 {
            self.put(format_args!(" d=\"M{}.5 {}V{}\"", from.0, from.1, to.1));
        } else {
            self.put(format_args!(" d=\"M{} {}L{} {}\"", from.0, from.1, to.0, to.1));
        }
        self.line_style(ink, style.stroke_width());
        Ok(())
    }

    /// Nothing is written for a rectangle without area.
    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        filled: bool,
    ) -> Outcome {
        let ink = ink(style);
        let (width, height) = (to.0.saturating_sub(from.0), to.1.saturating_sub(from.1));
        if width <= 0 || height <= 0 {
            return Ok(());
        }
        self.patterns.set(self.patterns.get() | ink.pattern_bit());
        let hatch = matches!(ink.pattern(), Pattern::Rising | Pattern::Dotted);
        let kind = match ink.pattern() {
            _ if !filled => "c-line",
            Pattern::Solid => "c-fill",
            Pattern::Hollow => "c-hollow",
            Pattern::Rising | Pattern::Dotted => "c-hatch",
        };
        self.open("rect", kind, ink);
        if filled && ink.pattern() == Pattern::Solid {
            self.put(format_args!(
                " x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
                from.0,
                from.1,
                ink.colour()
            ));
            return Ok(());
        }
        // The outline lies inside, on the middle of its pixels.
        self.put(format_args!(
            " x=\"{}.5\" y=\"{}.5\" width=\"{}\" height=\"{}\" stroke=\"{}\"",
            from.0,
            from.1,
            width - 1,
            height - 1,
            ink.colour()
        ));
        if hatch && filled {
            let id = self.id;
            self.put(format_args!(" fill=\"url(#{id}-{})\"/>\n", PatternId(ink)));
        } else {
            let inside = if filled { Ink::PAPER.colour() } else { "none" };
            self.put(format_args!(" fill=\"{inside}\"/>\n"));
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        let ink = ink(style);
        self.open("polyline", "c-line", ink);
        self.points(path);
        self.line_style(ink, style.stroke_width());
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        _: bool,
    ) -> Outcome {
        let ink = ink(style);
        let solid = ink.pattern() == Pattern::Solid;
        self.open("circle", if solid { "c-fill" } else { "c-hollow" }, ink);
        self.put(format_args!(" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\""));
        if solid {
            self.put(format_args!(" fill=\"{}\"/>\n", ink.colour()));
        } else {
            let width = style.stroke_width();
            self.put(format_args!(
                " fill=\"{}\" stroke=\"{}\" stroke-width=\"{width}\"/>\n",
                Ink::PAPER.colour(),
                ink.colour()
            ));
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        let ink = ink(style);
        self.open("polygon", "c-fill", ink);
        self.points(path);
        self.put(format_args!(" fill=\"{}\"/>\n", ink.colour()));
        Ok(())
    }
}

/// `rising-c-s1`
struct PatternId(Ink);

impl fmt::Display for PatternId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.0.pattern() == Pattern::Dotted { "dotted" } else { "rising" };
        write!(out, "{name}-{}", self.0.class_name())
    }
}

/// The finished document around `body`.
pub(super) fn document(
    frame: &Frame,
    id: &str,
    size: (u32, u32),
    patterns: u64,
    body: &str,
) -> String {
    let (width, height) = size;
    let mut out = String::with_capacity(body.len() + 2048);
    let lang = if frame.lang.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        frame.lang
    } else {
        ""
    };
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\" \
         lang=\"{lang}\" xml:lang=\"{lang}\" font-family=\"{FONTS}\" font-size=\"{TEXT_SIZE}\""
    );
    if frame.standalone {
        let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
    }
    let _ = write!(out, ">\n<title id=\"{id}-title\">");
    escape(&mut out, &frame.title);
    let _ = write!(out, "</title>\n<desc id=\"{id}-desc\">");
    escape(&mut out, &frame.description);
    out.push_str("</desc>\n");
    if patterns != 0 {
        out.push_str("<defs>\n");
        for ink in Ink::patterned().filter(|ink| patterns & ink.pattern_bit() != 0) {
            pattern(&mut out, id, ink);
        }
        out.push_str("</defs>\n");
    }
    out.push_str(body);
    out.push_str("</svg>\n");
    out
}

fn pattern(out: &mut String, id: &str, ink: Ink) {
    let (class, colour) = (ink.class_name(), ink.colour());
    let paper = Ink::PAPER;
    let mark = if ink.pattern() == Pattern::Dotted {
        format!("<path class=\"c-fill {class}\" fill=\"{colour}\" d=\"M0 0h2v2h-2zM3 3h2v2h-2z\"/>")
    } else {
        format!(
            "<path class=\"c-line {class}\" stroke=\"{colour}\" stroke-width=\"2\" d=\"M-1 7L7 -1M-1 1L1 -1M5 7L7 5\"/>"
        )
    };
    let _ = writeln!(
        out,
        "<pattern id=\"{id}-{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
         <rect class=\"c-fill {}\" width=\"6\" height=\"6\" fill=\"{}\"/>{mark}</pattern>",
        PatternId(ink),
        paper.class_name(),
        paper.colour()
    );
}

/// An id made of what an id and a `url(#…)` may hold.
pub(super) fn plain_id(id: &str) -> String {
    let plain: String = id
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .take(80)
        .collect();
    if plain.starts_with(|c: char| c.is_ascii_alphabetic()) {
        plain
    } else {
        format!("chart{plain}")
    }
}

/// Text as XML may hold it: markup escaped, controls dropped, every white
/// space a space.
pub(super) fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(' '),
            _ if is_dropped(letter) => {}
            _ => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::margins;
    use crate::chart::testing::{Picture, frame};

    fn standalone() -> Frame {
        Frame { standalone: true, ..frame() }
    }

    #[test]
    fn a_file_of_its_own_carries_size_title_and_mark() {
        let svg = margins::page(&standalone(), 100, &[], |_| {});
        let picture = Picture::read(&svg);
        assert_eq!(picture.texts(), ["回收量", "吨，当季值", "演示数据 DEMO"]);
        assert!(svg.contains("width=\"720\" height=\""));
        let embedded = margins::page(&frame(), 100, &[], |_| {});
        assert!(Picture::read(&embedded).texts().is_empty());
        assert!(!embedded.contains("<svg width") && embedded.contains("viewBox=\"0 0 720 100\""));
    }

    #[test]
    fn nothing_typed_becomes_markup() {
        let evil = "\u{0}</title><script>alert('x')</script>\u{202E}&amp;\u{FFFF}\"";
        let frame = Frame {
            title: evil.into(),
            description: evil.into(),
            mark: Some(evil.into()),
            id: "a\" onload=\"b".into(),
            ..standalone()
        };
        let svg = margins::page(&frame, 100, &[], |_| {});
        let picture = Picture::read(&svg);
        assert!(picture.texts()[0].starts_with("</title><script>alert('x')</script>&amp;\""));
        assert!(svg.contains("id=\"aonloadb-title\""));
    }

    #[test]
    fn ids_are_plain() {
        for (id, plain) in [
            ("volume-1", "volume-1"),
            ("1", "chart1"),
            ("量", "chart"),
            ("", "chart"),
            ("a)b(", "ab"),
        ] {
            assert_eq!(plain_id(id), plain);
        }
    }
}
