//! Every route, asked by every role for its own unit, the one it is part of,
//! one that is part of it, and another: held against a file that people read.
//!
//! `PILOTBOARD_GOLDEN=write` writes the file anew; look at the difference.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{Method, Request, header};
use server::http::{Entry, Right, table};
use support::{Answer, TestBoard, repository_file};

const GOLDEN: &str = "tests/golden/rights.txt";
const PROGRAMME: &str = "nev-battery-pilot-2018";
/// Who asks: for a province, and for a city that is counted in it.
const ROLES: [&str; 9] = [
    "nobody",
    "entry-330000",
    "lead-330000",
    "entry-330200",
    "lead-330200",
    "reviewer",
    "observer",
    "auditor",
    "admin",
];
/// The province, the city, and one that has nothing to do with them.
const UNITS: [&str; 3] = ["330000", "330200", "440000"];

/// What an answer says about rights. What is absent is absent for who may look.
fn said(answer: &Answer) -> &'static str {
    let location = answer.header("location");
    match answer.status.as_u16() {
        401 => "sign in",
        303 if location.starts_with("/login?next=") => "sign in",
        403 => "refused",
        404 if answer.text().contains("has no unit with the code") => "hidden",
        404 => "absent",
        _ => "open",
    }
}

/// A request for a route, with something that exists in each of its places.
fn request(entry: &Entry, unit: &str, cookie: Option<&str>) -> Request<Body> {
    // The first programme has units and no targets; duties only it has.
    let targets = entry.path.contains("/targets/{no}");
    let programme = if targets { "tianjin-waste-recycling-2027" } else { PROGRAMME };
    let path = entry
        .path
        .replace("{programme}", programme)
        .replace("{unit}", unit)
        .replace("{quarter}", "2026-Q3")
        .replace("{no}", if targets { "T10" } else { "1" })
        .replace("{indicator}", "R01")
        .replace("{secret}", "none")
        .replace("{name}", if entry.path.starts_with("/assets") { "none" } else { "observer" })
        .replace("{number}", "PB-2000-0001")
        .replace("{id}", "none")
        .replace("{deed}", "enable");
    assert!(!path.contains('{'), "{path}: say here what stands for it");
    let mut request = Request::builder().method(entry.method.clone()).uri(path + "?lang=en");
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    if entry.method != Method::GET {
        request = request
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    request.body(Body::empty()).expect("a request")
}

#[tokio::test]
async fn every_route_asks_of_every_role_what_was_reviewed() {
    let board = TestBoard::own_demo().await;
    let mut found = String::new();
    for entry in table() {
        let units = if entry.path.contains("{unit}") && entry.right != Right::Board {
            &UNITS[..]
        } else {
            &UNITS[..1]
        };
        let _ = writeln!(found, "{} {}", entry.method, entry.path);
        for role in ROLES {
            let mut line = format!("  {role:<13}");
            for unit in units {
                // A session for each request: signing out ends one.
                let cookie = match role {
                    "nobody" => None,
                    name => Some(board.person(name).await.cookie()),
                };
                let answer = board.send(request(&entry, unit, cookie.as_deref())).await;
                assert!(answer.status.as_u16() != 500, "{entry:?} {role}");
                let said = said(&answer);
                if units.len() > 1 {
                    let _ = write!(line, " {unit}: {said:<8}");
                } else {
                    let _ = write!(line, " {said}");
                }
            }
            let _ = writeln!(found, "{}", line.trim_end());
        }
    }
    let file = repository_file(GOLDEN);
    if std::env::var("PILOTBOARD_GOLDEN").as_deref() == Ok("write") {
        std::fs::write(&file, &found).expect("the file is written");
    }
    let golden = std::fs::read_to_string(&file).unwrap_or_default();
    let differing: Vec<String> = found
        .lines()
        .zip(golden.lines().chain(std::iter::repeat("")))
        .filter(|(now, before)| now != before)
        .map(|(now, before)| format!("{before}\nis now\n{now}"))
        .take(10)
        .collect();
    assert!(
        golden == found,
        "{GOLDEN} says otherwise; where that is meant, write it anew:\n{}",
        differing.join("\n")
    );
}

#[tokio::test]
async fn somebody_else_s_return_answers_like_one_that_does_not_exist() {
    let board = TestBoard::demo().await;
    let clerk = board.person("entry-330000").await;
    for part in ["", "/check", "/receipt", "/history"] {
        let page = async |unit: &str| {
            let address = format!("/returns/{PROGRAMME}/{unit}/2026-Q3{part}?lang=en");
            let answer = clerk.get(&address).await;
            assert_eq!(answer.status, 404, "{address}");
            (answer.text().replace(unit, "UNIT"), answer.headers)
        };
        let (there, nowhere) = (page("330200").await, page("999999").await);
        assert_eq!(there.0, nowhere.0, "{part}");
        assert_eq!(there.1.keys().collect::<Vec<_>>(), nowhere.1.keys().collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_closed_board_shows_its_figures_to_who_is_signed_in() {
    let board = TestBoard::closed_demo().await;
    let clerk = board.person("entry-330000").await;
    for address in [
        "/?lang=en",
        "/programmes/nev-battery-pilot-2018?lang=en",
        "/programmes/nev-battery-pilot-2018/units/440000.csv?lang=en",
        "/programmes/tianjin-waste-recycling-2027/targets/T10.svg?lang=en",
    ] {
        let answer = board.get(address).await;
        assert_eq!(answer.status, 303, "{address}");
        assert!(answer.header("location").starts_with("/login?next=%2F"), "{address}");
        assert_eq!(clerk.get(address).await.status, 200, "{address}");
    }
    for address in ["/login", "/activate", "/livez", "/readyz"] {
        assert_eq!(board.get(address).await.status, 200, "{address}");
    }
}
