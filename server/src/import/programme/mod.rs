//! Programme files: TOML to [`Programme`], with every fault named by its line.

mod file;
mod validate;

use std::fmt;

use app::domain::programme::Programme;

/// One thing wrong with a programme file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line and column in the file, from 1.
    pub line: usize,
    pub column: usize,
    /// What is wrong and what to write instead.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

/// Reads and checks one programme file.
///
/// # Errors
/// All faults of the file in order of their lines; the first alone when the
/// file is not TOML or does not have a programme's shape.
pub fn parse(text: &str) -> Result<Programme, Vec<Fault>> {
    let file: file::ProgrammeFile = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        vec![fault(text, at, error.message().to_owned())]
    })?;
    let mut faults: Vec<Fault> =
        validate::faults(&file).into_iter().map(|(at, message)| fault(text, at, message)).collect();
    if faults.is_empty() {
        Ok(file.into_programme())
    } else {
        faults.sort_by_key(|fault| (fault.line, fault.column));
        Err(faults)
    }
}

/// A fault at a byte of the file.
fn fault(text: &str, at: usize, message: String) -> Fault {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    Fault { line, column, message }
}

#[cfg(test)]
mod tests;
