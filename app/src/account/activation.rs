//! Activating an account with a one-time code.

use leptos::prelude::*;

use crate::account::password;
use crate::links::Page;
use crate::locale::account_words as words;
use crate::ui::form::{Fault, Field, Kind, field, summary};
use crate::ui::shell::{Shell, document};

/// What the page asks and says.
#[derive(Clone, Debug, Default)]
pub struct Activation {
    /// The code as it was typed, or as the link brought it.
    pub code: String,
    pub faults: Vec<Fault>,
}

/// The page.
pub fn page(shell: &Shell, asked: &Activation) -> AnyView {
    let locale = shell.locale;
    let title = words::activate(locale);
    let code = Field::new("code", words::one_time_code(locale), Kind::Text)
        .hint(words::one_time_code_hint(locale))
        .value(&asked.code);
    let content = view! {
        {summary(locale, &asked.faults)}
        <h1>{title}</h1>
        <form class="form" method="post" action=Page::Activation.link(&shell.filters.carried())>
            {field(&code, &asked.faults)}
            {password::fields(locale, &asked.faults)}
            <div class="actions">
                <button type="submit">{words::activate_and_sign_in(locale)}</button>
            </div>
        </form>
    };
    document(shell, title, &[], content)
}
