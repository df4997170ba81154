//! The form's island: a block from a spreadsheet, and what it shows when
//! saving does not go by itself.

use browser_tests::keyboard::{CONTROL, ENTER, ESCAPE};
use serde_json::json;

use super::desk::{Mine, at};
use super::figures::{FORM, UNIT, whole_quarter};
use crate::{Outcome, holds};

/// Opens the form once its island runs.
async fn open_form(desk: &Mine) -> Outcome {
    desk.signed_in_as("entry-130000").await?;
    desk.open(FORM).await?;
    desk.browser.until("return document.documentElement.dataset.islands === 'ready'").await
}

async fn saved(desk: &Mine) -> Outcome {
    desk.browser.until("return !!document.querySelector('#standing .tag.good')").await
}

/// Task 4: 36 values copied from a spreadsheet, put in at once, and saved.
pub(crate) async fn paste_36_values(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    let values = whole_quarter(&desk).await?;
    open_form(&desk).await?;
    // A spreadsheet has codes beside its figures; rows end with CR LF.
    let block: String = values.iter().map(|(_, text)| format!("{text}\r\n")).collect();
    browser.copied_elsewhere(&block).await?;
    browser.tab_to("#R01").await?;
    browser.chord(CONTROL, 'v').await?;
    browser.find("dialog.asking").await?;
    let rows = "return document.querySelectorAll('.pasted tbody tr, .pasted tr').length";
    let rows = browser.ask(rows, vec![]).await?.as_u64().unwrap_or_default();
    holds(rows >= 36, || format!("{rows} rows are previewed"))?;
    holds(desk.typed("R01").await?.is_empty(), || "put in before it was confirmed".into())?;
    desk.sound("form, paste previewed").await?;
    browser.key(ENTER).await?;
    saved(&desk).await?;
    for (field, text) in &values {
        let shown = desk.typed(field).await?;
        holds(shown == *text, || format!("{field} should be {text} and is {shown}"))?;
    }
    holds(desk.draft(UNIT, "R33").await? == values[35].1, || "R33 was not saved".into())?;
    desk.sound("form, pasted and saved").await
}

/// Its states: the list of keys, faults and questions while typing, a choice
/// between two values, no connection, signed out.
pub(crate) async fn island_states(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    open_form(&desk).await?;
    browser.tab_to("#R01").await?;
    browser.key('?').await?;
    browser.find("dialog.asking").await?;
    desk.sound("form, list of keys").await?;
    browser.key(ESCAPE).await?;
    browser.until("return !document.querySelector('dialog')").await?;
    browser.keys(&format!("1.25万{ENTER}900{ENTER}700{ENTER}")).await?;
    browser.find("#R01-fault").await?;
    saved(&desk).await?;
    desk.sound("form, fault while typing").await?;

    let lead = desk.board.person("lead-130000").await;
    let seen = desk.kept(UNIT).await?.draft_version.to_string();
    // Saved, and answered with the fault that is there already.
    let answer = lead.send(FORM, &[("seen", &seen), ("R05", "312")]).await;
    holds(answer.status == 422, || format!("answered {}", answer.status))?;
    browser.tab_to(&at("R05")).await?;
    browser.type_over("321").await?;
    browser.find("#R05-contest").await?;
    desk.sound("form, two values to choose from").await?;
    browser.tab_to("#R05-contest [data-theirs]").await?;
    browser.key(ENTER).await?;
    holds(desk.typed("R05").await? == "312", || "theirs was not taken".into())?;

    browser.offline(true).await?;
    browser.type_into(&at("R07"), "77").await?;
    let words = json!(desk.say("连接中断", "No connection"));
    let said = format!("return document.querySelector('#standing').textContent.includes({words})");
    browser.until(&said).await?;
    desk.sound("form, no connection").await?;
    browser.offline(false).await?;
    saved(&desk).await?;

    desk.meanwhile("delete from session").await?;
    browser.type_into(&at("R08"), "88").await?;
    let words = json!(desk.say("登录已失效", "signed out"));
    let said = format!("return document.querySelector('#standing').textContent.includes({words})");
    browser.until(&said).await?;
    desk.sound("form, signed out").await
}
