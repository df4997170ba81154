//! Whether the pooler, where one is named, can be served through.

use super::super::Failure;
use super::super::database::{self, POOLER, named};
use super::Finding;
use crate::store::{StoreError, pooler};

/// What it is called in the report.
const NEED: &str = "pooler";

/// Nothing is said where none is named.
pub(super) async fn answers(direct: &str) -> Option<Finding> {
    let pooler = match named(POOLER) {
        Ok(pooler) => pooler?,
        Err(error) => return Some(Finding::of_sentence(NEED, &error.to_string())),
    };
    // What is wrong with the database's own address has its own line.
    let direct = database::options(direct).ok()?;
    Some(match pooler::check(pooler, direct).await {
        Ok(()) => Finding::ok(NEED, "answers, and keeps the rights"),
        Err(unfit @ StoreError::Pooler(_)) => Finding::of_sentence(NEED, &unfit.to_string()),
        Err(error) => Finding::missing(
            NEED,
            Failure::from(error).to_string().split("; ").next().unwrap_or_default(),
            "check PILOTBOARD_POOL_URL, pgbouncer.ini and its log",
        ),
    })
}
