//! How one figure came about.

use app::domain::decimal::Decimal;
use server::demo::under_way;
use support::TestBoard;

use crate::BATTERY;
use crate::comparing::compare;

fn figure(rest: &str) -> String {
    format!("/programmes/{BATTERY}/figures/{rest}?lang=en")
}

#[tokio::test]
async fn every_figure_of_a_comparison_is_one_click_from_its_explanation() {
    let board = TestBoard::demo().await;
    let page = board.page(&compare("&indicator=R20")).await.html();
    let cells: Vec<(&str, &str)> = page
        .all("a")
        .filter(|link| link.attribute("href").contains("/figures/"))
        .map(|link| (link.attribute("href"), link.text.trim()))
        .collect();
    assert!(cells.len() > 30, "{}", cells.len());
    for (link, shown) in cells {
        let page = board.page(link).await.html();
        assert!(
            page.text_of("big").contains(shown),
            "{link}: {} is not {shown}",
            page.text_of("big")
        );
    }
}

#[tokio::test]
async fn a_filed_figure_says_its_version_and_names_accounts_to_who_has_one() {
    let board = TestBoard::demo().await;
    let address = figure("R01/440000/2026-Q2");
    let page = board.page(&address).await.html();
    let said = page.text_of("source");
    for part in
        ["As filed.", "version 1", "made up for the demo", "the lead ministry", "first time"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!page.links().iter().any(|link| link.contains("/history")));
    let reviewer = board.person("reviewer").await;
    let page = reviewer.page(&address).await.html();
    assert!(page.text_of("source").contains("Approved bydemo"), "{}", page.text_of("source"));
    assert!(
        page.links().iter().any(|link| link.contains("/returns/") && link.contains("/history"))
    );
    let clerk = board.person("entry-330000").await;
    let page = clerk.page(&address).await.html();
    assert!(!page.links().iter().any(|link| link.contains("/history")), "it is another unit's");
}

#[tokio::test]
async fn a_sum_names_whom_it_adds_and_who_is_missing() {
    let board = TestBoard::demo().await;
    let page = board.page(&figure("R01/JJJ/2026-Q3")).await.html();
    assert!(page.text_of("source").contains("2 of 3 filed"), "{}", page.text_of("source"));
    assert!(page.text_of("big").contains("incomplete: 2 of 3 units"));
    let inputs = page.table("Figures of 3 units");
    assert_eq!(inputs.cell("Hebei", "t"), "not filed");
    let number = |text: &str| text.trim_end_matches('*').replace(',', "").parse::<Decimal>();
    let parts: Decimal = inputs.rows.iter().filter_map(|row| number(&row[1]).ok()).sum();
    let whole = page.text_of("big").split_whitespace().next().expect("a number").to_owned();
    assert_eq!(number(&whole), Ok(parts));
    for unit in ["110000", "120000"] {
        let link = figure(&format!("R01/{unit}/2026-Q3"));
        assert!(page.links().contains(&link.as_str()), "{link}");
    }
}

#[tokio::test]
async fn the_programme_s_sum_takes_nobody_twice() {
    let board = TestBoard::demo().await;
    let page = board.page(&figure("R01/2026-Q2")).await.html();
    let inputs = page.tables().into_iter().find(|table| table.caption.starts_with("Figures of"));
    let names =
        inputs.expect("the inputs").rows.iter().map(|row| row[0].clone()).collect::<Vec<_>>();
    assert_eq!(
        names.len(),
        18,
        "seventeen territories for the pilots, and no joint one: {names:?}"
    );
    for name in ["Ningbo", "China Tower", "Beijing-Tianjin-Hebei"] {
        assert!(!names.iter().any(|its| its.starts_with(name)), "{name}");
    }
}

#[tokio::test]
async fn a_ratio_shows_both_parts_and_is_never_an_average() {
    let board = TestBoard::demo().await;
    let page = board.page(&figure("R20/2026-Q2")).await.html();
    assert!(page.text_of("source").contains("never an average"));
    let parts = page.table("Made of");
    let number =
        |at: usize| parts.rows[at][1].replace(',', "").parse::<Decimal>().expect("a number");
    let percent = number(0).percent_of(&number(1)).expect("a ratio");
    let shown = Decimal::round_half_even(&percent, 1);
    assert!(page.text_of("big").starts_with(&shown.to_string()), "{}", page.text_of("big"));
}

#[tokio::test]
async fn what_adds_up_since_january_says_what_is_taken_away() {
    let board = TestBoard::demo().await;
    let said = |page: support::Html| page.text_of("source").to_owned();
    let second = said(board.page(&figure("R31/440000/2026-Q2")).await.html());
    assert!(second.contains("adds up since 1 January") && second.contains('−'), "{second}");
    let first = said(board.page(&figure("R31/440000/2026-Q1")).await.html());
    assert!(first.contains("in the first quarter it is the quarter's own"), "{first}");
}

#[tokio::test]
async fn what_is_not_there_is_a_page_with_ways_on() {
    let board = TestBoard::demo().await;
    for rest in [
        "R99/440000/2026-Q2",
        "R01/999999/2026-Q2",
        "R01/440000/2018-Q2",
        "R01/440000/2026-Q4",
        "R01/440000/2026Q2",
        "R01/2026-Q9",
        "R01/440000",
        "%3Cb%3E/440000/2026-Q2",
    ] {
        let answer = board.get(&figure(rest)).await;
        assert_eq!(answer.status, 404, "{rest}");
        assert!(answer.html().links().len() > 3, "{rest}");
    }
}

#[tokio::test]
async fn what_is_not_approved_is_not_explained_and_who_approved_it_then_is() {
    let board = TestBoard::own_demo().await;
    under_way::begin(&board.store).await.expect("returns are under way");
    let address = figure("R01/450000/2026-Q3");
    let before = board.page(&address).await.html();
    assert!(
        before.text_of("source").contains("Nothing is approved"),
        "{}",
        before.text_of("source")
    );
    let reviewer = board.person("reviewer").await;
    let way = format!("/review/{BATTERY}/450000/2026-Q3");
    let page = reviewer.page(&way).await.html();
    let fields = page.hidden_fields();
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = reviewer.send(&format!("{way}/approve"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let after = reviewer.page(&address).await.html();
    let said = after.text_of("source");
    for part in ["quarterly return", "version 1", "Approved byreviewer"] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
