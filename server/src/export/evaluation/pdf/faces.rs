//! The faces a document is set in. They are found once in the life of the
//! process; their files, some 90 MB, are read while documents are being set and
//! then let go.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use resvg::usvg::fontdb;
use typst::foundations::Bytes;
use typst::text::{Coverage, Font, FontBook, FontInfo};
use typst::utils::LazyHash;

use crate::export::fonts::{self, Pair};

/// Which faces there are, without their data.
pub(super) struct Faces {
    pub(super) book: LazyHash<FontBook>,
    /// File, and place within it, of each face of the book.
    places: Vec<(PathBuf, u32)>,
    /// Family for figures, headings and charts, whose digits are of one width.
    pub(super) sans: String,
    /// Family for running text; the same where there is no other.
    pub(super) serif: String,
    covered: Covered,
}

/// Faces whose data are there, each read when it is first asked for.
pub(super) struct Opened(Vec<OnceLock<Option<Font>>>);

/// The characters that every face of the sans family has, a bit for each.
struct Covered(Vec<u64>);

impl Faces {
    /// What the first call found serves all others.
    pub(super) fn find(configured: Option<&Path>) -> Option<Arc<Self>> {
        static FOUND: OnceLock<Option<Arc<Faces>>> = OnceLock::new();
        FOUND.get_or_init(|| Self::look(configured).map(Arc::new)).clone()
    }

    fn look(configured: Option<&Path>) -> Option<Self> {
        let chinese = |faces: &Vec<Found>| {
            let first = faces.first();
            first
                .is_some_and(|found| "池湘".chars().all(|c| found.info.coverage.contains(c.into())))
        };
        let family = |faces: &[Found]| faces.first().map(|found| found.info.family.clone());
        let sans = fonts::sans(configured).map(both).find(chinese)?;
        let serif = fonts::serif(configured).map(both).find(chinese).unwrap_or_default();
        let covered = Covered::by(sans.iter().map(|found| &found.info.coverage));
        let sans_family = family(&sans)?;
        let serif_family = family(&serif).unwrap_or_else(|| sans_family.clone());
        let (places, infos): (Vec<_>, Vec<_>) =
            sans.into_iter().chain(serif).map(|found| (found.place, found.info)).unzip();
        Some(Self {
            book: LazyHash::new(FontBook::from_infos(infos)),
            places,
            sans: sans_family,
            serif: serif_family,
            covered,
        })
    }

    /// Whether the character can be set. What only the serif family has does
    /// not count: a character and its marks must come from one face.
    pub(super) fn cover(&self, c: char) -> bool {
        self.covered.has(c.into())
    }

    /// The data, shared with whoever is setting a document just now.
    pub(super) fn open(&self) -> Arc<Opened> {
        static OPENED: Mutex<Weak<Opened>> = Mutex::new(Weak::new());
        let mut kept = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
        kept.upgrade().unwrap_or_else(|| {
            let opened = Arc::new(Opened(self.places.iter().map(|_| OnceLock::new()).collect()));
            *kept = Arc::downgrade(&opened);
            opened
        })
    }
}

impl Opened {
    pub(super) fn font(&self, faces: &Faces, index: usize) -> Option<Font> {
        let place = self.0.get(index)?;
        let (path, at) = faces.places.get(index)?;
        place.get_or_init(|| Font::new(Bytes::new(fs::read(path).ok()?), *at)).clone()
    }

    /// Whether all that was asked for could be read. Typst goes on without a
    /// face, and sets what it does not have as nothing.
    pub(super) fn all_read(&self) -> bool {
        self.0.iter().all(|place| place.get().is_none_or(Option::is_some))
    }
}

impl Covered {
    fn by<'a>(mut faces: impl Iterator<Item = &'a Coverage>) -> Self {
        let mut all = faces.next().map_or_else(Vec::new, bits);
        for face in faces {
            for (here, there) in
                all.iter_mut().zip(bits(face).into_iter().chain([0].into_iter().cycle()))
            {
                *here &= there;
            }
        }
        Self(all)
    }

    fn has(&self, code: u32) -> bool {
        let word = usize::try_from(code / 64).ok().and_then(|at| self.0.get(at));
        word.is_some_and(|word| word >> (code % 64) & 1 == 1)
    }
}

fn bits(coverage: &Coverage) -> Vec<u64> {
    let mut bits = Vec::new();
    for code in coverage.iter() {
        let at = usize::try_from(code / 64).unwrap_or_default();
        if bits.len() <= at {
            bits.resize(at + 1, 0);
        }
        if let Some(word) = bits.get_mut(at) {
            *word |= 1 << (code % 64);
        }
    }
    bits
}

struct Found {
    place: (PathBuf, u32),
    info: FontInfo,
}

/// The regular face and, where there is one, the bold.
fn both(pair: Pair) -> Vec<Found> {
    let Some(regular) = found(pair.regular) else { return Vec::new() };
    [regular].into_iter().chain(pair.bold.and_then(found)).collect()
}

/// What is known of the file's face. The file is mapped, not read.
fn found(path: PathBuf) -> Option<Found> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_file(&path).ok()?;
    let face = fonts::simplified(&fonts)?;
    let info = fonts.with_face_data(face.id, FontInfo::new)??;
    Some(Found { place: (path, face.index), info })
}
