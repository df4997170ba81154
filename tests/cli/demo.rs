//! `pilotboard demo` and `serve` with a private PostgreSQL: started, killed,
//! started again, stopped.

use rustix::process::Signal;
use support::repository_file;

use crate::command::{Served, pilotboard, processes_in, run, state};

#[test]
fn a_demo_serves_survives_a_kill_and_stops_cleanly() {
    let folder = state();
    let demo = || {
        let mut command = pilotboard(&["demo", "--state"]);
        command.arg(folder.path());
        command
    };
    let mut first = Served::start(demo());
    assert!(first.talk().contains("filling in demo figures"), "{}", first.talk());
    assert!(first.must_serve("/?lang=en").contains("Demo figures"));
    first.must_serve("/readyz");

    // Another one in the same place is turned away, naming the first.
    let mut second = demo();
    second.args(["--listen", "127.0.0.1:0"]);
    let turned_away = run(second, b"");
    assert_eq!(turned_away.code, Some(70), "{}", turned_away.talk);
    assert!(
        turned_away.talk.contains(&folder.path().display().to_string()),
        "{}",
        turned_away.talk
    );
    first.must_serve("/");

    first.signal(Signal::KILL);
    first.wait();
    let mut again = Served::start(demo());
    assert!(!again.talk().contains("filling in"), "nothing is filled in twice: {}", again.talk());
    assert!(again.must_serve("/?lang=en").contains("25,272"), "the figures are still there");

    again.stop();
    assert!(again.talk().contains("stopping"), "{}", again.talk());
    let left = processes_in(folder.path());
    assert!(left.is_empty(), "left running: {left:?}");

    let mut warm = Served::start(demo());
    assert!(!warm.talk().contains("filling in"), "{}", warm.talk());
    warm.must_serve("/");
    // Real figures are not let into a demo's state directory.
    let mut import = pilotboard(&["import", "figures", "--state"]);
    import.arg(folder.path()).arg(repository_file("docs/samples/nev-battery-pilot-2018.csv"));
    let refused = run(import, b"");
    assert_eq!(refused.code, Some(64), "{}", refused.talk);
    assert!(refused.talk.contains("demo figures"), "{}", refused.talk);
    warm.signal(Signal::INT);
    assert_eq!(warm.wait().code(), Some(0));
    assert!(processes_in(folder.path()).is_empty());
}

#[test]
fn a_board_for_real_figures_starts_empty_and_shows_what_is_imported_beside_it() {
    let folder = state();
    let mut command = pilotboard(&["serve", "--board", "open", "--as-of", "2026-Q3", "--state"]);
    command.arg(folder.path());
    let mut served = Served::start(command);
    let page = served.must_serve("/?lang=en");
    assert!(!page.contains("Demo figures"));
    assert!(!served.port().is_empty());
    let mut import = pilotboard(&["import", "figures", "--state"]);
    import.arg(folder.path()).arg(repository_file("docs/samples/nev-battery-pilot-2018.csv"));
    let done = run(import, b"");
    assert_eq!(done.code, Some(0), "{}", done.talk);
    let csv = served
        .must_serve("/programmes/nev-battery-pilot-2018/units/620000.csv?period=2026-Q2&lang=en");
    assert!(csv.contains(",295.1,"), "{csv}");
    served.stop();
    assert!(processes_in(folder.path()).is_empty());
}
