//! A part's XML as a stream of few kinds of tokens, with bounds: no single
//! piece, no nesting and no attribute list grows without end, and entities are
//! not expanded, for a workbook has none.

use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use super::package::{Package, Part, damaged};
use app::domain::upload::FileRefusal;

/// One tag or text between tags. A cell holds at most 32,767 characters.
const PIECE: usize = 256 << 10;
/// Far more than any spreadsheet nests.
const DEPTH: usize = 64;
const BUFFER: usize = 16 << 10;

/// What a part is made of; comments and instructions are passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// A tag begins; see [`Xml::name`] and [`Xml::attribute`].
    Start,
    /// A tag ends; see [`Xml::name`]. An empty tag begins and ends.
    End,
    /// A stretch of text; see [`Xml::text`]. One text may come in several.
    Text,
}

pub(crate) struct Xml<'a> {
    reader: Reader<Bounded<BufReader<Part<'a>>>>,
    package: &'a Package<'a>,
    part: String,
    buffer: Vec<u8>,
    /// The last tag as it stands in the file, and how long its name is.
    tag: String,
    tag_name: usize,
    text: String,
    depth: usize,
}

impl<'a> Xml<'a> {
    /// The part of that name, which must be there.
    pub(crate) fn open(package: &'a Package<'a>, name: &str) -> Result<Self, FileRefusal> {
        let part = package.part(name)?.ok_or_else(|| damaged(name))?;
        let source = BufReader::with_capacity(BUFFER, part);
        let mut reader = Reader::from_reader(Bounded { source, left: PIECE });
        reader.config_mut().expand_empty_elements = true;
        Ok(Self {
            reader,
            package,
            part: name.to_owned(),
            buffer: Vec::new(),
            tag: String::new(),
            tag_name: 0,
            text: String::new(),
            depth: 0,
        })
    }

    /// The next token; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Token>, FileRefusal> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().left = PIECE;
            match self.reader.read_event_into(&mut self.buffer) {
                Ok(Event::Start(start)) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(self.damaged());
                    }
                    self.tag.clear();
                    self.tag.push_str(&start);
                    self.tag_name = start.name().into_inner().len();
                    return Ok(Some(Token::Start));
                }
                Ok(Event::End(end)) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.tag.clear();
                    self.tag.push_str(end.name().into_inner());
                    self.tag_name = self.tag.len();
                    return Ok(Some(Token::End));
                }
                Ok(Event::Text(text)) => {
                    self.text.clear();
                    self.text.push_str(&text.xml10_content());
                    return Ok(Some(Token::Text));
                }
                Ok(Event::CData(text)) => {
                    self.text.clear();
                    self.text.push_str(&text.xml10_content());
                    return Ok(Some(Token::Text));
                }
                Ok(Event::GeneralRef(reference)) => {
                    self.text.clear();
                    match reference.resolve_char_ref() {
                        Ok(Some(character)) => self.text.push(character),
                        Ok(None) => match resolve_predefined_entity(&reference) {
                            Some(text) => self.text.push_str(text),
                            None => return Err(self.damaged()),
                        },
                        Err(_) => return Err(self.damaged()),
                    }
                    return Ok(Some(Token::Text));
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
                Ok(Event::Eof) if self.depth == 0 => return Ok(None),
                // No workbook has a document type: whoever writes one means to
                // define entities. Empty tags come as beginning and end.
                Ok(Event::Eof | Event::DocType(_) | Event::Empty(_)) | Err(_) => {
                    return Err(self.damaged());
                }
            }
        }
    }

    /// The last tag's name, without a namespace's prefix.
    pub(crate) fn name(&self) -> &str {
        let name = self.tag.get(..self.tag_name).unwrap_or_default();
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// The last tag's attribute of that local name.
    pub(crate) fn attribute(&self, name: &str) -> Result<Option<String>, FileRefusal> {
        let tag = BytesStart::from_content(self.tag.as_str(), self.tag_name);
        let mut attributes = tag.attributes();
        // Looking for doubles takes time in the square of their number.
        for attribute in attributes.with_checks(false) {
            let attribute = attribute.map_err(|_| self.damaged())?;
            if attribute.key.local_name().into_inner() == name {
                let value = unescape(&attribute.value).map_err(|_| self.damaged())?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }

    /// The last stretch of text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Why this part cannot be read: it unpacks to too much, or is broken.
    pub(crate) fn damaged(&self) -> FileRefusal {
        self.package.too_large().unwrap_or_else(|| damaged(&self.part))
    }
}

/// A source that gives at most so many bytes until it is allowed more.
struct Bounded<R> {
    source: R,
    left: usize,
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let length = to.len().min(self.left);
        let read = self.source.read(&mut to[..length])?;
        self.left -= read;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other("one piece of the part is too long"));
        }
        let bytes = self.source.fill_buf()?;
        Ok(&bytes[..bytes.len().min(self.left)])
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.source.consume(amount);
    }
}
