//! The product as a process of its own, its memory, and requests to it.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::Fault;

/// A running `pilotboard`; asked to stop when dropped.
pub(crate) struct Process(Child);

impl Process {
    /// Starts it with its talk in the file `log`.
    pub(crate) fn start(binary: &Path, arguments: &[&str], log: &Path) -> Result<Self, Fault> {
        let log = File::create(log)?;
        let child = Command::new(binary)
            .args(arguments)
            .env_remove("DATABASE_URL")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        Ok(Self(child))
    }

    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>, Fault> {
        Ok(self.0.try_wait()?)
    }

    /// A line of `/proc/PID/status`, in kilobytes; 0 once it has ended.
    pub(crate) fn memory(&self, name: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let value = line.and_then(|line| line.trim_start_matches(':').split_whitespace().next());
        value.and_then(|value| value.parse().ok()).unwrap_or(0)
    }

    /// `51.2 MB (20.1 anonymous, 31.1 file-backed)`
    #[expect(clippy::cast_precision_loss, reason = "shown with one place")]
    pub(crate) fn resident(&self) -> String {
        let megabytes = |name| self.memory(name) as f64 / 1_024.0;
        format!(
            "{:.1} MB ({:.1} anonymous, {:.1} file-backed)",
            megabytes("VmRSS"),
            megabytes("RssAnon"),
            megabytes("RssFile") + megabytes("RssShmem"),
        )
    }

    /// Asks it to stop and waits until it has, for at most a minute.
    pub(crate) fn stop(mut self) -> Result<(), Fault> {
        self.ask_to_stop();
        for _ in 0..6_000 {
            if self.0.try_wait()?.is_some() {
                return Ok(());
            }
            sleep(Duration::from_millis(10));
        }
        Err("the product did not stop in a minute".into())
    }

    fn ask_to_stop(&self) {
        if let Some(pid) = i32::try_from(self.0.id()).ok().and_then(Pid::from_raw) {
            // It may have ended by itself.
            let _ = kill_process(pid, Signal::TERM);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            self.ask_to_stop();
            let _ = self.0.wait();
        }
    }
}

/// A port that was free a moment ago.
pub(crate) fn free_address() -> Result<SocketAddr, Fault> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// The body of an answer with status 200, as it came over the line.
pub(crate) fn get(address: SocketAddr, path: &str, headers: &str) -> Result<Vec<u8>, Fault> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.0\r\nhost: localhost\r\n{headers}\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|at| at == b"\r\n\r\n").ok_or("no answer")?;
    if !answer.starts_with(b"HTTP/1.0 200") && !answer.starts_with(b"HTTP/1.1 200") {
        let head = String::from_utf8_lossy(answer.get(..end).unwrap_or_default()).into_owned();
        return Err(format!("{path}: {head}").into());
    }
    Ok(answer.split_off(end + 4))
}
