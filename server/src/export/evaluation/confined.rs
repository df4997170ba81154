//! What a process that sets a PDF takes upon itself before it reads anything.

use std::{fs, io};

use rustix::process::set_parent_process_death_signal;
use rustix::process::{Resource, Rlimit, Signal, getrlimit, setrlimit};

/// Address space, in bytes: what the system can bound. A document of a hundred
/// thousand figures takes up to 1 GB of it, and 450 MB of memory; half of that
/// are the program and the fonts, mapped and read, whatever the document is.
pub const MEMORY: u64 = 2 << 30;

/// Bounds this process, which must do nothing else.
///
/// # Errors
/// When the system does not let it.
pub fn confine() -> io::Result<()> {
    // A server that is killed ends nothing itself. Where it was gone before this
    // was asked for, the summary breaks off, which ends it too.
    set_parent_process_death_signal(Some(Signal::KILL))?;
    lower(Resource::As, MEMORY)?;
    // What it holds is not for everybody who reads the machine's dumps.
    lower(Resource::Core, 0)?;
    // Where the machine itself runs out of memory, this is what it can spare.
    // Without these files it is set all the same.
    let _ = fs::write("/proc/self/oom_score_adj", "1000");
    let _ = fs::write("/proc/self/comm", "pilotboard-pdf");
    Ok(())
}

/// Never raises what the system's limit is already.
fn lower(resource: Resource, to: u64) -> io::Result<()> {
    let Rlimit { current, maximum } = getrlimit(resource);
    let lower = |limit: Option<u64>| Some(limit.map_or(to, |limit| limit.min(to)));
    Ok(setrlimit(resource, Rlimit { current: lower(current), maximum: lower(maximum) })?)
}
