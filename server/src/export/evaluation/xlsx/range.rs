//! The range of a table of very many rows, put right in the finished file.
//!
//! The library notes every cell of a table's range down, to find tables that
//! overlap; for a hundred thousand rows that is more than all figures take. Such
//! a table is therefore handed to it with its first row alone.

use std::io::{Cursor, Read as _, Write as _};

use rust_xlsxwriter::utility::cell_range;
use zip::result::ZipError;
use zip::{ZipArchive, ZipWriter};

use super::sheet::HEAD;

/// The folder of the tables' parts.
const TABLES: &str = "xl/tables/";

/// The file in which the table has so many rows and columns; everything else
/// is copied as it is packed.
pub(super) fn widened(
    file: &[u8],
    table: &str,
    rows: usize,
    columns: usize,
) -> Result<Vec<u8>, ZipError> {
    let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
    let range =
        |rows: u32| format!(" ref=\"{}\"", cell_range(HEAD, 0, HEAD.saturating_add(rows), last));
    let (before, after) = (range(1), range(u32::try_from(rows).unwrap_or(u32::MAX)));
    let named = format!(" displayName=\"{table}\"");
    let mut from = ZipArchive::new(Cursor::new(file))?;
    let mut to = ZipWriter::new(Cursor::new(Vec::with_capacity(file.len() + 1_024)));
    for at in 0..from.len() {
        let packed = from.by_index_raw(at)?;
        if !packed.name()?.starts_with(TABLES) {
            to.raw_copy_file(packed)?;
            continue;
        }
        drop(packed);
        let mut entry = from.by_index(at)?;
        let mut part = String::new();
        entry.read_to_string(&mut part)?;
        if part.contains(&named) {
            part = part.replacen(&before, &after, 1);
        }
        to.start_file(entry.name()?, entry.options())?;
        to.write_all(part.as_bytes())?;
    }
    Ok(to.finish()?.into_inner())
}
