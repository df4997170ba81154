//! The sheets before the tables: cover, contents, notes.

use app::domain::summary::{Block, Summary};
use app::locale::office_words as words;
use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::look::{Kind, Look};
use super::sheet::{HEAD, Top, mark, text, top};
use super::{Sheets, names};

/// Title, issuer, particulars.
pub(super) fn cover(
    to: &mut Worksheet,
    summary: &Summary,
    mark: &str,
    look: &Look,
) -> Result<(), XlsxError> {
    let head = &summary.head;
    to.set_column_width(0, 24)?.set_column_width(1, 90)?;
    to.set_screen_gridlines(false).set_paper_size(9).set_print_fit_to_pages(1, 0);
    let lines = [
        (head.title.as_str(), &look.title),
        (&head.subtitle, &look.subtitle),
        (&head.issuer, &look.about),
        (mark, &look.mark),
    ];
    for (row, (line, format)) in (0..).zip(lines) {
        if !line.is_empty() {
            text(to, (row, 0), line, format)?;
        }
    }
    for (row, (name, line)) in (HEAD + 2..).zip(&head.cover) {
        text(to, (row, 0), name, &look.name)?;
        text(to, (row, 1), line, &look.text)?;
    }
    Ok(())
}

/// Every sheet with a table, as a link.
pub(super) fn contents(
    to: &mut Worksheet,
    summary: &Summary,
    sheets: &Sheets,
    above: &Top,
    look: &Look,
) -> Result<(), XlsxError> {
    to.set_column_width(0, 34)?.set_column_width(1, 70)?.set_column_width(2, 34)?;
    to.set_screen_gridlines(false).set_paper_size(9).set_print_fit_to_pages(1, 0);
    to.write_string_with_format(0, 0, above.title, &look.title)?;
    let origin = if above.marked { &look.mark } else { &look.about };
    to.write_string_with_format(1, 0, above.origin, origin)?;
    let locale = above.locale;
    let tables = summary.sections.iter().flat_map(|section| {
        let tables = section.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table.title.as_str()),
            _ => None,
        });
        tables.map(|title| (title, section.heading.as_str()))
    });
    let mut rows = vec![(sheets.notes.as_str(), words::notes(locale), "")];
    rows.extend(
        sheets
            .tables
            .iter()
            .zip(tables)
            .map(|(sheet, (title, section))| (sheet.as_str(), title, section)),
    );
    rows.push((&sheets.figures, words::all_figures(locale), ""));
    let headings = [words::sheet(locale), words::table(locale), words::section(locale)];
    let headings = headings.map(|heading| (heading.to_owned(), false));
    mark(to, "s_contents", above.title, &headings, rows.len(), look)?;
    for (row, (sheet, title, section)) in (HEAD + 1..).zip(rows) {
        let link = Url::new(format!("internal:'{sheet}'!A1")).set_text(sheet);
        to.write_url_with_format(row, 0, link, &look.link)?;
        text(to, (row, 1), title, &look.cell(Kind::default()))?;
        text(to, (row, 2), section, &look.cell(Kind::default()))?;
    }
    Ok(())
}

/// What is said in words: narrative and footnotes, by section and table.
pub(super) fn notes(
    to: &mut Worksheet,
    summary: &Summary,
    above: &Top,
    look: &Look,
) -> Result<(), XlsxError> {
    to.set_column_width(0, 28)?.set_column_width(1, 34)?.set_column_width(2, 90)?;
    let locale = above.locale;
    let mut rows: Vec<[&str; 3]> = Vec::new();
    for section in &summary.sections {
        for block in &section.blocks {
            match block {
                Block::Text(text) => rows.push([&section.heading, "", text]),
                Block::Table(table) => {
                    let notes = table.notes.iter();
                    rows.extend(notes.map(|note| [section.heading.as_str(), &table.title, note]));
                }
                Block::Chart(_) | Block::Signature(_) => {}
            }
        }
    }
    top(to, above, look)?;
    let headings = [words::section(locale), words::table(locale), words::note(locale)];
    let headings = headings.map(|heading| (heading.to_owned(), false));
    mark(to, "s_notes", above.title, &headings, rows.len(), look)?;
    for (row, cells) in (HEAD + 1..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            text(to, (row, column), &names::cell(cell), &look.cell(Kind::default()))?;
        }
    }
    Ok(())
}
