//! Names and notes that would be something else than text, were they not
//! written as text.

use app::domain::summary::{Block, Summary};

/// As it is typed, and as every file has it.
pub fn texts() -> Vec<(String, String)> {
    let same = [
        "=HYPERLINK(\"http://example.org\",\"x\")",
        "+SUM(1,2)",
        "@SUM(1)",
        "<script>alert('x')</script>&amp;<w:t/>",
        "]]> --> <!DOCTYPE x [<!ENTITY a \"b\">]>",
        "#read(\"/etc/passwd\") $x^2$",
        "_x000D_ {0} %s ${1}",
    ];
    let mut all: Vec<(String, String)> =
        same.iter().map(|text| ((*text).to_owned(), (*text).to_owned())).collect();
    all.push(("1\u{202E}2\u{2066}\u{0}3\u{1B}\u{FFFE}4".to_owned(), "1234".to_owned()));
    let marks = format!("e{}", "\u{0301}".repeat(2_000));
    all.push((marks.clone(), marks));
    all
}

/// The summary with such texts wherever people or programme files put any.
pub fn made(mut summary: Summary) -> Summary {
    let texts = texts();
    let mut next = texts.iter().map(|(typed, _)| typed.clone()).cycle();
    let mut put = |text: &mut String| *text = next.next().expect("there is no end");
    put(&mut summary.head.title);
    put(&mut summary.head.issuer);
    for party in &mut summary.parties {
        put(&mut party.name);
    }
    for counted in &mut summary.indicators {
        put(&mut counted.name);
    }
    for section in &mut summary.sections {
        put(&mut section.heading);
        for block in &mut section.blocks {
            match block {
                Block::Text(text) => put(text),
                Block::Table(table) => {
                    put(&mut table.title);
                    table.columns.iter_mut().for_each(|column| put(&mut column.name));
                    table.notes.iter_mut().for_each(&mut put);
                    for row in &mut table.rows {
                        if let Some(cell) = row.cells.first_mut() {
                            put(&mut cell.text);
                        }
                    }
                }
                Block::Chart(chart) => {
                    put(&mut chart.title);
                    put(&mut chart.description);
                }
                Block::Signature(lines) => lines.iter_mut().for_each(&mut put),
            }
        }
    }
    summary
}

/// What a file has of a text.
pub fn plain(text: &str) -> String {
    let known = texts().into_iter().find(|(typed, _)| typed == text);
    known.map_or_else(|| text.to_owned(), |(_, plain)| plain)
}
