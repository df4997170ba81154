//! Saying how a duty stands: taken, or refused with all that was typed.

use support::TestBoard;

use crate::desk::{address, done, say, says, words};

#[tokio::test]
async fn what_a_unit_says_stands_with_its_history_below() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-330000").await;
    let lead = board.person("lead-330000").await;
    let before = clerk.page(&format!("{}?lang=en", address("1", "330000"))).await;
    assert!(words(&before).contains("Nothing has been said yet"), "{}", before.text());
    let under_way = [("version", "0"), ("status", "under_way"), ("text", "being set up")];
    says(&clerk, ("1", "330000"), &under_way).await;
    let fields = [
        ("version", "1"),
        ("status", "done"),
        ("date", "2019-03-12"),
        ("text", "set up\r\nby the province"),
        ("link", "https://example.org/notice?a=1&b=2"),
    ];
    says(&lead, ("1", "330000"), &fields).await;
    let page = lead.page(&format!("{}?lang=en", address("1", "330000"))).await;
    let html = page.html();
    let now = &html.by_id("now").expect("how it stands").text;
    for shown in ["Done", "2019-03-12", "set up\nby the province", "lead-330000", "statement 2"] {
        assert!(now.contains(shown), "{shown} in {now}");
    }
    let history = &html.by_id("history").expect("a history").text;
    let (new, old) = (history.find("set up\nby"), history.find("being set up"));
    assert!(new.is_some() && new < old, "newest first: {history}");
    let link = html.all("a").find(|link| link.attribute("href").starts_with("https://"));
    let link = link.expect("the link out");
    assert_eq!(link.attribute("href"), "https://example.org/notice?a=1&b=2");
    assert!(link.attribute("rel").contains("noopener"), "{}", link.attribute("rel"));
    // The form goes on from what stands.
    assert!(html.hidden_fields().contains(&("version".into(), "2".into())));
    assert_eq!(html.by_id("date").expect("a field").attribute("value"), "2019-03-12");
    assert_eq!(html.by_id("text").expect("a field").text, "set up\nby the province");
}

#[tokio::test]
async fn a_statement_that_cannot_be_made_comes_back_whole_with_each_field_named() {
    let board = TestBoard::own_demo().await;
    let lead = board.person("lead-330000").await;
    let today = {
        let (day,): (String,) =
            sqlx::query_as("select ((now() at time zone 'Asia/Shanghai')::date + 1)::text")
                .fetch_one(&board.sql)
                .await
                .expect("tomorrow");
        day
    };
    let typed = "half <b>a</b> sentence";
    for (status, date, text, link, wrong, sentence) in [
        ("", "", typed, "", "status", "Choose how it stands"),
        ("done", "", typed, "", "date", "Enter the day it was done"),
        ("done", &*today, typed, "", "date", "must not be after today"),
        ("done", "12.3.2019", typed, "", "date", "Write the date like"),
        ("done", "2019-03-12", "", "", "text", "What is done must be shown"),
        ("not_applicable", "", "", "", "text", "Say why it does not apply"),
        ("under_way", "", typed, "ftp://a", "link", "begins with http"),
    ] {
        let fields =
            [("version", "0"), ("status", status), ("date", date), ("text", text), ("link", link)];
        let answer = say(&lead, ("1", "330000"), &fields).await;
        assert_eq!(answer.status, 422, "{wrong} {status} {date}");
        let html = answer.html();
        assert!(html.one("title").text.starts_with("Error: "), "{}", html.one("title").text);
        let summary = html.by_id("faults").expect("a summary");
        assert!(summary.text.contains(sentence), "{sentence} in {}", summary.text);
        let leads_to = format!("#{wrong}");
        assert!(html.links().contains(&leads_to.as_str()), "{wrong}");
        let at = html.by_id(&format!("{wrong}-fault")).expect("the sentence at its field");
        assert!(at.text.contains(sentence), "{wrong}: {}", at.text);
        let value = |id: &str| html.by_id(id).expect("a field").attribute("value").to_owned();
        assert_eq!((value("date"), value("link")), (date.to_owned(), link.to_owned()));
        assert_eq!(html.by_id("text").expect("a field").text, text);
        let chosen = html
            .all("input")
            .find(|input| input.attributes.iter().any(|(name, _)| name == "checked"));
        assert_eq!(chosen.map_or("", |input| input.attribute("value")), status);
    }
    let (said,): (i64,) = sqlx::query_as("select count(*) from duty_statement")
        .fetch_one(&board.sql)
        .await
        .expect("a count");
    assert_eq!(said, 0);
}

#[tokio::test]
async fn the_words_are_in_both_languages() {
    let board = TestBoard::own_demo().await;
    let lead = board.person("lead-330000").await;
    let fields = [("version", "0"), ("status", "done"), ("date", ""), ("text", "")];
    let answer = lead.send(&format!("{}?lang=zh-CN", address("1", "330000")), &fields).await;
    assert_eq!(answer.status, 422);
    let said = words(&answer);
    for sentence in ["错误：", "填写完成日期", "已完成的须有佐证", "1 组织领导", "佐证材料"]
    {
        assert!(said.contains(sentence), "{sentence}");
    }
}

#[tokio::test]
async fn what_does_not_fit_the_form_is_refused_and_what_was_typed_travels_through_signing_in() {
    let board = TestBoard::own_demo().await;
    let lead = board.person("lead-330000").await;
    let unknown = say(&lead, ("1", "330000"), &[("version", "0"), ("colour", "red")]).await;
    assert_eq!(unknown.status, 422);
    assert!(words(&unknown).contains("no field “colour”"), "{}", unknown.text());
    for version in ["-1", "two", "99999999999"] {
        let answer = say(&lead, ("1", "330000"), &[("version", version)]).await;
        assert_eq!(answer.status, 400, "{version}");
    }
    // Whoever is signed out meanwhile finds it again after signing in.
    sqlx::query("delete from session").execute(&board.sql).await.expect("signed out");
    let fields = done("0", "a long sentence, typed for an hour");
    let answer = say(&lead, ("1", "330000"), &fields).await;
    assert_eq!(answer.status, 401);
    let kept = answer.html().hidden_fields();
    let text = ("kept.text".to_owned(), "a long sentence, typed for an hour".to_owned());
    assert!(kept.contains(&text), "{kept:?}");
    assert!(kept.iter().any(|(name, to)| name == "kept-to" && to.contains("/duties/1/330000")));
}

#[tokio::test]
async fn what_was_typed_survives_a_database_that_is_away() {
    let board = TestBoard::own_demo().await;
    let lead = board.person("lead-330000").await;
    lead.page(&address("1", "330000")).await;
    board.database.lock(true).await;
    let answer = say(&lead, ("1", "330000"), &done("0", "typed for an hour")).await;
    assert_eq!(answer.status, 503, "{}", answer.text());
    let given_back = answer.html().hidden_fields();
    assert!(given_back.contains(&("text".into(), "typed for an hour".into())), "{given_back:?}");
    board.database.lock(false).await;
    says(&lead, ("1", "330000"), &done("0", "typed for an hour")).await;
}

#[tokio::test]
async fn the_ministry_remarks_and_the_unit_sees_it_until_it_says_more() {
    let board = TestBoard::own_demo().await;
    let (lead, reviewer) = (board.person("lead-330000").await, board.person("reviewer").await);
    says(&lead, ("1", "330000"), &done("0", "set up")).await;
    let place = format!("{}/remark?lang=en", address("1", "330000"));
    for (text, sentence) in [("  \r\n ", "Write the remark"), (&*"x".repeat(2_001), "at most 2000")]
    {
        let answer = reviewer.send(&place, &[("version", "1"), ("remark", text)]).await;
        assert_eq!(answer.status, 422);
        assert!(words(&answer).contains(sentence), "{sentence}");
        assert_eq!(answer.html().by_id("remark").expect("the field").text, text);
    }
    let remark = [("version", "1"), ("remark", "Which document?")];
    for _ in 0..2 {
        // Pressed twice, it is there once.
        assert_eq!(reviewer.send(&place, &remark).await.status, 303);
    }
    let (count,): (i64,) = sqlx::query_as("select count(*) from duty_remark")
        .fetch_one(&board.sql)
        .await
        .expect("a count");
    assert_eq!(count, 1);
    let page = lead.page(&format!("{}?lang=en", address("1", "330000"))).await;
    let now = &page.html().by_id("now").expect("how it stands").text.clone();
    assert!(
        now.contains("Which document?") && now.contains("has not said anything since"),
        "{now}"
    );
    says(&lead, ("1", "330000"), &done("1", "set up by notice 12")).await;
    let page = lead.page(&format!("{}?lang=en", address("1", "330000"))).await;
    let now = &page.html().by_id("now").expect("how it stands").text.clone();
    assert!(now.contains("Which document?") && !now.contains("anything since"), "{now}");
}
