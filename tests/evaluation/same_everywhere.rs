//! The same figure on the board, on the summary's page, in the API and in every
//! file, over databases of any figures.
//!
//! `PILOTBOARD_DATABASES` asks for so many databases; without it, it is a few.

use app::domain::decimal::Decimal;
use app::domain::indicator::{Indicator, Kind};
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::series::{Absence, Figure};
use app::domain::summary::{Block, Format, Summary};
use server::export::evaluation::verify::{differences, number_in};
use server::store::importing::{Origin, Staged};
use support::{Person, TestBoard, Walk};

use crate::office::{hidden, number_of};

/// A figure that may be filed, with as many places as the indicator has, or one
/// of the ways of having none.
fn any_figure(indicator: &Indicator, walk: &mut Walk) -> Figure {
    let mut number = |least: u64, limit: u64| -> Decimal {
        let whole = walk.below(limit) + least;
        let places = usize::from(indicator.decimals.min(3));
        let behind = walk.below(1_000).to_string();
        let behind = &format!("{behind:0>3}")[..places];
        format!("{whole}.{behind}0").parse().expect("a decimal")
    };
    let (first, second) = (number(0, 2_000_000), number(1, 3_000_000));
    match walk.below(12) {
        0 => Figure::Absent(Absence::NotApplicable),
        1 => Figure::Absent(Absence::NotAvailable),
        _ => match indicator.kind {
            Kind::Ratio => Figure::Ratio { numerator: first, denominator: second },
            Kind::Milestone => Figure::Number(Decimal::from(i64::from(walk.below(2) == 0))),
            Kind::Flow | Kind::Stock => Figure::Number(first),
        },
    }
}

/// Takes over any returns of six quarters; answers the last that has figures,
/// where every unit may have left one out.
async fn filled(board: &TestBoard, programme: &Programme, walk: &mut Walk) -> Quarter {
    let first = programme.from.plus(1).expect("a quarter");
    let last = first.plus(5).expect("a quarter");
    let last = programme.until.map_or(last, |until| until.min(last));
    let mut rows = Vec::new();
    for quarter in Quarter::range(first, last) {
        for unit in &programme.units {
            if walk.below(8) == 0 {
                continue;
            }
            for indicator in programme.form_of(unit, quarter) {
                if walk.below(10) == 0 {
                    continue;
                }
                rows.push(Staged {
                    line: 0,
                    programme: programme.code.clone(),
                    unit: unit.code.clone(),
                    quarter,
                    indicator: indicator.code.clone(),
                    figure: any_figure(indicator, walk),
                    note: None,
                });
            }
        }
    }
    let last = rows.iter().map(|row| row.quarter).max().unwrap_or(programme.from);
    let mut importing = board.store.begin_import().await.expect("an import");
    importing.stage(&rows).await.expect("staged");
    importing.merge().await.expect("merged");
    importing.commit(Origin::Import, "test", "test.csv").await.expect("taken over");
    last
}

#[tokio::test]
async fn every_figure_is_the_same_string_wherever_it_stands() {
    let databases = std::env::var("PILOTBOARD_DATABASES").ok().and_then(|it| it.parse().ok());
    let (mut figures, mut cells) = (0, 0);
    for seed in 0..databases.unwrap_or(4_u64) {
        let mut walk = Walk::new(seed);
        let board = TestBoard::real().await;
        let programmes = board.store.programmes().await.expect("programmes");
        let at = usize::try_from(seed).expect("small") % programmes.len();
        let programme = &programmes[at];
        let quarter = filled(&board, programme, &mut walk).await;
        make_reviewer(&board).await;
        let reviewer = board.person("reviewer").await;
        let lang = if seed % 2 == 0 { "zh-CN" } else { "en" };
        let of = Of { code: &programme.code, quarter, lang };
        let summary = frozen(&reviewer, of).await;
        figures += summary.figures.len();
        cells += on_the_page(&reviewer, of, &summary, seed).await;
        on_the_board(&reviewer, of, &summary, seed).await;
        in_the_files(&reviewer, of, &summary, seed).await;
    }
    println!("{figures} figures, {cells} cells compared, 0 differences");
    assert!(figures > 1_000 && cells > 1_000);
}

async fn make_reviewer(board: &TestBoard) {
    sqlx::query("insert into account (name, role) values ('reviewer', 'reviewer')")
        .execute(&board.sql)
        .await
        .expect("an account");
}

/// Which summary.
#[derive(Clone, Copy)]
struct Of<'a> {
    code: &'a str,
    quarter: Quarter,
    lang: &'a str,
}

impl Of<'_> {
    fn address(self, before: &str, more: &str) -> String {
        let Self { code, quarter, lang } = self;
        format!("{before}/{code}{more}?period={quarter}&lang={lang}")
    }
}

/// Freezes it, and reads it from the API.
async fn frozen(reviewer: &Person<'_>, of: Of<'_>) -> Summary {
    let page = reviewer.page(&of.address("/evaluations", "")).await.html();
    let (seen, key) = (hidden(&page, "seen"), hidden(&page, "key"));
    let fields = [("seen", seen.as_str()), ("key", key.as_str())];
    let answer = reviewer.send(&of.address("/evaluations", "/freeze"), &fields).await;
    let number = number_of(&answer);
    let api = of.address("/api/v1/evaluations", &format!("/{number}"));
    serde_json::from_str(reviewer.page(&api).await.text()).expect("a summary")
}

fn number(summary: &Summary) -> &str {
    summary.head.number.as_deref().expect("it is frozen")
}

/// Every cell of every table, as the page shows it; how many.
async fn on_the_page(reviewer: &Person<'_>, of: Of<'_>, summary: &Summary, seed: u64) -> usize {
    let address = of.address("/evaluations", &format!("/{}", number(summary)));
    let page = reviewer.page(&address).await.html();
    let mut cells = 0;
    let mut tables = page.tables().into_iter();
    for table in summary.tables() {
        let shown = tables.find(|shown| shown.caption == table.title);
        let shown = shown.unwrap_or_else(|| panic!("seed {seed}: no table {}", table.title));
        let expected: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.trim().to_owned()).collect())
            .collect();
        assert_eq!(shown.rows, expected, "seed {seed}, table {}", table.code);
        cells += expected.iter().map(Vec::len).sum::<usize>();
    }
    let texts = summary.blocks().filter(|block| matches!(block, Block::Text(_))).count();
    assert!(texts + cells > 0);
    cells
}

/// Every cell and figure of every file, read back.
async fn in_the_files(reviewer: &Person<'_>, of: Of<'_>, summary: &Summary, seed: u64) {
    for format in Format::ALL {
        let file = format!("/{}.{}", number(summary), format.extension());
        let answer = reviewer.page(&of.address("/evaluations", &file)).await;
        let bytes = answer.body.as_slice();
        assert_eq!(number_in(bytes).as_deref(), Some(number(summary)), "seed {seed}, {file}");
        let differences = differences(summary, bytes).expect("it can be compared");
        assert!(differences.is_empty(), "seed {seed}, {file}: {differences:?}");
    }
}

/// What the board shows of the quarter is what the summary shows.
async fn on_the_board(reviewer: &Person<'_>, of: Of<'_>, summary: &Summary, seed: u64) {
    let page = reviewer.page(&of.address("/programmes", "")).await.html();
    let table = summary.tables().find(|table| table.code == "key-figures").expect("key figures");
    let board = page.table(&table.title);
    for row in &table.rows {
        let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        let there = board.rows.iter().find(|there| there[0] == texts[0]);
        let there = there.unwrap_or_else(|| panic!("seed {seed}: {} is not there", texts[0]));
        // The board draws the way so far in a column of its own.
        let there: Vec<&str> = there
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != 2)
            .map(|(_, it)| it.as_str())
            .collect();
        assert_eq!(texts, there, "seed {seed}");
    }
}
