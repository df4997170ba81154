//! Reminding: by mail, in the app, once a day, and what is said of it.

use app::domain::period::Quarter;
use server::mail::Mailer;
use support::{Answer, MailServer, Person, TestBoard};

use crate::seen::{Filed, account};
use crate::{BATTERY, last_quarter};

const FROM: &str = "board@example.org";

/// A board over that mail server, with a reviewer and people of two units.
async fn board(url: &str) -> TestBoard {
    let mailer = Mailer::new(url, FROM).expect("settings");
    let board = TestBoard::mailing(mailer).await;
    account(&board, "reviewer", "reviewer", None, "reviewer@ministry.example").await;
    account(&board, "entry-440000", "entry", Some("440000"), "entry@guangdong.example").await;
    account(&board, "lead-440000", "lead", Some("440000"), "lead@guangdong.example").await;
    account(&board, "gone-440000", "entry", Some("440000"), "gone@guangdong.example").await;
    sqlx::query("update account set disabled_at = now() where name = 'gone-440000'")
        .execute(&board.sql)
        .await
        .expect("a disabled account");
    account(&board, "entry-430000", "entry", Some("430000"), "").await;
    board
}

async fn remind(person: &Person<'_>, quarter: Quarter, units: &[&str], reason: &str) -> Answer {
    let quarter = quarter.to_string();
    let mut fields = vec![("programme", BATTERY), ("period", quarter.as_str())];
    fields.extend(units.iter().map(|unit| ("unit", *unit)));
    fields.push(("reason", reason));
    person.send("/returns?lang=en", &fields).await
}

async fn reminders(board: &TestBoard) -> Vec<(String, Option<i32>, i32)> {
    sqlx::query_as("select unit, mails, failed from reminder order by no")
        .fetch_all(&board.sql)
        .await
        .expect("the reminders")
}

async fn audited(board: &TestBoard) -> Vec<(String, String, String)> {
    sqlx::query_as(
        "select unit, action, detail::text from audit_entry where action like 'remind%'
         order by unit, seq",
    )
    .fetch_all(&board.sql)
    .await
    .expect("the record")
}

#[tokio::test]
async fn a_reminder_reaches_the_unit_by_mail_and_in_the_app() {
    let server = MailServer::start();
    let board = board(&server.url()).await;
    let quarter = last_quarter(&board).await;
    let reviewer = board.person("reviewer").await;
    let reason = "The minister asks for it.\r\nFile it by Friday.";
    let answer = remind(&reviewer, quarter, &["440000", "430000"], reason).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let back = answer.header("location").to_owned();
    assert_eq!(back, format!("/returns?programme={BATTERY}&period={quarter}&lang=en"));

    let mut recipients = Vec::new();
    for mail in [server.mail(), server.mail()] {
        assert_eq!(mail.sender, FROM);
        assert_eq!(mail.recipients.len(), 1, "nobody sees another's address");
        recipients.extend(mail.recipients.clone());
        assert!(
            mail.subject.contains("广东省") && mail.subject.contains("Guangdong"),
            "{}",
            mail.subject
        );
        let text = mail.text.replace("\r\n", "\n");
        assert!(text.contains("The minister asks for it.\nFile it by Friday."), "{text}");
        assert!(text.contains(&format!("/returns/{BATTERY}/440000/{quarter}")), "{text}");
    }
    recipients.sort();
    assert_eq!(recipients, ["entry@guangdong.example", "lead@guangdong.example"]);
    assert!(server.rest().is_empty(), "neither a disabled account nor anybody else");

    assert_eq!(
        reminders(&board).await,
        [("440000".into(), Some(2), 0), ("430000".into(), Some(0), 0)]
    );
    let audited = audited(&board).await;
    let deeds: Vec<(&str, &str)> =
        audited.iter().map(|(unit, action, _)| (unit.as_str(), action.as_str())).collect();
    assert_eq!(deeds, [("430000", "remind"), ("440000", "remind"), ("440000", "remind by mail")]);
    assert!(audited[2].2.contains("\"mails\": 2"), "{audited:?}");

    let page = reviewer.page(&back).await.html();
    let notice: String =
        page.with_class("notice").map(|it| it.text.as_str()).collect::<Vec<_>>().join(" ");
    assert!(notice.contains("Units reminded today: 2. Mails sent: 2."), "{notice}");
    assert!(notice.contains("in the app only: Hunan"), "{notice}");

    for name in ["entry-440000", "entry-430000"] {
        let clerk = board.person(name).await;
        let list = clerk.page("/returns?lang=en").await;
        assert!(list.text().contains("Reminder of "), "{name}");
        assert!(list.text().contains("The minister asks for it."), "{name}");
    }
}

#[tokio::test]
async fn a_return_is_reminded_of_once_a_day() {
    let server = MailServer::start();
    let board = board(&server.url()).await;
    let quarter = last_quarter(&board).await;
    let reviewer = board.person("reviewer").await;
    assert_eq!(remind(&reviewer, quarter, &["440000"], "").await.status, 303);
    let again = remind(&reviewer, quarter, &["440000", "430000"], "once more").await;
    assert_eq!(again.status, 422);
    let page = again.html();
    let faults = page.text_of("faults");
    assert!(faults.contains("Guangdong was reminded today"), "{faults}");
    assert!(page.one("title").text.starts_with("Error:"));
    assert_eq!(page.one("textarea").text, "once more", "what was typed is kept");
    assert_eq!(reminders(&board).await.len(), 1, "and the other unit is not reminded either");
    let boxes: Vec<&str> = page
        .all("input")
        .filter(|input| {
            input.attribute("type") == "checkbox"
                && input.attributes.iter().any(|(name, _)| name == "checked")
        })
        .map(|input| input.attribute("value"))
        .collect();
    assert_eq!(boxes, ["430000"]);

    sqlx::query("update reminder set sent_at = sent_at - interval '1 day'")
        .execute(&board.sql)
        .await
        .expect("a day goes by");
    assert_eq!(remind(&reviewer, quarter, &["440000"], "").await.status, 303);
    assert_eq!(reminders(&board).await.len(), 2);
}

#[tokio::test]
async fn pressing_twice_sends_once() {
    let server = MailServer::start();
    let board = board(&server.url()).await;
    let quarter = last_quarter(&board).await;
    let reviewer = board.person("reviewer").await;
    let press = || remind(&reviewer, quarter, &["440000", "440000"], "");
    let (one, two, three, four) = tokio::join!(press(), press(), press(), press());
    for answer in [one, two, three, four] {
        assert!(answer.status == 303 || answer.status == 422, "{}", answer.status);
    }
    assert_eq!(reminders(&board).await, [("440000".into(), Some(2), 0)]);
    let _two = (server.mail(), server.mail());
    assert!(server.rest().is_empty());
}

#[tokio::test]
async fn a_mail_that_cannot_be_sent_is_told_and_the_app_still_shows_it() {
    let server = MailServer::start();
    let board = board(&server.url()).await;
    account(&board, "a-430000", "lead", Some("430000"), "unknown@hunan.example").await;
    account(&board, "b-430000", "lead", Some("430000"), "no address").await;
    let quarter = last_quarter(&board).await;
    let reviewer = board.person("reviewer").await;
    let answer = remind(&reviewer, quarter, &["430000", "440000"], "").await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(
        reminders(&board).await,
        [("430000".into(), Some(0), 2), ("440000".into(), Some(2), 0)]
    );
    let page = reviewer.page(answer.header("location")).await.html();
    let notice: String =
        page.with_class("notice").map(|it| it.text.as_str()).collect::<Vec<_>>().join(" ");
    assert!(notice.contains("Not every mail could be sent to: Hunan"), "{notice}");
    assert!(page.one("main").text.contains("2 mails could not be sent"));
    let clerk = board.person("entry-430000").await;
    assert!(clerk.page("/returns?lang=en").await.text().contains("Reminder of "));
}

#[tokio::test]
async fn a_mail_server_that_is_away_keeps_nobody_waiting() {
    let server = MailServer::start();
    let url = server.url();
    drop(server);
    let board = board(&url).await;
    let quarter = last_quarter(&board).await;
    let reviewer = board.person("reviewer").await;
    let begun = tokio::time::Instant::now();
    let answer = remind(&reviewer, quarter, &["440000", "430000"], "").await;
    assert_eq!(answer.status, 303);
    assert!(begun.elapsed().as_secs() < 15, "{:?}", begun.elapsed());
    assert_eq!(
        reminders(&board).await,
        [("440000".into(), Some(0), 2), ("430000".into(), Some(0), 0)]
    );
}

#[tokio::test]
async fn what_cannot_be_reminded_of_is_said_and_changes_nothing() {
    let server = MailServer::start();
    let board = board(&server.url()).await;
    let quarter = last_quarter(&board).await;
    for (unit, state) in [("440000", "submitted"), ("330000", "approved")] {
        let submitted = Some("2020-01-01 00:00:00");
        Filed { programme: BATTERY, unit, quarter, state, submitted }.put(&board).await;
    }
    let reviewer = board.person("reviewer").await;
    let long = "催".repeat(301);
    for (units, reason, said) in [
        (vec![], "", "Choose the units to remind"),
        (vec!["440000"], "", "Guangdong has filed its return"),
        (vec!["330000", "430000"], "", "Zhejiang has filed its return"),
        (vec!["430000", "<b>\u{0}"], "", "No unit of this programme has the code"),
        (vec!["430000"], long.as_str(), "this one has 301"),
    ] {
        let answer = remind(&reviewer, quarter, &units, reason).await;
        assert_eq!(answer.status, 422, "{said}");
        let page = answer.html();
        assert_eq!(page.faults, Vec::<String>::new());
        let faults = page.text_of("faults").to_owned();
        assert!(faults.contains(said), "{faults}");
        let summary = page.with_class("faults").next().expect("a summary");
        assert_eq!(summary.attribute("tabindex"), "-1");
        for link in page.links().iter().filter_map(|link| link.strip_prefix('#')) {
            let there = page.elements.iter().any(|element| element.attribute("id") == link);
            assert!(there, "#{link} leads nowhere");
        }
    }
    for (period, status) in [("2999-Q1", 422), ("2025Q3", 422), ("", 422)] {
        let fields = [("programme", BATTERY), ("period", period), ("unit", "430000")];
        assert_eq!(reviewer.send("/returns", &fields).await.status, status, "{period}");
    }
    let fields = [("programme", "nothing"), ("period", "2025-Q3"), ("unit", "430000")];
    assert_eq!(reviewer.send("/returns", &fields).await.status, 404);
    let fields = [("programme", BATTERY), ("surprise", "1")];
    assert_eq!(reviewer.send("/returns", &fields).await.status, 422);
    assert!(reminders(&board).await.is_empty());
    assert!(server.rest().is_empty());
}

#[tokio::test]
async fn without_a_mail_server_reminders_are_seen_in_the_app() {
    let board = TestBoard::real().await;
    account(&board, "reviewer", "reviewer", None, "").await;
    account(&board, "lead-440000", "lead", Some("440000"), "lead@guangdong.example").await;
    let quarter = last_quarter(&board).await;
    let reviewer = board.person("reviewer").await;
    let page = reviewer.page(&format!("/returns?programme={BATTERY}&lang=en")).await;
    assert!(page.text().contains("No mail server is set up"));
    assert_eq!(remind(&reviewer, quarter, &["440000"], "").await.status, 303);
    assert_eq!(reminders(&board).await, [("440000".into(), Some(0), 0)]);
    let lead = board.person("lead-440000").await;
    assert!(lead.page("/returns?lang=en").await.text().contains("Reminder of "));
}
