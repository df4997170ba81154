//! A workbook taken apart, changed as somebody else's program would, and put
//! together again.

use std::io::{Read as _, Write as _};

use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// The form's sheet in the package.
pub const FORM: &str = "xl/worksheets/sheet1.xml";
/// The sheet with the identity.
pub const IDENTITY: &str = "xl/worksheets/sheet2.xml";
pub const STRINGS: &str = "xl/sharedStrings.xml";
pub const STYLES: &str = "xl/styles.xml";

/// The files of an archive.
#[derive(Clone, Debug)]
pub struct Parts(Vec<(String, Vec<u8>)>);

fn number(bytes: &[u8], at: usize, length: usize) -> usize {
    bytes[at..at + length].iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

impl Parts {
    pub fn of(archive: &[u8]) -> Self {
        let end = archive.windows(4).rposition(|four| four == b"PK\x05\x06").expect("an archive");
        let mut at = number(archive, end + 16, 4);
        let mut parts = Vec::new();
        for _ in 0..number(archive, end + 10, 2) {
            let field = |from: usize, length: usize| number(archive, at + from, length);
            let (packed, name, local) = (field(20, 4), field(28, 2), field(42, 4));
            let begin =
                local + 30 + number(archive, local + 26, 2) + number(archive, local + 28, 2);
            let packed = &archive[begin..begin + packed];
            let mut bytes = Vec::new();
            match field(10, 2) {
                0 => bytes.extend_from_slice(packed),
                _ => {
                    DeflateDecoder::new(packed).read_to_end(&mut bytes).expect("deflated");
                }
            }
            let text = String::from_utf8(archive[at + 46..at + 46 + name].to_vec());
            parts.push((text.expect("a name"), bytes));
            at += 46 + name + field(30, 2) + field(32, 2);
        }
        Self(parts)
    }

    /// The archive of these files, with what its directory says of their size.
    pub fn archive_claiming(&self, size: impl Fn(&[u8]) -> usize) -> Vec<u8> {
        let mut archive = Vec::new();
        let mut directory = Vec::new();
        for (name, bytes) in &self.0 {
            let mut packer = DeflateEncoder::new(Vec::new(), Compression::new(6));
            packer.write_all(bytes).expect("it is packed");
            let packed = packer.finish().expect("it is packed");
            let mut crc = Crc::new();
            crc.update(bytes);
            let mut head = vec![20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0];
            head.extend_from_slice(&crc.sum().to_le_bytes());
            for length in [packed.len(), size(bytes)] {
                head.extend_from_slice(&u32::try_from(length).expect("small").to_le_bytes());
            }
            head.extend_from_slice(&u16::try_from(name.len()).expect("short").to_le_bytes());
            head.extend_from_slice(&[0, 0]);
            directory.extend_from_slice(b"PK\x01\x02\x14\0");
            directory.extend_from_slice(&head);
            directory.extend_from_slice(&[0; 10]);
            directory
                .extend_from_slice(&u32::try_from(archive.len()).expect("small").to_le_bytes());
            directory.extend_from_slice(name.as_bytes());
            archive.extend_from_slice(b"PK\x03\x04");
            archive.extend_from_slice(&head);
            archive.extend_from_slice(name.as_bytes());
            archive.extend_from_slice(&packed);
        }
        let count = u16::try_from(self.0.len()).expect("few").to_le_bytes();
        let (at, length) = (archive.len(), directory.len());
        archive.extend_from_slice(&directory);
        archive.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        archive.extend_from_slice(&count);
        archive.extend_from_slice(&count);
        for number in [length, at] {
            archive.extend_from_slice(&u32::try_from(number).expect("small").to_le_bytes());
        }
        archive.extend_from_slice(&[0, 0]);
        archive
    }

    pub fn archive(&self) -> Vec<u8> {
        self.archive_claiming(<[u8]>::len)
    }

    pub fn text(&self, name: &str) -> String {
        let (_, bytes) = self.0.iter().find(|(its, _)| its == name).expect("the part");
        String::from_utf8(bytes.clone()).expect("text")
    }

    /// Puts a file in, in the place of the one of that name.
    pub fn put(&mut self, name: &str, bytes: impl Into<Vec<u8>>) -> &mut Self {
        self.0.retain(|(its, _)| its != name);
        self.0.push((name.to_owned(), bytes.into()));
        self
    }

    pub fn without(&mut self, name: &str) -> &mut Self {
        self.0.retain(|(its, _)| its != name);
        self
    }

    /// Rewrites a part.
    pub fn change(&mut self, name: &str, change: impl FnOnce(String) -> String) -> &mut Self {
        let text = change(self.text(name));
        self.put(name, text)
    }

    /// Writes a cell of the form: what stands in its element, after `kind`
    /// among its attributes. The cell keeps its style, or gets another.
    pub fn cell(&mut self, address: &str, kind: &str, inside: &str) -> &mut Self {
        self.change(FORM, |sheet| {
            let (begin, end) = element(&sheet, address);
            let style = sheet[begin..end].split(" s=\"").nth(1).expect("a style");
            let style = style.split('"').next().expect("a number").to_owned();
            let style =
                if kind.contains(" s=") { String::new() } else { format!(" s=\"{style}\"") };
            let cell = format!("<c r=\"{address}\"{style}{kind}>{inside}</c>");
            format!("{}{cell}{}", &sheet[..begin], &sheet[end..])
        })
    }

    /// A number as a spreadsheet writes it.
    pub fn number(&mut self, address: &str, number: &str) -> &mut Self {
        self.cell(address, "", &format!("<v>{number}</v>"))
    }

    /// A text in the cell itself.
    pub fn typed(&mut self, address: &str, text: &str) -> &mut Self {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let inside = format!("<is><t xml:space=\"preserve\">{text}</t></is>");
        self.cell(address, " t=\"inlineStr\"", &inside)
    }
}

/// Where a cell's element begins and ends.
fn element(sheet: &str, address: &str) -> (usize, usize) {
    let begin = sheet.find(&format!("<c r=\"{address}\"")).expect("the cell");
    let tag = begin + sheet[begin..].find('>').expect("a tag") + 1;
    let end = if sheet[..tag].ends_with("/>") {
        tag
    } else {
        tag + sheet[tag..].find("</c>").expect("its end") + 4
    };
    (begin, end)
}
