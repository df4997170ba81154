//! Showing the second factor again.

use leptos::prelude::*;

use crate::account::kept::{Kept, hidden};
use crate::links::Page;
use crate::locale::account_words as words;
use crate::ui::form::{Fault, Field, Kind, field, summary};
use crate::ui::shell::{Shell, document};

/// What the page asks and says.
#[derive(Clone, Debug, Default)]
pub struct Confirmation {
    /// Where to go afterwards.
    pub next: Option<String>,
    /// What was sent and waits to be carried out.
    pub kept: Option<Kept>,
    pub faults: Vec<Fault>,
}

/// The page.
pub fn page(shell: &Shell, asked: &Confirmation) -> AnyView {
    let locale = shell.locale;
    let title = words::confirm(locale);
    let code = Field::new("code", words::code(locale), Kind::Code).hint(words::digits_hint(locale));
    let content = view! {
        {summary(locale, &asked.faults)}
        <h1>{title}</h1>
        <p class="lead">{words::confirm_why(locale)}</p>
        <form class="form" method="post" action=shell.link(&Page::Confirmation)>
            {asked.next.clone().map(|next| view! { <input type="hidden" name="next" value=next/> })}
            {asked.kept.as_ref().map(hidden)}
            {field(&code, &asked.faults)}
            <div class="actions"><button type="submit">{words::confirm_go_on(locale)}</button></div>
        </form>
    };
    document(shell, title, &[], content)
}
