//! Blocks from a spreadsheet.

use std::sync::Arc;

use browser_tests::Browser;
use serde_json::json;

use crate::desk::{CTRL, Desk, ENTER, ESCAPE};
use crate::{Outcome, holds};

const BLOCK: &str =
    "Line\tThis quarter\r\nR01\t\"1,200.5\"\r\nR02\t12.3456\r\nR03\t7\r\nR99\t4\r\n";

/// What goes where, how it is read, what is left out; one undo.
pub(crate) async fn preview(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let desk = Desk::new(browser, lang).await?;
    desk.click("#R03").await?;
    desk.press("5").await?;
    desk.paste(BLOCK).await?;
    let rows = "return Array.from(document.querySelectorAll('.pasted tr'), \
        row => Array.from(row.cells, cell => cell.textContent))";
    let rows = desk.ask(rows, vec![]).await?;
    let words = if lang == "en" {
        ["1200.5", "at most 1", "5 becomes 7"]
    } else {
        ["1200.5", "最多 1 位", "5 改为 7"]
    };
    for (at, words) in words.into_iter().enumerate() {
        let said = rows[at + 1][3].as_str().unwrap_or_default();
        holds(said.contains(words), || format!("line {at} says {said}, not {words}"))?;
    }
    let rest = desk.text("dialog.asking").await?;
    holds(rest.contains("This quarter") && rest.contains('4'), || format!("not listed: {rest}"))?;
    holds(desk.cell("R01").await?.is_empty(), || "put in before it was confirmed".into())?;
    desk.press(ENTER).await?;
    let cells = [desk.cell("R01").await?, desk.cell("R02").await?, desk.cell("R03").await?];
    holds(cells == ["1200.5", "", "7"], || format!("the cells hold {cells:?}"))?;
    holds(desk.at().await? == "R03", || "the focus did not come back".into())?;
    desk.press(&format!("{CTRL}z")).await?;
    let cells = [desk.cell("R01").await?, desk.cell("R02").await?, desk.cell("R03").await?];
    holds(cells == ["", "", "5"], || format!("after one undo the cells hold {cells:?}"))?;
    desk.press(&format!("{CTRL}y")).await?;
    desk.saved().await?;
    desk.reopen().await?;
    holds(desk.cell("R01").await? == "1200.5", || "the block was not saved".into())
}

/// Drop it, or Esc, and nothing happened.
pub(crate) async fn dropped(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let desk = Desk::new(browser, lang).await?;
    for answer in [ESCAPE, "button"] {
        desk.click("#R01").await?;
        desk.paste("1\n2\n3\n").await?;
        if answer == ESCAPE {
            desk.press(ESCAPE).await?;
        } else {
            desk.click("dialog.asking [data-answer=no]").await?;
        }
        desk.until("return !document.querySelector('dialog')").await?;
        let cells = [desk.cell("R01").await?, desk.cell("R02").await?];
        holds(cells == ["", ""], || format!("the cells hold {cells:?}"))?;
        holds(desk.at().await? == "R01", || "the focus did not come back".into())?;
    }
    Ok(())
}

/// A whole form at once. How long it takes is told, not judged: that depends
/// on what else the machine does.
pub(crate) async fn thirty_six(browser: Arc<Browser>) -> Outcome {
    let desk = Desk::new(browser, "zh-CN").await?;
    let block: String = (1..=36).map(|at| format!("{at}\n")).collect();
    desk.click("#R01").await?;
    let took = desk.paste(&block).await?;
    let rows = "return document.querySelectorAll('.pasted tr').length - 1";
    let rows = desk.ask(rows, vec![]).await?;
    eprintln!("36 cells were previewed in {took} ms");
    holds(rows == json!(36), || format!("{rows} cells are previewed"))
}
