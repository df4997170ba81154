//! Each way of tampering with the record, done as an owner who switched the
//! triggers off; the first bad entry is named.

use crate::command::{Run, pilotboard, tamper, with_chain};

const LENGTH: i64 = 6;
const TABLE: &str = "audit_entry";

async fn after(statements: impl AsRef<str>) -> Run {
    let (database, sql) = with_chain(LENGTH).await;
    let before = pilotboard(&database, &["audit", "verify"]);
    assert_eq!(before.code, Some(0), "{before:?}");
    assert!(before.talk.contains("all as they were written"), "{before:?}");
    tamper(&sql, TABLE, statements.as_ref()).await;
    pilotboard(&database, &["audit", "verify"])
}

/// Whether the command names that entry of Tianjin, and nothing of others.
fn names(run: &Run, seq: i64, fault: &str) {
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(run.out.lines().count(), 1, "{run:?}");
    let wanted = format!("unit=120000 entry={seq} {fault}: ");
    assert!(run.out.starts_with(&wanted), "{wanted}{run:?}");
}

#[tokio::test]
async fn an_edited_entry_is_named() {
    for column in ["actor", "action", "subject"] {
        let run = after(format!(
            "update audit_entry set {column} = {column} || 'x' where unit = '120000' and seq = 3"
        ));
        names(&run.await, 3, "edited");
    }
    let run = after(
        r#"update audit_entry set detail = detail || '{"no": 9}' where unit = '120000' and seq = 6"#,
    );
    names(&run.await, LENGTH, "edited");
}

#[tokio::test]
async fn a_deleted_entry_is_named() {
    let run = after("delete from audit_entry where unit = '120000' and seq = 2").await;
    names(&run, 2, "deleted");
    assert!(run.out.contains("Intact up to entry 1 ("), "{run:?}");
    let moved_up = after(
        "delete from audit_entry where unit = '120000' and seq = 1;
         update audit_entry set seq = seq - 10 where unit = '120000';
         update audit_entry set seq = seq + 9 where unit = '120000'",
    );
    names(&moved_up.await, 1, "deleted");
}

#[tokio::test]
async fn swapped_entries_are_named() {
    let run = after(
        "update audit_entry set seq = case seq when 2 then -5 else -2 end
         where unit = '120000' and seq in (2, 5);
         update audit_entry set seq = -seq where unit = '120000' and seq < 0",
    )
    .await;
    names(&run, 2, "swapped");
    assert!(run.out.contains("was entry 5"), "{run:?}");
}

#[tokio::test]
async fn an_inserted_entry_is_named() {
    let room = "update audit_entry set seq = -seq where unit = '120000' and seq >= 4;
        update audit_entry set seq = 1 - seq where unit = '120000' and seq < 0;";
    let unsealed = after(format!(
        "{room} insert into audit_entry (unit, seq, actor, action, subject, previous, hash)
         values ('120000', 4, 'somebody', 'approve', '', 'x', 'y')"
    ));
    names(&unsealed.await, 4, "inserted");
    let sealed = after(format!(
        "{room} insert into audit_entry (unit, seq, at, actor, action, subject, previous, hash)
         select unit, 4, at, 'somebody', 'approve', '', hash,
           audit_hash(unit, 4, at, 'somebody', 'approve', '', '{{}}', hash)
         from audit_entry where unit = '120000' and seq = 3"
    ));
    names(&sealed.await, 4, "inserted");
    let behind = after(
        "insert into audit_entry (unit, seq, actor, action, subject, previous, hash)
         values ('120000', 7, 'somebody', 'approve', '', 'x', 'y')",
    );
    names(&behind.await, LENGTH + 1, "inserted");
}

#[tokio::test]
async fn a_back_dated_entry_is_named() {
    let run = after(
        "update audit_entry set at = at - interval '1 day' where unit = '120000' and seq = 5",
    );
    names(&run.await, 5, "back-dated");
    // With all seals made anew after it, up to the head.
    let sealed_again = after(format!(
        "update audit_entry set at = at - interval '1 day' where unit = '120000' and seq = 5; {RESEAL}"
    ));
    names(&sealed_again.await, 5, "back-dated");
}

#[tokio::test]
async fn a_cut_chain_is_named() {
    let run = after("delete from audit_entry where unit = '120000' and seq > 4").await;
    names(&run, 5, "cut");
    let whole = after("delete from audit_entry where unit = '120000'").await;
    names(&whole, 1, "cut");
}

#[tokio::test]
async fn a_changed_or_missing_head_is_named() {
    let run = after("delete from audit_head where unit = '120000'").await;
    names(&run, LENGTH, "head-missing");
    let run = after("update audit_head set hash = 'x' where unit = '120000'").await;
    names(&run, LENGTH, "head-edited");
}

#[tokio::test]
async fn every_chain_that_is_bad_is_named() {
    let run = after(
        "delete from audit_entry where unit = '120000' and seq = 2;
         update audit_entry set actor = 'x' where unit = '' and seq = 1",
    )
    .await;
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[0].starts_with("unit= entry=1 edited: "), "{run:?}");
    assert!(lines[1].starts_with("unit=120000 entry=2 deleted: "), "{run:?}");
}

/// Seals Tianjin's entries anew, and their head, as somebody would who knows
/// how it is done.
pub(crate) const RESEAL: &str = "
do $$
declare
  entry audit_entry;
  last bytea := '';
begin
  for entry in select * from audit_entry where unit = '120000' order by seq loop
    update audit_entry set previous = last, hash = audit_hash(entry.unit, entry.seq, entry.at,
      entry.actor, entry.action, entry.subject, entry.detail, last)
    where id = entry.id returning hash into last;
    update audit_head set seq = entry.seq, hash = last where unit = entry.unit;
  end loop;
end $$";
