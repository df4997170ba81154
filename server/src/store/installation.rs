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
        let (found,): (String,) =
            sqlx::query_as("select purpose from installation").fetch_one(&self.pool).await?;
        if found == purpose.name() {
            Ok(())
        } else {
            Err(StoreError::OtherPurpose { wanted: purpose.name(), found })
        }
    }

    /// What the database is marked for; real when it was never marked.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn purpose(&self) -> Result<Purpose, StoreError> {
        let found: Option<(String,)> =
            sqlx::query_as("select purpose from installation").fetch_optional(&self.pool).await?;
        Ok(match found {
            Some((purpose,)) if purpose == "demo" => Purpose::Demo,
            _ => Purpose::Real,
        })
    }
}
