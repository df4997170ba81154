//! Choosing a password: the two fields, and what can be wrong with it.

use leptos::prelude::*;

use crate::locale::{Locale, account_words as words};
use crate::ui::form::{Fault, Field, Kind, field};

/// Why a password is too easy to guess, or cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    Short,
    Long,
    /// Keys beside each other, or letters or digits in their order.
    Row,
    Repeated,
    Date,
    /// A word or name by itself, or a password that many people have.
    Common,
    /// Guessed in too few trials for another reason.
    Guessable,
}

/// The fields for a new password, and for the same once more.
pub fn fields(locale: Locale, faults: &[Fault]) -> AnyView {
    let new = Field::new("new", words::new_password(locale), Kind::NewPassword)
        .hint(words::new_password_hint(locale));
    let repeat = Field::new("repeat", words::repeat_password(locale), Kind::NewPassword);
    view! { {field(&new, faults)} {field(&repeat, faults)} }.into_any()
}
