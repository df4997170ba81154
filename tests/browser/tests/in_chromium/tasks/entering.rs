//! A unit's people at their return.

use super::desk::{Mine, at};
use super::figures::{FORM, UNIT, typed_by_the_clerk, whole_quarter};
use crate::{Outcome, holds};
use app::domain::filing::State;
use browser_tests::keyboard::ENTER;

const SAVE: &str = "form.return button[value=save]";
const CHECK: &str = "form.return button[value=check]";

/// Task 2: from the first page to the form that is due.
pub(crate) async fn find_the_form(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    desk.signed_in_as("entry-130000").await?;
    desk.open("/").await?;
    browser.enter_on("header nav a[href^='/returns']").await?;
    desk.sound("what is due").await?;
    browser.enter_on(&format!("#to-do a[href^='{FORM}']")).await?;
    desk.is_at(FORM).await?;
    desk.reads(".form-head", desk.say("河北省", "Hebei")).await?;
    desk.sound("form, empty").await
}

/// Task 3: 36 values, the two names, and saving them.
pub(crate) async fn type_36_values(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    let values = whole_quarter(&desk).await?;
    desk.signed_in_as("entry-130000").await?;
    desk.open(FORM).await?;
    for (field, text) in &values {
        browser.type_into(&at(field), text).await?;
    }
    browser.type_into("#head", "单位负责人").await?;
    browser.type_into("#compiler", "填表人").await?;
    browser.enter_on(SAVE).await?;
    desk.is_at(FORM).await?;
    desk.reads("#standing", "33").await?;
    for (field, text) in &values {
        let kept = desk.typed(field).await?;
        holds(kept == *text, || format!("{field} was typed {text} and is {kept}"))?;
    }
    holds(desk.draft(UNIT, "R01").await? == values[0].1, || "the draft is another".into())?;
    desk.sound("form, filled").await
}

/// Task 6: three errors are put right where the summary leads, and two
/// warnings explained.
pub(crate) async fn fix_and_explain(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    typed_by_the_clerk(&desk).await?;
    desk.signed_in_as("lead-130000").await?;
    desk.open(FORM).await?;
    let tenfold = |number: &str| match number.split_once('.') {
        Some((whole, rest)) => format!("{whole}{rest}"),
        None => format!("{number}0"),
    };
    let mut right = Vec::new();
    // What a person reads off the wrong column, or in the wrong unit.
    for (line, wrong) in [("R01", "1.25万"), ("R13", "abc"), ("R29", "2.5")] {
        right.push((line, desk.typed(line).await?));
        browser.type_into(&at(line), wrong).await?;
    }
    // Both may be true, and are far from what was filed before.
    let (r04, r19) = (desk.typed("R04").await?, desk.typed("R19").await?);
    browser.type_into("#R04", &tenfold(&r04)).await?;
    browser.type_into("#R19", &tenfold(&r19)).await?;
    browser.enter_on(SAVE).await?;
    desk.faulty().await?;
    desk.sound("form, three errors").await?;
    for (line, text) in &right {
        let kept = desk.typed(line).await?;
        holds(kept != *text, || format!("{line}: what was typed is gone"))?;
    }
    // The summary leads to the first one; the others lie further down.
    browser.tab_to("#faults a[href='#R01']").await?;
    browser.key(ENTER).await?;
    let focus = browser.ask("return document.activeElement.id", vec![]).await?;
    holds(focus == "R01", || format!("the link of R01 leads to {focus}"))?;
    for (line, text) in &right {
        if *line != "R01" {
            browser.tab_to(&at(line)).await?;
        }
        browser.type_over(text).await?;
    }
    browser.enter_on(CHECK).await?;
    desk.is_at(&format!("{FORM}/check")).await?;
    desk.reads("p.done", desk.say("没有需要更正的地方", "nothing to put right")).await?;
    let fields =
        "return [...document.querySelectorAll('#warnings textarea')].map(field => field.id)";
    let fields = browser.ask(fields, vec![]).await?;
    let fields: Vec<&str> =
        fields.as_array().into_iter().flatten().filter_map(|id| id.as_str()).collect();
    holds(fields == ["R04.explanation", "R19.explanation"], || format!("asked: {fields:?}"))?;
    desk.sound("check, two warnings").await?;
    browser.enter_on("button[value=submit]").await?;
    desk.faulty().await?;
    desk.sound("check, unexplained").await?;
    let why = desk.say("新建中转库，一次接收积压电池。", "A new store took in what had piled up.");
    for field in &fields {
        browser.type_into(&at(field), why).await?;
    }
    browser.enter_on("form.check button[value=save]").await?;
    for line in ["R04", "R19"] {
        desk.reads(&format!("tr[data-line={line}]"), why).await?;
    }
    desk.sound("check, explained").await?;
    let kept = desk.kept(UNIT).await?;
    holds(kept.lines["R19"].explanation == why, || "the explanation is not kept".into())
}

/// Task 7: check, submit, and take the receipt along.
pub(crate) async fn submit_and_keep_the_receipt(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    typed_by_the_clerk(&desk).await?;
    desk.signed_in_as("lead-130000").await?;
    desk.open(FORM).await?;
    browser.enter_on(CHECK).await?;
    desk.sound("check, nothing asked").await?;
    browser.enter_on("button[value=submit]").await?;
    desk.is_at(&format!("{FORM}/receipt")).await?;
    let number = "DC-1/130000/2026-Q3/1";
    desk.reads("dl.receipt", number).await?;
    desk.sound("receipt").await?;
    let (name, file) = browser.download("main a[download]").await?;
    let file = String::from_utf8(file)?;
    let receipt =
        app::domain::receipt::read(&file).map_err(|error| format!("{name}: {error:?}"))?;
    holds(receipt.facts.get("number") == Some(number), || format!("{name}: {file}"))?;
    desk.reads("dl.receipt", &receipt.sha256).await?;
    let state = desk.kept(UNIT).await?.filing.state;
    holds(state == Some(State::Submitted), || format!("the return is {state:?}"))?;
    browser.enter_on(&format!("main > p a[href^='{FORM}']")).await?;
    desk.reads(".locked", desk.say("不能修改", "not changed")).await?;
    desk.sound("form, locked").await
}
