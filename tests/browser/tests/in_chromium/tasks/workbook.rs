//! Filling a return in with a spreadsheet.

use std::fs;

use super::desk::Mine;
use super::figures::{FORM, UNIT, sent, typed_by_the_clerk, whole_quarter};
use crate::{Outcome, holds};

/// Task 5: take the template along, send it in filled in, agree.
pub(crate) async fn upload_the_template(desk: Mine) -> Outcome {
    let browser = &desk.browser;
    // A template holds what the draft holds; emptied meanwhile, it is what
    // somebody filled in with a spreadsheet.
    typed_by_the_clerk(&desk).await?;
    desk.signed_in_as("entry-130000").await?;
    desk.open(FORM).await?;
    let (name, _) = browser.download(".workbook a[href*='.xlsx']").await?;
    let file = browser.downloads.join(&name);
    let values = whole_quarter(&desk).await?;
    let seen = desk.kept(UNIT).await?.draft_version.to_string();
    let mut empty: Vec<(&str, &str)> =
        values.iter().map(|(field, _)| (field.as_str(), "")).collect();
    empty.push(("seen", &seen));
    sent(&desk.board.person("entry-130000").await, FORM, &empty).await?;

    let note = browser.downloads.join("note.xlsx");
    fs::write(&note, "not a workbook")?;
    desk.open(&format!("{FORM}/upload")).await?;
    desk.sound("upload, empty").await?;
    browser.tab_to("#file").await?;
    browser.choose_file(&note).await?;
    browser.enter_on("form.form button[type=submit]").await?;
    desk.faulty().await?;
    desk.sound("upload, refused").await?;

    browser.tab_to("#file").await?;
    browser.choose_file(&file).await?;
    browser.enter_on("form.form button[type=submit]").await?;
    desk.sound("upload, differences").await?;
    holds(desk.draft(UNIT, "R01").await?.is_empty(), || "stored before agreed".into())?;
    browser.enter_on("form.consent button").await?;
    desk.sound("upload, taken over").await?;
    for (field, text) in values.iter().filter(|(field, _)| !field.contains('.')) {
        let kept = desk.draft(UNIT, field).await?;
        holds(kept == *text, || format!("{field} should be {text} and is {kept}"))?;
    }
    Ok(())
}
