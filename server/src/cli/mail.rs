//! The settings for mail. The server's address may hold a password, so they are
//! taken from the environment alone and never from a flag.

use super::Failure;
use crate::mail::Mailer;

/// Address of the mail server.
const SERVER: &str = "PILOTBOARD_SMTP_URL";
/// Whom mails come from.
const FROM: &str = "PILOTBOARD_MAIL_FROM";

/// How mail is sent; `None` where nothing is set.
pub(super) fn mailer() -> Result<Option<Mailer>, Failure> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    match (set(SERVER), set(FROM)) {
        (None, None) => Ok(None),
        (Some(server), Some(from)) => Mailer::new(&server, &from)
            .map(Some)
            .map_err(|error| Failure::Config(error.to_string())),
        (Some(_), None) => Err(Failure::Config(format!(
            "{SERVER} is set and {FROM} is not; name the address mails come from"
        ))),
        (None, Some(_)) => {
            Err(Failure::Config(format!("{FROM} is set and {SERVER} is not; name the mail server")))
        }
    }
}
