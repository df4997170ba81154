//! One's own account: password, second factor, where one is signed in.

use leptos::prelude::*;

use crate::account::password;
use crate::domain::calendar::Moment;
use crate::links::Page;
use crate::locale::account_words as words;
use crate::ui::form::{Fault, Field, Kind, field, summary};
use crate::ui::shell::{Shell, document};
use crate::ui::tag::{Tone, tag};

/// What the page says.
#[derive(Clone, Debug)]
pub struct Own {
    pub second_factor: bool,
    /// In how many browsers the account is signed in, this one among them.
    pub sessions: i64,
    /// When this session ends, whatever is done.
    pub ends_at: Moment,
    pub faults: Vec<Fault>,
}

/// The page, for whoever the shell names.
pub fn page(shell: &Shell, own: &Own) -> AnyView {
    let locale = shell.locale;
    let title = words::own_account(locale);
    let current = Field::new("current", words::current_password(locale), Kind::Password);
    let (state, link) = if own.second_factor {
        (tag(Tone::Good, words::set_up(locale)), words::second_factor_replace(locale))
    } else {
        (tag(Tone::Open, words::not_set_up(locale)), words::second_factor_set_up(locale))
    };
    let content = view! {
        {summary(locale, &own.faults)}
        <h1>{title}</h1>
        {shell.person.as_ref().map(|person| view! {
            <dl class="particulars">
                <div><dt>{words::name(locale)}</dt><dd>{person.name.clone()}</dd></div>
                <div><dt>{words::role_label(locale)}</dt><dd>{words::role(locale, person.role)}</dd></div>
                {person.unit.clone().map(|unit| view! {
                    <div><dt>{words::unit(locale)}</dt><dd>{unit}</dd></div>
                })}
            </dl>
        })}
        <section class="part">
            <h2>{words::second_factor(locale)}</h2>
            <p>{state}</p>
            <p><a href=shell.link(&Page::SecondFactor)>{link}</a></p>
        </section>
        <section class="part">
            <h2>{words::signed_in_where(locale)}</h2>
            <p>{words::sessions(locale, own.sessions, words::moment(own.ends_at))}</p>
            <form method="post" action=shell.link(&Page::SignOutElsewhere)>
                <button type="submit" class="quiet">{words::sign_out_elsewhere(locale)}</button>
            </form>
        </section>
        <section class="part">
            <h2>{words::change_password(locale)}</h2>
            <form class="form" method="post" action=shell.link(&Page::Password)>
                // For the browser's keeper of passwords; it is not sent.
                {shell.person.as_ref().map(|person| view! {
                    <input type="text" hidden=true readonly=true autocomplete="username"
                        aria-label=words::name(locale) value=person.name.clone()/>
                })}
                {field(&current, &own.faults)}
                {password::fields(locale, &own.faults)}
                <div class="actions"><button type="submit">{words::change_password(locale)}</button></div>
            </form>
        </section>
    };
    document(shell, title, &[], content)
}
