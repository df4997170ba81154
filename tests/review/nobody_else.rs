//! Who may not decide does not, and reviewers write no figure: by the code,
//! and by the database under it.

use app::domain::access::{Actor, Role};
use app::domain::dossier::Said;
use app::domain::draft::Part;
use server::store::review::{Decided, Word};
use sqlx::{Connection, PgConnection};

use crate::desk::{BATTERY, Desk, LAST, address, key, of_ministry, of_unit};

const SAID: [&str; 5] = ["approve", "return", "reopen", "comment", "countersign"];

#[tokio::test]
async fn each_role_says_what_is_its_own_and_nothing_else() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[]).await;
    let place = address("130000", LAST);
    let fields = |said: &str| match said {
        "approve" | "countersign" => vec![("version", "1")],
        _ => vec![("version", "1"), ("reason", "because")],
    };
    for (name, refused) in [
        ("entry-130000", 403),
        ("lead-130000", 403),
        ("entry-120000", 404),
        ("lead-120000", 404),
        ("admin", 404),
        ("auditor", 403),
    ] {
        let person = desk.board.person(name).await;
        for said in SAID {
            let answer = person.send(&format!("{place}/{said}"), &fields(said)).await;
            assert_eq!(answer.status, refused, "{name} {said}");
        }
        let queue = if name == "auditor" { 200 } else { 403 };
        assert_eq!(person.get("/review").await.status, queue, "{name}");
        let read = if name == "auditor" { 200 } else { refused };
        assert_eq!(person.get(&place).await.status, read, "{name}");
        assert_eq!(person.send("/review", &[]).await.status, 403, "{name}");
    }
    let observer = desk.board.person("observer").await;
    for said in ["approve", "return", "reopen"] {
        let answer = observer.send(&format!("{place}/{said}"), &fields(said)).await;
        assert_eq!(answer.status, 403, "observer {said}");
    }
    let reviewer = desk.board.person("reviewer").await;
    let answer = reviewer.send(&format!("{place}/countersign"), &fields("countersign")).await;
    assert_eq!(answer.status, 403, "a reviewer decides and does not countersign");
    let (said,): (i64,) = sqlx::query_as("select count(*) from review_entry")
        .fetch_one(&desk.board.sql)
        .await
        .expect("a count");
    assert_eq!(said, 0);
}

#[tokio::test]
async fn somebody_elses_return_answers_like_one_that_does_not_exist() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[]).await;
    let lead = desk.board.person("lead-120000").await;
    let foreign = lead.get(&format!("{}?lang=en", address("130000", LAST))).await;
    let nowhere = lead.get(&format!("{}?lang=en", address("139999", LAST))).await;
    assert_eq!((foreign.status.as_u16(), nowhere.status.as_u16()), (404, 404));
    assert_eq!(foreign.text().replace("130000", "139999"), nowhere.text());
}

#[tokio::test]
async fn the_store_refuses_those_whom_the_pages_would_not_have_let_through() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[]).await;
    let key = key("130000", LAST);
    let word =
        |said, reason: &str| Word { said, version: None, reason: reason.into(), lines: None };
    let clerk = of_unit(Role::Entry, "130000");
    let lead = of_unit(Role::Lead, "130000");
    for (actor, said) in [
        (&lead, Said::Approve),
        (&clerk, Said::Approve),
        (&lead, Said::Return),
        (&of_ministry(Role::Observer), Said::Approve),
        (&of_ministry(Role::Observer), Said::Return),
        (&of_ministry(Role::Auditor), Said::Approve),
        (&of_ministry(Role::Auditor), Said::Comment),
        (&of_ministry(Role::Reviewer), Said::Countersign),
        (&lead, Said::Countersign),
    ] {
        let answer = desk.store.say(actor, &key, &word(said, "because")).await;
        // Whoever cannot take the return's row finds none to decide on.
        let refused = matches!(answer, Err(_) | Ok(Decided::Refused(_)));
        assert!(refused, "{} {said:?}: {answer:?}", actor.role);
    }
    let stranger = of_unit(Role::Lead, "120000");
    let answer = desk.store.say(&stranger, &key, &word(Said::AskReopening, "why")).await;
    assert!(matches!(answer, Ok(Decided::Refused(_))), "{answer:?}");
    let left: (String, i64) = sqlx::query_as(
        "select state, (select count(*) from review_entry) from filing
         where unit = '130000' and quarter = $1",
    )
    .bind(LAST)
    .fetch_one(&desk.board.sql)
    .await
    .expect("the return");
    assert_eq!(left, ("submitted".to_owned(), 0));
}

#[tokio::test]
async fn a_reviewer_types_no_figure_through_the_store() {
    let desk = Desk::open().await;
    desk.types("130000", LAST, &[]).await;
    let reviewer = of_ministry(Role::Reviewer);
    let cells = [("R01".to_owned(), Part::Value, "1".to_owned())];
    let saved = desk.store.save_draft(&reviewer, &key("130000", LAST), 1, &cells).await;
    assert!(saved.is_err(), "{saved:?}");
    let new = desk.store.save_draft(&reviewer, &key("450000", LAST), 0, &cells).await;
    assert!(new.is_err(), "{new:?}");
}

/// Runs a statement as the server does for `actor`; whether it changed a row.
/// One that is refused must be so for want of a right, or by what holds for
/// every role, and not for being badly written.
async fn changes(desk: &Desk, actor: &Actor, sql: &str) -> bool {
    let mut connection =
        PgConnection::connect_with(&desk.board.database.options()).await.expect("a connection");
    let mut tx = connection.begin().await.expect("a transaction");
    sqlx::query("set local role pilotboard_server").execute(&mut *tx).await.expect("the role");
    sqlx::query(
        "select set_config('pilotboard.role', $1, true), set_config('pilotboard.unit', $2, true)",
    )
    .bind(actor.role.word())
    .bind(actor.unit.clone().unwrap_or_default())
    .execute(&mut *tx)
    .await
    .expect("who acts");
    let changed = sqlx::query(sql).execute(&mut *tx).await;
    tx.rollback().await.expect("rolled back");
    match changed {
        Ok(changed) => changed.rows_affected() > 0,
        Err(sqlx::Error::Database(error)) => {
            let code = error.code().unwrap_or_default().into_owned();
            // No right; a broken constraint.
            assert!(["42501", "23514"].contains(&code.as_str()), "{code} {error}: {sql}");
            false
        }
        Err(error) => panic!("{error}: {sql}"),
    }
}

#[tokio::test]
async fn the_database_lets_a_reviewer_change_no_figure_by_any_statement() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[]).await;
    let reviewer = of_ministry(Role::Reviewer);
    let of = format!("unit = '130000' and programme = '{BATTERY}' and quarter = '{LAST}'");
    let approved = format!("unit = '440000' and programme = '{BATTERY}' and quarter = '{LAST}'");
    let place = format!("'130000', '{BATTERY}', '{LAST}'");
    for sql in [
        format!("update figure set value = 1 where {of}"),
        format!("delete from figure where {of}"),
        format!(
            "insert into figure (unit, programme, quarter, version, indicator, value) values ({place}, 1, 'R99', 1)"
        ),
        format!(
            "insert into submission (unit, programme, quarter, version, origin, submitted_by, receipt, figures_sha256, idempotency_key) values ({place}, 2, 'return', 'reviewer', 'x', '\\x00', 'x')"
        ),
        format!(
            "insert into draft_entry (unit, programme, quarter, line, version, value, changed_by) values ({place}, 'R01', 9, '1', 'reviewer')"
        ),
        format!("update submission set submitted_by = 'x' where {of}"),
        format!("update filing set draft_version = draft_version + 1 where {of}"),
        format!("update filing set submitted_version = null where {of}"),
        format!("update filing set state = 'draft' where {of}"),
        // Another version than the one submitted must not begin to count.
        format!("update filing set approved_version = null where {approved}"),
        format!("update filing set state = 'approved', approved_version = null where {of}"),
        format!("delete from filing where {of}"),
        format!(
            "insert into filing (unit, programme, quarter, state) values ('450000', '{BATTERY}', '{LAST}', 'draft')"
        ),
        format!("update review_entry set reason = 'x' where {of}"),
    ] {
        assert!(!changes(&desk, &reviewer, &sql).await, "{sql}");
    }
    // The same role may do what is its own: the statements above fail for a reason.
    let approves = format!(
        "update filing set state = 'approved', approved_version = 1, approved_at = now() where {of}"
    );
    assert!(changes(&desk, &reviewer, &approves).await);
    for role in [Role::Observer, Role::Auditor, Role::Admin] {
        assert!(!changes(&desk, &of_ministry(role), &approves).await, "{role}");
    }
    assert!(!changes(&desk, &of_unit(Role::Lead, "130000"), &approves).await);
}

#[tokio::test]
async fn approving_asks_for_the_second_factor_again_and_keeps_what_was_chosen() {
    let desk = Desk::open().await;
    desk.files("130000", LAST, &[]).await;
    let reviewer = desk.board.person("reviewer").await;
    for sql in [
        "update account set totp_secret = '12345678901234567890' where name = 'reviewer'",
        "update session set confirmed_at = now() - interval '6 minutes'",
    ] {
        sqlx::query(sql).execute(&desk.board.sql).await.expect("changed");
    }
    let place = address("130000", LAST);
    let chosen = format!("{BATTERY}/130000/{LAST}/1");
    for (to, fields) in [
        (format!("{place}/approve"), ("version", "1")),
        ("/review".to_owned(), ("approve", chosen.as_str())),
    ] {
        let answer = reviewer.send(&to, &[fields]).await;
        assert_eq!(answer.status, 403, "{to}");
        let kept = answer.html();
        let kept = kept.all("input").any(|input| input.attribute("value") == fields.1);
        assert!(kept, "{to}: what was sent is not on the page that asks for the code");
    }
    let (state,): (String,) =
        sqlx::query_as("select state from filing where unit = '130000' and quarter = $1")
            .bind(LAST)
            .fetch_one(&desk.board.sql)
            .await
            .expect("the return");
    assert_eq!(state, "submitted");
    // A comment weighs less.
    let comment = [("version", "1"), ("reason", "looks well")];
    assert_eq!(reviewer.send(&format!("{place}/comment"), &comment).await.status, 303);
}
