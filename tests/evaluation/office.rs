//! The ministry's office: frozen evaluations, and a return that is put right
//! after it was approved.

use support::{Answer, Html, Person, TestBoard};

pub(crate) const BATTERY: &str = "nev-battery-pilot-2018";
/// A quarter for which everybody's figures are approved.
pub(crate) const QUARTER: &str = "2026-Q2";

/// The address of the programme's summary, with more of a path.
pub(crate) fn address(more: &str, lang: &str) -> String {
    format!("/evaluations/{BATTERY}{more}?period={QUARTER}&lang={lang}")
}

/// The value of a hidden field.
pub(crate) fn hidden(page: &Html, name: &str) -> String {
    let mut fields = page.all("input");
    let field = fields.find(|field| field.attribute("name") == name);
    field.unwrap_or_else(|| panic!("no field {name}")).attribute("value").to_owned()
}

/// Freezes what the page shows, and answers the number.
pub(crate) async fn freeze(reviewer: &Person<'_>, lang: &str) -> String {
    let page = reviewer.page(&address("", lang)).await.html();
    let answer = freeze_seen(reviewer, lang, &hidden(&page, "seen"), &hidden(&page, "key")).await;
    number_of(&answer)
}

pub(crate) async fn freeze_seen(
    reviewer: &Person<'_>,
    lang: &str,
    seen: &str,
    key: &str,
) -> Answer {
    reviewer.send(&address("/freeze", lang), &[("seen", seen), ("key", key)]).await
}

/// The number to which an answer leads.
pub(crate) fn number_of(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let location = answer.header("location");
    let number = location.rsplit('/').next().and_then(|end| end.split('?').next());
    number.expect("a number").to_owned()
}

/// Guangdong's recovered volume is put right, all the way to its approval.
pub(crate) async fn restate(board: &TestBoard, figure: &str) {
    let form = format!("/returns/{BATTERY}/440000/{QUARTER}");
    let review = format!("/review/{BATTERY}/440000/{QUARTER}");
    let (reviewer, clerk, lead) = (
        board.person("reviewer").await,
        board.person("entry-440000").await,
        board.person("lead-440000").await,
    );
    let page = reviewer.page(&format!("{review}?lang=en")).await.html();
    let version = hidden(&page, "version");
    let fields = [("version", version.as_str()), ("reason", "one figure"), ("extent", "whole")];
    let reopened = reviewer.send(&format!("{review}/reopen"), &fields).await;
    assert_eq!(reopened.status, 303, "{}", reopened.text());
    let page = clerk.page(&format!("{form}?lang=en")).await.html();
    let seen = hidden(&page, "seen");
    let typed = [
        ("seen", seen.as_str()),
        ("R01", figure),
        ("head", "unit head"),
        ("compiler", "unit compiler"),
    ];
    let saved = clerk.send(&format!("{form}?lang=en"), &typed).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let page = lead.page(&format!("{form}/check?lang=en")).await.html();
    let (seen, key) = (hidden(&page, "seen"), hidden(&page, "key"));
    let fields = [
        ("seen", seen.as_str()),
        ("key", key.as_str()),
        ("then", "submit"),
        ("reason", "a supplier corrected its records"),
    ];
    let submitted = lead.send(&format!("{form}/check?lang=en"), &fields).await;
    assert_eq!(submitted.status, 303, "{}", submitted.text());
    let page = reviewer.page(&format!("{review}?lang=en")).await.html();
    let version = hidden(&page, "version");
    let approved =
        reviewer.send(&format!("{review}/approve"), &[("version", version.as_str())]).await;
    assert_eq!(approved.status, 303, "{}", approved.text());
}
