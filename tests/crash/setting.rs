//! The server sets PDFs in processes of their own: each is bounded, knows
//! nothing of the server's secrets, and never outlives whom it works for.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use rustix::process::Signal;
use server::export::evaluation::confined::MEMORY;
use support::filing::client::{Answer, Post, get};
use support::filing::returns::PROGRAMME;
use tokio::time::{Instant, sleep};

use crate::freezing::{import_history, reviewer};
use crate::server::{Server, is_alive, kill};

/// Nothing that is waited for here takes longer.
const AT_MOST: Duration = Duration::from_secs(90);

/// A person with a file asked for, on the way to it.
struct Asked {
    to: SocketAddr,
    cookie: String,
    /// Path of the job's page.
    page: String,
}

impl Asked {
    async fn of(server: &Server) -> Self {
        let sql = server.sql().await;
        let cookie = reviewer(server, &sql).await;
        sql.close().await;
        let to = server.address;
        let files = format!("/evaluations/{PROGRAMME}/files?lang=en");
        let answer = post(to, &cookie, files, "format=pdf").await;
        let location = answer.head.lines().find_map(|line| line.strip_prefix("location: "));
        let page = location.expect("the job's page").trim().to_owned();
        Self { to, cookie, page }
    }

    /// Without its query, and with more of a path.
    fn address(&self, more: &str) -> String {
        format!("{}{more}", self.page.split('?').next().unwrap_or_default())
    }

    async fn give_up(&self) {
        post(self.to, &self.cookie, self.address("/cancel"), "").await;
    }

    async fn until(&self, says: &str) {
        let begun = Instant::now();
        loop {
            let page = get(self.to, &self.page, &self.cookie).await.expect("an answer");
            if page.body.contains(says) {
                return;
            }
            assert!(begun.elapsed() < AT_MOST, "it does not say `{says}`: {}", page.body);
            sleep(Duration::from_millis(50)).await;
        }
    }

    async fn must_have_no_file(&self) {
        let file = get(self.to, &self.address("/content"), &self.cookie).await;
        assert_eq!(file.map(|answer| answer.status), Some(404));
    }
}

async fn post(to: SocketAddr, cookie: &str, address: String, body: &str) -> Answer {
    let kind = "application/x-www-form-urlencoded";
    let post = Post { address, kind, cookie: cookie.to_owned(), body: body.to_owned() };
    let answer = post.send(to).await.expect("an answer");
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer
}

/// Processes of the server's that set a PDF.
fn setting(server: &Server) -> Vec<u32> {
    let children = |pid: &u32| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        // Behind the name in brackets: state, then parent.
        let parent =
            stat.rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(1)?.parse().ok());
        parent == Some(server.process()) && part(*pid, "cmdline").contains("set-pdf")
    };
    let all = std::fs::read_dir("/proc").expect("processes");
    let all = all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    all.filter(children).collect()
}

fn part(pid: u32, name: &str) -> String {
    let bytes = std::fs::read(format!("/proc/{pid}/{name}")).unwrap_or_default();
    String::from_utf8_lossy(&bytes).replace('\0', "\n")
}

/// Connections that a process has open, by the system's number.
fn sockets(pid: u32) -> BTreeSet<PathBuf> {
    let open = std::fs::read_dir(format!("/proc/{pid}/fd")).expect("its files");
    let open = open.filter_map(|file| std::fs::read_link(file.ok()?.path()).ok());
    open.filter(|file| file.to_string_lossy().starts_with("socket:")).collect()
}

/// One that is under way, held so that it stays so.
async fn held(server: &Server) -> u32 {
    let begun = Instant::now();
    loop {
        // Not before it has bounded itself: then it bears another name.
        if let [pid] = setting(server)[..]
            && part(pid, "comm").starts_with("pilotboard-pdf")
        {
            kill(pid, Signal::STOP);
            return pid;
        }
        assert!(begun.elapsed() < AT_MOST, "no process sets it");
        sleep(Duration::from_millis(1)).await;
    }
}

async fn ends(pid: u32) {
    let begun = Instant::now();
    while is_alive(pid) {
        assert!(begun.elapsed() < AT_MOST, "process {pid} stays");
        sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_sets_a_pdf_is_bounded_and_never_outlives_its_task() {
    let mut server = Server::start().await;
    import_history(&server);

    let whole = Asked::of(&server).await;
    let pid = held(&server).await;
    let limits = part(pid, "limits");
    let memory = limits.lines().find(|line| line.starts_with("Max address space"));
    let memory: Vec<&str> = memory.expect("a limit").split_whitespace().collect();
    let bound = MEMORY.to_string();
    assert_eq!(memory[3..5], [bound.as_str(), bound.as_str()], "soft and hard");
    assert_eq!(part(pid, "oom_score_adj").trim(), "1000");
    assert_eq!(part(pid, "environ").trim(), "LC_ALL=C.UTF-8");
    // It has two of its own, by which its runtime hears of signals.
    let (theirs, ours) = (sockets(server.process()), sockets(pid));
    assert!(!theirs.is_empty() && ours.is_disjoint(&theirs), "{ours:?} and {theirs:?}");
    kill(pid, Signal::CONT);
    whole.until("Download PDF").await;
    ends(pid).await;

    let killed = Asked::of(&server).await;
    kill(held(&server).await, Signal::KILL);
    killed.until("could not be made").await;
    killed.must_have_no_file().await;

    let given_up = Asked::of(&server).await;
    let pid = held(&server).await;
    given_up.give_up().await;
    ends(pid).await;
    given_up.must_have_no_file().await;

    let abandoned = Asked::of(&server).await;
    let pid = held(&server).await;
    server.kill_and_start_again().await;
    ends(pid).await;
    // What it was at is taken up again, and this server stops in the middle.
    let pid = held(&server).await;
    abandoned.must_have_no_file().await;
    let log = server.stop().await;
    ends(pid).await;
    assert!(!log.contains("panicked"), "{log}");
}
