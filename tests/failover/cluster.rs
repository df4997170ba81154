//! etcd, three nodes, and the proxy that leads to the primary among them.

use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Executor as _};
use support::{Running, eventually, free_address, repository_file};
use tempfile::TempDir;
use tokio::time::sleep;

use crate::gaps::Killed;
use crate::node::{Node, as_user, own_folder};

pub(crate) struct Cluster {
    nodes: Vec<Node>,
    /// Leads to the primary.
    address: SocketAddr,
    _proxy: Running,
    _etcd: Running,
    /// Goes last: what is written into it, ends first.
    folder: TempDir,
}

impl Cluster {
    /// Starts all of it in a folder of its own, with an empty database for the
    /// board and a role that owns it.
    pub(crate) async fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("pilotboard-failover-").tempdir_in("/tmp");
        let folder = folder.expect("a folder");
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755))
            .expect("its rights");
        let (keeper, address) = etcd(folder.path());
        let nodes: Vec<Node> = ["alpha", "beta", "gamma"]
            .map(|name| Node::start(folder.path(), name, address))
            .into_iter()
            .collect();
        let (proxy, address) = proxy(folder.path(), &nodes);
        let cluster = Self { nodes, address, _proxy: proxy, _etcd: keeper, folder };
        cluster.is_whole().await;
        eventually("the proxy leads to the primary", async || {
            cluster.superuser("postgres").connect().await.is_ok()
        })
        .await;
        let mut sql = cluster.superuser("postgres").connect().await.expect("an answer");
        for statement in [
            "create role pilotboard login createrole password 'change-board'",
            "create database pilotboard owner pilotboard",
        ] {
            sql.execute(statement).await.expect("a database for the board");
        }
        cluster
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn superuser(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new()
            .host("127.0.0.1")
            .port(self.address.port())
            .username("postgres")
            .password("change-postgres")
            .database(database)
    }

    /// The board's database, past the board and bound by nothing.
    pub(crate) fn options(&self) -> PgConnectOptions {
        self.superuser("pilotboard")
    }

    /// As `DATABASE_URL` takes it.
    pub(crate) fn url_of_the_board(&self) -> String {
        format!("postgres://pilotboard:change-board@{}/pilotboard", self.address)
    }

    /// What the nodes say of each other, by one that answers.
    async fn members(&self) -> Vec<Value> {
        for node in &self.nodes {
            if let Some(members) = node.members().await {
                return members;
            }
        }
        Vec::new()
    }

    /// The place of the node that holds the lead and writes.
    async fn primary(&self) -> Option<usize> {
        let members = self.members().await;
        let leads = |it: &&Value| it["role"] == "leader" && it["state"] == "running";
        let leader = members.iter().find(leads)?;
        self.nodes.iter().position(|node| leader["name"] == node.name.as_str())
    }

    /// Waits until each node works, two of them as standbys of the third, and
    /// one of these as the one that commits wait for.
    pub(crate) async fn is_whole(&self) -> Duration {
        eventually("three nodes that work", async || {
            let members = self.members().await;
            let of = |role: &str| {
                let works = |it: &&Value| it["state"] == "running" || it["state"] == "streaming";
                members.iter().filter(works).filter(|it| it["role"] == role).count()
            };
            let timelines: Vec<&Value> = members.iter().map(|it| &it["timeline"]).collect();
            (of("leader"), of("sync_standby"), of("replica")) == (1, 1, 1)
                && timelines.windows(2).all(|pair| pair[0] == pair[1])
        })
        .await
    }

    /// Kills the primary; its place. Before that its standbys receive nothing for
    /// as long as `alone`: what it acknowledges then, without waiting for one of
    /// them, is lost with it.
    pub(crate) async fn kill_primary(&mut self, what: Killed, alone: Duration) -> usize {
        let primary = self.primary().await.expect("there is one");
        let others = |place: &usize| *place != primary && !alone.is_zero();
        let standbys: Vec<usize> = (0..self.nodes.len()).filter(others).collect();
        standbys.iter().for_each(|standby| self.nodes[*standby].hold_back());
        sleep(alone).await;
        let node = &mut self.nodes[primary];
        if what == Killed::WholeNode {
            node.kill_patroni().await;
        }
        node.kill_postgresql();
        standbys.iter().for_each(|standby| self.nodes[*standby].let_go());
        primary
    }

    pub(crate) async fn has_another_primary_than(&self, killed: usize) {
        eventually("another primary", async || {
            self.primary().await.is_some_and(|primary| primary != killed)
        })
        .await;
    }

    /// Starts a node that was killed as a whole.
    pub(crate) fn start_again(&mut self, node: usize) {
        self.nodes[node].start_again();
    }
}

fn etcd(all: &Path) -> (Running, SocketAddr) {
    let folder = all.join("etcd");
    own_folder(&folder);
    let (clients, peers) = (free_address(), free_address());
    let (clients_url, peers_url) = (format!("http://{clients}"), format!("http://{peers}"));
    let mut command = as_user("etcd");
    command.current_dir(&folder).arg("--data-dir").arg(folder.join("data")).args([
        "--name",
        "only",
        "--listen-client-urls",
        &clients_url,
        "--advertise-client-urls",
        &clients_url,
        "--listen-peer-urls",
        &peers_url,
        "--initial-advertise-peer-urls",
        &peers_url,
        "--initial-cluster",
        &format!("only={peers_url}"),
    ]);
    (Running::start(&mut command, &all.join("talk-etcd")), clients)
}

/// HAProxy with the settings that the documentation gives.
fn proxy(folder: &Path, nodes: &[Node]) -> (Running, SocketAddr) {
    let address = free_address();
    let settings = std::fs::read_to_string(repository_file("docs/cluster/database.cfg"));
    let mut settings = settings.expect("it is in the repository");
    let mut given = vec![("127.0.0.1:5000".to_owned(), address.to_string())];
    for (at, node) in nodes.iter().enumerate() {
        given.push((format!("127.0.0.1:{}", 5432 + at), node.postgresql.to_string()));
        given.push((format!("port {}", 8008 + at), format!("port {}", node.health.port())));
    }
    for (given, ours) in given {
        assert!(settings.contains(&given), "{given} is not in the settings");
        settings = settings.replace(&given, &ours);
    }
    let file = folder.join("database.cfg");
    std::fs::write(&file, settings).expect("its settings");
    let mut command = Command::new("haproxy");
    // In the foreground, and without leaving anything behind.
    command.arg("-db").arg("-f").arg(&file);
    (Running::start(&mut command, &folder.join("talk-proxy")), address)
}
