//! The demo's people, signed in once each.

use std::collections::HashMap;

use http_body_util::BodyExt as _;
use hyper_util::client::legacy::Client as Http;
use hyper_util::rt::TokioExecutor;
use tokio::sync::Mutex;

use crate::{Fault, PASSWORD};

/// The cookies by which the product knows them.
pub(crate) struct Sessions {
    address: String,
    begun: Mutex<HashMap<String, String>>,
}

impl Sessions {
    pub(crate) fn at(address: &str) -> Self {
        Self { address: address.to_owned(), begun: Mutex::default() }
    }

    /// The value of that account's cookie; signs it in where it is not.
    pub(crate) async fn of(&self, name: &str) -> Result<String, Fault> {
        let mut begun = self.begun.lock().await;
        if let Some(secret) = begun.get(name) {
            return Ok(secret.clone());
        }
        let http: Http<_, String> = Http::builder(TokioExecutor::new()).build_http();
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("name", name), ("password", PASSWORD), ("code", "")])
            .finish();
        let request = http::Request::post(format!("{}/login", self.address))
            .header("origin", &self.address)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)?;
        let answer = http.request(request).await?;
        let cookie = answer.headers().get("set-cookie").map(|value| value.to_str()).transpose()?;
        let secret = cookie
            .and_then(|cookie| cookie.split(';').next()?.split_once('='))
            .map(|(_, secret)| secret.to_owned());
        let status = answer.status();
        let _rest = answer.into_body().collect().await?;
        let secret = secret.ok_or_else(|| format!("{name} could not sign in: {status}"))?;
        begun.insert(name.to_owned(), secret.clone());
        Ok(secret)
    }
}
