//! What was typed before one had to sign in or to confirm, and the page that
//! sends it on.

use leptos::prelude::*;

use crate::locale::account_words as words;
use crate::ui::message::Message;
use crate::ui::resend;
use crate::ui::shell::Shell;

/// Names of the hidden fields: where to, of which account, and the beginning
/// of each field's name.
pub const TO: &str = "kept-to";
pub const OF: &str = "kept-of";
pub const FIELD: &str = "kept.";

/// A form that waits to be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The address it goes to.
    pub to: String,
    /// The account under which it was typed; empty where that is not known.
    pub of: String,
    pub fields: Vec<(String, String)>,
}

/// The hidden fields in which it travels along.
pub fn hidden(kept: &Kept) -> AnyView {
    view! {
        <input type="hidden" name=TO value=kept.to.clone()/>
        <input type="hidden" name=OF value=kept.of.clone()/>
        {kept.fields.iter().map(|(name, value)| field(format!("{FIELD}{name}"), value)).collect_view()}
    }
    .into_any()
}

/// Unlike a field that is seen, a hidden one keeps line ends.
fn field(name: String, value: &str) -> AnyView {
    view! { <input type="hidden" name=name value=value.to_owned()/> }.into_any()
}

/// The page that sends it on.
pub fn page(shell: &Shell, kept: &Kept) -> AnyView {
    let locale = shell.locale;
    let message = Message {
        title: words::kept_title(locale).to_owned(),
        text: words::kept(locale).to_owned(),
    };
    resend::page(shell, &message, &kept.to, &kept.fields)
}
