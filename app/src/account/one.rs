//! One account, for who administers it.

use leptos::prelude::*;

use crate::account::accounts::{Listed, Standing, second_factor, standing};
use crate::links::{AccountDeed, Page};
use crate::locale::account_words as words;
use crate::ui::shell::{Shell, Step, document};

/// A one-time code, shown this once.
#[derive(Clone, Debug)]
pub struct HandedOver {
    pub code: String,
    /// The link that brings it along, where the site knows its own address.
    pub address: Option<String>,
    /// For how long it opens the account.
    pub hours: i32,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct One {
    pub account: Listed,
    /// Whether it is the account of who looks at it.
    pub own: bool,
    pub handed_over: Option<HandedOver>,
}

/// The page.
pub fn page(shell: &Shell, one: &One) -> AnyView {
    let locale = shell.locale;
    let account = &one.account;
    let path = [Step { name: words::accounts(locale).into(), page: Page::Accounts }];
    let disabled = account.standing == Standing::Disabled;
    let code = if account.standing == Standing::Active {
        (words::new_password_code(locale), words::new_password_code_hint(locale))
    } else {
        (words::hand_over_code(locale), words::hand_over_code_hint(locale))
    };
    let content = view! {
        <h1>{account.name.clone()}</h1>
        {one.handed_over.as_ref().map(|handed_over| code_once(shell, handed_over))}
        <dl class="particulars">
            <div><dt>{words::role_label(locale)}</dt><dd>{words::role(locale, account.role)}</dd></div>
            {account.unit.clone().map(|unit| view! {
                <div><dt>{words::unit(locale)}</dt><dd>{unit}</dd></div>
            })}
            {account.mail.clone().map(|mail| view! {
                <div><dt>{words::mail(locale)}</dt><dd>{mail}</dd></div>
            })}
            <div><dt>{words::standing(locale)}</dt><dd>{standing(locale, account.standing)}</dd></div>
            {second_factor(locale, account).map(|state| view! {
                <div><dt>{words::second_factor(locale)}</dt><dd>{state}</dd></div>
            })}
            <div><dt>{words::made(locale)}</dt><dd>{words::moment(account.made)}</dd></div>
        </dl>
        {(!disabled).then(|| deed(shell, account, AccountDeed::Code, code, ""))}
        {account.second_factor.then(|| {
            let said = (words::reset(locale), words::reset_hint(locale));
            deed(shell, account, AccountDeed::Reset, said, "quiet")
        })}
        {if disabled {
            let said = (words::enable(locale), words::enable_hint(locale));
            Some(deed(shell, account, AccountDeed::Enable, said, "quiet"))
        } else if one.own {
            None
        } else {
            let said = (words::disable(locale), words::disable_hint(locale));
            Some(deed(shell, account, AccountDeed::Disable, said, "grave"))
        }}
    };
    document(shell, &account.name, &path, content)
}

fn deed(
    shell: &Shell,
    account: &Listed,
    deed: AccountDeed,
    (name, hint): (&'static str, &'static str),
    class: &'static str,
) -> AnyView {
    let to = Page::AccountDeed(account.name.clone(), deed);
    view! {
        <form class="form deed" method="post" action=shell.link(&to)>
            <p id=deed.word()>{hint}</p>
            <div class="actions">
                <button type="submit" class=class aria-describedby=deed.word()>{name}</button>
            </div>
        </form>
    }
    .into_any()
}

fn code_once(shell: &Shell, handed_over: &HandedOver) -> AnyView {
    let locale = shell.locale;
    view! {
        <section class="handed-over" role="status">
            <h2>{words::one_time_code(locale)}</h2>
            <p class="secret">{handed_over.code.clone()}</p>
            {handed_over.address.clone().map(|address| view! { <p class="secret">{address}</p> })}
            <p>{words::code_once(locale, handed_over.hours)}</p>
        </section>
    }
    .into_any()
}
