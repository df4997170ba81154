//! A page that gives back a form which could not be answered, to be sent again.

use leptos::prelude::*;

use crate::locale::form_words as words;
use crate::ui::message::Message;
use crate::ui::shell::{Shell, document};

/// The message, and the form with all its fields, to the same address.
pub fn page(
    shell: &Shell,
    message: &Message,
    address: &str,
    fields: &[(String, String)],
) -> AnyView {
    let fields = fields
        .iter()
        .map(|(name, value)| {
            view! { <input type="hidden" name=name.clone() value=value.clone()/> }
        })
        .collect_view();
    let content = view! {
        <section class="message">
            <h1>{message.title.clone()}</h1>
            <p role="alert">{message.text.clone()}</p>
            <form method="post" action=address.to_owned()>
                {fields}
                <button type="submit">{words::send_again(shell.locale)}</button>
            </form>
        </section>
    };
    document(shell, &message.title, &[], content)
}
