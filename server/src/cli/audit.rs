//! `pilotboard audit`: whether the record of what was done is as it was
//! written, and where its chains end.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use app::domain::calendar::Moment;
use app::locale::{Locale, audit_words as words};

use super::database::{Beside, open};
use super::{Database, Failure, exit, talk};
use crate::audit::{Checkpoint, Fault, Head, NotACheckpoint, Verified, hex};
use crate::store::{Store, StoreError};

/// A file longer than this is no checkpoint, in bytes.
const LONGEST: u64 = 64 << 20;

/// `pilotboard audit verify`
pub(super) async fn verify(
    database: &Database,
    checkpoint: Option<&Path>,
    locale: Locale,
) -> Result<u8, Failure> {
    let checkpoint = match checkpoint {
        Some(file) => read(file, locale)?,
        None => Checkpoint::default(),
    };
    let opened = open(database, "pilotboard", 2, Beside::Server).await?;
    let walked = walk_all(&opened.store, &checkpoint).await;
    opened.close().await?;
    let (_, walked) = walked?;
    if say_bad(&walked, locale)? {
        return Ok(exit::REFUSED);
    }
    talk::say(&words::all_intact(locale, entries(&walked), walked.len()));
    Ok(exit::DONE)
}

/// `pilotboard audit checkpoint`; anchors nothing that is bad already.
pub(super) async fn checkpoint(
    database: &Database,
    file: &Path,
    locale: Locale,
) -> Result<u8, Failure> {
    // Before any work: a checkpoint that is there is never written over.
    let mut out = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file)
        .map_err(|error| refused(file, &unopened(&error, locale)))?;
    let written = async {
        let opened = open(database, "pilotboard", 2, Beside::Server).await?;
        let walked = walk_all(&opened.store, &Checkpoint::default()).await;
        opened.close().await?;
        let (at, walked) = walked?;
        if say_bad(&walked, locale)? {
            return Ok(exit::REFUSED);
        }
        let count = entries(&walked);
        let heads: Vec<_> = walked
            .into_iter()
            .map(|Verified { chain, intact, .. }| {
                (chain, Head { seq: intact.seq, hash: intact.hash })
            })
            .collect();
        let chains = heads.len();
        let (text, sha256) = Checkpoint::new(at, heads.into_iter().collect()).file();
        out.write_all(text.as_bytes())?;
        out.sync_all()?;
        talk::put(&sha256)?;
        talk::say(&words::anchored(locale, count, chains, file.display()));
        Ok::<u8, Failure>(exit::DONE)
    }
    .await;
    if !matches!(written, Ok(exit::DONE)) {
        // What was begun is no checkpoint; the reason is told either way.
        let _ = std::fs::remove_file(file);
    }
    written
}

fn entries(walked: &[Verified]) -> i64 {
    walked.iter().map(|verified| verified.intact.seq).sum()
}

/// Walks along every chain that is there or was anchored.
async fn walk_all(
    store: &Store,
    checkpoint: &Checkpoint,
) -> Result<(Moment, Vec<Verified>), StoreError> {
    let mut snapshot = store.audit_snapshot().await?;
    let mut chains = snapshot.chains();
    chains.extend(checkpoint.heads.keys().cloned());
    let mut walked = Vec::with_capacity(chains.len());
    for chain in chains {
        walked.push(snapshot.verify(&chain, &checkpoint.anchors(&chain)).await?);
    }
    Ok((snapshot.at, walked))
}

/// One line for each chain that is not as it was sealed; whether there is one.
fn say_bad(walked: &[Verified], locale: Locale) -> io::Result<bool> {
    let mut any = false;
    for Verified { chain, bad, intact } in walked {
        let Some(bad) = bad else { continue };
        any = true;
        let (word, said) = (bad.fault.word(), sentence(locale, bad.fault));
        let intact = match intact.seq {
            0 => words::none_intact(locale).to_owned(),
            seq => words::intact_up_to(locale, seq, hex(&intact.hash)),
        };
        talk::put(&format!("unit={chain} entry={} {word}: {said} {intact}", bad.seq))?;
    }
    Ok(any)
}

fn sentence(locale: Locale, fault: Fault) -> String {
    match fault {
        Fault::Edited => words::edited(locale).to_owned(),
        Fault::Deleted => words::deleted(locale).to_owned(),
        Fault::Swapped { sealed_as } => words::swapped(locale, sealed_as),
        Fault::Inserted => words::inserted(locale).to_owned(),
        Fault::BackDated => words::back_dated(locale).to_owned(),
        Fault::Resealed => words::resealed(locale).to_owned(),
        Fault::Cut => words::cut(locale).to_owned(),
        Fault::HeadEdited => words::head_edited(locale).to_owned(),
        Fault::HeadMissing => words::head_missing(locale).to_owned(),
        Fault::Rebuilt => words::rebuilt(locale).to_owned(),
    }
}

fn refused(file: &Path, sentence: &str) -> Failure {
    Failure::Refused(format!("{}: {sentence}", file.display()))
}

fn unopened(error: &io::Error, locale: Locale) -> String {
    if error.kind() == io::ErrorKind::AlreadyExists {
        words::file_exists(locale).to_owned()
    } else {
        error.to_string()
    }
}

fn read(file: &Path, locale: Locale) -> Result<Checkpoint, Failure> {
    let mut text = String::new();
    File::open(file)
        .and_then(|opened| opened.take(LONGEST).read_to_string(&mut text))
        .map_err(|error| refused(file, &error.to_string()))?;
    Checkpoint::read(&text).map_err(|fault| {
        refused(
            file,
            &match fault {
                NotACheckpoint::OtherFormat => words::no_checkpoint(locale).to_owned(),
                NotACheckpoint::Line(line) => words::checkpoint_line(locale, line),
                NotACheckpoint::Changed => words::checkpoint_changed(locale).to_owned(),
            },
        )
    })
}
