//! All figures as CSV.

use app::domain::series::Figure;
use app::domain::summary::Format;
use app::locale::Locale;
use server::export::evaluation::csv::write;
use server::export::evaluation::parts::Parts;
use server::export::evaluation::rows;
use support::parse_csv;

use crate::composed::{NUMBER, summary};

fn text(file: &[u8]) -> &str {
    let text = std::str::from_utf8(file).expect("UTF-8");
    text.strip_prefix('\u{feff}').expect("a byte-order mark")
}

#[test]
fn every_figure_has_its_row_with_the_evaluation_s_number() {
    for locale in Locale::ALL {
        let summary = summary(locale);
        assert!(summary.figures.len() > 5_000);
        let file = write(&summary);
        let rows = parse_csv(text(&file));
        assert_eq!(rows.len(), summary.figures.len() + 1);
        let at = |name: &str| rows[0].iter().position(|one| one == name).expect("the column");
        let [value, numerator, absence, filed] = match locale {
            Locale::Zh => ["数值", "分子", "无数据原因", "已报单位数"],
            Locale::En => ["Value", "Numerator", "No figure because", "Units filed"],
        }
        .map(at);
        for (row, cited) in rows[1..].iter().zip(&summary.figures) {
            let (party, counted) = summary.named(cited).expect("it is named");
            assert_eq!(row[0], NUMBER);
            assert_eq!(row[1], summary.head.as_of.to_string());
            assert_eq!((&row[3], &row[5]), (&party.code, &counted.code));
            assert_eq!(row[8], cited.quarter.to_string());
            let shown = cited.figure.shown(counted.decimals).map(|number| number.to_string());
            assert_eq!(row[value], shown.unwrap_or_default());
            match &cited.figure {
                Figure::Number(_) => assert_eq!((&*row[numerator], &*row[absence]), ("", "")),
                Figure::Ratio { numerator: part, .. } => {
                    assert_eq!(row[numerator], part.to_string());
                }
                Figure::Absent(_) => assert!(row[value].is_empty() && !row[absence].is_empty()),
            }
            assert_eq!(row[filed].is_empty(), cited.summed.is_none());
            assert_eq!(row.last(), summary.head.mark.as_ref());
        }
    }
}

#[test]
fn the_parts_of_a_file_are_the_file() {
    let mut summary = summary(Locale::Zh);
    for figures in [5_001, 1_000, 1, 0] {
        summary.figures.truncate(figures);
        for format in Format::ALL {
            let Some(rows) = rows(format) else { continue };
            let parts: Vec<Vec<u8>> = Parts::of(&summary, rows).collect();
            assert_eq!(parts.len(), figures.div_ceil(1_000).max(1));
            let whole = server::export::evaluation::write(&summary, format, None);
            assert_eq!(Ok(parts.concat()), whole, "{format:?}");
        }
    }
}

#[test]
fn it_opens_in_a_spreadsheet_as_it_is_and_nothing_becomes_a_formula() {
    let mut summary = summary(Locale::En);
    summary.parties[0].name = "=HYPERLINK(\"http://example.org\")".into();
    summary.indicators[0].name = "\t@SUM(1)\u{202E}\u{0}".into();
    summary.indicators[1].name = "@SUM(1)\r\n2".into();
    let file = write(&summary);
    let rows = parse_csv(text(&file));
    assert_eq!(rows[1][4], "'=HYPERLINK(\"http://example.org\")");
    assert_eq!(rows[1][6], " @SUM(1)");
    let second = rows.iter().find(|row| row[5] == summary.indicators[1].code).expect("its row");
    assert_eq!(second[6], "'@SUM(1)\n2");
    assert!(text(&file).split('\n').next().expect("a line").ends_with('\r'));
    assert_eq!(file, write(&summary), "the same bytes again");
}
