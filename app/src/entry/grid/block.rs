//! The text of a block as spreadsheets put it on the clipboard: cells parted
//! by tabs, rows by line ends, cells with either of them in quotes.

/// Rows of cells, as they were copied. Rows may differ in length.
pub type Block = Vec<Vec<String>>;

/// More cells are no part of a form; the rest is not read.
const MOST_CELLS: usize = 5_000;

/// Reads a block. CR, LF and CR LF end a row; the last one may be missing. A
/// cell that begins with a quote goes on to the closing one, with `""` for a
/// quote within; where none closes it, the quote is a character like others.
#[must_use]
pub fn read(text: &str) -> Block {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut rows = Block::new();
    let (mut row, mut rest, mut cells) = (Vec::new(), text, 0);
    while !rest.is_empty() && cells < MOST_CELLS {
        let (cell, behind) = quoted(rest).unwrap_or_else(|| plain(rest));
        row.push(cell);
        cells += 1;
        match behind.strip_prefix('\t') {
            // A tab at the very end still begins a last, empty cell.
            Some("") => {
                row.push(String::new());
                rest = "";
            }
            Some(next) => rest = next,
            None => {
                rest = after_line_end(behind);
                rows.push(std::mem::take(&mut row));
            }
        }
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

/// Whether the text is more than one cell.
#[must_use]
pub fn is_block(block: &Block) -> bool {
    block.len() > 1 || block.first().is_some_and(|row| row.len() > 1)
}

fn plain(text: &str) -> (String, &str) {
    let end = text.find(['\t', '\n', '\r']).unwrap_or(text.len());
    let (cell, behind) = text.split_at(end);
    (cell.to_owned(), behind)
}

/// A cell in quotes, and what is behind it: a tab, a line end or nothing.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let (part, behind) = rest.split_once('"')?;
        cell.push_str(part);
        match behind.strip_prefix('"') {
            Some(next) => {
                cell.push('"');
                rest = next;
            }
            None => {
                let ends = behind.is_empty() || behind.starts_with(['\t', '\n', '\r']);
                return ends.then_some((cell, behind));
            }
        }
    }
}

fn after_line_end(text: &str) -> &str {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix(['\n', '\r'])).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_end_as_each_spreadsheet_ends_them() {
        for text in ["1\t2\r\n3\t4\r\n", "1\t2\n3\t4", "1\t2\r3\t4\r", "\u{FEFF}1\t2\n3\t4\n"] {
            assert_eq!(read(text), [["1", "2"], ["3", "4"]], "{text:?}");
        }
    }

    #[test]
    fn empty_cells_and_rows_keep_their_places() {
        assert_eq!(read("1\n\n3\n"), [["1"], [""], ["3"]]);
        assert_eq!(read("\t2\t\n"), [["", "2", ""]]);
        assert_eq!(read("1\t"), [["1", ""]]);
        assert_eq!(read(""), Block::new());
    }

    #[test]
    fn a_quoted_cell_holds_tabs_line_ends_and_quotes() {
        assert_eq!(read("\"a\tb\nc \"\"d\"\"\"\t2\n"), [["a\tb\nc \"d\"", "2"]]);
        assert_eq!(read("\"1\"\r\n\"2\""), [["1"], ["2"]]);
    }

    #[test]
    fn a_quote_that_is_not_closed_is_a_character() {
        assert_eq!(read("\"12\t3\n4"), vec![vec!["\"12".to_owned(), "3".into()], vec!["4".into()]]);
        assert_eq!(read("\"12\"x\t3"), [["\"12\"x", "3"]]);
    }

    #[test]
    fn one_cell_is_no_block() {
        assert!(!is_block(&read("12500\r\n")));
        assert!(is_block(&read("1\n2")));
        assert!(is_block(&read("1\t2")));
    }

    #[test]
    fn a_column_of_a_whole_sheet_is_cut_off() {
        assert_eq!(read(&"\n".repeat(1_048_576)).len(), MOST_CELLS);
    }
}
