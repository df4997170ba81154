//! What was noted outside finds out even whoever seals a whole chain anew.

use support::TestDatabase;
use tempfile::TempDir;

use crate::command::{Run, pilotboard, tamper, with_chain};
use crate::tampering::RESEAL;

/// A checkpoint in a folder of the test's own.
struct Kept {
    folder: TempDir,
}

impl Kept {
    fn of(database: &TestDatabase) -> (Self, Run) {
        let kept = Self { folder: tempfile::tempdir().expect("a folder") };
        let run = pilotboard(database, &["audit", "checkpoint", &kept.file()]);
        (kept, run)
    }

    fn file(&self) -> String {
        self.folder.path().join("checkpoint.txt").display().to_string()
    }

    fn verify(&self, database: &TestDatabase) -> Run {
        pilotboard(database, &["audit", "verify", "--checkpoint", &self.file()])
    }
}

#[tokio::test]
async fn a_chain_that_grew_still_fits_its_checkpoint() {
    let (database, sql) = with_chain(4).await;
    let (kept, run) = Kept::of(&database);
    assert_eq!(run.code, Some(0), "{run:?}");
    let text = std::fs::read_to_string(kept.file()).expect("the checkpoint");
    assert!(text.contains(" unit=120000\n"), "{text}");
    assert!(text.ends_with(&format!("sha256 {}", run.out)), "{text} {run:?}");
    sqlx::query(
        "insert into audit_entry (unit, actor, action, subject) values ('120000', 'a', 'b', 'c')",
    )
    .execute(&sql)
    .await
    .expect("it grows");
    let run = kept.verify(&database);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[tokio::test]
async fn a_chain_sealed_anew_holds_together_and_is_found_out_by_its_checkpoint() {
    let (database, sql) = with_chain(6).await;
    let (kept, _) = Kept::of(&database);
    let edit = "update audit_entry set actor = 'somebody' where unit = '120000' and seq = 2;";
    tamper(&sql, "audit_entry", &format!("{edit} {RESEAL}")).await;
    assert_eq!(
        pilotboard(&database, &["audit", "verify"]).code,
        Some(0),
        "why checkpoints are kept"
    );
    let run = kept.verify(&database);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.starts_with("unit=120000 entry=6 rebuilt: "), "{run:?}");
}

#[tokio::test]
async fn a_chain_cut_together_with_its_head_is_found_out_by_its_checkpoint() {
    let (database, sql) = with_chain(6).await;
    let (kept, _) = Kept::of(&database);
    let cut = "delete from audit_entry where unit = '120000' and seq > 4;";
    tamper(&sql, "audit_entry", &format!("{cut} {RESEAL}")).await;
    assert_eq!(pilotboard(&database, &["audit", "verify"]).code, Some(0));
    let run = kept.verify(&database);
    assert!(run.out.starts_with("unit=120000 entry=5 cut: "), "{run:?}");

    let all = "delete from audit_entry where unit = '120000';
        delete from audit_head where unit = '120000'";
    tamper(&sql, "audit_entry", all).await;
    let run = kept.verify(&database);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.starts_with("unit=120000 entry=1 cut: "), "{run:?}");
}

#[tokio::test]
async fn nothing_bad_is_anchored_and_nothing_is_written_over() {
    let (database, sql) = with_chain(3).await;
    let (kept, _) = Kept::of(&database);
    let before = std::fs::read_to_string(kept.file()).expect("the checkpoint");
    let run = pilotboard(&database, &["audit", "checkpoint", &kept.file()]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.talk.contains("give another name"), "{run:?}");
    assert_eq!(std::fs::read_to_string(kept.file()).expect("it is still there"), before);

    tamper(&sql, "audit_entry", "delete from audit_entry where unit = '120000' and seq = 2").await;
    let (kept, run) = Kept::of(&database);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.starts_with("unit=120000 entry=2 deleted: "), "{run:?}");
    assert!(!std::path::Path::new(&kept.file()).exists());
}

#[tokio::test]
async fn a_checkpoint_that_was_changed_proves_nothing_and_is_refused() {
    let (database, _) = with_chain(3).await;
    let (kept, _) = Kept::of(&database);
    let text = std::fs::read_to_string(kept.file()).expect("the checkpoint");
    for (changed, said) in [
        (text.replace("\n3 ", "\n2 "), "another SHA-256"),
        (text.replace(" unit=120000", ""), "is none of a checkpoint"),
        ("no,such\n".to_owned(), "this is no checkpoint"),
        (String::new(), "this is no checkpoint"),
    ] {
        std::fs::write(kept.file(), changed).expect("it is written");
        let run = kept.verify(&database);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.talk.contains(said), "{said}: {run:?}");
    }
    let run = pilotboard(&database, &["audit", "verify", "--checkpoint", "/nowhere.txt"]);
    assert_eq!(run.code, Some(1), "{run:?}");
}
