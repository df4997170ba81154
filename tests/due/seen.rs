//! Puts accounts and returns into a test's database, at the times a story needs.

use app::domain::period::Quarter;
use support::TestBoard;

/// An account that can be signed in to.
pub async fn account(board: &TestBoard, name: &str, role: &str, unit: Option<&str>, mail: &str) {
    sqlx::query("insert into account (name, role, unit, mail) values ($1, $2, $3, nullif($4, ''))")
        .bind(name)
        .bind(role)
        .bind(unit)
        .bind(mail)
        .execute(&board.sql)
        .await
        .expect("an account");
}

/// A return in a state; its first version, if any, submitted at a moment in
/// Beijing (`2026-10-15 23:59:59`).
#[derive(Clone, Copy, Debug)]
pub struct Filed<'a> {
    pub programme: &'a str,
    pub unit: &'a str,
    pub quarter: Quarter,
    pub state: &'a str,
    pub submitted: Option<&'a str>,
}

impl Filed<'_> {
    pub async fn put(self, board: &TestBoard) {
        let mut tx = board.sql.begin().await.expect("a transaction");
        let version = self.submitted.map(|_| 1);
        let counts = matches!(self.state, "approved" | "reopened").then_some(1);
        sqlx::query(
            "insert into filing (unit, programme, quarter, state, submitted_version, approved_version)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(self.unit)
        .bind(self.programme)
        .bind(self.quarter.to_string())
        .bind(self.state)
        .bind(version)
        .bind(counts)
        .execute(&mut *tx)
        .await
        .expect("a filing");
        if let Some(at) = self.submitted {
            sqlx::query(
                "insert into submission (unit, programme, quarter, version, origin, submitted_by,
                   submitted_at, receipt, figures_sha256, revision, idempotency_key)
                 values ($1, $2, $3, 1, 'return', 'lead', $4::timestamp at time zone 'Asia/Shanghai',
                   $1 || $2 || $3, '', 1, 'once')",
            )
            .bind(self.unit)
            .bind(self.programme)
            .bind(self.quarter.to_string())
            .bind(at)
            .execute(&mut *tx)
            .await
            .expect("a submission");
        }
        tx.commit().await.expect("a return");
    }
}

/// A word of the review.
pub async fn said(board: &TestBoard, filed: Filed<'_>, action: &str, reason: &str) {
    sqlx::query(
        "insert into review_entry (unit, programme, quarter, version, action, reason, by_name)
         values ($1, $2, $3, 1, $4, $5, 'reviewer')",
    )
    .bind(filed.unit)
    .bind(filed.programme)
    .bind(filed.quarter.to_string())
    .bind(action)
    .bind(reason)
    .execute(&board.sql)
    .await
    .expect("a review entry");
}
