//! One number, wherever it stands: database, key figure, table, chart and file
//! say the same, and it is what adding up the figures by hand gives.

use app::domain::decimal::Decimal;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::rollup::{Scope, contributors};
use app::domain::series::{Figure, Standing};
use server::store::figures::Wanted;
use support::{Table, TestBoard};

use crate::BATTERY;
use crate::rollups::{Filed, added, filed};

/// The last one is incomplete: three units have not filed.
const QUARTERS: [&str; 4] = ["2021-Q2", "2025-Q3", "2026-Q2", "2026-Q3"];

async fn battery(board: &TestBoard) -> (Programme, Filed) {
    let programmes = board.store.programmes().await.expect("programmes");
    let programme = programmes.into_iter().find(|programme| programme.code == BATTERY);
    (programme.expect("the battery pilot"), filed(&board.store, BATTERY).await)
}

/// `25,272.0*`, `25,272 t` and `25272` are the same number.
fn number(shown: &str) -> Decimal {
    let plain: String =
        shown.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    plain.parse().unwrap_or_else(|_| panic!("`{shown}` is no number"))
}

fn spoken(quarter: &str) -> String {
    let (year, quarter) = quarter.split_once("-Q").expect("a quarter");
    format!("Q{quarter} {year}")
}

fn view(indicator: &str, quarter: &str, more: &str) -> String {
    format!("/programmes/{BATTERY}{more}?indicator={indicator}&period={quarter}&lang=en")
}

/// The first two cells of the row of that name.
fn beside<'a>(rows: &'a [Vec<String>], name: &str) -> (&'a str, &'a str) {
    let row = rows.iter().find(|row| row[0] == name);
    let row = row.unwrap_or_else(|| panic!("no row `{name}` in {rows:?}"));
    (&row[0], &row[1])
}

/// A quarter's total in a file that has the quarters as columns, or as rows.
fn in_csv<'a>(rows: &'a [Vec<String>], quarter: &str) -> &'a str {
    match rows[0].iter().position(|name| name == quarter) {
        Some(at) => &rows.iter().find(|row| row[0] == "Total").expect("a total")[at],
        None => beside(rows, quarter).1,
    }
}

#[tokio::test]
async fn a_national_figure_is_the_same_wherever_it_stands() {
    let board = TestBoard::demo().await;
    let (programme, filed) = battery(&board).await;
    for quarter in QUARTERS {
        let overview = board.page(&format!("/?period={quarter}&lang=en")).await.html();
        for code in ["R01", "R13", "R20", "R08"] {
            let what = format!("{code} in {quarter}");
            let indicator = programme.indicator(code).expect("an indicator");
            let at: Quarter = quarter.parse().expect("a quarter");
            let total = added(&programme, &filed, indicator, Scope::Programme, at);
            let expected = total.figure.shown(indicator.decimals).expect("a number");

            let tile = overview
                .with_class("key")
                .find(|tile| tile.text.contains(&indicator.name.en))
                .unwrap_or_else(|| panic!("no key figure {what}"));
            let title = overview
                .with_class("big")
                .map(|big| big.attribute("title"))
                .nth(
                    ["R01", "R13", "R20", "R08"]
                        .iter()
                        .position(|known| *known == code)
                        .expect("it"),
                )
                .expect("the exact number");
            assert_eq!(number(title), expected, "key figure {what}");
            let incomplete = total.standing() != Standing::Approved;
            let said = format!("incomplete: {} of {} units", total.filed, total.expected);
            assert_eq!(tile.text.contains(&said), incomplete, "{what}: {}", tile.text);

            let page = board.page(&view(code, quarter, "")).await.html();
            let by_unit =
                page.table(&format!("{} by unit, {}", indicator.name.en, spoken(quarter)));
            let cell = &by_unit.rows.last().expect("a row")[1];
            assert_eq!(number(cell), expected, "table by unit, {what}");
            assert_eq!(cell.ends_with('*'), incomplete, "{what}: {cell}");
            let through_time = if indicator.parts.is_some() {
                let table = page.table(&format!("{}: all units", indicator.name.en));
                table.cell(&spoken(quarter), table.head[1].trim()).to_owned()
            } else {
                let table = page.table(&format!("{} by quarter", indicator.name.en));
                table.cell("Total", quarter).to_owned()
            };
            assert_eq!(number(&through_time), expected, "table through time, {what}");

            let rows = board.page(&view(code, quarter, ".csv")).await.csv();
            let in_file = in_csv(&rows, quarter);
            assert_eq!(in_file.parse::<Decimal>(), Ok(expected.clone()), "{what}");
            let address = format!("{}&chart=units", view(code, quarter, ".csv"));
            let rows = board.page(&address).await.csv();
            let (_, in_file) = beside(&rows, "Total");
            assert_eq!(in_file.parse::<Decimal>(), Ok(expected.clone()), "{what}");

            let svg = board.page(&view(code, quarter, ".svg")).await;
            let labels: Vec<String> = texts(svg.text());
            let there = labels.iter().any(|label| says(label, &expected));
            assert!(there, "{what}: {expected} is not among the chart's labels {labels:?}");
        }
    }
}

/// The texts of a chart.
fn texts(svg: &str) -> Vec<String> {
    svg.split("<text")
        .skip(1)
        .filter_map(|text| {
            let (_, rest) = text.split_once('>')?;
            rest.split_once("</text>").map(|(text, _)| text.to_owned())
        })
        .collect()
}

/// Whether one of the label's words is that number.
fn says(label: &str, expected: &Decimal) -> bool {
    label.split_whitespace().any(|word| word.replace(',', "").parse() == Ok(expected.clone()))
}

#[tokio::test]
async fn a_joint_regions_figure_is_its_members_sum_everywhere() {
    let board = TestBoard::demo().await;
    let (programme, filed) = battery(&board).await;
    for quarter in QUARTERS {
        for code in ["R01", "R20"] {
            let what = format!("{code} of JJJ in {quarter}");
            let indicator = programme.indicator(code).expect("an indicator");
            let at: Quarter = quarter.parse().expect("a quarter");
            let total = added(&programme, &filed, indicator, Scope::Unit("JJJ"), at);
            let expected = total.figure.shown(indicator.decimals).expect("a number");
            assert_eq!(total.expected, 3, "{what}");

            let page = board.page(&view(code, quarter, "/units/JJJ")).await.html();
            let all = page.table("All indicators");
            assert_eq!(number(all.cell(code, &spoken(quarter))), expected, "own page, {what}");
            let page = board.page(&view(code, quarter, "")).await.html();
            let by_unit = page.table(&format!("{} by unit", indicator.name.en));
            let tiles = page.table(&format!("{} as tiles", indicator.name.en));
            for table in [by_unit, tiles] {
                let row = table.rows.iter().find(|row| row[0].starts_with("Beijing-Tianjin-Hebei"));
                let cell = row
                    .expect("the joint region")
                    .iter()
                    .find(|cell| cell.starts_with(|c: char| c.is_ascii_digit()));
                let cell = cell.expect("its figure");
                assert_eq!(number(cell), expected, "`{}`, {what}", table.caption);
                assert_eq!(cell.ends_with('*'), total.filed < 3, "`{}`, {what}", table.caption);
            }
            let address = format!("{}&chart=units", view(code, quarter, ".svg"));
            let labels = texts(board.page(&address).await.text());
            assert!(labels.iter().any(|label| says(label, &expected)), "{what}: {labels:?}");
        }
    }
}

/// Rows of a table by unit that are in the total: no `†`, and not the total.
fn counted(table: &Table) -> Vec<&Vec<String>> {
    let (_, units) = table.rows.split_last().expect("a total");
    units.iter().filter(|row| !row[0].ends_with('†')).collect()
}

#[tokio::test]
async fn nothing_is_counted_twice_in_a_total() {
    let board = TestBoard::demo().await;
    for quarter in QUARTERS {
        for (code, name) in [("R01", "Retired batteries recovered"), ("R13", "Service outlets")] {
            let page = board.page(&view(code, quarter, "")).await.html();
            let table = page.table(&format!("{name} by unit"));
            let shown: Vec<&str> = table.names();
            for outside in ["Ningbo†", "China Tower Co. Ltd.†"] {
                assert!(shown.contains(&outside), "{shown:?}");
            }
            for member in ["Beijing", "Tianjin", "Hebei"] {
                assert!(!shown.contains(&member), "{member} stands beside the joint region");
            }
            let sum: Decimal = counted(&table)
                .into_iter()
                .filter(|row| row[1] != "not filed")
                .map(|row| number(&row[1]))
                .sum();
            let total = number(&table.rows.last().expect("a total")[1]);
            assert_eq!(sum, total, "{code} in {quarter}");
        }
    }
}

#[tokio::test]
async fn a_ratio_of_all_units_is_recomputed_from_its_parts_and_not_averaged() {
    let board = TestBoard::demo().await;
    let (programme, filed) = battery(&board).await;
    let indicator = programme.indicator("R20").expect("the upload rate");
    let mut averages_would_differ = 0;
    for quarter in QUARTERS {
        let at: Quarter = quarter.parse().expect("a quarter");
        let (mut above, mut below) = (Decimal::zero(), Decimal::zero());
        let (mut rates, mut units) = (Decimal::zero(), 0);
        for unit in contributors(&programme, indicator, Scope::Programme) {
            let key = (unit.clone(), "R20".to_owned(), at);
            if let Some(figure @ Figure::Ratio { numerator, denominator }) = filed.get(&key) {
                above = &above + numerator;
                below = &below + denominator;
                rates = &rates + &figure.shown(6).expect("a rate");
                units += 1;
            }
        }
        let exact = above.to_ratio() / below.to_ratio() * Decimal::from(100).to_ratio();
        let expected = Decimal::round_half_even(&exact, 1);
        let rows = board.page(&view("R20", quarter, ".csv")).await.csv();
        assert_eq!(in_csv(&rows, quarter).parse(), Ok(expected.clone()), "{quarter}");
        let average = rates.to_ratio() / Decimal::from(units).to_ratio();
        averages_would_differ += i32::from(Decimal::round_half_even(&average, 1) != expected);
    }
    assert!(averages_would_differ > 0, "these quarters cannot tell an average from a sum");
}

#[tokio::test]
async fn a_cumulative_filing_is_shown_as_the_quarters_own_figure() {
    let board = TestBoard::demo().await;
    let (programme, filed) = battery(&board).await;
    let indicator = programme.indicator("R31").expect("investment");
    let sum = |quarter: &str| {
        let at = quarter.parse().expect("a quarter");
        let total = added(&programme, &filed, indicator, Scope::Programme, at);
        (total.figure.shown(0).expect("a number"), total.filed == total.expected)
    };
    let ((second, whole), (first, whole_too)) = (sum("2026-Q2"), sum("2026-Q1"));
    assert!(whole && whole_too, "both quarters are complete in the demo");
    let rows = board.page(&view("R31", "2026-Q3", ".csv")).await.csv();
    assert_eq!(in_csv(&rows, "2026-Q2").parse(), Ok(&second - &first));
    assert_eq!(in_csv(&rows, "2026-Q1").parse(), Ok(first));
    // Three units are missing from the third quarter's sum: their share of the
    // first half year must not appear as money given back.
    assert!(in_csv(&rows, "2026-Q3").parse::<Decimal>().is_err(), "{}", in_csv(&rows, "2026-Q3"));
    for unit in ["", "/units/JJJ"] {
        let rows = board.page(&view("R31", "2026-Q3", &format!("{unit}.csv"))).await.csv();
        for row in &rows[1..] {
            assert!(!row.iter().any(|cell| cell.starts_with('-')), "{unit} {row:?}");
        }
    }
}

#[tokio::test]
async fn the_first_quarter_of_a_cumulative_chart_is_there_for_every_unit() {
    let board = TestBoard::demo().await;
    // Twelve quarters back from 2026-Q3 is 2023-Q4, whose own figure needs the
    // third quarter's filing.
    let rows = board.page(&view("R31", "2026-Q3", ".csv")).await.csv();
    let at = rows[0].iter().position(|name| name == "2023-Q4").expect("the first quarter");
    let guangdong = rows.iter().find(|row| row[0] == "Guangdong").expect("Guangdong");
    assert!(guangdong[at].parse::<Decimal>().is_ok(), "{}", guangdong[at]);
}

#[tokio::test]
async fn a_units_table_shows_what_the_unit_filed() {
    let board = TestBoard::demo().await;
    let (programme, _) = battery(&board).await;
    for unit in ["330200", "TOWER", "110000", "330000"] {
        let own = [unit.to_owned()];
        let quarter = "2026-Q2".parse().expect("a quarter");
        let quarters = Some((quarter, quarter));
        let wanted = Wanted { units: Some(&own), quarters, ..Wanted::default() };
        let figures = board.store.figures(BATTERY, wanted).await.expect("figures");
        let address = format!("/programmes/{BATTERY}/units/{unit}?period=2026-Q2&lang=en");
        let table = board.page(&address).await.html().table("All indicators");
        let csv = format!("/programmes/{BATTERY}/units/{unit}.csv?period=2026-Q2&lang=en");
        let rows = board.page(&csv).await.csv();
        for (_, code, _, figure) in figures.iter().filter(|(_, code, ..)| code != "R31") {
            let indicator = programme.indicator(code).expect("an indicator");
            let cell = table.cell(code, "Q2 2026");
            let in_file = rows.iter().find(|row| row[0].starts_with(code.as_str()));
            let in_file = &in_file.expect("its row")[2];
            match figure.shown(indicator.decimals) {
                Some(expected) => {
                    assert_eq!(number(cell), expected, "{unit} {code}");
                    assert_eq!(in_file.parse(), Ok(expected), "{unit} {code}");
                }
                None => {
                    assert!(!cell.contains(|c: char| c.is_ascii_digit()), "{unit} {code} {cell}")
                }
            }
        }
    }
}
