//! Read-only links to views of approved figures, for who makes them. What a
//! link shows is the view's own slice; nothing of it comes in here.

use leptos::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::link::{Link, Standing};
use crate::links::Page;
use crate::locale::{Locale, account_words, link_words as words};
use crate::ui::form::{Fault, Field, Kind, field, summary};
use crate::ui::share::{DAYS_FIELD, days};
use crate::ui::shell::{Shell, document};
use crate::ui::tag::{Tone, tag};

/// What the page shows, and what was typed where it was refused.
#[derive(Clone, Debug, Default)]
pub struct Links {
    pub on: bool,
    pub links: Vec<Link>,
    pub now: Option<Moment>,
    /// The link that was just made, whole, and until when it opens.
    pub made: Option<(String, Moment)>,
    pub address: String,
    pub days: String,
    pub purpose: String,
    pub faults: Vec<Fault>,
}

/// The page.
pub fn page(shell: &Shell, of: &Links) -> AnyView {
    let locale = shell.locale;
    let title = words::links(locale);
    let made = of.made.as_ref().map(|(link, until)| {
        view! {
            <section class="handed-over" aria-labelledby="made">
                <h2 id="made">{words::made_title(locale)}</h2>
                <p>{words::made(locale, account_words::moment(*until))}</p>
                <p><code class="secret">{link.clone()}</code></p>
            </section>
        }
    });
    let off = (!of.on).then(|| view! { <p class="notice" id="off">{words::off(locale)}</p> });
    let content = view! {
        {summary(locale, &of.faults)}
        <h1>{title}</h1>
        <p class="lead">{words::lead(locale)}</p>
        {off}
        {made}
        {again(shell, of)}
        {list(shell, of)}
    };
    document(shell, title, &[], content)
}

/// The form again, with what was typed, where it was refused.
fn again(shell: &Shell, of: &Links) -> Option<AnyView> {
    if of.faults.is_empty() || !of.on {
        return None;
    }
    let locale = shell.locale;
    let purpose = Field::new("purpose", words::purpose(locale), Kind::Text)
        .hint(words::purpose_hint(locale))
        .value(&of.purpose);
    let fault = of.faults.iter().find(|fault| fault.at == DAYS_FIELD);
    let fault = fault.map(|fault| crate::ui::form::fault_line(DAYS_FIELD, &fault.sentence));
    Some(
        view! {
            <form class="form" method="post" action=shell.link(&Page::Links)>
                <p id="address"><code>{of.address.clone()}</code></p>
                <input type="hidden" name="address" value=of.address.clone()/>
                <div class="field">{fault}{days(locale, &of.days)}</div>
                {field(&purpose, &of.faults)}
                <div class="actions"><button type="submit">{words::make(locale)}</button></div>
            </form>
        }
        .into_any(),
    )
}

fn list(shell: &Shell, of: &Links) -> AnyView {
    let locale = shell.locale;
    let Some(now) = of.now.filter(|_| !of.links.is_empty()) else {
        return view! { <p>{words::none_yet(locale)}</p> }.into_any();
    };
    let caption = words::list_caption(locale, of.links.len());
    let rows = of.links.iter().map(|link| row(shell, link, link.standing(now))).collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=caption.clone()>
            <table class="links">
                <caption>{caption.clone()}</caption>
                <thead><tr>
                    <th scope="col">{words::view_of(locale)}</th>
                    <th scope="col">{words::purpose(locale)}</th>
                    <th scope="col">{words::by(locale)}</th>
                    <th scope="col">{words::made_at(locale)}</th>
                    <th scope="col">{words::until_label(locale)}</th>
                    <th scope="col" class="num">{words::opened(locale)}</th>
                    <th scope="col">{words::standing(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(shell: &Shell, link: &Link, standing: Standing) -> AnyView {
    let locale = shell.locale;
    let revoke = (standing == Standing::Open).then(|| {
        let label = words::revoke_which(locale, &link.address);
        view! {
            <form method="post" action=shell.link(&Page::Revoking(link.id))>
                <button type="submit" class="quiet" aria-label=label>{words::revoke(locale)}</button>
            </form>
        }
    });
    view! {
        <tr>
            <th scope="row"><a href=link.address.clone()>{link.address.clone()}</a></th>
            <td>{link.purpose.clone()}</td>
            <td>{link.made_by.clone()}</td>
            <td>{account_words::moment(link.made_at)}</td>
            <td>{account_words::moment(link.expires_at)}</td>
            <td class="num">{link.opened}</td>
            <td>{state(locale, standing)}{revoke}</td>
        </tr>
    }
    .into_any()
}

fn state(locale: Locale, standing: Standing) -> AnyView {
    match standing {
        Standing::Open => tag(Tone::Good, words::open(locale)),
        Standing::Expired => tag(Tone::Open, words::expired(locale)),
        Standing::Revoked => tag(Tone::Bad, words::revoked(locale)),
    }
}
