//! Talk goes to standard error, data to standard output.

use std::io::{self, IsTerminal, Write};

/// Says a line to the person at the terminal. A closed terminal is no reason
/// to stop working.
pub(super) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Puts a line of data out.
///
/// # Errors
/// When standard output is closed.
pub(super) fn put(line: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}

/// A bar that moves on a terminal; nothing where nobody looks.
pub(super) struct Bar {
    shown: Option<u64>,
    terminal: bool,
}

impl Bar {
    pub(super) fn new() -> Self {
        Self { shown: None, terminal: io::stderr().is_terminal() }
    }

    /// Shows how much of `all` is done, in whole percent.
    pub(super) fn show(&mut self, done: u64, all: u64) {
        let percent = (done * 100).checked_div(all).unwrap_or(100).min(100);
        if !self.terminal || self.shown == Some(percent) {
            return;
        }
        self.shown = Some(percent);
        let full = usize::try_from(percent / 5).unwrap_or(20);
        let _ = write!(io::stderr(), "\r[{:<20}] {percent:>3} %", "#".repeat(full));
        if percent == 100 {
            let _ = writeln!(io::stderr());
        }
    }
}
