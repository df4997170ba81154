//! Whether the standby, where one is named, can be read from.

use super::super::database::{self, STANDBY, named};
use super::Finding;
use crate::store::MIGRATOR;
use crate::store::standby::looking::{Away, Standing, compare};

/// What it is called in the report.
const NEED: &str = "standby";
/// What the standby has not taken over yet, above which it says so, in bytes.
const MUCH: i64 = 16 << 20;

/// Nothing is said where none is named.
pub(super) async fn answers(primary: &str) -> Option<Finding> {
    let standby = match named(STANDBY) {
        Ok(standby) => standby?,
        Err(error) => return Some(Finding::of_sentence(NEED, &error.to_string())),
    };
    // What is wrong with the primary's address has its own line.
    let primary = database::options(primary).ok()?;
    Some(match compare(&standby, &primary).await {
        Ok(standing) => fits(standing),
        Err(away) => refused(&away),
    })
}

fn refused(away: &Away) -> Finding {
    let fix = match away {
        Away::Silent(_) => {
            "check PILOTBOARD_READ_URL, and that PostgreSQL runs there with hot_standby = on; \
             until then the board is read from DATABASE_URL"
        }
        Away::PrimarySilent(_) => "see DATABASE_URL",
        Away::OtherDatabase => "name the same database on a copy made by pg_basebackup",
        Away::TakesWrites => "make it anew from the primary with pg_basebackup",
    };
    Finding::missing(NEED, away.to_string(), fix)
}

fn fits(standing: Standing) -> Finding {
    let newest = MIGRATOR.iter().map(|migration| migration.version).max();
    let seen = format!("PostgreSQL {}", standing.major);
    if !standing.is_another {
        return Finding::ok(NEED, format!("{seen}; the very server of DATABASE_URL"));
    }
    let seen = match standing.schema {
        Some(schema) if Some(schema) == newest => seen,
        Some(schema) => format!("{seen}, with schema {schema} of {}", newest.unwrap_or_default()),
        None => format!("{seen}, without a schema as yet"),
    };
    let behind = match standing.behind {
        behind if behind >= MUCH => format!(", {} MB behind", behind >> 20),
        _ => String::new(),
    };
    Finding::ok(NEED, format!("{seen}, follows DATABASE_URL{behind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standby_that_lags_or_is_none_says_so() {
        let newest = MIGRATOR.iter().map(|migration| migration.version).max();
        let well = Standing { major: 16, is_another: true, schema: newest, behind: 300 };
        assert_eq!(fits(well).seen, "PostgreSQL 16, follows DATABASE_URL");
        let seen = fits(Standing { behind: 40 << 20, schema: Some(1), ..well }).seen;
        assert!(seen.contains("with schema 1 of") && seen.ends_with("40 MB behind"), "{seen}");
        let seen = fits(Standing { is_another: false, ..well }).seen;
        assert!(seen.contains("the very server"), "{seen}");
        assert!(refused(&Away::TakesWrites).fix.is_some());
    }
}
