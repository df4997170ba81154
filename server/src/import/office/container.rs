//! What kind of file it is, by its first bytes: the name and the media type
//! that come with an upload prove nothing.

use app::domain::upload::FileRefusal;

/// The compound file of old Office formats and of encrypted new ones.
const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// How much of a text file is looked at.
const BEGINNING: usize = 4096;

/// Passes only what begins as a zip archive with something in it.
pub(crate) fn refuse_other(bytes: &[u8]) -> Result<(), FileRefusal> {
    if bytes.is_empty() {
        return Err(FileRefusal::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(());
    }
    if bytes.starts_with(&COMPOUND) {
        return Err(compound(bytes));
    }
    if bytes.starts_with(b"PK") && bytes.len() < 22 || b"PK\x03\x04".starts_with(bytes) {
        return Err(FileRefusal::Truncated);
    }
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    match text(beginning) {
        Some(text) if is_markup(&text) => Err(FileRefusal::Html),
        Some(_) => Err(FileRefusal::Text),
        None => Err(FileRefusal::NotAWorkbook),
    }
}

/// Names in a compound file's directory are UTF-16.
fn compound(bytes: &[u8]) -> FileRefusal {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("EncryptedPackage") {
        FileRefusal::Encrypted
    } else if holds("Workbook") || holds("Book") {
        FileRefusal::OldExcel
    } else {
        FileRefusal::NotAWorkbook
    }
}

/// The beginning as text, if it is any: in Unicode, or in a Chinese or other
/// one- or two-byte encoding, where no control characters occur.
fn text(beginning: &[u8]) -> Option<String> {
    if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] = beginning {
        let (text, ..) = encoding_rs::UTF_16LE.decode(beginning);
        return Some(text.into_owned());
    }
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C);
    if beginning.iter().any(control) {
        return None;
    }
    let (text, _, broken) = encoding_rs::GB18030.decode(beginning);
    // Cut in the middle of a character, the last one is broken.
    (!broken
        || String::from_utf8_lossy(beginning).chars().filter(|c| *c == '\u{FFFD}').count() <= 1)
        .then(|| text.into_owned())
}

fn is_markup(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let starts =
        |tag: &str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    ["<!doctype", "<html", "<head", "<body", "<table", "<meta", "<?xml", "<!--", "<div", "<style"]
        .into_iter()
        .any(starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_file_is_called_by_its_name() {
        let compound = |name: &str| {
            let wide = name.encode_utf16().flat_map(u16::to_le_bytes);
            COMPOUND.into_iter().chain([0; 500]).chain(wide).collect::<Vec<u8>>()
        };
        let gb18030 = encoding_rs::GB18030.encode("代码,数值\r\nR01,12").0.into_owned();
        for (bytes, refusal) in [
            (Vec::new(), FileRefusal::Empty),
            (compound("EncryptedPackage"), FileRefusal::Encrypted),
            (compound("Workbook"), FileRefusal::OldExcel),
            (compound("WordDocument"), FileRefusal::NotAWorkbook),
            (b"PK\x03".to_vec(), FileRefusal::Truncated),
            (b"<html><table><tr><td>R01".to_vec(), FileRefusal::Html),
            (b"\xEF\xBB\xBF\r\n<!DOCTYPE html>".to_vec(), FileRefusal::Html),
            (b"<?xml version=\"1.0\"?><Workbook>".to_vec(), FileRefusal::Html),
            (b"R01,12.5\nR02,7\n".to_vec(), FileRefusal::Text),
            ("代码,数值\nR01,12".as_bytes().to_vec(), FileRefusal::Text),
            (gb18030, FileRefusal::Text),
            (b"\xFF\xFER\x000\x001\x00".to_vec(), FileRefusal::Text),
            (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec(), FileRefusal::NotAWorkbook),
            (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n\0\x01".to_vec(), FileRefusal::NotAWorkbook),
            (vec![0; 4000], FileRefusal::NotAWorkbook),
        ] {
            assert_eq!(refuse_other(&bytes), Err(refusal), "{:?}", bytes.get(..20));
        }
        assert_eq!(refuse_other(b"PK\x03\x04"), Ok(()));
    }
}
