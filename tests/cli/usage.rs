//! Help at every level, and command lines that cannot be understood.

use crate::command::{pilotboard, run};

#[test]
fn there_is_help_at_every_level_on_standard_output() {
    for arguments in [
        vec![],
        vec!["serve"],
        vec!["demo"],
        vec!["migrate"],
        vec!["progress"],
        vec!["doctor"],
        vec!["import"],
        vec!["import", "figures"],
        vec!["import", "programme"],
        vec!["user"],
        vec!["user", "add"],
        vec!["user", "list"],
    ] {
        for help in ["--help", "-h"] {
            let mut line = arguments.clone();
            line.push(help);
            let ended = run(pilotboard(&line), b"");
            assert_eq!(ended.code, Some(0), "{line:?}: {}", ended.talk);
            assert!(ended.out.contains("Usage: pilotboard"), "{line:?}: {}", ended.out);
            assert_eq!(ended.talk, "", "{line:?}");
        }
    }
    let ended = run(pilotboard(&["--version"]), b"");
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), "pilotboard 0.1.0\n"));
}

#[test]
fn settings_and_their_variables_are_in_the_help_and_secrets_are_not() {
    let mut command = pilotboard(&["serve", "--help"]);
    command.env("DATABASE_URL", "postgres://user:sesame@host/db");
    let help = run(command, b"").out;
    for part in
        ["--listen", "PILOTBOARD_LISTEN", "--state", "PILOTBOARD_STATE", "PILOTBOARD_PG_BIN"]
    {
        assert!(help.contains(part), "{part} is not in: {help}");
    }
    assert!(!help.contains("sesame"), "{help}");
}

#[test]
fn a_line_that_cannot_be_understood_ends_with_2_and_says_why() {
    for arguments in [
        &[] as &[&str],
        &["fly"],
        &["--lang", "fr", "progress"],
        &["serve", "--listen", "nowhere"],
        &["serve", "--listen", "127.0.0.1:99999"],
        &["serve", "--as-of", "2026Q3"],
        &["serve", "--connections", "0"],
        &["demo", "--colour", "red"],
        &["import"],
        &["import", "figures"],
        &["import", "figures", "a.csv", "b.csv"],
        &["progress", "case.json"],
    ] {
        let ended = run(pilotboard(arguments), b"");
        assert_eq!(ended.code, Some(2), "{arguments:?}: {}", ended.talk);
        assert_eq!(ended.out, "", "{arguments:?}");
        assert!(ended.talk.contains("Usage") || ended.talk.contains("error:"), "{arguments:?}");
    }
}
