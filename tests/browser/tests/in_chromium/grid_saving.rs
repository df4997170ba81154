//! Saving by itself, and what becomes of it when others type too or the line
//! is away.

use std::sync::Arc;

use browser_tests::Browser;
use serde_json::json;

use crate::desk::{Desk, ENTER, TAB};
use crate::{Outcome, holds};

/// Shortly after the last change it is on the server, and the plain form
/// goes on from there.
pub(crate) async fn by_itself(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let desk = Desk::new(browser, lang).await?;
    let before = desk.cell_of("[name=seen]").await?;
    desk.click("#R01").await?;
    desk.press("12.5").await?;
    desk.saved().await?;
    holds(desk.at().await? == "R01", || "saving took the focus".into())?;
    let said = desk.text_of("#said").await?;
    let word = if lang == "en" { "Saved" } else { "已保存" };
    holds(said.contains(word), || format!("said aloud: {said}"))?;
    let states = desk.text("#R01-line .states").await?;
    holds(!states.is_empty(), || "the line has no state".into())?;
    let after = desk.cell_of("[name=seen]").await?;
    holds(after != before, || format!("the form still says version {after}"))?;
    desk.reopen().await?;
    holds(desk.cell("R01").await? == "12.5", || "it was not on the server".into())?;
    let kept = desk.ask("return localStorage.length", vec![]).await?;
    holds(kept == json!(0), || format!("{kept} entries are left on this computer"))
}

/// Both values and a choice; the other cells go on.
pub(crate) async fn conflict(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let desk = Desk::new(browser, lang).await?;
    desk.elsewhere(json!({ "R01": "312", "R02": "8", "R03": "3" })).await?;
    desk.click("#R01").await?;
    desk.press(&format!("321{ENTER}9{ENTER}{ENTER}44")).await?;
    let both = desk.text("#R01-contest").await?;
    holds(both.contains("312") && both.contains("321"), || format!("R01 says {both}"))?;
    holds(desk.cell("R01").await? == "321", || "what was typed is gone".into())?;
    // What nobody else typed into is saved; what nobody here typed is shown.
    desk.until("return document.getElementById('R03').value === '3'").await?;
    let word = if lang == "en" { "changed by somebody else" } else { "他人也修改过" };
    desk.standing(word).await?;
    desk.click("#R01-contest [data-theirs]").await?;
    holds(desk.cell("R01").await? == "312", || "theirs was not taken".into())?;
    desk.click("#R02-contest [data-mine]").await?;
    desk.saved().await?;
    desk.reopen().await?;
    let cells = [desk.cell("R01").await?, desk.cell("R02").await?, desk.cell("R04").await?];
    holds(cells == ["312", "9", "44"], || format!("the server holds {cells:?}"))
}

/// Cells that only others typed into are shown before anything is typed over
/// them unseen.
pub(crate) async fn others(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let desk = Desk::new(browser, lang).await?;
    desk.elsewhere(json!({ "R05": "55" })).await?;
    desk.click("#R01").await?;
    desk.press(&format!("1{TAB}")).await?;
    desk.until("return document.getElementById('R05').value === '55'").await?;
    desk.saved().await?;
    holds(desk.at().await? == "R02", || "the focus moved".into())
}

/// Without a line everything is kept here, said, and sent when it is back.
pub(crate) async fn offline(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let desk = Desk::new(browser, lang).await?;
    desk.offline(true).await?;
    desk.click("#R01").await?;
    desk.press(&format!("77{ENTER}")).await?;
    desk.standing(if lang == "en" { "No connection" } else { "连接中断" }).await?;
    let states = desk.text("#R01-line .states").await?;
    let word = if lang == "en" { "Not saved" } else { "未保存" };
    holds(states.contains(word), || format!("the line says {states}"))?;
    let kept = "return Object.entries(localStorage).filter(([name]) => name.endsWith(':R01'))\
        .map(([, entry]) => entry)";
    let kept = desk.ask(kept, vec![]).await?;
    holds(kept == json!(["0:77"]), || format!("kept on this computer: {kept}"))?;
    desk.offline(false).await?;
    desk.saved().await?;
    desk.reopen().await?;
    holds(desk.cell("R01").await? == "77", || "it did not arrive".into())
}

/// Who was signed out signs in beside the form and loses nothing.
pub(crate) async fn signed_out(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let desk = Desk::new(browser, lang).await?;
    let leave = "const out = new XMLHttpRequest(); out.open('POST', '/logout', false); out.send(); \
        return out.status";
    desk.ask(leave, vec![]).await?;
    desk.click("#R01").await?;
    desk.press("78").await?;
    desk.standing(if lang == "en" { "signed out" } else { "登录已失效" }).await?;
    let enter = "const way = new XMLHttpRequest(); way.open('POST', '/login', false); \
        way.setRequestHeader('content-type', 'application/x-www-form-urlencoded'); \
        way.send(new URLSearchParams({ name: arguments[0], password: arguments[1] }).toString()); \
        window.dispatchEvent(new Event('focus'))";
    desk.ask(enter, vec![json!("lead-130000"), json!(browser_tests::PASSWORD)]).await?;
    desk.saved().await?;
    desk.reopen().await?;
    holds(desk.cell("R01").await? == "78", || "it did not arrive".into())
}
