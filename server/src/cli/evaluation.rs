//! `pilotboard evaluation`: whether a file's figures are the frozen ones.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use app::domain::summary::Summary;
use app::locale::{Locale, evaluation_words as words};
use sha2::{Digest, Sha256};

use super::database::{Beside, open};
use super::{Database, Failure, exit, talk};
use crate::export::evaluation::verify::{self, Difference};
use crate::store::{Store, StoreError};

/// A longer file is none of ours, in bytes.
const LONGEST: usize = 100 << 20;
/// Differences told one by one; the rest is counted.
const TOLD: usize = 50;

/// `pilotboard evaluation verify FILE`
pub(super) async fn verify(
    database: &Database,
    file: &Path,
    locale: Locale,
) -> Result<u8, Failure> {
    let refused = |sentence: &str| Failure::Refused(format!("{}: {sentence}", file.display()));
    let bytes = bytes_of(file).map_err(|error| refused(&error.to_string()))?;
    let bytes = bytes.ok_or_else(|| refused(words::verify_too_large(locale)))?;
    let number =
        verify::number_in(&bytes).ok_or_else(|| refused(words::verify_not_ours(locale)))?;
    let number = plain(&number);
    let opened = open(database, "pilotboard", 2, Beside::Server).await?;
    let held = held(&opened.store, &number).await;
    opened.close().await?;
    let Some((summary, sound)) = held? else {
        talk::put(&words::verify_unknown(locale, number))?;
        return Ok(exit::REFUSED);
    };
    if !sound {
        talk::put(&words::verify_database_changed(locale, &number))?;
        return Ok(exit::REFUSED);
    }
    let found = verify::differences(&summary, &bytes);
    let found = found.map_err(|_| refused(words::verify_not_ours(locale)))?;
    // Text that people edited changes no figure; it is told all the same.
    let (remarks, differences): (Vec<_>, Vec<_>) = found.into_iter().partition(|it| it.remark);
    if differences.is_empty() {
        talk::put(&words::verify_genuine(locale, number))?;
        for remark in remarks.iter().take(TOLD) {
            talk::put(&told(locale, remark))?;
        }
        return Ok(exit::DONE);
    }
    talk::put(&words::verify_differs(locale, number, differences.len()))?;
    for difference in differences.iter().take(TOLD) {
        talk::put(&told(locale, difference))?;
    }
    if let Some(rest) = differences.len().checked_sub(TOLD).filter(|rest| *rest > 0) {
        talk::put(&words::verify_more(locale, rest))?;
    }
    Ok(exit::REFUSED)
}

/// The file's content; `None` for what is too long.
fn bytes_of(file: &Path) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(LONGEST).unwrap_or(u64::MAX);
    File::open(file)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() <= LONGEST))
}

/// What the database holds under that number, and whether it is as it was
/// frozen.
async fn held(store: &Store, number: &str) -> Result<Option<(Summary, bool)>, StoreError> {
    let Some((frozen, content)) = store.any_evaluation(number).await? else { return Ok(None) };
    let sound = Sha256::digest(&content).as_slice() == frozen.sha256;
    let unreadable = |_| StoreError::Unreadable { table: "evaluation", key: number.to_owned() };
    Ok(Some((serde_json::from_str(&content).map_err(unreadable)?, sound)))
}

fn told(locale: Locale, difference: &Difference) -> String {
    let Difference { place, frozen, found, .. } = difference;
    words::verify_difference(locale, plain(place), plain(frozen), plain(found))
}

/// What comes from the file is told so that it cannot steer a terminal.
fn plain(text: &str) -> String {
    text.replace(char::is_control, "\u{FFFD}")
}
