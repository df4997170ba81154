//! Sharing a view: the form at its end for who may make links, and what stands
//! above it for who came by one.

use leptos::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::link::DAYS;
use crate::links::Page;
use crate::locale::{Locale, account_words, link_words as words};
use crate::ui::shell::Shell;

/// The name of the field with the days, and its id.
pub const DAYS_FIELD: &str = "days";

/// How views are shared, and whether this one is.
#[derive(Clone, Debug, Default)]
pub struct Sharing {
    /// Whether read-only links open here.
    pub on: bool,
    /// Whether who is signed in may make one.
    pub may: bool,
    /// The link by which the page is seen, where it is by one.
    pub by: Option<Shared>,
}

/// The link by which a page is seen.
#[derive(Clone, Debug)]
pub struct Shared {
    pub secret: String,
    pub until: Moment,
}

/// How long a link is to hold.
pub fn days(locale: Locale, chosen: &str) -> AnyView {
    let options = DAYS
        .into_iter()
        .map(|days| {
            let value = days.to_string();
            let chosen = value == chosen;
            view! { <option value=value selected=chosen>{words::days(locale, days)}</option> }
        })
        .collect_view();
    view! {
        <label for=DAYS_FIELD>{words::days_label(locale)}</label>
        <select id=DAYS_FIELD name=DAYS_FIELD>{options}</select>
    }
    .into_any()
}

/// The form that makes a link to this very view.
pub(super) fn form(shell: &Shell) -> Option<AnyView> {
    let view = matches!(
        shell.page,
        Page::Overview | Page::Programme(_) | Page::Unit(..) | Page::Target(..) | Page::Compare(_)
    );
    if !(shell.sharing.may && view) {
        return None;
    }
    let locale = shell.locale;
    let address = shell.page.link(&shell.filters.in_language(locale));
    Some(
        view! {
            <details class="share">
                <summary>{words::share(locale)}</summary>
                <form class="form" method="post" action=shell.link(&Page::Links)>
                    <p class="hint" id="share-hint">{words::share_hint(locale)}</p>
                    <input type="hidden" name="address" value=address/>
                    <div class="field">{days(locale, "30")}</div>
                    <div class="field">
                        <label for="purpose">{words::purpose(locale)}</label>
                        <p class="hint" id="purpose-hint">{words::purpose_hint(locale)}</p>
                        <input id="purpose" name="purpose" type="text" autocomplete="off"
                            aria-describedby="purpose-hint"/>
                    </div>
                    <div class="actions">
                        <button type="submit">{words::make(locale)}</button>
                    </div>
                </form>
            </details>
        }
        .into_any(),
    )
}

/// Says by what the page is seen, and until when.
pub(super) fn banner(shell: &Shell) -> Option<AnyView> {
    let locale = shell.locale;
    shell.sharing.by.as_ref().map(|shared| {
        let until = account_words::moment(shared.until);
        view! {
            <aside class="shared" aria-label=words::shared(locale)>
                {words::shared_until(locale, until)}
            </aside>
        }
        .into_any()
    })
}
