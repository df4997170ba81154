//! Signing in: name, password, and the code of the second factor where the
//! account has one, on one page.

use leptos::prelude::*;

use crate::account::kept::{Kept, hidden};
use crate::links::Page;
use crate::locale::account_words as words;
use crate::ui::form::{Fault, Field, Kind, field, summary};
use crate::ui::shell::{Shell, document};

/// What the page asks and says.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// As it was typed.
    pub name: String,
    /// Where to go afterwards.
    pub next: Option<String>,
    /// What was typed on another page and waits to be sent.
    pub kept: Option<Kept>,
    /// Whether another page was sent to, which takes nothing from nobody.
    pub ended: bool,
    pub faults: Vec<Fault>,
}

/// The page.
pub fn page(shell: &Shell, asked: &SignIn) -> AnyView {
    let locale = shell.locale;
    let title = if asked.ended { words::signed_out_title(locale) } else { words::sign_in(locale) };
    let name = Field::new("name", words::name(locale), Kind::OwnName).value(&asked.name);
    let password = Field::new("password", words::password(locale), Kind::Password);
    let code = Field::new("code", words::code(locale), Kind::Code).hint(words::code_hint(locale));
    let why = match &asked.kept {
        Some(_) => Some(words::kept_until_signed_in(locale)),
        None => asked.ended.then(|| words::signed_out(locale)),
    };
    let content = view! {
        {summary(locale, &asked.faults)}
        <h1>{title}</h1>
        {why.map(|why| view! { <p class="lead">{why}</p> })}
        <form class="form" method="post" action=shell.link(&Page::SignIn)>
            {asked.next.clone().map(|next| view! { <input type="hidden" name="next" value=next/> })}
            {asked.kept.as_ref().map(hidden)}
            {field(&name, &asked.faults)}
            {field(&password, &asked.faults)}
            {field(&code, &asked.faults)}
            <div class="actions">
                <button type="submit">{words::sign_in(locale)}</button>
                <a href=shell.link(&Page::Activation)>{words::have_code(locale)}</a>
            </div>
        </form>
    };
    document(shell, title, &[], content)
}
