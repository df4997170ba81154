//! Scripts switched off: every way is walked by links, plain forms and buttons.

use std::sync::Arc;

use browser_tests::Browser;
use browser_tests::pages::T10;

use crate::{Outcome, holds};

/// From the overview to the explanation of Tianjin's T10 and to its CSV.
pub(crate) async fn walk(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    browser.open(&format!("/?lang={lang}")).await?;
    browser.follow("nav a[href^='/programmes/tianjin-waste-recycling-2027']").await?;
    browser.follow(&format!("#targets tbody a[href^='{T10}?']")).await?;
    holds(browser.path().await?.starts_with(T10), || "not on T10's page".into())?;
    let explanation = browser.text(".explanation").await?;
    holds(explanation.contains("≈ 18.01"), || {
        format!("the growth against 2023 is not explained: {explanation}")
    })?;
    let clause = browser.text(".source").await?;
    holds(clause.contains("II(2)4"), || format!("the clause is not named: {clause}"))?;
    let link = browser.find(".downloads a[href*='T10.csv']").await?.attr("href").await?;
    let (status, media_type, content) = browser.fetch(&link.unwrap_or_default()).await?;
    let csv = String::from_utf8(content)?;
    holds(status == 200 && media_type == "text/csv; charset=utf-8", || {
        format!("the CSV came as {status} {media_type}")
    })?;
    holds(csv.starts_with('\u{FEFF}'), || "the CSV has no byte order mark".into())?;
    // The page's table and the file hold the same years, latest first.
    let years: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.get(..4)).collect();
    holds(years == ["2025", "2024", "2023"], || format!("years of the CSV: {years:?}"))?;
    browser.click(".downloads summary").await?;
    let shown = browser.text(".downloads tbody tr td").await?.replace(',', "");
    holds(csv.contains(&format!("2025,{shown},")), || {
        format!("the page says {shown}, the CSV {csv}")
    })?;
    browser.click(".downloads a[href*='T10.csv']").await?;
    Ok(())
}

/// The quarter is chosen in a plain form and stands in the address.
pub(crate) async fn change_the_quarter(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    browser.open(&format!("/?lang={lang}")).await?;
    let before = browser.text(".title .period").await?;
    browser.find("select[name=period]").await?.select_by_value("2025-Q1").await?;
    browser.follow(".switch button").await?;
    let (path, after) = (browser.path().await?, browser.text(".title .period").await?);
    holds(path.contains("period=2025-Q1") && path.contains(&format!("lang={lang}")), || {
        format!("the address became {path}")
    })?;
    holds(after != before && after.contains("2025"), || format!("{before} became {after}"))?;
    holds(browser.value("select[name=period]").await? == "2025-Q1", || {
        "the form forgot the quarter".into()
    })
}

/// A table's head is a link that sorts, and turns the order round.
pub(crate) async fn sort_the_targets(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let head =
        "#targets th[aria-sort] a[href*='sort=due'], #targets th[aria-sort] a[href*='sort=-due']";
    browser.open(&format!("/programmes/tianjin-waste-recycling-2027?lang={lang}")).await?;
    let first = "#targets tbody td.no";
    holds(browser.text(first).await? == "T1", || "the text's order is not the first".into())?;
    let mut seen = Vec::new();
    for order in ["ascending", "descending"] {
        browser.click(head).await?;
        let sorted = format!("#targets th[aria-sort={order}]");
        holds(!browser.text(&sorted).await?.is_empty(), || format!("not {order}"))?;
        seen.push(browser.text(first).await?);
    }
    holds(seen.first() != seen.last(), || format!("turned round, the order stayed: {seen:?}"))
}

/// The plain form judges a figure, and refuses one with words, keeping it.
pub(crate) async fn suppose(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    browser.open(&format!("{T10}?lang={lang}")).await?;
    let judged = typed(&browser, "480000").await?;
    let word = if lang == "en" { "Met" } else { "已达标" };
    holds(judged.starts_with(word), || format!("480,000 was judged: {judged}"))?;
    let refused = typed(&browser, "1.25万").await?;
    holds(refused.contains("12500"), || format!("1.25万 was answered: {refused}"))?;
    holds(browser.value("#suppose").await? == "1.25万", || "the typed text is gone".into())?;
    let invalid = browser.find("#suppose").await?.attr("aria-invalid").await?;
    holds(invalid.as_deref() == Some("true"), || "the field is not marked".into())?;
    holds(browser.path().await?.contains(&format!("lang={lang}")), || {
        "the form lost the language".into()
    })
}

async fn typed(browser: &Browser, text: &str) -> Result<String, browser_tests::Fault> {
    let before = browser.path().await?;
    browser.fill("#suppose", text).await?;
    browser.click(".suppose button").await?;
    browser.moved_from(&before).await?;
    browser.text("#suppose-answer").await
}

/// The switch of languages keeps page, quarter and what was typed.
pub(crate) async fn change_the_language(browser: Arc<Browser>, lang: &'static str) -> Outcome {
    let other = if lang == "en" { "zh-CN" } else { "en" };
    browser.open(&format!("{T10}?period=2026-Q1&suppose=12%2C5&lang={lang}")).await?;
    browser.follow("a.language").await?;
    let path = browser.path().await?;
    holds(path == format!("{T10}?period=2026-Q1&suppose=12,5&lang={other}"), || {
        format!("the address became {path}")
    })?;
    let page = browser.find("html").await?.attr("lang").await?;
    holds(page.as_deref() == Some(other), || format!("the page's language is {page:?}"))
}
