//! `pilotboard receipt`: whether a receipt is the one the database holds.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use app::domain::filing::Key;
use app::domain::receipt::{self, Difference, FORMAT, Facts, LONGEST, NotAReceipt};
use app::locale::{Locale, receipt_words as words};

use super::database::{Beside, open};
use super::{Database, Failure, exit, talk};
use crate::audit::{hex, unhex};
use crate::store::returns::{Held, sha256};
use crate::store::{Store, StoreError};

/// `pilotboard receipt verify FILE`
pub(super) async fn verify(
    database: &Database,
    file: &Path,
    locale: Locale,
) -> Result<u8, Failure> {
    let refused = |sentence| Failure::Refused(format!("{}: {sentence}", file.display()));
    let text = text_of(file).map_err(|error| refused(error.to_string()))?;
    let text = text.ok_or_else(|| refused(words::unreadable(locale).to_owned()))?;
    let read = receipt::read(&text).map_err(|fault| refused(sentence(locale, &fault)))?;
    let opened = open(database, "pilotboard", 2, Beside::Server).await?;
    let held = find(&opened.store, &read).await;
    opened.close().await?;
    let number = read.facts.get("number").unwrap_or_default();
    let Some(held) = held? else {
        talk::put(&words::unknown(locale, number))?;
        return Ok(exit::REFUSED);
    };
    let (same, lines) = verdict(locale, &read, &held);
    for line in lines {
        talk::put(&line)?;
    }
    Ok(if same { exit::DONE } else { exit::REFUSED })
}

/// The file's text; `None` for what is too long or no text.
fn text_of(file: &Path) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(LONGEST).unwrap_or(u64::MAX);
    File::open(file)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() > LONGEST { None } else { String::from_utf8(bytes).ok() })
}

fn sentence(locale: Locale, fault: &NotAReceipt) -> String {
    match fault {
        NotAReceipt::Incomplete => words::incomplete(locale).to_owned(),
        NotAReceipt::Line(line) => words::line_unreadable(locale, line),
        NotAReceipt::Twice(name) => words::fact_twice(locale, name.escape_debug()),
        NotAReceipt::OtherFormat(found) => {
            words::other_format(locale, found.escape_debug(), FORMAT)
        }
    }
}

/// The receipt the file speaks of: by what it says of itself, else by its hash,
/// so that a changed number does not hide the rest.
async fn find(store: &Store, read: &receipt::Read) -> Result<Option<Held>, StoreError> {
    if let Some((key, version)) = key(&read.facts)
        && let Some(held) = store.any_receipt(&key, version).await?
    {
        return Ok(Some(held));
    }
    let Some(sha256) = unhex(&read.sha256) else { return Ok(None) };
    store.receipt_by_sha256(&sha256).await
}

fn key(facts: &Facts) -> Option<(Key, i32)> {
    let key = Key {
        programme: facts.get("programme")?.to_owned(),
        unit: facts.get("unit")?.to_owned(),
        quarter: facts.get("quarter")?.parse().ok()?,
    };
    Some((key, facts.get("version")?.parse().ok()?))
}

/// Whether it is the one, and what there is to say.
fn verdict(locale: Locale, read: &receipt::Read, held: &Held) -> (bool, Vec<String>) {
    let number = held.facts.get("number").unwrap_or_default();
    let kept = held.sha256.as_slice();
    let file_is_it = sha256(&read.facts).as_slice() == kept;
    let database_is_it = sha256(&held.facts).as_slice() == kept;
    let first = match (file_is_it, database_is_it) {
        (true, true) if read.sha256 == hex(kept) => {
            return (true, vec![words::genuine(locale, number)]);
        }
        (true, true) => {
            let file = read.sha256.escape_debug();
            return (false, vec![words::hash_line_differs(locale, file, hex(kept))]);
        }
        (false, true) => words::file_changed(locale, number),
        (true, false) => words::database_changed(locale, number),
        (false, false) => words::both_changed(locale, number),
    };
    let differences = read.facts.differences(&held.facts);
    let lines = differences.iter().map(|difference| told(locale, difference));
    (false, std::iter::once(first).chain(lines).collect())
}

/// What comes from the file is told so that it cannot steer a terminal.
fn told(locale: Locale, difference: &Difference) -> String {
    let plain = |text: &str| text.replace(char::is_control, "\u{FFFD}");
    let Difference { name, here, there, from } = difference;
    let name = plain(name);
    match (here.as_deref().map(plain), there.as_deref().map(plain)) {
        (Some(here), Some(there)) => words::differs(locale, name, here, there, from),
        (Some(here), None) => words::only_here(locale, name, here),
        (None, there) => words::only_there(locale, name, there.unwrap_or_default()),
    }
}
