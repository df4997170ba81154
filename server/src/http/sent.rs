//! A form that was sent, with who sent it and from where.

use axum::extract::{FromRequest, Request};
use axum::http::Uri;
use axum::response::Response;

use super::Board;
use super::answer::{self, Refusal, refuse};
use super::form::{Form, read_form};
use super::origin::Origin;
use super::peer::{Peer, Scheme};
use super::reading::{self, Read};
use super::session;

/// A form and what is known of its sender.
pub(super) struct Sent {
    pub form: Form,
    pub read: Read,
    pub uri: Uri,
    pub scheme: Scheme,
    /// The site's own address, where it is known.
    pub origin: Option<Origin>,
    /// The network the sender is in: an address, or what of it is one's own.
    pub network: String,
    /// The secret of the browser's session, whether or not it still holds.
    pub cookie: Option<String>,
}

impl Sent {
    /// A field's text; empty where there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        self.form.get(name).unwrap_or_default()
    }
}

impl FromRequest<Board> for Sent {
    type Rejection = Response;

    async fn from_request(mut request: Request, board: &Board) -> Result<Self, Response> {
        let headers = request.headers().clone();
        let uri = request.uri().clone();
        let read = reading::read(&uri, &headers);
        let session = match session::find(board, &headers, request.extensions_mut()).await {
            Ok(session) => session,
            Err(error) => return Err(refuse(board, read, Refusal::Store(error)).await),
        };
        let read = Read { session, ..read };
        let extensions = request.extensions();
        let scheme = extensions.get::<Scheme>().copied().unwrap_or_default();
        let origin = extensions.get::<Origin>().cloned();
        let network = extensions.get::<Peer>().map(network).unwrap_or_default();
        let cookie = session::cookie(&headers).map(str::to_owned);
        match read_form(request).await {
            Ok(form) => Ok(Self { form, read, uri, scheme, origin, network, cookie }),
            Err(refusal) => Err(refuse(board, read, refusal.into()).await),
        }
    }
}

/// An address of the old kind, or the first half of one of the new kind: the
/// second half anybody makes up for himself.
fn network(Peer(peer): &Peer) -> String {
    match peer.ip() {
        std::net::IpAddr::V4(address) => address.to_string(),
        std::net::IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}

/// The page that goes with a form, again, or whatever else there is to say.
pub(super) async fn answered(
    board: &Board,
    read: &Read,
    done: Result<Response, Refusal>,
) -> Response {
    match done {
        Ok(response) => response,
        Err(refusal) => refuse(board, read.clone(), refusal).await,
    }
}

/// To another page of the site, in the language of this one.
pub(super) fn go(read: &Read, page: &app::links::Page) -> Response {
    answer::see_other(&page.link(&language(read)))
}

/// Only the language of a request.
pub(super) fn language(read: &Read) -> app::links::Filters {
    app::links::Filters { lang: read.filters.lang, ..app::links::Filters::default() }
}
