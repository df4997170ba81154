//! Pages of other sites cannot write here, whatever they send along; the pages
//! of this site can, in browsers old and new.

use axum::body::Body;
use axum::http::{Method, Request, header};
use server::http::peer::Surroundings;
use support::{Answer, TestBoard};

/// Where the board is asked for.
const HOST: &str = "board.example.org:8080";

/// A write with a form and a cookie, as a browser sends it.
async fn write(board: &TestBoard, method: &str, address: &str, said: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder()
        .method(Method::from_bytes(method.as_bytes()).expect("a method"))
        .uri(address)
        .header(header::HOST, HOST)
        .header(header::COOKIE, "session=anything")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in said {
        request = request.header(*name, *value);
    }
    board.send(request.body(Body::from("R01=1")).expect("a request")).await
}

#[tokio::test]
async fn a_write_from_another_site_is_refused_in_the_persons_language() {
    let board = TestBoard::demo().await;
    for said in [
        // Browsers of today, and whoever says too much.
        [("sec-fetch-site", "cross-site"), ("origin", "http://evil.example")],
        [("sec-fetch-site", "same-site"), ("origin", "http://other.example.org")],
        [("sec-fetch-site", "cross-site"), ("origin", "http://board.example.org:8080")],
        // Chromium 90 on a plain line says only where the page comes from.
        [("origin", "http://evil.example"), ("referer", "http://evil.example/")],
        [("origin", "null"), ("referer", "http://board.example.org:8080/")],
        [("origin", "http://board.example.org"), ("accept", "*/*")],
        [("origin", "https://board.example.org:8080"), ("accept", "*/*")],
        [("referer", "http://evil.example/board.example.org:8080"), ("accept", "*/*")],
    ] {
        for (locale, title) in [("en", "Sent from another site"), ("zh-CN", "提交来自其他网站")]
        {
            // Also where there is nothing to write, or nothing at all.
            for path in ["/login", "/", "/programmes/nev-battery-pilot-2018", "/nothing"] {
                let address = format!("{path}?lang={locale}");
                let answer = write(&board, "POST", &address, &said).await;
                assert_eq!(answer.status, 403, "{address} {said:?}: {}", answer.text());
                let page = answer.html();
                assert_eq!(page.one("html").attribute("lang"), locale);
                assert_eq!(page.one("h1").text, title, "{address} {said:?}");
                let main = &page.one("main").text;
                assert_eq!(main.matches([':', '：']).count(), 1, "led on once: {main}");
                assert!(page.links().contains(&format!("/?lang={locale}").as_str()), "no way on");
            }
        }
    }
}

#[tokio::test]
async fn a_program_is_refused_in_json() {
    let board = TestBoard::demo().await;
    let said = [("sec-fetch-site", "cross-site"), ("accept-language", "en")];
    let answer = write(&board, "POST", "/api/v1/progress", &said).await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.header("content-type"), "application/json");
    let said: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    let message = said["error"]["message"].as_str().expect("a sentence");
    assert!(message.contains("not sent from a page of this site"), "{message}");
}

#[tokio::test]
async fn every_method_that_may_write_is_held_to_it() {
    let board = TestBoard::demo().await;
    let elsewhere = [("origin", "http://evil.example")];
    for method in ["POST", "PUT", "PATCH", "DELETE", "PROPPATCH"] {
        assert_eq!(write(&board, method, "/", &elsewhere).await.status, 403, "{method}");
    }
    for method in ["GET", "HEAD"] {
        assert_eq!(write(&board, method, "/", &elsewhere).await.status, 200, "{method}");
    }
}

#[tokio::test]
async fn a_page_of_this_site_passes_in_browsers_old_and_new() {
    let board = TestBoard::demo().await;
    for said in [
        // On an encrypted line, or in today's browsers.
        [("sec-fetch-site", "same-origin"), ("origin", "http://board.example.org:8080")],
        // Sent again by the person, with no page behind it.
        [("sec-fetch-site", "none"), ("sec-fetch-user", "?1")],
        // Chromium 90 on a plain line, and what says no origin at all.
        [("origin", "http://board.example.org:8080"), ("upgrade-insecure-requests", "1")],
        [("referer", "http://board.example.org:8080/help"), ("accept", "*/*")],
    ] {
        // Whoever passes is told that this page takes no writes.
        assert_eq!(write(&board, "POST", "/help", &said).await.status, 405, "{said:?}");
    }
}

/// Behind a proxy that ends encryption, this server's own view is another.
#[tokio::test]
async fn behind_a_proxy_the_address_people_see_counts() {
    let named = Surroundings {
        origin: Some("https://board.example.org".parse().expect("an origin")),
        ..Surroundings::default()
    };
    // A test's request comes from nowhere, which is 0.0.0.0.
    let forwarded =
        Surroundings { proxies: "0.0.0.0".parse().expect("proxies"), ..Surroundings::default() };
    let own = ("origin", "https://board.example.org");
    let told = [("x-forwarded-proto", "https"), ("x-forwarded-host", "board.example.org")];
    let told = [own, told[0], told[1]];
    let board = TestBoard::demo_in(named).await;
    assert_eq!(write(&board, "POST", "/help", &[own]).await.status, 405);
    let board = TestBoard::demo_in(forwarded).await;
    assert_eq!(write(&board, "POST", "/help", &told).await.status, 405);
    assert_eq!(write(&board, "POST", "/help", &told[..2]).await.status, 403);
    // A stranger's word for it is worth nothing.
    let board = TestBoard::demo().await;
    assert_eq!(write(&board, "POST", "/help", &told).await.status, 403);
}
