//! Whatever stands in an address or a request: a page in the person's language
//! that says what was left out, or a 404 with ways on; never a 500.

use axum::body::Body;
use axum::http::{Method, Request};
use support::{Answer, TestBoard};

use crate::{BATTERY, TIANJIN};

/// Filters that are left out, each with what the notice repeats of it.
const LEFT_OUT: &[(&str, &str)] = &[
    ("period=2025Q3", "2025Q3"),
    ("period=2025-Q5", "2025-Q5"),
    ("period=2025-Q0", "2025-Q0"),
    ("period=2025-q3", "2025-q3"),
    ("period=25-Q3", "25-Q3"),
    ("period=2025", "2025"),
    ("period=0000-Q1", "0000-Q1"),
    ("period=99999-Q1", "99999-Q1"),
    ("period=-2025-Q1", "-2025-Q1"),
    ("period=2025-Q3%20", "2025-Q3"),
    ("period=%EF%BC%92025-Q3", "２025-Q3"),
    ("period=2025%E5%B9%B4%E7%AC%AC%E4%B8%89%E5%AD%A3%E5%BA%A6", "2025年第三季度"),
    ("period=1900-Q1", "Q1 1900"),
    ("period=9999-Q4", "Q4 9999"),
    ("sort=size", "size"),
    ("sort=--value", "--value"),
    ("sort=-", "-"),
    ("sort=value,name", "value,name"),
    ("sort=value%3Bdrop%20table%20figure", "drop table figure"),
    ("chart=pie", "pie"),
    ("chart=%00", "\u{fffd}"),
    ("lang=fr", "fr"),
    ("lang=EN", "EN"),
    ("lang=zh", "zh"),
    ("colour=red", "red"),
    ("PERIOD=2025-Q3", "PERIOD"),
    ("unit=999999", "999999"),
    ("unit=%27%20or%201%3D1--", "' or 1=1--"),
    ("programme=nothing", "nothing"),
    ("programme=..%2F..%2Fetc%2Fpasswd", "../../etc/passwd"),
    ("indicator=XYZ", "XYZ"),
    ("indicator=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "<script>alert(1)</script>"),
    ("indicator=%FF%FE", "\u{fffd}"),
    ("indicator=%C3%28", "\u{fffd}("),
    ("indicator=%E2%80%AEevil", "\u{fffd}evil"),
    ("unit=%00", "\u{fffd}"),
    ("programme=a%0D%0Ab", "a\u{fffd}\u{fffd}b"),
    ("period=2025-Q3&period=bad", "bad"),
    ("period=bad&period=2025-Q3", "bad"),
    ("sort=value&sort=bad", "bad"),
    ("lang=en&lang=fr", "fr"),
    ("=2025-Q3", "2025-Q3"),
    ("%70eriod=2025-Q9", "2025-Q9"),
    ("a=1&b=2&c=3", "3"),
];

/// Odd, but nothing that needs a word.
const FINE: &[&str] = &[
    "",
    "&",
    "&&&",
    "=",
    "period=",
    "period",
    "sort=&lang=",
    "%",
    "%zz=",
    "?",
    "#",
    "unit=&unit=",
    "lang=en&lang=zh-CN",
    "period=2025-Q3&period=2025-Q3",
    "+",
    "%20=",
];

/// Addresses at which there is nothing.
const NOWHERE: &[&str] = &[
    "/nothing",
    "/programmes",
    "/programmes/",
    "/programmes/nothing",
    "/programmes/NEV-BATTERY-PILOT-2018",
    "/programmes/nev-battery-pilot-2018/",
    "/programmes/nev-battery-pilot-2018/units",
    "/programmes/nev-battery-pilot-2018/units/",
    "/programmes/nev-battery-pilot-2018/units/999999",
    "/programmes/nev-battery-pilot-2018/units/jjj",
    "/programmes/nev-battery-pilot-2018/targets/T10",
    "/programmes/tianjin-waste-recycling-2027/targets/T99",
    "/programmes/tianjin-waste-recycling-2027/targets/T10.exe",
    "/programmes/tianjin-waste-recycling-2027/targets/T10.svg.svg",
    "/programmes/tianjin-waste-recycling-2027/targets/t10",
    "/programmes/tianjin-waste-recycling-2027/targets/T10/more",
    "/programmes/.csv",
    "/programmes/nothing.png",
    "/programmes/%00",
    "/programmes/%F0%9F%94%8B",
    "/programmes/%3Cscript%3E",
    "/programmes/..%2F..%2Fetc%2Fpasswd",
    "/programmes/nev-battery-pilot-2018/units/%27%3B--",
    "/programmes/%E2%80%AE",
    "//",
    "/./",
    "/../",
    "/help/",
    "/help.csv",
    "/index.html",
    "/favicon.ico",
    "/.env",
];

/// Paths that are no UTF-8.
const NO_TEXT: &[&str] = &[
    "/programmes/%FF%FE",
    "/programmes/nev-battery-pilot-2018/units/%C3%28",
    "/programmes/tianjin-waste-recycling-2027/targets/%80",
    "/%FF",
];

fn notices(answer: &Answer) -> Vec<String> {
    answer.html().with_class("notice").map(|notice| notice.text.clone()).collect()
}

#[tokio::test]
async fn a_filter_that_is_not_understood_is_left_out_and_said_in_the_language() {
    let board = TestBoard::demo().await;
    for path in [
        "/",
        "/help",
        &format!("/programmes/{BATTERY}"),
        &format!("/programmes/{BATTERY}/units/JJJ"),
    ] {
        // Reading is the same for all pages: one is tried with everything.
        let step = if path == "/" { 1 } else { 4 };
        for (query, repeated) in LEFT_OUT.iter().step_by(step) {
            // What one page leaves out is a filter on another.
            let known_here = (query.starts_with("unit=9") || query.starts_with("unit=%27"))
                || query.starts_with("programme=")
                || query.starts_with("indicator=")
                || query.starts_with("period=1900")
                || query.starts_with("period=9999");
            if path == "/help" && known_here {
                continue;
            }
            for (locale, said) in [("en", "left out"), ("zh-CN", "略去")] {
                let address = format!("{path}?{query}");
                let languages = if locale == "en" { "en" } else { "zh" };
                let answer = board.get_as(&address, languages).await;
                assert_eq!(answer.status, 200, "{address}: {}", answer.text());
                let page = answer.html();
                let expected = if query.starts_with("lang=en") { "en" } else { locale };
                assert_eq!(page.one("html").attribute("lang"), expected, "{address}");
                if query.starts_with("period=1900") || query.starts_with("period=9999") {
                    assert!(!notices(&answer).is_empty(), "{address}: nothing is said");
                    continue;
                }
                let notices = notices(&answer);
                let told = notices.iter().any(|notice| {
                    notice.contains(repeated) && (expected != locale || notice.contains(said))
                });
                assert!(told, "{address} in {locale}: {notices:?}");
            }
        }
    }
}

#[tokio::test]
async fn odd_but_harmless_queries_need_no_word() {
    let board = TestBoard::demo().await;
    for query in FINE {
        let answer = board.get(&format!("/?{query}")).await;
        assert_eq!(answer.status, 200, "?{query}");
    }
}

#[tokio::test]
async fn where_there_is_nothing_the_page_says_so_and_shows_ways_on() {
    must_be_nowhere(NOWHERE).await;
}

#[tokio::test]
async fn a_path_that_is_no_text_is_a_page_that_is_not_there() {
    must_be_nowhere(NO_TEXT).await;
}

async fn must_be_nowhere(addresses: &[&str]) {
    let board = TestBoard::demo().await;
    for address in addresses {
        for (locale, title) in [("en", "There is no such page"), ("zh-CN", "没有这个页面")] {
            let answer = board.get(&format!("{address}?lang={locale}")).await;
            assert_eq!(answer.status, 404, "{address}: {}", answer.text());
            let page = answer.html();
            assert_eq!(page.one("html").attribute("lang"), locale, "{address}");
            assert!(page.one("h1").text.contains(title), "{address}: {}", page.one("h1").text);
            let overview = format!("/?lang={locale}");
            assert!(page.links().contains(&overview.as_str()), "{address}: no way to the overview");
            let programme = format!("/programmes/{BATTERY}?lang={locale}");
            assert!(page.links().contains(&programme.as_str()), "{address}: no way to a programme");
            assert!(page.faults.is_empty(), "{address}: {:?}", page.faults);
            assert_eq!(page.with_class("demo").count(), 1, "{address}: not marked as demo");
        }
    }
}

#[tokio::test]
async fn the_thing_that_is_not_there_is_named() {
    let board = TestBoard::demo().await;
    for (address, said) in [
        ("/programmes/nothing?lang=en".to_owned(), "No programme has the code “nothing”"),
        (format!("/programmes/{BATTERY}/units/999999?lang=en"), "no unit with the code “999999”"),
        (format!("/programmes/{TIANJIN}/targets/T99?lang=zh-CN"), "没有编号为“T99”的目标"),
        (format!("/programmes/{TIANJIN}/units/A%3Cb%3E?lang=zh-CN"), "没有代码为“A<b>”的填报单位"),
    ] {
        let page = board.get(&address).await.html();
        let main = &page.one("main").text;
        assert!(main.contains(said), "{address}: {main}");
        assert_eq!(main.matches([':', '：']).count(), 1, "{address}: led on once: {main}");
    }
}

#[tokio::test]
async fn very_long_addresses_are_answered() {
    let board = TestBoard::demo().await;
    let long = "9".repeat(60_000);
    for name in ["period", "unit", "indicator", "suppose", "lang", "whatever"] {
        let answer = board.get(&format!("/?lang=en&{name}={long}")).await;
        assert_eq!(answer.status, 200, "{name}");
        assert!(answer.body.len() < 400_000, "{name}: the page repeats all of it");
    }
    let many = "period=2025-Q3&".repeat(4_000);
    assert_eq!(board.get(&format!("/?{many}")).await.status, 200);
    let answer = board.get(&format!("/programmes/{long}?lang=en")).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn a_wrong_method_is_told_which_ones_there_are() {
    let board = TestBoard::demo().await;
    for (method, address, allowed) in [
        (Method::POST, "/", "GET"),
        (Method::DELETE, "/help", "GET"),
        (Method::PUT, "/programmes/nev-battery-pilot-2018", "GET"),
        (Method::PATCH, "/programmes/nev-battery-pilot-2018/units/JJJ", "GET"),
        (Method::POST, "/programmes/tianjin-waste-recycling-2027/targets/T10", "GET"),
        (Method::GET, "/api/v1/progress", "POST"),
        (Method::POST, "/livez", "GET"),
    ] {
        let answer = board.with_method(method.clone(), address).await;
        assert_eq!(answer.status, 405, "{method} {address}");
        let given = answer.header("allow");
        assert!(given.split(',').any(|one| one.trim() == allowed), "{method} {address}: {given}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[tokio::test]
async fn head_answers_as_get_does_without_the_body() {
    let board = TestBoard::demo().await;
    for address in ["/", "/help", "/livez", "/programmes/nev-battery-pilot-2018.csv"] {
        let answer = board.with_method(Method::HEAD, address).await;
        assert_eq!(answer.status, 200, "{address}");
        assert!(answer.body.is_empty(), "{address}");
        assert_eq!(answer.header("content-type"), board.get(address).await.header("content-type"));
    }
    assert_eq!(board.with_method(Method::HEAD, "/programmes/nothing").await.status, 404);
}

#[tokio::test]
async fn headers_that_are_garbage_do_no_harm() {
    let board = TestBoard::demo().await;
    for (name, value) in [
        ("accept-language", b"\xff\xfe".as_slice()),
        ("accept-language", b";;;q=,,,"),
        ("accept-language", b"*"),
        ("accept-encoding", b"\x80"),
        ("cookie", b"=;=;\xff"),
        ("content-type", b"nonsense"),
    ] {
        let request =
            Request::get("/help").header(name, value).body(Body::empty()).expect("a request");
        assert_eq!(board.send(request).await.status, 200, "{name}: {value:?}");
    }
}
