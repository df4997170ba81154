//! The memory of processes that this one has started.

use std::fs;
use std::time::Duration;

use tokio::time::interval;

use super::memory::megabytes;

/// The future's answer, and the highest levels of the processes it started:
/// `380.1 MB, 702.0 MB of addresses`.
pub(super) async fn watched<T>(future: impl Future<Output = T>) -> (T, String) {
    let mut future = std::pin::pin!(future);
    let mut looking = interval(Duration::from_millis(2));
    let (mut resident, mut addressed) = (0, 0);
    loop {
        tokio::select! {
            done = &mut future => {
                let (resident, addressed) = (megabytes(resident), megabytes(addressed));
                return (done, format!("{resident}, {addressed} of addresses"));
            }
            _ = looking.tick() => {
                for pid in started() {
                    // The system keeps the highest by itself.
                    resident = resident.max(level(&pid, "VmHWM").unwrap_or(0));
                    addressed = addressed.max(level(&pid, "VmPeak").unwrap_or(0));
                }
            }
        }
    }
}

/// A line of a process's `/proc/PID/status`, in kilobytes.
pub(super) fn level(pid: &str, name: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.split_whitespace().next()?.parse().ok()
}

fn started() -> Vec<String> {
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten();
    let of_thread =
        threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("children")).ok());
    of_thread
        .flat_map(|pids| pids.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}
