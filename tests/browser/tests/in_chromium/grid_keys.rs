//! The form by keyboard, as in Excel.

use std::sync::Arc;

use browser_tests::Browser;
use serde_json::json;

use crate::desk::{CTRL, DOWN, Desk, END, ENTER, ESCAPE, F2, HOME, LEFT, RIGHT, SHIFT, TAB, UP};
use crate::{Outcome, holds};

/// Enter, arrows and Tab lead from cell to cell; remarks are to the right.
pub(crate) async fn walk(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let desk = Desk::new(browser, lang).await?;
    desk.click("#R01").await?;
    let back = format!("{SHIFT}{ENTER}");
    let back_tab = format!("{SHIFT}{TAB}");
    let (first, last) = (format!("{CTRL}{HOME}"), format!("{CTRL}{END}"));
    for (keys, at) in [
        (ENTER, "R02"),
        (&back, "R01"),
        (DOWN, "R02"),
        (TAB, "R03"),
        (&back_tab, "R02"),
        (UP, "R01"),
        (UP, "R01"),
        (&last, "R33"),
        (ENTER, "R33"),
        (&first, "R01"),
    ] {
        desk.press(keys).await?;
        let now = desk.at().await?;
        holds(now == at, || format!("{keys:?} led to {now}, not {at}"))?;
    }
    desk.press(RIGHT).await?;
    let tag = "return document.activeElement.tagName";
    holds(desk.ask(tag, vec![]).await? == json!("SUMMARY"), || "remarks are not reached".into())?;
    desk.press(LEFT).await?;
    holds(desk.at().await? == "R01", || "no way back from remarks".into())?;
    // Typing replaces what was there; Tab behind the last cell goes on.
    desk.press(&format!("12.5{UP}")).await?;
    desk.press("7").await?;
    holds(desk.cell("R01").await? == "7", || "typing did not replace".into())?;
    desk.press(&last).await?;
    desk.press(TAB).await?;
    let at = desk.at().await?;
    holds(at != "R33", || "Tab never leaves the cells".into())
}

/// Esc, F2, undo and redo.
pub(crate) async fn bring_back(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let desk = Desk::new(browser, lang).await?;
    desk.click("#R01").await?;
    desk.press(&format!("100{ENTER}200{ENTER}{UP}")).await?;
    holds(desk.at().await? == "R02", || "not at R02".into())?;
    desk.press("9").await?;
    desk.press(ESCAPE).await?;
    holds(desk.cell("R02").await? == "200", || "Esc did not bring 200 back".into())?;
    // Within the cell arrows move the caret, and what is typed goes there.
    desk.press(&format!("{F2}{LEFT}5")).await?;
    holds(desk.cell("R02").await? == "2050", || "F2 and the arrow did not move the caret".into())?;
    holds(desk.at().await? == "R02", || "the arrow left the cell".into())?;
    desk.press(&format!("{ENTER}{CTRL}z")).await?;
    holds(desk.cell("R02").await? == "200", || "undo did not bring 200 back".into())?;
    holds(desk.at().await? == "R02", || "undo did not lead to its cell".into())?;
    desk.press(&format!("{CTRL}y")).await?;
    holds(desk.cell("R02").await? == "2050", || "redo did not do it again".into())?;
    desk.press(&format!("{CTRL}zzz")).await?;
    let cells = (desk.cell("R01").await?, desk.cell("R02").await?);
    holds(cells == (String::new(), String::new()), || format!("{cells:?} is left"))
}

/// Enter that commits a Chinese word does not move, nor is a word half
/// composed taken for a figure.
pub(crate) async fn input_method(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let desk = Desk::new(browser, lang).await?;
    desk.click("#R01").await?;
    let composing = json!({ "text": "wan", "selectionStart": 3, "selectionEnd": 3 });
    desk.devtools("Input.imeSetComposition", composing).await?;
    for kind in ["rawKeyDown", "keyUp"] {
        let enter = json!({ "type": kind, "key": "Enter", "code": "Enter",
            "windowsVirtualKeyCode": 229 });
        desk.devtools("Input.dispatchKeyEvent", enter).await?;
    }
    desk.devtools("Input.insertText", json!({ "text": "1.25万" })).await?;
    let (at, text) = (desk.at().await?, desk.cell("R01").await?);
    holds(at == "R01" && text == "1.25万", || format!("at {at} with {text}"))?;
    desk.press(ENTER).await?;
    holds(desk.at().await? == "R02", || "the next Enter does not move".into())?;
    let fault = desk.text("#R01-fault").await?;
    holds(fault.contains("12500"), || format!("said of 1.25万: {fault}"))
}

/// A fault is said when the cell is left, in the server's words and place;
/// a broken check at its line, until it holds.
pub(crate) async fn verdicts(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let desk = Desk::new(browser, lang).await?;
    desk.click("#R01").await?;
    desk.press("12.345").await?;
    let shown = "return !!document.getElementById('R01-fault')";
    holds(desk.ask(shown, vec![]).await? == json!(false), || "said in mid number".into())?;
    desk.press(ENTER).await?;
    let fault = desk.text("#R01-fault").await?;
    desk.saved().await?;
    desk.reopen().await?;
    let servers = desk.text("#R01-fault").await?;
    holds(fault == servers, || format!("here {fault}, the server {servers}"))?;
    let described = desk.find("#R01").await?.attr("aria-describedby").await?;
    holds(described.as_deref() == Some("R01-fault"), || format!("{described:?}"))?;
    desk.click("#R01").await?;
    desk.press(&format!("10{ENTER}8{ENTER}7{ENTER}")).await?;
    holds(desk.ask(shown, vec![]).await? == json!(false), || "the fault stays".into())?;
    let question = desk.text("#R01-line .question[data-check=K01]").await?;
    holds(question.contains("8 + 7 = 15"), || format!("K01 says {question}"))?;
    desk.saved().await?;
    desk.reopen().await?;
    let servers = desk.text("#R01-line .question[data-check=K01]").await?;
    holds(question == servers, || format!("here {question}, the server {servers}"))?;
    desk.click("#R01").await?;
    desk.press("15").await?;
    let broken = "return !!document.querySelector('[data-check=K01]')";
    holds(desk.ask(broken, vec![]).await? == json!(false), || "K01 holds and is said".into())
}
