//! `pilotboard demo`: the board with made-up figures, in a state directory of
//! its own, so that they never meet real ones.

use super::database::{Beside, open};
use super::serve::{Stop, listen, log, until_stopped};
use super::{Failure, Serving, import, talk};
use crate::demo;
use crate::http::Settings;
use crate::store::Store;
use crate::store::importing::{Origin, Staged};
use crate::store::installation::Purpose;

/// Whose name demo figures bear.
const ACTOR: &str = "demo";
/// Figures staged at a time.
const BATCH: usize = 5_000;

pub(super) async fn run(serving: Serving) -> Result<u8, Failure> {
    log();
    let stop = Stop::watch()?;
    let listener = listen(&serving).await?;
    let opened =
        open(&serving.database, "pilotboard-demo", serving.connections, Beside::Nobody).await?;
    if let Err(failure) = fill(&opened.store).await {
        opened.close().await?;
        return Err(failure);
    }
    let settings = Settings {
        demo: true,
        as_of: serving.as_of.or(demo::AS_OF.parse().ok()),
        font: serving.font.clone(),
        surroundings: serving.surroundings(),
        // Made-up accounts are written to nobody.
        mailer: None,
    };
    until_stopped(listener, opened, settings, serving.accepting(), stop).await
}

/// Puts programmes and demo figures in; figures that are there already stay.
///
/// # Errors
/// When the database is marked for real figures, or does not answer.
pub async fn fill(store: &Store) -> Result<(), Failure> {
    store.claim(Purpose::Demo).await?;
    import::shipped_programmes(store).await?;
    let programmes = store.programmes().await?;
    let filled = store.latest_quarters().await?;
    let empty: Vec<_> =
        programmes.iter().filter(|programme| !filled.contains_key(&programme.code)).collect();
    if empty.is_empty() {
        return Ok(());
    }
    talk::say("    filling in demo figures");
    let mut bar = talk::Bar::new();
    let mut importing = store.begin_import().await?;
    let mut staged = Vec::new();
    for programme in &empty {
        staged.extend(demo::rows(programme).into_iter().map(|row| Staged {
            line: 0,
            programme: programme.code.clone(),
            unit: row.unit,
            quarter: row.quarter,
            indicator: row.indicator,
            figure: row.figure,
            note: row.note,
        }));
    }
    let all = staged.len() as u64;
    let mut done = 0;
    for batch in staged.chunks(BATCH) {
        importing.stage(batch).await?;
        done += batch.len() as u64;
        bar.show(done, all);
    }
    importing.merge().await?;
    importing.commit(Origin::Demo, ACTOR, "demo").await?;
    Ok(())
}
