//! What the ministries decide and say, and what follows from it: approving
//! writes the version that counts, the sums and the record in one transaction.

use app::domain::access::Actor;
use app::domain::dossier::Said;
use app::domain::filing::{Filing, Key, Refusal, State, Step};
use serde_json::json;
use sqlx::PgConnection;

use super::returns::{Found, find, lock};
use super::rollups::Changed;
use super::{Store, StoreError, audit, rollups};

/// Something said of a return: whole, or of some lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub said: Said,
    /// The submitted version that was looked at.
    pub version: Option<i32>,
    pub reason: String,
    pub lines: Option<Vec<String>>,
}

/// What a decision came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decided {
    Done,
    /// Another version was submitted, or somebody else decided, since the page
    /// was loaded.
    Stale,
    Refused(Refusal),
}

impl Store {
    /// Approves, returns, reopens, comments, countersigns or asks for
    /// reopening, as `word` says.
    ///
    /// # Errors
    /// When the database does not answer, or refuses; then nothing is changed.
    pub async fn say(&self, actor: &Actor, key: &Key, word: &Word) -> Result<Decided, StoreError> {
        let mut tx = self.acting(actor).await?;
        let step = step(word);
        // Only who changes a return's way holds it.
        let found =
            if step.is_some() { lock(&mut tx, key).await? } else { find(&mut tx, key).await? };
        let Some(Found { filing, .. }) = found else {
            return Ok(Decided::Refused(Refusal::NotSubmitted(None)));
        };
        if word.version.is_some() && word.version != seen_version(&filing, word.said) {
            return Ok(Decided::Stale);
        }
        if let Some(step) = step {
            match filing.after(&step) {
                Ok(after) => change(&mut tx, key, (&filing, &after), word.said).await?,
                Err(refusal) => return Ok(Decided::Refused(refusal)),
            }
        } else if let Err(refusal) = may_be_said(&filing, word.said) {
            return Ok(Decided::Refused(refusal));
        }
        let version = filing.submitted.max(filing.approved);
        if !insert(&mut tx, actor, key, version, word).await? {
            // Countersigned before: there is nothing to add, nor to record.
            return Ok(Decided::Done);
        }
        let detail = json!({ "version": version, "reason": word.reason, "lines": word.lines });
        audit::write(&mut tx, &key.unit, &actor.name, action(word.said), &key.to_string(), detail)
            .await?;
        tx.commit().await?;
        Ok(Decided::Done)
    }
}

/// The version a decision goes by.
fn seen_version(filing: &Filing, said: Said) -> Option<i32> {
    match said {
        Said::Reopen | Said::AskReopening => filing.approved,
        _ => filing.submitted.max(filing.approved),
    }
}

/// Whether words alone, which change nothing of a return's way, fit where it is.
fn may_be_said(filing: &Filing, said: Said) -> Result<(), Refusal> {
    let decided_or_waiting = matches!(filing.state, Some(State::Submitted | State::Approved));
    match said {
        Said::Countersign if !decided_or_waiting => Err(Refusal::NotSubmitted(filing.state)),
        Said::Comment if filing.submitted.max(filing.approved).is_none() => {
            Err(Refusal::NotSubmitted(filing.state))
        }
        Said::AskReopening if filing.state != Some(State::Approved) => {
            Err(Refusal::NotApproved(filing.state))
        }
        _ => Ok(()),
    }
}

fn step(word: &Word) -> Option<Step> {
    match word.said {
        Said::Approve => Some(Step::Approve),
        Said::Return => Some(Step::Return { lines: word.lines.clone() }),
        Said::Reopen => Some(Step::Reopen { lines: word.lines.clone() }),
        Said::Comment | Said::Countersign | Said::AskReopening => None,
    }
}

/// How the record names it.
fn action(said: Said) -> &'static str {
    match said {
        Said::Approve => "approve",
        Said::Return => "return",
        Said::Reopen => "reopen",
        Said::Comment => "comment",
        Said::Countersign => "countersign",
        Said::AskReopening => "ask reopening",
    }
}

async fn change(
    tx: &mut PgConnection,
    key: &Key,
    (before, after): (&Filing, &Filing),
    said: Said,
) -> Result<(), StoreError> {
    let approves = said == Said::Approve;
    sqlx::query(
        "update filing set state = $4, state_since = now(), open_lines = $5, approved_version = $6,
           approved_at = case when $7 then now() else approved_at end
         where unit = $1 and programme = $2 and quarter = $3",
    )
    .bind(&key.unit)
    .bind(&key.programme)
    .bind(key.quarter.to_string())
    .bind(after.state.map(State::word))
    .bind(&after.open_lines)
    .bind(after.approved)
    .bind(approves)
    .execute(&mut *tx)
    .await?;
    if approves {
        let changed = Changed {
            unit: key.unit.clone(),
            quarter: key.quarter.to_string(),
            before: before.approved,
        };
        rollups::figures_changed(tx, &key.programme, &[changed]).await?;
    }
    Ok(())
}

/// Whether it was entered; a version is countersigned by each once.
async fn insert(
    tx: &mut PgConnection,
    actor: &Actor,
    key: &Key,
    version: Option<i32>,
    word: &Word,
) -> Result<bool, StoreError> {
    let inserted = sqlx::query(
        "insert into review_entry
           (unit, programme, quarter, version, action, reason, lines, by_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (unit, programme, quarter, version, by_name) where action = 'countersign'
         do nothing",
    )
    .bind(&key.unit)
    .bind(&key.programme)
    .bind(key.quarter.to_string())
    .bind(version)
    .bind(word.said.word())
    .bind(&word.reason)
    .bind(&word.lines)
    .bind(&actor.name)
    .execute(tx)
    .await?;
    Ok(inserted.rows_affected() > 0)
}
