//! The states that nobody wishes for, with axe on each: conflict, locked,
//! refused, signed out, the server away; and the pages that set accounts up.

use browser_tests::keyboard::{ENTER, SPACE};

use super::desk::{Mine, PASSWORD, at};
use super::figures::{FORM, PROGRAMME, UNIT, sent, submitted_by_the_lead, typed_by_the_clerk};
use crate::{Outcome, holds};

const SAVE: &str = "form.return button[value=save]";

/// Two people typed into one cell.
pub(crate) async fn conflict(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    desk.signed_in_as("entry-130000").await?;
    desk.open(FORM).await?;
    let lead = desk.board.person("lead-130000").await;
    sent(&lead, FORM, &[("seen", "0"), ("R01", "1300")]).await?;
    browser.type_into("#R01", "1200").await?;
    browser.type_into("#R02", "200").await?;
    browser.enter_on(SAVE).await?;
    desk.faulty().await?;
    desk.reads("#faults", "1300").await?;
    desk.sound("form, conflict").await?;
    browser.tab_to(&at("R01-theirs")).await?;
    browser.key(SPACE).await?;
    browser.enter_on(SAVE).await?;
    let kept = (desk.draft(UNIT, "R01").await?, desk.draft(UNIT, "R02").await?);
    holds(kept == ("1300".to_owned(), "200".to_owned()), || format!("{kept:?}"))
}

/// It was submitted while somebody still typed.
pub(crate) async fn locked_meanwhile(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    typed_by_the_clerk(&desk).await?;
    desk.signed_in_as("entry-130000").await?;
    desk.open(FORM).await?;
    submitted_by_the_lead(&desk).await?;
    browser.type_into("#R01", "77").await?;
    browser.enter_on(SAVE).await?;
    holds(desk.typed("R01").await? == "77", || "what was typed is gone".into())?;
    desk.sound("form, refused").await
}

/// Some lines of it are open; and an approved one is asked for.
pub(crate) async fn reopening(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    server::demo::under_way::begin(&desk.board.store).await?;
    desk.signed_in_as("lead-620000").await?;
    desk.open(&FORM.replace(UNIT, "620000")).await?;
    desk.sound("form, sent back").await?;
    browser.type_into("#R31", "1.5").await?;
    browser.enter_on(SAVE).await?;
    desk.sound("form, sent back and saved").await?;
    desk.open(&format!("{}/check", FORM.replace(UNIT, "620000"))).await?;
    desk.sound("check, sent back").await?;

    desk.signed_in_as("lead-120000").await?;
    desk.open(&FORM.replace(UNIT, "120000")).await?;
    browser.enter_on("a[href*='/reopening']").await?;
    browser.enter_on("main form button").await?;
    desk.faulty().await?;
    desk.sound("reopening, without a reason").await?;
    browser.type_into("#reason", desk.say("R01 多报 20 吨。", "R01 is 20 t too high.")).await?;
    browser.enter_on("main form button").await?;
    desk.sound("form, reopening asked for").await
}

/// The database is away for a moment: nothing typed is lost.
pub(crate) async fn away(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    desk.signed_in_as("entry-130000").await?;
    desk.open(FORM).await?;
    browser.type_into("#R01", "1200").await?;
    desk.board.database.lock(true).await;
    browser.enter_on(SAVE).await?;
    desk.sound("form, not sent").await?;
    desk.board.database.lock(false).await;
    browser.enter_on("main form button").await?;
    holds(desk.draft(UNIT, "R01").await? == "1200", || "it was not saved".into())
}

/// The session ended while somebody typed: signing in again goes on.
pub(crate) async fn signed_out_meanwhile(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    let password = server::password::hash(PASSWORD.into()).await?;
    sqlx::query("update account set password = $1 where name = 'entry-130000'")
        .bind(password)
        .execute(&desk.board.sql)
        .await?;
    desk.signed_in_as("entry-130000").await?;
    desk.open(FORM).await?;
    browser.type_into("#R01", "1200").await?;
    desk.meanwhile("delete from session").await?;
    browser.enter_on(SAVE).await?;
    desk.sound("sign-in, with what was typed kept").await?;
    browser.type_into("#name", "entry-130000").await?;
    browser.type_into("#password", PASSWORD).await?;
    browser.enter().await?;
    desk.sound("what was typed, to be sent on").await?;
    browser.enter_on("main form button").await?;
    holds(desk.draft(UNIT, "R01").await? == "1200", || "it was not saved".into())
}

/// An account is made, its code shown once; one's own is set up.
pub(crate) async fn accounts(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    desk.signed_in_as("admin").await?;
    desk.open("/accounts").await?;
    browser.enter_on("main .part form button").await?;
    desk.faulty().await?;
    desk.sound("accounts, nothing typed").await?;
    browser.type_into("#name", "second.clerk").await?;
    browser.choose("#role", "entry").await?;
    browser.choose("#unit", UNIT).await?;
    browser.enter_on("main .part form button").await?;
    desk.is_at("/accounts/second.clerk").await?;
    desk.sound("account, made").await?;
    browser.enter_on("form.deed[action*='/code'] button").await?;
    browser.find(".handed-over .secret").await?;
    desk.sound("account, code shown").await?;

    desk.open("/account").await?;
    browser.enter_on("form[action^='/account/password'] button").await?;
    desk.faulty().await?;
    desk.sound("own account, nothing typed").await?;
    browser.enter_on("a[href^='/account/second-factor']").await?;
    browser.type_into("#code", "000000").await?;
    browser.enter().await?;
    desk.faulty().await?;
    desk.sound("second factor, wrong code").await
}

/// A link is refused, made, opened by somebody without an account, revoked.
pub(crate) async fn links(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    desk.signed_in_as("reviewer").await?;
    desk.open(&format!("/programmes/{PROGRAMME}/compare?indicator=R20")).await?;
    browser.tab_to(".share summary").await?;
    browser.key(ENTER).await?;
    desk.sound("comparison with the form for a link").await?;
    browser.enter_on(".share button").await?;
    desk.faulty().await?;
    desk.sound("link refused").await?;
    browser.type_into("#purpose", desk.say("供各省核对", "For the provinces")).await?;
    browser.enter_on("main form.form button").await?;
    let link = browser.text(".secret").await?;
    desk.sound("link made").await?;
    let path =
        link.find("/shared/").and_then(|at| link.get(at..)).ok_or("no link")?.trim().to_owned();
    browser.signed_in(None).await?;
    browser.open(&path).await?;
    desk.reads(".shared", desk.say("只读链接", "read-only link")).await?;
    desk.sound("view seen through a link").await?;
    let (name, file) = browser.download(".exhibit .downloads a[href*='.csv']").await?;
    holds(name.ends_with(".csv") && !file.is_empty(), || format!("{name} has nothing in it"))?;
    desk.signed_in_as("reviewer").await?;
    desk.open("/links").await?;
    browser.enter_on(".links form button").await?;
    desk.reads(".links", desk.say("已撤销", "revoked")).await?;
    desk.sound("link revoked").await?;
    browser.signed_in(None).await?;
    desk.open(&path).await?;
    desk.reads("main", desk.say("没有页面", "Nothing is at this address")).await
}
