//! Saving what was typed: every cell's text is kept, and nobody's is
//! overwritten unseen.

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::domain::dossier::Dossier;
use app::domain::draft::{Conflict, Lines, Part, Typed, absence_word, merge};
use app::domain::filing::{Key, Refusal, Step};
use serde_json::json;
use sqlx::PgConnection;

use super::super::{Store, StoreError, audit};
use super::{Found, lock, reading};

/// One typed text: line, part, text.
pub type Cell = (String, Part, String);

/// A conflict, with who typed the other text and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictAt {
    pub conflict: Conflict,
    pub by: String,
    pub at: Moment,
}

/// What saving came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Kept; the draft's version now, the lines that changed by this, and all
    /// lines as they are now.
    Done { version: i64, lines: Vec<String>, at: Moment, draft: Lines },
    /// Somebody else typed something else meanwhile; nothing was kept.
    /// `lines` is what the form would hold: the draft with this person's typing.
    Conflict { version: i64, conflicts: Vec<ConflictAt>, lines: Lines },
    /// The return, or one of its lines, cannot be written now.
    Refused(Refusal),
}

impl Store {
    /// Keeps what was typed into a form that was loaded at the draft's version
    /// `seen`. Only cells that differ from then are taken.
    ///
    /// # Errors
    /// When the database does not answer, or refuses; then nothing is kept.
    pub async fn save_draft(
        &self,
        actor: &Actor,
        key: &Key,
        seen: i64,
        cells: &[Cell],
    ) -> Result<Saved, StoreError> {
        let mut tx = self.acting(actor).await?;
        let saved = keep(&mut tx, actor, key, seen, cells).await?;
        if matches!(&saved, Saved::Done { lines, .. } if !lines.is_empty()) {
            tx.commit().await?;
        }
        Ok(saved)
    }

    /// The same, and the return as far as questions are asked of it: how far it
    /// has come, its lines as they are now, what the unit filed before.
    ///
    /// # Errors
    /// As [`Store::save_draft`].
    pub async fn save_and_question(
        &self,
        actor: &Actor,
        key: &Key,
        seen: i64,
        cells: &[Cell],
    ) -> Result<(Saved, Dossier), StoreError> {
        let mut tx = self.acting(actor).await?;
        let found = hold(&mut tx, key).await?;
        let saved = keep_in(&mut tx, actor, key, &found, (seen, cells)).await?;
        let mut dossier = Dossier::empty(key.clone(), found.now);
        if let Saved::Done { version, lines, draft, .. } = &saved {
            dossier.filing = found.filing;
            dossier.draft_version = *version;
            dossier.lines.clone_from(draft);
            dossier.history = reading::history(&mut tx, key).await?;
            if !lines.is_empty() {
                tx.commit().await?;
            }
        }
        Ok((saved, dossier))
    }
}

/// The same within a transaction, which the caller commits.
pub(in super::super) async fn keep(
    tx: &mut PgConnection,
    actor: &Actor,
    key: &Key,
    seen: i64,
    cells: &[Cell],
) -> Result<Saved, StoreError> {
    let found = hold(tx, key).await?;
    keep_in(tx, actor, key, &found, (seen, cells)).await
}

/// The filing, held until the transaction ends; begun if it was not, and then
/// still without a state.
pub(super) async fn hold(tx: &mut PgConnection, key: &Key) -> Result<Found, StoreError> {
    if let Some(found) = lock(tx, key).await? {
        return Ok(found);
    }
    let begun = sqlx::query(
        "insert into filing (unit, programme, quarter, state) values ($1, $2, $3, 'draft')
         on conflict do nothing",
    )
    .bind(&key.unit)
    .bind(&key.programme)
    .bind(key.quarter.to_string())
    .execute(&mut *tx)
    .await?;
    let Some(mut found) = lock(tx, key).await? else {
        return Err(StoreError::Unreadable { table: "filing", key: key.to_string() });
    };
    if begun.rows_affected() > 0 {
        found.filing.state = None;
    }
    Ok(found)
}

/// Keeps cells in a filing that is held.
pub(super) async fn keep_in(
    tx: &mut PgConnection,
    actor: &Actor,
    key: &Key,
    found: &Found,
    (seen, cells): (i64, &[Cell]),
) -> Result<Saved, StoreError> {
    let now = found.now;
    let (theirs, changes) = reading::lines(tx, key, found.draft_version).await?;
    // A version that never was, as after a restore, sees the draft as it is.
    let seen = seen.clamp(0, found.draft_version);
    let base = if seen == found.draft_version {
        theirs.clone()
    } else {
        reading::lines(tx, key, seen).await?.0
    };
    let (changed, conflicts) = merge(&base, &theirs, &with(&base, cells));
    if !conflicts.is_empty() {
        let conflicts = conflicts
            .into_iter()
            .map(|conflict| {
                let change = changes.get(&conflict.line);
                ConflictAt {
                    by: change.map(|change| change.by.clone()).unwrap_or_default(),
                    at: change.map_or(now, |change| change.at),
                    conflict,
                }
            })
            .collect();
        let lines = theirs.into_iter().chain(changed).collect();
        return Ok(Saved::Conflict { version: found.draft_version, conflicts, lines });
    }
    let lines: Vec<String> = changed.keys().cloned().collect();
    if let Err(refusal) = found.filing.after(&Step::Write { lines: lines.clone() }) {
        return Ok(Saved::Refused(refusal));
    }
    if changed.is_empty() {
        return Ok(Saved::Done { version: found.draft_version, lines, at: now, draft: theirs });
    }
    let version = found.draft_version + 1;
    write(tx, actor, key, version, &changed).await?;
    let detail = json!({ "draft": version, "lines": lines });
    audit::write(tx, &key.unit, &actor.name, "write draft", &key.to_string(), detail).await?;
    let draft = theirs.into_iter().chain(changed).collect();
    Ok(Saved::Done { version, lines, at: now, draft })
}

/// The draft as this person has it: as it was, with what was typed.
pub(super) fn with(base: &Lines, cells: &[Cell]) -> Lines {
    let mut mine = Lines::new();
    for (line, part, text) in cells {
        mine.entry(line.clone())
            .or_insert_with(|| base.get(line).cloned().unwrap_or_default())
            .set(*part, text);
    }
    mine
}

async fn write(
    tx: &mut PgConnection,
    actor: &Actor,
    key: &Key,
    version: i64,
    changed: &Lines,
) -> Result<(), StoreError> {
    let side = |pick: fn(&Typed) -> &str| -> Vec<&str> { changed.values().map(pick).collect() };
    sqlx::query(
        "with counted as (
           update filing set draft_version = $4
           where unit = $1 and programme = $2 and quarter = $3
         )
         insert into draft_entry (unit, programme, quarter, line, version, value, numerator,
           denominator, absence, note, explanation, changed_by)
         select $1, $2, $3, line, $4, value, numerator, denominator, nullif(absence, ''),
           note, explanation, $5
         from unnest($6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
           $12::text[])
           as c (line, value, numerator, denominator, absence, note, explanation)",
    )
    .bind(&key.unit)
    .bind(&key.programme)
    .bind(key.quarter.to_string())
    .bind(version)
    .bind(&actor.name)
    .bind(changed.keys().collect::<Vec<_>>())
    .bind(side(|line| &line.value))
    .bind(side(|line| &line.numerator))
    .bind(side(|line| &line.denominator))
    .bind(side(|line| absence_word(line.absence)))
    .bind(side(|line| &line.note))
    .bind(side(|line| &line.explanation))
    .execute(&mut *tx)
    .await?;
    Ok(())
}
