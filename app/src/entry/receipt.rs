//! The receipt: what the lead gets for a submission.

use leptos::prelude::*;

use crate::domain::dossier::{Dossier, Version};
use crate::domain::filing::State;
use crate::domain::programme::Programme;
use crate::domain::unit::Unit;
use crate::links::{Page, Part};
use crate::locale::{number_words, return_words as words};
use crate::ui::shell::{Shell, Step, document};

/// What the page shows; without a version nothing was submitted yet.
pub struct ReceiptPage<'a> {
    pub programme: &'a Programme,
    pub unit: &'a Unit,
    pub dossier: &'a Dossier,
    pub version: Option<&'a Version>,
    /// In hexadecimal digits.
    pub sha256: String,
}

/// The page.
pub fn page(shell: &Shell, of: &ReceiptPage) -> AnyView {
    let locale = shell.locale;
    let key = &of.dossier.key;
    let form = Page::Return(key.clone(), Part::Form);
    let form_title = locale.name(&of.programme.form.title).to_owned();
    let path = [
        Step { name: words::returns(locale).to_owned(), page: Page::Returns },
        Step { name: form_title.clone(), page: form.clone() },
    ];
    let content = match of.version.and_then(|version| Some((version, version.receipt.clone()?))) {
        None => view! { <p class="empty">{words::no_receipt(locale)}</p> }.into_any(),
        Some((version, number)) => {
            let waits = of.dossier.filing.state == Some(State::Submitted)
                && of.dossier.filing.submitted == Some(version.version);
            let facts = [
                (words::receipt_no(locale), number),
                (words::filing_unit(locale), locale.name(&of.unit.name).to_owned()),
                (words::period(locale), number_words::quarter(locale, key.quarter)),
                (words::submitted_on(locale), words::moment(version.at)),
                (words::submitted_under(locale), version.by.clone()),
                (words::head(locale), version.head.clone().unwrap_or_default()),
                (words::compiler(locale), version.compiler.clone().unwrap_or_default()),
                (words::sha256(locale), of.sha256.clone()),
            ];
            let facts = facts
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
                .collect_view();
            let file = Page::Return(key.clone(), Part::ReceiptFile);
            let file = shell.link_with(&file, |filters| filters.version = Some(version.version));
            view! {
                {waits.then(|| view! { <p class="done" role="status">{words::receipt_done(locale)}</p> })}
                <dl class="receipt">{facts}</dl>
                <p><a href=file download="">{words::download_receipt(locale)}</a></p>
                <p class="subtitle">{words::verify_hint(locale)}</p>
            }
            .into_any()
        }
    };
    let content = view! {
        <div class="title">
            <h1>{words::receipt_title(locale)}</h1>
            <p class="period">{form_title}</p>
        </div>
        {content}
        <p><a href=shell.link(&form)>{words::back_to_form(locale)}</a></p>
    };
    document(shell, words::receipt_title(locale), &path, content)
}
