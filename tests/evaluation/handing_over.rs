//! What having a PDF set costs the process that asks, however much is set:
//! measured in a process of its own, which does nothing else.

use std::process::Command;
use std::{env, fs};

use app::domain::summary::Format;
use app::locale::Locale;

use crate::composed;
use crate::typesetter::Script;

const MEASURED: &str = "PILOTBOARD_TEST_HANDING_OVER";
/// A hundred thousand figures are 12 MB spelt out.
const FIGURES: usize = 100_000;
/// Of memory, in kB, above what the process had before, the file included.
const MOST: u64 = 30 << 10;

/// A line of this process's memory, in kB.
fn kilobytes(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with(name)).expect("the line");
    line.split_whitespace().nth(1).expect("a number").parse().expect("a number")
}

/// In the process of its own. What is started takes the summary and answers
/// with a file as long as such a document's.
#[tokio::test]
async fn one_document_is_handed_over() {
    if env::var_os(MEASURED).is_none() {
        return;
    }
    let script = Script::of("/bin/cat >$here/taken; /usr/bin/head -c 2500000 /dev/zero");
    let mut summary = composed::summary(Locale::Zh);
    summary.figures = summary.figures.iter().cycle().take(FIGURES).cloned().collect();
    let before = kilobytes("VmRSS");
    // From here on the highest level is counted anew.
    fs::write("/proc/self/clear_refs", "5").expect("Linux");
    let set = script.typesetter().write(summary, Format::Pdf, None).await.expect("what it said");
    let cost = kilobytes("VmHWM").saturating_sub(before);
    assert_eq!(set.len(), 2_500_000);
    assert!(script.left("taken").len() > 10 << 20, "it was not so much");
    println!("{cost} kB besides");
    assert!(cost < MOST, "{cost} kB");
}

#[test]
fn a_hundred_thousand_figures_cost_the_server_less_than_thirty_megabytes() {
    let output = Command::new(env::current_exe().expect("this test"))
        .args(["--exact", "handing_over::one_document_is_handed_over", "--nocapture"])
        .env(MEASURED, "yes")
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    println!("{said}");
}
