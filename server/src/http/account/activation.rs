//! Activating an account: a one-time code becomes a password of one's own.

use app::account::activation::{self, Activation};
use app::domain::access::Actor;
use app::links::Page;
use app::locale::account_words as words;
use app::ui::form::Fault;
use axum::extract::State;
use axum::response::Response;

use super::guessing::{Guess, guess};
use super::{answered_with, sign_in};
use crate::http::Board;
use crate::http::answer::Refusal;
use crate::http::reading::Read;
use crate::http::sent::{Sent, answered};
use crate::http::session::Asked;
use crate::password;
use crate::secret;

/// Under which name guesses at codes are counted; no account has it.
const GUESSED: &str = "(code)";

/// `GET /activate`
pub(in crate::http) async fn page(State(board): State<Board>, Asked(read): Asked) -> Response {
    let asked =
        Activation { code: read.filters.code.clone().unwrap_or_default(), ..Activation::default() };
    let done = activation_page(&board, read.clone(), asked).await;
    answered(&board, &read, done).await
}

async fn activation_page(
    board: &Board,
    read: Read,
    asked: Activation,
) -> Result<Response, Refusal> {
    let faulty = !asked.faults.is_empty();
    answered_with(board, read, Page::Activation, faulty, |shell| activation::page(shell, &asked))
        .await
}

/// `POST /activate`
pub(in crate::http) async fn take(State(board): State<Board>, sent: Sent) -> Response {
    let done = activated(&board, &sent).await;
    answered(&board, &sent.read, done).await
}

async fn activated(board: &Board, sent: &Sent) -> Result<Response, Refusal> {
    let locale = sent.read.locale;
    let typed = sent.text("code").trim();
    let code = secret::read_code(typed);
    let mut faults = Vec::new();
    let mut opened = None;
    match &code {
        None if typed.is_empty() => faults.push(Fault::new("code", words::code_missing(locale))),
        None => faults.push(Fault::new("code", words::code_is_none(locale))),
        Some(code) => {
            let trial = async { Ok(board.store().activation(&secret::digest(code)).await?) };
            match guess(board, GUESSED, &sent.network, trial).await? {
                Guess::Right(actor) => opened = Some((actor, secret::digest(code))),
                Guess::Wrong => faults.push(Fault::new("code", words::code_opens_nothing(locale))),
            }
        }
    }
    let (chosen, repeated) = (sent.text("new"), sent.text("repeat"));
    faults.extend(password_faults(
        locale,
        chosen,
        repeated,
        opened.as_ref().map(|(actor, _)| actor),
    ));
    if let Some((_, digest)) = opened
        && faults.is_empty()
    {
        let kept = password::hash(chosen.to_owned()).await?;
        if let Some(actor) = board.store().activate(&digest, &kept).await? {
            return sign_in::begin(board, sent, &actor, false, None, None).await;
        }
        // Somebody else was faster with the same code.
        faults.push(Fault::new("code", words::code_opens_nothing(locale)));
    }
    let asked = Activation { code: typed.chars().take(60).collect(), faults };
    activation_page(board, sent.read.clone(), asked).await
}

/// What is wrong with a chosen password.
pub(super) fn password_faults(
    locale: app::locale::Locale,
    chosen: &str,
    repeated: &str,
    actor: Option<&Actor>,
) -> Vec<Fault> {
    let name = actor.map_or("", |actor| actor.name.as_str());
    let unit = actor.and_then(|actor| actor.unit.as_deref()).unwrap_or("");
    if chosen.is_empty() {
        vec![Fault::new("new", words::new_password_missing(locale))]
    } else if let Some(weakness) = password::weakness(chosen, &[name, unit]) {
        vec![Fault::new("new", words::weakness(locale, weakness))]
    } else if chosen != repeated {
        vec![Fault::new("repeat", words::not_repeated(locale))]
    } else {
        Vec::new()
    }
}
