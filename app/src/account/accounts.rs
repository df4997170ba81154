//! The accounts, a page of them at a time, and the form for another one.

use leptos::prelude::*;

use crate::domain::access::Role;
use crate::domain::calendar::Moment;
use crate::links::{Filters, Page};
use crate::locale::{Locale, account_words as words, number_words};
use crate::ui::form::{Choice, Fault, Field, Kind, choice, field, summary};
use crate::ui::shell::{Shell, document};
use crate::ui::tag::{Tone, tag};
use crate::ui::turning::turning;
use crate::ui::unit_choice::{UnitChoice, unit_field};

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
    /// Those of this page, by name.
    pub accounts: Vec<Listed>,
    /// Whether there are more behind them.
    pub more: bool,
    /// How many there are, whichever are asked for.
    pub all: i64,
    pub units: UnitChoice,
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
    let content = view! {
        {summary(locale, &all.faults)}
        <div class="title">
            <h1>{title}</h1>
            {finding(shell)}
        </div>
        {if all.accounts.is_empty() { nothing(shell) } else { list(shell, all) }}
        {pages(shell, all)}
        <section class="part">
            <h2>{words::make_account(locale)}</h2>
            <p class="hint">{words::make_account_hint(locale)}</p>
            {form(shell, all)}
        </section>
    };
    document(shell, title, &[], content)
}

/// Narrows the list down; a plain form.
fn finding(shell: &Shell) -> AnyView {
    let (locale, asked) = (shell.locale, &shell.filters);
    view! {
        <form class="switch" method="get" role="search" action=shell.page.path()
            aria-label=words::find_accounts(locale)>
            <label>{words::find_by(locale)}
                <input type="search" name="find" value=asked.find.clone() autocomplete="off"
                    autocapitalize="none" spellcheck="false"/>
            </label>
            {asked.lang.map(|lang| view! { <input type="hidden" name="lang" value=lang.tag()/> })}
            <button>{words::find(locale)}</button>
            {asked.find.is_some().then(|| view! {
                <a href=shell.link(&Page::Accounts)>{words::show_all(locale)}</a>
            })}
        </form>
    }
    .into_any()
}

fn nothing(shell: &Shell) -> AnyView {
    let (locale, asked) = (shell.locale, &shell.filters);
    let sentence = match (&asked.after, &asked.find) {
        (Some(after), _) => words::none_after(locale, after),
        (None, find) => words::none_begins(locale, find.as_deref().unwrap_or_default()),
    };
    view! {
        <p class="empty">
            {sentence}" "<a href=shell.link(&Page::Accounts)>{words::show_all(locale)}</a>
        </p>
    }
    .into_any()
}

/// How many accounts there are, and which of them this page shows.
fn shown(shell: &Shell, all: &Accounts) -> String {
    let locale = shell.locale;
    let whole = !all.more && shell.filters.find.is_none() && shell.filters.after.is_none();
    let there = number_words::count(all.all);
    match all.accounts.as_slice() {
        [first, .., last] if !whole => {
            let shown = number_words::count(all.accounts.len());
            words::some_accounts(locale, shown, there, &first.name, &last.name)
        }
        [one] if !whole => words::one_of_accounts(locale, there, &one.name),
        _ => words::all_accounts(locale, there),
    }
}

fn list(shell: &Shell, all: &Accounts) -> AnyView {
    let locale = shell.locale;
    let rows = all.accounts.iter().map(|account| row(shell, account)).collect_view();
    view! {
        <p class="subtitle">{shown(shell, all)}</p>
        <div class="scroll" role="region" aria-label=words::accounts(locale) tabindex="0">
            <table class="accounts">
                <caption>{words::accounts(locale)}</caption>
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
    }
    .into_any()
}

fn pages(shell: &Shell, all: &Accounts) -> Option<AnyView> {
    let locale = shell.locale;
    let from =
        |after: Option<String>| Page::Accounts.link(&Filters { after, ..shell.filters.clone() });
    let first = shell.filters.after.as_ref().map(|_| (from(None), words::first_page(locale)));
    let last = all.accounts.last().filter(|_| all.more);
    let next = last.map(|last| (from(Some(last.name.clone())), words::next_page(locale)));
    turning(words::pages(locale), first, next)
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
    let unit = (words::unit(locale), words::unit_hint(locale));
    let mail = Field::new("mail", words::mail(locale), Kind::Mail)
        .hint(words::mail_hint(locale))
        .value(&all.mail);
    // Back to the part of the list that was shown, where it is refused.
    view! {
        <form class="form" method="post" action=shell.page.link(&shell.filters)>
            {field(&name, &all.faults)}
            {choice(locale, &role, &all.faults)}
            {unit_field(locale, &all.units, unit, &all.unit, &all.faults)}
            {field(&mail, &all.faults)}
            <div class="actions"><button type="submit">{words::make_account(locale)}</button></div>
        </form>
    }
    .into_any()
}
