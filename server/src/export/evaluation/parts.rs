//! A file of rows in parts: whoever sends them on holds one part at a time,
//! however many figures there are.

use std::borrow::Borrow;
use std::ops::Range;

use app::domain::summary::Summary;

/// Figures in one part: some hundred kilobytes, written in a millisecond.
const FIGURES: usize = 1_000;

/// Appends the rows of these figures; before the first stands what the file
/// begins with.
pub type Rows = fn(&Summary, Range<usize>, &mut Vec<u8>);

/// The parts of a file, in order.
pub struct Parts<S> {
    summary: S,
    rows: Rows,
    /// The first figure of the next part; `None` after the last.
    next: Option<usize>,
}

impl<S: Borrow<Summary>> Parts<S> {
    #[must_use]
    pub fn of(summary: S, rows: Rows) -> Self {
        Self { summary, rows, next: Some(0) }
    }
}

impl<S: Borrow<Summary>> Iterator for Parts<S> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let first = self.next?;
        let summary = self.summary.borrow();
        let end = summary.figures.len().min(first + FIGURES);
        let mut part = Vec::new();
        (self.rows)(summary, first..end, &mut part);
        self.next = (end < summary.figures.len()).then_some(end);
        Some(part)
    }
}

/// All parts in one. They are written twice, the first time only to be
/// measured: memory that grows as needed is for a while twice what is needed.
pub(super) fn whole(summary: &Summary, rows: Rows) -> Vec<u8> {
    let size = Parts::of(summary, rows).map(|part| part.len()).sum();
    let mut file = Vec::with_capacity(size);
    for part in Parts::of(summary, rows) {
        file.extend_from_slice(&part);
    }
    file
}
