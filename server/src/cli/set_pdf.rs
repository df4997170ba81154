//! `pilotboard evaluation set-pdf`: what the server starts for each PDF. A
//! summary on standard input, its PDF on standard output.

use std::io::{self, Read as _, Write as _};
use std::path::Path;

use app::domain::summary::{Format, Summary};

use super::{Failure, exit};
use crate::export::evaluation::{WriteError, confined, write};

pub(super) fn run(font: Option<&Path>) -> Result<u8, Failure> {
    confined::confine()?;
    let pdf = write(&summary()?, Format::Pdf, font).map_err(|error| match error {
        WriteError::NoFont => Failure::NoFont,
        error => Failure::Refused(error.to_string()),
    })?;
    let mut out = io::stdout().lock();
    out.write_all(&pdf)?;
    out.flush()?;
    Ok(exit::DONE)
}

/// Its spelling is gone before pages are laid out.
fn summary() -> Result<Summary, Failure> {
    let mut spelt = Vec::new();
    io::stdin().lock().read_to_end(&mut spelt)?;
    serde_json::from_slice(&spelt)
        .map_err(|error| Failure::Refused(format!("standard input is no whole summary: {error}")))
}
