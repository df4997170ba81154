//! HAProxy with the settings that the documentation gives.

use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::Command;

use support::{Running, eventually, free_address, repository_file};
use tempfile::TempDir;

pub(crate) struct Proxy {
    pub address: SocketAddr,
    socket: PathBuf,
    _running: Running,
}

impl Proxy {
    /// Starts it before these servers and waits until it uses both.
    pub(crate) async fn start(folder: &TempDir, servers: [SocketAddr; 2]) -> Self {
        let address = free_address();
        let socket = folder.path().join("proxy.sock");
        let settings = std::fs::read_to_string(repository_file("docs/cluster/board.cfg"));
        let mut settings = settings.expect("it is in the repository");
        for (given, ours) in [
            ("127.0.0.1:8080", address.to_string()),
            ("127.0.0.1:8081", servers[0].to_string()),
            ("127.0.0.1:8082", servers[1].to_string()),
            ("/run/haproxy/board.sock", socket.display().to_string()),
        ] {
            assert!(settings.contains(given), "{given} is not in the settings");
            settings = settings.replace(given, &ours);
        }
        let file = folder.path().join("proxy.cfg");
        std::fs::write(&file, settings).expect("its settings");
        let mut command = Command::new("haproxy");
        // In the foreground, and without leaving anything behind.
        command.arg("-db").arg("-f").arg(&file);
        let running = Running::start(&mut command, &folder.path().join("talk-proxy"));
        let proxy = Self { address, socket, _running: running };
        eventually("a proxy before both servers", async || proxy.uses(0) && proxy.uses(1)).await;
        proxy
    }

    /// Whether requests are given to that server.
    pub(crate) fn uses(&self, server: usize) -> bool {
        let name = ["one", "two"][server];
        let told = self.ask("show stat").unwrap_or_default();
        told.lines().any(|line| {
            line.starts_with(&format!("ready,{name},")) && line.split(',').nth(17) == Some("UP")
        })
    }

    fn ask(&self, question: &str) -> std::io::Result<String> {
        let mut socket = UnixStream::connect(&self.socket)?;
        writeln!(socket, "{question}")?;
        let mut told = String::new();
        socket.read_to_string(&mut told)?;
        Ok(told)
    }
}
