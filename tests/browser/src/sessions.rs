//! The demo's people, signed in once each, and what they do without a browser.

use std::collections::HashMap;

use http::Request;
use http_body_util::BodyExt as _;
use hyper_util::client::legacy::Client as Http;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::sync::{Mutex, OnceCell};

use crate::made::Made;
use crate::pages::Place;
use crate::{Fault, PASSWORD};

/// The cookies by which the product knows them.
pub(crate) struct Sessions {
    address: String,
    http: Http<HttpConnector, String>,
    begun: Mutex<HashMap<String, String>>,
    made: OnceCell<Made>,
}

/// What the product answered.
pub(crate) struct Answer {
    /// Where it sends whoever asked.
    pub leads_to: String,
    cookie: Option<String>,
    pub text: String,
}

impl Sessions {
    pub(crate) fn at(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            http: Http::builder(TokioExecutor::new()).build_http(),
            begun: Mutex::default(),
            made: OnceCell::new(),
        }
    }

    /// The value of that account's cookie; signs it in where it is not.
    pub(crate) async fn of(&self, name: &str) -> Result<String, Fault> {
        let mut begun = self.begun.lock().await;
        if let Some(secret) = begun.get(name) {
            return Ok(secret.clone());
        }
        let fields = [("name", name), ("password", PASSWORD), ("code", "")];
        let answer = self.send(Request::post(self.at_path("/login")), form(&fields)).await?;
        let secret = answer
            .cookie
            .as_deref()
            .and_then(|cookie| cookie.split(';').next()?.split_once('='))
            .map(|(_, secret)| secret.to_owned());
        let secret = secret.ok_or_else(|| format!("{name} could not sign in"))?;
        begun.insert(name.to_owned(), secret.clone());
        Ok(secret)
    }

    /// The path of a place in a language; what it needs is made first.
    pub(crate) async fn path(&self, place: &Place, lang: &str) -> Result<String, Fault> {
        let path = place.path(lang);
        if !place.is_made() {
            return Ok(path);
        }
        let made = self.made.get_or_try_init(|| Made::by(self)).await?;
        Ok(made.put_into(&path, lang))
    }

    /// A page as somebody reads it.
    pub(crate) async fn get(&self, name: &str, path: &str) -> Result<String, Fault> {
        let request = Request::get(self.at_path(path)).header("cookie", self.cookie(name).await?);
        Ok(self.send(request, String::new()).await?.text)
    }

    /// What a form that somebody sends answers.
    pub(crate) async fn post(
        &self,
        name: &str,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Result<Answer, Fault> {
        let request = Request::post(self.at_path(path)).header("cookie", self.cookie(name).await?);
        self.send(request, form(fields)).await
    }

    fn at_path(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    async fn cookie(&self, name: &str) -> Result<String, Fault> {
        Ok(format!("pilotboard={}", self.of(name).await?))
    }

    async fn send(&self, request: http::request::Builder, body: String) -> Result<Answer, Fault> {
        let request = request
            .header("origin", &self.address)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)?;
        let path = request.uri().path().to_owned();
        let answer = self.http.request(request).await?;
        let status = answer.status();
        if status.is_client_error() || status.is_server_error() {
            return Err(format!("{path} answered {status}").into());
        }
        let header = |name: &str| -> Result<Option<String>, Fault> {
            Ok(answer.headers().get(name).map(|it| it.to_str()).transpose()?.map(str::to_owned))
        };
        let (leads_to, cookie) = (header("location")?.unwrap_or_default(), header("set-cookie")?);
        let text = String::from_utf8(answer.into_body().collect().await?.to_bytes().into())?;
        Ok(Answer { leads_to, cookie, text })
    }
}

fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
