//! The ledger against the database, past the server.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::PgPool;

use super::ledger::{Ledger, Return};
use super::returns::PROGRAMME;

/// What is not as it was acknowledged.
#[derive(Debug, Default)]
pub struct Found {
    pub lost: Vec<String>,
    pub doubled: Vec<String>,
    pub partial: Vec<String>,
    /// What does not fit together in the database itself.
    pub torn: Vec<String>,
}

impl Found {
    #[must_use]
    pub fn is_well(&self) -> bool {
        let all = [&self.lost, &self.doubled, &self.partial, &self.torn];
        all.iter().all(|list| list.is_empty())
    }
}

/// Asks the database itself, as the owner of its tables.
pub async fn all(sql: &PgPool, ledger: &Ledger) -> Found {
    let mut found = Found::default();
    saves(sql, ledger, &mut found).await;
    submissions(sql, ledger, &mut found).await;
    found.torn = torn(sql).await;
    found
}

/// Each mark stands in each of its lines, once, and by one version.
async fn saves(sql: &PgPool, ledger: &Ledger, found: &mut Found) {
    // A mark stays as a note while other parts of the line change: where it
    // came in is what counts.
    let rows: Vec<(String, String, String, String, i64)> = sqlx::query_as(
        "select note, unit, quarter::text, line, version
         from (select *, lag(note, 1, '') over
             (partition by unit, programme, quarter, line order by version) as before
           from draft_entry where programme = $1) as typed
         where note <> '' and note <> before",
    )
    .bind(PROGRAMME)
    .fetch_all(sql)
    .await
    .expect("the drafts");
    let mut kept: BTreeMap<String, Vec<(Return, String, i64)>> = BTreeMap::new();
    for (mark, unit, quarter, line, version) in rows {
        kept.entry(mark).or_default().push(((unit, quarter), line, version));
    }
    for (mark, save) in ledger.saves() {
        let Some(entries) = kept.get(&mark) else {
            found.lost.push(mark);
            continue;
        };
        let lines: BTreeSet<&String> = entries.iter().map(|(_, line, _)| line).collect();
        let versions: BTreeSet<i64> = entries.iter().map(|(.., version)| *version).collect();
        if entries.len() > save.lines.len() || versions.len() > 1 {
            found.doubled.push(mark);
        } else if lines != save.lines.iter().collect() || entries.iter().any(|it| it.0 != save.of) {
            found.partial.push(mark);
        }
    }
}

/// Each key submitted once, with all its figures, its receipt and its state.
async fn submissions(sql: &PgPool, ledger: &Ledger, found: &mut Found) {
    type Row = (String, String, String, i32, String, Option<i32>, i64, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "select s.idempotency_key, s.unit, s.quarter::text, s.version, f.state,
           f.submitted_version,
           (select count(*) from figure g where (g.unit, g.programme, g.quarter, g.version)
             = (s.unit, s.programme, s.quarter, s.version)),
           (select count(*) from audit_entry a where a.action = 'submit' and a.unit = s.unit
             and a.subject = s.programme || '/' || s.unit || '/' || s.quarter)
         from submission s join filing f using (unit, programme, quarter)
         where s.origin = 'return'",
    )
    .fetch_all(sql)
    .await
    .expect("the submissions");
    let mut kept: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        kept.entry(&row.0).or_default().push(row);
    }
    for (key, submission) in ledger.submissions() {
        match kept.get(key.as_str()).map(Vec::as_slice) {
            None => found.lost.push(key),
            Some([(_, unit, quarter, version, state, submitted, figures, entries)]) => {
                let whole = (unit, quarter) == (&submission.of.0, &submission.of.1)
                    && usize::try_from(*figures) == Ok(submission.figures)
                    && state == "submitted"
                    && *submitted == Some(*version)
                    && *entries == 1;
                if *version != 1 {
                    found.doubled.push(key);
                } else if !whole {
                    found.partial.push(key);
                }
            }
            Some(_) => found.doubled.push(key),
        }
    }
}

/// Versions without a gap, an audit entry for each, and chains that hold.
async fn torn(sql: &PgPool) -> Vec<String> {
    let asked = [
        (
            "a draft's versions are not those of its changes",
            "select f.unit || '/' || f.quarter from filing f
             left join (select unit, programme, quarter, count(distinct version) as changes,
                 max(version) as last from draft_entry group by 1, 2, 3) as d
               using (unit, programme, quarter)
             where f.draft_version is distinct from coalesce(d.changes, 0)
               or f.draft_version is distinct from coalesce(d.last, 0)",
        ),
        (
            "a draft's changes are not those of the audit",
            "select f.unit || '/' || f.quarter from filing f
             where f.draft_version <> (select count(*) from audit_entry a
               where a.action = 'write draft' and a.unit = f.unit
                 and a.subject = f.programme || '/' || f.unit || '/' || f.quarter)",
        ),
        (
            "an audit entry does not follow the one before it",
            "select unit || '/' || seq from (select *,
                 lag(seq, 1, 0::bigint) over chain as before,
                 lag(hash, 1, ''::bytea) over chain as sealed
               from audit_entry window chain as (partition by unit order by seq)) as e
             where seq <> before + 1 or previous <> sealed
               or hash <> audit_hash(unit, seq, at, actor, action, subject, detail, previous)",
        ),
    ];
    let mut torn = Vec::new();
    for (what, question) in asked {
        let rows: Vec<(String,)> = sqlx::query_as(question).fetch_all(sql).await.expect(what);
        torn.extend(rows.into_iter().map(|(at,)| format!("{what}: {at}")));
    }
    torn
}
