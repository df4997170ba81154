//! Who did what, written in the transaction of the deed; read by auditors, and
//! walked through to see whether it is as it was sealed.

mod chains;
mod reading;

pub use chains::Snapshot;
pub use reading::{Found, Wanted};

use serde_json::Value;
use sqlx::PgConnection;

use super::StoreError;

/// Appends an entry to the chain of `unit` (empty for what is no unit's).
/// `subject` says on what: a programme's code, a return. The database seals it.
///
/// # Errors
/// When the database refuses.
pub async fn write(
    tx: &mut PgConnection,
    unit: &str,
    actor: &str,
    action: &str,
    subject: &str,
    detail: Value,
) -> Result<(), StoreError> {
    sqlx::query("insert into audit_entry (unit, actor, action, subject, detail) values ($1, $2, $3, $4, $5)")
        .bind(unit)
        .bind(actor)
        .bind(action)
        .bind(subject)
        .bind(detail)
        .execute(tx)
        .await?;
    Ok(())
}
