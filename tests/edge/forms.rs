//! Every route that writes, as the router lists them: closed to other sites,
//! and to bodies that cannot be read.

use axum::body::Body;
use axum::http::{Method, Request, header};
use server::http::limits;
use support::{Answer, TestBoard};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// People of every role who may write anything at all.
const PEOPLE: [&str; 6] =
    ["entry-130000", "lead-130000", "reviewer", "observer", "auditor", "admin"];
/// What takes no fields, and does what it does whatever is sent.
const WITHOUT_FIELDS: [&str; 2] = ["/logout", "/account/sign-out-elsewhere"];

/// The addresses that take writes, for one return.
fn writes() -> Vec<String> {
    let addresses: Vec<String> = server::http::table()
        .into_iter()
        .filter(|entry| entry.method != Method::GET)
        .map(|entry| {
            assert_eq!(entry.method, Method::POST, "{}", entry.path);
            let address = entry.path.replace("{programme}", "nev-battery-pilot-2018");
            let address = address.replace("{unit}", "130000").replace("{quarter}", "2026-Q3");
            let address = address.replace("{name}", "lead-130000").replace("{deed}", "code");
            let address = address.replace("{number}", "PB-2000-0001").replace("{id}", "none");
            let address = address.replace("{no}", "1");
            assert!(!address.contains('{'), "{address}");
            address
        })
        .collect();
    assert!(addresses.len() > 10, "{addresses:?}");
    addresses
}

#[tokio::test]
async fn no_write_is_taken_from_another_site_whoever_is_signed_in() {
    let board = TestBoard::own_demo().await;
    for who in PEOPLE {
        let cookie = board.person(who).await.cookie();
        for address in writes() {
            for said in [
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-site", "same-site"),
                ("origin", "http://evil.example"),
                ("origin", "null"),
                ("referer", "http://evil.example/"),
                // Nothing at all is said: no browser that sends cookies does that.
                ("accept", "*/*"),
            ] {
                let request = Request::post(&address)
                    .header(header::HOST, "board.example.org")
                    .header(header::COOKIE, &cookie)
                    .header(header::CONTENT_TYPE, FORM)
                    .header(said.0, said.1);
                let request = request.body(Body::from("seen=0&R01=1")).expect("a request");
                let answer = board.send(request).await;
                assert_eq!(answer.status, 403, "{who}, {address}, {said:?}");
                assert!(
                    answer.text().contains("提交") || answer.text().contains("网站"),
                    "{who}, {address}: another refusal: {}",
                    answer.text()
                );
            }
        }
        let (written,): (i64,) = sqlx::query_as("select count(*) from draft_entry")
            .fetch_one(&board.sql)
            .await
            .expect("a count");
        assert_eq!(written, 0, "{who}");
    }
}

/// Bodies that no form can be read from: content type, body, status, and what
/// is said about it.
fn unreadable(address: &str) -> Vec<(&'static str, Vec<u8>, u16, &'static str)> {
    let large = |limit: usize| [b"R01=", vec![b'1'; limit].as_slice()].concat();
    if address.starts_with("/api/") {
        return vec![
            (JSON, b"{".to_vec(), 400, "not JSON"),
            (JSON, b"\xff".to_vec(), 400, "UTF-8"),
            (JSON, large(limits::JSON), 413, "At most"),
            (FORM, b"R01=1".to_vec(), 415, "application/json"),
            (JSON, br#"{"version":0,"cells":{},"row":1}"#.to_vec(), 422, "row"),
        ];
    }
    let mut all = vec![
        (FORM, b"R01=%zz".to_vec(), 400, "damaged"),
        (FORM, b"R01=%ff".to_vec(), 400, "UTF-8"),
        (FORM, b"R01=\xd6\xd0".to_vec(), 400, "UTF-8"),
        (FORM, large(limits::FORM), 413, "At most 256 kB"),
        (FORM, "R01=&".repeat(limits::FIELDS + 1).into_bytes(), 413, "fields"),
        (JSON, b"{}".to_vec(), 415, "x-www-form-urlencoded"),
        ("", b"R01=1".to_vec(), 415, "x-www-form-urlencoded"),
    ];
    let (kind, body) = ("multipart/form-data; boundary=x", b"nonsense".to_vec());
    let takes_files = address.ends_with("/upload") || address.ends_with("/duties/1/130000");
    all.push(if takes_files {
        (kind, body, 400, "damaged")
    } else {
        (kind, body, 415, "x-www-form-urlencoded")
    });
    all
}

fn must_say(answer: &Answer, what: &str, status: u16, sentence: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.text());
    assert!(answer.text().contains(sentence), "{what}: {}", answer.text());
    if what.contains("/api/") {
        assert_eq!(answer.header("content-type"), JSON, "{what}");
    } else {
        assert_eq!(answer.html().one("html").attribute("lang"), "en", "{what}");
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused_by_every_route_with_its_reason() {
    let board = TestBoard::own_demo().await;
    for address in writes() {
        // Judges what it can read of any body, whatever its type.
        if WITHOUT_FIELDS.contains(&address.as_str()) || address == "/api/v1/progress" {
            continue;
        }
        let mut reached = 0;
        for who in PEOPLE {
            let person = board.person(who).await;
            let to = format!("{address}?lang=en");
            for (kind, body, status, sentence) in unreadable(&address) {
                let answer = person.post(&to, kind, body).await;
                // Not for this role, or not there for it.
                if [403, 404].contains(&answer.status.as_u16()) {
                    continue;
                }
                must_say(&answer, &format!("{who}, {address}, {kind}"), status, sentence);
                reached += 1;
            }
        }
        assert!(reached > 0, "{address}: nobody reached it");
    }
}

#[tokio::test]
async fn a_field_the_form_does_not_have_is_named() {
    let board = TestBoard::own_demo().await;
    let clerk = board.person("entry-130000").await;
    let form = "/returns/nev-battery-pilot-2018/130000/2026-Q3";
    for (field, said) in [("R77", "no field “R77”"), ("<b>", "no field “&lt;b>”")] {
        let answer = clerk.send(&format!("{form}?lang=en"), &[("seen", "0"), (field, "1")]).await;
        assert_eq!(answer.status, 422, "{}", answer.text());
        let text = answer.text().replace("&gt;", ">");
        assert!(text.contains(said), "{field}: {text}");
    }
}
