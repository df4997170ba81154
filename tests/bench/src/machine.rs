//! What the figures were measured on.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Fault;

/// Day, machine, versions, in one line.
pub(crate) fn describe(day: &str, binary: &Path) -> Result<String, Fault> {
    let processors = fs::read_to_string("/proc/cpuinfo")?;
    let of = |name: &str| {
        let line = processors.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_once(": ")).map_or("unknown", |(_, value)| value)
    };
    let cores = processors.lines().filter(|line| line.starts_with("processor")).count();
    let memory = fs::read_to_string("/proc/meminfo")?;
    let memory = memory.lines().next().and_then(|line| line.split_whitespace().nth(1));
    let memory = memory.and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0);
    let system = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let system = system.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    Ok(format!(
        "{day}; {cores} cores, {}; {} GB; {}; {}; {}; load at the start {}",
        of("model name"),
        memory / 1_048_576,
        system.unwrap_or("unknown system").trim_matches('"'),
        said(binary, &["--version"])?,
        said(Path::new("rustc"), &["--version"])?,
        load(),
    ))
}

/// How many processes wanted a processor over the last minute.
pub(crate) fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or_default().to_owned()
}

fn said(program: &Path, arguments: &[&str]) -> Result<String, Fault> {
    let output = Command::new(program).args(arguments).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
