//! `pilotboard import`: programmes and figures from files.

use std::path::Path;

use app::locale::{Locale, import_words as words};

use super::database::{Beside, open};
use super::{Database, Failure, exit, talk};
use crate::import::figures::{self, Order, Refused};
use crate::import::programme;
use crate::shipped;
use crate::store::Store;
use crate::store::importing::Origin;
use crate::store::installation::Purpose;
use crate::store::programmes::Saved;

/// Who an import is attributed to: the system's user.
pub(super) fn actor() -> String {
    std::env::var("USER")
        .or_else(|_| std::env::var("LOGNAME"))
        .ok()
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| format!("uid {}", rustix::process::getuid().as_raw()))
}

/// Puts the programmes that ship with the product into a database that does
/// not have them; what an administrator imported since stays.
pub(super) async fn shipped_programmes(store: &Store) -> Result<(), Failure> {
    let known: Vec<String> =
        store.programmes().await?.into_iter().map(|programme| programme.code).collect();
    for (code, source) in shipped::PROGRAMMES {
        if known.iter().any(|known| known == code) {
            continue;
        }
        let parsed =
            programme::parse(source).map_err(|faults| Failure::Refused(listed(code, &faults)))?;
        store.save_programme(&parsed, source, "pilotboard").await?;
    }
    Ok(())
}

fn listed(name: &str, faults: &[programme::Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(|fault| format!("{name}: {fault}")).collect();
    lines.join("\n")
}

/// `pilotboard import programme FILE`
pub(super) async fn programme(database: &Database, file: &Path) -> Result<u8, Failure> {
    let source = std::fs::read_to_string(file)
        .map_err(|error| Failure::Refused(format!("{}: {error}", file.display())))?;
    let parsed = programme::parse(&source).map_err(|faults| {
        Failure::Refused(format!(
            "{}\nnothing was taken over",
            listed(&file.display().to_string(), &faults)
        ))
    })?;
    let opened = open(database, "pilotboard", 2, Beside::Server).await?;
    let saved = opened.store.save_programme(&parsed, &source, &actor()).await;
    opened.close().await?;
    let code = &parsed.code;
    talk::say(&match saved? {
        Saved::Created => format!("{code}: taken over"),
        Saved::Revised { revision } => format!("{code}: taken over as revision {revision}"),
        Saved::Unchanged => format!("{code}: unchanged"),
    });
    Ok(exit::DONE)
}

/// `pilotboard import figures FILE`
pub(super) async fn figures(
    database: &Database,
    file: &Path,
    dry_run: bool,
    locale: Locale,
) -> Result<u8, Failure> {
    let opened = open(database, "pilotboard", 2, Beside::Server).await?;
    let done = import_figures(&opened.store, file, dry_run, locale).await;
    opened.close().await?;
    done
}

async fn import_figures(
    store: &Store,
    file: &Path,
    dry_run: bool,
    locale: Locale,
) -> Result<u8, Failure> {
    if dry_run {
        store.refuse_unless(Purpose::Real).await?;
    } else {
        store.claim(Purpose::Real).await?;
    }
    shipped_programmes(store).await?;
    let mut bar = talk::Bar::new();
    let mut progress = |done, all| bar.show(done, all);
    let actor = actor();
    let order =
        Order { actor: &actor, origin: Origin::Import, dry_run, locale, progress: &mut progress };
    let name = file.display();
    match figures::import(store, file, order).await {
        Ok(report) => {
            let (rows, blank) = (report.rows, report.blank);
            let (returns, all) = (report.imported.returns, report.imported.figures);
            talk::say(&if dry_run {
                words::would_import(locale, rows, blank, returns, all)
            } else {
                words::imported(locale, rows, blank, returns, all)
            });
            Ok(exit::DONE)
        }
        Err(Refused::Faults { listed, all }) => {
            for fault in &listed {
                talk::say(&format!("{name}: {}", fault.sentence(locale)));
            }
            Err(Failure::Refused(words::nothing_imported(locale, all, listed.len())))
        }
        Err(Refused::Unreadable(error)) => Err(Failure::Refused(format!("{name}: {error}"))),
        Err(Refused::Store(error)) => Err(error.into()),
    }
}
