//! Why a command could not do its work: one line with cause and fix, and the
//! exit code that goes with it.

use std::fmt;
use std::io;
use std::net::SocketAddr;

use super::exit;
use crate::export::evaluation::WriteError;
use crate::store::StoreError;
use crate::store::embedded::EmbeddedError;

/// A failure a person can act on.
#[derive(Debug)]
pub enum Failure {
    /// `DATABASE_URL` or another setting cannot be used as it is.
    Config(String),
    Embedded(EmbeddedError),
    Store(StoreError),
    Listen {
        address: SocketAddr,
        error: io::Error,
    },
    Io(io::Error),
    /// No font has the characters of a document.
    NoFont,
    /// The input was understood and turned down; why has been said.
    Refused(String),
}

impl Failure {
    /// The exit code.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::Config(_) => exit::CONFIG,
            Self::Embedded(error) => error.code(),
            Self::Store(error) => store_code(error),
            Self::Listen { error, .. } if error.kind() == io::ErrorKind::AddrInUse => {
                exit::PORT_IN_USE
            }
            Self::Listen { .. } => exit::CONFIG,
            Self::NoFont => exit::NO_FONT,
            Self::Io(_) | Self::Refused(_) => exit::REFUSED,
        }
    }
}

fn store_code(error: &StoreError) -> u8 {
    match error {
        StoreError::Migration(_) => exit::SCHEMA,
        StoreError::OtherPurpose { .. } | StoreError::Pooler(_) => exit::CONFIG,
        StoreError::Unreadable { .. } | StoreError::Interrupted => exit::REFUSED,
        StoreError::Database(sqlx::Error::Database(answer)) => match answer.code().as_deref() {
            // Wrong password or user; database missing; connecting not allowed.
            Some("28P01" | "28000" | "3D000" | "42501") => exit::DATABASE_CREDENTIALS,
            _ => exit::REFUSED,
        },
        StoreError::Database(_) => exit::DATABASE_UNREACHABLE,
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(sentence) | Self::Refused(sentence) => out.write_str(sentence),
            Self::Embedded(error) => error.fmt(out),
            Self::Store(error) => match store_code(error) {
                exit::DATABASE_UNREACHABLE => write!(
                    out,
                    "{error}; check host and port in DATABASE_URL and that PostgreSQL runs there"
                ),
                exit::DATABASE_CREDENTIALS => {
                    write!(out, "{error}; check user, password and database name in DATABASE_URL")
                }
                exit::SCHEMA => write!(
                    out,
                    "{error}; it was made by another version of pilotboard: \
                     run that version, or restore a copy made before"
                ),
                _ => error.fmt(out),
            },
            Self::Listen { address, error } if error.kind() == io::ErrorKind::AddrInUse => write!(
                out,
                "cannot listen on {address}: {error}; stop what listens there \
                 or choose another address with --listen"
            ),
            Self::Listen { address, error } => write!(
                out,
                "cannot listen on {address}: {error}; choose another address with --listen"
            ),
            Self::Io(error) => error.fmt(out),
            Self::NoFont => WriteError::NoFont.fmt(out),
        }
    }
}

impl From<EmbeddedError> for Failure {
    fn from(error: EmbeddedError) -> Self {
        Self::Embedded(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
