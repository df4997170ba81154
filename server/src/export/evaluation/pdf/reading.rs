//! A PDF read back: which evaluation it says it is, and every text that a
//! reader of its pages sees. Takes any bytes, also those of no PDF; what is no
//! PDF, or would unpack to more than a document of ours ever holds, is `None`.

use std::io;

use flate2::read::ZlibDecoder;
use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};

/// What is read from a PDF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PdfTexts {
    /// The evaluation's number; `None` for a preview, and for what is not ours.
    pub number: Option<String>,
    /// SHA-256 of the summary's canonical spelling, as the file says it.
    pub sha256: Option<String>,
    /// The visible words in reading order: a cell's text, a word of a sentence,
    /// a line of one where it has no spaces. Headers and footers of pages are
    /// among them.
    pub tokens: Vec<String>,
}

/// No document of ours comes near.
const LARGEST: usize = 64 << 20;
const UNPACKED: u64 = 512 << 20;
const TOKENS: usize = 4 << 20;
/// A character without a name in the file; then it is not as we wrote it.
const UNKNOWN: char = '\u{fffd}';

/// Reads what [`super::write`] wrote, and what somebody made of it.
#[must_use]
pub fn texts(pdf: &[u8]) -> Option<PdfTexts> {
    if pdf.len() > LARGEST || !unpacks_modestly(pdf) {
        return None;
    }
    let file = Pdf::new(pdf.to_vec()).ok()?;
    let keywords = file.metadata().keywords.as_deref().map(decoded).unwrap_or_default();
    let mut words = keywords.split(", ");
    let number = words.next().filter(|number| !number.is_empty()).map(str::to_owned);
    let sha256 = words.find_map(|word| word.strip_prefix("sha256:")).map(str::to_owned);

    let cache = InterpreterCache::new();
    let mut reader = Reader::default();
    for page in file.pages().iter() {
        let nowhere = Rect::new(0.0, 0.0, 1.0, 1.0);
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, nowhere, &cache, file.xref(), settings);
        interpret_page(page, &mut context, &mut reader);
        reader.end();
    }
    // Without the mark it may be any PDF.
    let number = number.filter(|_| sha256.is_some());
    Some(PdfTexts { number, sha256, tokens: reader.tokens })
}

/// A text string of PDF: UTF-16 with a byte-order mark, UTF-8 with one, or,
/// for our purposes, ASCII.
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, utf16 @ ..] => {
            let pairs = utf16.chunks_exact(2);
            let units =
                pairs.map(|pair| pair.iter().fold(0, |unit, it| unit << 8 | u16::from(*it)));
            char::decode_utf16(units).map(|c| c.unwrap_or(UNKNOWN)).collect()
        }
        [0xef, 0xbb, 0xbf, utf8 @ ..] | utf8 => String::from_utf8_lossy(utf8).into_owned(),
    }
}

/// Whether all streams together stay below [`UNPACKED`]. The interpreter would
/// unpack them whole; a few kilobytes can hold gigabytes.
fn unpacks_modestly(pdf: &[u8]) -> bool {
    const KEYWORD: &[u8] = b"stream";
    let mut left = UNPACKED;
    let mut from = 0;
    while let Some(found) = pdf.get(from..).and_then(|rest| find(rest, KEYWORD)) {
        let at = from + found;
        from = at + KEYWORD.len();
        let head = pdf.get(at.saturating_sub(512)..at).unwrap_or_default();
        if head.ends_with(b"end") {
            continue;
        }
        let dictionary = head.rsplit(|byte| *byte == b'j').next().unwrap_or_default();
        // One thing packed into another grows by the product of both.
        if count(dictionary, b"Decode ") + count(dictionary, b"Decode/") > 1
            || find(dictionary, b"LZW").is_some()
        {
            return false;
        }
        let data = pdf.get(from..).unwrap_or_default();
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let mut unpacked = io::Read::take(ZlibDecoder::new(data), left);
        // What is no zlib stream ends at once.
        let mut counted = Counted(0);
        let _ = io::copy(&mut unpacked, &mut counted);
        left = left.saturating_sub(counted.0);
        if left == 0 {
            return false;
        }
    }
    true
}

struct Counted(u64);

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(bytes.len().try_into().unwrap_or(u64::MAX));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|window| window == what)
}

fn count(within: &[u8], what: &[u8]) -> usize {
    within.windows(what.len()).filter(|window| *window == what).count()
}

/// Takes down glyphs as words.
#[derive(Default)]
struct Reader {
    tokens: Vec<String>,
    word: String,
    /// Where the next glyph stands if it belongs to the same word.
    next: Option<(Point, f64)>,
}

impl Reader {
    fn end(&mut self) {
        let word = std::mem::take(&mut self.word);
        if !word.is_empty() && self.tokens.len() < TOKENS {
            self.tokens.push(word);
        }
        self.next = None;
    }

    fn take(&mut self, c: char) {
        match c {
            // A place where a long word may be broken.
            '\u{200b}' => {}
            c if c.is_whitespace() => self.end(),
            c => self.word.push(c),
        }
    }

    /// Whether the glyph at `at` follows upon the last one without a gap.
    #[expect(clippy::float_arithmetic, reason = "places on a page, no figures")]
    fn follows(&self, at: Point) -> bool {
        /// Of the size of the text: more than what is put between Chinese and
        /// Latin letters, less than what is between columns.
        const GAP: f64 = 0.35;
        self.next.is_none_or(|(next, size)| next.distance(at) < GAP * size)
    }
}

impl<'a> Device<'a> for Reader {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        if matches!(mode, GlyphDrawMode::Invisible) {
            return;
        }
        let placed = transform * glyph_transform;
        if !self.follows(placed * Point::ORIGIN) {
            self.end();
        }
        let shape = match glyph {
            Glyph::Outline(outline) => outline.glyph_id().to_u32(),
            Glyph::Type3(_) => 1,
        };
        match glyph.as_unicode() {
            // The shape that stands for a missing one.
            _ if shape == 0 => self.take(UNKNOWN),
            Some(BfString::Char(c)) => self.take(c),
            Some(BfString::String(text)) => text.chars().for_each(|c| self.take(c)),
            None => self.take(UNKNOWN),
        }
        // Glyphs are given for an em of 1,000.
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width().map_or(1_000.0, f64::from),
            Glyph::Type3(_) => 1_000.0,
        };
        let em = (placed * Point::new(1_000.0, 0.0)).distance(placed * Point::ORIGIN);
        if !self.word.is_empty() {
            self.next = Some((placed * Point::new(advance, 0.0), em));
        }
    }

    fn begin_marked_content(&mut self, _: &[u8], _: Option<i32>) {
        self.end();
    }

    fn end_marked_content(&mut self) {
        self.end();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}

    fn pop_clip_path(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
