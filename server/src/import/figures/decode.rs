//! The file's encoding: UTF-8 with or without a byte-order mark, else GB18030,
//! in which Chinese spreadsheets write CSV.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, UTF_8};

/// Reads the stream to its end to find out.
pub(super) fn detect(stream: &mut impl BufRead) -> io::Result<&'static Encoding> {
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    let mut scratch = vec![0; 64 * 1024];
    loop {
        let bytes = stream.fill_buf()?;
        let last = bytes.is_empty();
        let mut at = 0;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let (result, read, _) =
                decoder.decode_to_utf8_without_replacement(rest, &mut scratch, last);
            at += read;
            match result {
                encoding_rs::DecoderResult::InputEmpty => break,
                encoding_rs::DecoderResult::OutputFull => {}
                encoding_rs::DecoderResult::Malformed(..) => return Ok(GB18030),
            }
        }
        let used = bytes.len();
        stream.consume(used);
        if last {
            return Ok(UTF_8);
        }
    }
}

/// The stream as UTF-8. A byte-order mark is dropped; what cannot be decoded
/// becomes U+FFFD, which no code or figure may hold.
pub(super) struct Decoding<R> {
    inner: R,
    decoder: Decoder,
    decoded: Vec<u8>,
    at: usize,
    ended: bool,
    breaks: Breaks,
}

/// Where lines end. The CSV reader's own count is one short with CRLF, and
/// points to the first of the empty lines before a row.
#[derive(Default)]
struct Breaks {
    /// Bytes handed out so far.
    passed: u64,
    /// Carriage returns and line feeds from [`Decoding::line_at`] on.
    ahead: VecDeque<(u64, u8)>,
    line_feeds: u64,
}

impl Breaks {
    fn pass(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if matches!(byte, b'\r' | b'\n') {
                self.ahead.push_back((self.passed, *byte));
            }
            self.passed += 1;
        }
    }

    fn take(&mut self, until: impl Fn(u64) -> bool) -> Option<u64> {
        let (at, byte) = *self.ahead.front().filter(|(at, _)| until(*at))?;
        self.ahead.pop_front();
        self.line_feeds += u64::from(byte == b'\n');
        Some(at)
    }
}

impl<R: BufRead> Decoding<R> {
    /// The line, from 1, of the row whose reading began at that byte; rows are
    /// asked for in their order.
    pub(super) fn line_at(&mut self, byte: u64) -> u64 {
        while self.breaks.take(|at| at < byte).is_some() {}
        // The rest of the line end before, and empty lines.
        let mut start = byte;
        while let Some(at) = self.breaks.take(|at| at == start) {
            start = at + 1;
        }
        self.breaks.line_feeds + 1
    }

    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            decoded: Vec::new(),
            at: 0,
            ended: false,
            breaks: Breaks::default(),
        }
    }
}

impl<R: BufRead> Read for Decoding<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.decoded.len() && !self.ended {
            let bytes = self.inner.fill_buf()?;
            let last = bytes.is_empty();
            let room = self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(64 * 1024);
            self.decoded.resize(room.max(16), 0);
            let (result, read, written, _) =
                self.decoder.decode_to_utf8(bytes, &mut self.decoded, last);
            self.inner.consume(read);
            self.decoded.truncate(written);
            self.at = 0;
            self.ended = last && result == CoderResult::InputEmpty;
        }
        let rest = self.decoded.get(self.at..).unwrap_or_default();
        let count = rest.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
            self.breaks.pass(from);
        }
        self.at += count;
        Ok(count)
    }
}
