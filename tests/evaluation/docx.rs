//! The document.

use app::domain::summary::Summary;
use app::locale::Locale;
use server::export::evaluation::docx::write;
use server::export::evaluation::heading;

use crate::libreoffice::{TEXT, converted_to_one};
use crate::parts::Parts;
use crate::{composed, hostile, sample};

const DOCUMENT: &str = "word/document.xml";

fn file(summary: &Summary) -> Vec<u8> {
    write(summary, None).unwrap_or_else(|error| panic!("{error}"))
}

/// Texts that must be found, and what is found: without white space, which
/// breaks lines elsewhere.
fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

fn holds_every_text(text: &str, summary: &Summary) {
    let found = bare(text);
    let locale = summary.head.language.parse().expect("a language");
    for table in summary.tables() {
        let heads = table.columns.iter().map(|column| heading(locale, column));
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        let cells = cells.map(|cell| hostile::plain(&cell.text));
        for text in heads.chain(cells).chain(table.notes.iter().map(|note| hostile::plain(note))) {
            assert!(found.contains(&bare(&text)), "{}: {text}", table.code);
        }
    }
    for text in [&summary.head.title, &summary.head.issuer, &summary.head.subtitle] {
        assert!(found.contains(&bare(&hostile::plain(text))), "{text}");
    }
}

#[test]
fn libreoffice_opens_it_and_finds_every_cell() {
    for summary in [composed::summary(Locale::Zh), sample::summary(Locale::En)] {
        let text = converted_to_one(&file(&summary), "docx", TEXT);
        holds_every_text(&String::from_utf8(text).expect("UTF-8"), &summary);
    }
}

#[test]
fn whatever_a_name_is_it_comes_out_as_text() {
    let summary = hostile::made(sample::summary(Locale::En));
    let file = file(&summary);
    let text = converted_to_one(&file, "docx", TEXT);
    holds_every_text(&String::from_utf8(text).expect("UTF-8"), &summary);
    let document = Parts::of(&file).text(DOCUMENT);
    assert!(!document.contains("<script") && document.contains("&lt;script&gt;"));
}

#[test]
fn headings_are_headings_and_tables_are_tables() {
    for locale in Locale::ALL {
        let summary = composed::summary(locale);
        let document = Parts::of(&file(&summary)).text(DOCUMENT);
        let count = |text: &str| document.matches(text).count();
        assert_eq!(count("<w:pStyle w:val=\"Heading1\"/>"), summary.sections.len());
        assert_eq!(count("<w:tblHeader/>"), summary.tables().count());
        // And the particulars on the cover.
        assert_eq!(count("<w:tbl>"), summary.tables().count() + 1);
        let lines: usize = summary.tables().map(|table| table.rows.len() + 1).sum();
        assert_eq!(count("<w:tr>"), lines + summary.head.cover.len());
        for table in summary.tables() {
            assert!(document.contains(&format!("<w:tblCaption w:val=\"{}\"/>", table.title)));
        }
        let unsettled = summary.tables().flat_map(|table| &table.rows);
        let unsettled = unsettled.flat_map(|row| &row.cells).filter(|cell| cell.unsettled);
        assert_eq!(count("thinDiagStripe"), unsettled.count());
    }
}

#[test]
fn pictures_of_the_charts_have_their_words() {
    let summary = composed::summary(Locale::Zh);
    let parts = Parts::of(&file(&summary));
    let document = parts.text(DOCUMENT);
    assert!(summary.charts().count() >= 2);
    for (chart, no) in summary.charts().zip(1..) {
        let words = format!("descr=\"{}\"", chart.description.replace('"', "&quot;"));
        assert!(document.contains(&words), "{words}");
        assert!(document.contains(&format!("r:embed=\"rPicture{no}\"")));
        assert!(parts.text("word/_rels/document.xml.rels").contains(&format!("image{no}.png")));
    }
}

#[test]
fn its_properties_say_which_evaluation_it_is() {
    let parts = Parts::of(&file(&composed::summary(Locale::Zh)));
    let core = parts.text("docProps/core.xml");
    assert!(core.contains("<dc:identifier>PB-NEV-2026-0003</dc:identifier>"));
    assert!(core.contains("<dc:language>zh-CN</dc:language>"));
    // 09:30 in Beijing.
    assert!(core.contains(">2021-01-20T01:30:00Z</dcterms:created>"), "{core}");
    assert!(parts.text("docProps/custom.xml").contains(">PB-NEV-2026-0003<"));
    let styles = parts.text("word/styles.xml");
    assert!(styles.contains("w:eastAsia=\"zh-CN\"") && styles.contains("w:eastAsia=\"仿宋\""));
    for side in ["header1", "header2"] {
        let header = parts.text(&format!("word/{side}.xml"));
        assert!(header.contains("演示数据") && header.contains("PB-NEV-2026-0003"), "{header}");
    }
    assert!(parts.text("word/footer1.xml").contains(" PAGE "));
}

#[test]
fn the_same_summary_gives_the_same_bytes() {
    let summary = sample::summary(Locale::En);
    assert_eq!(file(&summary), file(&summary));
}
