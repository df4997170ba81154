//! Who asks, and over what: the connection's own address and plain HTTP, unless
//! a proxy that was named says otherwise.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

use super::origin::Origin;
use super::proxies::Proxies;

/// Where the person asking is. The port is 0 where a proxy named the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

/// What the person's browser speaks, with this server or the proxy before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    #[default]
    Http,
    /// Cookies are to be `Secure`.
    Https,
}

impl Scheme {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}

/// What stands between this server and the people who use it.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    pub proxies: Proxies,
    /// The address people type, where this server cannot know it.
    pub origin: Option<Origin>,
}

/// Gives each request its [`Peer`], its [`Scheme`], and its own [`Origin`]
/// where that is known.
pub async fn introduce(
    State(surroundings): State<Arc<Surroundings>>,
    mut request: Request,
    next: Next,
) -> Response {
    let connection = request.extensions().get::<ConnectInfo<SocketAddr>>();
    // Only a test's request comes without a connection.
    let connection =
        connection.map_or((Ipv4Addr::UNSPECIFIED, 0).into(), |ConnectInfo(peer)| *peer);
    let Told { peer, scheme, host } = told(&surroundings.proxies, connection, request.headers());
    let scheme = surroundings.origin.as_ref().map_or(scheme, Origin::scheme);
    let origin = match (&surroundings.origin, host) {
        (Some(origin), _) => Some(origin.clone()),
        (None, Some(host)) => Origin::at(scheme, host),
        (None, None) => Origin::asked(scheme, request.headers()),
    };
    let extensions = request.extensions_mut();
    extensions.insert(peer);
    extensions.insert(scheme);
    if let Some(origin) = origin {
        extensions.insert(origin);
    }
    next.run(request).await
}

/// What is known of the person behind a connection.
struct Told<'a> {
    peer: Peer,
    scheme: Scheme,
    /// The host the person asked, where a proxy asks another one.
    host: Option<&'a str>,
}

fn told<'a>(proxies: &Proxies, connection: SocketAddr, headers: &'a HeaderMap) -> Told<'a> {
    let direct = SocketAddr::new(connection.ip().to_canonical(), connection.port());
    if !proxies.include(direct.ip()) {
        return Told { peer: Peer(direct), scheme: Scheme::Http, host: None };
    }
    let scheme = match last_value(headers, "x-forwarded-proto") {
        Some(word) if word.eq_ignore_ascii_case("https") => Scheme::Https,
        _ => Scheme::Http,
    };
    let mut peer = Peer(direct);
    // Each proxy adds whom it saw at the end: the first from there that is no
    // proxy of ours is the person. What stands before, anybody may have written.
    for hop in values(headers, "x-forwarded-for").rev() {
        let Some(address) = address(hop) else { break };
        peer = Peer(SocketAddr::new(address, 0));
        if !proxies.include(address) {
            break;
        }
    }
    Told { peer, scheme, host: last_value(headers, "x-forwarded-host") }
}

fn last_value<'a>(headers: &'a HeaderMap, name: &'static str) -> Option<&'a str> {
    values(headers, name).next_back()
}

/// All values of a list, over all lines of that name. A line that is no text
/// holds one value that means nothing.
fn values<'a>(
    headers: &'a HeaderMap,
    name: &'static str,
) -> impl DoubleEndedIterator<Item = &'a str> {
    headers
        .get_all(name)
        .iter()
        .flat_map(|line| line.to_str().unwrap_or("?").split(','))
        .map(str::trim)
}

/// An address as proxies write it: bare, with a port, or in brackets.
fn address(hop: &str) -> Option<IpAddr> {
    let bracketed = || hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let with_port = || hop.parse::<SocketAddr>().ok().map(|address| address.ip());
    hop.parse()
        .ok()
        .or_else(with_port)
        .or_else(bracketed)
        .map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn lines(lines: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            let value = HeaderValue::from_str(value).expect("a value");
            headers.append(HeaderName::from_static(name), value);
        }
        headers
    }

    fn who<'a>(proxies: &str, connection: &str, headers: &'a HeaderMap) -> Told<'a> {
        let connection = SocketAddr::new(connection.parse().expect("an address"), 4_000);
        told(&proxies.parse().expect("proxies"), connection, headers)
    }

    fn address_of(proxies: &str, connection: &str, headers: &HeaderMap) -> String {
        who(proxies, connection, headers).peer.0.ip().to_string()
    }

    #[test]
    fn what_a_stranger_says_of_himself_is_not_believed() {
        let forged = lines(&[
            ("x-forwarded-for", "10.0.0.9"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "evil.example"),
        ]);
        for proxies in ["", "10.0.0.0/8"] {
            let told = who(proxies, "203.0.113.7", &forged);
            assert_eq!(told.peer.0.to_string(), "203.0.113.7:4000");
            assert_eq!((told.scheme, told.host), (Scheme::Http, None));
        }
    }

    #[test]
    fn the_last_hop_that_is_no_proxy_of_ours_is_the_person() {
        for (forwarded, expected) in [
            ("203.0.113.7", "203.0.113.7"),
            ("198.51.100.1, 203.0.113.7", "203.0.113.7"),
            ("198.51.100.1,203.0.113.7 , 10.0.0.2", "203.0.113.7"),
            ("203.0.113.7:51234", "203.0.113.7"),
            ("2001:db8::7", "2001:db8::7"),
            ("[2001:db8::7]", "2001:db8::7"),
            ("[2001:db8::7]:443", "2001:db8::7"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
            // All are proxies: the farthest of them.
            ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
            // Not an address: nothing before it is believed.
            ("203.0.113.7, unknown", "10.0.0.1"),
            ("203.0.113.7, nonsense, 10.0.0.2", "10.0.0.2"),
            ("", "10.0.0.1"),
        ] {
            let headers = lines(&[("x-forwarded-for", forwarded)]);
            assert_eq!(address_of("10.0.0.0/8", "10.0.0.1", &headers), expected, "{forwarded}");
        }
        let two = lines(&[("x-forwarded-for", "198.51.100.1"), ("x-forwarded-for", "203.0.113.7")]);
        assert_eq!(address_of("10.0.0.1", "10.0.0.1", &two), "203.0.113.7");
        assert_eq!(address_of("10.0.0.1", "::ffff:10.0.0.1", &two), "203.0.113.7");
        assert_eq!(address_of("", "10.0.0.1", &HeaderMap::new()), "10.0.0.1");
    }

    #[test]
    fn a_proxy_of_ours_says_what_was_asked_and_over_what() {
        for (said, expected) in [
            ("https", Scheme::Https),
            ("HTTPS", Scheme::Https),
            ("http", Scheme::Http),
            ("https, http", Scheme::Http),
            ("wss", Scheme::Http),
        ] {
            let headers = lines(&[("x-forwarded-proto", said)]);
            assert_eq!(who("127.0.0.1", "127.0.0.1", &headers).scheme, expected, "{said}");
        }
        let headers = lines(&[("x-forwarded-host", "evil.example, board.example.org")]);
        assert_eq!(who("127.0.0.1", "127.0.0.1", &headers).host, Some("board.example.org"));
    }
}
