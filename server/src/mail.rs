//! Mail by SMTP: plain text in UTF-8, to one person at a time.

use std::fmt;
use std::time::Duration;

use axum::http::Uri;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::time::timeout;

/// What connecting may take, and what sending may take in all.
const CONNECTING: Duration = Duration::from_secs(10);
const SENDING: Duration = Duration::from_secs(30);

/// Sends mail through one server, from one address.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    server: String,
}

/// Why a mail was not sent. None of it holds the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailError {
    /// The settings cannot be used; what to write instead.
    Settings(&'static str),
    /// The recipient's address is none.
    Recipient(String),
    /// The subject holds a line break or another control character.
    Subject,
    /// The server does not take user and password; with its answer.
    Login(String),
    /// The server turned the mail down for good; with its answer.
    Refused(String),
    /// The server takes no mail just now; with its answer.
    NotNow(String),
    /// Nobody answers there, or not in a way that can be understood.
    Away(String),
}

impl fmt::Display for MailError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Settings(fix) => out.write_str(fix),
            Self::Recipient(address) => write!(out, "`{address}` is not a mail address"),
            Self::Subject => out.write_str("the subject holds a control character"),
            Self::Login(answer) => {
                write!(out, "the mail server does not take user and password: {answer}")
            }
            Self::Refused(answer) => write!(out, "the mail server refuses: {answer}"),
            Self::NotNow(answer) => write!(out, "the mail server takes no mail now: {answer}"),
            Self::Away(reason) => write!(out, "the mail server does not answer: {reason}"),
        }
    }
}

impl std::error::Error for MailError {}

impl fmt::Debug for Mailer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Mailer").field("server", &self.server).finish_non_exhaustive()
    }
}

impl Mailer {
    /// A mailer for the server at `url` (`PILOTBOARD_SMTP_URL`) and the
    /// sender's address (`PILOTBOARD_MAIL_FROM`). Connects to nothing yet.
    ///
    /// # Errors
    /// When one of them cannot be used; says what to write.
    pub fn new(url: &str, from: &str) -> Result<Self, MailError> {
        let server = checked(url)?;
        let from: Mailbox = from.parse().map_err(|_| {
            MailError::Settings(
                "PILOTBOARD_MAIL_FROM is not a mail address; \
                 write it like board@example.org or Board <board@example.org>",
            )
        })?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| MailError::Settings(URL_FIX))?
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(CONNECTING))
            .build();
        Ok(Self { transport, from, server })
    }

    /// Where the server is, without user and password.
    #[must_use]
    pub fn server(&self) -> &str {
        &self.server
    }

    /// Sends a mail. `to` is a bare address; `text` may have lines.
    ///
    /// # Errors
    /// When it was not sent, or it is not known whether it was.
    pub async fn send(&self, to: &str, subject: &str, text: &str) -> Result<(), MailError> {
        // An address holds neither line breaks nor names nor a second address.
        let to: Address = to.parse().map_err(|_| MailError::Recipient(to.to_owned()))?;
        if subject.chars().any(char::is_control) {
            return Err(MailError::Subject);
        }
        let domain = self.from.email.domain();
        let id = getrandom::u64().map_err(|error| MailError::Away(error.to_string()))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .message_id(Some(format!("<{id:016x}.pilotboard@{domain}>")))
            // Nobody's absence is to answer it.
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .header(ContentType::TEXT_PLAIN)
            .body(text.to_owned())
            .map_err(|error| MailError::Refused(error.to_string()))?;
        in_time(self.transport.send(message)).await.map(|_| ())
    }

    /// Connects and greets, as before sending, and sends nothing.
    ///
    /// # Errors
    /// When the server does not answer or does not take user and password.
    pub async fn check(&self) -> Result<(), MailError> {
        let there = in_time(self.transport.test_connection()).await?;
        if there { Ok(()) } else { Err(MailError::Away("it hung up".into())) }
    }
}

async fn in_time<T>(doing: impl Future<Output = Result<T, SmtpError>>) -> Result<T, MailError> {
    match timeout(SENDING, doing).await {
        Ok(done) => done.map_err(|error| told(&error)),
        Err(_) => Err(MailError::Away(format!("not within {} s", SENDING.as_secs()))),
    }
}

/// The kind of failure, and what the server said.
fn told(error: &SmtpError) -> MailError {
    let said = error.to_string();
    let code = error.status().map(|code| code.to_string());
    match code.as_deref() {
        // RFC 4954: authentication required, too weak, wrong, or not without TLS.
        Some("530" | "534" | "535" | "538") => MailError::Login(said),
        _ if error.is_permanent() => MailError::Refused(said),
        _ if error.is_transient() => MailError::NotNow(said),
        _ => MailError::Away(said),
    }
}

const URL_FIX: &str = "PILOTBOARD_SMTP_URL cannot be used; \
    write it like smtps://user:password@host, or smtp://user:password@host:587?tls=required, \
    with %-encoded signs in the password";

/// Host and port of the address. What would be ignored silently is refused.
fn checked(url: &str) -> Result<String, MailError> {
    let wrong = MailError::Settings(URL_FIX);
    let Ok(uri) = url.parse::<Uri>() else { return Err(wrong) };
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(wrong);
    };
    let encrypted = match (scheme, uri.query()) {
        ("smtps", None) | ("smtp", Some("tls=required")) => true,
        ("smtp", None) => false,
        _ => return Err(wrong),
    };
    if !matches!(uri.path(), "" | "/") || url.contains('#') || authority.host().is_empty() {
        return Err(wrong);
    }
    if let Some((user, _)) = authority.as_str().rsplit_once('@') {
        if user.split_once(':').is_none_or(|(name, word)| name.is_empty() || word.is_empty()) {
            return Err(wrong);
        }
        let local = matches!(authority.host(), "localhost" | "127.0.0.1" | "[::1]");
        if !encrypted && !local {
            return Err(MailError::Settings(
                "PILOTBOARD_SMTP_URL would send the password unencrypted; \
                 add ?tls=required, or write smtps://",
            ));
        }
    }
    let port = authority.port_u16().unwrap_or(match (scheme, encrypted) {
        ("smtps", _) => 465,
        (_, true) => 587,
        (_, false) => 25,
    });
    Ok(format!("{}:{port}", authority.host()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_named_without_its_password() {
        for (url, server) in [
            ("smtps://user:sesame@mail.example.org", "mail.example.org:465"),
            ("smtp://user:sesame@mail.example.org?tls=required", "mail.example.org:587"),
            ("smtp://user:se%40same@mail.example.org:2525/?tls=required", "mail.example.org:2525"),
            ("smtp://relay.example.org", "relay.example.org:25"),
            ("smtp://user:sesame@127.0.0.1:2525", "127.0.0.1:2525"),
        ] {
            let mailer = Mailer::new(url, "Board <board@example.org>").expect(url);
            assert_eq!(mailer.server(), server);
            assert!(!format!("{mailer:?}").contains("sesame"), "{mailer:?}");
        }
    }

    #[test]
    fn a_setting_that_would_be_ignored_or_give_the_password_away_is_refused() {
        for url in [
            "",
            "mail.example.org",
            "http://mail.example.org",
            "smtp://",
            "smtp://mail.example.org?tls=opportunistic",
            "smtp://mail.example.org?tsl=required",
            "smtp://mail.example.org?tls=required&tls=none",
            "smtps://mail.example.org?tls=none",
            "smtp://user@mail.example.org?tls=required",
            "smtp://user:sesame@mail.example.org",
            "smtp://user:sesame@mail.example.org/board?tls=required",
            "smtp://mail.example.org:99999",
        ] {
            let refused = Mailer::new(url, "board@example.org").expect_err(url).to_string();
            assert!(refused.contains("PILOTBOARD_SMTP_URL"), "{url}: {refused}");
            assert!(!refused.contains("sesame"), "{url}: {refused}");
        }
        for from in ["", "board", "board@", "a@b.org, c@d.org", "a@b.org\r\nBcc: c@d.org"] {
            let refused = Mailer::new("smtp://localhost", from).expect_err(from).to_string();
            assert!(refused.contains("PILOTBOARD_MAIL_FROM"), "{from}: {refused}");
        }
    }
}
