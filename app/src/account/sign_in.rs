//! Signing in: name, password, and the code of the second factor where the
//! account has one, on one page.

use leptos::prelude::*;

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
    pub faults: Vec<Fault>,
}

/// The page.
pub fn page(shell: &Shell, asked: &SignIn) -> AnyView {
    let locale = shell.locale;
    let title = words::sign_in(locale);
    let name = Field::new("name", words::name(locale), Kind::OwnName).value(&asked.name);
    let password = Field::new("password", words::password(locale), Kind::Password);
    let code = Field::new("code", words::code(locale), Kind::Code).hint(words::code_hint(locale));
    let content = view! {
        {summary(locale, &asked.faults)}
        <h1>{title}</h1>
        <form class="form" method="post" action=shell.link(&Page::SignIn)>
            {asked.next.clone().map(|next| view! { <input type="hidden" name="next" value=next/> })}
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
