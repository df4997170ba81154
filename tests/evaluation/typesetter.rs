//! PDFs are set by a process of their own: whole or not at all, whatever
//! becomes of that process, and with nothing of the server's in its hands.

use std::fs;
use std::net::TcpListener;
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use app::domain::summary::{Format, Summary};
use app::locale::Locale;
use server::export::evaluation::WriteError;
use server::export::evaluation::pdf;
use server::export::evaluation::typesetter::Typesetter;
use support::TestBoard;
use tempfile::TempDir;
use tokio::time::{Instant, sleep, timeout};

use crate::jobs::{self, Worker};
use crate::{composed, hostile, sample};

const PRODUCT: &str = env!("CARGO_BIN_EXE_pilotboard-tested");
/// Nothing that is waited for takes longer.
const AT_MOST: Duration = Duration::from_secs(60);

/// A program of the test's own in place of the product.
pub(crate) struct Script {
    folder: TempDir,
}

impl Script {
    /// Lines of shell; `$0` is the script, beside which it may leave files.
    pub(crate) fn of(lines: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("program");
        fs::write(&path, format!("#!/bin/sh\nhere=${{0%/*}}\n{lines}\n")).expect("it is written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("its rights");
        Self { folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("program")
    }

    pub(crate) fn typesetter(&self) -> Typesetter {
        Typesetter::program(self.path())
    }

    /// What it left behind; empty as long as there is nothing.
    pub(crate) fn left(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()
    }

    /// The process that wrote its id, once it has.
    async fn process(&self) -> u32 {
        let begun = Instant::now();
        loop {
            if let Ok(process) = self.left("pid").trim().parse() {
                return process;
            }
            assert!(begun.elapsed() < AT_MOST, "it does not start");
            sleep(Duration::from_millis(10)).await;
        }
    }
}

/// Until it is gone, and buried.
async fn ends(process: u32) {
    let begun = Instant::now();
    while Path::new(&format!("/proc/{process}")).exists() {
        assert!(begun.elapsed() < AT_MOST, "process {process} stays");
        sleep(Duration::from_millis(10)).await;
    }
}

async fn set(typesetter: &Typesetter, summary: Summary) -> Result<Vec<u8>, WriteError> {
    typesetter.write(summary, Format::Pdf, None).await
}

fn said(ended: Result<Vec<u8>, WriteError>) -> String {
    ended.expect_err("no file").to_string()
}

#[test]
fn a_summary_comes_back_from_its_spelling_as_it_was() {
    for locale in Locale::ALL {
        for summary in [
            composed::summary(locale),
            sample::summary(locale),
            hostile::made(sample::summary(locale)),
        ] {
            let spelt = summary.canonical().expect("text");
            let back: Summary = serde_json::from_str(&spelt).expect("a summary");
            assert!(back == summary, "something is lost on the way");
            assert!(back.canonical().expect("text") == spelt, "and its SHA-256 with it");
            // As it is handed over.
            assert_eq!(serde_json::to_vec(&summary).expect("text"), spelt.into_bytes());
        }
    }
}

#[tokio::test]
async fn a_process_of_its_own_sets_the_same_document() {
    let product = Typesetter::program(PRODUCT.into());
    for summary in [composed::summary(Locale::Zh), hostile::made(sample::summary(Locale::En))] {
        let here = pdf::write(&summary, None).expect("a PDF");
        let apart = set(&product, summary).await.expect("a PDF");
        assert!(here == apart, "{} bytes here, {} from there", here.len(), apart.len());
    }
}

#[tokio::test]
async fn a_font_that_was_named_is_handed_on() {
    let script = Script::of("echo \"$@\" >$here/told; exit 1");
    let font = Some("/fonts/of ours.ttf".into());
    let summary = sample::summary(Locale::En);
    script.typesetter().write(summary, Format::Pdf, font).await.expect_err("no file");
    assert_eq!(script.left("told").trim(), "evaluation set-pdf --font /fonts/of ours.ttf");
}

#[tokio::test]
async fn nothing_of_the_servers_is_in_its_hands() {
    // As the server has them: connections, files, and settings.
    let socket = TcpListener::bind("127.0.0.1:0").expect("a port");
    let file = fs::File::open("/etc/passwd").expect("a file");
    let seen = |no: i32| fs::read_link(format!("/proc/self/fd/{no}")).expect("it is open");
    let ours = [seen(socket.as_raw_fd()), seen(file.as_raw_fd())];
    assert!(std::env::var_os("PATH").is_some(), "there is an environment");
    let script = Script::of(
        "/usr/bin/tr '\\0' '\\n' </proc/$$/environ >$here/environment
         /bin/ls -l /proc/$$/fd >$here/open
         /bin/cat >/dev/null; echo %PDF",
    );
    set(&script.typesetter(), sample::summary(Locale::En)).await.expect("what it said");
    assert_eq!(script.left("environment").trim(), "LC_ALL=C.UTF-8");
    let open = script.left("open");
    assert!(open.contains(" -> pipe:"), "nothing is seen: {open}");
    for held in ours {
        assert!(!open.contains(held.to_str().expect("a name")), "{held:?} is in {open}");
    }
}

#[tokio::test]
async fn one_that_is_killed_in_the_middle_leaves_no_file() {
    let script = Script::of("/bin/cat >/dev/null; echo %PDF-1.7 half; kill -9 $$");
    let said = said(set(&script.typesetter(), sample::summary(Locale::En)).await);
    assert!(said.contains("could not be written") && said.contains("SIGKILL"), "{said}");
}

#[tokio::test]
async fn one_that_takes_nothing_is_told_by_why_it_ended() {
    // More than a pipe holds is never read.
    let script = Script::of("echo pilotboard: out of ink >&2; exit 1");
    let said = said(set(&script.typesetter(), composed::summary(Locale::En)).await);
    assert!(said.contains("exit status: 1: pilotboard: out of ink"), "{said}");
    let nowhere = Typesetter::program("/nowhere/pilotboard".into());
    set(&nowhere, sample::summary(Locale::En)).await.expect_err("there is no such program");
}

#[tokio::test]
async fn without_a_font_it_says_so() {
    let script = Script::of("/bin/cat >/dev/null; exit 74");
    let ended = set(&script.typesetter(), sample::summary(Locale::En)).await;
    assert_eq!(ended, Err(WriteError::NoFont));
}

#[tokio::test]
async fn one_that_does_not_end_is_ended() {
    let script = Script::of("echo $$ >$here/pid; exec /bin/sleep 1000");
    let typesetter = Typesetter::program_within(script.path(), Duration::from_secs(1));
    let said = said(set(&typesetter, sample::summary(Locale::En)).await);
    assert!(said.contains("not set within 1 seconds"), "{said}");
    ends(script.process().await).await;
}

#[tokio::test]
async fn whoever_gives_up_leaves_no_process_behind() {
    let script = Script::of("echo $$ >$here/pid; exec /bin/sleep 1000");
    let typesetter = script.typesetter();
    // Longer than a pipe holds, so that the handing over is under way.
    let setting = set(&typesetter, composed::summary(Locale::En));
    let process = tokio::select! {
        ended = setting => panic!("{ended:?}"),
        process = script.process() => process,
    };
    timeout(AT_MOST, ends(process)).await.expect("it ends");
}

#[tokio::test]
async fn two_are_set_at_a_time_and_the_next_ones_wait() {
    let script = Script::of(
        "/bin/mkdir -p $here/now; : >$here/now/$$; set -- $here/now/*; echo $# >>$here/counts
         /bin/cat >/dev/null; /bin/sleep 0.3; /bin/rm $here/now/$$; echo %PDF",
    );
    let typesetter = script.typesetter();
    let one = || set(&typesetter, sample::summary(Locale::En));
    let all = tokio::join!(one(), one(), one(), one(), one());
    assert!(all.0.and(all.1).and(all.2).and(all.3).and(all.4).is_ok());
    let counts = script.left("counts");
    let counts: Vec<u32> = counts.lines().map(|line| line.parse().expect("a count")).collect();
    assert_eq!(counts.len(), 5);
    assert!(counts.iter().all(|count| *count <= 2), "{counts:?}");
}

#[tokio::test]
async fn with_too_little_memory_there_is_an_error_and_no_file() {
    let summary = sample::summary(Locale::Zh);
    let whole = pdf::write(&summary, None).expect("a PDF");
    let mut refused = 0;
    for megabytes in [200, 300, 400, 2_048] {
        let kilobytes = megabytes * 1_024;
        let script = Script::of(&format!("ulimit -v {kilobytes}; exec {PRODUCT} \"$@\""));
        match set(&script.typesetter(), summary.clone()).await {
            Ok(pdf) => assert!(pdf == whole, "{megabytes} MB: another file"),
            Err(error) => {
                assert!(megabytes < 2_048, "{megabytes} MB: {error}");
                refused += 1;
            }
        }
    }
    assert!(refused > 0, "memory is not bounded");
}

#[tokio::test]
async fn a_job_ends_with_the_whole_file() {
    let board = TestBoard::own_demo_setting_by(Typesetter::program(PRODUCT.into())).await;
    let lead = board.person("lead-440000").await;
    let page = jobs::ask(&lead, &[("format", "pdf")]).await;
    let _worker = Worker::of(&board);
    jobs::until(&lead, &page, "Download PDF").await;
    let file = lead.page(&jobs::content_of(&page)).await;
    assert!(file.body.starts_with(b"%PDF-") && file.body.ends_with(b"%%EOF"));
    assert!(pdf::texts(&file.body).is_some_and(|texts| !texts.tokens.is_empty()));
}

#[tokio::test]
async fn a_job_whose_process_is_killed_says_so_and_has_no_file() {
    let script = Script::of("/bin/cat >/dev/null; echo %PDF-1.7 half; kill -9 $$");
    let board = TestBoard::own_demo_setting_by(script.typesetter()).await;
    let lead = board.person("lead-440000").await;
    let page = jobs::ask(&lead, &[("format", "pdf")]).await;
    let _worker = Worker::of(&board);
    jobs::until(&lead, &page, "could not be made").await;
    assert_eq!(lead.get(&jobs::content_of(&page)).await.status, 404);
}

#[tokio::test]
async fn a_job_that_is_given_up_leaves_no_process_behind() {
    let script = Script::of("echo $$ >$here/pid; exec /bin/sleep 1000");
    let board = TestBoard::own_demo_setting_by(script.typesetter()).await;
    let lead = board.person("lead-440000").await;
    let page = jobs::ask(&lead, &[("format", "pdf")]).await;
    let _worker = Worker::of(&board);
    let process = script.process().await;
    assert_eq!(lead.send(&jobs::cancel_of(&page), &[]).await.status, 303);
    ends(process).await;
    assert_eq!(lead.get(&jobs::content_of(&page)).await.status, 404);
}
