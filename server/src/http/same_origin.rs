//! Writes are taken from pages of this site alone. A browser sends its cookies
//! along whatever page the request comes from, and says where that is.

use axum::extract::{Request, State};
use axum::http::header::{COOKIE, ORIGIN, REFERER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;

use super::Board;
use super::origin::Origin;
use super::request_refusal::{self, RequestRefusal};

/// How the page that sends is related to this site, by browsers since 2019,
/// where the connection is encrypted or local.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Stands before every route, also those still to come.
pub(super) async fn guard(State(board): State<Board>, request: Request, next: Next) -> Response {
    let own = request.extensions().get::<Origin>();
    if may_pass(request.method(), request.headers(), own) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    drop(body);
    request_refusal::answer(&board, &parts.uri, &parts.headers, &RequestRefusal::CrossSite).await
}

/// Whether the request changes nothing, or comes from a page of this site, or
/// from a program that bears no cookie.
fn may_pass(method: &Method, headers: &HeaderMap, own: Option<&Origin>) -> bool {
    if [Method::GET, Method::HEAD, Method::OPTIONS].contains(method) {
        return true;
    }
    if let Some(site) = headers.get(SEC_FETCH_SITE) {
        // `none` is a person's own doing, such as sending a page again.
        return is_single(headers, SEC_FETCH_SITE) && (site == "same-origin" || site == "none");
    }
    if let Some(origin) = headers.get(ORIGIN) {
        return is_single(headers, ORIGIN) && is_own(origin, own, |text| text.parse().ok());
    }
    if let Some(referer) = headers.get(REFERER) {
        return is_single(headers, REFERER) && is_own(referer, own, Origin::of_address);
    }
    !headers.contains_key(COOKIE)
}

fn is_single(headers: &HeaderMap, name: HeaderName) -> bool {
    headers.get_all(name).iter().count() == 1
}

fn is_own(
    value: &HeaderValue,
    own: Option<&Origin>,
    read: impl Fn(&str) -> Option<Origin>,
) -> bool {
    own.is_some() && value.to_str().ok().and_then(read).as_ref() == own
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "http://board.example:8080";

    fn passes(method: Method, lines: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            let value = HeaderValue::from_bytes(value.as_bytes()).expect("a value");
            headers.append(HeaderName::from_static(name), value);
        }
        may_pass(&method, &headers, OWN.parse().ok().as_ref())
    }

    #[test]
    fn a_write_is_taken_from_a_page_of_this_site_alone() {
        for (lines, expected) in [
            // What the browser says of the two sites settles it.
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "Same-Origin")], false),
            (&[("sec-fetch-site", "")], false),
            (&[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "same-origin"), ("origin", "null")], true),
            (&[("sec-fetch-site", "cross-site"), ("origin", OWN)], false),
            (&[("sec-fetch-site", "cross-site"), ("referer", OWN)], false),
            // Else the page's origin.
            (&[("origin", OWN)], true),
            (&[("origin", "null")], false),
            (&[("origin", "")], false),
            (&[("origin", "http://board.example")], false),
            (&[("origin", "http://board.example:8081")], false),
            (&[("origin", "https://board.example:8080")], false),
            (&[("origin", "http://board.example:8080/")], false),
            (&[("origin", "http://board.example:8080.evil.example")], false),
            (&[("origin", "http://evil.example")], false),
            (&[("origin", OWN), ("origin", "http://evil.example")], false),
            (&[("origin", "http://b\u{f6}ard.example:8080")], false),
            (&[("origin", "null"), ("referer", "http://board.example:8080/")], false),
            // Else its address.
            (&[("referer", "http://board.example:8080/help?lang=en")], true),
            (&[("referer", "http://board.example:8080")], true),
            (&[("referer", "http://evil.example/?http://board.example:8080/")], false),
            (&[("referer", "http://board.example:8080@evil.example/")], false),
            (&[("referer", "about:blank")], false),
            (&[("referer", "")], false),
            // A program says nothing of that, and bears no cookie.
            (&[], true),
            (&[("authorization", "Bearer 1234")], true),
            (&[("cookie", "session=1")], false),
            (&[("cookie", "")], false),
        ] {
            for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                assert_eq!(passes(method.clone(), lines), expected, "{method} {lines:?}");
            }
            // A cookie makes it no better and no worse, but where nothing is said.
            if !lines.is_empty() && lines[0].0 != "authorization" {
                let with_cookie = [lines, &[("cookie", "session=1")]].concat();
                assert_eq!(passes(Method::POST, &with_cookie), expected, "{with_cookie:?}");
            }
        }
    }

    #[test]
    fn reading_is_open_to_links_from_everywhere() {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            let lines = [("sec-fetch-site", "cross-site"), ("cookie", "session=1")];
            assert!(passes(method, &lines));
        }
        let unknown = Method::from_bytes(b"PROPPATCH").expect("a method");
        assert!(!passes(unknown, &[("sec-fetch-site", "cross-site")]));
    }

    #[test]
    fn without_an_origin_of_its_own_nothing_equals_it() {
        let headers = HeaderMap::from_iter([(ORIGIN, HeaderValue::from_static("nonsense"))]);
        assert!(!may_pass(&Method::POST, &headers, None));
    }
}
