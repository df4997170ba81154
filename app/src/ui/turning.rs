//! From one page of a list to the next.

use leptos::prelude::*;

/// Address and words of a link.
pub type Way = (String, &'static str);

/// Back to the first page and on to the next; nothing where there is only one.
pub fn turning(label: &'static str, first: Option<Way>, next: Option<Way>) -> Option<AnyView> {
    if first.is_none() && next.is_none() {
        return None;
    }
    let first = first.map(|(href, words)| view! { <a href=href>{words}</a> });
    let next = next.map(|(href, words)| view! { <a rel="next" href=href>{words}</a> });
    Some(view! { <nav class="actions" aria-label=label>{first}{next}</nav> }.into_any())
}
