//! The parts of a document in one archive: the same parts, the same bytes.

use std::io::{Cursor, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

pub(super) struct Archive(ZipWriter<Cursor<Vec<u8>>>);

impl Archive {
    pub(super) fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    pub(super) fn part(&mut self, name: &str, bytes: &[u8]) -> Result<(), ZipError> {
        self.add(name, bytes, CompressionMethod::Deflated)
    }

    /// What is packed already.
    pub(super) fn picture(&mut self, name: &str, bytes: &[u8]) -> Result<(), ZipError> {
        self.add(name, bytes, CompressionMethod::Stored)
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, ZipError> {
        Ok(self.0.finish()?.into_inner())
    }

    fn add(&mut self, name: &str, bytes: &[u8], how: CompressionMethod) -> Result<(), ZipError> {
        // No time of the clock: the earliest that an archive can say.
        let options = SimpleFileOptions::default()
            .compression_method(how)
            .last_modified_time(DateTime::default());
        self.0.start_file(name, options)?;
        self.0.write_all(bytes)?;
        Ok(())
    }
}
