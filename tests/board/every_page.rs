//! What holds for every page and file of the board.

use std::collections::HashSet;

use app::locale::Locale;
use support::{Answer, Html, TestBoard};

use crate::{BATTERY, ENERGY, TIANJIN, YELLOW};

/// Every page there is for the demo: overviews, programmes, units, targets,
/// comparisons, and some figures.
async fn every_page(board: &TestBoard) -> Vec<String> {
    let mut pages = vec!["/".to_owned(), "/help".to_owned()];
    for programme in board.store.programmes().await.expect("programmes") {
        let code = &programme.code;
        pages.push(format!("/?programme={code}"));
        pages.push(format!("/programmes/{code}"));
        pages.extend(
            programme.units.iter().map(|unit| format!("/programmes/{code}/units/{}", unit.code)),
        );
        pages.push(format!("/programmes/{code}/compare"));
        for indicator in programme.indicators.iter().step_by(7) {
            let indicator = &indicator.code;
            pages.push(format!("/programmes/{code}/compare?indicator={indicator}"));
            pages.push(format!("/programmes/{code}/figures/{indicator}/{}", programme.from));
            for unit in programme.units.iter().step_by(5) {
                let unit = &unit.code;
                let figure =
                    format!("/programmes/{code}/figures/{indicator}/{unit}/{}", programme.from);
                pages.push(figure);
            }
        }
        let compared = |no: &String| format!("/programmes/{code}/compare?target={no}");
        pages.extend(programme.targets.iter().map(|target| compared(&target.no)));
        pages.extend(
            programme
                .targets
                .iter()
                .map(|target| format!("/programmes/{code}/targets/{}", target.no)),
        );
    }
    pages
}

fn in_language(address: &str, locale: Locale) -> String {
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}lang={}", locale.tag())
}

fn must_be_well_formed(address: &str, page: &Html) {
    assert!(page.faults.is_empty(), "{address}: {:?}", page.faults);
    let mut ids = HashSet::new();
    for element in &page.elements {
        let id = element.attribute("id");
        assert!(
            id.is_empty() || ids.insert(id.to_owned()),
            "{address}: the id `{id}` is there twice"
        );
        assert!(!id.contains(char::is_whitespace), "{address}: the id `{id}` is none");
    }
    for element in &page.elements {
        for name in ["for", "aria-labelledby", "aria-describedby"] {
            for id in element.attribute(name).split_whitespace() {
                assert!(ids.contains(id), "{address}: {name}=`{id}` points nowhere");
            }
        }
        for (name, _) in &element.attributes {
            let inline = name == "style" || name.starts_with("on");
            assert!(
                !inline,
                "{address}: <{}> has `{name}`, which the policy forbids",
                element.name
            );
        }
    }
    let revived = page.all("leptos-island").count() > 0;
    for script in page.all("script") {
        assert!(revived, "{address}: a script for a page that has no island");
        assert!(!script.attribute("src").is_empty(), "{address}: a script without src");
        assert_eq!(script.text.trim(), "", "{address}: an inline script");
    }
    assert_eq!(page.all("style").count(), 0, "{address}: an inline style");
    assert_eq!(page.all("h1").count(), 1, "{address}: one main heading");
    assert_eq!(page.all("main").count(), 1, "{address}: one main part");
}

fn must_have_security_headers(address: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("default-src 'none'"), "{address}: {policy}");
    assert!(!policy.contains("unsafe-inline"), "{address}: {policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{address}: {policy}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{address}");
}

#[tokio::test]
async fn every_page_answers_in_both_languages_and_is_marked_as_demo() {
    let board = TestBoard::demo().await;
    let pages = every_page(&board).await;
    assert!(pages.len() > 80, "only {} pages", pages.len());
    for address in pages {
        for locale in Locale::ALL {
            let address = in_language(&address, locale);
            let answer = board.page(&address).await;
            must_have_security_headers(&address, &answer);
            let page = answer.html();
            assert_eq!(page.one("html").attribute("lang"), locale.tag(), "{address}");
            let mark = if locale == Locale::En { "Demo figures" } else { "演示数据" };
            assert!(page.text_of("demo").contains(mark), "{address}: not marked as demo");
            must_be_well_formed(&address, &page);
        }
    }
}

#[tokio::test]
async fn no_page_of_a_board_with_real_figures_is_marked_as_demo() {
    let board = TestBoard::real().await;
    for address in every_page(&board).await {
        let page = board.page(&in_language(&address, Locale::En)).await.html();
        assert_eq!(page.with_class("demo").count(), 0, "{address}");
        must_be_well_formed(&address, &page);
    }
}

#[tokio::test]
async fn every_link_of_the_main_pages_leads_somewhere() {
    let board = TestBoard::demo().await;
    let mut seen = HashSet::new();
    for start in [
        "/?lang=en".to_owned(),
        "/help?lang=zh-CN".to_owned(),
        format!("/programmes/{BATTERY}?lang=en&period=2026-Q2"),
        format!("/programmes/{TIANJIN}/targets/T10?lang=zh-CN"),
        format!("/programmes/{YELLOW}?lang=en"),
        format!("/programmes/{ENERGY}/units/MIIT?lang=en"),
    ] {
        let page = board.page(&start).await.html();
        let ids: HashSet<String> =
            page.elements.iter().map(|element| element.attribute("id").to_owned()).collect();
        for link in page.links() {
            if let Some(id) = link.strip_prefix('#') {
                assert!(ids.contains(id), "{start}: nothing has the id of {link}");
                continue;
            }
            assert!(link.starts_with('/'), "{start}: {link} leads out of the board");
            // Pictures take long to draw; `files` draws some.
            if link.contains(".png") || !seen.insert(link.to_owned()) {
                continue;
            }
            let path = link.split('#').next().unwrap_or(link);
            let answer = board.get(path).await;
            assert_eq!(answer.status, 200, "{start} links to {link}");
        }
    }
    assert!(seen.len() > 150, "only {} links were followed", seen.len());
}

#[tokio::test]
async fn the_other_language_is_one_link_away_on_the_same_view() {
    let board = TestBoard::demo().await;
    let address = format!("/programmes/{BATTERY}?period=2025-Q3&indicator=R13&sort=-value&lang=en");
    let page = board.page(&address).await.html();
    let link = page.with_class("language").next().expect("a link to the other language");
    assert_eq!(
        link.attribute("href"),
        format!("/programmes/{BATTERY}?period=2025-Q3&indicator=R13&sort=-value&lang=zh-CN")
    );
}

#[tokio::test]
async fn the_browsers_language_decides_where_the_address_does_not() {
    let board = TestBoard::demo().await;
    for (languages, tag) in
        [("en-GB,en;q=0.9", "en"), ("zh-TW", "zh-CN"), ("fr", "zh-CN"), ("", "zh-CN")]
    {
        let answer = board.get_as("/help", languages).await;
        assert_eq!(answer.html().one("html").attribute("lang"), tag, "{languages}");
        assert!(answer.header("vary").contains("accept-language"));
    }
}

#[tokio::test]
async fn assets_are_kept_by_the_browser_and_pages_are_not() {
    let board = TestBoard::demo().await;
    let answer = board.page("/help").await;
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    let page = answer.html();
    let style = page.all("link").find(|link| link.attribute("rel") == "stylesheet");
    let address = style.expect("a style sheet").attribute("href").to_owned();
    let style = board.page(&address).await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.header("cache-control").contains("immutable"));
    must_have_security_headers(&address, &style);
    assert_eq!(board.get("/assets/pilotboard-0.css").await.status, 404);
}
