//! Files that show something: which kinds are taken, told by their first bytes
//! and never by their name, and what they may be called.

/// The largest file, in bytes.
pub const MAX_FILE: usize = 5 << 20;
/// Characters of a file's name.
pub const MAX_NAME: usize = 100;
/// Files listed in an Office document that are looked at; real ones have some
/// dozens.
const MAX_ENTRIES: usize = 10_000;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    Png,
    Jpeg,
    Docx,
    Xlsx,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    Empty,
    TooLarge,
    OtherKind,
    /// An Office document that brings programs.
    Macros,
    /// An Office document whose list of files is not there: cut off on its way.
    Damaged,
    /// As many files as can be read at a time are being read.
    Busy,
    /// What was to be kept is not there any more.
    Gone,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Png, Self::Jpeg, Self::Docx, Self::Xlsx];

    /// How the database spells it, and how its files end.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }

    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// What a file is by its bytes.
///
/// # Errors
/// When it is none that is taken.
pub fn kind_of(bytes: &[u8]) -> Result<Kind, FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    if bytes.len() > MAX_FILE {
        return Err(FileFault::TooLarge);
    }
    for (begin, kind) in [
        (b"%PDF-".as_slice(), Kind::Pdf),
        (b"\x89PNG\r\n\x1a\n", Kind::Png),
        (b"\xff\xd8\xff", Kind::Jpeg),
    ] {
        if bytes.starts_with(begin) {
            return Ok(kind);
        }
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(FileFault::OtherKind);
    }
    let names = listed(bytes).ok_or(FileFault::Damaged)?;
    let any = |is: &dyn Fn(&[u8]) -> bool| names.iter().any(|name| is(name));
    if !any(&|name| name == b"[Content_Types].xml") {
        return Err(FileFault::OtherKind);
    }
    if any(&|name| name.to_ascii_lowercase().ends_with(b"vbaproject.bin")) {
        return Err(FileFault::Macros);
    }
    match (any(&|name| name.starts_with(b"word/")), any(&|name| name.starts_with(b"xl/"))) {
        (true, false) => Ok(Kind::Docx),
        (false, true) => Ok(Kind::Xlsx),
        _ => Err(FileFault::OtherKind),
    }
}

/// The names in a zip archive's directory, which stands at its end.
fn listed(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    const END: usize = 22;
    const ENTRY: usize = 46;
    let half = |at: usize| Some(usize::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?)));
    // A comment of up to 65,535 bytes may follow.
    let last = bytes.len().checked_sub(END)?;
    let end = (last.saturating_sub(usize::from(u16::MAX))..=last)
        .rev()
        .find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))?;
    let count = half(end + 10)?;
    let begin = u32::from_le_bytes(*bytes.get(end + 16..)?.first_chunk()?);
    let mut at = usize::try_from(begin).ok()?;
    let mut names = Vec::new();
    for _ in 0..count.min(MAX_ENTRIES) {
        if !bytes.get(at..)?.starts_with(b"PK\x01\x02") {
            return None;
        }
        let name = at + ENTRY;
        let after = name + half(at + 28)?;
        names.push(bytes.get(name..after)?);
        at = after + half(at + 30)? + half(at + 32)?;
    }
    Some(names)
}

/// What a file is called here: nothing hidden in it, no folder, not endless,
/// and ending as its kind does.
#[must_use]
pub fn safe_name(given: &str, kind: Kind) -> String {
    let bare = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = bare
        .chars()
        .filter(|character| !is_hidden(*character) && !"\"<>|:*?".contains(*character))
        .collect();
    let plain = plain.trim().trim_start_matches('.');
    let ending = plain.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let fits = match kind {
        Kind::Jpeg => matches!(ending.as_deref(), Some("jpg" | "jpeg")),
        _ => ending.as_deref() == Some(kind.word()),
    };
    let stem = if fits { plain.rsplit_once('.').map_or(plain, |(stem, _)| stem) } else { plain };
    let stem: String = stem.trim().chars().take(MAX_NAME).collect();
    let stem = if stem.is_empty() { "evidence" } else { &stem };
    format!("{stem}.{}", kind.word())
}

/// Control characters, and those that turn the direction of the text around
/// them or cannot be seen.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
