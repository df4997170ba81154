//! A PDF read back: what was changed in it is seen, and no bytes bring the
//! reader down.

use std::io::{Read as _, Write as _};

use app::domain::summary::{Block, Summary};
use app::locale::Locale;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use server::export::evaluation::pdf::{PdfTexts, texts, write};
use server::export::evaluation::verify::differences;
use support::Walk;

use crate::sample;

fn file(summary: &Summary) -> Vec<u8> {
    write(summary, None).unwrap_or_else(|error| panic!("{error}"))
}

/// Small, so that a thousand readings do not take long.
fn small() -> Summary {
    let mut summary = sample::summary(Locale::En);
    summary.sections.truncate(1);
    summary
}

fn read(pdf: &[u8]) -> PdfTexts {
    texts(pdf).expect("a PDF")
}

#[test]
fn it_says_which_evaluation_it_is_and_what_stands_in_it() {
    let summary = sample::summary(Locale::Zh);
    let read = read(&file(&summary));
    assert_eq!(read.number.as_deref(), Some("PB-NEV-2026-0003"));
    assert_eq!(read.sha256.map(|sum| sum.len()), Some(64));
    for word in ["京津冀地区", "23,511.25", "未报", "中国铁塔股份有限公司", "II(3)11", "271,333.95"]
    {
        assert!(read.tokens.iter().any(|token| token == word), "{word}");
    }
}

#[test]
fn a_preview_has_no_number() {
    let mut preview = small();
    preview.head.number = None;
    let read = read(&file(&preview));
    assert_eq!((read.number, read.sha256.is_some()), (None, true));
}

#[test]
fn a_changed_digit_is_the_only_difference() {
    let summary = sample::summary(Locale::En);
    let mut changed = summary.clone();
    for section in &mut changed.sections {
        for block in &mut section.blocks {
            if let Block::Table(table) = block {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                for cell in cells.filter(|cell| cell.text == "18,944.75") {
                    cell.text = "18,944.76".into();
                }
            }
        }
    }
    let told = differences(&summary, &file(&changed)).expect("it can be compared");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].frozen.as_str(), told[0].found.as_str()), ("18,944.75", "18,944.76"));
    assert!(differences(&summary, &file(&summary)).expect("the same").is_empty());
    let (before, after) = (read(&file(&summary)).tokens, read(&file(&changed)).tokens);
    assert_eq!(before.len(), after.len());
    let differing: Vec<(&String, &String)> =
        before.iter().zip(&after).filter(|(one, other)| one != other).collect();
    assert_eq!(differing, [(&"18,944.75".to_owned(), &"18,944.76".to_owned())]);
}

/// The file with one of its packed streams edited, and packed again.
fn edited(pdf: &[u8], edit: impl Fn(&str) -> Option<String>) -> Vec<u8> {
    let starts = pdf.windows(7).enumerate().filter(|(_, window)| *window == b"stream\n");
    for (at, _) in starts.filter(|(at, _)| !pdf[..*at].ends_with(b"end")) {
        let begin = at + 7;
        let length = pdf[begin..].windows(9).position(|window| window == b"endstream");
        let end = begin + length.expect("the stream's end");
        let mut text = Vec::new();
        if ZlibDecoder::new(&pdf[begin..end]).read_to_end(&mut text).is_err() {
            continue;
        }
        // A letter for each byte, and a byte for each letter again.
        let text: String = text.into_iter().map(char::from).collect();
        let Some(edited) = edit(&text) else { continue };
        let edited: Vec<u8> = edited.chars().map(|c| u8::try_from(c).expect("a byte")).collect();
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::none());
        packed.write_all(&edited).expect("memory");
        let packed = packed.finish().expect("memory");
        let head = String::from_utf8_lossy(&pdf[..begin]).into_owned();
        let (_, dictionary) = head.rsplit_once("obj").expect("the object");
        let kept = pdf[..begin - dictionary.len()].to_vec();
        let length = dictionary.split("/Length ").nth(1).expect("its length");
        let length: String = length.chars().take_while(char::is_ascii_digit).collect();
        let dictionary =
            dictionary.replace(&format!("/Length {length}"), &format!("/Length {}", packed.len()));
        return [&kept, dictionary.as_bytes(), &packed, &pdf[end..]].concat();
    }
    panic!("no stream to edit");
}

#[test]
fn what_somebody_wrote_into_the_file_is_seen() {
    let pdf = file(&small());
    let before = read(&pdf).tokens;
    // A text in a font of the reader's own.
    let over = edited(&pdf, |text| {
        let font = text.split(" Tf").next()?.rsplit('/').next()?.split(' ').next()?.to_owned();
        let put = format!(" BT /{font} 9 Tf 1 0 0 1 99 99 Tm <00050006> Tj ET");
        text.contains("BT").then(|| format!("{text}{put}"))
    });
    let after = read(&over).tokens;
    assert_eq!(after.len(), before.len() + 1, "a text more was not seen");
}

#[test]
fn what_is_no_pdf_is_none() {
    for bytes in [&b""[..], b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"PK\x03\x04", &[0; 4096]] {
        assert_eq!(texts(bytes), None);
    }
    let other =
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]\
        /Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n\
        trailer<</Root 1 0 R>>\n%%EOF";
    let read = read(other);
    assert_eq!((read.number, read.sha256, read.tokens), (None, None, Vec::new()));
}

#[test]
fn what_unpacks_to_gigabytes_is_refused() {
    let mut bomb = ZlibEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..600 {
        bomb.write_all(&zeros).expect("memory");
    }
    let bomb = bomb.finish().expect("memory");
    let head = format!("4 0 obj<</Filter/FlateDecode/Length {}>>stream\n", bomb.len());
    let pdf = [b"%PDF-1.7\n", head.as_bytes(), &bomb, b"\nendstream endobj\n%%EOF"].concat();
    assert!(pdf.len() < 4 << 20);
    assert_eq!(texts(&pdf), None);
    let twice = [
        &b"%PDF-1.7\n4 0 obj<</Filter[/FlateDecode /FlateDecode]/Length 9>>stream\n"[..],
        b"123456789\nendstream endobj\n%%EOF",
    ];
    assert_eq!(texts(&twice.concat()), None);
}

#[test]
fn no_bytes_bring_the_reader_down() {
    let pdf = file(&small());
    let plain = edited(&pdf, |text| text.contains("BT").then(|| text.to_owned()));
    let mut walk = Walk::new(18_030);
    let mut below = |limit: usize| usize::try_from(walk.below(limit as u64)).expect("small");
    for round in 0..600 {
        let mut bytes = if round % 2 == 0 { pdf.clone() } else { plain.clone() };
        match below(4) {
            0 => bytes.truncate(below(bytes.len())),
            1 => {
                let (from, to) = (below(bytes.len()), below(bytes.len()));
                let piece = bytes[from.min(to)..from.max(to).min(from.min(to) + 400)].to_vec();
                let at = below(bytes.len());
                bytes.splice(at..at, piece);
            }
            _ => {
                for _ in 0..=below(40) {
                    let at = below(bytes.len());
                    bytes[at] = u8::try_from(below(256)).expect("a byte");
                }
            }
        }
        // Whatever comes of it.
        let _ = texts(&bytes);
    }
}
