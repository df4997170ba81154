//! Office files as others send them. What is read is bounded before it is
//! unpacked and while it is: bytes, parts, sheets, cells, text. Cells come as a
//! stream, so that two far-apart ones cost no more than two near ones.
//!
//! What the files mean is not known here: forms are read in `import::template`.

pub(crate) mod address;
pub(crate) mod cells;
pub(crate) mod container;
pub(crate) mod number;
pub(crate) mod package;
pub(crate) mod relations;
pub(crate) mod strings;
pub(crate) mod style;
pub(crate) mod workbook;
pub(crate) mod xml;

/// How much a file may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Of the file.
    pub bytes: u64,
    /// Unpacked, all parts together.
    pub inflated: u64,
    /// How many times more it is unpacked, where that is much at all.
    pub density: u64,
    pub entries: usize,
    pub sheets: usize,
    /// Cells of a sheet that hold something.
    pub cells: usize,
    /// Where they may stand.
    pub rows: u32,
    pub columns: u32,
    /// Bytes of text in all cells of a sheet.
    pub text: usize,
}
