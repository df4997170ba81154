//! The head of the form as it was submitted: who answers for it, when it came
//! in, and which versions there are.

use leptos::prelude::*;

use super::deadline;
use super::reviewed::ReviewedPage;
use crate::domain::calendar::Day;
use crate::links::Filters;
use crate::locale::{return_words, review_words as words};
use crate::ui::shell::Shell;

/// The particulars, each with its name.
pub(super) fn view(shell: &Shell, of: &ReviewedPage) -> AnyView {
    let locale = shell.locale;
    let (form, version) = (&of.programme.form, &of.shown.version);
    let given =
        |name: &Option<String>| name.clone().unwrap_or_else(|| words::not_named(locale).to_owned());
    let receipt = version.receipt.clone().unwrap_or_else(|| words::no_receipt(locale).to_owned());
    let submitted = words::by_at(locale, &version.by, return_words::moment(version.at));
    // What was taken over from a file was not filed here, in time or late.
    let first = of.dossier.versions.first().filter(|first| first.receipt.is_some());
    let filed_at = first.map(|first| first.at).filter(|_| version.reason.is_none());
    let punctual = (filed_at.is_some() || version.reason.is_some())
        .then(|| deadline(locale, Some(of.programme), &of.dossier.key, filed_at));
    let due = Day::due(of.dossier.key.quarter, form.due_days);
    let board = of.dossier.filing.approved.map(|no| words::on_the_board(locale, no));
    let texts = [
        (words::form_no(locale), format!("{} {}", form.no, locale.name(&form.title))),
        (words::issued_by(locale), locale.name(&form.issued_by).to_owned()),
        (words::head(locale), given(&version.head)),
        (words::compiler(locale), given(&version.compiler)),
        (words::submitted_by(locale), submitted),
        (words::receipt(locale), receipt),
    ];
    let texts = texts
        .into_iter()
        .map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> })
        .collect_view();
    let reason = version.reason.as_ref().map(|reason| words::restated_because(locale, reason));
    view! {
        <dl class="filed-head">
            {texts}
            <div>
                <dt>{words::deadline(locale)}</dt>
                <dd>
                    {due.to_string()}" "
                    {punctual}
                </dd>
            </div>
            <div>
                <dt>{words::versions(locale)}</dt>
                <dd>{versions(shell, of)}{board.map(|board| view! { <small>{board}</small> })}</dd>
            </div>
        </dl>
        {reason.map(|reason| view! { <p class="said">{reason}</p> })}
    }
    .into_any()
}

/// All versions, each a link but the one that is shown.
fn versions(shell: &Shell, of: &ReviewedPage) -> AnyView {
    of.dossier
        .versions
        .iter()
        .map(|version| {
            let no = version.version;
            if no == of.shown.version.version {
                return view! { <b aria-current="true">{no}</b>" " }.into_any();
            }
            let filters = Filters { version: Some(no), ..shell.filters.carried() };
            let name = words::version_no(shell.locale, no);
            view! { <a href=shell.page.link(&filters) aria-label=name>{no}</a>" " }.into_any()
        })
        .collect_view()
        .into_any()
}
