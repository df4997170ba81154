//! Units on one indicator: who is there, in which order, with which changes.

use app::domain::decimal::Decimal;
use support::{Table, TestBoard};

use crate::BATTERY;

pub(crate) fn compare(rest: &str) -> String {
    format!("/programmes/{BATTERY}/compare?lang=en&period=2026-Q2{rest}")
}

pub(crate) async fn ranking(board: &TestBoard, address: &str) -> Table {
    let page = board.page(address).await.html();
    let section = page.tables();
    section
        .into_iter()
        .find(|table| table.head.iter().any(|head| head.trim() == "Rank"))
        .expect("a ranking")
}

fn number(cell: &str) -> Option<Decimal> {
    cell.replace([',', '*', '†', '‡'], "").parse().ok()
}

#[tokio::test]
async fn eighteen_units_stand_on_one_scale_and_are_ranked() {
    let board = TestBoard::demo().await;
    let page = board.page(&compare("&indicator=R01")).await;
    let svg = page.text();
    for name in ["Guangdong", "Qinghai", "China Tower"] {
        assert!(svg.contains(name), "{name} is not on the page");
    }
    let table = ranking(&board, &compare("&indicator=R01")).await;
    assert_eq!(table.rows.len(), 18);
    let values: Vec<Option<Decimal>> = table.rows.iter().map(|row| number(&row[2])).collect();
    for (row, value) in table.rows.iter().zip(&values) {
        let Some(value) = value else {
            assert_eq!(row[1], "not ranked", "{row:?}");
            continue;
        };
        let larger = values.iter().flatten().filter(|other| *other > value).count();
        assert_eq!(row[1], (larger + 1).to_string(), "{row:?}");
    }
    assert!(values.iter().flatten().is_sorted_by(|a, b| a >= b), "{values:?}");
}

#[tokio::test]
async fn a_sum_that_lacks_units_has_no_rank_and_comes_after_the_others() {
    let board = TestBoard::demo().await;
    let address = format!("/programmes/{BATTERY}/compare?lang=en&indicator=R01");
    let table = ranking(&board, &address).await;
    let joint = table.rows.iter().find(|row| row[0].contains("Beijing-Tianjin-Hebei"));
    let joint = joint.expect("the joint region");
    assert!(joint[2].ends_with('*') && joint[1] == "not ranked", "{joint:?}");
    let ranked: Vec<bool> = table.rows.iter().map(|row| row[1] != "not ranked").collect();
    assert!(ranked.is_sorted_by(|a, b| a >= b), "{ranked:?}");
}

#[tokio::test]
async fn a_ratio_changes_by_what_its_parts_say() {
    let board = TestBoard::demo().await;
    let parts: Vec<(String, String, String)> = sqlx::query_as(
        "select quarter::text, numerator::text, denominator::text from approved_figure
         where unit = '440000' and indicator = 'R20' and quarter in ('2026-Q2', '2025-Q2')
         order by quarter",
    )
    .fetch_all(&board.sql)
    .await
    .expect("both");
    let percent = |at: usize| {
        let part = |text: &str| text.parse::<Decimal>().expect("a number");
        part(&parts[at].1).percent_of(&part(&parts[at].2)).expect("a ratio")
    };
    let points = Decimal::round_half_even(&(percent(1) - percent(0)), 2);
    let table = ranking(&board, &compare("&indicator=R20")).await;
    let said = table.cell("Guangdong", "on the year").replace('−', "-");
    let said: Decimal = said
        .trim_end_matches(" percentage points")
        .trim_start_matches(['+', '±'])
        .parse()
        .expect(&said);
    assert_eq!(said, points);
}

#[tokio::test]
async fn units_are_chosen_by_list_or_one_by_one_and_the_address_is_one() {
    let board = TestBoard::demo().await;
    let listed = board.page(&compare("&indicator=R01&units=440000,110000")).await;
    let ticked =
        board.page(&compare("&units=440000&indicator=R01&units=110000&units=440000")).await;
    assert_eq!(listed.text(), ticked.text());
    let page = listed.html();
    let shared = format!(
        "/programmes/{BATTERY}/compare?period=2026-Q2&indicator=R01&units=110000,440000&lang=en"
    );
    assert!(page.links().contains(&shared.as_str()), "no link {shared}");
    let table = ranking(&board, &shared).await;
    assert_eq!(table.rows.len(), 2);
    assert!(table.names().iter().any(|name| name.contains('‡')), "Beijing is a member");
    assert!(
        page.text_of("remarks").contains("Beijing is a member of"),
        "{}",
        page.text_of("remarks")
    );
}

#[tokio::test]
async fn what_cannot_be_compared_is_left_out_and_said() {
    let board = TestBoard::demo().await;
    let address = compare("&indicator=R99&target=T1&units=999999,440000,%3Cb%3E&chart=moon&unit=x");
    let page = board.page(&address).await.html();
    let notice = page.text_of("notice");
    for part in ["R99", "T1", "999999", "<b>", "moon", "unit x"] {
        assert!(notice.contains(part), "{part}: {notice}");
    }
    let table = ranking(&board, &address).await;
    assert_eq!(table.rows.len(), 1);
    // All of the usual ones are the usual view.
    let programmes = board.store.programmes().await.expect("programmes");
    let programme = programmes.iter().find(|its| its.code == BATTERY).expect("the pilot");
    let all: Vec<&str> =
        programme.beside_each_other().iter().map(|unit| unit.code.as_str()).collect();
    let page = board.page(&compare(&format!("&units={}", all.join(",")))).await.html();
    let shared = format!("/programmes/{BATTERY}/compare?period=2026-Q2&lang=en");
    assert!(page.links().contains(&shared.as_str()));
}

#[tokio::test]
async fn who_does_not_file_an_indicator_is_not_compared_on_it() {
    let board = TestBoard::demo().await;
    let address =
        "/programmes/tianjin-waste-recycling-2027/compare?lang=en&indicator=T15&units=120101";
    let page = board.page(address).await.html();
    assert!(page.text_of("notice").contains("does not file"), "{}", page.text_of("notice"));
    assert_eq!(ranking(&board, address).await.rows.len(), 1, "the city alone files it");
}

#[tokio::test]
async fn overlaps_are_marked_and_explained() {
    let board = TestBoard::demo().await;
    let page = board.page(&compare("&indicator=R01")).await.html();
    let remarks = page.text_of("remarks");
    for part in ["Ningbo: contained in Zhejiang, not counted again", "China Tower Co. Ltd.: shown"]
    {
        assert!(remarks.contains(part), "{part}: {remarks}");
    }
    let table = ranking(&board, &compare("&indicator=R01")).await;
    let marked = table.names().iter().filter(|name| name.ends_with('†')).count();
    assert_eq!(marked, 2, "{:?}", table.names());
}

#[tokio::test]
async fn columns_sort_by_plain_links_both_ways() {
    let board = TestBoard::demo().await;
    for (sort, column) in [("name", 0), ("value", 2)] {
        let up = ranking(&board, &compare(&format!("&indicator=R01&sort={sort}"))).await;
        let down = ranking(&board, &compare(&format!("&indicator=R01&sort=-{sort}"))).await;
        let cells = |table: &Table| -> Vec<String> {
            table
                .rows
                .iter()
                .filter(|row| row[1] != "not ranked")
                .map(|row| row[column].clone())
                .collect()
        };
        let mut turned = cells(&down);
        turned.reverse();
        assert_eq!(cells(&up), turned, "{sort}");
    }
    let page = board.page(&compare("&indicator=R01")).await.html();
    let back =
        format!("/programmes/{BATTERY}/compare?period=2026-Q2&indicator=R01&sort=value&lang=en");
    assert!(page.links().contains(&back.as_str()));
}

#[tokio::test]
async fn files_at_the_same_address_have_the_same_figures() {
    let board = TestBoard::demo().await;
    let file = |suffix: &str| {
        compare("&indicator=R01&units=440000,330000,TOWER")
            .replace("compare?", &format!("compare.{suffix}?"))
    };
    let shown = ranking(&board, &compare("&indicator=R01&units=440000,330000,TOWER")).await;
    let rows = board.page(&file("csv")).await.csv();
    assert_eq!(rows.len(), 4);
    for (row, shown) in rows[1..].iter().zip(&shown.rows) {
        assert_eq!(number(&row[2]), number(&shown[2]), "{row:?}");
        assert_eq!(row[1], shown[1]);
        assert_eq!(row.last().map(String::as_str), Some("Demo figures"));
    }
    let svg = board.page(&file("svg")).await;
    assert_eq!(svg.header("content-type"), "image/svg+xml");
    assert!(svg.text().contains("<title") && svg.text().contains("Guangdong"));
    assert!(svg.header("content-disposition").contains("compare-R01-demo.svg"));
    assert_eq!(board.page(&file("png")).await.png_size().0, 1920);
    assert_eq!(board.get(&file("pdf")).await.status, 404);
}

#[tokio::test]
async fn a_board_without_figures_compares_nothing_without_breaking() {
    let board = TestBoard::real().await;
    for programme in board.store.programmes().await.expect("programmes") {
        for suffix in ["", ".csv", ".svg"] {
            let address = format!("/programmes/{}/compare{suffix}?lang=en", programme.code);
            let answer = board.get(&address).await;
            assert_eq!(answer.status, 200, "{address}: {}", answer.text());
        }
        for target in &programme.targets {
            board
                .page(&format!("/programmes/{}/compare?target={}", programme.code, target.no))
                .await;
        }
    }
}
