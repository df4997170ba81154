//! The record as auditors read it.

use std::collections::BTreeSet;

use support::{Person, TestBoard};

/// A board whose record has entries of its own, from an old one to the newest.
async fn board(entries: i64) -> TestBoard {
    with_entries(TestBoard::own_demo().await, entries).await
}

/// The same where there are more units than fit in a list.
async fn large(entries: i64) -> TestBoard {
    with_entries(TestBoard::rolled_out(401, 1).await.0, entries).await
}

async fn with_entries(board: TestBoard, entries: i64) -> TestBoard {
    sqlx::query(
        r#"insert into audit_entry (unit, actor, action, subject, detail)
           select '120000', 'lead-120000', 'submit', 'nev-battery-pilot-2018/120000/2026-Q2',
             jsonb_build_object('version', n, 'receipt', 'DC-1/' || n)
           from generate_series(1, $1) as n"#,
    )
    .bind(entries)
    .execute(&board.sql)
    .await
    .expect("the entries are written");
    board
}

async fn write(board: &TestBoard, unit: &str, actor: &str, action: &str, subject: &str) {
    sqlx::query("insert into audit_entry (unit, actor, action, subject) values ($1, $2, $3, $4)")
        .bind(unit)
        .bind(actor)
        .bind(action)
        .bind(subject)
        .execute(&board.sql)
        .await
        .expect("the entry is written");
}

async fn rows(auditor: &Person<'_>, address: &str) -> Vec<Vec<String>> {
    let answer = auditor.page(address).await;
    answer.html().tables().into_iter().next().map(|table| table.rows).unwrap_or_default()
}

#[tokio::test]
async fn an_auditor_reads_who_did_what_when_and_to_what() {
    let board = board(1).await;
    let auditor = board.person("auditor").await;
    let english = rows(&auditor, "/audit?unit=120000&lang=en").await;
    let row = &english[0];
    assert_eq!(
        row[1..],
        [
            "lead-120000",
            "submitted",
            "Tianjin · Q2 2026 · Battery pilot",
            "receipt: DC-1/1; version: 1",
            "120000 #1",
        ]
    );
    let (beijing,): (String,) = sqlx::query_as(
        "select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS')
         from audit_entry where unit = '120000'",
    )
    .fetch_one(&board.sql)
    .await
    .expect("the entry");
    assert_eq!(row[0], beijing);
    let chinese = rows(&auditor, "/audit?unit=120000&lang=zh-CN").await;
    assert_eq!(chinese[0][2], "提交");
    let page = auditor.page("/audit?lang=en").await;
    assert!(
        page.text().contains("href=\"/returns/nev-battery-pilot-2018/120000/2026-Q2?lang=en\""),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn nobody_but_auditors_reads_the_record() {
    let board = board(1).await;
    for name in ["entry-120000", "lead-120000", "reviewer", "observer", "admin"] {
        for address in ["/audit", "/audit.csv"] {
            let answer = board.person(name).await.get(address).await;
            assert_eq!(answer.status, 403, "{name} {address}");
            assert!(!answer.text().contains("DC-1/1"), "{name} {address}");
        }
    }
    let answer = board.get("/audit?unit=120000").await;
    assert_eq!(answer.status, 303);
    assert!(answer.header("location").starts_with("/login?"), "{}", answer.header("location"));
}

#[tokio::test]
async fn entries_are_narrowed_down_by_unit_account_action_and_day() {
    let board = board(2).await;
    write(&board, "JJJ", "reviewer", "ask_reopening", "").await;
    write(&board, "", "admin", "make_account", "lead-JJJ").await;
    let auditor = board.person("auditor").await;
    let numbers = async |query: &str| -> Vec<String> {
        let rows = rows(&auditor, &format!("/audit?{query}")).await;
        rows.into_iter().filter_map(|row| row.last().cloned()).collect()
    };
    assert_eq!(numbers("unit=120000").await, ["120000 #2", "120000 #1"]);
    assert_eq!(numbers("unit=120000&action=submit&actor=lead-120000").await.len(), 2);
    assert_eq!(numbers("actor=reviewer").await, ["JJJ #1"]);
    // However the writer spelt it.
    assert_eq!(numbers("action=ask%20reopening").await, ["JJJ #1"]);
    let of_none = numbers("unit=-").await;
    assert!(!of_none.is_empty() && of_none.iter().all(|no| no.starts_with('#')), "{of_none:?}");
    let (today, before, after): (String, String, String) = sqlx::query_as(
        "select d::date::text, (d - 1)::date::text, (d + 1)::date::text
         from (select (now() at time zone 'Asia/Shanghai')::date as d) as today",
    )
    .fetch_one(&board.sql)
    .await
    .expect("the day");
    assert_eq!(numbers(&format!("unit=JJJ&from={today}&to={today}")).await, ["JJJ #1"]);
    assert!(numbers(&format!("unit=JJJ&to={before}")).await.is_empty());
    assert!(numbers(&format!("unit=JJJ&from={after}")).await.is_empty());
}

#[tokio::test]
async fn paging_by_address_shows_every_entry_once() {
    let board = board(250).await;
    let auditor = board.person("auditor").await;
    let mut address = "/audit?unit=120000&lang=en".to_owned();
    let (mut seen, mut pages) = (Vec::new(), 0);
    loop {
        let answer = auditor.page(&address).await;
        pages += 1;
        // What is written meanwhile moves nothing to another page.
        write(&board, "120000", "lead-120000", "submit", "").await;
        let html = answer.html();
        let table = html.tables().into_iter().next().expect("the entries");
        seen.extend(table.rows.iter().filter_map(|row| row.last().cloned()));
        let text = answer.text();
        let Some((_, rest)) = text.split_once("rel=\"next\" href=\"") else { break };
        address = rest.split('"').next().unwrap_or_default().replace("&amp;", "&");
    }
    assert_eq!(pages, 3);
    let distinct: BTreeSet<&String> = seen.iter().collect();
    assert_eq!((seen.len(), distinct.len()), (250, 250));
}

#[tokio::test]
async fn the_file_holds_all_of_them_exactly() {
    let board = board(150).await;
    write(&board, "120000", "=cmd", "submit", "@x").await;
    let auditor = board.person("auditor").await;
    let answer = auditor.page("/audit.csv?unit=120000&lang=en").await;
    assert!(answer.header("content-disposition").contains("audit-demo.csv"));
    let rows = answer.csv();
    assert_eq!(rows.len(), 1 + 151);
    assert_eq!(&rows[1][1..4], ["'=cmd", "submit", "'@x"], "no spreadsheet takes it for a formula");
    assert_eq!(rows[2][4], r#"{"receipt":"DC-1/150","version":150}"#);
    assert!(rows[1][0].ends_with("+08:00"), "{:?}", rows[1]);
}

#[tokio::test]
async fn a_filter_that_cannot_be_is_said_and_left_out() {
    let board = board(1).await;
    let auditor = board.person("auditor").await;
    for query in ["from=2026-02-30", "to=tomorrow", "before=x", "actor=a%00b", "colour=red"] {
        let answer = auditor.page(&format!("/audit?lang=en&{query}")).await;
        assert!(answer.text().contains("was left out"), "{query}: {}", answer.text());
        assert!(answer.text().contains("DC-1/1"), "{query}");
    }
    let answer = auditor.page("/audit?lang=en&from=2026-10-02&to=2026-10-01").await;
    assert!(
        answer.text().contains("2026-10-02, is after the last, 2026-10-01"),
        "{}",
        answer.text()
    );
    let answer = auditor.page("/audit?lang=en&actor=nobody").await;
    assert!(answer.text().contains("No entry is like that"), "{}", answer.text());
    let answer = auditor.page("/audit?lang=en&before=1-1-").await;
    assert!(answer.text().contains("There is no older entry"), "{}", answer.text());
}

#[tokio::test]
async fn what_people_wrote_stays_text_and_long_text_is_shortened() {
    let board = board(0).await;
    let long = "长".repeat(2_000);
    sqlx::query(
        "insert into audit_entry (unit, actor, action, subject, detail)
         values ('120000', '<b>x', '<i>new action', '<script>', jsonb_build_object('reason', $1::text))",
    )
    .bind(&long)
    .execute(&board.sql)
    .await
    .expect("the entry is written");
    let auditor = board.person("auditor").await;
    let answer = auditor.page("/audit?unit=120000&lang=zh-CN").await;
    assert!(!answer.text().contains("<script>") && !answer.text().contains("<b>x"));
    assert!(answer.text().contains("&lt;i&gt;new action"), "an unknown action is shown as written");
    assert!(answer.text().contains('…') && !answer.text().contains(&long));
    assert!(auditor.page("/audit.csv?unit=120000").await.text().contains(&long));
}

#[tokio::test]
async fn a_unit_is_chosen_from_a_list_or_typed_where_there_are_too_many() {
    let few = board(1).await;
    let html = few.person("auditor").await.page("/audit?unit=120000&lang=en").await.html();
    let listed: Vec<&str> = html
        .all("option")
        .filter(|option| !option.attributes.iter().all(|(name, _)| name != "selected"))
        .map(|option| option.attribute("value"))
        .collect();
    assert_eq!(listed, ["120000", ""], "the unit, and any action");
    let board = large(1).await;
    let auditor = board.person("auditor").await;
    let page = auditor.page("/audit?unit=%20120000&lang=en").await;
    assert!(page.text().contains("DC-1/1"), "a space around the code is nobody's wish");
    let html = page.html();
    let unit = html.all("input").find(|input| input.attribute("name") == "unit");
    let unit = unit.expect("a field for the code");
    assert_eq!(unit.attribute("value"), " 120000");
    let hint = html.by_id(unit.attribute("aria-describedby")).expect("its hint");
    assert!(hint.text.contains("such as JJJ") && hint.text.contains("“-” for"), "{}", hint.text);
    assert!(!html.all("select").any(|select| select.attribute("name") == "unit"));
    assert!(html.all("option").count() < 100, "no list of units is on the page");
    let of_none = rows(&auditor, "/audit?unit=-&lang=en").await;
    assert!(of_none.iter().all(|row| row[5].starts_with('#')), "{of_none:?}");
}

#[tokio::test]
async fn a_unit_that_does_not_exist_is_named_and_stays_in_its_field() {
    for board in [board(1).await, large(1).await] {
        let auditor = board.person("auditor").await;
        let page = auditor.page("/audit?unit=999999&action=submit&lang=en").await;
        let empty = page.html().text_of("empty").to_owned();
        assert!(empty.contains("No unit has the code “999999”"), "{empty}");
        let html = page.html();
        let kept = html.all("input").chain(html.all("option"));
        assert_eq!(kept.filter(|it| it.attribute("value") == "999999").count(), 1);
        assert!(page.text().contains("value=\"submit\" selected"));
        // One that exists and has done nothing yet.
        let page = auditor.page("/audit?unit=JJJ&lang=en").await;
        assert!(page.text().contains("No entry is like that"), "{}", page.text());
        // What a unit did before it left its programme is still there to be read.
        write(&board, "999999", "lead-999999", "submit", "").await;
        assert_eq!(rows(&auditor, "/audit?unit=999999&lang=en").await.len(), 1);
    }
}
