//! Files read again: which evaluation they are of, and what of them is not as
//! it was frozen.

use app::domain::summary::{Format, Summary};
use app::locale::Locale;
use server::export::evaluation::verify::{Difference, NotOurs, differences, number_in};
use server::export::evaluation::write;
use support::Walk;

use crate::libreoffice::{DOCX, XLSX, converted_to_one};
use crate::parts::Parts;
use crate::{composed, hostile, sample};

const FORMATS: [Format; 4] = [Format::Docx, Format::Xlsx, Format::Csv, Format::Sdmx];

fn file(summary: &Summary, format: Format) -> Vec<u8> {
    write(summary, format, None).unwrap_or_else(|error| panic!("{error}"))
}

fn found(summary: &Summary, file: &[u8]) -> Vec<Difference> {
    differences(summary, file).unwrap_or_else(|error| panic!("{error}"))
}

/// The differences that are no remarks, told.
fn told(summary: &Summary, file: &[u8]) -> Vec<String> {
    let found = found(summary, file).into_iter().filter(|one| !one.remark);
    found.map(|one| format!("{}: {} -> {}", one.place, one.frozen, one.found)).collect()
}

#[test]
fn every_file_of_ours_is_known_and_as_it_was_frozen() {
    for locale in Locale::ALL {
        for summary in [composed::summary(locale), hostile::made(sample::summary(locale))] {
            for format in FORMATS {
                let file = file(&summary, format);
                assert_eq!(number_in(&file), summary.head.number, "{format:?}");
                assert_eq!(found(&summary, &file), [], "{format:?}");
            }
        }
    }
}

#[test]
fn a_document_that_was_saved_again_still_verifies() {
    for summary in [composed::summary(Locale::Zh), sample::summary(Locale::En)] {
        let again = converted_to_one(&file(&summary, Format::Docx), "docx", DOCX);
        assert_eq!(number_in(&again), summary.head.number);
        assert_eq!(found(&summary, &again), []);
    }
}

#[test]
fn a_workbook_that_was_saved_again_still_verifies() {
    for summary in [composed::summary(Locale::En), sample::summary(Locale::Zh)] {
        let again = converted_to_one(&file(&summary, Format::Xlsx), "xlsx", XLSX);
        assert_eq!(number_in(&again), summary.head.number);
        assert_eq!(found(&summary, &again), []);
    }
}

#[test]
fn a_changed_digit_is_found_and_named_in_each_format() {
    let summary = sample::summary(Locale::En);
    // Henan's neighbour in the table of units.
    let (frozen, forged) = ("16,001.90", "16,007.90");
    let place = "table “Volume recovered by unit”, row “Hubei”, column “Volume recovered (t)”";

    let mut parts = Parts::of(&file(&summary, Format::Docx));
    parts.change("word/document.xml", |text| {
        assert!(text.contains(frozen));
        text.replacen(frozen, forged, 1)
    });
    assert_eq!(told(&summary, &parts.archive()), [format!("{place}: {frozen} -> {forged}")]);

    let mut parts = Parts::of(&file(&summary, Format::Xlsx));
    let sheet = (1..20)
        .map(|no| format!("xl/worksheets/sheet{no}.xml"))
        .find(|name| parts.text(name).contains("<v>16001.9</v>"));
    parts.change(&sheet.expect("its sheet"), |text| text.replace("16001.9<", "16007.9<"));
    assert_eq!(told(&summary, &parts.archive()), [format!("{place}: {frozen} -> 16007.9")]);

    for (format, column) in [(Format::Csv, "Value"), (Format::Sdmx, "OBS_VALUE")] {
        let text = String::from_utf8(file(&summary, format)).expect("UTF-8");
        let file = text.replace("25310.8", "25310.9");
        let told = told(&summary, file.as_bytes());
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("Zhejiang, Volume recovered, 2026-Q3, column"), "{told:?}");
        assert!(told[0].ends_with(&format!("“{column}”: 25310.8 -> 25310.9")), "{told:?}");
    }
}

#[test]
fn what_people_go_on_to_write_is_a_remark_and_a_forged_number_is_not() {
    let summary = composed::summary(Locale::En);
    let mut parts = Parts::of(&file(&summary, Format::Docx));
    let document = "word/document.xml";
    parts.change(document, |text| {
        let text =
            text.replacen("All units filed in time.", "All the units have filed in time.", 1);
        text.replacen("<w:body>", "<w:body><w:p><w:r><w:t>Ours, 7.</w:t></w:r></w:p>", 1)
    });
    let edited = found(&summary, &parts.archive());
    assert_eq!(edited.len(), 1, "{edited:?}");
    assert!(edited[0].remark && edited[0].found == "All the units have filed in time.");

    parts.change(document, |text| text.replacen("125,431.5 t", "725,431.5 t", 1));
    let forged = told(&summary, &parts.archive());
    assert_eq!(forged.len(), 1, "{forged:?}");
    assert!(forged[0].contains("-> 725,431.5 t were collected"), "{forged:?}");
}

#[test]
fn changes_that_were_tracked_are_read_as_accepted() {
    let summary = sample::summary(Locale::En);
    let mut parts = Parts::of(&file(&summary, Format::Docx));
    let run = "<w:t xml:space=\"preserve\">16,001.90</w:t>";
    let tracked = "<w:t>16,00</w:t></w:r><w:del><w:r><w:delText>1</w:delText></w:r></w:del>\
                   <w:ins><w:r><w:t>2</w:t></w:r></w:ins><w:r><w:t>.90</w:t>";
    parts.change("word/document.xml", |text| {
        assert!(text.contains(run));
        text.replacen(run, tracked, 1)
    });
    let told = told(&summary, &parts.archive());
    assert!(told.len() == 1 && told[0].ends_with("16,001.90 -> 16,002.90"), "{told:?}");
}

#[test]
fn what_is_gone_is_named() {
    let summary = composed::summary(Locale::Zh);
    let mut parts = Parts::of(&file(&summary, Format::Docx));
    let mark = summary.head.mark.clone().expect("demo figures");
    parts.change("word/document.xml", |text| text.replace(&mark, "正式数据"));
    assert!(told(&summary, &parts.archive()).iter().any(|one| one.contains(&mark)));

    let csv = String::from_utf8(file(&summary, Format::Csv)).expect("UTF-8");
    let without: Vec<&str> =
        csv.lines().enumerate().filter(|(at, _)| *at != 3).map(|it| it.1).collect();
    let told = told(&summary, without.join("\r\n").as_bytes());
    assert!(told.len() == 1 && told[0].ends_with("（有） -> （没有）"), "{told:?}");
    assert!(self::told(&summary, csv.replace(&mark, "").as_bytes()).len() == 1);
}

#[test]
fn a_csv_that_a_chinese_spreadsheet_saved_still_verifies() {
    let summary = composed::summary(Locale::Zh);
    let csv = String::from_utf8(file(&summary, Format::Csv)).expect("UTF-8");
    let (saved, ..) = encoding_rs::GB18030.encode(csv.trim_start_matches('\u{feff}'));
    assert_eq!(number_in(&saved), summary.head.number);
    assert_eq!(found(&summary, &saved), []);
}

#[test]
fn what_is_no_export_of_ours_is_said_to_be_none() {
    let summary = sample::summary(Locale::En);
    let mut other = Parts::of(&file(&summary, Format::Docx));
    other.put("word/document.xml", "<w:document><w:body><w:p/></w:body></w:document>");
    other.without("docProps/custom.xml").without("docProps/core.xml");
    for (bytes, why) in [
        (Vec::new(), NotOurs::OtherFormat),
        (b"\x89PNG\r\n\x1a\n\0".to_vec(), NotOurs::OtherFormat),
        (b"a,b\r\n1,2\r\n".to_vec(), NotOurs::NothingFound),
        (other.archive(), NotOurs::NothingFound),
    ] {
        assert_eq!(number_in(&bytes), None);
        assert_eq!(differences(&summary, &bytes), Err(why));
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let summary = sample::summary(Locale::En);
    let mut walk = Walk::new(5);
    for format in FORMATS {
        let whole = file(&summary, format);
        for _ in 0..150 {
            let mut bytes = whole.clone();
            let mut place =
                |length: usize| usize::try_from(walk.below(length as u64)).expect("small");
            match place(3) {
                0 => bytes.truncate(place(whole.len())),
                1 => {
                    for _ in 0..=place(8) {
                        let at = place(whole.len());
                        bytes[at] = u8::try_from(place(256)).expect("a byte");
                    }
                }
                _ => {
                    let at = place(whole.len());
                    let end = (at + place(500)).min(whole.len());
                    bytes.drain(at..end);
                }
            }
            let _ = number_in(&bytes);
            let _ = differences(&summary, &bytes);
        }
    }
}
