//! Submitting: once, as a version that never changes, with a receipt.

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::domain::dossier::Dossier;
use app::domain::draft::same;
use app::domain::filing::{Key, Refusal, State, Step};
use app::domain::programme::Programme;
use app::domain::receipt::{Line, Receipt};
use app::domain::series::Figure;
use serde_json::json;
use sqlx::{Postgres, Transaction};

use super::super::{Store, StoreError, audit, programmes};
use super::receipts::sha256;
use super::saving::{hold, keep_in, with};
use super::{Cell, Found, Saved, reading, versions};
use crate::audit::hex;

/// A figure on its way into a version: line, figure, note, explanation.
pub type FiledLine = (String, Figure, String, String);

/// What is submitted: the checked draft.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The draft's version that was checked.
    pub draft_version: i64,
    /// Made up by the page that asked; the same key submits once.
    pub idempotency_key: String,
    pub lines: Vec<FiledLine>,
    pub head: String,
    pub compiler: String,
    /// Why an approved return is filed again.
    pub reason: Option<String>,
}

/// What submitting came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// Filed now, or before with the same key.
    Done {
        version: i32,
    },
    /// The draft or the form changed since it was checked.
    Stale,
    Refused(Refusal),
}

/// What keeping the last typing before submitting came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    Done,
    /// Something else changed since the draft was looked at.
    Stale,
    Refused(Refusal),
}

/// A return on its way to a version. Nobody else writes it until this ends;
/// what is not committed leaves nothing.
#[derive(Debug)]
pub struct Submitting {
    tx: Transaction<'static, Postgres>,
    actor: Actor,
    key: Key,
    found: Found,
}

impl Store {
    /// Holds a return for submitting it.
    ///
    /// # Errors
    /// When the database does not answer, or refuses.
    pub async fn begin_submission(
        &self,
        actor: &Actor,
        key: &Key,
    ) -> Result<Submitting, StoreError> {
        let mut tx = self.acting(actor).await?;
        let found = hold(&mut tx, key).await?;
        Ok(Submitting { tx, actor: actor.clone(), key: key.clone(), found })
    }

    /// Files the checked draft, where nothing is to be kept before
    /// ([`Submitting::file`]).
    ///
    /// # Errors
    /// When the database does not answer, or refuses; then nothing is filed.
    pub async fn submit(
        &self,
        actor: &Actor,
        key: &Key,
        form: &Programme,
        submission: &Submission,
    ) -> Result<Submitted, StoreError> {
        let mut submitting = self.begin_submission(actor, key).await?;
        match submitting.filed_before(&submission.idempotency_key).await? {
            Some(version) => Ok(Submitted::Done { version }),
            None => submitting.file(form, submission).await,
        }
    }
}

impl Submitting {
    /// The version that was submitted with that key, if it was. Copies of one
    /// submission come one after another, so none misses the version of the
    /// first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn filed_before(&mut self, idempotency_key: &str) -> Result<Option<i32>, StoreError> {
        versions::filed_before(&mut self.tx, &self.key, idempotency_key).await
    }

    /// Keeps what was typed on a page that showed the draft at its version
    /// `seen`, if nothing but this typing changed since.
    ///
    /// # Errors
    /// When the database does not answer, or refuses.
    pub async fn keep(&mut self, seen: i64, cells: &[Cell]) -> Result<Kept, StoreError> {
        let Self { tx, actor, key, found } = self;
        if seen != found.draft_version {
            let (now, _) = reading::lines(tx, key, found.draft_version).await?;
            let (mut looked_at, _) = reading::lines(tx, key, seen).await?;
            let typed = with(&looked_at, cells);
            looked_at.extend(typed);
            if !same(&looked_at, &now) {
                return Ok(Kept::Stale);
            }
        }
        match keep_in(tx, actor, key, found, (found.draft_version, cells)).await? {
            Saved::Done { version, lines, .. } => {
                found.draft_version = version;
                if !lines.is_empty() {
                    found.filing.state.get_or_insert(State::Draft);
                }
                Ok(Kept::Done)
            }
            // Held against the draft as it is, nothing contradicts.
            Saved::Conflict { .. } => Ok(Kept::Stale),
            Saved::Refused(refusal) => Ok(Kept::Refused(refusal)),
        }
    }

    /// The return with what was kept, as it is submitted unless it is refused.
    ///
    /// # Errors
    /// As [`Store::dossier`].
    pub async fn dossier(&mut self) -> Result<Dossier, StoreError> {
        reading::dossier(&mut self.tx, &self.key).await
    }

    /// Lets go of the return; what was kept stays.
    ///
    /// # Errors
    /// When the database does not answer; then nothing is kept.
    pub async fn commit(self) -> Result<(), StoreError> {
        // What was begun and holds nothing is not left behind.
        if self.found.filing.state.is_some() {
            self.tx.commit().await?;
        }
        Ok(())
    }

    /// Files the checked draft as a new version, with its receipt
    /// ([`Store::receipt`]). `form` is the programme it was checked against.
    ///
    /// # Errors
    /// When the database does not answer, or refuses; then nothing is filed,
    /// nor kept.
    pub async fn file(
        self,
        form: &Programme,
        submission: &Submission,
    ) -> Result<Submitted, StoreError> {
        let Self { mut tx, actor, key, found } = self;
        let (revision, current) = programmes::current_revision(&mut tx, &key.programme).await?;
        if found.draft_version != submission.draft_version || current != *form {
            return Ok(Submitted::Stale);
        }
        let after = match found.filing.after(&Step::Submit) {
            Ok(after) => after,
            Err(refusal) => return Ok(Submitted::Refused(refusal)),
        };
        // A version taken over from a file may be newer than the way tells.
        let version = versions::next(&mut tx, &key).await?.max(after.submitted.unwrap_or(1));
        let now = super::super::acting::now(&mut tx).await?;
        let receipt = received(&actor, &key, submission, (version, revision), now);
        let facts = receipt.facts(form);
        let (number, sha256) = (receipt.number(form), sha256(&facts));
        versions::insert(&mut tx, submission, &receipt, &number, &sha256).await?;
        versions::insert_figures(&mut tx, &key, version, &submission.lines).await?;
        sqlx::query(
            "update filing set state = 'submitted', state_since = now(), submitted_version = $4,
               open_lines = null
             where unit = $1 and programme = $2 and quarter = $3",
        )
        .bind(&key.unit)
        .bind(&key.programme)
        .bind(key.quarter.to_string())
        .bind(version)
        .execute(&mut *tx)
        .await?;
        let detail = json!({ "version": version, "receipt": number, "sha256": hex(&sha256) });
        audit::write(&mut tx, &key.unit, &actor.name, "submit", &key.to_string(), detail).await?;
        tx.commit().await?;
        Ok(Submitted::Done { version })
    }
}

/// What is filed, as its receipt tells it.
fn received(
    actor: &Actor,
    key: &Key,
    submission: &Submission,
    (version, revision): (i32, i32),
    at: Moment,
) -> Receipt {
    let lines = submission.lines.iter().map(|(code, figure, note, explanation)| Line {
        code: code.clone(),
        figure: figure.clone(),
        note: note.clone(),
        explanation: explanation.clone(),
    });
    Receipt {
        key: key.clone(),
        version,
        at,
        revision,
        submitted_by: actor.name.clone(),
        head: submission.head.clone(),
        compiler: submission.compiler.clone(),
        reason: submission.reason.clone().unwrap_or_default(),
        lines: lines.collect(),
    }
}
