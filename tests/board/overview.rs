//! The overview.

use support::TestBoard;

use crate::{BATTERY, TIANJIN};

#[tokio::test]
async fn it_opens_with_the_first_programme_and_its_latest_quarter() {
    let board = TestBoard::demo().await;
    let page = board.page("/?lang=en").await.html();
    assert!(page.one("h1").text.contains("Power battery recycling pilot"));
    assert!(page.text_of("period").contains("Q3 2026"));
    assert_eq!(page.with_class("key").count(), 4);
}

#[tokio::test]
async fn programme_and_quarter_are_chosen_by_a_plain_form() {
    let board = TestBoard::demo().await;
    let address = format!("/?programme={TIANJIN}&period=2026-Q1&lang=en");
    let page = board.page(&address).await.html();
    assert!(page.one("h1").text.contains("Tianjin"), "{}", page.one("h1").text);
    assert!(page.text_of("period").contains("Q1 2026"));
    let form = page.all("form").find(|form| form.attribute("action") == "/").expect("a form");
    assert_eq!(form.attribute("method"), "get");
    let chosen: Vec<&str> = page
        .all("option")
        .filter(|option| option.attributes.iter().any(|(name, _)| name == "selected"))
        .map(|option| option.attribute("value"))
        .collect();
    assert_eq!(chosen, [TIANJIN, "2026-Q1"]);
    let kept = page.all("input").find(|input| input.attribute("type") == "hidden");
    assert_eq!(kept.expect("the language is kept").attribute("value"), "en");
}

#[tokio::test]
async fn a_missing_figure_is_said_to_be_missing_and_never_zero() {
    let board = TestBoard::demo().await;
    // Hebei, Guangxi and Gansu have not filed for the demo's last quarter.
    for (locale, word) in [("en", "not filed"), ("zh-CN", "未报")] {
        let address = format!(
            "/programmes/{BATTERY}.csv?indicator=R01&chart=tiles&period=2026-Q3&lang={locale}"
        );
        let rows = board.page(&address).await.csv();
        for code in ["130000", "450000", "620000"] {
            let row = rows.iter().find(|row| row[1] == code).expect("its row");
            assert_eq!(row[2], word, "{code}");
        }
        let svg = format!(
            "/programmes/{BATTERY}.svg?indicator=R01&chart=units&period=2026-Q3&lang={locale}"
        );
        let svg = board.page(&svg).await;
        assert!(svg.text().contains(&format!(">{word}</text>")), "{locale}");
    }
}

#[tokio::test]
async fn a_missing_quarter_is_a_gap_in_the_line() {
    let board = TestBoard::demo().await;
    let (unit, quarter): (String, String) = sqlx::query_as(
        "select l.unit, q.quarter from (select distinct quarter from filing where programme = $1) q
         cross join (select unit, min(quarter) as first, max(quarter) as last
                     from filing where programme = $1 group by unit) l
         where q.quarter > l.first and q.quarter < l.last and not exists (
           select from filing f
           where f.programme = $1 and f.unit = l.unit and f.quarter = q.quarter)
         order by 1, 2 limit 1",
    )
    .bind(BATTERY)
    .fetch_one(&board.sql)
    .await
    .expect("the demo has a gap");
    let address = format!("/programmes/{BATTERY}/units/{unit}");
    let rows = board.page(&format!("{address}.csv?indicator=R01&lang=en")).await.csv();
    let row = rows.iter().find(|row| row[0] == quarter).expect("the quarter keeps its row");
    assert_eq!(row[1], "not filed");
    let svg = board.page(&format!("{address}.svg?indicator=R01&lang=en")).await;
    let lines =
        svg.text().matches("<polyline").count() + svg.text().matches("c-line c-accent").count();
    let whole =
        board.page(&format!("/programmes/{BATTERY}/units/440000.svg?indicator=R01&lang=en")).await;
    let unbroken =
        whole.text().matches("<polyline").count() + whole.text().matches("c-line c-accent").count();
    assert!(lines > unbroken, "{unit} has no figure for {quarter}, and its line is not broken");
}

#[tokio::test]
async fn changes_are_like_for_like_and_say_so() {
    let board = TestBoard::demo().await;
    let page = board.page("/?period=2026-Q3&lang=en").await.html();
    let tile = page.with_class("key").next().expect("a key figure");
    assert!(tile.text.contains("15 of 18"), "{}", tile.text);
    let page = board.page("/?period=2026-Q2&lang=en").await.html();
    let tile = page.with_class("key").next().expect("a key figure");
    assert!(!tile.text.contains("incomplete"), "{}", tile.text);
}

#[tokio::test]
async fn numbers_are_written_as_each_language_writes_them() {
    let board = TestBoard::demo().await;
    let english = board.page("/?period=2026-Q2&lang=en").await.html();
    let chinese = board.page("/?period=2026-Q2&lang=zh-CN").await.html();
    assert!(english.text_of("big").contains("25,803"), "{}", english.text_of("big"));
    assert!(chinese.text_of("big").contains('万'), "{}", chinese.text_of("big"));
    assert!(chinese.text_of("period").contains("2026年第二季度"));
}
