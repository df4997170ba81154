//! `pilotboard user`: accounts from the command line.

use crate::command::{Run, pilotboard, processes_in, run, state};

#[test]
fn the_first_administrator_is_made_activated_and_locked_from_the_command_line() {
    let folder = state();
    let user = |arguments: &[&str]| -> Run {
        let mut line = vec!["--lang", "en", "user"];
        line.extend(arguments);
        let mut command = pilotboard(&line);
        command.arg("--state").arg(folder.path());
        run(command, b"")
    };
    let added = user(&["add", "chief", "--role", "admin"]);
    assert_eq!(added.code, Some(0), "{}", added.talk);
    let code = added.out.trim();
    assert_eq!(code.len(), 23, "only the code goes to standard output: {:?}", added.out);
    assert!(!added.talk.contains(code), "{}", added.talk);
    let again = user(&["activate", "chief"]);
    assert_ne!(again.out, added.out);
    for (arguments, sentence) in [
        (&["add", "chief", "--role", "admin"][..], "there is an account of that name"),
        (&["add", "Chief Two", "--role", "admin"], "lower-case letters"),
        (&["add", "clerk", "--role", "entry"], "needs its --unit"),
        (&["add", "clerk", "--role", "entry", "--unit", "999999"], "no programme has a unit"),
        (&["add", "two", "--role", "admin", "--unit", "120000"], "belongs to no unit"),
        (&["disable", "nobody"], "there is no account of that name"),
    ] {
        let refused = user(arguments);
        assert_eq!(refused.code, Some(1), "{arguments:?}: {}", refused.talk);
        assert!(refused.talk.contains(sentence), "{arguments:?}: {}", refused.talk);
        assert_eq!(refused.out, "", "{arguments:?}");
    }
    assert_eq!(user(&["disable", "chief"]).code, Some(0));
    assert_eq!(user(&["list"]).out, "chief\tadmin\t\tdisabled\t\n");
    assert_eq!(user(&["activate", "chief"]).code, Some(1), "a disabled account gets no code");
    assert_eq!(user(&["enable", "chief"]).code, Some(0));
    assert_eq!(user(&["reset", "chief"]).code, Some(0));
    assert_eq!(user(&["list"]).out, "chief\tadmin\t\tnot activated\t\n");
    assert!(processes_in(folder.path()).is_empty());
}
