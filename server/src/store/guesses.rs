//! Sign-ins that failed, and how long the next one has to wait for them. A
//! whole province may sit behind one address: what is slowed down is one name
//! from one address; all names from an address only far beyond what people do.

use super::{Store, StoreError};

/// For how long a failure counts, in minutes.
const WINDOW_MINUTES: i32 = 15;
/// Failures of one name from one address that cost nothing.
const FREE: i64 = 5;
/// The first wait, in seconds; it doubles with each failure.
const FIRST_WAIT: i64 = 15;
const LONGEST_WAIT: i64 = 15 * 60;
/// Failures from one address within the window, after which it waits.
const BY_ADDRESS: i64 = 300;
const ADDRESS_WAIT: i64 = 60;

/// How long to wait after that many failures, in seconds.
fn wait(failures: i64) -> i64 {
    if failures < FREE {
        return 0;
    }
    let doublings = u32::try_from(failures - FREE).unwrap_or(u32::MAX).min(10);
    (FIRST_WAIT << doublings).min(LONGEST_WAIT)
}

impl Store {
    /// How long a guess at that name from that address has to wait, in seconds.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn wait_before_guess(
        &self,
        name: &str,
        address: &str,
    ) -> Result<Option<i64>, StoreError> {
        let (own, since, all, since_any): (i64, Option<i64>, i64, Option<i64>) = sqlx::query_as(
            "select count(*) filter (where name = $1),
               extract(epoch from now() - max(at) filter (where name = $1))::bigint,
               count(*), extract(epoch from now() - max(at))::bigint
             from sign_in_failure
             where address = $2 and at > now() - make_interval(mins => $3)",
        )
        .bind(name)
        .bind(address)
        .bind(WINDOW_MINUTES)
        .fetch_one(&self.pool)
        .await?;
        let left = wait(own) - since.unwrap_or_default();
        let left_of_address =
            if all >= BY_ADDRESS { ADDRESS_WAIT - since_any.unwrap_or_default() } else { 0 };
        Ok(Some(left.max(left_of_address)).filter(|seconds| *seconds > 0))
    }

    /// Notes a wrong guess.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn note_failure(&self, name: &str, address: &str) -> Result<(), StoreError> {
        sqlx::query(
            "with old as (
               delete from sign_in_failure where address = $2
                 and at < now() - make_interval(mins => $3)
             )
             insert into sign_in_failure (name, address) values ($1, $2)",
        )
        .bind(name)
        .bind(address)
        .bind(WINDOW_MINUTES)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Forgets the wrong guesses at a name from an address, after a right one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget_failures(&self, name: &str, address: &str) -> Result<(), StoreError> {
        sqlx::query("delete from sign_in_failure where name = $1 and address = $2")
            .bind(name)
            .bind(address)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_from_the_sixth_guess_on_and_ends_at_a_quarter_of_an_hour() {
        let waits: Vec<i64> = [0, 4, 5, 6, 7, 10, 11, 12, 1_000].into_iter().map(wait).collect();
        assert_eq!(waits, [0, 0, 15, 30, 60, 480, 900, 900, 900]);
    }
}
