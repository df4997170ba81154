//! One's own account.

use leptos::prelude::*;

use crate::links::Page;
use crate::locale::account_words as words;
use crate::ui::shell::{Shell, document};

/// The page, for whoever the shell names.
pub fn page(shell: &Shell) -> AnyView {
    let locale = shell.locale;
    let title = words::own_account(locale);
    let content = view! {
        <h1>{title}</h1>
        {shell.person.as_ref().map(|person| view! {
            <dl class="facts">
                <div><dt>{words::name(locale)}</dt><dd>{person.name.clone()}</dd></div>
                <div><dt>{words::role_label(locale)}</dt><dd>{words::role(locale, person.role)}</dd></div>
                {person.unit.clone().map(|unit| view! {
                    <div><dt>{words::unit(locale)}</dt><dd>{unit}</dd></div>
                })}
            </dl>
        })}
        <form method="post" action=shell.link(&Page::SignOutElsewhere)>
            <button type="submit" class="quiet">{words::sign_out_elsewhere(locale)}</button>
        </form>
    };
    document(shell, title, &[], content)
}
