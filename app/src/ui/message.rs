//! A page that says why there is nothing, and leads on.

use leptos::prelude::*;

use crate::links::Page;
use crate::locale::board_words as words;
use crate::ui::shell::{Shell, document};

/// What the page has to say.
#[derive(Clone, Debug)]
pub struct Message {
    pub title: String,
    pub text: String,
}

/// The message as a whole page, with ways on.
pub fn page(shell: &Shell, message: &Message) -> AnyView {
    let locale = shell.locale;
    let content = view! {
        <section class="message">
            <h1>{message.title.clone()}</h1>
            <p>{message.text.clone()}{words::go_on(locale)}</p>
            <ul>
                <li><a href=shell.link(&Page::Overview)>{words::to_overview(locale)}</a></li>
                {shell.programmes.iter().map(|step| view! {
                    <li><a href=shell.link(&step.page)>{step.name.clone()}</a></li>
                }).collect_view()}
            </ul>
        </section>
    };
    document(shell, &message.title, &[], content)
}
