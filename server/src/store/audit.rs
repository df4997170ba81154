//! Who did what, written in the transaction of the deed.

use serde_json::Value;
use sqlx::PgConnection;

use super::StoreError;

/// Appends an entry. `subject` says on what: a programme's code, a return.
///
/// # Errors
/// When the database refuses.
pub async fn write(
    tx: &mut PgConnection,
    actor: &str,
    action: &str,
    subject: &str,
    detail: Value,
) -> Result<(), StoreError> {
    sqlx::query("insert into audit_entry (actor, action, subject, detail) values ($1, $2, $3, $4)")
        .bind(actor)
        .bind(action)
        .bind(subject)
        .bind(detail)
        .execute(tx)
        .await?;
    Ok(())
}
