//! Scheme, host and port of an address: what a browser holds apart.

use std::fmt;
use std::str::FromStr;

use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::http::uri::Authority;

use super::peer::Scheme;

/// One origin, in the spelling of browsers: lower case, without the scheme's
/// own port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    scheme: Scheme,
    /// Host, and port where it is not the scheme's own.
    place: String,
}

impl Origin {
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The one a request was sent to, by its `Host`.
    pub(super) fn asked(scheme: Scheme, headers: &HeaderMap) -> Option<Self> {
        let mut hosts = headers.get_all(HOST).iter();
        let host = hosts.next()?.to_str().ok()?;
        if hosts.next().is_some() {
            return None;
        }
        Self::at(scheme, host)
    }

    /// The one of a whole address, such as a `Referer`.
    pub(super) fn of_address(address: &str) -> Option<Self> {
        let (scheme, rest) = split(address)?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        Self::at(scheme, &rest[..end])
    }

    /// The one at that host and port.
    pub(super) fn at(scheme: Scheme, place: &str) -> Option<Self> {
        let authority: Authority = place.parse().ok()?;
        if authority.as_str().contains('@') || authority.host().is_empty() {
            return None;
        }
        let own = match scheme {
            Scheme::Http => 80,
            Scheme::Https => 443,
        };
        let host = authority.host().to_ascii_lowercase();
        // An authority whose port is no number has none, but keeps the colon.
        let place = match authority.port_u16() {
            Some(port) if port == own => host,
            Some(port) => format!("{host}:{port}"),
            None if authority.as_str().len() == host.len() => host,
            None => return None,
        };
        Some(Self { scheme, place })
    }
}

fn split(address: &str) -> Option<(Scheme, &str)> {
    let (scheme, rest) = address.split_once("://")?;
    [Scheme::Http, Scheme::Https]
        .into_iter()
        .find(|known| known.word().eq_ignore_ascii_case(scheme))
        .map(|scheme| (scheme, rest))
}

/// A text that is no origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoOrigin;

impl fmt::Display for NoOrigin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("write it like https://board.example.org, without a path")
    }
}

impl std::error::Error for NoOrigin {}

impl FromStr for Origin {
    type Err = NoOrigin;

    fn from_str(text: &str) -> Result<Self, NoOrigin> {
        split(text).and_then(|(scheme, place)| Self::at(scheme, place)).ok_or(NoOrigin)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}://{}", self.scheme.word(), self.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_one_spelling() {
        for (text, expected) in [
            ("https://board.example.org", Some("https://board.example.org")),
            ("HTTPS://Board.Example.org:443", Some("https://board.example.org")),
            ("http://board.example.org:80", Some("http://board.example.org")),
            ("http://board.example.org:443", Some("http://board.example.org:443")),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://[::1]:8080", Some("http://[::1]:8080")),
            ("https://board.example.org/", None),
            ("https://board.example.org/board", None),
            ("https://board.example.org:", None),
            ("https://board.example.org:99999", None),
            ("https://user@board.example.org", None),
            ("https://", None),
            ("https://:443", None),
            ("board.example.org", None),
            ("ftp://board.example.org", None),
            ("null", None),
            ("", None),
        ] {
            let origin = text.parse::<Origin>().ok().map(|origin| origin.to_string());
            assert_eq!(origin.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn an_address_has_the_origin_it_begins_with() {
        for (address, expected) in [
            ("https://board.example.org/help?lang=en", Some("https://board.example.org")),
            ("https://board.example.org?x=/", Some("https://board.example.org")),
            ("https://board.example.org@evil.example/", None),
            ("https://evil.example/https://board.example.org", Some("https://evil.example")),
            ("about:blank", None),
        ] {
            let origin = Origin::of_address(address).map(|origin| origin.to_string());
            assert_eq!(origin.as_deref(), expected, "{address}");
        }
    }
}
