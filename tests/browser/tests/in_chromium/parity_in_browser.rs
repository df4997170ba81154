//! The domain gives the same verdict and the same parse in the browser's
//! WebAssembly as in the server, on the same five hundred questions.

use std::fs;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use browser_tests::{Browser, parity_module};
use serde_json::json;

use crate::{Outcome, holds, none};

const ASK: &str = include_str!("parity.js");

pub(crate) async fn five_hundred_cases(browser: Arc<Browser>) -> Outcome {
    let module = BASE64.encode(fs::read(parity_module()?)?);
    let cases = parity::cases();
    // On a page of the product, so under its policy.
    browser.open("/help").await?;
    let answers = browser.ask_later(ASK, vec![json!(module), json!(cases.join("\n"))]).await?;
    let answers = answers.as_str().unwrap_or_default();
    let in_browser: Vec<&str> = answers.lines().collect();
    holds(cases.len() == 500 && in_browser.len() == 500, || {
        format!("{} cases got {} answers: {answers:.200}", cases.len(), in_browser.len())
    })?;
    let differences: Vec<String> = cases
        .iter()
        .zip(in_browser)
        .map(|(case, browser)| (case, parity::answer_line(case), browser))
        .filter(|(_, native, browser)| native != browser)
        .map(|(case, native, browser)| format!("{case}\n  natively {native}\n  browser  {browser}"))
        .collect();
    none(&differences)
}
