//! The workbook.

use app::domain::summary::{Block, Cell, Summary, Table};
use app::locale::Locale;
use server::export::evaluation::xlsx::{names, sheet, write};
use support::parse_csv;

use crate::libreoffice::{SHEETS, converted};
use crate::parts::Parts;
use crate::{composed, hostile, sample};

/// Sheets before those of the tables.
const BEFORE: usize = 3;

fn file(summary: &Summary) -> Vec<u8> {
    write(summary).unwrap_or_else(|error| panic!("{error}"))
}

/// The XML of the sheet of a table, counted from 0.
fn sheet_of(parts: &Parts, table: usize) -> String {
    parts.text(&format!("xl/worksheets/sheet{}.xml", BEFORE + table + 1))
}

/// The cell's XML; rows and columns are the table's, counted from 0.
fn cell_xml(sheet: &str, row: usize, column: usize) -> &str {
    let letter = char::from(b'A' + u8::try_from(column).expect("few"));
    let address = format!("<c r=\"{letter}{}\"", sheet::HEAD as usize + row + 2);
    let from = sheet.find(&address).unwrap_or_else(|| panic!("no {address}"));
    let end = sheet[from..].find("</c>").or_else(|| sheet[from..].find("/>")).expect("its end");
    &sheet[from..from + end]
}

#[test]
fn numbers_are_numbers_and_nothing_is_a_formula() {
    let summary = composed::summary(Locale::Zh);
    let parts = Parts::of(&file(&summary));
    let mut numbers = 0;
    for (at, table) in summary.tables().enumerate() {
        let sheet = sheet_of(&parts, at);
        assert!(!sheet.contains("<f>") && !sheet.contains("<mergeCell"), "{}", table.code);
        assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<tablePart "));
        for (row, content) in table.rows.iter().enumerate() {
            for (column, cell) in content.cells.iter().enumerate() {
                let Some((number, _)) = &cell.number else { continue };
                let xml = cell_xml(&sheet, row, column);
                assert!(!xml.contains(" t=\""), "{xml}");
                let value = xml.split("<v>").nth(1).and_then(|rest| rest.split('<').next());
                assert_eq!(value, Some(number.to_string().as_str()), "{}", cell.text);
                numbers += 1;
            }
        }
    }
    assert!(numbers > 500, "{numbers}");
}

#[test]
fn a_number_no_spreadsheet_keeps_is_text() {
    let mut summary = sample::summary(Locale::En);
    let long = "123456789012345678.25";
    let block =
        summary.sections[0].blocks.iter_mut().find(|block| matches!(block, Block::Table(_)));
    let Some(Block::Table(table)) = block else { panic!("no table") };
    table.rows[0].cells[2] = Cell::number(long, long.parse().expect("a number"), 2);
    let parts = Parts::of(&file(&summary));
    assert!(cell_xml(&sheet_of(&parts, 0), 0, 2).contains(" t=\"s\""));
    assert!(parts.text("xl/sharedStrings.xml").contains(long));
}

/// What a cell shows in the workbook.
fn shown(cell: &Cell) -> String {
    names::cell(&hostile::plain(&cell.text))
}

/// Holds the sheets that LibreOffice shows against the tables.
fn shows_every_cell(file: &[u8], summary: &Summary) {
    let sheets = converted(file, "xlsx", SHEETS);
    for (table, no) in summary.tables().zip(1..) {
        let name = format!("file-{}.csv", names::sheet(no, &table.title));
        let found = sheets.iter().find(|(its, _)| *its == name);
        let (_, csv) = found.unwrap_or_else(|| {
            let names: Vec<&String> = sheets.iter().map(|(name, _)| name).collect();
            panic!("{name} is not among {names:?}")
        });
        let rows = parse_csv(std::str::from_utf8(csv).expect("UTF-8"));
        let locale = summary.head.language.parse().expect("a language");
        let head = sheet::HEAD as usize;
        let headings: Vec<String> =
            sheet::headings(table, locale).into_iter().map(|(heading, _)| heading).collect();
        assert_eq!(rows[head][..headings.len()], headings, "{name}");
        for (row, found) in table.rows.iter().zip(&rows[head + 1..]) {
            let texts: Vec<String> = row.cells.iter().map(shown).collect();
            assert_eq!(found[..texts.len()], texts, "{name}");
        }
    }
}

#[test]
fn libreoffice_shows_each_cell_as_the_document_does() {
    for summary in [composed::summary(Locale::En), sample::summary(Locale::Zh)] {
        shows_every_cell(&file(&summary), &summary);
    }
}

#[test]
fn whatever_a_name_is_it_comes_out_as_text() {
    let summary = hostile::made(sample::summary(Locale::Zh));
    let file = file(&summary);
    // A name of a sheet holds only some of it, and in LibreOffice's file names
    // less: cells are looked at where they stand.
    let parts = Parts::of(&file);
    let strings = parts.text("xl/sharedStrings.xml");
    assert!(strings.contains("&lt;script&gt;") && strings.contains("=HYPERLINK("));
    let sheets: Vec<String> =
        (0..summary.tables().count()).map(|at| sheet_of(&parts, at)).collect();
    assert!(sheets.iter().all(|sheet| !sheet.contains("<f>")));
    let all: String = converted(&file, "xlsx", SHEETS)
        .into_iter()
        .map(|(_, csv)| String::from_utf8(csv).expect("UTF-8"))
        .collect();
    for (_, text) in hostile::texts() {
        assert!(all.contains(&text.replace('"', "\"\"")), "{text}");
    }
}

fn table<'a>(summary: &'a Summary, code: &str) -> &'a Table {
    summary.tables().find(|table| table.code == code).expect("the table")
}

#[test]
fn charts_are_drawn_by_the_spreadsheet_and_never_draw_what_is_missing() {
    let summary = composed::summary(Locale::Zh);
    let parts = Parts::of(&file(&summary));
    let drawn: Vec<_> = summary.charts().filter_map(|chart| chart.drawn.as_ref()).collect();
    assert!(drawn.len() >= 2);
    for (of, no) in drawn.iter().zip(1..) {
        let chart = parts.text(&format!("xl/charts/chart{no}.xml"));
        let table = table(&summary, &of.table);
        let whole = table
            .rows
            .iter()
            .filter(|row| !row.total)
            .all(|row| of.values.iter().all(|at| row.cells[*at].number.is_some()));
        // A text would be drawn as zero; the hidden copy has a gap.
        assert_eq!(chart.contains("<c:f>charts!"), !whole, "{}", table.code);
        assert!(chart.contains("<c:dispBlanksAs val=\"gap\"/>") || !chart.contains("dispBlanksAs"));
    }
}

#[test]
fn sheets_are_in_order_and_the_properties_say_which_evaluation_it_is() {
    let summary = composed::summary(Locale::Zh);
    let parts = Parts::of(&file(&summary));
    let book = parts.text("xl/workbook.xml");
    let names: Vec<&str> =
        book.split("<sheet name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(names[..BEFORE], ["封面", "目录", "说明"]);
    assert_eq!(names[BEFORE + summary.tables().count()], "全部数据");
    assert!(parts.text("docProps/custom.xml").contains(">PB-NEV-2026-0003<"));
    let tables: Vec<String> = (1..=summary.tables().count() + 3)
        .map(|no| parts.text(&format!("xl/tables/table{no}.xml")))
        .collect();
    for table in summary.tables() {
        let name = format!(" name=\"{}\"", names::table(&table.code));
        assert!(tables.iter().any(|xml| xml.contains(&name)), "{name}");
    }
    let all = tables.iter().find(|xml| xml.contains(" displayName=\"s_figures\"")).expect("it");
    let last = sheet::HEAD as usize + 1 + summary.figures.len();
    assert!(all.contains(&format!(" ref=\"A4:M{last}\"")), "every figure's row is of the table");
}

#[test]
fn the_table_of_all_figures_is_as_long_as_they_are_many() {
    for figures in [1, 2, 3] {
        let mut summary = composed::summary(Locale::Zh);
        summary.figures.truncate(figures);
        // One for each table of the document, two before them.
        let last = format!("xl/tables/table{}.xml", summary.tables().count() + 3);
        let all = Parts::of(&file(&summary)).text(&last);
        let range = format!(" displayName=\"s_figures\" ref=\"A4:M{}\"", 4 + figures);
        assert!(all.contains(&range), "{all}");
    }
}

#[test]
fn the_same_summary_gives_the_same_bytes() {
    let summary = composed::summary(Locale::En);
    assert_eq!(file(&summary), file(&summary));
}
