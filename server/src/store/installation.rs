//! Whether this database holds real figures or a demo's. The two never mix.

use super::{Store, StoreError};

/// What a database is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Real,
    Demo,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Demo => "demo",
        }
    }
}

impl Store {
    /// Marks a new database with its purpose, or checks the mark of an old one.
    ///
    /// # Errors
    /// When the database was marked for the other purpose.
    pub async fn claim(&self, purpose: Purpose) -> Result<(), StoreError> {
        sqlx::query("insert into installation (purpose) values ($1) on conflict do nothing")
            .bind(purpose.name())
            .execute(&self.pool)
            .await?;
        self.refuse_unless(purpose).await
    }

    /// Refuses a database that was marked for the other purpose; one that was
    /// never marked will do for either.
    ///
    /// # Errors
    /// As said, or when the database does not answer.
    pub async fn refuse_unless(&self, purpose: Purpose) -> Result<(), StoreError> {
        let found: Option<(String,)> =
            sqlx::query_as("select purpose from installation").fetch_optional(&self.pool).await?;
        match found {
            Some((found,)) if found != purpose.name() => {
                Err(StoreError::OtherPurpose { wanted: purpose.name(), found })
            }
            Some(_) | None => Ok(()),
        }
    }
}
