//! A process that we started, and that ends with us.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::Fault;

const PAUSE: Duration = Duration::from_millis(20);

/// A child with its talk in a file; stopped when dropped.
pub(crate) struct Process {
    child: Child,
    name: &'static str,
    log: PathBuf,
}

impl Process {
    /// Starts it; both its outputs go to the file `log`.
    pub(crate) fn start(
        name: &'static str,
        mut command: Command,
        log: PathBuf,
    ) -> Result<Self, Fault> {
        let out = File::create(&log)?;
        let child = command
            .stdin(Stdio::null())
            .stdout(out.try_clone()?)
            .stderr(out)
            .spawn()
            .map_err(|error| format!("{name} could not be started: {error}"))?;
        Ok(Self { child, name, log })
    }

    /// Waits until a line of its talk holds `before`, and answers what follows
    /// on that line, up to `end`.
    pub(crate) fn says(
        &mut self,
        before: &str,
        end: char,
        patience: Duration,
    ) -> Result<String, Fault> {
        let mut left = patience;
        loop {
            let talk = fs::read_to_string(&self.log).unwrap_or_default();
            let said = talk.split_once(before).and_then(|(_, rest)| rest.split_once(end));
            if let Some((said, _)) = said {
                return Ok(said.to_owned());
            }
            let name = self.name;
            if let Some(status) = self.child.try_wait()? {
                return Err(format!("{name} ended ({status}); it said: {talk}").into());
            }
            left = left.checked_sub(PAUSE).ok_or_else(|| {
                format!("{name} did not say \"{before}\" in time; it said: {talk}")
            })?;
            sleep(PAUSE);
        }
    }
}

impl Drop for Process {
    /// Asks it to end in order, and after twenty seconds ends it.
    fn drop(&mut self) {
        if let Some(pid) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            // It may have ended by itself.
            let _ = kill_process(pid, Signal::TERM);
        }
        for _ in 0..1_000 {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            sleep(PAUSE);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
