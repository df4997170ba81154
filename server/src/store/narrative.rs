//! What people write to the sections of an evaluation, by version.

use std::collections::BTreeMap;

use app::domain::access::Actor;
use app::domain::calendar::Moment;
use app::domain::summary::Subject;
use serde_json::json;

use super::evaluations::{Kept, unit_of};
use super::{Store, StoreError, audit};

/// What was written to a section, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrative {
    pub version: i32,
    pub content: String,
    pub written_by: String,
    pub written_at: Option<Moment>,
}

impl Store {
    /// What was written to the sections, by their codes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn narrative(
        &self,
        actor: &Actor,
        subject: &Subject,
    ) -> Result<BTreeMap<String, Narrative>, StoreError> {
        let mut tx = self.acting(actor).await?;
        let rows: Vec<(String, i32, String, String, i64)> = sqlx::query_as(
            "select distinct on (section) section, version, content, written_by,
               (extract(epoch from written_at) * 1000000)::bigint
             from narrative
             where unit = $1 and programme = $2 and quarter = $3 and language = $4
             order by section, version desc",
        )
        .bind(unit_of(subject))
        .bind(&subject.programme)
        .bind(subject.quarter.to_string())
        .bind(&subject.language)
        .fetch_all(&mut *tx)
        .await?;
        tx.commit().await?;
        let written = rows.into_iter().map(|(section, version, content, written_by, at)| {
            let written_at = Some(Moment(at));
            (section, Narrative { version, content, written_by, written_at })
        });
        Ok(written.collect())
    }

    /// Writes a section's text, where its version is still `seen`.
    ///
    /// # Errors
    /// When the database does not answer, or refuses.
    pub async fn write_narrative(
        &self,
        actor: &Actor,
        subject: &Subject,
        section: &str,
        seen: i32,
        content: &str,
    ) -> Result<Kept<i32>, StoreError> {
        let mut tx = self.acting(actor).await?;
        // Where somebody else wrote that version meanwhile, nothing is inserted.
        let written = sqlx::query(
            "insert into narrative
               (unit, programme, quarter, language, section, version, content, written_by)
             select $1, $2, $3, $4, $5, $6, $7, $8
             where $6 = 1 or exists (select from narrative where unit = $1 and programme = $2
               and quarter = $3 and language = $4 and section = $5 and version = $6 - 1)
             on conflict do nothing",
        )
        .bind(unit_of(subject))
        .bind(&subject.programme)
        .bind(subject.quarter.to_string())
        .bind(&subject.language)
        .bind(section)
        .bind(seen + 1)
        .bind(content)
        .bind(&actor.name)
        .execute(&mut *tx)
        .await?;
        if written.rows_affected() == 0 {
            return Ok(Kept::Stale);
        }
        let detail = json!({ "section": section, "version": seen + 1,
            "quarter": subject.quarter.to_string(), "language": subject.language });
        let place = &subject.programme;
        audit::write(&mut tx, unit_of(subject), &actor.name, "write narrative", place, detail)
            .await?;
        tx.commit().await?;
        Ok(Kept::Done(seen + 1))
    }
}
