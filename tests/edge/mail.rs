//! Mail arrives as it was written, at whom it was written to and nobody else.

use server::mail::{MailError, Mailer};
use support::MailServer;
use tokio::time::Instant;

const FROM: &str = "区域试点看板 <board@example.org>";
const LONG: &str = "2026年第三季度季报尚未报送，请于10月20日前报送。\n\n.\n..\nFrom 甘肃省 \
    一行很长很长的文字一行很长很长的文字一行很长很长的文字一行很长很长的文字一行很长很长的文字\n\
    https://board.example.org/returns/nev-battery-pilot-2018/620000/2026-Q3?lang=zh-CN\n";

#[tokio::test]
async fn a_reminder_arrives_as_it_was_written() {
    let server = MailServer::start();
    let mailer = Mailer::new(&server.url(), FROM).expect("settings");
    let subject = "催报：2026年第三季度 动力电池回收利用试点季报（甘肃省）尚未报送，截止日期已过";
    mailer.send("entry@gansu.example", subject, LONG).await.expect("sent");
    let mail = server.mail();
    assert_eq!(mail.sender, "board@example.org");
    assert_eq!(mail.recipients, ["entry@gansu.example"]);
    assert_eq!(mail.subject, subject);
    assert_eq!(mail.text.replace("\r\n", "\n"), LONG);
    assert_eq!(mail.header("From"), FROM);
    assert_eq!(mail.header("To"), "entry@gansu.example");
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert!(mail.header("Message-ID").ends_with("@example.org>"), "{}", mail.raw);
    assert!(!mail.header("Date").is_empty(), "{}", mail.raw);
    assert!(mail.raw.lines().all(|line| line.len() <= 998), "{}", mail.raw);
    mailer.send("lead@gansu.example", "second", "text").await.expect("sent");
    let second = server.mail();
    assert_ne!(second.header("Message-ID"), mail.header("Message-ID"));
}

#[tokio::test]
async fn nothing_typed_into_an_address_or_a_subject_becomes_a_header() {
    let server = MailServer::start();
    let mailer = Mailer::new(&server.url(), FROM).expect("settings");
    for to in [
        "",
        "gansu",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example>\r\nRCPT TO:<c@d.example",
        "Name <a@b.example>",
    ] {
        let refused = mailer.send(to, "subject", "text").await;
        assert_eq!(refused, Err(MailError::Recipient(to.to_owned())), "{to}");
    }
    for subject in ["a\r\nBcc: c@d.example", "a\nb", "a\0b"] {
        let refused = mailer.send("a@b.example", subject, "text").await;
        assert_eq!(refused, Err(MailError::Subject), "{subject}");
    }
    assert!(server.rest().is_empty());
}

#[tokio::test]
async fn what_the_server_refuses_is_told_from_what_it_puts_off() {
    let server = MailServer::start();
    let mailer = Mailer::new(&server.url(), FROM).expect("settings");
    let refused = mailer.send("unknown@gansu.example", "subject", "text").await;
    assert!(
        matches!(&refused, Err(MailError::Refused(said)) if said.contains("550")),
        "{refused:?}"
    );
    let put_off = mailer.send("later@gansu.example", "subject", "text").await;
    assert!(
        matches!(&put_off, Err(MailError::NotNow(said)) if said.contains("451")),
        "{put_off:?}"
    );
    // The connection is none the worse for it.
    mailer.send("entry@gansu.example", "subject", "text").await.expect("sent");
    assert_eq!(server.mail().recipients, ["entry@gansu.example"]);
}

#[tokio::test]
async fn user_and_password_are_shown_where_the_server_asks() {
    let server = MailServer::start_for("board", "se%40same");
    let mailer = Mailer::new(&server.url_for("board", "se%2540same"), FROM).expect("settings");
    mailer.check().await.expect("it answers");
    mailer.send("entry@gansu.example", "subject", "text").await.expect("sent");
    assert_eq!(server.mail().user.as_deref(), Some("board"));
    let wrong = Mailer::new(&server.url_for("board", "wrong"), FROM).expect("settings");
    for refused in [wrong.check().await, wrong.send("a@b.example", "subject", "text").await] {
        let Err(MailError::Login(said)) = &refused else { panic!("{refused:?}") };
        assert!(!said.contains("wrong"), "{said}");
    }
    assert!(server.rest().is_empty());
}

#[tokio::test]
async fn a_server_that_went_away_is_said_to_be_away() {
    let server = MailServer::start();
    let mailer = Mailer::new(&server.url(), FROM).expect("settings");
    mailer.send("entry@gansu.example", "subject", "text").await.expect("sent");
    drop(server);
    let begun = Instant::now();
    let away = mailer.send("entry@gansu.example", "subject", "text").await;
    assert!(matches!(away, Err(MailError::Away(_))), "{away:?}");
    assert!(mailer.check().await.is_err());
    assert!(begun.elapsed().as_secs() < 15, "{:?}", begun.elapsed());
}
