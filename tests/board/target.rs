//! A target's page, with Tianjin's T10 as the example: growth of 45 % on 2023,
//! 317,858 cars then and 375,110 in 2025, so 18.01 % (40 % of the way).

use support::TestBoard;

use crate::TIANJIN;

fn t10(rest: &str) -> String {
    format!("/programmes/{TIANJIN}/targets/T10{rest}")
}

#[tokio::test]
async fn it_says_the_verdict_and_how_it_came_about() {
    let board = TestBoard::demo().await;
    let page = board.page(&t10("?lang=en")).await.html();
    assert!(page.text_of("outcome").contains("Needs acceleration"));
    let explanation = page.text_of("explanation");
    for part in [
        "375,110",
        "317,858",
        "18.011817%",
        "at least 45%",
        "22.5 = 0 + (45 − 0) × 8/16",
        "0.800525",
    ] {
        assert!(explanation.contains(part), "`{part}` is not in: {explanation}");
    }
    assert!(page.text_of("far").contains("40% of the way"));
    let page = board.page(&t10("?lang=zh-CN")).await.html();
    assert!(page.text_of("outcome").contains("需加快"));
    assert!(page.text_of("explanation").contains("≈ 18.011817%"));
}

#[tokio::test]
async fn it_names_the_document_the_clause_and_the_printed_wording() {
    let board = TestBoard::demo().await;
    let page = board.page(&t10("?lang=en")).await.html();
    let source = page.text_of("source");
    for part in ["clause II(2)4", "increase by 45% compared with 2023", "Commerce; Public Security"]
    {
        assert!(source.contains(part), "`{part}` is not in: {source}");
    }
    let page = board.page(&t10("?lang=zh-CN")).await.html();
    assert!(page.text_of("source").contains("第 II(2)4 条"));
    assert!(page.text_of("source").contains("市商务局"));
}

#[tokio::test]
async fn a_supposed_figure_gets_a_verdict_from_the_plain_form() {
    let board = TestBoard::demo().await;
    for (typed, verdict) in [
        ("430000", "On track"),
        ("318,000", "Off track"),
        ("500000", "Met"),
        ("300000", "Moving away"),
    ] {
        let address = t10(&format!("?lang=en&suppose={}", typed.replace(',', "%2C")));
        let page = board.page(&address).await.html();
        let answer = page.one("output").text.clone();
        assert!(answer.contains(verdict), "{typed}: {answer}");
        assert!(page.text_of("outcome").contains("Needs acceleration"), "the real verdict stays");
    }
}

#[tokio::test]
async fn a_supposed_figure_that_is_refused_stays_as_it_was_typed() {
    let board = TestBoard::demo().await;
    for (typed, encoded, said) in [
        ("43万", "43%E4%B8%87", "430000"),
        ("abc", "abc", "must be a number"),
        ("1e9", "1e9", "1000000000"),
        ("<b>\"&'", "%3Cb%3E%22%26%27", "must be a number"),
        ("900000", "900000", "at most 500000"),
        ("=1+1", "%3D1%2B1", "formula"),
    ] {
        let page = board.page(&t10(&format!("?lang=en&suppose={encoded}"))).await.html();
        let field =
            page.all("input").find(|input| input.attribute("id") == "suppose").expect("a field");
        assert_eq!(field.attribute("value"), typed);
        assert_eq!(field.attribute("aria-invalid"), "true", "{typed}");
        assert!(page.one("output").text.contains(said), "{typed}: {}", page.one("output").text);
        assert!(page.faults.is_empty(), "{typed}: {:?}", page.faults);
    }
}

#[tokio::test]
async fn its_file_has_the_exact_numbers_for_a_spreadsheet() {
    let board = TestBoard::demo().await;
    let answer = board.page(&t10(".csv?lang=en")).await;
    assert!(answer.text().starts_with('\u{feff}'));
    assert_eq!(answer.text().matches('\n').count(), answer.text().matches("\r\n").count());
    assert_eq!(
        answer.header("content-disposition"),
        "inline; filename=\"tianjin-waste-recycling-2027-T10-demo.csv\""
    );
    let rows = answer.csv();
    let row = |period: &str| rows.iter().find(|row| row[0] == period).expect("its row").clone();
    assert_eq!(row("2025")[1..4], ["375110", "18.011817", "389376.05"]);
    assert_eq!(row("2024")[1], "344262");
    assert_eq!(row("2023")[1], "317858");
    assert!(rows.iter().all(|row| row.last().is_some_and(|mark| mark == "Demo figures")));
}

#[tokio::test]
async fn the_latest_figure_is_the_sum_of_the_districts_four_quarters() {
    let board = TestBoard::demo().await;
    let (sum,): (String,) = sqlx::query_as(
        "select trim_scale(sum(f.value))::text from filing l
         join figure f on f.unit = l.unit and f.programme = l.programme and f.quarter = l.quarter
           and f.version = l.approved_version
         where l.programme = $1 and f.indicator = 'T10' and l.quarter like '2025-%'",
    )
    .bind(TIANJIN)
    .fetch_one(&board.sql)
    .await
    .expect("a sum");
    assert_eq!(sum, "375110");
}

#[tokio::test]
async fn it_is_judged_as_of_the_quarter_asked_for() {
    let board = TestBoard::demo().await;
    let page = board.page(&t10("?period=2025-Q1&lang=en")).await.html();
    let explanation = page.text_of("explanation");
    assert!(explanation.contains("344,262"), "2024 was the latest whole year: {explanation}");
    assert!(!explanation.contains("375,110"), "{explanation}");
}

#[tokio::test]
async fn every_target_of_every_programme_has_a_verdict_in_words() {
    let board = TestBoard::demo().await;
    for programme in board.store.programmes().await.expect("programmes") {
        for target in &programme.targets {
            let address = format!("/programmes/{}/targets/{}?lang=en", programme.code, target.no);
            let page = board.page(&address).await.html();
            assert!(page.text_of("outcome").trim().len() > 2, "{address}");
            assert!(page.text_of("explanation").len() > 20, "{address}");
            assert!(page.text_of("source").contains(&target.printed_as), "{address}");
            assert!(page.text_of("source").contains(&target.source.clause), "{address}");
        }
    }
}
