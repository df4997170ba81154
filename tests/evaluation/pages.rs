//! The pages: who sees what, what is typed to a section, what is public.

use support::{Person, TestBoard};

use crate::office::{BATTERY, address, freeze};

#[tokio::test]
async fn everybody_signed_in_reads_the_preview_and_nobody_else() {
    let board = TestBoard::demo().await;
    for who in ["entry-440000", "lead-440000", "reviewer", "observer", "auditor", "admin"] {
        let page = board.person(who).await.page(&address("", "en")).await.html();
        let freezes = page.by_id("freeze").is_some();
        assert_eq!(freezes, who == "reviewer", "{who}");
    }
    let nobody = Person::nobody(&board).get(&address("", "en")).await;
    assert_eq!(nobody.status, 303);
    assert!(nobody.header("location").starts_with("/login"));
}

#[tokio::test]
async fn every_section_is_there_in_both_languages() {
    let board = TestBoard::demo().await;
    let reviewer = board.person("reviewer").await;
    for lang in ["zh-CN", "en"] {
        for programme in [
            "nev-battery-pilot-2018",
            "tianjin-waste-recycling-2027",
            "yellow-river-green-industry-2025",
            "industrial-energy-saving-2018",
        ] {
            let page = reviewer.page(&format!("/evaluations/{programme}?lang={lang}")).await.html();
            for section in ["key-figures", "targets", "returns", "restatements", "annex"] {
                assert!(page.by_id(section).is_some(), "{programme} {lang}: no {section}");
            }
        }
        let unit = reviewer.page(&format!("{}&unit=JJJ", address("", lang))).await.html();
        assert!(unit.by_id("units").is_some() && unit.by_id("volumes").is_some(), "{lang}");
    }
}

#[tokio::test]
async fn a_figure_is_the_same_on_the_board_and_in_the_summary() {
    let board = TestBoard::demo().await;
    let reviewer = board.person("reviewer").await;
    let address = address("", "en");
    let summary = reviewer.page(&address).await.html();
    let page = board.page(&format!("/programmes/{BATTERY}?period=2026-Q2&lang=en")).await.html();
    let (here, there) = (summary.table("All indicators"), page.table("All indicators"));
    assert_eq!(here.rows.len(), there.rows.len());
    for row in &there.rows {
        let own = here.rows.iter().find(|own| own[0] == row[0]).expect("the indicator");
        for shown in row.iter().skip(3) {
            assert!(own.contains(shown), "{}: {shown} is not in {own:?}", row[0]);
        }
    }
}

#[tokio::test]
async fn text_to_a_section_is_kept_by_version_and_nobody_s_is_overwritten_unseen() {
    let board = TestBoard::own_demo().await;
    let reviewer = board.person("reviewer").await;
    let text = "=HYPERLINK(\"x\") <script>alert(1)</script>\r\n第二段";
    let fields = |version: &'static str, text: &str| {
        vec![
            ("section", "targets".to_owned()),
            ("version", version.to_owned()),
            ("text", text.to_owned()),
        ]
    };
    let send = async |fields: Vec<(&str, String)>| {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        reviewer.send(&address("/narrative", "en"), &fields).await
    };
    let saved = send(fields("0", text)).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let page = reviewer.page(&address("", "en")).await;
    assert!(!page.text().contains("<script>alert"), "text stays text");
    assert!(page.html().by_id("targets").expect("it").text.contains("第二段"));

    let late = send(fields("0", "mine")).await;
    assert_eq!(late.status, 409, "{}", late.text());
    assert!(late.text().contains("another version") && late.text().contains(">\nmine<"));
    let long = send(fields("1", &"字".repeat(4_001))).await;
    assert_eq!(long.status, 422);
    assert!(long.text().contains("4001") && long.text().contains("字字字"));
    let elsewhere = send(vec![
        ("section", "annex".to_owned()),
        ("version", "0".to_owned()),
        ("text", String::new()),
    ])
    .await;
    assert_eq!(elsewhere.status, 422);
    let lead = board.person("lead-440000").await;
    assert_eq!(lead.send(&address("/narrative", "en"), &[]).await.status, 403);
}

#[tokio::test]
async fn only_what_an_administrator_publishes_is_public_and_only_until_it_is_taken_back() {
    let board = TestBoard::own_demo().await;
    let (reviewer, admin) = (board.person("reviewer").await, board.person("admin").await);
    let number = freeze(&reviewer, "en").await;
    let nobody = Person::nobody(&board);
    let public = format!("/published/{number}?lang=en");
    assert_eq!(nobody.get(&public).await.status, 404);
    let deed = |deed: &str| format!("/evaluations/{BATTERY}/{number}/{deed}?lang=en");
    assert_eq!(reviewer.send(&deed("publish"), &[]).await.status, 403);
    assert_eq!(admin.send(&deed("publish"), &[]).await.status, 303);
    let page = nobody.page(&public).await;
    assert!(page.html().by_id("key-figures").is_some());
    assert!(nobody.page("/published?lang=en").await.text().contains(&number));
    let page = format!("/evaluations/{BATTERY}/{number}?lang=en");
    assert_eq!(nobody.get(&page).await.status, 303, "the rest asks for signing in");
    assert_eq!(admin.send(&deed("withdraw"), &[]).await.status, 303);
    assert_eq!(nobody.get(&public).await.status, 404);
    let actions: Vec<(String,)> =
        sqlx::query_as("select action from audit_entry where subject = $1 order by unit, seq")
            .bind(&number)
            .fetch_all(&board.sql)
            .await
            .expect("the record");
    let actions: Vec<&str> = actions.iter().map(|(action,)| action.as_str()).collect();
    assert_eq!(actions, ["freeze", "publish", "withdraw"]);
}

#[tokio::test]
async fn what_does_not_exist_is_not_found_in_the_person_s_language() {
    let board = TestBoard::demo().await;
    let reviewer = board.person("reviewer").await;
    for (address, says) in [
        ("/evaluations/none?lang=en", "No programme has the code"),
        (
            "/evaluations/nev-battery-pilot-2018/PB-1999-0001?lang=en",
            "no evaluation with the number",
        ),
        ("/evaluations/nev-battery-pilot-2018/PB-1999-0001.csv?lang=zh-CN", "没有编号为"),
        ("/published/PB-1999-0001.pdf?lang=en", "no evaluation with the number"),
        ("/evaluations/nev-battery-pilot-2018/files/none?lang=en", "no such file"),
        ("/evaluations/nev-battery-pilot-2018/files/none/content?lang=zh-CN", "没有这个文件"),
    ] {
        let answer = reviewer.get(address).await;
        assert_eq!(answer.status, 404, "{address}");
        assert!(answer.text().contains(says), "{address}: {}", answer.text());
    }
    let odd = reviewer.page(&format!("/evaluations/{BATTERY}?period=1999-Q1&unit=x&lang=en")).await;
    assert!(odd.text().contains("There are no figures for that period"));
}

#[tokio::test]
async fn a_summary_of_more_figures_than_anybody_reads_is_refused_with_both_numbers() {
    let board = TestBoard::own_demo().await;
    let reviewer = board.person("reviewer").await;
    // As if so many units had filed; no figure more is there.
    sqlx::query("update rollup_filing set filed = 10000 where scope = '' and quarter = '2026-Q2'")
        .execute(&board.sql)
        .await
        .expect("counted");
    let refused = reviewer.get(&address("", "en")).await;
    assert_eq!(refused.status, 422);
    let text = refused.text();
    assert!(text.contains("250,000 are the most"), "{text}");
}
