//! Charts and tables as files.

use support::TestBoard;

use crate::{BATTERY, ENERGY, TIANJIN, YELLOW};

/// One of each kind of chart, without its suffix.
fn charts() -> Vec<(String, &'static str)> {
    vec![
        (format!("/programmes/{BATTERY}"), "indicator=R01"),
        (format!("/programmes/{BATTERY}"), "indicator=R20&chart=units&period=2026-Q3"),
        (format!("/programmes/{BATTERY}"), "indicator=R13&chart=tiles"),
        (format!("/programmes/{BATTERY}/units/JJJ"), "indicator=R01"),
        (format!("/programmes/{BATTERY}/compare"), "indicator=R20"),
        (format!("/programmes/{TIANJIN}/compare"), "target=T6"),
        (format!("/programmes/{TIANJIN}/targets/T10"), ""),
        (format!("/programmes/{TIANJIN}/targets/T17"), ""),
        (format!("/programmes/{YELLOW}/targets/Y1"), ""),
        (format!("/programmes/{ENERGY}/targets/M1"), ""),
    ]
}

#[tokio::test]
async fn a_picture_says_what_it_is_and_is_marked_as_demo() {
    let board = TestBoard::demo().await;
    for (path, query) in charts() {
        for (locale, mark) in [("en", "Demo figures"), ("zh-CN", "演示数据")] {
            let address = format!("{path}.svg?{query}&lang={locale}");
            let answer = board.page(&address).await;
            assert_eq!(answer.header("content-type"), "image/svg+xml", "{address}");
            let svg = answer.text();
            assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{address}");
            assert!(svg.contains("role=\"img\""), "{address}");
            for part in ["title", "desc"] {
                let inside = svg.split_once(&format!("<{part} ")).and_then(|(_, rest)| {
                    rest.split_once('>')?.1.split_once(&format!("</{part}>"))
                });
                let (text, _) = inside.unwrap_or_else(|| panic!("{address}: no {part}"));
                assert!(text.chars().count() > 3, "{address}: {part} is `{text}`");
            }
            assert!(svg.contains(&format!("lang=\"{locale}\"")), "{address}");
            assert!(svg.contains(mark), "{address}: not marked as demo");
            for forbidden in ["<script", "style=", "<style", "href=", "NaN", "inf "] {
                assert!(!svg.contains(forbidden), "{address}: `{forbidden}`");
            }
        }
    }
}

#[tokio::test]
async fn a_png_is_one_of_twice_the_charts_size() {
    let board = TestBoard::demo().await;
    for (path, query) in charts().into_iter().step_by(3) {
        let svg = board.page(&format!("{path}.svg?{query}&lang=zh-CN")).await;
        let size = svg.text().split_once("viewBox=\"0 0 ").expect("a size").1;
        let mut size = size.split(['"', ' ']).map(|number| number.parse::<u32>().expect("whole"));
        let (width, height) = (size.next().expect("width"), size.next().expect("height"));
        let png = board.page(&format!("{path}.png?{query}&lang=zh-CN")).await;
        assert_eq!(png.header("content-type"), "image/png");
        assert_eq!(png.png_size(), (2 * width, 2 * height), "{path}");
        assert!((300..2_000).contains(&width) && (100..3_000).contains(&height), "{path}");
        assert!(png.body.len() > 5_000, "{path}: {} bytes are an empty picture", png.body.len());
    }
}

#[tokio::test]
async fn a_table_is_marked_in_every_row_and_opens_in_a_spreadsheet() {
    let board = TestBoard::demo().await;
    for (path, query) in charts() {
        let address = format!("{path}.csv?{query}&lang=zh-CN");
        let answer = board.page(&address).await;
        assert_eq!(answer.text().matches('\n').count(), answer.text().matches("\r\n").count());
        assert!(answer.header("content-disposition").contains("-demo.csv"), "{address}");
        let rows = answer.csv();
        assert!(rows.len() > 1, "{address}: only a head");
        for row in &rows {
            assert_eq!(row.last().map(String::as_str), Some("演示数据"), "{address}: {row:?}");
            assert_eq!(row.len(), rows[0].len(), "{address}: {row:?}");
            let formula = row.iter().any(|cell| cell.starts_with(['=', '+', '@']));
            assert!(!formula, "{address}: {row:?} may be taken for a formula");
        }
    }
}

#[tokio::test]
async fn files_of_real_figures_are_not_marked_as_demo() {
    let board = TestBoard::real().await;
    let answer =
        board.page(&format!("/programmes/{BATTERY}.csv?indicator=R01&chart=tiles&lang=en")).await;
    assert!(!answer.text().contains("Demo"), "{}", answer.text());
    assert!(!answer.header("content-disposition").contains("demo"));
}

#[tokio::test]
async fn text_is_compressed_where_the_browser_takes_it() {
    let board = TestBoard::demo().await;
    let request = axum::http::Request::get("/?lang=en")
        .header("accept-encoding", "br, gzip")
        .body(axum::body::Body::empty())
        .expect("a request");
    let answer = board.send(request).await;
    assert_eq!(answer.header("content-encoding"), "br");
    assert!(answer.body.len() < 60_000, "{} bytes", answer.body.len());
}
