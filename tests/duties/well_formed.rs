//! The pages' markup, in both languages and every state.

use std::collections::HashSet;

use support::{Answer, TestBoard};

use crate::desk::{BATTERY, PDF, address, done, say, say_with};

fn must_be_well_formed(what: &str, answer: &Answer) {
    let page = answer.html();
    assert!(page.faults.is_empty(), "{what}: {:?}", page.faults);
    let mut ids = HashSet::new();
    for element in &page.elements {
        let id = element.attribute("id");
        assert!(id.is_empty() || ids.insert(id.to_owned()), "{what}: `{id}` is there twice");
    }
    for element in &page.elements {
        for name in ["for", "aria-labelledby", "aria-describedby"] {
            for id in element.attribute(name).split_whitespace() {
                assert!(ids.contains(id), "{what}: {name}=`{id}` points nowhere");
            }
        }
        let inline = |name: &str| name == "style" || name.starts_with("on");
        assert!(!element.attributes.iter().any(|(name, _)| inline(name)), "{what}");
    }
    for link in page.links().iter().filter_map(|link| link.strip_prefix('#')) {
        assert!(ids.contains(link), "{what}: nothing has the id {link}");
    }
    assert_eq!(page.all("h1").count(), 1, "{what}: one main heading");
    assert_eq!(page.all("script").count(), 0, "{what}: no page here needs a script");
}

#[tokio::test]
async fn every_page_and_every_refusal_is_well_formed() {
    let board = TestBoard::own_demo().await;
    let (lead, reviewer) = (board.person("lead-330000").await, board.person("reviewer").await);
    let file = ("a.pdf", PDF);
    assert_eq!(say_with(&lead, ("1", "330000"), &done("0", "set up"), file).await.status, 303);
    let remark = [("version", "1"), ("remark", "</textarea><b>why?")];
    let place = format!("{}/remark", address("1", "330000"));
    assert_eq!(reviewer.send(&place, &remark).await.status, 303);
    let faulty = [("version", "1"), ("status", "done"), ("date", "x"), ("text", "</textarea><i>")];
    must_be_well_formed("422", &say_with(&lead, ("1", "330000"), &faulty, file).await);
    must_be_well_formed("409", &say(&lead, ("1", "330000"), &done("0", "other")).await);
    let empty = [("version", "1"), ("remark", "")];
    must_be_well_formed("422 remark", &reviewer.send(&place, &empty).await);
    let stale = [("version", "0"), ("remark", "x")];
    must_be_well_formed("409 remark", &reviewer.send(&place, &stale).await);
    for lang in ["zh-CN", "en"] {
        for page in [
            format!("/programmes/{BATTERY}/duties?lang={lang}"),
            format!("/programmes/{BATTERY}/duties?unit=330000&lang={lang}"),
            format!("{}?lang={lang}", address("1", "330000")),
            format!("{}?lang={lang}", address("2", "330000")),
        ] {
            for person in [&lead, &reviewer] {
                let answer = person.page(&page).await;
                must_be_well_formed(&page, &answer);
                assert_eq!(answer.html().one("html").attribute("lang"), lang);
                for link in answer.html().links() {
                    if !link.starts_with('/') || link.contains("lang=") && !link.contains("dut") {
                        continue;
                    }
                    let answer = person.get(link.split('#').next().unwrap_or(link)).await;
                    assert_eq!(answer.status, 200, "{page} links to {link}");
                }
            }
        }
    }
}
