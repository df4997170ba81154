//! Getting in: with a one-time code, then with name and password.

use support::TestBoard;

use super::desk::{Mine, PASSWORD};
use crate::{Outcome, holds};

/// The administrator makes a code for an account and hands it over.
async fn code_for(board: &TestBoard, name: &str) -> String {
    let admin = board.person("admin").await;
    let page = admin.send(&format!("/accounts/{name}/code"), &[]).await.html();
    let shown = page.all("p").find(|p| p.attribute("class") == "secret");
    shown.map(|p| p.text.clone()).unwrap_or_default()
}

/// Task 1: activate the account, sign out, sign in.
pub(crate) async fn activate_and_sign_in(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    let code = code_for(&desk.board, "lead-130000").await;
    desk.open("/login").await?;
    desk.sound("sign-in, empty").await?;
    browser.enter_on("main a[href^='/activate']").await?;
    desk.sound("activation, empty").await?;
    browser.enter_on("main button[type=submit]").await?;
    desk.faulty().await?;
    desk.sound("activation, nothing typed").await?;
    browser.type_into("#code", &code).await?;
    browser.type_into("#new", "kettle").await?;
    browser.type_into("#repeat", "kettle").await?;
    browser.enter().await?;
    desk.faulty().await?;
    desk.reads("#faults", desk.say("至少 10 个字符", "at least 10 characters")).await?;
    holds(desk.typed("code").await? == code, || "the code was not kept".into())?;
    desk.sound("activation, refused").await?;
    browser.type_into("#new", PASSWORD).await?;
    browser.type_into("#repeat", PASSWORD).await?;
    browser.enter().await?;
    desk.is_at("/returns").await?;
    desk.reads(".person", "lead-130000").await?;

    browser.enter_on(".sign-out button").await?;
    desk.is_at("/login").await?;
    browser.type_into("#name", "lead-130000").await?;
    browser.type_into("#password", "not this one").await?;
    browser.enter().await?;
    desk.faulty().await?;
    holds(desk.typed("name").await? == "lead-130000", || "the name was not kept".into())?;
    desk.sound("sign-in, refused").await?;
    browser.type_into("#password", PASSWORD).await?;
    browser.enter().await?;
    desk.is_at("/returns").await?;
    desk.reads(".person", "lead-130000").await
}
