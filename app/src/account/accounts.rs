//! All accounts, and the form for another one.

use leptos::prelude::*;

use crate::domain::access::Role;
use crate::domain::calendar::Moment;
use crate::links::Page;
use crate::locale::{Locale, account_words as words};
use crate::ui::form::{Choice, Fault, Field, Kind, choice, field, summary};
use crate::ui::shell::{Shell, document};
use crate::ui::tag::{Tone, tag};

/// Whether somebody can sign in with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    NotActivated,
    /// A one-time code was handed over, which opens it until then.
    CodeHandedOver(Moment),
    Active,
    Disabled,
}

/// An account in the list.
#[derive(Clone, Debug)]
pub struct Listed {
    pub name: String,
    pub role: Role,
    /// The name of its unit.
    pub unit: Option<String>,
    pub mail: Option<String>,
    pub second_factor: bool,
    pub standing: Standing,
    pub made: Moment,
}

/// What the page shows and asks.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    pub accounts: Vec<Listed>,
    /// Code and name of each unit.
    pub units: Vec<(String, String)>,
    /// As it was typed.
    pub name: String,
    pub role: String,
    pub unit: String,
    pub mail: String,
    pub faults: Vec<Fault>,
}

/// The standing in word, shape and colour.
pub(super) fn standing(locale: Locale, standing: Standing) -> AnyView {
    match standing {
        Standing::NotActivated => tag(Tone::Open, words::not_activated(locale)),
        Standing::CodeHandedOver(until) => {
            tag(Tone::Caution, words::code_until(locale, words::moment(until)))
        }
        Standing::Active => tag(Tone::Good, words::active(locale)),
        Standing::Disabled => tag(Tone::Bad, words::disabled(locale)),
    }
}

/// The page.
pub fn page(shell: &Shell, all: &Accounts) -> AnyView {
    let locale = shell.locale;
    let title = words::accounts(locale);
    let rows = all.accounts.iter().map(|account| row(shell, account)).collect_view();
    let content = view! {
        {summary(locale, &all.faults)}
        <h1>{title}</h1>
        <div class="scroll" role="region" aria-label=title tabindex="0">
            <table class="accounts">
                <caption>{words::all_accounts(locale, all.accounts.len())}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::name(locale)}</th>
                        <th scope="col">{words::role_label(locale)}</th>
                        <th scope="col">{words::unit(locale)}</th>
                        <th scope="col">{words::standing(locale)}</th>
                        <th scope="col">{words::second_factor(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <section class="part">
            <h2>{words::make_account(locale)}</h2>
            <p class="hint">{words::make_account_hint(locale)}</p>
            {form(shell, all)}
        </section>
    };
    document(shell, title, &[], content)
}

fn row(shell: &Shell, account: &Listed) -> AnyView {
    let locale = shell.locale;
    view! {
        <tr>
            <th scope="row">
                <a href=shell.link(&Page::AccountOf(account.name.clone()))>{account.name.clone()}</a>
            </th>
            <td>{words::role(locale, account.role)}</td>
            <td>{account.unit.clone()}</td>
            <td>{standing(locale, account.standing)}</td>
            <td>{second_factor(locale, account)}</td>
        </tr>
    }
    .into_any()
}

/// Nothing is said where none is asked for and none is there.
pub(super) fn second_factor(locale: Locale, account: &Listed) -> Option<AnyView> {
    if account.second_factor {
        Some(tag(Tone::Good, words::set_up(locale)))
    } else {
        account.role.needs_second_factor().then(|| tag(Tone::Open, words::not_set_up(locale)))
    }
}

fn form(shell: &Shell, all: &Accounts) -> AnyView {
    let locale = shell.locale;
    let name = Field::new("name", words::name(locale), Kind::Text)
        .hint(words::name_hint(locale))
        .value(&all.name);
    let roles = Role::ALL
        .into_iter()
        .map(|role| (role.word().to_owned(), words::role(locale, role).to_owned()));
    let role = Choice {
        name: "role",
        label: words::role_label(locale).to_owned(),
        hint: None,
        options: roles.collect(),
        value: all.role.clone(),
    };
    let unit = Choice {
        name: "unit",
        label: words::unit(locale).to_owned(),
        hint: Some(words::unit_hint(locale).to_owned()),
        options: all.units.clone(),
        value: all.unit.clone(),
    };
    let mail = Field::new("mail", words::mail(locale), Kind::Mail)
        .hint(words::mail_hint(locale))
        .value(&all.mail);
    view! {
        <form class="form" method="post" action=shell.link(&Page::Accounts)>
            {field(&name, &all.faults)}
            {choice(locale, &role, &all.faults)}
            {choice(locale, &unit, &all.faults)}
            {field(&mail, &all.faults)}
            <div class="actions"><button type="submit">{words::make_account(locale)}</button></div>
        </form>
    }
    .into_any()
}
